"""Damage of one pilot's release on every page: it is named there, and the pages stand with the others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from swit_data.ui import frame, open_data
from swit_data.ui.open_data import Chosen
from tests.release.neighbours import DAMAGED, DAMAGES
from tests.release.test_folder import owned, released
from tests.ui.test_pages import lines, open_page, shown

pytestmark = pytest.mark.usefixtures("whole_app")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("made"), owned("AAA", "BBB"))


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    yield
    st.cache_resource.clear()


def damaged(made: Path, tmp_path: Path, damage: str) -> Path:
    out = shutil.copytree(made, tmp_path / "out")
    DAMAGES[damage](out / "AAA")
    return out


def stands(page: str, out: Path) -> None:
    """Check that a page shows BBB, says what AAA has, and fails nowhere."""
    open_data.choose(Chosen(release=str(out)))
    app = open_page(page)
    assert not app.exception
    assert not app.error
    told = [text for tag, text in lines(app) if tag == "p" and "AAA" in text]
    assert told
    assert "could not be shown" not in " ".join(shown(app))
    app.run()  # from the cache
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("damage", DAMAGED)
def test_the_overview_stands_beside_a_damaged_pilot(
    made: Path, tmp_path: Path, damage: str
) -> None:
    stands("overview", damaged(made, tmp_path, damage))


@pytest.mark.parametrize("page", [*frame.PAGES, frame.MEETING])
@pytest.mark.parametrize(
    "damage",
    [
        "release.toml is nested deeply",
        pytest.param("release.toml is a link to nothing", marks=pytest.mark.long),
    ],
)
def test_every_page_stands_beside_a_damaged_pilot(
    made: Path, tmp_path: Path, page: str, damage: str
) -> None:
    stands(page, damaged(made, tmp_path, damage))


@pytest.mark.parametrize("page", frame.OWNERS)
def test_the_owners_pages_stand_beside_a_damaged_release(
    made: Path, tmp_path: Path, page: str
) -> None:
    out = open_data.release_of(open_data.home() / "datasets" / "ours")
    shutil.copytree(made.parent / "dataset", open_data.home() / "datasets" / "ours")
    shutil.copytree(made, out)
    DAMAGES["release.toml is nested deeply"](out / "AAA")
    open_data.choose(Chosen(release=str(out), dataset=str(open_data.home() / "datasets" / "ours")))
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert not [tag for tag, text in lines(app) if "damaged" in text and tag == "li"]
    assert tmp_path.is_dir()
