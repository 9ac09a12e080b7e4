"""A power cut at every moment of an import: what was not synced may be on the disk, or not, in any part."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from tests.faults.person import KEPT, Place, in_copy, look

_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_MOST = 64  # ways to lose what was not synced, a moment


@dataclass
class Inode:
    """A file: what was written, and how much of that is safe."""

    written: bytes = b""
    safe: bytes | None = None


@dataclass
class Folder:
    """The names in a folder: the safe ones, and what was done since it was synced."""

    names: dict[str, Inode | None] = field(default_factory=dict)  # none: a folder
    pending: list[tuple[str, str, Inode | None]] = field(default_factory=list)


class Disk:
    """A disk that keeps only what was synced for certain."""

    def __init__(self, root: Path) -> None:
        """Begin with what lies in a folder, all of it safe."""
        self.root = root
        self.folders: dict[Path, Folder] = {root.parent: Folder()}
        self.open: dict[int, tuple[Path, Inode | None]] = {}
        self.acknowledged = False
        for path in [root, *sorted(root.rglob("*"))] if root.exists() else []:
            content = None if path.is_dir() else path.read_bytes()
            if content is None:
                self.folders[path] = Folder()
            inode = None if content is None else Inode(content, content)
            self.folders[path.parent].names[path.name] = inode

    def now(self, path: Path) -> Inode | None:
        """Return the file that a running process finds under a name."""
        folder = self.folders[path.parent]
        names = dict(folder.names)
        for what, name, inode in folder.pending:
            names.pop(name, None) if what == "gone" else names.update({name: inode})
        return names.get(path.name)

    def does(self, call: str, paths: list[Path], content: bytes, handle: int, result: int) -> None:
        """Do a system call."""
        inside = [p for p in paths if self.root in (p, *p.parents)]
        if call == "write" and handle == 1 and KEPT.encode() in content:
            self.acknowledged = True
        if call in ("openat", "close"):
            self.open.pop(result if call == "openat" else handle, None)
        if call in ("write", "fsync") and handle in self.open:
            self._change(call, handle, content)
        if inside and call != "write":
            self._name(call, inside, result)

    def _change(self, call: str, handle: int, content: bytes) -> None:
        path, inode = self.open[handle]
        if call == "write" and inode is not None:
            inode.written += content
        elif inode is not None:
            inode.safe = inode.written
        elif path in self.folders:
            self._settle(self.folders[path], [True] * len(self.folders[path].pending))

    def _name(self, call: str, paths: list[Path], result: int) -> None:
        path = paths[-1]
        above = self.folders[path.parent]
        if call == "openat":
            inode = None if path in self.folders else self.now(path)
            self.open[result] = (path, inode)
        elif call == "creat":
            inode = Inode()
            above.pending.append(("here", path.name, inode))
            self.open[result] = (path, inode)
        elif call == "mkdir":
            self.folders[path] = Folder()
            above.pending.append(("here", path.name, None))
        elif call == "unlink":
            above.pending.append(("gone", path.name, None))
        elif call == "rename":
            above.pending.append((f"from {paths[0].name}", path.name, self.now(paths[0])))

    @staticmethod
    def _settle(folder: Folder, happened: list[bool]) -> None:
        for (what, name, inode), did in zip(folder.pending, happened, strict=True):
            if not did:
                continue
            folder.names.pop(name if what == "gone" else what.removeprefix("from "), None)
            if what != "gone":
                folder.names[name] = inode
        folder.pending = []

    def cuts(self, to: Path) -> Iterator[None]:
        """Build, one after another, what may be on the disk after a power cut now."""
        pending = [(f, n) for f, folder in self.folders.items() for n in range(len(folder.pending))]
        for happened in _ways(len(pending)):
            did = dict(zip(pending, happened, strict=True))
            for rest in (0, 1):  # of what was not synced: nothing, or the first half
                shutil.rmtree(to, ignore_errors=True)
                self._build(to, did, rest)
                yield

    def _build(self, to: Path, did: dict[tuple[Path, int], bool], rest: int) -> None:
        for path, folder in self.folders.items():
            copy = Folder(dict(folder.names), list(folder.pending))
            self._settle(copy, [did[path, n] for n in range(len(copy.pending))])
            place = to / path.relative_to(self.root.parent)
            if path != self.root.parent and not place.is_dir():
                continue  # its own name was lost
            place.mkdir(parents=True, exist_ok=True)
            for name, inode in copy.names.items():
                if inode is None:
                    (place / name).mkdir(exist_ok=True)
                else:
                    (place / name).write_bytes(_left(inode, rest))


def _left(inode: Inode, rest: int) -> bytes:
    if inode.safe == inode.written:
        return inode.written
    return inode.written[: len(inode.written) // 2] if rest else inode.safe or b""


def _ways(number: int) -> list[tuple[bool, ...]]:
    """Return which of so many changes reached the disk: all ways if they are few, else each alone and all but each."""
    if 2**number <= _MOST:
        return list(product((False, True), repeat=number))
    ways = [(False,) * number, (True,) * number]
    ways += [tuple(n == one for n in range(number)) for one in range(number)]
    ways += [tuple(n != one for n in range(number)) for one in range(number)]
    ways += [tuple(n < cut for n in range(number)) for cut in range(number)]
    return sorted(set(ways))


def power_cuts(place: Place, kept: str) -> dict[str, int]:
    """Record an import by strace and cut the power after each of its calls; count what is then found."""
    place.again(kept)
    begin = Disk(place.dataset)
    old = place.found().rows
    trace = place.folder / "trace"
    options = ["-xx", "-s", "10000000", "-o", str(trace)]
    options += ["-e", "trace=openat,write,fsync,rename,mkdir,unlink,close"]
    name = "second" if kept == "kept" else "first"
    assert KEPT in place.does("import", name, watch=options).said
    new = place.found().rows
    events = [_event(m) for m in map(_LINE.match, trace.read_text("utf-8").splitlines()) if m]

    def job() -> int:
        sys.stdout.write(json.dumps(_replayed(begin, events, place, (old, new))) + "\n")
        return 0

    ended = in_copy(job)
    assert ended.code == 0, ended.said[-2000:]
    return dict(json.loads(ended.said.splitlines()[-1]))


def _replayed(
    disk: Disk, events: Sequence[tuple[object, ...]], place: Place, states: tuple[str, str]
) -> dict[str, int]:
    found = {
        "moments": 0,
        "disks": 0,
        "old": 0,
        "new": 0,
        "mixtures": 0,
        "lost": 0,
        "unreadable": 0,
    }
    to = place.folder / "cut"
    for event in events:
        disk.does(*event)  # type: ignore[arg-type]
        found["moments"] += 1
        for _ in disk.cuts(to):
            seen = look(to / place.dataset.name)
            rows = seen.get("rows")
            found["disks"] += 1
            found["old"] += rows == states[0]
            found["new"] += rows == states[1]
            found["unreadable"] += "refused" in seen
            found["mixtures"] += "refused" not in seen and rows not in states
            found["lost"] += disk.acknowledged and rows != states[1]
    return found


def _event(match: re.Match[str]) -> tuple[str, list[Path], bytes, int, int]:
    """Return a call: its name, the paths, what was written, the handle, the result."""
    call, given, result = match[1], match[2], int(match[3])
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(given)]
    if result < 0:
        return "failed", [], b"", -1, result
    if call == "write":
        return call, [], texts[0] if texts else b"", int(given.split(",")[0]), result
    if call in ("fsync", "close"):
        return call, [], b"", int(given), result
    if call == "openat" and "O_CREAT" in given and "O_TRUNC" in given:
        call = "creat"
    return call, [Path(text.decode()) for text in texts], b"", -1, result
