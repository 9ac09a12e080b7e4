"""Pilots less one reference: a lane a pilot around 0, on one scale for all items."""

from collections.abc import Mapping, Sequence
from math import ceil

from swit_data.figures import lanes
from swit_data.figures.canvas import Canvas, cut, door_at, doors_together, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.released.between_pilots import Beside
from swit_data.released.contributions import together
from swit_data.released.written_scores import written_beside

AXIS = 40  # px
_STEP, _LEAST = 20, 40  # points: of the axis, and where it ends at least
_NUMBER = 46  # px beside a lane, for the difference with its sign

Said = Mapping[tuple[str, str], str]  # pilot and item, to the difference in words


def pilot_differences(
    found: Sequence[Beside], said: Said, canvas: Canvas, width: int = lanes.WIDE
) -> Drawing:
    """Return every difference with its limits; full marks are clear, hollow ones are not.

    `said`: each difference in words, for who points at it; where there is none its reason stands in the lane.
    """
    of_item: dict[str, list[Beside]] = {}
    of_pilot: dict[str, list[Beside]] = {}
    for each in found:
        of_item.setdefault(each.item, []).append(each)
        of_pilot.setdefault(each.pilot, []).append(each)
    titles = {item: wrapped(canvas.labels.item(item), width) for item in of_item}
    plan = lanes.laid_out(titles, {item: [e.pilot for e in mine] for item, mine in of_item.items()})
    limit, room = _limit(found), lanes.room_of_names(of_pilot, canvas)
    beside = []
    for each in found:
        number = "–" if each.difference.points is None else written_beside(each, canvas.labels)
        label = f"{cut(canvas.labels.pilot(each.pilot), room)} <b>{number}</b>"
        why = safe(said[each.pilot, each.item]) if each.reason else ""
        door = door_at(together(each.numbers))
        there = lanes.notes(label, why, plan.middles[each.pilot, each.item], canvas, -limit)
        beside += [note | door for note in there]
    traces = [_marks(pilot, mine, said, plan, canvas) for pilot, mine in of_pilot.items()]
    right = lanes.right_of(room, _NUMBER)
    figure = lanes.drawn(plan, traces, beside, canvas, right=right, start=-limit, axis=AXIS)
    _axis(figure, limit, canvas, found[0].reference if found else "")
    return figure


def _limit(found: Sequence[Beside]) -> int:
    """Return where the axis ends, the same to both sides: one scale for all items."""
    ends = [
        abs(end)
        for each in found
        for end in (each.difference.points, each.difference.low, each.difference.high)
        if end is not None
    ]
    return max(_LEAST, _STEP * ceil(max(ends, default=0) / _STEP))


def _marks(
    pilot: str, found: Sequence[Beside], said: Said, plan: lanes.Lanes[str], canvas: Canvas
) -> Trace:
    mine = [(e, e.difference) for e in found if e.difference.points is not None]
    mark, name = canvas.mark(pilot), wrapped(canvas.labels.pilot(pilot), 40)
    symbols = [mark.shape if each.clear else f"{mark.shape}-open" for each, _ in mine]
    limits = ((points.points or 0.0, points.low, points.high) for _, points in mine)
    return canvas.marks(
        pilot,
        {"size": 11, "symbol": symbols, "line": {"width": 2, "color": mark.colour}},
        x=[points.points for _, points in mine],
        y=[plan.middles[pilot, each.item] for each, _ in mine],
        error_x=lanes.interval(limits, mark.colour),
        customdata=[[pilot, each.item] for each, _ in mine],
        **doors_together(each.numbers for each, _ in mine),
        hovertext=[
            canvas.labels.wording.labelled(name, safe(said[pilot, each.item])) for each, _ in mine
        ],
    )


def _axis(figure: Drawing, limit: int, canvas: Canvas, reference: str) -> None:
    ticks = sorted({*range(-limit, limit + 1, _STEP if limit <= 3 * _STEP else 2 * _STEP), 0})
    zero = f"0 = {cut(canvas.labels.pilot(reference) if reference else '', 16)}"
    names = {tick: f"+{tick}" if tick > 0 else str(tick) for tick in ticks} | {0: zero}
    figure.update_xaxes(range=[-limit, limit], tickvals=ticks, ticktext=list(names.values()))
    figure.update_xaxes(zeroline=True, zerolinewidth=2, zerolinecolor=canvas.palette.ink)
