"""What a release would publish and withhold, in sentences for the people who decide on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyarrow as pa


def summary(tables: Mapping[str, pa.Table]) -> list[str]:
    """Return one line a pilot and round: who answered, how many scores are published, what is withheld and why."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in tables["scores"].select(["pilot", "round", "scoring", "withheld"]).to_pylist():
        if row["scoring"] == "standard":
            counts.setdefault((row["pilot"], row["round"]), Counter())[row["withheld"]] += 1
    return [
        _line(row, counts.get((row["pilot"], row["round"]), Counter()))
        for row in tables["pilot"].to_pylist()
    ]


def _line(row: Mapping[str, object], counts: Counter[str]) -> str:
    community = row["community"]
    people = "too few respondents" if community is None else f"{community} community respondents"
    withheld = ", ".join(f"{reason} {n}" for reason, n in sorted(counts.items()) if reason)
    return (
        f"{row['pilot']} round {row['round']}: {people}, {row['groups']} groups, {row['informants']} informants of "
        f"institutions; {counts['']} scores published; withheld: {withheld or 'nothing'}."
    )
