"""What the community keeps back cannot be worked out from a release: other answers to it change nothing."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swit_data.__main__ import main
from swit_data.dataset import Ask, Narrative
from swit_data.errors import ReleaseError
from swit_data.release import ledger
from swit_data.release.decision import Decision, decide
from swit_data.release.engine import Computed, compute_all
from swit_data.release.verify import verify
from swit_data.release.writing import write
from swit_data.released.pilot_release import read_release
from swit_data.released.reading import Reading
from swit_data.store import open_dataset
from tests.drawn import Drawn, dataset, people, small
from tests.examples import examples
from tests.release.interviews import everybody_says
from tests.release.test_against_oracle import UNSHRUNK, Named, names
from tests.strategies import datasets

KEPT = "AAA 1 ngo C1a"


def beside_other_answers(drawn: Drawn) -> st.SearchStrategy[tuple[Drawn, Drawn, Named]]:
    """Give a dataset, questions of it that are kept back, and the dataset with other answers to them, or none."""

    def other(kept: Named) -> st.SearchStrategy[tuple[Drawn, Drawn, Named]]:
        about = set(kept)
        said = sorted({(row["indicator"], row["answer"]) for row in drawn.answers})

        def turned(seed: int) -> tuple[Drawn, Drawn, Named]:
            rows = [_turned(row, about, said, seed + n) for n, row in enumerate(drawn.answers)]
            changed = replace(drawn, answers=[row for row in rows if row])
            return drawn, changed, kept

        return st.integers(0, 1000).map(turned)

    return names(drawn).flatmap(other)


def _turned(
    row: dict[str, Any], about: Container[tuple[str, ...]], said: list[tuple[str, str]], seed: int
) -> dict[str, Any]:
    """Return an answer as it is, or if its question is kept back another one of the same question, or none."""
    place = tuple(row[name] for name in ("pilot", "round", "stakeholder_type", "indicator"))
    if place not in about:
        return row
    others = [answer for code, answer in said if code == row["indicator"]]
    chosen = [*others, None][(seed * 7919) % (len(others) + 1)]
    return {} if chosen is None else row | {"answer": chosen}


def published(drawn: Drawn, kept: Named) -> Computed:
    return compute_all(drawn.dataset, drawn.tables(), kept_back=kept)


@settings(UNSHRUNK, max_examples=examples(60))
@given(datasets().flatmap(beside_other_answers))
def test_a_release_does_not_depend_on_what_is_kept_back(case: tuple[Drawn, Drawn, Named]) -> None:
    """So nobody can add and subtract it out of scores, counts, pairs and splits; the ledger has none of it."""
    drawn, changed, kept = case
    one, other = published(drawn, kept), published(changed, kept)
    for name, table in one.tables.items():
        assert table.to_pylist() == other.tables[name].to_pylist(), name
    assert one.groups.to_pylist() == other.groups.to_pylist()
    assert one.splits.to_pylist() == other.splits.to_pylist()


def test_a_group_of_a_split_tells_nothing_of_it_either(tmp_path: Path) -> None:
    """Of a dimension told by group, how many answered is counted without what is kept back."""
    groups = ("woman", "man", "prefer_not_to_say")
    who = [row | {"gender": groups[n % 3]} for n, row in enumerate(people(60))]
    about = [asked_about(row["respondent"]) for row in who]

    def release(given: int) -> list[dict[str, Any]]:
        said = [answer_to(n, "P2a", "yes" if n // 3 % 2 else "no") for n in range(60)]
        said += [answer_to(n, "P1a", "partly") for n in range(given)]
        drawn = Drawn(dataset(small(parts={"P2": 3})), who, said, about)
        decision = decide(drawn.store(tmp_path / str(given)), keep_back=["AAA 1 ngo P1a"])
        found: list[dict[str, Any]] = decision.tables["scores"].to_pylist()
        return found

    few, whole = release(11), release(60)
    shown = [r for r in few if r["split"] != "all" and r["item"] == "participation"]
    told = {(r["withheld"], r["answered"]) for r in shown if r["stakeholder_type"] == "ngo"}
    assert told == {("", 20)}
    assert few == whole


def asked_about(person: str) -> dict[str, str]:
    return {"respondent": person, "stakeholder_type": "ngo", "target": "clinic", "dimension": ""}


def answer_to(number: int, indicator: str, answer: str) -> dict[str, str]:
    place = {"respondent": f"p{number + 1}", "pilot": "AAA", "round": "1"}
    about = {"stakeholder_type": "ngo", "target": "clinic", "indicator": indicator}
    return {**place, **about, "answer": answer}


def clinic(weights: dict[str, int] | None = None) -> Drawn:
    """Return twelve people who were asked C1a, C1b and C2a about the clinic; every third says no."""
    who = people(12)
    told, about = everybody_says(who, lambda place: "yes" if place % 3 else "no")
    return Drawn(dataset(small(weights=weights)), who, told, about)


def row_of(decision: Decision, item: str, table: str = "scores") -> dict[str, Any]:
    rows = decision.tables[table].to_pylist()
    return next(
        row
        for row in rows
        if row["item"] == item
        and (row["target"], row["stakeholder_type"]) == ("all", "ngo")
        and row.get("scoring", "standard") == "standard"
    )


def test_a_part_without_what_is_kept_back_is_made_of_the_rest_if_that_is_enough(
    tmp_path: Path,
) -> None:
    stored = clinic({"C1b": 3}).store(tmp_path)
    decision = decide(stored, keep_back=[KEPT])
    hidden, part = row_of(decision, "C1a"), row_of(decision, "C1")
    assert hidden["withheld"] == "kept_back"
    assert {hidden[n] for n in ("score", "respondents", "answered", "coverage", "dont_know")} == {
        None
    }
    # C1b counts 3 of 4: the part is its mean (it is negative: eight of twelve said yes), over its twelve answers.
    assert part["withheld"] == ""
    assert part["score"] == pytest.approx(100 * 4 / 12, abs=1e-6)
    assert (part["weight_have"], part["weight_all"], part["answered"]) == (3, 4, 12)


def test_a_part_of_which_too_much_is_kept_back_is_not_told(tmp_path: Path) -> None:
    """Else an institution is scored on the questions that were left over."""
    decision = decide(clinic().store(tmp_path), keep_back=[KEPT])
    assert row_of(decision, "C1")["withheld"] == "kept_back"
    assert row_of(decision, "C1b")["withheld"] == ""


def test_a_whole_part_is_kept_back_as_its_questions(tmp_path: Path) -> None:
    decision = decide(clinic().store(tmp_path), keep_back=["AAA 1 ngo C1"])
    for item in ("C1a", "C1b", "C1"):
        assert row_of(decision, item)["withheld"] == "kept_back"
    assert row_of(decision, "C2a")["withheld"] == ""
    assert row_of(decision, "C1a", "answer_counts")["count"] is None


def test_it_stays_kept_back_until_the_community_says_otherwise(tmp_path: Path) -> None:
    stored = clinic().store(tmp_path)
    decide(stored, keep_back=[KEPT]).approve(tmp_path / "out", "2026-11")
    again = open_dataset(tmp_path)
    assert [str(question) for question in decide(again).kept_back] == [KEPT]
    assert any("Kept back" in str(line) for line in decide(again).lines(tmp_path / "out"))
    assert not decide(again, tell=[KEPT]).kept_back
    assert len(ledger.read_entries(tmp_path)) == 1
    assert verify(tmp_path / "out")


def test_a_name_that_is_no_question_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="names no question of this dataset"):
        decide(clinic().store(tmp_path), keep_back=["AAA 1 ngo C9"])


def test_the_terminal_writes_the_reading_into_the_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic().store(tmp_path / "data")
    words = ["release", str(tmp_path / "data"), str(tmp_path / "out"), "--approve"]
    words += ["--community-read", "2026-11", "--keep-back", KEPT, "--read-by"]
    assert main([*words, "call +254 712 345 678"]) != 0
    assert "a telephone number" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert main([*words, "The members’ meeting"]) == 0
    head = (tmp_path / "out" / "AAA" / "release.toml").read_text("utf-8")
    assert 'community_read = "2026-11"' in head
    assert "withheld = 1" in head
    assert '"The members\\u2019 meeting"' in head
    assert main([*words[:4], "--community-read", "in autumn"]) != 0
    assert "is no month" in capsys.readouterr().err


def lines_of(decision: Decision, folder: Path) -> list[str]:
    return [str(line) for line in decision.lines(folder)]


def test_what_is_told_again_is_said_one_by_one(tmp_path: Path) -> None:
    """A criterion opens all its questions: each is named before it is approved."""
    decide(clinic().store(tmp_path), keep_back=["AAA 1 ngo C1"]).approve(
        tmp_path / "out", "2026-11"
    )
    lines = lines_of(decide(open_dataset(tmp_path), tell=["AAA 1 ngo C1"]), tmp_path / "out")
    told = [line for line in lines if "Told again, as the community agreed" in line]
    assert [KEPT in line for line in told] == [True, False]


def test_a_fact_cannot_be_kept_back(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="is a fact"):
        decide(clinic().store(tmp_path), keep_back=["AAA 1 government C2f"])


def with_texts(indicators: tuple[str, ...]) -> Drawn:
    """Return the twelve people, and two approved texts: an ask that rests on questions, and a narrative."""
    ask = Ask(
        "AAA", "1", "a1", "en", "ngo", "Listen to us.", "asked", "approved", indicators=indicators
    )
    text = "Eight of twelve said yes to C1a."
    told = Narrative("AAA", "1", "about", "en", text, "approved")
    drawn = clinic({"C1b": 3})
    return replace(drawn, dataset=replace(drawn.dataset, asks=(ask,), narratives=(told,)))


def test_an_approved_ask_does_not_go_out_with_what_is_kept_back(tmp_path: Path) -> None:
    decision = decide(with_texts(("C1a", "C1b")).store(tmp_path), keep_back=[KEPT])
    (refused,) = decision.refusals
    assert "a1" in str(refused)
    assert KEPT in str(refused)
    assert decide(open_dataset(tmp_path)).refusals == ()


def test_verify_refuses_an_ask_about_what_is_kept_back(tmp_path: Path) -> None:
    decision = decide(with_texts(("C1a",)).store(tmp_path / "data"), keep_back=[KEPT])
    write(tmp_path / "out", decision.stored.dataset, decision.tables)
    with pytest.raises(ReleaseError, match="an ask is about a question that the community keeps"):
        verify(tmp_path / "out")


def test_approved_texts_are_to_be_read_again_where_something_is_kept_back(tmp_path: Path) -> None:
    stored = with_texts(("C1b",)).store(tmp_path)
    lines = lines_of(decide(stored, keep_back=[KEPT]), tmp_path / "out")
    again = [line for line in lines if "Read this text again" in line]
    assert ["narratives.toml" in again[0], "asks.toml" in again[1], len(again)] == [True, True, 2]
    assert not any("Read this text again" in line for line in lines_of(decide(stored), tmp_path))


def test_the_release_says_how_many_questions_are_kept_back_whoever_releases_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second release says nothing new, and still keeps two questions back; who read it is not lost."""
    clinic().store(tmp_path / "data")
    words = ["release", str(tmp_path / "data"), str(tmp_path / "out")]
    words += ["--community-read", "2026-11"]
    first = ["--keep-back", "AAA 1 ngo C1", "--read-by", "The members"]
    assert main([*words, *first]) != 0
    shown = capsys.readouterr().out
    assert "handed out with the release" in shown
    assert "The members" in shown
    assert main([*words, *first, "--approve"]) == 0
    assert main([*words, "--approve"]) == 0
    said = read_release(tmp_path / "out" / "AAA").reading
    assert said == Reading("2026-11", "The members", kept_back=2)
    assert main([*words[:4], "2026-12", "--approve"]) == 0
    assert read_release(tmp_path / "out" / "AAA").reading == Reading("2026-12", kept_back=2)


def test_a_draft_is_what_would_be_released_and_says_that_it_is_none(tmp_path: Path) -> None:
    decision = decide(clinic().store(tmp_path))
    draft = decision.draft()
    assert draft.draft
    assert draft.alone("AAA").draft
    assert draft.fingerprint.startswith("draft")
    assert draft.tables["scores"] is decision.tables["scores"]
    assert not (tmp_path / "ledger").exists()
