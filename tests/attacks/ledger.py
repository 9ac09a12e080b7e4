"""Faults of the disk in the ledger: bits that flip, files and folders that are lost; then a release is asked for.

The release asked for is one of one more interview, which only the ledger forbids, or of five more, which it allows.
Each fault must be noticed (the release is refused, and the sentence names the ledger or the manifest) or be harmless
(the ledger forbids as before; what is added replaces nothing). Else something was forgotten.
"""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from swit_data import store
from swit_data.__main__ import main
from tests.drawn import Drawn, answers, asked, dataset, people

REFUSED, KEPT = 2, 0  # exit codes
FIRST = 20  # people of the first release; each further one has five more
RELEASES = 3
ADVICE = 5  # of so many faults that are noticed, one is mended as the sentence advises


@dataclass(frozen=True)
class Scene:
    """A dataset with three releases, what was done to it since, and a backup of it."""

    name: str
    folder: Path
    backup: Path
    more: int  # interviews since the last release


@dataclass(frozen=True)
class Outcome:
    """What came of one fault."""

    fault: str
    scene: str
    result: str  # noticed | harmless | forgotten


def faults(folder: Path, random: Random, number: int) -> Iterator[Outcome]:
    """Give what comes of so many faults, each in a copy of a dataset of its own."""
    scenes = list(_scenes(folder))
    for scene in scenes:
        _without_a_fault(folder / "sound", scene)
    kinds: Sequence[Callable[[Path, Random], str]] = (
        *([_bit_of_a_release] * 4),
        *([_bit_of_the_manifest] * 2),
        *(_release_lost, _first_lost, _last_lost, _folder_lost, _release_cut, _manifest_lost),
    )
    for turn in range(number):
        scene = scenes[turn % len(scenes)]
        copy = folder / f"copy{turn}"
        shutil.copytree(scene.folder, copy)
        fault = kinds[turn // len(scenes) % len(kinds)](copy, random)
        result = _after(copy, scene)
        if result == "noticed" and turn % ADVICE == 0 and not _mended(copy, scene):
            result = "forgotten"
        shutil.rmtree(copy)
        yield Outcome(fault, scene.name, result)


def _without_a_fault(copy: Path, scene: Scene) -> None:
    """Check that a scene tells the two releases apart; else what follows would show nothing."""
    shutil.copytree(scene.folder, copy)
    if _after(copy, scene) != "harmless":
        raise ValueError(
            f"{scene.name}, {scene.more} more: the ledger does not forbid as it should"
        )
    shutil.rmtree(copy)


def _after(copy: Path, scene: Scene) -> str:
    """Ask for a release, and return whether the fault was noticed, harmless, or something forgotten."""
    before = _entries(copy)
    code, said = _release(copy)
    if code == REFUSED and ("ledger/" in said or "manifest-" in said):
        return "noticed"
    if any(_entries(copy).get(name) != content for name, content in before.items()):
        return "forgotten"
    return "harmless" if _forbids_as_before(copy, scene, (code, said)) else "forgotten"


def _forbids_as_before(copy: Path, scene: Scene, answer: tuple[int, str]) -> bool:
    code, said = answer
    if scene.more == 1:
        return code == REFUSED and "1 interview" in said
    numbers = sorted(int(name.split("-")[1].removesuffix(".parquet")) for name in _entries(copy))
    return code == KEPT and numbers == list(range(1, RELEASES + 2))


def _mended(copy: Path, scene: Scene) -> bool:
    """Restore the backup, as the sentence says, and say whether the ledger forbids as before the fault."""
    store.restore(copy, scene.backup)
    return _forbids_as_before(copy, scene, _release(copy))


def _release(folder: Path) -> tuple[int, str]:
    said = io.StringIO()
    words = ["release", str(folder), str(folder.parent / f"out-{folder.name}"), "--approve"]
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main([*words, "--community-read", "2026-11"])
    return code, said.getvalue()


def _entries(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "ledger").glob("release-*"))}


# What was done to a dataset before the fault


