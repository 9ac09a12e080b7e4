"""A release made in lots of people and of rounds is the same release, and says what it is doing."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from swit_data.__main__ import main
from swit_data.commands import terminal
from swit_data.release.engines import AT_ONCE, DUCKDB, Lot
from swit_data.release.steps import LEDGER, STEPS
from swit_data.wording import Wording
from tests.every_language import LANGUAGES
from tests.findings.drawn_release import ROOT

ILLUSTRATIVE = ROOT / "data" / "illustrative"
READY = ROOT / "data" / "illustrative_released"  # made in one lot: tests/test_illustrative.py


def written(folder: Path) -> dict[str, bytes]:
    """Return every file of a release."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_release_made_in_lots_is_the_same_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AT_ONCE, DUCKDB, Lot(answers=15_000, people=7))
    assert main(["release", str(ILLUSTRATIVE), str(tmp_path / "out"), "--approve"]) == 0
    assert written(tmp_path / "out") == written(READY)


def test_a_release_says_what_it_is_doing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Two seconds a look at the clock: the line is for those who wait.
    ticking = SimpleNamespace(monotonic=itertools.count(0, 2).__next__)
    monkeypatch.setattr(terminal, "time", ticking)
    monkeypatch.setitem(AT_ONCE, DUCKDB, Lot(answers=20_000, people=4_000))
    main(["release", str(ILLUSTRATIVE), str(tmp_path / "out")])
    said = re.findall(r"\r([A-Z][a-z ]+?) +(\d+)%", capsys.readouterr().err)
    english = Wording.of("en")
    steps = {english.text(f"data.release.step.{step}") for step in (*STEPS, LEDGER)}
    assert {text for text, _ in said} == steps
    done = [int(share) for _, share in said]
    assert done == sorted(done)
    assert done[-1] == 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_its_words(language: str) -> None:
    wording = Wording.of(language)
    found = {wording.text(f"data.release.step.{step}") for step in (*STEPS, LEDGER)}
    assert len(found) == len(STEPS) + 1
