"""A system call fails, or the process is killed in it: every call of every command that writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.faults.person import KEPT, Ended, Found, Place

CALLS = (
    *("openat", "write", "fsync", "rename", "mkdir", "unlink", "rmdir"),
    *("close", "read", "flock", "lseek", "getdents64", "ftruncate"),
)
FULL = ("openat", "write", "fsync", "rename", "mkdir", "ftruncate")  # what a full disk refuses
WRITING = ("openat", "write", "fsync", "rename", "mkdir", "unlink", "rmdir")
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
# Another job than an import: what it needs first, and its words; `edit` and `write texts` as person.py does them.
JOBS: dict[str, tuple[list[list[str]], list[str]]] = {
    "import": ([], ["import", "second"]),
    "undo": ([["import", "second"]], ["undo"]),
    "withdraw": ([["import", "second"]], ["withdraw", "u2"]),
    "restore": ([["backup", "BACKUP"], ["import", "second"]], ["restore", "BACKUP"]),
    "edit": ([["import", "second"], ["by hand"]], ["edit"]),
    "write texts": ([["import", "second"]], ["write texts"]),
    "lock": ([["import", "second"]], ["lock", "--backup", "BACKUP"]),
    "unlock": ([["import", "second"]], ["unlock", "--plain"]),
    "change-passphrase": ([["import", "second"]], ["change-passphrase"]),
}


@dataclass
class Sweep:
    """What a sweep found; everything but `points`, `old`, `new` and `unsure` must stay 0."""

    points: int = 0
    fired: int = 0  # in other runs a thread made a call fewer
    old: int = 0
    new: int = 0
    unsure: int = 0  # "may have been saved - check History"
    mixtures: int = 0
    unreadable: int = 0
    lost: int = 0  # acknowledged, and not there
    untrue: int = 0  # said to be unchanged, and changed
    next_import_refused: int = 0
    temporary_files: int = 0


def sweep(place: Place, job: str, faults: list[tuple[str, tuple[str, ...]]]) -> Sweep:
    """Let each call of a job fail in each way, each time from the same dataset."""
    words, begin = _begun(place, job)
    old = place.found().rows
    _away(place, job)
    counts = _counted(place, words)
    new = place.found().rows
    assert old != new
    result = Sweep()
    for fault, calls in faults:
        for call, number in _points(counts, calls):
            place.again(begin)
            _away(place, job)
            ended = place.does(*words, watch=_inject(place, call, fault, number))
            _judge(result, place, ended, (old, new), words if job == "edit" else [])
    return result


def _begun(place: Place, job: str) -> tuple[list[str], str]:
    """Return the words of a job, and the copy from which it begins each time."""
    before, words = JOBS[job]
    backup = str(place.folder / "b.zip")
    place.again()
    for step in before:
        place.does(*(w.replace("BACKUP", backup) for w in step))
    begin = place.folder / f"before {job}"
    place.dataset.rename(begin)
    place.again(begin.name)
    return [w.replace("BACKUP", backup) for w in words], begin.name


def _away(place: Place, job: str) -> None:
    """Take away the backup that a move into a vault writes, which never replaces another."""
    if job == "lock":
        (place.folder / "b.zip").unlink(missing_ok=True)


def _inject(place: Place, call: str, fault: str, number: int) -> list[str]:
    how = f"inject={call}:{fault}:when={number}"
    return ["-o", str(place.folder / "trace"), "-e", f"trace={call}", "-e", how]


def _counted(place: Place, words: list[str]) -> Counter[str]:
    trace = place.folder / "trace"
    ended = place.does(*words, watch=["-o", str(trace), "-e", f"trace={','.join(CALLS)}"])
    assert ended.code == 0, ended
    found = (_CALL.match(line) for line in trace.read_text("utf-8").splitlines())
    return Counter(m[1] for m in found if m)


def _points(counts: Counter[str], calls: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for call in calls:
        for number in range(1, counts[call] + 1):
            yield call, number


def _judge(
    result: Sweep, place: Place, ended: Ended, states: tuple[str, str], again: list[str]
) -> None:
    """Count what one fault left. `again`: what its owner is asked to do before anything else is done."""
    old, new = states
    trace = (place.folder / "trace").read_text("utf-8", "replace")
    result.fired += "(INJECTED)" in trace or "killed by SIGKILL" in trace
    found = _found(place, again)
    _, kept, temporary = place.found_then_third()
    acknowledged = ended.code == 0
    unsure = "may have been saved" in ended.said
    result.points += 1
    result.old += found.rows == old
    result.new += found.rows == new
    result.unsure += unsure
    result.unreadable += bool(found.refused)
    result.mixtures += not found.refused and found.rows not in states
    result.lost += acknowledged and found.rows != new
    result.untrue += ended.code > 0 and not unsure and found.rows == new and not _late(ended)
    result.next_import_refused += not kept
    result.temporary_files += temporary > 0


def _found(place: Place, again: list[str]) -> Found:
    """Return what a reader finds; an edit that was not taken in is refused, until its owner says so again."""
    found = place.found()
    if not again:
        return found
    assert not found.refused or "is not as it was saved" in found.refused
    place.does(*again)
    return replace(found, refused=place.found().refused)


def _late(ended: Ended) -> bool:
    """Say whether the job failed after it had said that all was kept: in writing that, or in ending."""
    late = (
        "Something is wrong in the program",
        "It may have done its work",
        "lies in a vault now",
        "is plain now",
    )
    return KEPT in ended.said or any(said in ended.said for said in late)


def order(place: Place) -> dict[str, int]:
    """Check the order of fsync and rename of an import by strace, and return how many of each there were."""
    place.again()
    trace = place.folder / "trace"
    options = ["-y", "-o", str(trace), "-e", "trace=fsync,rename", "-s", "4096"]
    assert KEPT in place.does("import", "second", watch=options).said
    events = list(_events(trace))
    renamed = [event for event in events if event[0] == "rename"]
    manifest = next(e for e in renamed if Path(e[2]).name.startswith("manifest-"))
    at = events.index(manifest)
    for event in renamed:
        first, folder = events.index(event), str(Path(event[2]).parent)
        if not Path(event[1]).name.startswith(".dataset.toml.") and ".toml.0" not in event[1]:
            assert ("fsync", event[1], "") in events[:first], event
        assert ("fsync", folder, "") in events[first:], event
        if event[2].endswith(".parquet"):
            assert first < at
            assert ("fsync", folder, "") in events[first:at], event
    assert events[at + 1] == ("fsync", str(Path(manifest[2]).parent), "")
    return {"renames": len(renamed), "fsyncs": len(events) - len(renamed)}


def _events(trace: Path) -> Iterator[tuple[str, str, str]]:
    for line in trace.read_text("utf-8").splitlines():
        if m := re.search(r"fsync\(\d+<(.*?)>\)", line):
            yield "fsync", m[1], ""
        elif m := re.search(r'rename\("(.*?)", "(.*?)"\)', line):
            yield "rename", m[1], m[2]
