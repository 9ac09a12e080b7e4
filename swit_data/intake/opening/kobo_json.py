"""Answers as KoboToolbox's API gives them (JSON), as the tables that its workbook would have."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from swit_data.errors import IntakeError, Sentence, say, shown
from swit_data.intake.opening.encoding import as_utf8, decoded
from swit_data.intake.opening.grid import Grid
from swit_data.intake.opening.limits import MEGABYTE, PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    # The repeat it is of and how deep that is, what it holds, and which row it belongs to.
    Item = tuple[str, int, Mapping[str, object], Mapping[str, str]]

    from swit_data.intake.opening.book import Sheet
    from swit_data.intake.opening.limits import Limits

MAIN = "results"  # the API's own word for the list of submissions
_DEEPEST = 20  # groups and repeats inside each other; XLSForms of the field have up to 5
_MOST_COLUMNS = 20_000


def read_results(file: str, content: bytes, limits: Limits = PAGE) -> list[Sheet]:
    """Return the submissions of a JSON file, and a table for each repeat.

    Raises:
        IntakeError: it is no JSON, or holds no submissions.
    """
    if len(content) > limits.json:
        text = "{file}: this JSON is {found} MB; allowed are {most} MB. Export the data as CSV."
        found = len(content) // MEGABYTE + 1
        raise IntakeError(say(text, file=file, found=found, most=limits.json // MEGABYTE))
    tables = Tables(file)
    for submission in _submissions(file, content):
        tables.add(submission)
    return tables.sheets()


def _submissions(file: str, content: bytes) -> list[Mapping[str, object]]:
    found = _parsed(file, decoded(file, as_utf8(file, content)))
    other = _other_kind(found)
    if other:
        text = (
            "{file}: this is {kind}, which is not read. Export the answers as CSV (in ODK Central: “All data”, a zip "
            "of CSV files), or download KoboToolbox's JSON (…/data.json)."
        )
        raise IntakeError(say(text, file=file, kind=other))
    rows = found.get("results") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        text = (
            "{file}: this JSON holds no list of submissions, alone or under “results”. Download it from KoboToolbox's "
            "address of the data (…/data.json), or export the data as CSV."
        )
        raise IntakeError(say(text, file=file))
    if isinstance(found, dict) and found.get("next"):
        text = (
            "{file}: this JSON is one page of several: it says where the next one is, so submissions are missing. "
            "Download all of them (add “?limit=30000” to the address), or export the data as CSV."
        )
        raise IntakeError(say(text, file=file))
    return rows


def _other_kind(found: object) -> Sentence | None:
    """Return what a JSON is that other tools write, as it is called."""
    if not isinstance(found, dict) or "results" in found:
        return None
    if found.get("type") in ("FeatureCollection", "Feature"):
        return say("GeoJSON, a map's file")
    if any(name.startswith("@odata") for name in found) or isinstance(found.get("value"), list):
        return say("OData, the feed that ODK Central gives to Excel and Power BI")
    lists = [name for name, held in found.items() if isinstance(held, list) and held]
    if lists and isinstance(found[lists[0]][0], dict):
        return say("JSON of another tool (its list stands under “{name}”)", name=shown(lists[0]))
    return None


def _parsed(file: str, text: str) -> object:
    def pairs(found: list[tuple[str, object]]) -> dict[str, object]:
        held = dict(found)
        if len(held) < len(found):
            names = [name for name, _ in found]
            twice = next(name for name in names if names.count(name) > 1)
            said = "{file}: a submission of this JSON holds “{name}” twice. Export the data again."
            raise IntakeError(say(said, file=file, name=shown(twice)))
        return held

    def constant(found: str) -> object:
        said = "{file}: this JSON holds {found}, which is no number. Export the data again."
        raise IntakeError(say(said, file=file, found=found))

    try:
        return json.loads(
            text, object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=constant
        )
    except RecursionError:
        raise IntakeError(_too_deep(file)) from None
    except json.JSONDecodeError as error:
        raise IntakeError(_damaged(file, error)) from None


def _damaged(file: str, error: json.JSONDecodeError) -> Sentence:
    """Return why a text is no JSON: several objects under each other, or damage."""
    if error.msg == "Extra data" and error.lineno > 1:
        text = "{file}: this file holds one JSON object a line (JSON lines), which is not read. Export the data as CSV."
        return say(text, file=file)
    text = (
        "{file}: line {line}, sign {sign} is not as JSON is written, so the file is damaged or cut short. Download "
        "it again, or export the data as CSV."
    )
    return say(text, file=file, line=error.lineno, sign=error.colno)


def _too_deep(file: str) -> Sentence:
    text = "{file}: the groups of this JSON are nested too deeply; allowed are {n} levels."
    return say(text, file=file, n=_DEEPEST)


@dataclass
class Rows:
    """The rows of one table: columns in the order in which they were met, filled up where a row has nothing."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    n: int = 0

    def put(self, column: str, value: str) -> None:
        """Put a value into the row that is being filled."""
        values = self.columns.setdefault(column, [])
        values.extend([""] * (self.n - len(values)))
        values.append(value)

    def table(self) -> pa.Table:
        """Return the columns by their place."""
        filled = [
            pa.array(values + [""] * (self.n - len(values)), pa.string())
            for values in self.columns.values()
        ]
        return pa.table(filled, names=[str(place) for place in range(len(filled))])

    def numbers(self) -> range:
        """Return the rows as in a workbook of them, with the header in row 1."""
        return range(2, self.n + 2)


