"""Did it change: one panel a stakeholder type, a line from round to round for each pilot."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.figures.canvas import Canvas, cut, doors, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace, scatter
from swit_data.figures.label_spacing import apart
from swit_data.released.between_rounds import Step
from swit_data.released.rows import records

HEIGHT = 272  # px
_TOP, _FOOT = 8, 28
_ROOM = 109  # px beside the last round, for a name
_NUMBER = 23  # and at least for its number
# Of the length between two rounds, before the first one and behind the last: alike in all panels, or slopes would lie.
_BEFORE, _BEHIND = 0.3, 0.06
_WORDS = 10  # letters in a line of a number that takes words, above its mark
_NAME = 14  # characters of a pilot's name

Row = Mapping[str, Any]


def round_slopes(
    rows: pd.DataFrame, steps: Sequence[Step], pilots: Sequence[str], canvas: Canvas
) -> Drawing:
    """Return the panel of one stakeholder type: coloured where a change is named, grey where it is not.

    `rows`: one row per pilot and round, as from round_rows; `steps`: what may be said between them. A line with a
    gap joins rounds that cannot be compared; a dotted one has no interval.
    """
    figure = canvas.figure(canvas.room or HEIGHT)
    rounds = {number: place for place, number in enumerate(canvas.labels.release.rounds)}
    shown = [row for row in records(rows) if not row["withheld"]]
    for step in steps:
        for line in _lines(step, rounds, canvas):
            figure.add_trace(line)
    for pilot in pilots:
        mine = [row for row in shown if row["pilot"] == pilot]
        if mine:
            figure.add_trace(_marks(pilot, mine, rounds, canvas))
    firsts, lasts = _first_and_last(shown, pilots)
    figure.add_notes([*_ends(firsts, lasts, rounds, canvas), *_gaps(steps, rounds, canvas)])
    _axes(figure, rounds, canvas.room_of(lasts, _NUMBER), canvas)
    return figure


def _lines(step: Step, rounds: Mapping[str, int], canvas: Canvas) -> list[Trace]:
    """Return the line of a step, or its two ends where the rounds cannot be compared."""
    x = [rounds[step.before["round"]], rounds[step.after["round"]]]
    y = [step.before["score"], step.after["score"]]
    colour = canvas.mark(step.place[0]).colour
    look = {
        "color": colour if step.named else canvas.palette.hatch,
        "width": 4 if step.named else 2,
    }
    look["dash"] = "solid" if step.difference.low is not None else "dot"
    pieces = [(0.0, 1.0)] if not step.broken else [(0.0, 0.4), (0.6, 1.0)]
    return [
        scatter(
            x=[x[0] + (x[1] - x[0]) * part for part in piece],
            y=[y[0] + (y[1] - y[0]) * part for part in piece],
            mode="lines",
            line=look,
            hoverinfo="skip",
            name="",
            customdata=[[*step.place, step.after["round"]]] * 2,
        )
        for piece in pieces
    ]


def _marks(pilot: str, mine: Sequence[Row], rounds: Mapping[str, int], canvas: Canvas) -> Trace:
    name = wrapped(canvas.labels.pilot(pilot), 40)
    said = [canvas.labels.wording.text("round.named", round=safe(row["round"])) for row in mine]
    return canvas.marks(
        pilot,
        {"size": 12},
        x=[rounds[row["round"]] for row in mine],
        y=[row["score"] for row in mine],
        customdata=[[pilot, row["round"]] for row in mine],
        **doors(mine),
        hovertext=[
            canvas.hover(f"{name}<br>{each}", row) for each, row in zip(said, mine, strict=True)
        ],
        cliponaxis=False,
    )


def _first_and_last(
    shown: Sequence[Row], pilots: Sequence[str]
) -> tuple[Sequence[Row], Sequence[Row]]:
    """Return the first mark of each pilot that has several, and the last of each."""
    firsts, lasts = [], []
    for pilot in pilots:
        mine = [row for row in shown if row["pilot"] == pilot]
        lasts += mine[-1:]
        firsts += mine[:1] if len(mine) > 1 else []
    return firsts, lasts


def _ends(
    firsts: Sequence[Row], lasts: Sequence[Row], rounds: Mapping[str, int], canvas: Canvas
) -> list[dict[str, Any]]:
    """Return each pilot's name and number after its last mark, and its number before its first."""
    notes = []
    for number, x in rounds.items():  # labels of one round stand in one column
        for row, y in apart([row for row in lasts if row["round"] == number]):
            name = cut(canvas.labels.pilot(row["pilot"]), _NAME)
            notes.append(_note(f"{name} <b>{canvas.number(row)}</b>", x, y, 12, canvas))
        before = [row for row in firsts if row["round"] == number]
        for row, y in apart([row for row in before if not canvas.takes_words(row)]):
            notes.append(_note(f"<b>{canvas.number(row)}</b>", x, y, -12, canvas))
        notes += [_above(row, x, canvas) for row in before if canvas.takes_words(row)]
    return notes


def _above(row: Row, x: float, canvas: Canvas) -> dict[str, Any]:
    """Return a number that takes words, as “just under 70”: beside its mark a phone has no room for it."""
    said = f"<b>{wrapped(canvas.number(row), _WORDS)}</b>"
    above = {"xanchor": "center", "yanchor": "bottom", "xshift": 0, "yshift": 6}
    return _note(said, x, row["score"], 0, canvas) | above


def _note(text: str, x: float, y: float, shift: int, canvas: Canvas) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xshift": shift,
        "xanchor": "left" if shift > 0 else "right",
        "showarrow": False,
        "bgcolor": canvas.palette.background,  # a line may pass behind a name
        "borderpad": 0,
        "font": {"size": 14},
    }


def _gaps(steps: Sequence[Step], rounds: Mapping[str, int], canvas: Canvas) -> list[dict[str, Any]]:
    """Return the sign of a break in the middle of each pair of rounds that cannot be compared."""
    return [
        {
            "text": "//",
            "x": (rounds[step.before["round"]] + rounds[step.after["round"]]) / 2,
            "y": (step.before["score"] + step.after["score"]) / 2,
            "showarrow": False,
            "font": {"size": 15, "color": canvas.palette.quiet},
        }
        for step in steps
        if step.broken
    ]


def _axes(figure: Drawing, rounds: Mapping[str, int], number: float, canvas: Canvas) -> None:
    wording = canvas.labels.wording
    figure.update_layout(margin={"l": 4, "r": round(_ROOM + number), "t": _TOP, "b": _FOOT})
    last = max(len(rounds) - 1, 0)
    figure.update_xaxes(
        range=[-_BEFORE * max(last, 1), last + _BEHIND * max(last, 1)],
        tickvals=list(rounds.values()),
        ticktext=[safe(wording.text("round.named", round=number)) for number in rounds],
        showgrid=True,
        zeroline=False,
    )
    figure.update_yaxes(range=[-3, 103], **canvas.scale())
