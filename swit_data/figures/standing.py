"""Where one institution stands: a line of 0 to 100 for each view of it, its number and its interval beside its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from swit_data import style
from swit_data.figures.canvas import WORDS, Canvas, above, cut, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.figures.lanes import LANE, LINE, TITLE, Lanes, drawn, interval, notes, right_of
from swit_data.released.thresholds import MANY_DO_NOT_KNOW

NAME, SAID = 22, 100  # characters of a name beside its line; in a line of what stands under a title
_HEAD = 72  # characters in a line of a title
_NUMBER = 56  # px beside a line, for a number with its shape
_MOST = 3  # lines of one text under a title


@dataclass(frozen=True)
class View:
    """One view of the institution: whose it is, its row (score, low, high, withheld); `own`: its own, drawn hollow."""

    name: str
    row: Mapping[str, Any]
    own: bool = False


@dataclass(frozen=True)
class Block:
    """What is looked at, what else is to be read of it, and the views of it."""

    title: str
    views: tuple[View, ...]
    said: tuple[str, ...] = ()


def standing(blocks: Sequence[Block], pilot: str, canvas: Canvas) -> Drawing:
    """Return the views of an institution in one pilot, a block an item, in the order in which they are given."""
    plan, under = _laid_out(blocks)
    places = {
        plan.middles["", (place, number)]: view
        for place, block in enumerate(blocks)
        for number, view in enumerate(block.views)
    }
    beside = [note for y, view in places.items() for note in _beside(view, y, canvas)]
    longest = max((len(view.name) for view in places.values()), default=0)
    letters = max((len(_number(v, canvas)[1]) for v in places.values()), default=0)
    right = right_of(min(longest, NAME) + letters, _NUMBER)
    figure = drawn(plan, [_marks(places, pilot, canvas)], beside, canvas, right=right)
    look = {"font": {"size": WORDS, "color": canvas.palette.ink}}
    figure.add_notes([above(text, top) | look for text, top in under])
    figure.update_xaxes(range=[-2, 102])
    return figure


def _laid_out(
    blocks: Sequence[Block],
) -> tuple[Lanes[tuple[int, int]], list[tuple[str, float]]]:
    """Return where titles and lines stand, and what is said under the titles with its place."""
    titles: list[tuple[str, float]] = []
    under: list[tuple[str, float]] = []
    middles: dict[tuple[str, tuple[int, int]], float] = {}
    top = 0.0
    for place, block in enumerate(blocks):
        title = wrapped(block.title, _HEAD, most=_MOST)
        titles.append((title, top))
        top += TITLE + LINE * title.count("<br>")
        for said in block.said:
            text = wrapped(said, SAID, most=_MOST)
            under.append((text, top - 4))
            top += LINE * (1 + text.count("<br>"))
        for number in range(len(block.views)):
            middles["", (place, number)] = top + LANE / 2 - 2
            top += LANE
    return Lanes(titles, middles, top), under


def _number(view: View, canvas: Canvas) -> tuple[str, str]:
    """Return the shape of a number's band, where it has one, and the number."""
    row = view.row
    if row["withheld"]:
        return "", "–"
    number = canvas.number(row)
    if view.own or row["dont_know"] > MANY_DO_NOT_KNOW:
        return "", number
    framework = canvas.labels.framework
    return style.BAND_SHAPES[style.band(row["score"], framework.low, framework.high)], number


def _beside(view: View, y: float, canvas: Canvas) -> list[dict[str, Any]]:
    shape, number = _number(view, canvas)
    reason = view.row["withheld"]
    why = safe(canvas.labels.reason(reason)) if reason else _unknowing(view, canvas)
    said = " ".join(filter(None, [cut(view.name, NAME), shape, f"<b>{number}</b>"]))
    return notes(said, why, y, canvas)


def _unknowing(view: View, canvas: Canvas) -> str:
    """Return that many do not know: such a number has no band."""
    many = not view.own and view.row["dont_know"] > MANY_DO_NOT_KNOW
    return safe(canvas.labels.wording.text("many_do_not_know")) if many else ""


def _marks(places: Mapping[float, View], pilot: str, canvas: Canvas) -> Trace:
    """Return a mark for each view with a number; what an institution says of itself is hollow."""
    shown = {y: view for y, view in places.items() if not view.row["withheld"]}
    colour = canvas.mark(pilot).colour
    fills = [canvas.palette.background if view.own else colour for view in shown.values()]
    rows = [view.row for view in shown.values()]
    return canvas.marks(
        pilot,
        {"size": 13, "color": fills, "line": {"color": colour, "width": 2}},
        x=[row["score"] for row in rows],
        y=list(shown),
        error_x=interval(((r["score"], r["low"], r["high"]) for r in rows), colour),
        hovertext=[f"{wrapped(v.name, 40)} {canvas.number(v.row)}" for v in shown.values()],
        cliponaxis=False,
    )
