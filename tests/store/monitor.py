"""Somebody who imports, undoes, backs up and withdraws by the commands, and a disk that fails."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from swit_data.__main__ import main
from swit_data.store import open_dataset
from tests.intake.field import NARROW
from tests.vaults import PLAIN, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "today,country,about,consent,trust,_uuid,_submission_time\n"
DISK = ("open", "replace", "fsync", "unlink", "mkdir", "rmdir")
Rows = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Told:
    """What the person sees."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Monitor:
    """A person with a folder, at a terminal."""

    place: Path
    captured: pytest.CaptureFixture[str]
    sealed: bool = False  # new datasets lie in a vault

    @property
    def folder(self) -> Path:
        """Return the dataset."""
        return self.place / "dataset"

    def run(self, *words: object) -> Told:
        """Run a command."""
        self.captured.readouterr()
        code = main([str(word) for word in words])
        said = self.captured.readouterr()
        return Told(code, said.out, said.err)

    def take(self, *interviews: str, options: tuple[str, ...] = (), consent: str = "yes") -> Told:
        """Import interviews, each as `id pilot answer`; pilots are kenya and UKR."""
        (self.place / "small.toml").write_text(NARROW, "utf-8")
        lines = [interview.split() for interview in interviews]
        text = HEAD + "".join(
            f"2026-03-02,{pilot},ngo,{consent},{answer},{code},2026-03-02T10:00:00\n"
            for code, pilot, answer in lines
        )
        (self.place / "export.csv").write_text(text, "utf-8")
        where = ("--framework", self.place / "small.toml", "--dataset", self.folder)
        plain = () if self.sealed else (PLAIN,)
        return self.run("import", self.place / "export.csv", *where, "--yes", *plain, *options)

    def said(self, folder: Path | None = None) -> Rows:
        """Return every respondent of the dataset with what they said."""
        with opened(folder or self.folder):
            return everything(folder or self.folder)

    def temporary(self) -> list[str]:
        """Return what a write would have left half done."""
        names = [p.name for p in self.folder.rglob("*") if p.name.startswith(".") and p.is_file()]
        return sorted(set(names) - {".lock", ".key"})


def everything(folder: Path) -> Rows:
    """Return every respondent of a dataset with what they said, each table asked for itself."""
    stored = open_dataset(folder)
    assert not stored.damaged
    answers = {row["respondent"]: row["answer"] for row in stored.table("answers").to_pylist()}
    people = stored.table("respondents").to_pylist()
    asked = {row["respondent"] for row in stored.table("asked").to_pylist()}
    rounds = {(row.pilot, row.round) for row in stored.dataset.rounds}
    assert {row["respondent"] for row in people} == asked == set(answers)
    assert {(row["pilot"], row["round"]) for row in people} <= rounds
    return frozenset((p["respondent"], p["pilot"], answers[p["respondent"]]) for p in people)


class Crash(BaseException):
    """The computer goes off: nothing that the program does afterwards happens."""


def failing(
    step: int, why: int, *, for_good: bool, job: Callable[[], Told]
) -> tuple[Told | None, int]:
    """Run a job in which the n-th call of the disk fails, for good or once; return what was said, and how many calls.

    `why` is an errno, or 0 for a computer that goes off.
    """
    count = 0
    patch = pytest.MonkeyPatch()

    def wrapped(call: Callable[..., object]) -> Callable[..., object]:
        def made(*given: object, **named: object) -> object:
            nonlocal count
            count += 1
            if step and (count == step or (for_good and count > step)):
                raise Crash if not why else OSError(why, os.strerror(why))
            return call(*given, **named)

        return made

    for name in DISK:
        patch.setattr(os, name, wrapped(getattr(os, name)))
    try:
        return job(), count
    except Crash:
        return None, count
    finally:
        patch.undo()
