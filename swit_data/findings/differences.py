"""Pilots beside a reference, in words: which differences are clear, and why some are none."""

from collections.abc import Mapping, Sequence

import pandas as pd

from swit_data.released.between_pilots import Beside, compared
from swit_data.released.labels import Labels
from swit_data.released.written_scores import (
    level_of,
    written_beside,
    written_interval,
    written_signed,
)


def difference_headline(found: Sequence[Beside], reference: str, labels: Labels) -> str:
    """Return how many of the differences from the reference are clear, of how many there are."""
    text = labels.wording.text
    there = [each for each in found if not each.reason]
    if not there:
        return text("differ.nothing", reference=labels.pilot(reference))
    clear = sum(each.clear for each in there)
    return text("differ.headline", reference=labels.pilot(reference), count=clear, total=len(there))


def spoken_reason(reason: str, labels: Labels) -> str:
    """Return why there is no difference, in a few words."""
    if reason in {"mode", "framework"}:
        return labels.wording.text(f"differ.{reason}")
    return labels.reason(reason)


def spoken_points(each: Beside, labels: Labels, pairs: int = 1) -> str:
    """Return a difference with its sign and its interval; a clear one is never written as reaching 0.

    One over common questions only says so: it is not that of the two numbers beside it.
    `pairs`: how many differences the page decides together.
    """
    low, high = each.difference.low, each.difference.high
    if each.difference.points is None:
        return spoken_reason(each.reason, labels)
    said = written_beside(each, labels)
    if low is None or high is None:
        key = "differ.no_limits" if each.sides else "differ.in_common"
        return labels.wording.text(key, points=said)
    first, last = (written_signed(end, labels, clear=each.clear) for end in (low, high))
    interval = written_interval(first, last, labels, pairs)
    return labels.wording.text("differ.limits", points=said, interval=interval)


def spoken_everyone(found: Sequence[Beside], labels: Labels) -> dict[tuple[str, str], str]:
    """Return every difference of a page with its interval, by pilot and item."""
    pairs = compared(found)
    return {(each.pilot, each.item): spoken_points(each, labels, pairs) for each in found}


def spoken_differences(
    found: Sequence[Beside], said: Mapping[tuple[str, str], str], labels: Labels
) -> str:
    """Return every difference in words: item, pilot, points with limits, whether it is clear; `said`: of the page."""
    text = labels.wording.text
    lines = [
        labels.wording.labelled(
            f"{labels.item(each.item)}, {labels.pilot(each.pilot)}", said[each.pilot, each.item]
        )
        + (f", {text('differ.clear')}" if each.clear else "")
        for each in found
    ]
    return "; ".join(lines) + "."


def difference_table(found: Sequence[Beside], labels: Labels) -> pd.DataFrame:
    """Return one row per item and pilot: both numbers where the difference is between them, its limits and level."""
    text, level = labels.wording.text, level_of(compared(found))
    return pd.DataFrame(
        [
            {
                text("table.item"): labels.item(each.item),
                text("table.pilot"): labels.pilot(each.pilot),
                text("differ.from"): labels.pilot(each.reference),
                text("table.score"): each.sides[0] if each.sides else None,
                text("differ.from.score"): each.sides[1] if each.sides else None,
                text("differ.points"): each.difference.points,
                text("table.low"): each.difference.low,
                text("table.high"): each.difference.high,
                text("table.level"): None if each.difference.low is None else level,
                text("differ.is_clear"): text("differ.clear" if each.clear else "differ.not_clear")
                if not each.reason
                else "",
                text("table.withheld"): spoken_reason(each.reason, labels) if each.reason else "",
            }
            for each in found
        ]
    )
