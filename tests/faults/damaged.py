"""Bits flipped, files cut, deleted and added: what a reader then finds is the same, named as damaged, or refused."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from swit_data import store
from swit_data.__main__ import main
from swit_data.errors import SwitError
from swit_data.store import files
from swit_data.store import manifest as manifests
from tests.faults.person import Place, in_copy, look, opened_by, quiet

FLIPS = 300
SEALED = {
    **{
        f"rows of {n}": f"sealed/parquet/{n}-*.parquet" for n in ("respondents", "answers", "asked")
    },
    "manifest": "sealed/manifests/manifest-00000002.json",
    "manifest before": "sealed/manifests/manifest-00000001.json",
    "latest": "sealed/manifests/latest.json",
    "framework": "sealed/frameworks/*.toml",
    "key": "sealed/.key",
    "vault.json": "vault.json",
    "copy of vault.json": "sealed/vault.json",
}
KINDS = {
    "rows of respondents": "parquet/respondents-*.parquet",
    "rows of answers": "parquet/answers-*.parquet",
    "rows of asked": "parquet/asked-*.parquet",
    "manifest": "manifests/manifest-00000002.json",
    "manifest before": "manifests/manifest-00000001.json",
    "latest": "manifests/latest.json",
    "framework": "frameworks/*.toml",
    "dataset.toml": "dataset.toml",
    "key": ".key",
}


def reading(place: Place) -> dict[str, Counter[str]]:
    """Flip a bit at 300 places of each kind of file, and cut each at each tenth; count what a reader finds."""
    place.again()
    place.does("import", "second")
    _GOOD["rows"] = _rows(place)
    kinds = SEALED if place.sealed else KINDS
    return {kind: _each(place, _now(place, pattern)) for kind, pattern in kinds.items()}


def _now(place: Place, pattern: str) -> Path:
    """Return the file of a kind that the last state rests on."""
    found = sorted(place.dataset.glob(pattern))
    with opened_by(place.dataset):
        used = manifests.read(place.dataset, 2).parquet()
        places = {files.place(place.dataset, f"parquet/{name}") for name in used}
    return next(path for path in found if path.suffix != ".parquet" or path in places)


def _each(place: Place, path: Path) -> Counter[str]:
    content = path.read_bytes()
    job = _found_for(path, list(_versions(content)), lambda: _verdict(place, path))
    return Counter(json.loads(in_copy(job).said.splitlines()[-1]))


def _found_for(
    path: Path, versions: list[bytes | None], verdict: Callable[[], str]
) -> Callable[[], int]:
    def job() -> int:
        good = path.read_bytes()
        found: Counter[str] = Counter()
        for version in versions:
            path.unlink(missing_ok=True)
            if version is not None:
                path.write_bytes(version)
            found[verdict()] += 1
        path.write_bytes(good)
        sys.stdout.write(json.dumps(found) + "\n")
        return 0

    return job


def _versions(content: bytes) -> Iterator[bytes | None]:
    """Give a file with one bit flipped at 300 places, cut at each tenth, and gone."""
    chance = random.Random(len(content))  # noqa: S311 - places, nothing secret
    for place in _places(len(content), chance):
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        yield bytes(flipped)
    yield from (content[: len(content) * tenths // 10] for tenths in range(10))
    yield None


def _places(size: int, chance: random.Random) -> list[int]:
    if size <= FLIPS:
        return [place % size for place in range(FLIPS)]
    return sorted(chance.sample(range(size), FLIPS))


def _verdict(place: Place, path: Path) -> str:
    """Say what a reader and an importer find: the same, damage that is named, a refusal, or SILENT."""
    key = path.name == ".key"
    try:
        with opened_by(place.dataset):
            stored = store.open_dataset(place.dataset)
        if stored.damaged:
            return "named"
        same = _rows(place) == _GOOD["rows"]
    except SwitError:
        return "refused"
    if key:
        code, _ = quiet(lambda: main(place.words("import", "third")))
        return "refused" if code else "SILENT"
    return "the same" if same else "SILENT"


_GOOD: dict[str, str] = {}


def _rows(place: Place) -> str:
    return str(look(place.dataset)["rows"])


def backups(place: Place) -> Counter[str]:
    """Flip a bit at 300 places of a backup, cut it at each tenth; restore the whole one twice."""
    place.again()
    good, new = place.folder / "good.zip", place.folder / "new"
    assert place.does("backup", str(good)).code == 0
    bad = place.folder / "bad.zip"
    bad.write_bytes(good.read_bytes())

    def refused() -> str:
        code, _ = quiet(lambda: main(["restore", str(new), str(bad)]))
        return "refused" if code == 2 and not new.exists() else "SILENT"

    job = _found_for(bad, list(_versions(good.read_bytes())), refused)
    found = Counter(json.loads(in_copy(job).said.splitlines()[-1]))
    rows = place.found().rows
    assert in_copy(lambda: main(["restore", str(new), str(good)])).code == 0
    found["restored into an empty folder"] += place.found(new).rows == rows
    place.does("import", "second")
    assert place.does("restore", str(good)).code == 0
    found["restored over a dataset"] += place.found().rows == rows
    return found


def deleted(place: Place) -> dict[str, bool]:
    """Delete the last manifest, add files of somebody else, and say whether the store does what docs promise."""
    place.again()
    place.does("import", "second")
    (files.root(place.dataset) / "manifests" / "manifest-00000002.json").unlink()
    missed = "is damaged or missing" in place.found().refused
    undone = place.does("undo").code == 0 and not place.found().refused
    foreign = files.root(place.dataset) / "parquet" / "mine.parquet"
    foreign.write_bytes(b"mine")
    _, kept, temporary = place.found_then_third()
    stays = foreign.read_bytes() == b"mine"
    return {
        "deleted manifest is missed": missed,
        "undo leads out": undone,
        "foreign file is no harm": kept and not temporary,
        "foreign file stays": stays,
    }
