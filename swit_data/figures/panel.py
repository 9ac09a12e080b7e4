"""The community's own panel, what we know and need: counts in words, without the score ramp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from swit_data import style
from swit_data.figures.canvas import Canvas, wrapped
from swit_data.figures.drawing import Drawing, Trace, bar
from swit_data.released.memory import kept_while_open

HEAD = 30  # px
CELL = 42
LINE = 19  # of a question that stands above its cells
_BESIDE, _ABOVE = 62, 44  # characters in a line of a question

Counts = Mapping[tuple[str, str], Mapping[str, Any]]


@kept_while_open
def own_panel(
    counts: Counts,
    indicators: Sequence[str],
    pilots: Sequence[str],
    canvas: Canvas,
    *,
    beside: bool = True,
) -> Drawing:
    """Return how many said yes to each of the community's own questions, pilots side by side.

    `counts`: by (pilot, indicator), the released answer count of the answer scored highest. `beside`: the questions
    stand at the left of their cells; else, for a phone, above them.
    """
    width = _BESIDE if beside else _ABOVE
    questions = [wrapped(canvas.labels.item(indicator), width) for indicator in indicators]
    lines = [LINE * (1 + question.count("<br>")) for question in questions]
    cells = [max(CELL, height + 4) if beside else CELL for height in lines]
    heights = [c if beside else c + height for c, height in zip(cells, lines, strict=True)]
    figure = canvas.figure(HEAD + sum(heights), barmode="overlay", bargap=0)
    bottoms = [sum(heights[: n + 1]) for n in range(len(heights))]
    places = [(bottom - c / 2, c - 6) for bottom, c in zip(bottoms, cells, strict=True)]
    for pilot_at in enumerate(pilots):
        figure.add_trace(_column(pilot_at, counts, indicators, places, canvas))
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
        tickvals=[middle for middle, _ in places],
        ticktext=questions,
        ticklabelstandoff=10,
        showgrid=False,
        zeroline=False,
        showline=False,
    )
    return figure


def _axes(figure: Drawing, pilots: Sequence[str], canvas: Canvas) -> None:
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
    places: Sequence[tuple[float, float]],
    canvas: Canvas,
) -> Trace:
    place, pilot = pilot_at
    absent = "not_asked" if any(code == pilot for code, _ in counts) else "no_round"
    rows = [counts.get((pilot, indicator), {"withheld": absent}) for indicator in indicators]
    texts = [_text(row, canvas) for row in rows]
    hidden = [str(row["withheld"]) for row in rows]
    palette = canvas.palette
    return bar(
        name=wrapped(canvas.labels.pilot(pilot), 40),
        orientation="h",
        y=[middle for middle, _ in places],
        x=[1] * len(indicators),
        base=place,
        width=[height for _, height in places],
        text=texts,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": palette.ink, "size": [13 if reason else 16 for reason in hidden]},
        marker={
            "color": palette.surface,
            "line": {"color": palette.background, "width": 3},
            "pattern": {
                "shape": [_pattern(reason) for reason in hidden],
                "fgcolor": palette.line,
                "size": 8,
                "solidity": 0.25,
            },
        },
        customdata=[[pilot, indicator] for indicator in indicators],
        hovertext=texts,
        hoverinfo="text",
    )


def _pattern(reason: str) -> str:
    return style.WITHHELD[reason].shape if reason in style.WITHHELD else ""


def _text(row: Mapping[str, Any], canvas: Canvas) -> str:
    if row["withheld"]:
        return wrapped(canvas.labels.reason(row["withheld"]), 16)
    number = canvas.labels.wording.number
    return canvas.labels.wording.text("k_of_n", k=number(row["count"]), n=number(row["of"]))
