"""The layers are held by import-linter: an import that breaks the promise of the release is refused, and named."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROMISE = "Everything shown comes from the release"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(  # noqa: S603 - our own tools
        [sys.executable, "-c", command, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "imported"),
    [
        ("findings/who.py", "swit_data.store"),
        ("figures/canvas.py", "swit_data.intake.review"),
        ("views/overview.py", "swit_data.release.engine"),
        ("documents/composing.py", "swit_data.release.illustrative"),
    ],
)
def test_what_shows_a_release_cannot_reach_answers(
    tmp_path: Path, file: str, imported: str
) -> None:
    for name in ("swit_data", "pages"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.json")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / "swit_data" / file
    path.write_text(f"{path.read_text('utf-8')}\nimport {imported}\n", "utf-8")
    done = lint(tmp_path)
    said = done.stdout
    assert done.returncode == 1, said + done.stderr
    assert f"{PROMISE} BROKEN" in said
    broken = f"swit_data.{file.removesuffix('.py').replace('/', '.')} -> {imported}"
    assert broken in said
