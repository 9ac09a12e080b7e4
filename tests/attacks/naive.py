"""A naive release: every filter is free, and counts of 1 to 4 are hidden. Every attacker has to break it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pyarrow as pa

from swit_data.framework import Framework
from swit_data.released.tables import TABLES
from tests.attacks.publishing import Tables
from tests.attacks.samples import Question, Sample, questions_of, side


def naive(sample: Sample) -> Tables:
    """Return what a dashboard with free filters shows: the attacker has to break this, or proves nothing."""
    people, counts = [], []
    for split, those in _filtered(sample):
        people.append({"split": split, "count": _hidden(len(those))})
        for question, answers in _told(sample, those).items():
            for answer in _answers_of(sample.framework, question):
                row = dict(zip(("item", "stakeholder_type", "target"), question, strict=True))
                row |= {
                    "respondent_class": "community",
                    "split": split,
                    "answer": answer,
                    "withheld": "",
                }
                counts.append(row | {"count": _hidden(answers[answer])})
    return {
        "pilot": pa.Table.from_pylist([{"community": len(sample.about)}], TABLES["pilot"]),
        "scores": TABLES["scores"].empty_table(),
        "answer_counts": pa.Table.from_pylist(counts, TABLES["answer_counts"]),
        "people": pa.Table.from_pylist(people),
    }


def _hidden(count: int) -> int | None:
    return None if 0 < count < 5 else count


def _filtered(sample: Sample) -> Iterator[tuple[str, list[int]]]:
    names = list(sample.blocks)
    for number in range(len(names) + 1):
        for chosen in combinations(names, number):
            for values in product(
                *(sample.framework.characteristics[name].categories for name in chosen)
            ):
                of = dict(zip(chosen, values, strict=True))
                those = [
                    person
                    for person in range(len(sample.about))
                    if all(
                        sample.blocks[name][person].category == value for name, value in of.items()
                    )
                ]
                yield "&".join(f"{name}={value}" for name, value in of.items()) or "all", those


def _told(sample: Sample, those: Sequence[int]) -> dict[Question, Counter[str]]:
    found: dict[Question, Counter[str]] = {
        question: Counter()
        for dimension in sample.framework.dimensions
        for kind in ("opinion", "personal")
        for question in questions_of(sample.framework, dimension, kind)
    }
    for rows in sample.blocks.values():
        for person in those:
            for question, answer in rows[person].answers:
                found[question][answer] += 1
            for question, answer in rows[person].personal.items():
                found[question][side(answer)] += 1
    return found


def _answers_of(measured: Framework, question: Question) -> Sequence[str]:
    indicator = measured.indicators[question[0]]
    return (
        ("yes", "other") if indicator.kind == "personal" else measured.scales[indicator.scale].codes
    )
