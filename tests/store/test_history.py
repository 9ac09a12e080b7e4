"""The history says who did what and how much, never what anybody said; undo goes one state back."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from swit_data import store
from swit_data.store import commits
from tests.store.monitor import Monitor

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")
SECOND = ("u2 kenya yes", "u4 UKR no")


def test_who_did_what_and_how_much(monitor: Monitor) -> None:
    monitor.take(*FIRST, options=("--who", "Anna,\n of the network"))
    source = hashlib.sha256((monitor.place / "export.csv").read_bytes()).hexdigest()
    monitor.take(*SECOND)
    first, second = store.history(monitor.folder)
    assert (first.number, first.what, first.who) == (1, "import", "Anna, of the network")
    assert (second.number, second.what, second.who) == (2, "import", "")
    assert first.source == source
    counts = [(c.pilot, c.round, c.respondents, c.answers) for c in second.counts]
    assert counts == [("KEN", "1", 2, 2), ("UKR", "1", 2, 2)]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", first.when)  # no seconds
    assert (first.state, second.state) == ("kept", "current")
    told = monitor.run("history", monitor.folder)
    assert "1, " in told.out
    assert "import, Anna, of the network, file " in told.out
    assert "    UKR round 1: 2 respondents, 2 answers" in told.out


def test_no_answer_and_no_login_is_in_the_history(monitor: Monitor) -> None:
    monitor.take("canary-id kenya dont_know")
    told = monitor.run("history", monitor.folder)
    written = b"".join(path.read_bytes() for path in (monitor.folder / "manifests").iterdir())
    for secret in ("canary-id", "dont_know", getpass.getuser(), "export.csv"):
        assert secret not in told.out.replace(str(monitor.folder), "")
        assert secret.encode() not in written


def test_the_same_file_twice_is_one_import(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    before = files(monitor)
    told = monitor.take(*FIRST)
    assert told.code == 0
    assert "This file was imported already; nothing was changed" in told.out
    assert files(monitor) == before


def test_who_stands_in_one_round_is_not_moved_into_another(monitor: Monitor) -> None:
    """Released in both rounds, the few who stand in one only could be read by subtracting."""
    monitor.take(*FIRST)
    before, rows = files(monitor), monitor.said()
    told = monitor.take(*FIRST, "u9 kenya no", options=("--round", "2"))
    assert told.code == 2
    assert "2 of these respondents stand in KEN round 1 already" in told.err
    assert "1 of these respondents stand in UKR round 1 already" in told.err
    assert "give each new interview an id of its own" in told.err
    assert (files(monitor), monitor.said()) == (before, rows)
    others = monitor.take("v1 kenya yes", "v2 kenya no", options=("--round", "2"))
    assert others.code == 0
    assert len(monitor.said()) == len(rows) + 2


def test_after_an_undo_the_same_file_can_come_in_again(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    old = monitor.said()
    monitor.take(*SECOND)
    new = monitor.said()
    told = monitor.run("undo", monitor.folder, "--who", "Anna")
    assert told.code == 0
    assert "is again as it was at number 1: now number 3" in told.out
    assert monitor.said() == old
    last = store.history(monitor.folder)[-1]
    assert (last.what, last.of, last.who) == ("undo", 1, "Anna")
    assert monitor.take(*SECOND).code == 0
    assert monitor.said() == new


def test_an_undo_can_be_undone(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    monitor.take(*SECOND)
    new = monitor.said()
    monitor.run("undo", monitor.folder)
    monitor.run("undo", monitor.folder)
    assert monitor.said() == new


def test_only_the_last_two_states_are_kept(monitor: Monitor) -> None:
    for number in range(4):
        monitor.take(f"u{number} kenya yes")
    states = [commit.state for commit in store.history(monitor.folder)]
    assert states == ["gone", "gone", "kept", "current"]
    assert [commit.restorable for commit in store.history(monitor.folder)] == [0, 0, 1, 0]
    assert len(list((monitor.folder / "parquet").iterdir())) == 6
    told = monitor.run("undo", monitor.folder, 2)
    assert told.code == 2
    assert "number 2 cannot be brought back: only the last two states are kept" in told.err


@pytest.mark.parametrize("number", [[], [1], [7]])
def test_there_is_nothing_before_the_first_import(monitor: Monitor, number: list[int]) -> None:
    monitor.take(*FIRST)
    told = monitor.run("undo", monitor.folder, *number)
    assert told.code == 2
    assert "there is no state to go back to" in told.err
    assert len(monitor.said()) == 3


def test_a_clock_that_goes_back_a_year_changes_no_order(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monitor.take(*FIRST)

    class Early(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Early:
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(commits, "datetime", Early)
    monitor.take(*SECOND)
    assert len(monitor.said()) == 4
    assert [commit.when[:4] for commit in store.history(monitor.folder)][1] == "2001"
    monkeypatch.undo()
    monitor.take("u9 kenya yes")
    assert len(monitor.said()) == 5


def test_undo_never_shows_a_pilot_to_more_people(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    shown(monitor, "own_meeting", "public")
    shown(monitor, "public", "network")
    assert "network" in (monitor.folder / "dataset.toml").read_text("utf-8")
    assert monitor.run("undo", monitor.folder).code == 0
    rounds = store.open_dataset(monitor.folder).dataset.rounds
    assert [row.shown_to for row in rounds] == ["network", "own_meeting"]


def shown(monitor: Monitor, before: str, after: str) -> None:
    path = monitor.folder / "dataset.toml"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    assert monitor.run("edit", monitor.folder).code == 0


def test_no_dataset_has_no_history(monitor: Monitor) -> None:
    for command in ("history", "undo", "edit"):
        told = monitor.run(command, monitor.place / "nowhere")
        assert told.code == 2
        assert "there is no dataset here" in told.err
    assert not (monitor.place / "nowhere").exists()


def test_a_dataset_of_the_earlier_kind_is_not_written_over(monitor: Monitor) -> None:
    monitor.folder.mkdir()
    (monitor.folder / "manifest.json").write_text("{}", "utf-8")
    (monitor.folder / ".key").write_bytes(b"k" * 32)
    told = monitor.take(*FIRST)
    assert told.code == 2
    assert "made by an earlier version of this program" in told.err


def files(monitor: Monitor) -> Mapping[str, bytes]:
    return {str(p): p.read_bytes() for p in monitor.folder.rglob("*") if p.is_file()}
