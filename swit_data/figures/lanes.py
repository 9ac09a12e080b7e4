"""Lanes of items by pilots: the title of an item above its lanes, a lane a pilot, its name and number at the right."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pandas as pd

from swit_data.figures.canvas import WORDS, Canvas, above
from swit_data.figures.drawing import Drawing, Trace

LANE, TITLE = 22, 30  # px
LINE = 19  # a further line of a long title
AXIS = 34
NAME = 24  # characters of a pilot's name beside its lane, where lines are long
WIDE, _NARROW, _NARROW_NAME = 64, 50, 13  # characters in a line; on a phone
_LETTER = 7.5  # px of a letter of a name

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True)
class Lanes(Generic[Item]):
    """Where the title of each item and the lane of each pilot and item stand, in px from the top."""

    titles: Sequence[tuple[str, float]]
    middles: Mapping[tuple[str, Item], float]
    height: float


def laid_out(titles: Mapping[Item, str], pilots: Mapping[Item, Sequence[str]]) -> Lanes[Item]:
    """Return the lanes of items under their titles, each with those of its pilots."""
    placed, middles, top = [], {}, 0.0
    for item, title in titles.items():
        placed.append((title, top))
        top += TITLE + LINE * title.count("<br>")
        for pilot in pilots[item]:
            middles[pilot, item] = top + LANE / 2 - 4
            top += LANE
    return Lanes(placed, middles, top)


def room_of_names(pilots: Iterable[str], canvas: Canvas, width: int = WIDE) -> int:
    """Return the characters of the pilots' names that stand beside lanes."""
    longest = max((len(canvas.labels.pilot(pilot)) for pilot in pilots), default=0)
    return min(longest, NAME if width > _NARROW else _NARROW_NAME)


def right_of(room: int, number: float) -> int:
    """Return the px at the right of lanes, for a name and a number of `number` px."""
    return round(_LETTER * room + number)


def notes(
    beside: str, reason: str, y: float, canvas: Canvas, start: float = 0
) -> list[dict[str, Any]]:
    """Return what stands at the right of a lane, and why it is empty at its start."""
    place = {"y": y, "xanchor": "left", "showarrow": False}
    ink, quiet = canvas.palette.ink, canvas.palette.quiet
    end = {"text": beside, "x": 1.01, "xref": "paper", "font": {"size": WORDS, "color": ink}}
    why = {"text": reason, "x": start + 2, "font": {"size": WORDS, "color": quiet}}
    return [each | place for each in (end, why) if each["text"]]


def interval(numbers: Iterable[tuple[float, Any, Any]], colour: str) -> dict[str, Any]:
    """Return the thin lines from numbers to their limits, each a number, its low and its high one or missing."""
    found = list(numbers)
    return {
        "type": "data",
        "symmetric": False,
        "array": [_reach(middle, high) for middle, _, high in found],
        "arrayminus": [_reach(middle, low) for middle, low, _ in found],
        "color": colour,
        "thickness": 1.5,
        "width": 0,
    }


def _reach(middle: float, limit: Any) -> float | None:  # noqa: ANN401 - missing in several ways
    return None if pd.isna(limit) else abs(limit - middle)


def drawn(
    lanes: Lanes[Any],
    traces: Iterable[Trace],
    beside: Iterable[Mapping[str, Any]],
    canvas: Canvas,
    *,
    right: int,
    start: float = 0,
    axis: int = AXIS,
) -> Drawing:
    """Return a figure of lanes, `right` px free beside them and `axis` px below; `start`: where titles begin."""
    figure = canvas.figure(round(lanes.height) + axis)
    for trace in traces:
        figure.add_trace(trace)
    titles = [above(f"<b>{title}</b>", top + 4, start) for title, top in lanes.titles]
    figure.add_notes([*titles, *beside])
    figure.update_layout(margin={"l": 4, "r": right, "t": 0, "b": axis - 4})
    figure.update_xaxes(**canvas.scale())
    figure.update_yaxes(range=[lanes.height, 0], visible=False)
    return figure
