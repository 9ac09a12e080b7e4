"""Bare stock Streamlit: a choice and the charts of PEER_CHARTS for it, drawn anew at every change."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

charts = json.loads(Path(os.environ["PEER_CHARTS"]).read_text("utf-8"))["choices"]
chosen = st.selectbox("Stakeholder type", list(charts))
for chart in charts[chosen]:
    st.plotly_chart(go.Figure(chart))
