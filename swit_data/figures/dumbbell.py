"""How far apart two views of the same thing are: a line between two marks, the gap beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.figures.canvas import Canvas, cut, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace, scatter
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import records
from swit_data.released.written_scores import whole_difference, written_score

LANE = 22  # px
TITLE = 30
LINE = 19  # a further line of a long title
AXIS = 34
NAME = 24  # characters of a pilot's name beside its lane, where lines are long
_NARROW, _NARROW_NAME = 50, 13  # on a phone
_LETTER, _NUMBER = 7.5, 46  # px beside a lane: a letter of the name, the gap with its sign
_ROOM = 24  # px at the right of a lane that nothing stands beside

Row = Mapping[str, Any]


def by_gap(rows: pd.DataFrame) -> list[str]:
    """Return the items, the widest gap of any pilot first; those without a number last."""
    published = rows.loc[rows["withheld"] == ""]
    widest = published["difference"].abs().groupby(published["item"], sort=False).max()
    order = {item: place for place, item in enumerate(dict.fromkeys(rows["item"]))}
    return sorted(order, key=lambda item: (-float(widest.get(item, -1.0)), order[item]))


@dataclass(frozen=True)
class _Lane:
    """One line of the figure: where it stands, in px from the top, and what is drawn there."""

    y: float
    pilot: str
    row: Row | None
    beside: str = ""  # at its right
    reason: str = ""  # why it is empty


@kept_while_open
def perception_gap(
    rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, width: int = 64
) -> Drawing:
    """Return the gap of each item: one lane a pilot, the community filled, the institution hollow.

    `rows`: one row per pilot and item, as from pairs.decided; a is the community. `width`: characters in a line. The
    gap is the institution's number less the community's; its line is thick where it is clear, thin and grey elsewhere.
    """
    longest = max((len(canvas.labels.pilot(pilot)) for pilot in pilots), default=0)
    room = min(longest, NAME if width > _NARROW else _NARROW_NAME)
    by_key = {(row["pilot"], row["item"]): row for row in records(rows)}
    titles, lanes, top = [], [], 0.0
    for item in by_gap(rows):
        title = wrapped(canvas.labels.item(item), width)
        titles.append((top, title))
        first = top + TITLE + LINE * title.count("<br>")
        for place, pilot in enumerate(pilots):
            row = by_key.get((pilot, item))
            reason = canvas.absent(pilot, rows) if row is None else str(row["withheld"])
            name = cut(canvas.labels.pilot(pilot), room)
            beside = f"{name} {'–' if row is None or reason else _gap(row, canvas)}"
            shown = None if reason else row
            lanes.append(_Lane(first + LANE * (place + 0.5) - 4, pilot, shown, beside, reason))
        top = first + LANE * len(pilots)
    return _drawn(titles, lanes, canvas, top, round(_LETTER * room + _NUMBER))


@kept_while_open
def contradictions(rows: pd.DataFrame, canvas: Canvas, width: int = 64) -> Drawing:
    """Return how differently the community sees two institutions of one type: one line a pair.

    `rows`: one published row per pilot, item and two targets, in the order in which they are drawn.
    """
    titles, lanes, top = [], [], 0.0
    for row in records(rows):
        labels = canvas.labels
        head = wrapped(f"{labels.pilot(row['pilot'])}: {labels.item(row['item'])}", width)
        ends = [_end(row, side, canvas, width) for side in _low_to_high(row)]
        title = f"{head}</b><br>{'<br>'.join(ends)}<b>"
        titles.append((top, title))
        lane = top + TITLE + LINE * title.count("<br>")
        lanes.append(_Lane(lane + 0.5 * LANE - 4, row["pilot"], row))
        top = lane + LANE
    return _drawn(titles, lanes, canvas, top, _ROOM)


def _low_to_high(row: Row) -> tuple[str, str]:
    return ("a", "b") if row["a_score"] <= row["b_score"] else ("b", "a")


def _end(row: Row, side: str, canvas: Canvas, width: int) -> str:
    name = canvas.labels.target(row[f"{side}_stakeholder_type"], row[f"{side}_target"])
    number = written_score(row[f"{side}_score"], canvas.labels)
    return wrapped(f"{number}  {name}", width, most=2)


def _gap(row: Row, canvas: Canvas) -> str:
    """Return the gap between the numbers that stand in the hover: +16 where the institution says more."""
    points = whole_difference(row["b_score"], row["a_score"])
    number = canvas.labels.wording.number(abs(points))
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"<b>{sign}{number}</b>" if row["clear"] else f"{sign}{number}"


def _drawn(
    titles: Sequence[tuple[float, str]],
    lanes: Sequence[_Lane],
    canvas: Canvas,
    height: float,
    right: int,
) -> Drawing:
    figure = canvas.figure(round(height) + AXIS)
    for clear in (False, True):
        figure.add_trace(_lines(lanes, canvas, clear=clear))
    for pilot in dict.fromkeys(lane.pilot for lane in lanes):
        for side in ("a", "b"):
            figure.add_trace(_marks(pilot, side, lanes, canvas))
    notes = [_title(text, top) for top, text in titles]
    notes += [note for lane in lanes for note in _notes(lane, canvas)]
    # All at once: added one by one, the 250 of a full round took 9 seconds.
    figure.update_layout(annotations=[*figure.annotations, *notes])
    framework = canvas.labels.framework
    figure.update_layout(margin={"l": 4, "r": right, "t": 0, "b": AXIS - 4})
    figure.update_xaxes(
        range=[-2, 103],
        tickvals=[0, framework.low, framework.high, 100],
        showgrid=True,
        zeroline=False,
    )
    figure.update_yaxes(range=[height, 0], visible=False)
    return figure


def _lines(lanes: Sequence[_Lane], canvas: Canvas, *, clear: bool) -> Trace:
    """Return the lines between the two marks of a lane: thick where the difference is clear."""
    x: list[float | None] = []
    y: list[float | None] = []
    for lane in lanes:
        if lane.row is not None and bool(lane.row["clear"]) == clear:
            x += [lane.row["a_score"], lane.row["b_score"], None]
            y += [lane.y, lane.y, None]
    colour = canvas.palette.ink if clear else canvas.palette.hatch
    line = {"color": colour, "width": 4 if clear else 1.5}
    return scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", hovertext=[])


def _marks(pilot: str, side: str, lanes: Sequence[_Lane], canvas: Canvas) -> Trace:
    """Return a pilot's marks of one side; an institution's own view is hollow."""
    mark = style.pilot_mark(canvas.labels.release.place(pilot), canvas.theme)
    mine = [(lane.y, lane.row) for lane in lanes if lane.pilot == pilot and lane.row is not None]
    hollow = [row[f"{side}_class"] == "institution" for _, row in mine]
    return scatter(
        name=wrapped(canvas.labels.pilot(pilot), 40),
        x=[row[f"{side}_score"] for _, row in mine],
        y=[y for y, _ in mine],
        mode="markers",
        marker={
            "color": [canvas.palette.background if each else mark.colour for each in hollow],
            "symbol": mark.shape,
            "size": 12,
            "line": {"color": mark.colour, "width": 2},
        },
        customdata=[[pilot, row["item"], row[f"{side}_target"]] for _, row in mine],
        hovertext=[_hover(row, side, canvas) for _, row in mine],
        hoverinfo="text",
        cliponaxis=False,
    )


def _hover(row: Row, side: str, canvas: Canvas) -> str:
    wording = canvas.labels.wording
    people = wording.plural("count.people", int(row[f"{side}_respondents"]))
    institution = row[f"{side}_class"] == "institution"
    who = wording.text(f"class.{row[f'{side}_class']}")
    if row["b_class"] == "community":
        who = canvas.labels.target(row[f"{side}_stakeholder_type"], row[f"{side}_target"])
    number = wording.text("hover.score", score=written_score(row[f"{side}_score"], canvas.labels))
    lines = [wrapped(f"{canvas.labels.pilot(row['pilot'])}, {who}", 40), number]
    limits = {name: row[f"{side}_{name}"] for name in ("low", "high")}
    if not institution and not pd.isna(limits["low"]):
        lines.append(canvas.interval(limits))
    return "<br>".join([*lines, people])


def _title(text: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{text}</b>",
        "x": 0,
        "y": top + 4,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
    }


def _notes(lane: _Lane, canvas: Canvas) -> Iterator[dict[str, Any]]:
    """Give what stands beside a lane, and why it is empty."""
    if lane.beside:
        yield {
            "text": lane.beside,
            "x": 1.01,
            "xref": "paper",
            "y": lane.y,
            "xanchor": "left",
            "showarrow": False,
            "font": {"size": 13, "color": canvas.palette.ink},
        }
    if lane.reason:
        yield {
            "text": safe(canvas.labels.reason(lane.reason)),
            "x": 2,
            "y": lane.y,
            "xanchor": "left",
            "showarrow": False,
            "font": {"size": 13, "color": canvas.palette.quiet},
        }
