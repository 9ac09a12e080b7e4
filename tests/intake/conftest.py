"""The folder of a person who imports files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.field import Field


@pytest.fixture
def field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Field:
    return Field(tmp_path, capsys)
