"""A clock that goes back a year: between two imports, and while the app shows a release."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from swit_data import store
from swit_data.__main__ import main
from swit_data.store import commits
from tests.faults.person import KEPT, Place, in_copy, opened_by, quiet

_YEAR = timedelta(days=365)


class _Earlier(datetime):
    """The clock of a computer whose battery is empty."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return datetime.now(UTC) - _YEAR if tz else datetime.now() - _YEAR  # noqa: DTZ005


def back(place: Place) -> dict[str, object]:
    """Import, undo, write texts, back up and restore with the clock a year back; say what a reader then finds."""
    place.again()
    ahead = time.time() + _YEAR.total_seconds()
    for path in place.dataset.rglob("*"):
        os.utime(path, (ahead, ahead))
    before = place.found().rows
    backup = str(place.folder / "back.zip")
    steps: dict[str, Callable[[], int]] = {
        "import": lambda: main(place.words("import", "second")),
        "undo": lambda: main(place.words("undo")),
        "write texts": place.write_texts,
        "backup": lambda: main(place.words("backup", backup)),
        "withdraw": lambda: main(place.words("withdraw", "u3")),
        "restore": lambda: main(place.words("restore", backup)),
        "import again": lambda: main(place.words("import", "third")),
    }

    def job() -> int:
        commits.datetime = _Earlier  # type: ignore[attr-defined]
        time.time = lambda: ahead - 2 * _YEAR.total_seconds()  # the rest of the program
        codes = {name: quiet(step)[0] for name, step in steps.items()}
        with opened_by(place.dataset):
            numbers = [commit.number for commit in store.history(place.dataset)]
            whole = store.history(place.dataset)[-1].state == "current"
        sys.stdout.write(f"{KEPT} {codes} {numbers} {whole}\n")
        return sum(codes.values()) + (numbers != sorted(numbers)) + (not whole)

    ended = in_copy(job)
    found = place.found()
    return {
        "steps": len(steps),
        "refused or out of order": ended.code,
        "changed as it should": found.rows != before and not found.refused,
        "temporary_files": found.temporary,
    }
