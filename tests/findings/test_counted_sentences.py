"""Every sentence that counts pilots or names a band is the one that the released rows give by other code.

Over every selection of the illustrative release (each choice of pilots, item, round and level), and over random ones.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import Any

import pandas as pd
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from swit_data import findings
from swit_data.findings import Scene, headline
from swit_data.release.illustrative import illustrative
from swit_data.released.release import Release
from swit_data.released.rows import score_rows
from tests.examples import examples
from tests.findings.drawn_release import PILOTS, TYPES, drawn, labels_of, rows_of
from tests.findings.sentences_by_hand import (
    THREE,
    Numbers,
    band_headline,
    criteria_headline,
    names_of,
    range_headline,
    strengths,
    superlative,
)
from tests.findings.test_headline import plainly

SLOW = settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
# What a page or a document is headed with: the dimensions, also with equal weights, and the focal point.
HEADED = ("rollout", "participation", "rollout_equal", "participation_equal", "C1")
EXTERNAL = ("government", "un_agency", "global_fund_programme", "ngo")
CHOICES = [
    tuple(p for p, there in zip(PILOTS, mask, strict=True) if there)
    for mask in itertools.product((True, False), repeat=4)
    if any(mask)
]


@cache
def released(release: Release, chosen_round: str, target: str) -> tuple[dict[str, Any], ...]:
    """Return the community's rows of a round about all institutions or one level."""
    return tuple(
        row
        for row in rows_of(release, "scores")
        if (row["round"], row["respondent_class"]) == (chosen_round, "community")
        and (row["target"], row["split"]) == (target, "all")
        and row["scoring"] in THREE
    )


def numbers_of(
    release: Release, place: tuple[str, ...], types: tuple[str, ...], items: tuple[str, ...]
) -> Numbers:
    """Return the numbers of a round (and level) in some pilots: `place` is the round, the target, the pilots."""
    number, target, *pilots = place
    return Numbers(released(release, number, target), tuple(pilots), types, items)


def items_of(release: Release) -> tuple[str, ...]:
    measured = release.framework
    return (*measured.dimensions, *(f"{d}_equal" for d in measured.dimensions), *measured.parts)


@pytest.mark.parametrize("number", "12")
@pytest.mark.parametrize("item", HEADED)
def test_the_headline_of_every_choice_of_pilots(item: str, number: str) -> None:
    release = illustrative()
    labels = labels_of(release)
    (on_of, kind_of), pilot = names_of(labels), labels.pilot
    name = on_of(item)
    for pilots in CHOICES:
        numbers = numbers_of(release, (number, "all", *pilots), EXTERNAL, (item,))
        said = headline(Scene(release, item, number, pilots, EXTERNAL), labels).text
        if not numbers.published:
            assert said == f"No numbers can be shown {name} here"
            continue
        clear = plainly_in(release, item, number, pilots)
        wanted = [
            *(superlative(clear[way], way, numbers, item, (name, kind_of, pilot)) for way in clear),
            band_headline(numbers, item, name, kind_of, pilot),
        ]
        expected = next(filter(None, wanted), "")
        assert (
            said == expected if expected else "rate no stakeholder type clearly lowest" in said
        ), said


def plainly_in(
    release: Release, item: str, number: str, pilots: tuple[str, ...]
) -> dict[str, dict[str, list[str]]]:
    """Return by lowest and highest, and by type, the pilots in which it is clearly so, decided among these pilots."""
    found = plainly(_only(release, pilots), item, number, EXTERNAL)
    return {
        way: {kind: [p for p in pilots if found[p, lowest] == kind] for kind in EXTERNAL}
        for way, lowest in (("lowest", True), ("highest", False))
    }


@cache
def _only(release: Release, pilots: tuple[str, ...]) -> Release:
    """Return a release with the rows of these pilots."""
    kept = {
        name: table.filter(pc.field("pilot").isin(list(pilots)))
        for name, table in release.tables.items()
    }
    known = (release.frameworks, release.provenances, kept, release.fingerprints)
    only = Release("-".join(pilots), pilots, *known)
    for name in ("pairs", "scores"):
        only.kept["rows", name] = [r for r in rows_of(release, name) if r["pilot"] in pilots]
    return only


@pytest.mark.parametrize("target", ["all", "level=national", "level=local"])
@pytest.mark.parametrize("number", "12")
@pytest.mark.parametrize("kind", EXTERNAL)
def test_the_range_of_every_choice_of_pilots(kind: str, number: str, target: str) -> None:
    release = illustrative()
    labels = labels_of(release)
    on_of, kind_of = names_of(labels)
    rows_of = {
        item: score_rows(
            release, [item], chosen_round=number, stakeholder_types=(kind,), target=target
        )
        for item in items_of(release)
    }
    for (item, rows), pilots in itertools.product(rows_of.items(), CHOICES):
        numbers = numbers_of(release, (number, target, *pilots), (kind,), (item,))
        said = findings.type_headline(rows, pilots, labels)
        if not numbers.published:
            assert said.startswith(("No numbers", "Nothing was asked"))
            continue
        called = kind_of(kind) + (
            f" at the {target.removeprefix('level=')} level" if target != "all" else ""
        )
        assert said == range_headline(numbers, kind, item, (on_of(item), called, labels.pilot))


