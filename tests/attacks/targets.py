"""The attacker who weighs the numbers of one release: for all, by level, by target and by group of a split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from swit_data.framework import Framework
from tests.attacks.isolation import isolated
from tests.attacks.partitions import partitions
from tests.attacks.publishing import Tables
from tests.attacks.samples import Sample, dimension_of
from tests.attacks.sums import Asked, Said, Shown, shown_numbers, sums


@dataclass(frozen=True)
class Told:
    """1 to k - 1 people whose answers to a question can be told apart, by scores or by counts of answers."""

    asked: Asked
    kind: str
    people: frozenset[Hashable]


def told_apart(sample: Sample, tables: Tables) -> list[Told]:
    """Return each question of a sample to which a release tells the answers of fewer than k people."""
    shown = shown_numbers(sample.framework, tables["scores"].to_pylist())
    return [told for about in _scopes(sample) for told in _told(sample, shown, about)]


def told_naively(sample: Sample) -> list[Told]:
    """Return the same where every number is published: for each group of people, level and target."""
    shown: dict[Asked, set[Shown]] = defaultdict(set)
    for (of_type, indicator), said in _said(sample, None).items():
        name = _characteristic(sample.framework, indicator)
        targets = {one.target for one in said}
        levels = {
            f"level={t.level}"
            for t in sample.framework.stakeholder_types[of_type].targets
            if t.code in targets
        }
        places = {("all", "all"), *((t, "all") for t in targets | levels)}
        places |= {("all", f"{name}={group}") for group in partitions(sample.framework, name)[0]}
        shown[of_type, indicator] = {
            (kind, *place) for kind in ("scored", "given") for place in places
        }
    return [told for about in _scopes(sample) for told in _told(sample, shown, about)]


def uneven(sample: Sample) -> bool:
    """Say whether people answered some question about different targets: else nothing can be told apart by them."""
    for said in _said(sample, None).values():
        own: dict[Hashable, set[str]] = defaultdict(set)
        for one in said:
            own[one.person].add(one.target)
        if len({frozenset(targets) for targets in own.values()}) > 1:
            return True
    return False


def _scopes(sample: Sample) -> Sequence[str]:
    """Return the stakeholder types that an interview was about: in shape 2 it is about all of them."""
    return sorted(set(sample.about))


def _told(sample: Sample, shown: Mapping[Asked, set[Shown]], about: str) -> Iterator[Told]:
    for asked, said in _said(sample, about).items():
        of_kind = defaultdict(list)
        numbers = shown.get(asked, set())
        in_group = _groups(sample, asked[1])
        for kind, one in sums(sample.framework, asked, numbers, said, in_group):
            of_kind[kind].append(one)
        for kind, found in of_kind.items():
            if people := isolated(found, sample.framework.k):
                yield Told(asked, kind, people)


def _said(sample: Sample, about: str | None) -> dict[Asked, list[Said]]:
    """Return what was said to each opinion question, in shape 1 by those interviewed about its type."""
    found: dict[Asked, list[Said]] = defaultdict(list)
    for rows in sample.blocks.values():
        for person, row in enumerate(rows):
            for (indicator, of_type, target), answer in row.answers:
                if about in (None, sample.about[person]):
                    scored = answer != "dont_know"
                    found[of_type, indicator].append(Said(person, target, scored))
    return found


def _characteristic(measured: Framework, indicator: str) -> str:
    dimension = measured.dimension_of(indicator)
    return next(
        name for name in measured.characteristics if dimension_of(measured, name) == dimension
    )


def _groups(sample: Sample, indicator: str) -> Callable[[Hashable, str], bool]:
    """Return whether somebody stands in a group of the split of a question's dimension."""
    rows = sample.blocks[_characteristic(sample.framework, indicator)]

    def stands(person: Hashable, split: str) -> bool:
        name, _, group = split.partition("=")
        if not group:
            return True
        ranks = partitions(sample.framework, name)
        return rows[int(str(person))].category in next(r[group] for r in ranks if group in r)

    return stands
