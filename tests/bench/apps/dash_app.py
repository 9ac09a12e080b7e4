"""A Dash app: a choice and the charts of PEER_CHARTS for it, each in a place of its own."""

import json
import os
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, dcc, html

charts: dict[str, list[dict[str, Any]]] = json.loads(
    Path(os.environ["PEER_CHARTS"]).read_text("utf-8")
)["choices"]
first = next(iter(charts))
places = [f"chart_{number}" for number in range(len(charts[first]))]
app = Dash()
app.layout = html.Div(
    [dcc.Dropdown(list(charts), first, id="type", clearable=False)]
    + [dcc.Graph(id=place) for place in places]
)


def shown(chosen: str) -> list[dict[str, Any]]:
    """Return the charts of a choice."""
    return charts[chosen]


app.callback([Output(place, "figure") for place in places], Input("type", "value"))(shown)
app.run(port=int(os.environ["PEER_PORT"]), debug=False)
