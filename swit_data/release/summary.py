"""What a release would publish and withhold, in sentences for the people who decide on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyarrow as pa

from swit_data.errors import Sentence, say


def summary(tables: Mapping[str, pa.Table]) -> list[Sentence]:
    """Return one line a pilot and round: who answered, how many scores are published, what is withheld and why."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in tables["scores"].select(["pilot", "round", "scoring", "withheld"]).to_pylist():
        if row["scoring"] == "standard":
            counts.setdefault((row["pilot"], row["round"]), Counter())[row["withheld"]] += 1
    return [
        _line(row, counts.get((row["pilot"], row["round"]), Counter()))
        for row in tables["pilot"].to_pylist()
    ]


def _line(row: Mapping[str, object], counts: Counter[str]) -> Sentence:
    people = row["community"]
    withheld = ", ".join(f"{reason} {n}" for reason, n in sorted(counts.items()) if reason)
    return say(
        "{pilot} round {round}: {people}, {groups} groups, {informants} informants of institutions; {published} scores "
        "published; withheld: {withheld}.",
        pilot=row["pilot"],
        round=row["round"],
        people=say("too few respondents")
        if people is None
        else say("{n} community respondents", n=people),
        groups=row["groups"],
        informants=row["informants"],
        published=counts[""],
        withheld=withheld or say("nothing"),
    )
