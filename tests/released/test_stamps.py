"""A release that is written again is noticed at the next look."""

import os
from pathlib import Path

import pytest

from swit_data.released.stamps import stamp

NAMES = ("release.toml", "signature.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "KEN/release.toml",
        "UKR/release.toml",
        "UKR/signature.toml",
        "UKR/scores.parquet",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


def test_a_folder_that_stays_is_the_same(folder: Path) -> None:
    before = stamp(folder, *NAMES)
    assert [Path(path).relative_to(folder).as_posix() for path, _ in before] == [
        "KEN/release.toml",
        "UKR/release.toml",
        "UKR/signature.toml",
    ]
    os.utime(folder / "UKR" / "scores.parquet", ns=(1, 1))
    (folder / "notes.txt").write_text("")
    assert stamp(folder, *NAMES) == before


@pytest.mark.parametrize("name", ["release.toml", "KEN/signature.toml", "SUR/release.toml"])
def test_what_comes_is_noticed(folder: Path, name: str) -> None:
    before = stamp(folder, *NAMES)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("")
    assert stamp(folder, *NAMES) != before


def test_what_is_written_again_or_goes_is_noticed(folder: Path) -> None:
    before = stamp(folder, *NAMES)
    os.utime(folder / "UKR" / "signature.toml", ns=(1, 1))
    again = stamp(folder, *NAMES)
    (folder / "KEN" / "release.toml").unlink()
    assert len({before, again, stamp(folder, *NAMES)}) == 3


def test_what_is_not_there_has_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "KEN").mkdir()
    (tmp_path / "KEN" / "release.toml").symlink_to(tmp_path / "nowhere")
    assert stamp(tmp_path, *NAMES) == stamp(tmp_path / "gone", *NAMES) == ()
