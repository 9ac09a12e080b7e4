"""Strengths and weaknesses: the parts at or over the high limit, or under the low one, and where that is clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.framework import Framework
from swit_data.release.compare import MANY_DO_NOT_KNOW, bonferroni, clear_band
from swit_data.release.labels import Labels
from swit_data.release.rows import records

Bands = Mapping[tuple[str, str], str]  # pilot and item: low or high
Scored = Mapping[tuple[str, str], Mapping[str, Mapping[str, Any]]]  # pilot and item, scoring: row


def bands(rows: pd.DataFrame, framework: Framework) -> Bands:
    """Return by pilot and item whether a number is `low` or `high`; neither where many do not know."""
    found: dict[tuple[str, str], str] = {}
    for key, each in _scored(rows).items():
        row = each["standard"]
        if row["withheld"] or row["dont_know"] > MANY_DO_NOT_KNOW:
            continue
        if row["score"] < framework.low or row["score"] >= framework.high:
            found[key] = "low" if row["score"] < framework.low else "high"
    return found


def clear_bands(rows: pd.DataFrame, framework: Framework) -> Bands:
    """Return by pilot and item whether a number is clearly `low` or `high`; what is neither is not there.

    `rows`: one row per pilot, item and scoring of one stakeholder type. Decided at the level of all numbers shown.
    """
    by_key = _scored(rows)
    level = bonferroni(max(1, sum(not each["standard"]["withheld"] for each in by_key.values())))
    found = {
        key: clear_band(each, framework.low, framework.high, level) for key, each in by_key.items()
    }
    return {key: band for key, band in found.items() if band}


def _scored(rows: pd.DataFrame) -> Scored:
    by_key: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for row in records(rows):
        by_key.setdefault((row["pilot"], row["item"]), {})[row["scoring"]] = row
    return by_key


def strength_lines(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> tuple[str, ...]:
    """Return what is high and where, then what is low: one sentence for all parts of the same pilots, most first.

    After each, where that is clear; where no part is, that is said. `rows`: as for clear_bands.
    """
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    items = list(dict.fromkeys(shown["item"]))
    found, clear = bands(shown, labels.framework), clear_bands(shown, labels.framework)
    lines: list[str] = []
    for band in ("high", "low"):
        limit = labels.framework.low if band == "low" else labels.framework.high
        there = _alike(_where(found, band, items, pilots))
        lines += [_line(band, limit, pilots, alike, labels) for alike in there.items()] or [
            labels.wording.text(f"strengths.{band}.none", limit=limit)
        ]
        surely = {
            item: where for item, where in _where(clear, band, items, pilots).items() if where
        }
        if surely:
            named = "; ".join(
                f"{labels.item(i)} ({_listing(w, labels)})" for i, w in surely.items()
            )
            lines.append(labels.wording.text(f"strengths.{band}.clear", limit=limit, items=named))
    return tuple(lines)


def _where(
    found: Bands, band: str, items: Sequence[str], pilots: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return by item the pilots in which it lies in a band."""
    return {item: tuple(p for p in pilots if found.get((p, item)) == band) for item in items}


def _alike(where: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    """Return by pilots the items that lie in a band there, those of most pilots first."""
    found: dict[tuple[str, ...], list[str]] = {}
    for item in sorted(where, key=lambda item: -len(where[item])):
        if where[item]:
            found.setdefault(where[item], []).append(item)
    return found


def _line(
    band: str,
    limit: int,
    pilots: Sequence[str],
    alike: tuple[tuple[str, ...], list[str]],
    labels: Labels,
) -> str:
    there, items = alike
    return labels.wording.text(
        f"strengths.{band}",
        limit=limit,
        count=len(there),
        total=len(pilots),
        pilots=_listing(there, labels),
        items="; ".join(labels.item(item) for item in items),
    )


def _listing(pilots: Sequence[str], labels: Labels) -> str:
    return labels.wording.listing([labels.pilot(pilot) for pilot in pilots])
