"""The published numbers of a question as weighted sums of people's answers: what an attacker adds and subtracts.

She knows who was asked, who gave an answer and who a scored one, and which group of a split somebody stands in. A
score is the mean over people of the mean over their own targets; a count of "don't know" is one of people and targets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from swit_data.framework import Framework
from tests.attacks.isolation import Answer, Sum

Row = Mapping[str, Any]
Asked = tuple[str, str]  # stakeholder type, indicator
Shown = tuple[str, str, str]  # scored or given, target group, split


@dataclass(frozen=True)
class Said:
    """An answer that somebody gave about a target; `version` tells an answer from a later, corrected one."""

    person: Hashable
    target: str
    scored: bool
    version: Hashable = ""


def shown_numbers(measured: Framework, scores: Iterable[Row]) -> dict[Asked, set[Shown]]:
    """Return for each question which of its numbers a release shows: scores, and counts of answers."""
    found: dict[Asked, set[Shown]] = defaultdict(set)
    for row in scores:
        if row["respondent_class"] != "community" or row["item"] not in measured.indicators:
            continue
        place = (row["target"], row["split"])
        asked = (row["stakeholder_type"], row["item"])
        if row["score"] is not None:
            found[asked].add(("scored", *place))
        if row["dont_know"] is not None:
            found[asked].add(("given", *place))
    return found


def sums(
    measured: Framework,
    asked: Asked,
    shown: Iterable[Shown],
    said: Iterable[Said],
    in_group: Callable[[Hashable, str], bool],
) -> Iterator[tuple[str, Sum]]:
    """Give what each shown number of a question sums up, and of which kind it is (scored or given)."""
    levels = {t.code: t.level for t in measured.stakeholder_types[asked[0]].targets}
    answers = list(said)
    for kind, target, split in sorted(shown):
        mine = [
            one
            for one in answers
            if (kind == "given" or one.scored)
            and target in ("all", one.target, f"level={levels[one.target]}")
            and in_group(one.person, split)
        ]
        yield kind, _weights(mine, kind)


def _weights(said: Iterable[Said], kind: str) -> Sum:
    own: dict[Hashable, list[Said]] = defaultdict(list)
    for one in said:
        own[one.person].append(one)
    weights: dict[Answer, Fraction] = {}
    for person, answers in own.items():
        for one in answers:
            weight = Fraction(1, len(answers) if kind == "scored" else 1)
            weights[person, (one.target, one.version)] = weight
    return weights
