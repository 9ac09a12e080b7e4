"""The rows of each block moved between people who were asked about just the same: no byte of a release may change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from random import Random

from tests.attacks.publishing import TOGETHER, publish, release_bytes
from tests.attacks.samples import BlockRow, Question, Sample, dimension_of, with_personal


def shuffled(sample: Sample, random: Random) -> Sample:
    """Return the sample with each block's rows, and the answers to each personal question, moved about."""
    blocks = {}
    for name, rows in sample.blocks.items():
        found = _permuted(random, rows, sample.alike)
        for question, block in sample.personal.items():
            if block == name:
                found = _personal_permuted(
                    random, found, question, dimension_of(sample.framework, name)
                )
        blocks[name] = tuple(found)
    return replace(sample, blocks=blocks)


def _permuted(
    random: Random, rows: Sequence[BlockRow], alike: Sequence[Hashable]
) -> list[BlockRow]:
    """Move rows only between people whom nobody can tell apart by what they were asked."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, own in enumerate(alike):
        places[own].append(place)
    found = list(rows)
    for mine in places.values():
        for place, source in zip(mine, random.sample(mine, len(mine)), strict=True):
            found[place] = rows[source]
    return found


def _personal_permuted(
    random: Random, rows: Sequence[BlockRow], question: Question, dimension: str
) -> list[BlockRow]:
    places = [place for place, row in enumerate(rows) if row.was_asked(question, dimension)]
    said = [rows[place].personal.get(question, "") for place in places]
    random.shuffle(said)
    found = list(rows)
    for place, answer in zip(places, said, strict=True):
        found[place] = with_personal(rows[place], question, answer)
    return found


def changed(samples: Sequence[Sample], times: int, random: Random) -> int:
    """Return how many of the shuffled samples have another release."""
    number = 0
    chunk = max(1, TOGETHER // (times + 1))
    for start in range(0, len(samples), chunk):
        group = samples[start : start + chunk]
        others = [shuffled(sample, random) for sample in group for _ in range(times)]
        tables = [release_bytes(t) for t in publish([*group, *others])]
        first, rest = tables[: len(group)], tables[len(group) :]
        number += sum(rest[place] != first[place // times] for place in range(len(rest)))
    return number