@dataclass
class Tables:
    """The submissions and their repeats; each repeat's row names the one it belongs to, as in Kobo's workbook."""

    file: str
    rows: dict[str, Rows] = field(default_factory=dict)

    def add(self, submission: Mapping[str, object]) -> None:
        """Add a submission with its repeats.

        Raises:
            IntakeError: groups are nested too deeply, or there are too many questions.
        """
        own = {
            f"_submission_{name}": str(submission[name])
            for name in ("_id", "_uuid")
            if isinstance(submission.get(name), str)
        }
        waiting: deque[Item] = deque([("", 0, submission, {})])
        while waiting:
            repeat, depth, held, parent = waiting.popleft()
            index = str(self.rows.setdefault(repeat, Rows()).n + 1)
            parts = self._row(repeat, held, {**parent, **own} if parent else {})
            below = {"_parent_table_name": repeat or MAIN, "_parent_index": index}
            if parts and depth == _DEEPEST:
                raise IntakeError(_too_deep(self.file))
            waiting += [(name, depth + 1, item, below) for name, items in parts for item in items]

    def _row(
        self, repeat: str, held: Mapping[str, object], parent: Mapping[str, str]
    ) -> list[tuple[str, list[Mapping[str, object]]]]:
        """Add a row; return the repeats in it."""
        rows = self.rows[repeat]
        given: dict[str, str] = {}
        repeats = []
        for name, value in _flat(self.file, held):
            if isinstance(value, list) and _is_repeat(name, value):
                repeats.append((name, value))
            else:
                given[name] = _text(value)
        given.update(parent)
        if repeat or repeats:
            given["_index"] = str(rows.n + 1)
        for name, text in given.items():
            rows.put(name, text)
        rows.n += 1
        if len(rows.columns) > _MOST_COLUMNS:
            said = (
                "{file}: this JSON holds more than {n} different questions. Export the data again."
            )
            raise IntakeError(say(said, file=self.file, n=_MOST_COLUMNS))
        return repeats

    def sheets(self) -> list[Sheet]:
        """Return the tables, the submissions first."""
        return [
            Grid(
                file=self.file,
                name=self._name(repeat),
                header=tuple(rows.columns),
                table=rows.table(),
                numbers=rows.numbers,
            ).sheet()
            for repeat, rows in (self.rows or {"": Rows()}).items()
        ]

    def _name(self, repeat: str) -> str:
        """Return a repeat's own name, with its groups where another one has it too."""
        if not repeat:
            return MAIN if len(self.rows) > 1 else ""
        name = repeat.rpartition("/")[2]
        alike = [other for other in self.rows if other.rpartition("/")[2] == name]
        return shown(name if len(alike) == 1 else repeat)


def _flat(
    file: str, held: Mapping[str, object], groups: str = "", depth: int = 0
) -> Iterator[tuple[str, object]]:
    """Give every question with its groups before it, whether the file nests them or not."""
    if depth > _DEEPEST:
        raise IntakeError(_too_deep(file))
    for name, value in held.items():
        if isinstance(value, dict) and value and not name.startswith("_"):
            yield from _flat(file, value, f"{groups}{name}/", depth + 1)
        else:
            yield groups + name, value


def _is_repeat(name: str, items: list[object]) -> bool:
    """Say whether this is a list of answers; the collector's own lists (_attachments) are not."""
    own = name.rpartition("/")[2].startswith("_")
    return bool(items) and not own and all(isinstance(item, dict) for item in items)


def _text(value: object) -> str:
    """Return a value as text; a list of codes with blanks between, as Kobo writes several answers."""
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return value
    if isinstance(value, list) and _plain(value):
        return " ".join(str(item) for item in value if item is not None)
    return json.dumps(value, ensure_ascii=False)


def _plain(items: Iterable[object]) -> bool:
    return all(item is None or isinstance(item, str) for item in items)
