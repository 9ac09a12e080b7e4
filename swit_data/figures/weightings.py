"""What if one part weighed more or less: a line a stakeholder type over the weights from 1 to 3."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.figures.canvas import Canvas, cut, door_at, doors_together, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace, scatter
from swit_data.figures.label_spacing import apart
from swit_data.released.contributions import together
from swit_data.released.rows import records
from swit_data.released.what_if_weights import WEIGHTS

HEIGHT = 330  # px
_ROOM = 146  # px beside the last weight, for a name
_NUMBER = 23  # and at least for its number
_NAME = 17
_DASHES = ("solid", "dash", "dot", "dashdot")

Row = Mapping[str, Any]


def weight_lines(rows: pd.DataFrame, pilot: str, canvas: Canvas) -> Drawing:
    """Return one pilot's panel: filled marks are released numbers, hollow ones the weighted mean of released parts.

    `rows`: one row per type and weight of the pilot, as from weighted_scores.
    """
    figure = canvas.figure(HEIGHT)
    mark = canvas.mark(pilot)
    lasts = []
    for place, (_, group) in enumerate(rows.groupby("stakeholder_type", sort=False)):
        shown = [row for row in records(group) if not row["withheld"]]
        if shown:
            figure.add_trace(_line(shown, mark, _DASHES[place % len(_DASHES)], canvas))
            lasts.append(shown[-1])
    notes = [_note(row, y, canvas) for row, y in apart(lasts)]
    figure.add_notes(notes)
    _axes(figure, canvas.room_of(lasts, _NUMBER), canvas)
    return figure


def _line(shown: Sequence[Row], mark: style.Mark, dash: str, canvas: Canvas) -> Trace:
    kind = str(shown[0]["stakeholder_type"])
    name = wrapped(canvas.labels.stakeholder_type(kind), 40)
    return scatter(
        name=name,
        x=[row["weight"] for row in shown],
        y=[row["score"] for row in shown],
        mode="lines+markers",
        line={"color": mark.colour, "width": 2, "dash": dash},
        marker={
            "size": 9,
            "symbol": mark.shape,
            "color": [
                mark.colour if row["released"] else canvas.palette.background for row in shown
            ],
            "line": {"color": mark.colour, "width": 1.5},
        },
        customdata=[[kind, row["weight"]] for row in shown],
        **doors_together(row["numbers"] for row in shown),
        hovertext=[f"{name}<br>{canvas.number(row)}" for row in shown],
        hoverinfo="text",
        cliponaxis=False,
    )


def _note(row: Row, y: float, canvas: Canvas) -> dict[str, Any]:
    name = cut(canvas.labels.stakeholder_type(row["stakeholder_type"]), _NAME)
    return {
        "text": f"{name} <b>{canvas.number(row)}</b>",
        "x": row["weight"],
        "y": y,
        "xshift": 12,
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 14},
        **door_at(together(row["numbers"])),
    }


def _axes(figure: Drawing, number: float, canvas: Canvas) -> None:
    wording = canvas.labels.wording
    figure.update_layout(margin={"l": 4, "r": round(_ROOM + number), "t": 8, "b": 28})
    weights = [float(weight) for weight in WEIGHTS]
    figure.update_xaxes(
        range=[0.85, 3.08],
        tickvals=weights,
        ticktext=[safe(wording.number(w, 0 if w == int(w) else 1)) for w in weights],
        showgrid=True,
        zeroline=False,
    )
    figure.update_yaxes(range=[-3, 103], **canvas.scale())
