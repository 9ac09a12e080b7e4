"""Eight importers at once, a full disk, a folder that may not be written or goes away, a lock holder that is killed."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from swit_data import store
from swit_data.__main__ import main
from swit_data.store import files
from swit_data.store.lock import held
from tests.faults.person import KEPT, Place, in_copy, look, opened_by, quiet

IMPORTERS = 8
_NOBODY = 65534


def concurrent(place: Place, rounds: int) -> dict[str, int]:
    """Let eight people import at once, from nothing and into a dataset; each tries until it is kept."""
    found = {"imports": 0, "acknowledged": 0, "lost": 0, "commits": 0, "temporary_files": 0}
    for number in range(rounds):
        place.again("kept" if number % 2 else "nothing")
        before = number % 2 * 3
        names = [f"importer{n}" for n in range(IMPORTERS)]
        for n, name in enumerate(names):
            place.file(name, (f"c{n} kenya yes", f"d{n} UKR no"))
        jobs = [_until_kept(place, name) for name in names]
        children = [_started(job) for job in jobs]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        people = place.found().rows.count("'KEN'") + place.found().rows.count("'UKR'")
        acknowledged = codes.count(0)
        found["imports"] += IMPORTERS
        found["acknowledged"] += acknowledged
        found["lost"] += before + 2 * acknowledged - people
        with opened_by(place.dataset):
            found["commits"] += len(store.history(place.dataset)) - number % 2
        found["temporary_files"] += place.found().temporary
    return found


def _until_kept(place: Place, name: str) -> Callable[[], int]:
    def job() -> int:
        for _ in range(50):
            code, said = quiet(lambda: main(place.words("import", name)))
            again = ("another import is running", "is locked. Open it")  # somebody was first
            if code == 0 or not any(told in said for told in again):
                return code
            time.sleep(0.05)
        return 98

    return job


def _started(job: Callable[[], int]) -> int:
    child = os.fork()
    if not child:
        code = 99
        try:
            code = job()
        finally:
            os._exit(code)
    return child


def full_disk(place: Place) -> dict[str, object]:
    """Import into a disk of 96 KB until it is full: refused with a sentence, and the old state is readable."""
    disk = place.folder / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(disk)]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603
        return {"run": False, "why": "mounting is not allowed here"}
    try:
        return _fill(place, disk)
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607


def _fill(place: Place, disk: Path) -> dict[str, object]:
    place.again()
    shutil.copytree(place.dataset, disk / "dataset")
    words = place.words("import", "full")
    words[words.index("--dataset") + 1] = str(disk / "dataset")
    kept, refused, mixtures, said = 0, 0, 0, ""
    state = look_in_copy(disk / "dataset")
    for number in range(40):
        place.file("full", [f"f{number}x{n} kenya yes" for n in range(50)])
        ended = in_copy(lambda: main(words))
        now = look_in_copy(disk / "dataset")
        kept += ended.code == 0
        if ended.code:
            refused, said = refused + 1, ended.said.splitlines()[-1]
            mixtures += now != state
        state = now
    sentence = "cannot be written" in said and "No space left" in said
    return {"run": True, "kept": kept, "refused": refused, "mixtures": mixtures, "said": sentence}


def look_in_copy(folder: Path) -> str:
    """Return what a reader finds, as one text."""

    def job() -> int:
        sys.stdout.write(str({**look(folder), "temporary": 0}) + "\n")
        return 0

    return in_copy(job).said


def read_only(place: Place) -> dict[str, bool]:
    """Let somebody else read and import where they may not write."""
    place.again()
    place.folder.chmod(0o755)
    for path in (place.dataset, *place.dataset.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    rows = place.found().rows

    def as_nobody(job: Callable[[], int]) -> Callable[[], int]:
        def run() -> int:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
            return job()

        return run

    def reads() -> int:
        return 0 if look(place.dataset).get("rows") == rows else 1

    imported = in_copy(as_nobody(lambda: main(place.words("import", "second"))))
    return {
        "can be read": in_copy(as_nobody(reads)).code == 0,
        "import is refused in a sentence": imported.code == 2 and "cannot be" in imported.said,
        "nothing changed": place.found().rows == rows,
    }


def removed(place: Place) -> dict[str, int]:
    """Remove the folder in the n-th fsync of an import; nothing is acknowledged that was not committed then."""
    found = {"points": 0, "acknowledged_and_gone": 0, "without_a_sentence": 0}
    for number in range(1, 16):
        place.again()
        mark = place.folder / "committed"
        mark.unlink(missing_ok=True)

        def job(number: int = number, mark: Path = mark) -> int:
            synced, count = os.fsync, [0]

            def removing(handle: int) -> None:
                synced(handle)
                count[0] += 1
                if count[0] == number:
                    if (
                        files.root(place.dataset) / "manifests" / "manifest-00000002.json"
                    ).exists():
                        mark.touch()
                    shutil.rmtree(place.dataset)

            os.fsync = removing  # type: ignore[assignment]
            return main(place.words("import", "second"))

        ended = in_copy(job)
        found["points"] += 1
        found["acknowledged_and_gone"] += (
            ended.code == 0 and not mark.exists() and not place.dataset.exists()
        )
        found["without_a_sentence"] += ended.code not in (0, 2)
    return found


def few_handles(place: Place) -> dict[str, int]:
    """Import with fewer and fewer file handles (EMFILE): kept, or refused and unchanged."""
    found = {"points": 0, "kept": 0, "mixtures": 0, "lost": 0}
    place.again()
    old = place.found().rows
    for most in range(1, 41):
        place.again()

        def limited(most: int = most) -> int:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
            return main(place.words("import", "second"))

        ended = in_copy(limited)
        found["points"] += 1
        found["kept"] += ended.code == 0
        changed = place.found().rows != old
        found["mixtures"] += ended.code == 2 and changed and "may have been" not in ended.said
        found["lost"] += ended.code == 0 and not changed
    return found


def lock_holder_killed(place: Place) -> dict[str, bool]:
    """Kill the process that holds the lock: the next import needs not wait."""
    place.again()
    ready, tell = os.pipe()

    def holds() -> int:
        with opened_by(place.dataset), held(place.dataset):
            os.write(tell, b"x")
            signal.pause()
        return 0

    child = _started(holds)
    os.close(tell)  # or a child that never held it would be waited for
    assert os.read(ready, 1), "nobody held the lock"
    os.close(ready)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    began = time.monotonic()
    kept = KEPT in place.does("import", "second").said
    return {"next import is kept": kept, "at once": time.monotonic() - began < 5}
