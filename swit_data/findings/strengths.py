"""Strengths and weaknesses: the parts clearly at or over the high limit, or under the low one, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from swit_data.findings.bands import clear_bands, limit_of
from swit_data.findings.counted import in_pilots
from swit_data.release.labels import Labels
from swit_data.release.rows import records

Where = tuple[tuple[str, ...], tuple[str, ...]]  # the pilots of a band, and those with a number


def strength_lines(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> tuple[str, ...]:
    """Return what is clearly high and where, then what is low: one sentence for parts of the same pilots.

    Those of most pilots first; where no part is, that is said. `rows`: one row per pilot, part and scoring about one stakeholder type.
    """
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    lines: list[str] = []
    for band in ("high", "low"):
        limit = limit_of(band, labels.framework)
        there = _alike(_where(shown, band, pilots, labels))
        lines += [_line(band, limit, pilots, alike, labels) for alike in there.items()] or [
            labels.wording.text(f"strengths.{band}.none", limit=limit)
        ]
    return tuple(lines)


def _where(
    rows: pd.DataFrame, band: str, pilots: Sequence[str], labels: Labels
) -> dict[str, Where]:
    """Return by item the pilots in which it clearly lies in a band, and those with a number."""
    clear = clear_bands(rows, labels.framework)
    there = {(pilot, item) for (pilot, _, item), found in clear.items() if found == band}
    published = rows.loc[(rows["withheld"] == "") & (rows["scoring"] == "standard")]
    known = {(row["pilot"], row["item"]) for row in records(published)}
    return {
        item: (
            tuple(pilot for pilot in pilots if (pilot, item) in there),
            tuple(pilot for pilot in pilots if (pilot, item) in known),
        )
        for item in dict.fromkeys(rows["item"])
    }


def _alike(where: Mapping[str, Where]) -> dict[Where, list[str]]:
    """Return by pilots the items that lie in a band there, those of most pilots first."""
    found: dict[Where, list[str]] = {}
    for item in sorted(where, key=lambda item: -len(where[item][0])):
        if where[item][0]:
            found.setdefault(where[item], []).append(item)
    return found


def _line(
    band: str,
    limit: int,
    pilots: Sequence[str],
    alike: tuple[Where, list[str]],
    labels: Labels,
) -> str:
    (there, known), items = alike
    named = [labels.pilot(pilot) for pilot in there]
    values = {
        "limit": limit,
        "pilots": in_pilots(there, known, pilots, labels),
        "items": "; ".join(labels.item(item) for item in items),
    }
    if len(there) == len(known):  # all, both or the only one: who they are is said
        return labels.wording.text(f"strengths.{band}.all", **values)
    return labels.wording.text(f"strengths.{band}", named=labels.wording.listing(named), **values)
