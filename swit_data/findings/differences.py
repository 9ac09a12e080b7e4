"""Pilots beside a reference, in words: which differences are clear, and why some are none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from swit_data.findings.spoken import PUBLISHED
from swit_data.release.beside import Beside
from swit_data.release.labels import Labels

_DIGITS = 1


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


def spoken_points(each: Beside, labels: Labels) -> str:
    """Return a difference with its sign and its limits; a clear one is never written as reaching 0."""
    points, low, high = each.difference.points, each.difference.low, each.difference.high
    if points is None:
        return spoken_reason(each.reason, labels)
    digits = _digits(each)
    said = signed(points, digits, labels)
    if low is None or high is None:
        return labels.wording.text("differ.no_limits", points=said)
    limits = {"low": signed(low, digits, labels), "high": signed(high, digits, labels)}
    return labels.wording.text("differ.limits", points=said, **limits)


def signed(value: float, digits: int, labels: Labels) -> str:
    """Return a number with its sign; what rounds to 0 has none."""
    plus = "+" if round(value, digits) > 0 else ""
    return plus + labels.wording.number(value, digits)


def spoken_differences(found: Sequence[Beside], labels: Labels) -> str:
    """Return every difference in words: item, pilot, points with limits, whether it is clear."""
    text = labels.wording.text
    said = [
        f"{labels.item(each.item)}, {labels.pilot(each.pilot)}: {spoken_points(each, labels)}"
        + (f", {text('differ.clear')}" if each.clear else "")
        for each in found
    ]
    return "; ".join(said) + "."


def difference_table(found: Sequence[Beside], labels: Labels) -> pd.DataFrame:
    """Return one row per item and pilot: its difference from the reference, as published."""
    text = labels.wording.text
    return pd.DataFrame(
        [
            {
                text("table.item"): labels.item(each.item),
                text("table.pilot"): labels.pilot(each.pilot),
                text("differ.from"): labels.pilot(each.reference),
                text("differ.points"): _rounded(each.difference.points),
                text("table.low"): _rounded(each.difference.low),
                text("table.high"): _rounded(each.difference.high),
                text("differ.is_clear"): text("differ.clear" if each.clear else "differ.not_clear")
                if not each.reason
                else "",
                text("table.withheld"): spoken_reason(each.reason, labels) if each.reason else "",
            }
            for each in found
        ]
    )


def _digits(each: Beside) -> int:
    """Return how many digits keep a clear difference's limits on their side of 0."""
    limits = (each.difference.low, each.difference.high)
    if not each.clear or None in limits:
        return _DIGITS
    enough = (d for d in range(_DIGITS, PUBLISHED) if all(round(x or 0, d) for x in limits))
    return next(enough, PUBLISHED)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
