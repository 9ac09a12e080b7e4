"""Bare stock Streamlit with two pages, of the charts of PEER_CHARTS."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

pages = json.loads(Path(os.environ["PEER_CHARTS"]).read_text("utf-8"))["pages"]


def page_of(charts: list[dict[str, Any]]) -> Callable[[], None]:
    """Return what draws a page."""

    def draw() -> None:
        for chart in charts:
            st.plotly_chart(go.Figure(chart))

    return draw


st.navigation([st.Page(page_of(pages[name]), title=name, url_path=name) for name in pages]).run()
