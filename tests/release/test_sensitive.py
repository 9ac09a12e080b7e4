"""A split by what endangers people is told of groups of ten and more, in every rule that counts them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings

from swit_data import store
from swit_data.__main__ import main
from swit_data.dataset import Round
from swit_data.findings import method_sentences
from swit_data.release import ledger
from swit_data.released.labels import Labels
from swit_data.released.release import open_release
from swit_data.wording import Wording
from tests import oracle
from tests.drawn import Drawn, answers, asked, dataset, small
from tests.examples import examples
from tests.release.interviews import aged, everybody_says, groups_shown, scores, tables_of
from tests.release.test_against_oracle import (
    UNSHRUNK,
    Frozen,
    Named,
    beside_a_ledger,
    beside_names,
    unequal,
)
from tests.release.test_folder import rewritten
from tests.strategies import datasets, endangering, endangering_frameworks, split_by_age
from tests.vaults import PASSPHRASE, cheap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from swit_data.framework import Framework
    from tests.drawn import Row

FULL = Round("AAA", "1", "", set="full")
# Rollout by age, which endangers people here, with two fallbacks; participation by gender.
AGE = endangering(split_by_age(small().content).content, "age")
FINEST = {"age=young", "age=middle", "age=old", "age=prefer_not_to_say"}


def interviews(
    who: Sequence[Row],
    measured: Framework = AGE,
    chosen: Round = FULL,
    said: Callable[[int], str] = lambda place: "yes" if place % 3 else "no",
) -> Drawn:
    """Return people of a full round who were all asked about the clinic."""
    told, about = everybody_says(who, said)
    return Drawn(dataset(measured, [chosen]), list(who), told, about)


# Against the oracle, which shares no code with it


@settings(UNSHRUNK, max_examples=examples(40))
@given(datasets(endangering_frameworks).flatmap(beside_names))
def test_random_datasets_equal_the_oracle(case: tuple[Drawn, Named]) -> None:
    assert unequal(*case) == []


@settings(UNSHRUNK, max_examples=examples(20))
@given(datasets(endangering_frameworks).flatmap(beside_a_ledger))
def test_what_the_ledger_says_leaves_one_partition(case: tuple[Drawn, Named, Frozen]) -> None:
    assert unequal(*case) == []


@pytest.mark.timeout(0)
@pytest.mark.long
def test_the_drawn_datasets_show_and_refuse_such_splits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the comparison could pass on refusals alone; each time counts in which ten decides and not five."""
    seen: Counter[str] = Counter()
    for name in ("may_be_shown", "has_room", "uneven_with_groups", "personal_counts"):
        _count(monkeypatch, name, seen)

    @settings(UNSHRUNK, max_examples=300, database=None)
    @given(datasets(endangering_frameworks))
    def look(drawn: Drawn) -> None:
        rows = oracle.release(drawn.dataset, drawn.respondents, drawn.answers, drawn.asked)
        seen["shown"] += any(r["split"] != "all" and not r["withheld"] for r in rows["scores"])

    look()
    assert len(+seen) == 5, seen


def _count(monkeypatch: pytest.MonkeyPatch, name: str, seen: Counter[str]) -> None:
    found = getattr(oracle, name)

    def with_five(*of: Any) -> Any:  # noqa: ANN401 - as the oracle has it
        decided = found(*of)
        with monkeypatch.context() as five:
            five.setattr(oracle, "least_of", lambda framework, _: framework.k)
            few = of if name in ("may_be_shown", "has_room") else (*of[:-1], 5)
            seen[name] += decided != found(*few)
        return decided

    monkeypatch.setattr(oracle, name, with_five)


# Nine and ten


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((10, 10, 10, 10), FINEST),
        ((10, 10, 10, 9), {"age=young", "age=middle", "age=unknown_or_old"}),
        ((10, 10, 9, 10), {"age=young", "age=middle", "age=unknown_or_old"}),
        ((10, 10, 5, 5), {"age=young", "age=middle", "age=unknown_or_old"}),
        ((10, 10, 5, 4), {"age=middle", "age=others"}),
        ((3, 10, 3, 4), {"age=middle", "age=others"}),
        ((3, 10, 3, 3), set()),
        ((9, 9, 9, 9), set()),
        ((10, 9, 10, 10), set()),
    ],
)
def test_a_group_has_ten_people_or_is_told_with_others(
    numbers: tuple[int, ...], shown: set[str]
) -> None:
    tables = tables_of(interviews(aged(*numbers)))
    assert {split for split in groups_shown(tables) if split.startswith("age=")} == shown


