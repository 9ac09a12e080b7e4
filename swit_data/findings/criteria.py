"""The criteria of meaningful participation over pilots and stakeholder types: patterns, never a mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from swit_data.findings.spoken import spoken_score
from swit_data.release.compare import MANY_DO_NOT_KNOW
from swit_data.release.labels import Labels
from swit_data.release.rows import records

Patterns = Mapping[str, Mapping[str, tuple[str, ...]]]  # stakeholder type, then low or high: items


def patterns(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> Patterns:
    """Return by stakeholder type which items are low, and which high, in more than half of the pilots.

    `rows`: one row per pilot, stakeholder type and item. Where many do not know there is no band; a pilot without a
    number counts as neither.
    """
    there = rows.loc[rows["pilot"].isin(list(pilots)) & (rows["withheld"] == "")]
    banded = there.loc[~(there["dont_know"] > MANY_DO_NOT_KNOW)]
    low, high = labels.framework.low, labels.framework.high
    by_band = {"low": banded["score"] < low, "high": banded["score"] >= high}
    kinds = banded["stakeholder_type"]
    return {
        code: {
            b: _mostly(banded.loc[keep & (kinds == code)], pilots) for b, keep in by_band.items()
        }
        for code in dict.fromkeys(rows["stakeholder_type"])
    }


def _mostly(rows: pd.DataFrame, pilots: Sequence[str]) -> tuple[str, ...]:
    counts = rows.groupby("item", sort=False)["pilot"].nunique()
    order = list(dict.fromkeys(rows["item"]))
    return tuple(item for item in order if 2 * int(counts[item]) > len(pilots))


def participation_headline(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> str:
    """Return on how many criteria one stakeholder type, that with the most, is low (else high) in most pilots."""
    return _headline("criteria", rows, pilots, labels)


def reached_headline(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> str:
    """Return how many groups of sex workers one stakeholder type, that with the most, involves little (else much).

    Of the pilots that asked about each group: a core round does not.
    """
    asked = set(rows["pilot"])
    return _headline("reached", rows, [pilot for pilot in pilots if pilot in asked], labels)


def _headline(kind: str, rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> str:
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    if not (shown["withheld"] == "").any():
        return labels.wording.text(f"{kind}.nothing")
    found = patterns(shown, pilots, labels)
    alone = ".one" if len(pilots) == 1 else ""
    for band, limit in (("low", labels.framework.low), ("high", labels.framework.high)):
        counts = {code: len(bands[band]) for code, bands in found.items()}
        most = max(counts, key=counts.__getitem__)
        if count := counts[most]:
            total = shown.loc[shown["stakeholder_type"] == most, "item"].nunique()
            about = {"type": labels.stakeholder_type(most), "pilot": labels.pilot(pilots[0])}
            values = {"count": count, "total": total, "limit": limit}
            return labels.wording.text(f"{kind}.{band}{alone}", **about, **values)
    return labels.wording.text(f"{kind}.none{alone}", pilot=labels.pilot(pilots[0]))


def told_of(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> str:
    """Return the stakeholder type that participation_headline speaks of; where of none, the first shown."""
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    found = patterns(shown, pilots, labels)
    for band in ("low", "high"):
        counts = {code: len(bands[band]) for code, bands in found.items()}
        most = max(counts, key=counts.__getitem__, default="")
        if counts.get(most):
            return most
    return str(next(iter(rows["stakeholder_type"]), ""))


def pattern_lines(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> tuple[str, ...]:
    """Return one sentence a stakeholder type, in their fixed order: what is low, and what is high, in most pilots."""
    said = []
    alone = ".one" if len(pilots) == 1 else ""
    for code, bands in patterns(rows, pilots, labels).items():
        named = {
            band: labels.wording.listing([labels.item(item) for item in items])
            or labels.wording.text("criteria.no_item")
            for band, items in bands.items()
        }
        limits = {"low_limit": labels.framework.low, "high_limit": labels.framework.high}
        about = {"type": labels.stakeholder_type(code), "pilot": labels.pilot(pilots[0])}
        said.append(labels.wording.text(f"criteria.line{alone}", **about, **named, **limits))
    return tuple(said)


def spoken_cells(rows: pd.DataFrame, labels: Labels) -> str:
    """Return every number in words: pilot, stakeholder type, item, number or why there is none."""
    said = []
    for row in records(rows):
        value = (
            labels.reason(row["withheld"])
            if row["withheld"]
            else spoken_score(row["score"], labels)
        )
        where = f"{labels.pilot(row['pilot'])}, {labels.stakeholder_type(row['stakeholder_type'])}"
        said.append(f"{where}, {labels.item(row['item'])}: {value}")
    return "; ".join(said) + "."
