"""What the release promises to the people who answered: docs/privacy.md; invariants I1 to I7.

tests/attack.py does it at length, and switches the rules off one at a time to see that these tests notice.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from functools import cache
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from swit_data.dataset import Round
from tests.attacks.figures import figures
from tests.attacks.partitions import partitions
from tests.attacks.publishing import Tables, publish, release_bytes
from tests.attacks.samples import Cell, Sample, dimension_of, random_sample
from tests.attacks.shuffles import changed, shuffled
from tests.attacks.solver import Attacker
from tests.drawn import Drawn, Row, answers, asked, dataset, framework, people, respondents, small
from tests.examples import each_third
from tests.release.interviews import (
    AGES,
    BOTH,
    about_the_clinic,
    aged,
    everybody_says,
    groups_shown,
    is_shown,
    scores,
    tables_of,
)
from tests.strategies import split_by_age

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from swit_data.framework import Framework

K, K0 = 5, 10


# Random pilots, as the attack draws them


@cache
def published() -> list[tuple[Sample, dict[str, list[Row]]]]:
    """Give random pilots with their releases: in some of them splits are shown."""
    random = Random(20261123)  # noqa: S311 - chance, not secrets
    samples = [random_sample(random) for _ in range(24)]
    releases = [{n: t.to_pylist() for n, t in tables.items()} for tables in publish(samples)]
    return list(zip(samples, releases, strict=True))


def test_the_random_pilots_show_and_refuse_splits() -> None:
    """Without this, what follows could hold of nothing."""
    shown = [s for s, tables in published() if any(is_shown(row) for row in tables["scores"])]
    refused = [s for s, tables in published() if any(is_refused(row) for row in tables["scores"])]
    assert len(shown) > 5
    assert len(refused) > 5


def is_refused(row: Row) -> bool:
    return str(row["withheld"]) == "split_refused"


def shown_splits(
    sample: Sample, tables: dict[str, list[Row]]
) -> Iterator[tuple[str, str, set[str]]]:
    """Give each scope (a type in shape 1, else empty) and characteristic with the groups shown."""
    for about, name in product(sorted(set(sample.about)), sample.blocks):
        groups = {
            row["split"].partition("=")[2]
            for row in tables["scores"]
            if is_shown(row)
            and row["split"].startswith(f"{name}=")
            and about in ("", row["stakeholder_type"])
        }
        if groups:
            yield about, name, groups


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))]
)
def test_a_shuffle_of_the_blocks_changes_no_byte(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - chance, not secrets
    assert changed([random_sample(random) for _ in range(8)], 2, random) == 0


def test_a_shuffle_across_a_block_would_be_seen() -> None:
    """The test above sees something: what somebody is, moved without the answers, changes a release."""
    random = Random(3)  # noqa: S311 - chance, not secrets
    samples = [s for s, tables in published() if list(shown_splits(s, tables))]
    torn = [_torn(sample, random) for sample in samples]
    pairs = zip(publish(samples), publish(torn), strict=True)
    different = [release_bytes(one) != release_bytes(other) for one, other in pairs]
    assert sum(different) > len(samples) / 2


def _torn(sample: Sample, random: Random) -> Sample:
    """Move the categories of each block, and leave its answers."""
    moved = shuffled(sample, random).blocks
    return replace(
        sample,
        blocks={
            name: tuple(
                replace(row, category=other.category)
                for row, other in zip(rows, moved[name], strict=True)
            )
            for name, rows in sample.blocks.items()
        },
    )


def test_every_published_group_has_k_people() -> None:
    for sample, tables in published():
        for about, name, groups in shown_splits(sample, tables):
            ranks = partitions(sample.framework, name)
            for group in groups:
                categories = next(p[group] for p in ranks if group in p)
                rows = zip(sample.about, sample.blocks[name], strict=True)
                mine = [row for own, row in rows if own == about and row.category in categories]
                assert len(mine) >= K, (name, group)
        for row in tables["scores"]:
            if row["respondent_class"] == "community" and row["withheld"] == "":
                assert row["respondents"] >= K, row
                own = [code for code in sample.about if code in ("", row["stakeholder_type"])]
                assert len(own) >= K0, row


def test_the_groups_of_a_split_are_everybody_or_none_is_published() -> None:
    for sample, tables in published():
        for about, name, groups in shown_splits(sample, tables):
            assert groups in [set(p) for p in partitions(sample.framework, name)]
            for whole, parts in _split_rows(tables["scores"], about, name, ("item", "scoring")):
                assert len(parts) == len(groups), whole
                # Distinct people, answers and pairs asked: what the whole has is in its groups, and in what is told of
                # no group.
                untold = _untold(tables["scores"], sample.framework, name, whole)
                assert sum(row["respondents"] for row in parts) == whole["respondents"], whole
                rows = (*parts, *untold)
                assert sum(row["answered"] for row in rows) == whole["answered"], whole
                assert sum(map(_expected, rows)) == _expected(whole), whole
            for whole, parts in _split_rows(
                tables["answer_counts"], about, name, ("item", "answer")
            ):
                assert len(parts) == len(groups), whole
                assert sum(row["count"] for row in parts) == whole["count"], whole


def _expected(row: Row) -> int:
    return round(float(row["answered"]) / float(row["coverage"]))


def _untold(rows: Sequence[Row], measured: Framework, name: str, whole: Row) -> list[Row]:
    """Return the rows of everybody on the questions in an item that are told of no group of a split."""
    keys = ("stakeholder_type", "item", "scoring")
    refused = {
        tuple(row[k] for k in keys)
        for row in rows
        if row["split"].startswith(f"{name}=") and row["withheld"] == "split_refused"
    }
    return [
        row
        for row in rows
        if (row["respondent_class"], row["target"], row["split"]) == ("community", "all", "all")
        and row["answered"]
        and row["item"] in measured.indicators
        and (row["scoring"], row["stakeholder_type"])
        == (whole["scoring"], whole["stakeholder_type"])
        and _is_in(measured, row["item"], whole["item"])
        and tuple(row[k] for k in keys) in refused
    ]


def _is_in(measured: Framework, indicator: str, item: str) -> bool:
    """Say whether a question counts in an item; `_core` items hold the core questions alone."""
    whole = item.removesuffix("_equal").removesuffix("_core")
    core = "_core" not in item or measured.indicators[indicator].set == "core"
    return core and whole in (measured.indicators[indicator].part, measured.dimension_of(indicator))


def _split_rows(
    rows: Sequence[Row], about: str, name: str, by: tuple[str, str]
) -> Iterator[tuple[Row, list[Row]]]:
    """Give each published row of everybody that is split, with the rows of the groups."""
    keys = ("stakeholder_type", *by)
    parts: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row["split"].startswith(f"{name}=") and about in ("", row["stakeholder_type"]):
            assert row["target"] == "all"
            if row["withheld"] == "":
                parts.setdefault(tuple(row[k] for k in keys), []).append(row)
    wholes = {
        tuple(row[k] for k in keys): row
        for row in rows
        if (row["respondent_class"], row["target"], row["split"]) == ("community", "all", "all")
    }
    for key, found in parts.items():
        yield wholes[key], found


def test_total_minus_parts_leaves_nobody_or_k_people() -> None:
    """Whoever subtracts any of the groups shown from everybody is left with none or with k people."""
    for sample, tables in published():
        for about, name, _ in shown_splits(sample, tables):
            for whole, parts in _split_rows(tables["scores"], about, name, ("item", "scoring")):
                for number in range(1, len(parts) + 1):
                    for some in combinations(parts, number):
                        left = whole["respondents"] - sum(row["respondents"] for row in some)
                        assert left == 0 or left >= K, whole


def test_a_dimension_is_split_by_one_characteristic() -> None:
    for sample, tables in published():
        for name in ("scores", "answer_counts"):
            for row in tables[name]:
                if row["split"] != "all":
                    characteristic = row["split"].partition("=")[0]
                    item = row["item"].removesuffix("_equal")
                    own = sample.framework.dimensions.get(item)
                    part = item if item in sample.framework.parts else None
                    code = own.code if own else _dimension(sample.framework, part, item)
                    assert dimension_of(sample.framework, characteristic) == code, row


def _dimension(measured: Framework, part: str | None, item: str) -> str:
    return measured.parts[part].dimension if part else measured.dimension_of(item)


def test_a_split_carries_no_interval() -> None:
    for _, tables in published():
        for row in tables["scores"]:
            if row["split"] != "all":
                assert [row[n] for n in ("low", "high", "effective_n", "degrees")] == [None] * 4


def test_a_personal_question_is_never_split_and_has_k_people_on_both_sides() -> None:
    seen = set()
    for sample, tables in published():
        personal = {i.code for i in sample.framework.indicators.values() if i.kind == "personal"}
        for row in tables["answer_counts"]:
            if row["item"] in personal:
                seen.add(row["withheld"])
                assert row["split"] == "all"
                assert row["count"] is None if row["withheld"] else row["count"] >= K
        for row in tables["scores"]:
            if row["item"] in personal:
                assert (row["withheld"], row["respondents"], row["score"]) == (
                    "personal",
                    None,
                    None,
                )
                assert row["split"] == "all"
    assert seen == {"", "personal"}


def test_a_small_attack_finds_nothing_and_breaks_a_naive_release() -> None:
    # What happens over time and to the ledger has tests of its own: test_sequences.py, ../store/test_ledger.py.
    attacked = each_third([1, 2, 3])[-1]
    arguments = argparse.Namespace(
        datasets=attacked + 2,
        shuffles=1,
        attacked=attacked,
        sequences=0,
        faults=0,
        seed=7,
        mutations=False,
    )
    found = asdict(figures(arguments, lambda _: None))
    broken = (
        "changed",
        "proved_small",
        "targets_told_apart",
        "one_mind_told",
        "unanimous_unlisted",
    )
    assert {name: found[name] for name in broken} == dict.fromkeys(broken, 0)
    assert found["attacked"] == found["naive_broken"] == attacked
    assert found["targets_naive_broken"] > 0
    assert found["unanimous"] > 0


# Drawn pilots, one for each way of subtracting


@pytest.mark.parametrize("base", [9, 10])
def test_a_base_under_ten_shows_nothing(base: int) -> None:
    tables = tables_of(about_the_clinic(aged(base, 0, 0, 0)))
    there = {
        row["withheld"] for row in scores(tables, stakeholder_type="ngo", item="C1a", split="all")
    }
    assert there == ({""} if base == 10 else {"too_few_people"})


def test_a_split_is_shown_from_k_people_in_every_group_on() -> None:
    assert groups_shown(tables_of(about_the_clinic(aged(5, 5, 5, 5)))) == {f"age={a}" for a in AGES}


def test_a_group_short_of_answers_refuses_a_split_as_one_short_of_people_does() -> None:
    # Everybody is there, but one of the last five does not know: four scored answers.
    drawn = about_the_clinic(
        aged(12, 12, 12, 5), lambda place: "dont_know" if place == 40 else ("yes", "no")[place % 2]
    )
    merged = {"age=young", "age=middle", "age=unknown_or_old"}
    assert groups_shown(tables_of(drawn)) == merged


SHORT = [(4, 9, 9, 9), (9, 4, 9, 9), (9, 9, 4, 9), (9, 9, 9, 4), (0, 12, 10, 9)]


@pytest.mark.parametrize("numbers", SHORT)
def test_a_refusal_reads_the_same_whichever_category_was_short(numbers: tuple[int, ...]) -> None:
    # Without fallbacks: what a coarser partition shows is another matter.
    text = BOTH.content.decode()
    start, end = (
        text.index("[[dimensions.split.fallbacks]]"),
        text.index('[[dimensions]]\ncode = "participation"'),
    )
    finest = framework(text[:start] + text[end:])

    def refusal(of_each: tuple[int, ...]) -> list[Row]:
        drawn = about_the_clinic(aged(*of_each))
        tables = tables_of(replace(drawn, dataset=dataset(finest)))
        found = [row for row in scores(tables) if row["split"].startswith("age=")]
        assert [row for row in tables["answer_counts"].to_pylist() if row["split"] != "all"] == []
        return found

    read = refusal(numbers)
    assert {row["split"] for row in read} == {f"age={age}" for age in AGES}
    assert {row["withheld"] for row in read} == {"split_refused"}
    numbers_read = (
        "score",
        "respondents",
        "answered",
        "coverage",
        "dont_know",
        "weight_have",
        "weight_all",
    )
    assert {row[name] for row in read for name in (*numbers_read, "basis")} == {None}
    assert read == refusal((8, 8, 8, 4))


def test_joined_minus_the_other_pilots_tells_nothing() -> None:
    """A pilot's numbers are the same alone, beside another pilot, and beside another round."""
    own = aged(9, 9, 9, 4)
    told, about = everybody_says(own, lambda place: "yes" if place % 3 else "no")
    others = [("BBB", "1"), ("AAA", "2")]
    alone = Drawn(dataset(BOTH), own, told, about)
    joined = replace(
        alone,
        dataset=dataset(BOTH, (Round("AAA", "1", ""), *(Round(p, n, "") for p, n in others))),
        respondents=[*own],
        answers=[*told],
        asked=[*about],
    )
    for pilot, number in others:
        more = aged(12, 1, 7, 11, prefix=f"{pilot}{number}x", pilot=pilot, round=number)
        said, ask = everybody_says(more, lambda _: "no", pilot)
        joined.respondents.extend(more)
        joined.answers.extend(row | {"round": number} for row in said)
        joined.asked.extend(ask)
    before, after = _of(tables_of(alone)), _of(tables_of(joined))
    assert before["scores"]
    assert before == after