def test_where_it_endangers_nobody_five_are_enough() -> None:
    drawn = interviews(aged(5, 5, 5, 5), split_by_age(small().content))
    assert groups_shown(tables_of(drawn)) >= FINEST


def test_a_framework_that_asks_for_more_than_ten_gets_more() -> None:
    measured = endangering(split_by_age(small(thresholds=(12, 20)).content).content, "age")
    assert not groups_shown(tables_of(interviews(aged(12, 11, 12, 12), measured)))
    assert groups_shown(tables_of(interviews(aged(12, 12, 12, 12), measured))) >= FINEST


def test_ten_of_each_group_have_said_something_that_counts() -> None:
    who = aged(10, 10, 10, 10)
    drawn = interviews(who)
    unsaid = [
        row for row in drawn.answers if (row["respondent"], row["indicator"]) != ("p1", "C1a")
    ]
    assert groups_shown(tables_of(replace(drawn, answers=unsaid))) & FINEST == {"age=middle"}


def test_the_same_few_groups_are_told_of_the_whole_dimension_and_of_each_question() -> None:
    tables = tables_of(interviews(aged(10, 10, 10, 9)))
    rows = [row for row in scores(tables, scoring="standard") if row["split"].startswith("age=")]
    told = {row["item"]: row["respondents"] for row in rows if row["split"] == "age=unknown_or_old"}
    assert told["rollout"] == told["C1a"] == 19
    assert {row["split"] for row in rows} == {"age=young", "age=middle", "age=unknown_or_old"}


# Beside another split, and beside a personal question


def with_gender(women: Sequence[int]) -> Drawn:
    """Return ten people of each age, of whom so many are women, and one man in two of the others says no gender."""
    who = aged(10, 10, 10, 10)
    for age, number in zip(("young", "middle", "old", "prefer_not_to_say"), women, strict=True):
        for place, row in enumerate([row for row in who if row["age"] == age]):
            others = "man" if place % 2 else "prefer_not_to_say"
            row["gender"] = "woman" if place < number else others
    told, about = everybody_says(who, lambda place: "yes" if place % 3 else "no")
    lines = "\n".join(f"{row['respondent']} ngo clinic P1a yes" for row in who)
    lines += "\n" + "\n".join(f"{row['respondent']} ngo clinic P2a no" for row in who)
    told += answers(f"respondent stakeholder_type target indicator answer\n{lines}")
    return Drawn(dataset(AGE, [FULL]), who, told, about)


def test_another_split_beside_it_has_ten_in_common_too() -> None:
    """Eight women are enough for a split by gender alone, and no ten of them can be of one age."""
    names = [("AAA", "1", "ngo", code) for code in ("P1a", "P2a")]
    for women, shown in (((3, 3, 3, 3), True), ((2, 2, 2, 2), False)):
        drawn = with_gender(women)
        rows = (drawn.respondents, drawn.answers, drawn.asked)
        theirs = oracle.release(drawn.dataset, *rows, named=names)
        assert unequal(drawn, names) == []
        groups = {row["split"] for row in theirs["scores"] if row["withheld"] == ""}
        assert groups >= FINEST
        assert ("gender=woman" in groups) is shown


PERSONAL = """respondent stakeholder_type target indicator answer
{lines}"""


def with_a_personal_question(measured: Framework, yes: int) -> Drawn:
    """Return forty people who were asked a personal question about the police; so many say yes."""
    who = aged(10, 10, 10, 10)
    drawn = interviews(who, measured)
    lines = "\n".join(
        f"{row['respondent']} government police C2p {'yes' if place < yes else 'no'}"
        for place, row in enumerate(who)
    )
    about = asked("respondent stakeholder_type target\np1-p40 government police")
    return replace(
        drawn,
        answers=[*drawn.answers, *answers(PERSONAL.format(lines=lines))],
        asked=[*drawn.asked, *about],
    )


