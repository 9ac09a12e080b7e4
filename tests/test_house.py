"""The rules of the house: the tools pass, and what no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "pages").glob("*.py"))
SHOWN = sorted([ROOT / "app.py", *PAGES, *(ROOT / "swit_data").rglob("*.py")])
LOADED = sorted(path for path in (ROOT / "static").iterdir() if path.suffix != ".woff2")


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["importlinter.cli"],
    ],
    ids=["ruff check", "ruff format", "mypy", "import-linter"],
)
def test_the_tools_pass(command: list[str]) -> None:
    if command == ["importlinter.cli"]:
        command = ["-c", "from importlinter.cli import lint_imports_command as run; run()"]
    else:
        command = ["-m", *command]
    done = subprocess.run(  # noqa: S603 - our own tools
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_arranges(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    tree = ast.parse(text)
    assert not [node for node in ast.walk(tree) if isinstance(node, kinds)]
    assert not {"pandas", "plotly", "duckdb", "pyarrow"} & imported(tree)


def test_text_is_never_read_as_html() -> None:
    for path in SHOWN:
        text = path.read_text("utf-8")
        assert "unsafe_allow_html" not in text, path
        assert not re.search(r"\bst\.html\b|\bst\.components\.v1\b|\bst\.iframe\b", text), path


def test_session_state_stands_in_one_file() -> None:
    found = [path for path in SHOWN if "session_state" in path.read_text("utf-8")]
    assert found == [ROOT / "swit_data" / "ui" / "session.py"]


def test_no_other_host_is_named() -> None:
    for path in (*SHOWN, *LOADED):
        if path.name == "noto-sans-OFL.txt":
            continue  # a licence text; no page loads it
        if path.name.startswith("plotly-basic"):
            continue  # as it is published; no page may ask another host (tests/browser: test_frame.py, conftest.py)
        text = path.read_text("utf-8")
        hosts = set(re.findall(r"(?:https?|wss?)://([\w.:-]+)", text))
        assert hosts - {"www.w3.org", "127.0.0.1", "localhost"} == set(), path


def test_nobody_imports_the_app() -> None:
    for path in SHOWN:
        assert "app" not in imported(ast.parse(path.read_text("utf-8"))), path


def test_every_direct_dependency_is_pinned_and_explained() -> None:
    told = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    lines = [
        line
        for name in (
            "requirements.txt",
            "requirements-dev.txt",
            "requirements-maintain.txt",
            "requirements-hosting.txt",
            "requirements-spark.txt",
        )
        for line in (ROOT / name).read_text("utf-8").splitlines()
    ]
    assert "-r requirements.txt" in lines
    for line in lines:
        if line != "-r requirements.txt":
            pinned = re.fullmatch(
                r"([\w.-]+(?:\[\w+\])?==[\w.]+)( ; sys_platform != 'win32')?", line
            )
            assert pinned
            assert pinned[1].replace("==", " ") in told


def test_the_lock_holds_what_is_asked_for_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        assert line.lower() in lock
    assert not re.search(r"https?://|--index|file:|/(home|root|opt|tmp|work)/", lock)
    entries = re.findall(r"^[\w.-]+==", lock, re.MULTILINE)
    assert len(entries) == len(
        re.findall(r"^[\w.-]+==[^\n]*\\\n    --hash=sha256:", lock, re.MULTILINE)
    )


def test_layers_are_those_of_the_design() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(each for each in linter["contracts"] if each["type"] == "layers")
    assert layers["exhaustive"] is True
    assert layers["layers"][0].startswith("ui")
    assert layers["layers"][-1] == "errors"


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names