def _of(tables: Tables) -> dict[str, list[str]]:
    """Return the rows of AAA round 1, table by table."""
    return {
        name: sorted(
            str(row) for row in table.to_pylist() if (row["pilot"], row["round"]) == ("AAA", "1")
        )
        for name, table in tables.items()
    }


def test_a_community_mean_cannot_be_read_out_of_a_mixed_one() -> None:
    """No row mixes classes: what institutions and groups say changes no number of the community, nor the reverse."""
    community, ministry = about_the_clinic(aged(9, 9, 9, 9)), _with_others("yes")
    both = tables_of(_joined(community, ministry))
    other_ministry = tables_of(_joined(community, _with_others("no")))
    other_community = tables_of(
        _joined(about_the_clinic(aged(9, 9, 9, 9), lambda _: "no"), ministry)
    )
    for name in ("scores", "answer_counts"):
        for kind in ("community", "group", "institution"):
            rows = [
                [str(row) for row in tables[name].to_pylist() if row["respondent_class"] == kind]
                for tables in (both, other_ministry, other_community)
            ]
            if kind == "community":
                assert rows[0] == rows[1]
                assert rows[0] != rows[2]
            else:
                assert rows[0] == rows[2]
    gaps = [
        [str(r) for r in t["pairs"].to_pylist() if r["b_class"] == "institution"]
        for t in (both, other_ministry)
    ]
    assert gaps[0] != gaps[1]  # what the ministry says is there, in rows of its own
    pairs = [
        [str(r) for r in t["pairs"].to_pylist() if {r["a_class"], r["b_class"]} == {"community"}]
        for t in (both, other_ministry)
    ]
    assert pairs[0] == pairs[1]


