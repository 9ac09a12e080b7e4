"""What is asked only after certain answers to a question is kept back with it: how many were asked would tell them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from swit_data.errors import ReleaseError
from swit_data.framework import Framework
from swit_data.framework.follow_ups import with_follow_ups
from swit_data.release import writing
from swit_data.release.decision import Decision, decide
from swit_data.release.verify import verify
from swit_data.store import open_dataset
from tests.drawn import Drawn, dataset, framework, people, small
from tests.release.test_kept_back import KEPT, answer_to, asked_about, row_of

FOLLOWS = "AAA 1 ngo C2a"


def conditional(shape: int = 2, **after: str) -> Framework:
    """Return the small framework in which questions are asked only after a yes to another, named by its code."""
    text = small(shape, weights={"C1b": 3}).content.decode()
    own = "{stakeholder_type}_{target}_" if shape == 2 else ""
    text = text.replace(
        'question = "{stakeholder_type}_{target}_{indicator}"', f'question = "{own}{{indicator}}"'
    )
    for code, first in after.items():
        condition = f'asked_if = {{ column = "{own}{first}", values = ["yes"] }}'
        text = text.replace(
            f'[[indicators]]\ncode = "{code}"', f'[[indicators]]\ncode = "{code}"\n{condition}'
        )
    return framework(text)


def skipping(yes: int, measured: Framework) -> Drawn:
    """Return forty people about the clinic: so many say yes to C1a, and only they are asked C2a, and then C2b."""
    who, said = people(40), []
    for n in range(40):
        said.append(answer_to(n, "C1a", "yes" if n < yes else "no"))
        said.append(answer_to(n, "C1b", "yes" if n % 2 else "no"))
        then = ("yes" if n % 3 else "no") if n < yes else "-"
        said += [answer_to(n, code, then) for code in ("C2a", "C2b")]
    return Drawn(dataset(measured), who, said, [asked_about(row["respondent"]) for row in who])


def published(folder: Path, yes: int, measured: Framework) -> Decision:
    return decide(skipping(yes, measured).store(folder / str(yes)), keep_back=[KEPT])


def kept(decision: Decision) -> list[str]:
    return sorted(str(question) for question in decision.kept_back)


def test_a_release_is_the_same_however_many_were_asked_what_follows(tmp_path: Path) -> None:
    """Twelve and twenty-one said yes: nothing of the release differs, and the lines say what is kept back with it."""
    few, many = (published(tmp_path, n, conditional(C2a="C1a")) for n in (12, 21))
    for name, table in few.tables.items():
        assert table.to_pylist() == many.tables[name].to_pylist(), name
    assert row_of(few, "C2a")["withheld"] == "kept_back"
    assert kept(few) == [KEPT, FOLLOWS]
    lines = [str(line) for line in few.lines(tmp_path / "out")]
    assert any("only after certain answers" in line and FOLLOWS in line for line in lines)


def test_what_follows_what_follows_is_kept_back_too(tmp_path: Path) -> None:
    measured = conditional(C2a="C1a", P1a="C2a")
    assert kept(published(tmp_path, 12, measured)) == [KEPT, FOLLOWS, "AAA 1 ngo P1a"]


def test_of_what_follows_another_question_nothing_is_kept_back(tmp_path: Path) -> None:
    assert kept(published(tmp_path, 12, conditional(C2a="C1b"))) == [KEPT]


def test_in_an_interview_about_one_type_only_what_is_asked_about_it_follows() -> None:
    """There every type's question has the same column."""
    found = with_follow_ups(conditional(1, C2a="C1a"), {("ngo", "C1a")})
    assert found == {("ngo", "C1a"), ("ngo", "C2a")}


def test_it_is_told_with_the_question_that_it_follows(tmp_path: Path) -> None:
    stored = skipping(12, conditional(C2a="C1a")).store(tmp_path / "data")
    decide(stored, keep_back=[KEPT]).approve(tmp_path / "out", "2026-11")

    again = open_dataset(tmp_path / "data")
    assert kept(decide(again, tell=[FOLLOWS])) == [KEPT, FOLLOWS]
    assert kept(decide(again, tell=[KEPT])) == []


def test_verify_refuses_a_release_that_tells_what_follows(tmp_path: Path) -> None:
    """As an older program, or somebody's own, may have made it."""
    measured = conditional(C2a="C1a")
    decision = published(tmp_path, 12, measured)
    decision.approve(tmp_path / "out", "2026-11")
    assert verify(tmp_path / "out")
    told = decide(skipping(12, conditional()).store(tmp_path / "other"), keep_back=[KEPT])
    shutil.rmtree(tmp_path / "out")
    writing.write(
        tmp_path / "out",
        decision.stored.dataset,
        {**told.tables, "pilot": decision.tables["pilot"]},
    )
    with pytest.raises(ReleaseError, match="told of a question that the community keeps back"):
        verify(tmp_path / "out")
