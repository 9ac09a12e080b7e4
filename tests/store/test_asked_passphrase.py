"""A person at a terminal chooses a passphrase, and it is not shown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from swit_data import store
from tests.intake.field import NARROW
from tests.store.monitor import HEAD, everything
from tests.vaults import OTHER, PASSPHRASE, opened

pty = pytest.importorskip("pty", reason="Windows has no such terminal")
ROOT = Path(__file__).parents[2]


def at_a_terminal(words: list[str], answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Run a command in a terminal of its own, answer what it asks, and return its code and what was seen."""
    child, terminal = pty.fork()
    if not child:
        os.environ.pop("SWIT_PASSPHRASE", None)
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "swit_data", *words])  # noqa: S606 - our own
    seen = ""
    for question, answer in [*answers, ("", "")]:
        while not question or question not in seen.rpartition("\0")[2]:
            try:
                seen += os.read(terminal, 4096).decode("utf-8", "replace")
            except OSError:  # it has ended
                break
        if question:
            seen += "\0"
            os.write(terminal, f"{answer}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), seen


def test_a_new_passphrase_is_asked_for_twice(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(NARROW, "utf-8")
    row = "2026-03-02,kenya,ngo,yes,yes,u1,2026-03-02T10:00:00\n"
    (tmp_path / "export.csv").write_text(HEAD + row, "utf-8")
    words = ["import", str(tmp_path / "export.csv"), "--framework", str(tmp_path / "small.toml")]
    own, again = "one of your own:", "The same again:"
    code, seen = at_a_terminal(
        [*words, "--dataset", str(tmp_path / "d")],
        [
            ("[y/N]", "y"),
            *((own, "sunny"), (again, "sunny")),
            *((own, OTHER), (again, PASSPHRASE)),
            *((own, PASSPHRASE), (again, PASSPHRASE)),
        ],
    )
    assert code == 0, seen
    assert "the answers are lost" in " ".join(seen.split())
    assert "Too weak" in seen
    assert "These were not the same." in seen
    assert PASSPHRASE not in seen
    assert OTHER not in seen
    with opened(tmp_path / "d"):
        assert len(everything(tmp_path / "d")) == 1
    assert store.is_vault(tmp_path / "d")
