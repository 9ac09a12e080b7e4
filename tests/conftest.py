"""The files of the field, where they are; and a home of its own for every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether the code is right. The gate tries the same
# examples at every run: what it says of a commit is said again. SWIT_LONG=1 draws new ones, and more.
settings.register_profile(
    "unhurried", parent=settings(), deadline=None, derandomize=not os.environ.get("SWIT_LONG")
)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let no test read or write what the person at this computer has chosen."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SWIT_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def trouble() -> Path:
    """Return the folder of files bent by habits and other tools; it is never copied into the project."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "trouble"
    folder = Path(os.environ.get("SWIT_TROUBLE", beside))
    if not folder.is_dir():
        pytest.skip(f"no bent files at {folder}; set SWIT_TROUBLE to their folder")
    return folder


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Return the folder of real exports; it is never copied into the project."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "realdata"
    folder = Path(os.environ.get("SWIT_REALDATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no files from the field at {folder}; set SWIT_REALDATA to their folder")
    return folder