def _with_others(said: str) -> Drawn:
    """Return three groups and two informants who all say the same about the clinic."""
    who = respondents("""
        respondent class       participants stakeholder_type target consent_on_record
        g1         group       6            -                -      -
        g2         group       6            -                -      -
        g3         group       6            -                -      -
        i1         institution -            ngo              clinic yes
        i2         institution -            ngo              clinic yes
        """)
    told, about = everybody_says(who, lambda _: said)
    return Drawn(dataset(BOTH), [row | {"age": None} for row in who], told, about)


def _joined(one: Drawn, other: Drawn) -> Drawn:
    return Drawn(
        one.dataset,
        one.respondents + other.respondents,
        one.answers + other.answers,
        one.asked + other.asked,
    )


# Personal questions


@pytest.mark.parametrize(("yes", "no"), [(5, 5), (4, 20), (20, 4), (0, 20), (20, 0), (9, 9)])
def test_a_personal_answer_is_shown_with_k_people_on_both_sides(yes: int, no: int) -> None:
    ask = f"respondent stakeholder_type target\np1-p{yes + no} government police"
    said = ["respondent stakeholder_type target indicator answer"]
    said += [
        f"p{n} government police C2p {'yes' if n <= yes else 'no'}" for n in range(1, yes + no + 1)
    ]
    drawn = Drawn(dataset(), people(yes + no), answers("\n".join(said)), asked(ask))
    rows = [
        (row["answer"], row["count"], row["share"] is None, row["withheld"])
        for row in tables_of(drawn)["answer_counts"].to_pylist()
        if row["item"] == "C2p" and row["target"] == "police"
    ]
    shown = [("other", no, False, ""), ("yes", yes, False, "")]
    hidden = [("other", None, True, "personal"), ("yes", None, True, "personal")]
    assert sorted(rows) == (shown if min(yes, no) >= K else hidden)


