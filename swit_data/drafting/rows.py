"""The rows of an XLSForm's sheets by the names that its columns have in any version of the standard."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from swit_data.drafting.languages import code_of
from swit_data.framework import Labels
from swit_data.intake.opening.book import Sheet

_SPOKEN = re.compile(r"(label|hint)\s*(?:::?\s*(.+))?", re.IGNORECASE)
# Other names of columns, as older forms and other tools have them.
_CALLED = {
    "list name": "list_name",
    "value": "name",
    "relevance": "relevant",
    "bind:relevant": "relevant",
    "bind::relevant": "relevant",
    "id_string": "form_id",
    "title": "form_title",
}
_MARKUP = re.compile(r"<[^<>]*>|\*\*|__")


@dataclass(frozen=True)
class Row:
    """A row: its cells by column, its labels and hints by language (empty: no language is said)."""

    cells: Mapping[str, str]
    labels: Labels
    hints: Labels

    def cell(self, column: str) -> str:
        """Return a cell; empty where there is no such column."""
        return self.cells.get(column, "")


def rows_of(sheet: Sheet | None) -> list[Row]:
    """Return the rows of a sheet; those that the form has switched off are left out."""
    if sheet is None:
        return []
    names = [_called(header) for header in sheet.header]
    columns = (sheet.table[str(place)].to_pylist() for place in range(len(names)))
    rows = [_row(sheet.header, names, cells) for cells in zip(*columns, strict=True)]
    return [row for row in rows if row.cell("disabled").casefold() not in ("yes", "true", "1")]


def _called(header: str) -> str:
    name = " ".join(header.split()).casefold()
    return _CALLED.get(name, name)


def _row(headers: tuple[str, ...], names: list[str], cells: tuple[str, ...]) -> Row:
    spoken: dict[str, dict[str, str]] = {"label": {}, "hint": {}}
    for header, cell in zip(headers, cells, strict=True):
        found = _SPOKEN.fullmatch(header.strip())
        text = " ".join(_MARKUP.sub("", cell).split())
        if found and text:
            spoken[found[1].lower()].setdefault(code_of(found[2] or ""), text)
    plain: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=True):
        plain[name] = plain.get(name) or " ".join(cell.split())
    return Row(plain, spoken["label"], spoken["hint"])
