"""What a release would publish and withhold, in sentences for the people who decide on it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from swit_data.dataset import Dataset
from swit_data.errors import Sentence, say
from swit_data.released.labels import names_of
from swit_data.wording import Wording


@dataclass(frozen=True)
class Withheld:
    """How many numbers are withheld for each reason, said in whatever language a sentence is said in."""

    counts: Mapping[str, int]

    def __str__(self) -> str:
        """Return it in English."""
        return self.said_in(Wording.of("en"))

    def said_in(self, wording: Wording) -> str:
        """Return it in a language."""
        return "; ".join(
            wording.labelled(wording.text(f"withheld.{r}"), str(n)) for r, n in self.counts.items()
        )


@dataclass(frozen=True)
class ShownSplit:
    """A row of published_splits, said in whatever language a sentence is said in."""

    dataset: Dataset
    row: Mapping[str, object]

    def __str__(self) -> str:
        """Return it in English."""
        return self.said_in(Wording.of("en"))

    def said_in(self, wording: Wording) -> str:
        """Return it in a language: pilot, round, the dimension and what it is split by."""
        pilot, number, scope, dimension = (
            str(self.row[name]) for name in ("pilot", "round", "scope", "dimension")
        )
        framework = self.dataset.framework_of(pilot, number)
        names = names_of(framework, wording)
        of_type = scope.removeprefix(f"{pilot} {number}").strip()
        split = framework.dimensions[dimension].split
        said = [names.pilot(pilot), number, *([names.stakeholder_type(of_type)] if of_type else [])]
        by = [names.characteristic(split.characteristic)] if split else []
        return ", ".join([*said, names.dimension(dimension), *by])


def summary(tables: Mapping[str, pa.Table]) -> list[Sentence]:
    """Return one line a pilot and round: who answered, how many scores are published, what is withheld and why."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    scores = tables["scores"].select(["pilot", "round", "scoring", "withheld"])
    standard = scores.filter(pa.compute.equal(scores["scoring"], "standard"))
    for row in standard.to_pylist():
        counts.setdefault((row["pilot"], row["round"]), Counter())[row["withheld"]] += 1
    return [
        _line(row, counts.get((row["pilot"], row["round"]), Counter()))
        for row in tables["pilot"].to_pylist()
    ]


def _line(row: Mapping[str, object], counts: Counter[str]) -> Sentence:
    people = row["community"]
    withheld = Withheld({reason: n for reason, n in sorted(counts.items()) if reason})
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
        withheld=withheld if withheld.counts else say("nothing"),
    )
