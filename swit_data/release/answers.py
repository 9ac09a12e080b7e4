"""What people answered to one question, about each institution in each pilot, as released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from swit_data.framework import Framework
from swit_data.release.rows import Release, count_rows, records

Side = Literal["less", "middle", "more", "apart"]
MIDDLE = 50  # the score of an answer that speaks for neither end of its scale
UNASKED = ("not_asked", "no_round")


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
    found: list[Answered] = []
    for kind, target in _places(question):
        lanes = list(_about(question, kind, target, respondent_class))
        if any(lane.withheld not in UNASKED for lane in lanes):
            found += lanes
    return tuple(found)


def _places(question: Question) -> Iterator[tuple[str, str]]:
    framework = question.release.framework
    indicator = framework.indicators[question.indicator]
    for kind in framework.stakeholder_types:
        if question.stakeholder_types and kind not in question.stakeholder_types:
            continue
        for target in framework.targets_of(indicator, kind):
            if question.target in ("", target.code):
                yield kind, target.code


def _about(question: Question, kind: str, target: str, respondent_class: str) -> Iterator[Answered]:
    rows = count_rows(
        question.release,
        [question.indicator],
        chosen_round=question.chosen_round,
        pilots=question.pilots,
        respondent_class=respondent_class,
        stakeholder_types=(kind,),
        target=target,
    )
    held = question.release.pilots_of(question.chosen_round)
    of_pilot: dict[str, list[Mapping[str, object]]] = {}
    for row in records(rows):
        of_pilot.setdefault(row["pilot"], []).append(row)
    for pilot in question.pilots:
        about = (pilot, kind, target, question.indicator)
        there = of_pilot.get(pilot)
        if not there:
            yield Answered(*about, "not_asked" if pilot in held else "no_round")
        else:
            yield _counted(about, there)


def _counted(about: tuple[str, str, str, str], rows: Sequence[Mapping[str, object]]) -> Answered:
    withheld = next((str(row["withheld"]) for row in rows if row["withheld"]), "")
    if withheld:
        return Answered(*about, withheld)
    counts = {str(row["answer"]): int(str(row["count"]).partition(".")[0]) for row in rows}
    everybody = sum(counts.values())  # none of several focus groups may have answered
    return Answered(*about, "", counts, everybody) if everybody else Answered(*about, "no_answers")
