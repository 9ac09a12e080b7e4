"""Every sentence that intake, store and release say to a person can be said in every language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from swit_data import wording
from swit_data.errors import DatasetError, Sentence, say
from swit_data.wording import FOLDER, SOURCE, Wording, fields_of, languages

ROOT = Path(__file__).parent.parent
# The terminal is in English; what these parts say is shown on the Data page.
SPOKEN = (
    "errors.py",
    "fieldwork.py",
    "dataset",
    "framework",
    "drafting",
    "intake",
    "store",
    "release",
    "released",
    "questionnaire",
    "documents",
    "ui",
)
OTHERS = [code for code in languages() if code != SOURCE]


def sources() -> list[Path]:
    found = [ROOT / "swit_data" / name for name in SPOKEN]
    return sorted(p for f in found for p in ([f] if f.is_file() else f.rglob("*.py")))


def texts(path: Path) -> Iterator[tuple[str, int]]:
    """Give every text that is said in a file, with its line; a name stands for what it was given in the file."""
    tree = ast.parse(path.read_text("utf-8"))
    named: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).extend(strings(node.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "say"
            and node.args
        ):
            first = node.args[0]
            known = named.get(first.id, []) if isinstance(first, ast.Name) else strings(first)
            assert known, f"{path.name}, line {node.lineno}: the text of say() is not written there"
            yield from ((text, node.lineno) for text in known if text)


def strings(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*strings(node.body), *strings(node.orelse)]
    return []


def translated(language: str) -> dict[str, str]:
    catalog = wording.read_catalog(FOLDER / f"sentences.{language}.po")
    return {str(m.id): str(m.string) for m in catalog if m.id and m.context == "sentence"}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_is_translated(path: Path, language: str) -> None:
    known = translated(language)
    assert [(line, text) for text, line in texts(path) if not known.get(text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_of_a_sentence_that_is_gone(language: str) -> None:
    said = {text for path in sources() for text, _ in texts(path)}
    assert set(translated(language)) - said == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_what_stands_in_braces(language: str) -> None:
    for text, other in translated(language).items():
        assert fields_of(text) == fields_of(other), text


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    error = DatasetError(say("{n} interviews", n=say("nothing")))
    assert str(error) == "nothing interviews"
    assert Wording.of("uk").sentence(error.sentences[0]) == "інтерв’ю: нічого"
    assert (
        Wording.of("uk").sentence(Sentence("not translated {x}", (("x", 1),))) == "not translated 1"
    )