def test_who_was_asked_a_personal_question_is_k_people_of_every_group_shown() -> None:
    """Two of six young people are asked about the police, so at most two said yes: coverage would tell.

    C2a is about the ministry of health alone, C1a about both: the pairs asked of C1a without those of C2a are the
    people asked about the police, group by group.
    """
    text = small().content.decode()
    before, found, after = text.partition('code = "C2a"')
    after = after.replace("targets = []", "targets = ['health']", 1).replace(
        "['government', 'ngo']", "['government']", 1
    )
    measured = split_by_age((before + found + after).encode())
    ask = """
    respondent stakeholder_type target dimension
    p1-p30     government       health rollout
    p1-p2      government       police rollout
    p7-p30     government       police rollout
    """
    said = """
    respondent stakeholder_type target indicator answer
    p1-p3      government       health C1a       yes
    p4-p6      government       health C1a       no
    p7-p12     government       health C1a       yes
    p13-p18    government       health C1a       no
    p19-p21    government       health C1a       yes
    p22-p24    government       health C1a       no
    p25-p27    government       health C1a       yes
    p28-p30    government       health C1a       no
    p7-p30     government       police C1a       yes
    p1-p3      government       health C2a       yes
    p4-p6      government       health C2a       no
    p7-p12     government       health C2a       yes
    p13-p18    government       health C2a       no
    p19-p21    government       health C2a       yes
    p22-p24    government       health C2a       no
    p25-p27    government       health C2a       yes
    p28-p30    government       health C2a       no
    p1         government       police C2p       yes
    p2         government       police C2p       no
    p7-p15     government       police C2p       yes
    p16-p30    government       police C2p       no
    """
    drawn = Drawn(dataset(measured), aged(6, 12, 6, 6), answers(said), asked(ask))
    tables = {name: _without_pilot(table) for name, table in tables_of(drawn).items()}
    cell = Cell({"age": "young"}, ("C2p", "government", "police"), "yes")  # one person
    assert not Attacker(measured, tables, tied=False).proves_small(cell)


def _without_pilot(table: pa.Table) -> pa.Table:
    return table.drop_columns(["pilot"])


def test_a_fallback_that_is_not_coarser_would_show_a_small_group() -> None:
    """Why a framework with such fallbacks is refused at load, and that the attacker reads refusals.

    Young or middle against the rest was refused, and young people alone are shown to be ten: so the rest was short.
    """
    one = {"younger": ("young", "middle"), "rest": ("old", "prefer_not_to_say")}
    other = {"not_young": ("middle", "old", "prefer_not_to_say")}
    rollout = BOTH.dimensions["rollout"]
    assert rollout.split
    crossing = replace(rollout, split=replace(rollout.split, partitions=(one, other)))
    measured = replace(BOTH, dimensions={**BOTH.dimensions, "rollout": crossing})
    drawn = replace(about_the_clinic(aged(10, 10, 2, 2)), dataset=dataset(measured))
    tables = {name: _without_pilot(table) for name, table in tables_of(drawn).items()}
    assert Attacker(measured, tables, tied=False).proves_small(Cell({"age": "old"}))
    assert not Attacker(measured, tables, tied=False).proves_small(Cell({"age": "middle"}))
