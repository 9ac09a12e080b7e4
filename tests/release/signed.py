"""Releases of two owners who both have a pilot AAA, made by the command's door; and what a forger makes of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from swit_data.__main__ import main
from swit_data.release import signing
from tests.release.test_decision import APPROVED
from tests.release.test_folder import owned


class Behind(datetime):
    """The clock of a laptop whose battery was empty."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Behind:
        """Return a day long ago."""
        return cls(2020, 1, 1, tzinfo=tz)


def made(folder: Path) -> Path:
    """Return a folder with `first` and `newer`, two releases of AAA and BBB by us, and `theirs`, AAA of somebody else.

    They are made on the owners' own computers: nothing of it is known on the reader's.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SWIT_HOME", str(folder / "owners"))
        owned("AAA", "BBB").store(folder / "data")
        released(folder / "data", folder / "newer")
        shutil.copytree(folder / "newer", folder / "first")
        with pytest.MonkeyPatch.context() as behind:
            behind.setattr(signing, "datetime", Behind)
            released(folder / "data", folder / "newer")
        owned("AAA", title="Theirs").store(folder / "other")
        released(folder / "other", folder / "theirs")
    return folder


def released(dataset: Path, out: Path) -> None:
    assert main(["release", str(dataset), str(out), *APPROVED]) == 0


def one_byte(releases: Path) -> None:
    path = releases / "newer" / "AAA" / "scores.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def one_byte_of_the_signature(releases: Path) -> None:
    path = releases / "newer" / "AAA" / "signature.toml"
    text = path.read_text("utf-8")
    last = text.rstrip().removesuffix('"')[-1]
    path.write_text(text.replace(f'{last}"\n', f'{"0" if last != "0" else "1"}"\n'), "utf-8")


def reworded(releases: Path) -> None:
    """Show it to everybody: every fingerprint is right, and the signature stays."""
    path = releases / "newer" / "AAA" / "release.toml"
    text = path.read_text("utf-8")
    assert "k0 = 10" in text
    path.write_text(text.replace("k0 = 10", "k0 = 11"), "utf-8")


def anothers_signature(releases: Path) -> None:
    shutil.copy(releases / "theirs" / "AAA" / "signature.toml", releases / "newer" / "AAA")


def swapped(releases: Path) -> None:
    shutil.copy(releases / "newer" / "BBB" / "signature.toml", releases / "newer" / "AAA")


def another_owners(releases: Path) -> None:
    shutil.rmtree(releases / "newer" / "AAA")
    shutil.copytree(releases / "theirs" / "AAA", releases / "newer" / "AAA")


def stripped(releases: Path) -> None:
    reworded(releases)
    (releases / "newer" / "AAA" / "signature.toml").unlink()


def replayed(releases: Path) -> None:
    shutil.rmtree(releases / "newer" / "AAA")
    shutil.copytree(releases / "first" / "AAA", releases / "newer" / "AAA")


FORGERIES: dict[Callable[[Path], None], str] = {
    one_byte: "AAA: the file scores.parquet of this release is damaged, missing or changed",
    one_byte_of_the_signature: "AAA: the signature of this release is false",
    reworded: "AAA: the signature of this release is false",
    anothers_signature: "AAA: the signature of this release is false",
    swapped: "AAA: the signature of this release is false",
    another_owners: "AAA: this release is signed by another key",
    stripped: "AAA: this release is not signed, and this computer knows the key of AAA as “Ours”",
    replayed: "AAA: this is an older release, signed on",
}
