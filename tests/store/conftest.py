"""The person at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.monitor import Monitor


@pytest.fixture
def monitor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Monitor:
    return Monitor(tmp_path, capsys)