@pytest.mark.parametrize(("yes", "shown"), [(9, False), (10, True), (30, True), (31, False)])
def test_beside_it_a_personal_question_has_ten_on_each_side(yes: int, shown: bool) -> None:
    drawn = with_a_personal_question(AGE, yes)
    assert unequal(drawn, []) == []
    tables = tables_of(drawn)
    assert groups_shown(tables) >= FINEST
    counts = [r["count"] for r in tables["answer_counts"].to_pylist() if r["item"] == "C2p"]
    assert any(counts) is shown


def test_where_it_endangers_nobody_or_is_not_shown_five_are_enough() -> None:
    for measured, round_ in (
        (split_by_age(small().content), FULL),
        (AGE, replace(FULL, set="core")),
    ):
        drawn = with_a_personal_question(measured, 5)
        tables = tables_of(replace(drawn, dataset=dataset(measured, [round_])))
        counts = [r["count"] for r in tables["answer_counts"].to_pylist() if r["item"] == "C2p"]
        assert 5 in counts


# Institutions told apart: what the groups and the institutions tell together


def by_institution(few: int, measured: Framework) -> Drawn:
    """Return twenty people of each age asked about the police, of whom so many young ones about the ministry too."""
    who = aged(20, 20, 20, 20)
    told, about = everybody_says(who, lambda place: "yes" if place % 3 else "no")
    names = [row["respondent"] for row in who]
    for target, people in (("police", names), ("health", names[:few])):
        for place, person in enumerate(people):
            line = f"{person} government {target} C1a {'yes' if place % 3 else 'no'}"
            told += answers(f"respondent stakeholder_type target indicator answer\n{line}")
            about += asked(f"respondent stakeholder_type target\n{person} government {target}")
    return Drawn(dataset(measured, [FULL]), who, told, about)


@pytest.mark.parametrize(
    ("few", "measured", "shown"),
    [
        (9, AGE, False),
        (10, AGE, True),
        (11, AGE, False),  # nine of the young are asked about the police alone
        (9, split_by_age(small().content), True),
        (4, split_by_age(small().content), True),  # then the ministry is told of nobody apart
    ],
)
def test_a_question_told_by_institution_leaves_ten_of_a_group(
    few: int, measured: Framework, *, shown: bool
) -> None:
    drawn = by_institution(few, measured)
    assert unequal(drawn, []) == []
    found = scores(tables_of(drawn), item="C1a", stakeholder_type="government", scoring="standard")
    apart = {row["target"] for row in found if row["split"] == "all" and row["withheld"] == ""}
    assert ({"health", "police"} <= apart) is (few > 4)
    groups = {row["split"] for row in found if row["split"] != "all" and row["withheld"] == ""}
    assert groups == (FINEST if shown else set())
    assert groups_shown(tables_of(drawn)) >= FINEST  # of other questions


# A core round does not ask it


def test_a_core_round_is_not_split_by_it_at_all() -> None:
    tables = tables_of(interviews(aged(10, 10, 10, 10), chosen=replace(FULL, set="core")))
    assert not [row for row in scores(tables) if row["split"].startswith("age=")]
    assert unequal(interviews(aged(10, 10, 10, 10), chosen=replace(FULL, set="core")), []) == []