def _scenes(folder: Path) -> Iterator[Scene]:
    """Give datasets with three releases: as they are, undone, restored from older and newer backups, withdrawn from."""
    older = folder / "older"
    _grow(older, FIRST)
    early = store.backup(older, folder / "early.backup")
    early_copy = folder / "early"
    shutil.copytree(older, early_copy)
    for more in range(1, RELEASES):
        _grow(older, FIRST + 5 * more)
    whole = store.backup(older, folder / "whole.backup")
    steps: Mapping[str, Callable[[Path], object]] = {
        "as it is": lambda _: None,
        "undone": store.undo,
        "older backup restored": lambda copy: store.restore(copy, early),
        "newer backup restored": lambda copy: store.restore(copy, whole),
        "withdrawn from": lambda copy: store.withdraw(copy, ["p3"]),
    }
    for place, (name, step) in enumerate(steps.items()):
        for more in (1, 5):
            copy = folder / f"scene{place}-{more}"
            shutil.copytree(early_copy if name.startswith("newer") else older, copy)
            step(copy)
            last = FIRST + 5 * (RELEASES - 1)
            _bring(copy, last, withdrawn=name.startswith("withdrawn"), more=more)
            yield Scene(name, copy, store.backup(copy, folder / f"{copy.name}.backup"), more)


def _grow(folder: Path, number: int) -> None:
    """Import people up to a number, and release."""
    drawn = _survey(range(1, number + 1))
    store.add(folder, drawn.dataset, drawn.tables())
    code, said = _release(folder)
    if code != KEPT:
        raise ValueError(said)


def _bring(folder: Path, last: int, *, withdrawn: bool, more: int) -> None:
    """Bring a dataset to the people of the last release, and one or five more than these.

    Where somebody was withdrawn, four others leave as well: then only new interviews are few.
    """
    if withdrawn:
        store.withdraw(folder, [f"p{n}" for n in range(4, 8)])
    drawn = _survey(n for n in range(1, last + more + 1) if not (withdrawn and 3 <= n < 8))
    store.add(folder, drawn.dataset, drawn.tables())


def _survey(who: Iterator[int] | range) -> Drawn:
    numbers = list(who)
    said, about = [], []
    for number in numbers:
        about += asked(f"respondent stakeholder_type target\np{number} ngo clinic")
        for code in ("C1a", "P1a"):
            line = f"p{number} ngo clinic {code} {'yes' if number % 3 else 'no'}"
            said += answers(f"respondent stakeholder_type target indicator answer\n{line}")
    there = {f"p{number}" for number in numbers}
    everybody = [row for row in people(max(numbers)) if row["respondent"] in there]
    return Drawn(dataset(), everybody, said, about)


# Faults


def _bit_of_a_release(folder: Path, random: Random) -> str:
    _flip(random.choice(_files(folder)), random)
    return "a bit of a release flipped"


def _bit_of_the_manifest(folder: Path, random: Random) -> str:
    _flip(_manifest(folder), random)
    return "a bit of the manifest flipped"


def _manifest_lost(folder: Path, _: Random) -> str:
    _manifest(folder).unlink()
    return "the manifest lost"


def _release_lost(folder: Path, random: Random) -> str:
    random.choice(_files(folder)).unlink()
    return "a release lost"


def _first_lost(folder: Path, _: Random) -> str:
    _files(folder)[0].unlink()
    return "the first release lost"


def _last_lost(folder: Path, _: Random) -> str:
    _files(folder)[-1].unlink()
    return "the last release lost"


def _folder_lost(folder: Path, _: Random) -> str:
    shutil.rmtree(folder / "ledger")
    return "the folder lost"


def _release_cut(folder: Path, random: Random) -> str:
    path = random.choice(_files(folder))
    content = path.read_bytes()
    path.write_bytes(content[: random.randrange(len(content))])
    return "a release cut off"


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "ledger").glob("release-*"))


def _manifest(folder: Path) -> Path:
    return max((folder / "manifests").glob("manifest-*.json"))


def _flip(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.write_bytes(bytes(content))
