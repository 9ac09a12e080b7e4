"""How far apart two views of the same thing are: a line between two marks, the gap beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from swit_data.figures.canvas import Canvas, cut, door_at, doors, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace, scatter
from swit_data.figures.lanes import WIDE, drawn, laid_out, notes, right_of, room_of_names
from swit_data.released.contributions import numbers_in, side_of, together
from swit_data.released.rows import records
from swit_data.released.written_scores import whole_difference, whole_number, written_score

_NUMBER = 46  # px beside a lane, for the gap with its sign
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
    """The two numbers of a pilot in one line of the figure, and where it stands, in px from the top."""

    y: float
    pilot: str
    row: Row


def perception_gap(
    rows: pd.DataFrame, pilots: Sequence[str], canvas: Canvas, width: int = WIDE
) -> Drawing:
    """Return the gap of each item: one lane a pilot, the community filled, the institution hollow.

    `rows`: one row per pilot and item, as from between_sides.decided; a is the community. `width`: characters in a
    line. The gap is the institution's number less the community's; its line is thick where it is clear, thin and grey
    elsewhere.
    """
    titles = {item: wrapped(canvas.labels.item(item), width) for item in by_gap(rows)}
    lanes = laid_out(titles, dict.fromkeys(titles, pilots))
    room = room_of_names(pilots, canvas, width)
    by_key = {(row["pilot"], row["item"]): row for row in records(rows)}
    absent = {pilot: {"withheld": canvas.absent(pilot, rows)} for pilot in pilots}
    shown, beside = [], []
    for (pilot, item), y in lanes.middles.items():
        row = by_key.get((pilot, item), absent[pilot])
        name, gap, reason = cut(canvas.labels.pilot(pilot), room), "–", ""
        if row["withheld"]:
            reason = safe(canvas.labels.reason(row["withheld"]))
        else:
            gap = _gap(row, canvas)
            shown.append(_Lane(y, pilot, row))
        beside += [note | _door(row) for note in notes(f"{name} {gap}", reason, y, canvas)]
    traces = _traces(shown, pilots, canvas)
    figure = drawn(lanes, traces, beside, canvas, right=right_of(room, _NUMBER))
    figure.update_xaxes(range=[-2, 103])
    return figure


def _door(row: Row) -> dict[str, Any]:
    """Return the door to the two numbers of a gap; where there is no pair there is none."""
    sides = "ab" if "item" in row else ""
    return door_at(together(numbers_in(side_of(row, side) for side in sides)))


def contradictions(rows: pd.DataFrame, canvas: Canvas, width: int = WIDE) -> Drawing:
    """Return how differently the community sees two institutions of one type: one line a pair.

    `rows`: one published row per pilot, item and two targets, in the order in which they are drawn.
    """
    pairs = dict(enumerate(records(rows)))
    titles = {place: _title(row, canvas, width) for place, row in pairs.items()}
    lanes = laid_out(titles, {place: [row["pilot"]] for place, row in pairs.items()})
    shown = [_Lane(y, pilot, pairs[place]) for (pilot, place), y in lanes.middles.items()]
    traces = _traces(shown, dict.fromkeys(lane.pilot for lane in shown), canvas)
    figure = drawn(lanes, traces, [], canvas, right=_ROOM)
    figure.update_xaxes(range=[-2, 103])
    return figure


def _title(row: Row, canvas: Canvas, width: int) -> str:
    labels = canvas.labels
    head = wrapped(
        labels.wording.labelled(labels.pilot(row["pilot"]), labels.item(row["item"])), width
    )
    ends = [_end(row, side, canvas, width) for side in _low_to_high(row)]
    return f"{head}</b><br>{'<br>'.join(ends)}<b>"


def _low_to_high(row: Row) -> tuple[str, str]:
    return ("a", "b") if row["a_score"] <= row["b_score"] else ("b", "a")


def _end(row: Row, side: str, canvas: Canvas, width: int) -> str:
    name = canvas.labels.target(row[f"{side}_stakeholder_type"], row[f"{side}_target"])
    number = written_score(row[f"{side}_score"], canvas.labels)
    return wrapped(f"{number}  {name}", width, most=2)


def _gap(row: Row, canvas: Canvas) -> str:
    """Return the gap between the numbers that stand in the hover: +16 where the institution says more."""
    points = whole_difference(row["b_score"], row["a_score"])
    number = whole_number(round(abs(points)), canvas.labels.wording)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"<b>{sign}{number}</b>" if row["clear"] else f"{sign}{number}"


def _traces(lanes: Sequence[_Lane], pilots: Iterable[str], canvas: Canvas) -> list[Trace]:
    lines = [_lines(lanes, canvas, clear=clear) for clear in (False, True)]
    return lines + [_marks(pilot, side, lanes, canvas) for pilot in pilots for side in ("a", "b")]


def _lines(lanes: Sequence[_Lane], canvas: Canvas, *, clear: bool) -> Trace:
    """Return the lines between the two marks of a lane: thick where the difference is clear."""
    mine = [lane for lane in lanes if bool(lane.row["clear"]) == clear]
    x = [end for lane in mine for end in (lane.row["a_score"], lane.row["b_score"], None)]
    y = [end for lane in mine for end in (lane.y, lane.y, None)]
    colour = canvas.palette.ink if clear else canvas.palette.hatch
    line = {"color": colour, "width": 4 if clear else 1.5}
    return scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", hovertext=[])


def _marks(pilot: str, side: str, lanes: Sequence[_Lane], canvas: Canvas) -> Trace:
    """Return a pilot's marks of one side; an institution's own view is hollow."""
    colour = canvas.mark(pilot).colour
    mine = [(lane.y, lane.row) for lane in lanes if lane.pilot == pilot]
    hollow = [row[f"{side}_class"] == "institution" for _, row in mine]
    fills = [canvas.palette.background if each else colour for each in hollow]
    return canvas.marks(
        pilot,
        {"color": fills, "size": 12, "line": {"color": colour, "width": 2}},
        x=[row[f"{side}_score"] for _, row in mine],
        y=[y for y, _ in mine],
        customdata=[[pilot, row["item"], row[f"{side}_target"]] for _, row in mine],
        **doors(side_of(row, side) for _, row in mine),
        hovertext=[_hover(row, side, canvas) for _, row in mine],
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
