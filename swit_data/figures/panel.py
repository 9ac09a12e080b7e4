"""The community's own panel, what we know and need: counts in words, without the score ramp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from swit_data.figures.canvas import Canvas, wrapped

HEAD = 30  # px
CELL = 42
LINE = 19  # of a question that stands above its cells
_BESIDE, _ABOVE = 62, 44  # characters in a line of a question

Counts = Mapping[tuple[str, str], Mapping[str, Any]]


def own_panel(
    counts: Counts,
    indicators: Sequence[str],
    pilots: Sequence[str],
    canvas: Canvas,
    *,
    beside: bool = True,
) -> go.Figure:
    """Return how many said yes to each of the community's own questions, pilots side by side.

    `counts`: by (pilot, indicator), the released answer count of the answer scored highest. `beside`: the questions
    stand at the left of their cells; else, for a phone, above them.
    """
    width = _BESIDE if beside else _ABOVE
    questions = [wrapped(canvas.labels.item(indicator), width) for indicator in indicators]
    heights = [CELL if beside else CELL + LINE * (1 + q.count("<br>")) for q in questions]
    figure = canvas.figure(HEAD + sum(heights), barmode="overlay", bargap=0)
    bottoms = [sum(heights[: n + 1]) for n in range(len(heights))]
    middles = [bottom - CELL / 2 for bottom in bottoms]
    for pilot_at in enumerate(pilots):
        figure.add_trace(_column(pilot_at, counts, indicators, middles, canvas))
    if not beside:
        for question, bottom, height in zip(questions, bottoms, heights, strict=True):
            figure.add_annotation(
                text=question,
                x=0,
                y=bottom - height + 2,
                xanchor="left",
                yanchor="top",
                align="left",
                showarrow=False,
            )
    _axes(figure, pilots, canvas)
    figure.update_yaxes(
        range=[bottoms[-1], 0],
        visible=beside,
        tickvals=middles,
        ticktext=questions,
        ticklabelstandoff=10,
        showgrid=False,
        zeroline=False,
        showline=False,
    )
    return figure


def _axes(figure: go.Figure, pilots: Sequence[str], canvas: Canvas) -> None:
    figure.update_layout(margin={"l": 4, "r": 4, "t": HEAD - 4, "b": 0})
    figure.update_xaxes(
        side="top",
        range=[0, len(pilots)],
        tickvals=[n + 0.5 for n in range(len(pilots))],
        ticktext=[wrapped(canvas.labels.pilot(pilot), 14) for pilot in pilots],
        tickangle=0,
        showgrid=False,
        zeroline=False,
        showline=False,
    )


def _column(
    pilot_at: tuple[int, str],
    counts: Counts,
    indicators: Sequence[str],
    middles: Sequence[float],
    canvas: Canvas,
) -> go.Bar:
    place, pilot = pilot_at
    rows = [counts.get((pilot, indicator)) for indicator in indicators]
    texts = [_text(row, canvas) for row in rows]
    hidden = [row is None or bool(row["withheld"]) for row in rows]
    palette = canvas.palette
    return go.Bar(
        name=canvas.labels.pilot(pilot),
        orientation="h",
        y=list(middles),
        x=[1] * len(indicators),
        base=place,
        width=CELL - 6,
        text=texts,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": palette.ink, "size": [13 if none else 16 for none in hidden]},
        marker={"color": palette.surface, "line": {"color": palette.background, "width": 3}},
        customdata=[[pilot, indicator] for indicator in indicators],
        hovertext=texts,
        hoverinfo="text",
    )


def _text(row: Mapping[str, Any] | None, canvas: Canvas) -> str:
    if row is None or row["withheld"]:
        return wrapped(canvas.labels.reason("no_round" if row is None else row["withheld"]), 16)
    number = canvas.labels.wording.number
    return canvas.labels.wording.text("k_of_n", k=number(row["count"]), n=number(row["of"]))
