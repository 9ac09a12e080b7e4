"""By the command's door: what owners are told and approve, what is refused, what verify says."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data.__main__ import main
from swit_data.release import ledger
from tests.drawn import Drawn, answers, asked, dataset, people
from tests.release.test_folder import owned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEPT, REFUSED, NOT_KEPT = 0, 2, 3  # exit codes
APPROVED = ("--approve", "--community-read", "2026-11")


def survey(number: int, *, changed: tuple[int, ...] = ()) -> Drawn:
    """Return as many people asked about the clinic; the even ones say yes, and those changed say the other thing."""
    said = ["respondent stakeholder_type target indicator answer"]
    for n in range(1, number + 1):
        answer = "yes" if (n % 2 == 0) != (n in changed) else "no"
        said.append(f"p{n} ngo clinic C1a {answer}")
        said.append(f"p{n} ngo clinic P1a yes")
    about = f"respondent stakeholder_type target\np1-p{number} ngo clinic"
    return Drawn(dataset(), people(number), answers("\n".join(said)), asked(about))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


Run = Any


def test_nothing_is_written_before_it_is_approved(run: Run, tmp_path: Path) -> None:
    survey(12).store(tmp_path / "data")
    code, said = run("release", tmp_path / "data", tmp_path / "out")
    assert code == NOT_KEPT
    assert "AAA round 1: 12 community respondents" in said
    assert "Nothing was written." in said
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "data" / "ledger").exists()


def test_each_unanimous_result_is_told(run: Run, tmp_path: Path) -> None:
    survey(12).store(tmp_path / "data")
    _, said = run("release", tmp_path / "data", tmp_path / "out")
    for whom in ("NGOs", "NGOs, The clinic"):
        line = f"Everybody said the same: AAA round 1, {whom}: P1a? - yes (12 of 12 people)."
        assert line in said
    assert "C1a?" not in said


def test_collected_answers_need_the_month_in_which_the_community_read(
    run: Run, tmp_path: Path
) -> None:
    survey(12).store(tmp_path / "data")
    code, said = run("release", tmp_path / "data", tmp_path / "out", "--approve")
    assert code == REFUSED
    assert "--community-read" in said
    assert not (tmp_path / "out").exists()


def test_an_approved_release_is_written_remembered_and_verified(run: Run, tmp_path: Path) -> None:
    survey(12).store(tmp_path / "data")
    code, _ = run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    assert code == KEPT
    (entry,) = ledger.read_entries(tmp_path / "data")
    assert entry.community_read == "2026-11"
    code, said = run("verify", tmp_path / "out")
    assert code == KEPT
    assert "AAA: whole and safe." in said
    assert not [p for p in (tmp_path / "out").rglob("*") if "ledger" in p.name]


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        pytest.param(survey(12), "", marks=pytest.mark.long),
        (survey(17), ""),
        (survey(13), "1 interview new"),
        pytest.param(survey(15), "3 interviews new", marks=pytest.mark.long),
        (survey(11), "1 interview new"),
        pytest.param(survey(12, changed=(3,)), "1 interview new", marks=pytest.mark.long),
        (survey(12, changed=(1, 2, 3, 4, 5)), ""),
        (survey(12, changed=(1, 2, 3, 4)), "4 interviews new"),
    ],
)
def test_a_later_release_changes_nobody_or_five(
    run: Run, tmp_path: Path, drawn: Drawn, told: str
) -> None:
    survey(12).store(tmp_path / "data")
    run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    drawn.store(tmp_path / "data")
    code, said = run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    assert code == (REFUSED if told else KEPT)
    if told:
        assert told in said
        assert "wait until it is 5 and more, or leave those interviews out of this release" in said
        assert "new round" not in said
        assert {p: p.read_bytes() for p in before} == before
        assert len(ledger.read_entries(tmp_path / "data")) == 1


def test_every_earlier_release_is_compared_not_only_the_last(run: Run, tmp_path: Path) -> None:
    for number in (12, 17):
        survey(number).store(tmp_path / "data")
        run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    survey(12, changed=(2,)).store(
        tmp_path / "data"
    )  # five fewer than the last, one other than the first
    code, said = run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    assert code == REFUSED
    assert "1 interview new" in said


def test_what_changes_against_the_folder_is_told(run: Run, tmp_path: Path) -> None:
    survey(12).store(tmp_path / "data")
    run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    _, same = run("release", tmp_path / "data", tmp_path / "out")
    assert "0 scores new, 0 no longer shown, 0 changed" in same
    survey(12, changed=(1, 3, 5, 7, 9)).store(tmp_path / "data")
    _, other = run("release", tmp_path / "data", tmp_path / "out")
    assert " 0 changed" not in other


def test_a_damaged_ledger_stops_every_release(run: Run, tmp_path: Path) -> None:
    survey(12).store(tmp_path / "data")
    run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    (file,) = (tmp_path / "data" / "ledger").glob("*.parquet")
    file.write_bytes(file.read_bytes()[:-40])
    code, said = run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    assert code == REFUSED
    assert f"ledger/{file.name}" in said
    assert "is missing or damaged" in said
    assert "restore" in said


def forged(pilot: Path, name: str, column: str, values: Callable[[dict[str, Any]], Any]) -> None:
    """Change a column of a released table, and make every fingerprint right again."""
    path = pilot / f"{name}.parquet"
    table = pq.read_table(path)
    rows = [row | {column: values(row)} for row in table.to_pylist()]
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    pq.write_table(pa.Table.from_pylist(rows, table.schema), path)
    manifest = pilot / "release.toml"
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text("utf-8").replace(before, after), "utf-8")
    (pilot / "signature.toml").unlink(missing_ok=True)  # he cannot sign it


def published(row: dict[str, Any]) -> bool:
    return bool(row["withheld"] == "" and row["respondent_class"] == "community")


@pytest.mark.parametrize(
    ("place", "values", "rule"),
    [
        (("scores", "respondents"), lambda r: 4 if published(r) else r["respondents"], "k people"),
        (("scores", "score"), lambda r: 1.0 if r["withheld"] else r["score"], "withheld number"),
        (("scores", "score"), lambda _: None, "withheld number"),
        (("scores", "withheld"), lambda r: r["withheld"] and "because", "withheld number"),
        (("scores", "score"), lambda r: 101.0 if published(r) else r["score"], "range"),
        (("scores", "low"), lambda r: 99.0 if r["low"] is not None else None, "range"),
        (("pilot", "withheld"), lambda _: "too_few_people", "least number of people"),
        (
            ("scores", "withheld"),
            lambda r: "not_scored" if r["withheld"] == "personal" else r["withheld"],
            "personal",
        ),
    ],
)
def test_verify_names_the_rule_that_is_broken(
    run: Run, tmp_path: Path, place: tuple[str, str], values: Callable[..., Any], rule: str
) -> None:
    survey(12).store(tmp_path / "data")
    run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    forged(tmp_path / "out" / "AAA", *place, values)
    code, said = run("verify", tmp_path / "out")
    assert code == REFUSED
    assert "breaks a rule" in said
    assert rule in said


def test_verify_says_which_file_was_changed(run: Run, tmp_path: Path) -> None:
    survey(12).store(tmp_path / "data")
    run("release", tmp_path / "data", tmp_path / "out", *APPROVED)
    path = tmp_path / "out" / "AAA" / "scores.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    code, said = run("verify", tmp_path / "out")
    assert code == REFUSED
    assert "scores.parquet" in said


def test_a_pilot_that_is_withdrawn_leaves_the_others_whole(run: Run, tmp_path: Path) -> None:
    for code in ("AAA", "BBB"):
        owned(code, title=code).store(tmp_path / code)
        assert run("release", tmp_path / code, tmp_path / f"out{code}", *APPROVED)[0] == KEPT
    joined = tmp_path / "together"
    assert run("join", tmp_path / "outAAA", tmp_path / "outBBB", "-o", joined)[0] == KEPT
    assert run("verify", joined)[0] == KEPT
    shutil.rmtree(joined / "BBB")
    code, said = run("verify", joined)
    assert code == KEPT
    assert "AAA: whole and safe." in said
    assert "BBB" not in said


def test_an_own_meeting_is_kept_apart_in_a_second_call_too(run: Run, tmp_path: Path) -> None:
    owned("AAA", title="Ours", shown_to="own_meeting").store(tmp_path / "AAA")
    owned("BBB", title="Theirs").store(tmp_path / "BBB")
    for code in ("AAA", "BBB"):
        run("release", tmp_path / code, tmp_path / f"out{code}", *APPROVED)
    joined = tmp_path / "together"
    assert run("join", tmp_path / "outBBB", "-o", joined)[0] == KEPT
    code, said = run("join", tmp_path / "outAAA", "-o", joined)
    assert code == REFUSED
    assert "AAA: its owner shows it in its own meeting only" in said
    assert not (joined / "AAA").exists()
