"""What was kept back once: in later releases, other rounds, copies of the dataset, and beside splits shown before."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from swit_data import store
from swit_data.__main__ import main
from swit_data.dataset import Round
from swit_data.release.decision import Decision, decide
from swit_data.store import open_dataset
from tests.drawn import SMALL, Drawn, dataset, people, small
from tests.release.interviews import everybody_says
from tests.release.test_kept_back import KEPT, answer_to, asked_about, clinic

OWN_GROUP = "AAA 1 ngo P1a"


def kept(decision: Decision) -> list[str]:
    return sorted(str(question) for question in decision.kept_back)


def now(folder: Path) -> list[str]:
    return kept(decide(open_dataset(folder)))


def release(folder: Path, keep_back: Sequence[str] = (), tell: Sequence[str] = ()) -> None:
    decision = decide(open_dataset(folder), keep_back=keep_back, tell=tell)
    decision.approve(folder.parent / f"{folder.name}-out", "2026-11")


def copies(folder: Path) -> tuple[Path, Path]:
    """Return two copies of one dataset, on two computers."""
    clinic().store(folder / "one")
    shutil.copytree(folder / "one", folder / "two")
    return folder / "one", folder / "two"


def put_back(folder: Path, other: Path) -> None:
    """Restore a dataset from the backup of a copy of it."""
    backup = folder.parent / "other.zip"
    assert main(["backup", str(other), str(backup)]) == 0
    assert main(["restore", str(folder), str(backup)]) == 0


def test_the_backup_of_a_copy_that_kept_nothing_back_tells_nothing(tmp_path: Path) -> None:
    one, two = copies(tmp_path)
    release(two)
    release(one, keep_back=[KEPT])
    put_back(one, two)
    assert now(one) == [KEPT]


def test_what_a_copy_told_again_is_not_told_where_it_was_kept_back_apart(tmp_path: Path) -> None:
    """Its community agreed to tell what it had kept back itself; of the decision here it knew nothing."""
    one, two = copies(tmp_path)
    release(two, keep_back=[KEPT])
    release(two, tell=[KEPT])
    assert now(two) == []
    release(one, keep_back=[KEPT])
    put_back(one, two)
    assert now(one) == [KEPT]
    release(one, tell=[KEPT])
    assert now(one) == []
    release(one, keep_back=[KEPT])
    assert now(one) == [KEPT]


def test_telling_is_remembered_of_a_round_with_too_few_people(tmp_path: Path) -> None:
    who = people(8)
    told, about = everybody_says(who, lambda place: "yes" if place % 3 else "no")
    Drawn(dataset(), who, told, about).store(tmp_path / "few")
    release(tmp_path / "few", keep_back=[KEPT])
    release(tmp_path / "few", tell=[KEPT])
    assert now(tmp_path / "few") == []


def rounds() -> tuple[Drawn, Drawn]:
    """Return two rounds of other interviews with the same questions."""
    first, found = clinic(), []
    for number, prefix in (("1", "p"), ("2", "q")):
        rows = [first.respondents, first.answers, first.asked]
        named = [
            [r | {"respondent": prefix + r["respondent"][1:]} for r in table] for table in rows
        ]
        for table in named[:2]:
            table[:] = [row | {"round": number} for row in table]
        found.append(Drawn(dataset(SMALL, (Round("AAA", number, ""),)), *named))
    return found[0], found[1]


def test_an_import_that_is_undone_stops_no_release_and_is_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first, second = rounds()
    first.store(folder)
    store.add(folder, second.dataset, second.tables())
    release(folder, keep_back=["AAA 2 ngo C1a"])
    store.undo(folder)
    decision = decide(open_dataset(folder))
    assert [*decision.lines(tmp_path / "out")]
    assert kept(decision) == []
    store.add(folder, second.dataset, second.tables())
    assert now(folder) == ["AAA 2 ngo C1a"]


def test_that_another_round_tells_it_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first, second = rounds()
    first.store(folder)
    release(folder, keep_back=[KEPT])
    store.add(folder, second.dataset, second.tables())
    lines = [str(line) for line in decide(open_dataset(folder)).lines(tmp_path / "out")]
    (said,) = [line for line in lines if "Told in this round, though kept back in another" in line]
    assert "AAA 2 ngo C1a" in said
    named = decide(open_dataset(folder), keep_back=["AAA 2 ngo C1a"])
    assert not any("though kept back in another" in str(line) for line in named.lines(tmp_path))


def sixty(*, late: bool) -> Drawn:
    """Return sixty people, six of them women, of whom two do not know what all others say to P1a; it may be late."""
    groups = ["woman"] * 6 + ["man"] * 27 + ["prefer_not_to_say"] * 27
    who = [row | {"gender": own} for row, own in zip(people(60), groups, strict=True)]
    said = [answer_to(n, "P2a", "yes" if n % 2 else "no") for n in range(60)]
    if not late:
        said += [answer_to(n, "P1a", _woman(n)) for n in range(60)]
    about = [asked_about(row["respondent"]) for row in who]
    return Drawn(dataset(small(parts={"P2": 3})), who, said, about)


def _woman(number: int) -> str:
    return "dont_know" if number < 2 else "partly" if number % 3 else "yes"


@pytest.mark.parametrize("late", [False, True])
def test_a_split_that_was_shown_does_not_vanish(tmp_path: Path, *, late: bool) -> None:
    """Of sixty people the two who do not know would be women: only of their group, of six, can under five be left."""
    folder, whole = tmp_path / "data", sixty(late=False)
    sixty(late=late).store(folder)
    release(folder, keep_back=[] if late else [OWN_GROUP])
    if late:
        store.add(folder, whole.dataset, whole.tables())
    decision = decide(open_dataset(folder), tell=[] if late else [OWN_GROUP])
    (refused,) = decision.refusals
    assert "was shown before" in str(refused)
    assert OWN_GROUP in str(refused)
    # What the sentence names is a way out, and the split stands.
    kept_back = decide(open_dataset(folder), keep_back=[OWN_GROUP])
    assert kept_back.refusals == ()
    assert [row["rank"] for row in kept_back.computed.splits.to_pylist()] == [0]


def test_where_nothing_is_new_all_that_is_split_can_be_kept_back(tmp_path: Path) -> None:
    """Nobody is locked out for good: what is kept back has no split that could vanish."""
    folder, whole = tmp_path / "data", sixty(late=True)
    whole.store(folder)
    release(folder)
    silent = [
        row | {"answer": "dont_know"} if int(row["respondent"][1:]) <= 6 else row
        for row in whole.answers
    ]
    changed = replace(whole, answers=silent)
    store.add(folder, changed.dataset, changed.tables())
    decision = decide(open_dataset(folder))
    assert ["was shown before" in str(line) for line in decision.refusals] == [True]
    assert "AAA 1 ngo P2a" in str(decision.refusals[0])
    assert decide(open_dataset(folder), keep_back=["AAA 1 ngo participation"]).refusals == ()
