"""The sentence that a page opens with: what is true in most pilots, or that nothing is clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from swit_data.findings.scene import Finding, Scene
from swit_data.findings.spoken import spoken_score
from swit_data.release.compare import (
    CLEAR_UNDER,
    MANY_DO_NOT_KNOW,
    Difference,
    between_sides,
)
from swit_data.release.labels import Labels
from swit_data.release.rows import records
from swit_data.release.tables import ALL


def clearly(scene: Scene, pilot: str, *, lowest: bool) -> str | None:
    """Return the type that is clearly lowest (or highest) of all shown in a pilot, if one is.

    Clear against every other one shown, at the page's level, under each scoring of CLEAR_UNDER; where more than a
    third of the answers were "don't know", also when these score 0.
    """
    rows = scene.scores()
    rows = rows.loc[(rows["pilot"] == pilot) & (rows["withheld"] == "")]
    if len(rows) < 2:  # noqa: PLR2004 - nothing to compare
        return None
    ranked = sorted(records(rows), key=lambda row: row["score"], reverse=not lowest)
    candidate = str(ranked[0]["stakeholder_type"])
    others = [str(t) for t in rows["stakeholder_type"] if t != candidate]
    scorings = [*CLEAR_UNDER]
    if (rows["dont_know"] > MANY_DO_NOT_KNOW).any():
        scorings.append("dont_know_zero")
    level = scene.comparisons()
    pairs = _type_pairs(scene, pilot)
    for other in others:
        for scoring in scorings:
            difference = _oriented(pairs, candidate, other, scoring, level)
            if not difference.clear or ((difference.points or 0) < 0) != lowest:
                return None
    return candidate


def _type_pairs(scene: Scene, pilot: str) -> Mapping[tuple[str, str, str], Mapping[str, Any]]:
    """Return the rows that compare two types as a whole, by both types and scoring."""
    rows = scene.pairs(pilot)
    kept = rows.loc[
        (rows["a_target"] == ALL) & (rows["b_target"] == ALL) & (rows["b_class"] == "community")
    ]
    return {
        (row["a_stakeholder_type"], row["b_stakeholder_type"], row["scoring"]): row
        for row in records(kept)
    }


def _oriented(
    pairs: Mapping[tuple[str, str, str], Mapping[str, Any]],
    one: str,
    other: str,
    scoring: str,
    level: int,
) -> Difference:
    """Return one - other, whichever of them stands first in the release."""
    if (one, other, scoring) in pairs:
        return between_sides(pairs[one, other, scoring], level)
    if (other, one, scoring) not in pairs:
        return Difference(None, None, None, comparable=False)
    return between_sides(pairs[other, one, scoring], level).turned


def headline(scene: Scene, labels: Labels) -> Finding:
    """Return the one sentence of a page: what is true in most pilots, or that nothing is clear."""
    for lowest in (True, False):
        found = Counter(filter(None, (clearly(scene, p, lowest=lowest) for p in scene.pilots)))
        if found and max(found.values()) >= min(2, len(scene.pilots)):
            code, count = found.most_common(1)[0]
            return _pattern("lowest" if lowest else "highest", code, count, scene, labels)
    return _band_pattern(scene, labels)


def _pattern(kind: str, code: str, count: int, scene: Scene, labels: Labels) -> Finding:
    values = {
        "type": labels.stakeholder_type(code),
        "item": labels.item(scene.item),
        "count": count,
        "total": len(scene.pilots),
        "pilot": labels.pilot(scene.pilots[0]),
    }
    key = f"headline.{kind}" + (".one" if len(scene.pilots) == 1 else "")
    about = {"stakeholder_type": code, "count": count}
    return Finding(kind, labels.wording.text(key, **values), about)


def _band_pattern(scene: Scene, labels: Labels) -> Finding:
    """Return in how many pilots a type lies under the low or over the high limit, else that nothing is clear."""
    rows = scene.scores()
    rows = rows.loc[rows["withheld"] == ""]
    framework = scene.release.framework
    if rows.empty:
        return Finding(
            "nothing", labels.wording.text("headline.nothing", item=labels.item(scene.item))
        )
    if len(scene.stakeholder_types) == 1:
        return _range(rows, scene, labels)
    banded = rows.loc[~(rows["dont_know"] > MANY_DO_NOT_KNOW)]
    best: tuple[int, str, str] = (0, "", "")
    for code in scene.stakeholder_types:
        scores = banded.loc[banded["stakeholder_type"] == code, "score"]
        best = max(best, (int((scores < framework.low).sum()), "low", code), key=lambda b: b[0])
        best = max(best, (int((scores >= framework.high).sum()), "high", code), key=lambda b: b[0])
    count, band, code = best
    alone = ".one" if len(scene.pilots) == 1 else ""
    pilot, item = labels.pilot(scene.pilots[0]), labels.item(scene.item)
    if count == 0 or 2 * count <= len(scene.pilots):
        if scene.target != ALL:
            return _level(rows, item, labels)
        return Finding(
            "not_clear",
            labels.wording.text(f"headline.not_clear{alone}", item=item, pilot=pilot),
        )
    limit = framework.low if band == "low" else framework.high
    text = labels.wording.text(
        f"headline.band_{band}{alone}",
        pilot=pilot,
        type=labels.stakeholder_type(code),
        item=item,
        count=count,
        total=len(scene.pilots),
        limit=limit,
    )
    return Finding(f"band_{band}", text, {"stakeholder_type": code, "count": count})


def _level(rows: pd.DataFrame, item: str, labels: Labels) -> Finding:
    """Return between which numbers one level lies; pairs of types are released over all levels only."""
    low, high = float(rows["score"].min()), float(rows["score"].max())
    shown = {"low": spoken_score(low, labels), "high": spoken_score(high, labels)}
    text = labels.wording.text("headline.level", item=item, **shown)
    return Finding("level", text, {"low": low, "high": high})


def _range(rows: pd.DataFrame, scene: Scene, labels: Labels) -> Finding:
    """Return between which numbers the one stakeholder type of a survey lies."""
    low, high = float(rows["score"].min()), float(rows["score"].max())
    text = labels.wording.text(
        "headline.range.one" if len(rows) == 1 else "headline.range",
        type=labels.stakeholder_type(scene.stakeholder_types[0]),
        item=labels.item(scene.item),
        pilot=labels.pilot(rows["pilot"].iloc[0]),
        low=spoken_score(low, labels),
        high=spoken_score(high, labels),
        count=len(rows),
        total=len(scene.pilots),
    )
    return Finding("range", text, {"low": low, "high": high})
