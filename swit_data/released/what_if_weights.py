"""The part that weighs more than the others, at other weights: what a dimension's score would then be.

Equal weights and the framework's own are released rows; between and beyond them stands the weighted mean of released
part rows, without an interval.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from swit_data.framework import Framework
from swit_data.released.contributions import numbers_in
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import Row, records, score_rows
from swit_data.released.thresholds import ENOUGH_WEIGHT

WEIGHTS = tuple(Fraction(half, 2) for half in range(2, 7))  # 1, 1.5, 2, 2.5, 3
COLUMNS = ("pilot", "stakeholder_type", "weight", "score", "withheld", "released", "numbers")


def heavy_part(framework: Framework, dimension: str) -> str | None:
    """Return the one part of a dimension that weighs more than 1; none where no part or several do."""
    parts = [part for part in framework.parts.values() if part.dimension == dimension]
    heavy = [part.code for part in parts if part.weight > 1]
    return heavy[0] if len(heavy) == 1 and len(parts) > 1 else None


def released_at(framework: Framework, dimension: str, weight: Fraction) -> str | None:
    """Return the item whose released rows stand at a weight of the heavy part, if there is one."""
    part = heavy_part(framework, dimension)
    if part is not None and weight == framework.parts[part].weight:
        return dimension
    return f"{dimension}_equal" if weight == 1 else None


def weights_at(framework: Framework, dimension: str, weight: Fraction) -> Mapping[str, Fraction]:
    """Return the weight of each part where the heavy one weighs so much."""
    heavy = heavy_part(framework, dimension)
    parts = (part for part in framework.parts.values() if part.dimension == dimension)
    return {p.code: weight if p.code == heavy else Fraction(p.weight) for p in parts}


@kept_while_open
def weighted_scores(release: Release, dimension: str, chosen_round: str) -> pd.DataFrame:
    """Return one row per pilot, external stakeholder type and weight of the heavy part; none without such a part.

    Columns: pilot, stakeholder_type, weight (of WEIGHTS), score (0-100, missing where withheld), withheld (a reason or
    empty), released (whether the number is a released row), numbers (of that row; else the dimension's and that of the
    heavy part, of which the dimension gets less or more).
    """
    newest = release.framework
    heavy = heavy_part(newest, dimension)
    if heavy is None:
        return pd.DataFrame([], columns=COLUMNS)
    parts = [part.code for part in newest.parts.values() if part.dimension == dimension]
    rows = score_rows(
        release,
        [dimension, f"{dimension}_equal", *parts],
        chosen_round=chosen_round,
        stakeholder_types=[kind.code for kind in newest.external_types],
    )
    found = []
    for (pilot, _), group in rows.groupby(["pilot", "stakeholder_type"], sort=False):
        framework = release.framework_of(str(pilot), chosen_round)
        if heavy_part(framework, dimension) == heavy:  # an older version may weigh otherwise
            by_item = {row["item"]: row for row in records(group)}
            found += [_at(weight, by_item, dimension, framework) for weight in WEIGHTS]
    return pd.DataFrame([row for row in found if row], columns=COLUMNS)


def _at(
    weight: Fraction, by_item: Mapping[str, Row], dimension: str, framework: Framework
) -> dict[str, Any]:
    """Return the row of one weight: the released one, or the mean of released parts."""
    if dimension not in by_item or f"{dimension}_equal" not in by_item:
        return {}
    item = released_at(framework, dimension, weight)
    ends = [by_item[dimension], by_item[f"{dimension}_equal"]]
    row = by_item[item] if item else ends[0]
    made = [item] if item else [dimension, heavy_part(framework, dimension)]
    found = {name: row[name] for name in ("pilot", "stakeholder_type")} | {
        "weight": float(weight),
        "numbers": numbers_in(row for code, row in by_item.items() if code in made),
    }
    if item:
        return found | {"score": row["score"], "withheld": row["withheld"], "released": True}
    # What is withheld under the framework's weights, or under equal ones, is withheld at every other weight.
    withheld = next((end["withheld"] for end in ends if end["withheld"]), "")
    weights = weights_at(framework, dimension, weight)
    parts = {code: by_item[code] for code in weights if code in by_item}
    if not withheld and not _enough(parts, weights):
        withheld = "too_little_answered"
    score = None if withheld else _mean(parts, weights)
    return found | {"score": score, "withheld": withheld, "released": False}


def _enough(parts: Mapping[str, Row], weights: Mapping[str, Fraction]) -> bool:
    """Say whether the scored parts hold two thirds of the weight asked, as every aggregate must."""
    asked = {code: row for code, row in parts.items() if row["withheld"] != "not_asked"}
    have = sum(
        weights[code] * Fraction(int(row["weight_have"]), int(row["weight_all"]))
        for code, row in asked.items()
        if not row["withheld"]
    )
    return have >= ENOUGH_WEIGHT * sum(weights[code] for code in asked)


def _mean(parts: Mapping[str, Row], weights: Mapping[str, Fraction]) -> float:
    scored = {code: row for code, row in parts.items() if not row["withheld"]}
    whole = sum(weights[code] for code in scored)
    return float(sum(float(weights[c]) * row["score"] for c, row in scored.items()) / float(whole))
