"""Strengths and weaknesses: the parts at or over the high limit, or under the low one, how surely, and where."""

from collections.abc import Mapping, Sequence

import pandas as pd

from swit_data.findings.bands import Bands, bands_around, clear_bands, limit_of
from swit_data.findings.counted import in_pilots
from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.released.spoken_names import ons, whom

Where = tuple[tuple[str, ...], tuple[str, ...]]  # the pilots of a band, and those with a number


def strength_lines(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> tuple[str, ...]:
    """Return what is clearly high and where, or around it, then what is low: a sentence for parts of the same pilots.

    Those of most pilots first; where no part is, that is said. `rows`: one row per pilot, part and scoring about one
    stakeholder type.
    """
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    clear = clear_bands(shown, labels.framework)
    near = bands_around(shown.loc[shown["scoring"] == "standard"], labels.framework)
    around = {place: band for place, band in near.items() if place not in clear}
    about = _about(rows, labels)
    lines: list[str] = []
    for band in ("high", "low"):
        limit = limit_of(band, labels.framework)
        found = {band: clear, f"{band}.around": around}
        lines += [
            _line(key, pilots, alike, {"type": about, "limit": limit}, labels)
            for key, lying in found.items()
            for alike in _alike(_where(shown, lying, band, pilots)).items()
        ] or [labels.wording.text(f"strengths.{band}.none", type=about, limit=limit)]
    return tuple(lines)


def _about(rows: pd.DataFrame, labels: Labels) -> str:
    """Return the stakeholder type, or the institution, that rows are about."""
    first = records(rows.head(1))
    return whom(first[0]["stakeholder_type"], first[0]["target"], labels) if first else ""


def _where(rows: pd.DataFrame, found: Bands, band: str, pilots: Sequence[str]) -> dict[str, Where]:
    """Return by item the pilots in which it lies in a band, and those with a number."""
    there = {(pilot, item) for (pilot, _, item), lying in found.items() if lying == band}
    published = rows.loc[(rows["withheld"] == "") & (rows["scoring"] == "standard")]
    known = set(zip(published["pilot"], published["item"], strict=True))
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
    key: str,
    pilots: Sequence[str],
    alike: tuple[Where, list[str]],
    values: Mapping[str, object],
    labels: Labels,
) -> str:
    (there, known), items = alike
    said = labels.wording.text(
        f"strengths.{key}",
        pilots=in_pilots(there, known, pilots, labels, named=True),
        items=ons(items, labels),
        **values,
    )
    return labels.wording.opening(said)
