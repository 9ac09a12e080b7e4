"""The lines in which the tables and keys of a framework file stand; tomllib does not say them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from swit_data.framework.error_place import Place

_PIECE = re.compile(r", (?=\[)")
_PATH = re.compile(r"\[+([^\[\]]+)\]")
# Of a value: a text (of several lines, or of one), a comment, a bracket, or the end of the line.
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]|\n',
    re.DOTALL,
)
_KEY = re.compile(r'\s*((?:"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[^"\'=\n])+)=')
_HEADER = re.compile(r'\[\[?((?:"[^"\n]*"|\'[^\'\n]*\'|[^\]"\'\n])*)\]')


@dataclass
class Lines:
    """The lines of each key of each table; the key is empty for the header of a table."""

    of_key: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def find(self, table: str, key: str) -> tuple[int, ...]:
        """Return the lines of a key, else of its table, else of what holds that; several where a code stands twice."""
        plain = key.partition(" number ")[0].partition(".")[0]
        for known in ((table, key), (table, plain), (table, "")):
            if known in self.of_key:
                return tuple(self.of_key[known])
        return self._around(table) if table else ()

    def _around(self, table: str) -> tuple[int, ...]:
        """Return the lines of the key that holds a table written as { } or [ ]."""
        *outer, last = _PIECE.split(table)
        found = _PATH.match(last)
        above, _, name = (found[1] if found else "").rpartition(".")
        holder = ", ".join(outer) or (f"[{above}]" if above else "")
        return self.find(holder, name) if name else ()


def lines_of(text: str, data: Mapping[str, object]) -> Lines:
    """Return the lines of a file that tomllib has read as `data`."""
    lines, table, counted = Lines(), _Table(), dict[tuple[str, str], int]()
    for line, statement in _statements(text):
        header = _HEADER.match(statement)
        if header:
            table = _opened(data, header, counted)
            lines.of_key.setdefault((table.name, ""), []).append(line)
            continue
        *inner, key = _parts_of(statement)
        where = table
        for part in inner:
            lines.of_key.setdefault((where.name, part), []).append(line)
            where = where.inside(part)
        lines.of_key.setdefault((where.name, key), []).append(line)
    return lines


@dataclass(frozen=True)
class _Table:
    """A table by the name that sentences give it, and its path."""

    name: str = ""
    path: str = ""

    def inside(self, key: str, index: int = -1, code: object = "") -> _Table:
        """Return a table in it, or an entry of a list in it; named as in tables.py."""
        path = f"{self.path}.{key}" if self.path else key
        around = Place("", "" if self.name == f"[{self.path}]" else self.name)
        if index < 0:
            return _Table(around.inside(f"[{path}]").table, path)
        if code and isinstance(code, str):
            return _Table(around.entry(path, code).table, path)
        return _Table(around.inside(f"[[{path}]] number {index + 1}").table, path)


def _opened(
    data: Mapping[str, object], header: re.Match[str], counted: dict[tuple[str, str], int]
) -> _Table:
    """Return the table that a header opens; of a list it is the next entry."""
    table, here = _Table(), data
    parts = _keys(header[1])
    for number, part in enumerate(parts):
        found = here.get(part)
        if not isinstance(found, list):
            table, here = table.inside(part), found if isinstance(found, Mapping) else {}
            continue
        place = (table.name, part)
        if number == len(parts) - 1:
            counted[place] = counted.get(place, -1) + 1
        index = counted.get(place, 0)
        here = found[index]
        table = table.inside(part, index, here.get("code"))
    return table


def _parts_of(statement: str) -> list[str]:
    found = _KEY.match(statement)
    return _keys(found[1]) if found else [""]


def _keys(dotted: str) -> list[str]:
    """Return the parts of a dotted key, as tomllib reads them."""
    here: object = tomllib.loads(f"{dotted} = 0")
    parts = []
    while isinstance(here, dict):
        ((part, here),) = here.items()
        parts.append(part)
    return parts


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Give each header and each key with its value, with the line it begins in."""
    line = 1
    for statement in _cut(text):
        plain = statement.strip()
        if plain and not plain.startswith("#"):
            yield line, plain
        line += statement.count("\n")


def _cut(text: str) -> Iterator[str]:
    """Cut a file where a line ends and no list, table or text goes on."""
    start, depth = 0, 0
    for token in _TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "\n" and depth <= 0:
            yield text[start : token.end()]
            start = token.end()
    yield text[start:]
