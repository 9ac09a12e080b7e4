"""A release that was replaced goes from memory as soon as nobody reads it, without a search for garbage."""

from __future__ import annotations

import gc
import os
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from swit_data.release.illustrative import READY
from swit_data.released.release import Release
from tests.ui.test_pages import open_page


@pytest.fixture(autouse=True)
def nothing_searched() -> Iterator[None]:
    """Let what holds itself stay: a server searches everything every five minutes only."""
    gc.disable()
    yield
    gc.enable()


def held() -> dict[int, Release]:
    """Return each release, or part of one, that is in memory, by its place there."""
    return {id(each): each for each in gc.get_objects() if type(each) is Release}


@pytest.mark.usefixtures("whole_app")
@pytest.mark.parametrize("alone", ["", "SUR"])
def test_a_release_that_was_replaced_goes_with_the_next_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: str
) -> None:
    folder = tmp_path / "release"
    shutil.copytree(READY, folder)
    monkeypatch.setenv("SWIT_RELEASE", str(folder))
    others = held()
    for page in ("overview", "compare", "pilot"):
        assert not open_page(page, alone=alone).exception
    gc.collect()  # the visits of these pages
    opened = [weakref.ref(each) for place, each in held().items() if place not in others]
    assert len(opened) == 1 + bool(alone)
    for file in folder.glob("*/release.toml"):
        os.utime(file, (1, 1))
    assert not open_page("compare", alone=alone).exception
    assert [each() for each in opened] == [None] * len(opened)