# Release after release, by the command's door, in a vault


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    cheap(monkeypatch)

    def run(*words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


Run = Any
APPROVED = ("--approve", "--community-read", "2026-11")


def keep(folder: Path, drawn: Drawn) -> None:
    """Write a dataset into its vault, a new one if there is none."""
    with store.running():
        if store.is_vault(folder):
            store.open_vault(folder, PASSPHRASE)
        else:
            store.new_vault(folder, PASSPHRASE)
        drawn.store(folder)


def entries(folder: Path) -> tuple[ledger.Entry, ...]:
    with store.running():
        store.open_vault(folder, PASSPHRASE)
        return ledger.read_entries(folder)


def grown(more: tuple[int, ...]) -> Drawn:
    """Return ten people of each age, and more that came in later."""
    return interviews([*aged(10, 10, 10, 10), *aged(*more, prefix="n")])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((10, 10, 10, 10), ""),
        ((10, 10, 10, 0), ""),
        ((9, 10, 10, 10), "9 interviews new"),
        ((5, 5, 5, 5), "5 interviews new"),
    ],
)
def test_a_later_release_changes_nobody_or_ten_of_a_group(
    run: Run, tmp_path: Path, more: tuple[int, ...], told: str
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    keep(data, grown((0, 0, 0, 0)))
    assert run("release", data, out, *APPROVED)[0] == 0
    (entry,) = entries(data)
    assert entry.sensitive == {"age"}
    keep(data, grown(more))
    code, said = run("release", data, out, *APPROVED)
    assert (code == 0) is (told == "")
    assert told in said
    if told:
        assert "wait until it is 10 and more" in said


def test_where_it_endangers_nobody_five_may_come_in_later(run: Run, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    for more in ((0, 0, 0, 0), (5, 5, 5, 5)):
        drawn = grown(more)
        drawn = replace(drawn, dataset=dataset(split_by_age(small().content), [FULL]))
        drawn.store(data)
        assert run("release", data, out, *APPROVED)[0] == 0
    assert all(not entry.sensitive for entry in ledger.read_entries(data))


def test_it_is_released_and_verified_and_shown_like_another(run: Run, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    keep(data, grown((0, 0, 0, 0)))
    assert "Split shown: AAA, 1, Rollout, Age." in run("release", data, out, *APPROVED)[1]
    code, said = run("verify", out)
    assert code == 0
    assert "AAA: whole and safe." in said


def test_a_release_with_nine_in_a_group_is_named(run: Run, tmp_path: Path) -> None:
    """Every checksum is right: whoever made it did not keep the rule."""
    data, out = tmp_path / "data", tmp_path / "out"
    keep(data, grown((0, 0, 0, 0)))
    assert run("release", data, out, *APPROVED)[0] == 0
    (out / "AAA" / "signature.toml").unlink()
    for number, code in ((10, 0), (9, 2)):
        rewritten(out, "scores", partial(_of_people, number=number))
        assert run("verify", out)[0] == code
    assert "(every group has k people): C1a about ngo rests on 9 people" in run("verify", out)[1]


def _of_people(table: pa.Table, number: int) -> pa.Table:
    """Return scores in which a question rests on so many young people."""
    rows = [
        row | {"respondents": number}
        if (row["split"], row["item"]) == ("age=young", "C1a")
        else row
        for row in table.to_pylist()
    ]
    return pa.Table.from_pylist(rows, table.schema)


def test_a_release_with_a_small_side_of_a_personal_question_is_named(
    run: Run, tmp_path: Path
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    keep(data, with_a_personal_question(AGE, 10))
    assert run("release", data, out, *APPROVED)[0] == 0
    (out / "AAA" / "signature.toml").unlink()
    for number, code in ((10, 0), (9, 2)):
        rewritten(out, "answer_counts", partial(_of_yes, number=number))
        assert run("verify", out)[0] == code
    assert "a personal question is shown with a small side" in run("verify", out)[1]


def _of_yes(table: pa.Table, number: int) -> pa.Table:
    """Return counts in which so many people said yes to the personal question."""
    rows = [
        row | {"count": number} if (row["item"], row["answer"]) == ("C2p", "yes") else row
        for row in table.to_pylist()
    ]
    return pa.Table.from_pylist(rows, table.schema)


def test_the_method_says_that_ten_are_needed(run: Run, tmp_path: Path) -> None:
    for name, measured in (("ten", AGE), ("five", split_by_age(small().content))):
        keep(tmp_path / name, interviews(aged(10, 10, 10, 10), measured))
        assert run("release", tmp_path / name, tmp_path / f"{name} out", *APPROVED)[0] == 0
    ten, five = (
        " ".join(method_sentences("missing", Labels(open_release(out)[0], Wording.of("en"))))
        for out in (tmp_path / "ten out", tmp_path / "five out")
    )
    assert "Age: it endangers people" in ten
    assert "at least 10 people" in ten
    assert "endangers" not in five
