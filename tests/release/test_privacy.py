"""What the release promises to the people who answered: ../shared/notes/safety.md B, invariants I1 to I7.

tests/attack.py does it at length, and switches the rules off one at a time to see that these tests notice.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from swit_data.dataset import Round
from swit_data.errors import ReleaseError
from swit_data.release.decision import decide
from swit_data.release.engine import compute
from tests.attack import (
    Attacker,
    Cell,
    Sample,
    Tables,
    changed,
    dimension_of,
    figures,
    partitions,
    publish,
    random_sample,
    release_bytes,
    shuffled,
    vars_of,
)
from tests.drawn import Drawn, Row, answers, asked, dataset, framework, people, respondents, small
from tests.strategies import split_by_age

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from swit_data.framework import Framework

K, K0 = 5, 10
AGES = ("young", "middle", "old", "prefer_not_to_say")
BOTH = split_by_age(small().content)  # rollout by age with two fallbacks, participation by gender


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


def is_shown(row: Row) -> bool:
    return bool(row["split"] != "all" and row["withheld"] == "")


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


@pytest.mark.parametrize("seed", [1, 2, 3])
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
            columns = ("respondents", "answered")
            for whole, parts in _split_rows(tables["scores"], about, name, ("item", "scoring")):
                assert len(parts) == len(groups), whole
                # Distinct people, answers and pairs asked: what the whole has is in its groups.
                for column in columns:
                    assert sum(row[column] for row in parts) == whole[column], (column, whole)
                expected = [round(row["answered"] / row["coverage"]) for row in (whole, *parts)]
                assert expected[0] == sum(expected[1:]), whole
            for whole, parts in _split_rows(
                tables["answer_counts"], about, name, ("item", "answer")
            ):
                assert len(parts) == len(groups), whole
                assert sum(row["count"] for row in parts) == whole["count"], whole


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
    arguments = argparse.Namespace(datasets=5, shuffles=1, attacked=3, seed=7, mutations=False)
    found = vars_of(figures(arguments, lambda _: None))
    assert found == {
        "changed": 0,
        "proved_small": 0,
        "attacked": 3,
        "naive_broken": 3,
        "mutations": 0,
        "mutations_caught": 0,
    }


# Drawn pilots, one for each way of subtracting


def tables_of(drawn: Drawn) -> Tables:
    return compute(drawn.dataset, drawn.tables())


def aged(*numbers: int, prefix: str = "p", **columns: object) -> list[Row]:
    """Return as many young, middle, old people and people who do not say, in this order."""
    ages = [age for age, number in zip(AGES, numbers, strict=True) for _ in range(number)]
    found = people(len(ages), prefix, **columns)
    return [row | {"age": age} for row, age in zip(found, ages, strict=True)]


def everybody_says(
    who: Sequence[Row], said: Callable[[int], str], pilot: str = "AAA"
) -> tuple[list[Row], list[Row]]:
    """Return answers and asked rows: each says about the clinic, to C1a, C1b and C2a, what is given for its place."""
    told, about = [], []
    for place, row in enumerate(who):
        person = row["respondent"]
        about += asked(f"respondent stakeholder_type target\n{person} ngo clinic")
        for code in ("C1a", "C1b", "C2a"):
            line = f"{person} ngo clinic {code} {said(place)}"
            told += answers(f"respondent stakeholder_type target indicator answer\n{line}", pilot)
    return told, about


def about_the_clinic(
    who: Sequence[Row], said: Callable[[int], str] = lambda place: "yes" if place % 3 else "no"
) -> Drawn:
    told, about = everybody_says(who, said)
    return Drawn(dataset(BOTH), list(who), told, about)


def scores(tables: Tables, **wanted: str) -> list[Row]:
    return [
        row
        for row in tables["scores"].to_pylist()
        if all(row[key] == value for key, value in wanted.items())
    ]


def groups_shown(tables: Tables) -> set[str]:
    return {row["split"] for row in scores(tables) if is_shown(row)}


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
        aged(12, 12, 12, 5), lambda place: "dont_know" if place == 40 else "no"
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


def test_all_minus_the_targets_tells_nothing() -> None:
    """Four people speak of the police: with `all` and the other target shown, they could be read off."""
    ask = """
    respondent stakeholder_type target
    p1-p12     government       health
    p1-p4      government       police
    """
    said = """
    respondent stakeholder_type target indicator answer
    p1-p12     government       health C1a       yes
    p1-p4      government       police C1a       {0}
    """
    for answer in ("no", "yes"):
        drawn = Drawn(dataset(), people(12), answers(said.format(answer)), asked(ask))
        rows = scores(tables_of(drawn), stakeholder_type="government", item="C1a", split="all")
        one_target = [row for row in rows if row["target"] != "all"]
        assert {row["withheld"] for row in rows if row["target"] == "all"} == {""}
        # Nobody is asked about the local police, so there is nothing to withhold.
        there = [row for row in one_target if row["withheld"] != "not_asked"]
        assert {row["target"] for row in there} == {"health", "police", "level=national"}
        assert {row["withheld"] for row in there} == {"too_few_people"}
        assert {
            row[name] for row in there for name in ("score", "respondents", "answered", "coverage")
        } == {None}


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


# Over the releases of a pilot and round


def released(folder: Path, drawn: Drawn) -> None:
    """Approve a release, as its owners would."""
    decide(drawn.store(folder)).approve(folder / "out", "2026-03")


@pytest.mark.parametrize(
    ("late", "allowed"), [(0, True), (1, False), (3, False), (4, False), (5, True)]
)
def test_before_and_after_a_late_interview(tmp_path: Path, late: int, allowed: bool) -> None:
    """Two releases, one taken from the other, leave nobody or k people."""
    released(tmp_path, about_the_clinic(aged(9, 0, 0, 0)[:9] + aged(6, 0, 0, 0, prefix="q")))
    again = about_the_clinic(aged(9, 0, 0, 0) + aged(6 + late, 0, 0, 0, prefix="q"))
    decision = decide(again.store(tmp_path))
    assert (decision.refusals == ()) is allowed
    if allowed:
        released(tmp_path, again)
    else:
        assert f"{late} interview" in str(decision.refusals[0])
        with pytest.raises(ReleaseError):
            decision.approve(tmp_path / "out", "2026-04")


@pytest.mark.parametrize(("gone", "allowed"), [(1, False), (4, False), (5, True)])
def test_before_and_after_a_withdrawal(tmp_path: Path, gone: int, allowed: bool) -> None:
    who = aged(20, 0, 0, 0)
    released(tmp_path, about_the_clinic(who))
    said = {row["respondent"]: "yes" if n % 3 else "no" for n, row in enumerate(who)}
    left = about_the_clinic(who[:-gone], lambda place: said[who[place]["respondent"]])
    assert (decide(left.store(tmp_path)).refusals == ()) is allowed


def test_a_corrected_answer_is_one_person_less_and_one_more(tmp_path: Path) -> None:
    who = aged(20, 0, 0, 0)
    released(tmp_path, about_the_clinic(who, lambda _: "yes"))
    corrected = about_the_clinic(who, lambda place: "no" if place == 7 else "yes")
    assert "1 interview" in str(decide(corrected.store(tmp_path)).refusals[0])


def test_a_group_of_a_split_that_gains_few_is_refused_although_the_base_gains_k(
    tmp_path: Path,
) -> None:
    released(tmp_path, about_the_clinic(aged(9, 9, 9, 9), lambda _: "yes"))
    who = aged(9, 9, 9, 9) + aged(3, 2, 0, 0, prefix="q")
    assert decide(about_the_clinic(who, lambda _: "yes").store(tmp_path)).refusals
    five = aged(9, 9, 9, 9) + aged(5, 5, 0, 0, prefix="q")
    assert not decide(about_the_clinic(five, lambda _: "yes").store(tmp_path)).refusals


def test_a_split_once_published_is_never_a_finer_one(tmp_path: Path) -> None:
    """The finer one, taken from the coarser one of the release before, would show a group that was too small."""
    merged = {"age=young", "age=middle", "age=unknown_or_old"}
    first = about_the_clinic(aged(9, 9, 9, 4), lambda _: "yes")
    assert groups_shown(tables_of(first)) == merged
    released(tmp_path, first)
    who = aged(9, 9, 9, 4) + aged(0, 0, 0, 5, prefix="q")
    again = about_the_clinic(who, lambda _: "yes")
    assert groups_shown(tables_of(again)) == {f"age={age}" for age in AGES}  # if it were the first
    decision = decide(again.store(tmp_path))
    assert decision.refusals == ()
    assert groups_shown(decision.computed.tables) == merged


def test_a_split_once_refused_stays_refused_in_that_round(tmp_path: Path) -> None:
    """Shown after five more people, it would tell which group had been under k at the first release."""
    first = about_the_clinic(aged(9, 1, 9, 9), lambda _: "yes")
    again = about_the_clinic(aged(9, 1, 9, 9) + aged(0, 5, 0, 0, prefix="q"), lambda _: "yes")
    assert groups_shown(tables_of(first)) == set()
    assert groups_shown(tables_of(again)) == {f"age={age}" for age in AGES}  # if it were the first
    released(tmp_path, first)
    decision = decide(again.store(tmp_path))
    assert decision.refusals == ()
    assert groups_shown(decision.computed.tables) == set()
    assert any(
        "refused, in this round for good" in str(line) for line in decision.lines(tmp_path / "out")
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
    p1-p30     government       health C1a       yes
    p7-p30     government       police C1a       yes
    p1-p30     government       health C2a       no
    p1         government       police C2p       yes
    p2         government       police C2p       no
    p7-p15     government       police C2p       yes
    p16-p30    government       police C2p       no
    """
    drawn = Drawn(dataset(measured), aged(6, 12, 6, 6), answers(said), asked(ask))
    tables = {name: _without_pilot(table) for name, table in tables_of(drawn).items()}
    cell = Cell({"age": "young"}, ("C2p", "government", "police"), "yes")  # one person
    assert not Attacker(measured, tables).proves_small(cell)


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
    assert Attacker(measured, tables).proves_small(Cell({"age": "old"}))
    assert not Attacker(measured, tables).proves_small(Cell({"age": "middle"}))
