"""The sentences that the code says to people, found where they are written: in `say(...)`."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from swit_data.errors import WordingError

PACKAGE = Path(__file__).parents[1]
# The terminal is in English; what these parts say is shown on a page.
SPOKEN = (
    "errors.py",
    "fieldwork.py",
    "meeting.py",
    "dataset",
    "framework",
    "catalogues",
    "drafting",
    "intake",
    "store",
    "release",
    "released",
    "questionnaire",
    "documents",
    "ui",
)


def sources() -> list[Path]:
    """Return the files whose sentences are said in every language."""
    found = [PACKAGE / name for name in SPOKEN]
    return sorted(p for f in found for p in ([f] if f.is_file() else f.rglob("*.py")))


@cache
def spoken() -> dict[str, str]:
    """Return every sentence, each once, with the file that says it."""
    found: dict[str, str] = {}
    for path in sources():
        for text, _ in said_in(path):
            found.setdefault(text, path.relative_to(PACKAGE.parent).as_posix())
    return found


@cache
def written() -> frozenset[str]:
    """Return every text that stands in the code: also what only the terminal says."""
    trees = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")]
    nodes = (node for tree in trees for node in ast.walk(tree))
    return frozenset(text for node in nodes for text in _strings(node))


def said_in(path: Path) -> Iterator[tuple[str, int]]:
    """Give every sentence of a file, with its line; a name stands for what it was given in the file.

    Raises:
        WordingError: a sentence is not written in the file, so that no translator could find it.
    """
    tree = ast.parse(path.read_text("utf-8"))
    named: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).extend(_strings(node.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "say"
            and node.args
        ):
            first = node.args[0]
            known = named.get(first.id, []) if isinstance(first, ast.Name) else _strings(first)
            if not known:
                raise WordingError(
                    f"{path.name}, line {node.lineno}: the text of say() is not written there."
                )
            yield from ((text, node.lineno) for text in known if text)


def _strings(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_strings(node.body), *_strings(node.orelse)]
    return []
