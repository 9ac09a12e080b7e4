"""The folder of a person who imports files, and the files of the field where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.intake.field import Field


@pytest.fixture
def field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Field:
    return Field(tmp_path, capsys)


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Return the folder of real exports; it is never copied into the project."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "realdata"
    folder = Path(os.environ.get("SWIT_REALDATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no files from the field at {folder}; set SWIT_REALDATA to their folder")
    return folder
