"""When a form asks a question, where that is simple: if one of some answers was given to one other question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SELECTED = re.compile(r"selected\(\s*\$\{([^{}]+)\}\s*,\s*(?:'([^'\s]+)'|\"([^\"\s]+)\")\s*\)")
_EQUAL = re.compile(r"\$\{([^{}]+)\}\s*=\s*(?:'([^'\s]+)'|\"([^\"\s]+)\"|(-?\d+))")


@dataclass(frozen=True)
class Simple:
    """A question is asked if one of these answers was given to another one."""

    column: str
    values: tuple[str, ...]


def simple(conditions: Sequence[str]) -> Simple | None:
    """Return what several conditions say together, where it is simple."""
    if len(conditions) != 1:
        return None
    terms = list(_terms(conditions[0]))
    found = [_SELECTED.fullmatch(term) or _EQUAL.fullmatch(term) for term in terms]
    columns = {match[1].strip() if match else "" for match in found}
    if len(columns) != 1 or "" in columns:
        return None
    values = [next(filter(None, match.groups()[1:])) for match in found if match]
    return Simple(columns.pop(), tuple(dict.fromkeys(values)))


def _terms(text: str) -> Iterator[str]:
    """Give what “or” joins, without brackets around it."""
    plain = text.strip()
    while plain.startswith("(") and _closes(plain) == len(plain) - 1:
        plain = plain[1:-1].strip()
    depth, start = 0, 0
    for found in re.finditer(r"[()]|\s+or\s+|'[^']*'|\"[^\"]*\"", plain):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth and found[0].strip() == "or":
            yield from _terms(plain[start : found.start()])
            start = found.end()
    if start:
        yield from _terms(plain[start:])
    else:
        yield plain


def _closes(text: str) -> int:
    """Return where the first bracket closes."""
    depth = 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if not depth:
            return place
    return -1
