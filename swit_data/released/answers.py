"""What people answered to one question, about each institution in each pilot, as released."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from swit_data.framework import Framework
from swit_data.released.release import Release
from swit_data.released.rows import picked, records
from swit_data.released.tables import ALL, KEYS

Side = Literal["less", "middle", "more", "apart"]
MIDDLE = 50  # the score of an answer that speaks for neither end of its scale
UNASKED = ("not_asked", "no_round")

Place = tuple[str, str, str]  # pilot, stakeholder type, target
Rows = Mapping[Place, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Answered:
    """What people in one pilot answered to a question about one institution."""

    pilot: str
    stakeholder_type: str
    target: str
    indicator: str
    withheld: str  # why no count can be shown, or empty
    counts: Mapping[str, int] = field(default_factory=dict)  # by answer, in the order of the scale
    of: int = 0  # everybody who gave an answer of any kind
    round: str = ""
    respondent_class: str = "community"

    @property
    def keys(self) -> Mapping[str, str]:
        """Return what it is about, as the keys of its row in `scores`."""
        own = {name: getattr(self, name) for name in KEYS if name not in ("item", "split")}
        return {**own, "item": self.indicator, "split": ALL}

    def on(self, side: Side, framework: Framework) -> int:
        """Return how many gave an answer of one side of the scale."""
        return sum(
            n for a, n in self.counts.items() if side_of(framework, self.indicator, a) == side
        )


@dataclass(frozen=True)
class Question:
    """Whose answers to which question are shown. No types or no target named: all that it is asked about."""

    release: Release
    indicator: str
    chosen_round: str
    pilots: tuple[str, ...]
    stakeholder_types: tuple[str, ...] = ()
    target: str = ""


def side_of(framework: Framework, indicator: str, answer: str) -> Side:
    """Return on which side of the middle an answer stands, by its score before direction; others stand apart."""
    scale = framework.scales[framework.indicators[indicator].scale]
    score = next((each.score for each in scale.answers if each.code == answer), None)
    if score is None:
        return "apart"
    return "middle" if score == MIDDLE else "more" if score > MIDDLE else "less"


def answers_on(framework: Framework, indicator: str, side: Side) -> tuple[str, ...]:
    """Return the answers of one side, from the end of the scale to its middle."""
    scale = framework.scales[framework.indicators[indicator].scale]
    there = [each for each in scale.answers if side_of(framework, indicator, each.code) == side]
    return tuple(a.code for a in sorted(there, key=lambda a: -abs((a.score or 0.0) - MIDDLE)))


def answered(question: Question, respondent_class: str = "community") -> tuple[Answered, ...]:
    """Return what was answered about each institution in each pilot, in the fixed order of types, institutions, pilots.

    An institution that nobody was asked about in any of the pilots is left out.
    """
    rows = _rows(question, respondent_class)
    found: list[Answered] = []
    for kind, target in _places(question):
        lanes = [
            replace(
                _lane(question, (pilot, kind, target), rows),
                round=question.chosen_round,
                respondent_class=respondent_class,
            )
            for pilot in question.pilots
        ]
        if any(lane.withheld not in UNASKED for lane in lanes):
            found += lanes
    return tuple(found)


def _rows(question: Question, respondent_class: str) -> Rows:
    """Return the released rows of the question by pilot, stakeholder type and target."""
    rows = picked(
        question.release.frame("answer_counts"),
        item=question.indicator,
        round=question.chosen_round,
        respondent_class=respondent_class,
        split=ALL,
    )
    found: dict[Place, list[Mapping[str, Any]]] = {}
    for row in records(rows):
        place = (row["pilot"], row["stakeholder_type"], row["target"])
        found.setdefault(place, []).append(row)
    return found


def _places(question: Question) -> Iterator[tuple[str, str]]:
    framework = question.release.framework
    indicator = framework.indicators[question.indicator]
    for kind in framework.stakeholder_types:
        if question.stakeholder_types and kind not in question.stakeholder_types:
            continue
        for target in framework.targets_of(indicator, kind):
            if question.target in ("", target.code):
                yield kind, target.code


def _lane(question: Question, place: Place, rows: Rows) -> Answered:
    about = (*place, question.indicator)
    there = rows.get(place)
    if not there:
        held = place[0] in question.release.pilots_of(question.chosen_round)
        return Answered(*about, "not_asked" if held else "no_round")
    withheld = next((str(row["withheld"]) for row in there if row["withheld"]), "")
    if withheld:
        return Answered(*about, withheld)
    framework = question.release.framework
    codes = framework.scales[framework.indicators[question.indicator].scale].codes
    given = {str(row["answer"]): int(row["count"]) for row in there}
    counts = {code: given[code] for code in (*codes, *given) if code in given}
    everybody = sum(counts.values())  # of several focus groups none may have answered
    return Answered(*about, "", counts, everybody) if everybody else Answered(*about, "no_answers")