@pytest.mark.parametrize("number", "12")
@pytest.mark.parametrize("pilots", CHOICES, ids="-".join)
def test_criteria_and_strengths_of_every_choice_of_pilots(
    pilots: tuple[str, ...], number: str
) -> None:
    release = illustrative()
    labels = labels_of(release)
    for dimension in release.framework.dimensions:
        parts = release.framework.parts.values()
        items = tuple(part.code for part in parts if part.dimension == dimension)
        frames = [score_rows(release, items, chosen_round=number, scoring=s) for s in THREE]
        rows = pd.concat(frames)
        rows = rows.loc[rows["stakeholder_type"].isin(EXTERNAL)]
        criteria = findings.Criteria(rows, pilots, labels)
        there = rows.loc[rows["pilot"].isin(list(pilots))]
        types = tuple(dict.fromkeys(there["stakeholder_type"]))
        shown = tuple(item for item in items if item in set(there["item"]))
        numbers = numbers_of(release, (number, "all", *pilots), types, shown)
        said = findings.participation_headline(criteria)
        assert said == criteria_headline(numbers, names_of(labels)[1], labels.pilot)
        for kind in types:
            mine = rows.loc[rows["stakeholder_type"] == kind]
            asked = tuple(
                i for i in items if i in set(there.loc[there["stakeholder_type"] == kind, "item"])
            )
            alone = numbers_of(release, (number, "all", *pilots), (kind,), asked)
            wanted = strengths(alone, kind, names_of(labels), labels.pilot)
            assert list(findings.strength_lines(mine, pilots, labels)) == wanted


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Draw up to four pilots, three types and two parts; some withheld, some without an interval, some unknown."""
    lines = ["pilot type item score low high effective_n people dont_know withheld"]
    pilots = PILOTS[: draw(st.integers(1, 4))]
    ends = st.sampled_from([3.0, 10.0, 30.0, 38.0, 39.6, 40.0, 55.0, 69.6, 70.0, 72.0, 90.0, 99.0])
    for pilot, kind, item in itertools.product(pilots, TYPES, ("C1", "C2")):
        if draw(st.integers(0, 5)) == 0:
            lines.append(f"{pilot} {kind} {item} - - - - - - too_few_people")
            continue
        score, size = draw(ends), draw(st.sampled_from([0, 12, 60, 400]))
        share = draw(st.sampled_from([0, 0.2, 0.4]))
        low, high, many = (f"{score - 1}", f"{score + 1}", size) if size else ("-", "-", "-")
        lines.append(f"{pilot} {kind} {item} {score} {low} {high} {many} {size or 8} {share} -")
    return drawn("\n".join(lines), pilots="\n".join(["pilot", *pilots]))


@given(releases())
@SLOW
def test_headlines_of_random_releases(release: Release) -> None:
    labels, pilots = labels_of(release), release.pilots
    (on_of, kind_of), pilot = names_of(labels), labels.pilot
    name = on_of("C1")
    shown = headline(Scene(release, "C1", "1", pilots, TYPES), labels)
    event(shown.kind)
    first = numbers_of(release, ("1", "all", *pilots), TYPES, ("C1",))
    wanted = band_headline(first, "C1", name, kind_of, pilot)
    assert shown.text == wanted if wanted else shown.kind in ("not_clear", "nothing")
    for kind in TYPES:
        one = numbers_of(release, ("1", "all", *pilots), (kind,), ("C1",))
        text = headline(Scene(release, "C1", "1", pilots, (kind,)), labels).text
        if one.published:
            assert text == range_headline(one, kind, "C1", (name, kind_of(kind), pilot))


@given(releases())
@SLOW
def test_criteria_and_strengths_of_random_releases(release: Release) -> None:
    labels, pilots, items = labels_of(release), release.pilots, ("C1", "C2")
    rows = pd.concat([score_rows(release, items, chosen_round="1", scoring=s) for s in THREE])
    both = numbers_of(release, ("1", "all", *pilots), TYPES, items)
    criteria = findings.Criteria(rows, pilots, labels)
    names = names_of(labels)
    wanted = criteria_headline(both, names[1], labels.pilot)
    assert findings.participation_headline(criteria) == wanted
    for kind in TYPES:
        mine = rows.loc[rows["stakeholder_type"] == kind]
        alone = numbers_of(release, ("1", "all", *pilots), (kind,), items)
        lines = list(findings.strength_lines(mine, pilots, labels))
        assert lines == strengths(alone, kind, names, labels.pilot)
