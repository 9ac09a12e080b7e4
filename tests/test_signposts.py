"""What docs/architecture.md points at is there, and nothing refers to a file that nobody has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SIGN = re.compile(r"\| `([^`]+):(\d+)` (\S+) \|")
SIGNS = SIGN.findall((ROOT / "docs" / "architecture.md").read_text("utf-8"))
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")
# Papers that lie beside this repository, on the computers of those who began it.
ELSEWHERE = re.compile(r"\b(?:DESIGN|LOOK|STYLE|safety|stack|speed|house)\.md\b")


def texts() -> list[Path]:
    rooms = [ROOT / name for name in ("docs", "pages", "swit_data", "tests", "data")]
    found = [
        path
        for room in rooms
        for path in room.rglob("*")
        if path.suffix in {".md", ".py", ".sql", ".toml"}
    ]
    return [*ROOT.glob("*.md"), *ROOT.glob("*.py"), ROOT / "pyproject.toml", *sorted(found)]


def test_eight_questions_are_answered() -> None:
    assert len(SIGNS) == 8


@pytest.mark.parametrize(("file", "line", "name"), SIGNS)
def test_a_sign_points_at_its_place(file: str, line: str, name: str) -> None:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    there = [
        n for n, text in enumerate(lines, 1) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    assert int(line) in there, f"{file}: {name} stands in {there}"


@pytest.mark.parametrize("path", [p for p in texts() if p.suffix == ".md"], ids=lambda p: p.name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    targets = LINK.findall(path.read_text("utf-8"))
    assert [each for each in targets if not (path.parent / each).exists()] == []


def test_nothing_refers_to_papers_that_are_not_here() -> None:
    found = {
        str(path.relative_to(ROOT)): sorted(set(ELSEWHERE.findall(path.read_text("utf-8"))))
        for path in texts()
        if path != Path(__file__)
    }
    named = {
        p: [n for n in names if not (ROOT / "docs" / n).exists()] for p, names in found.items()
    }
    assert {path: names for path, names in named.items() if names} == {}
