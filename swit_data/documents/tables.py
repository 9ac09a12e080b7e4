"""Tables to take away: XLSX with typed cells and a sheet on the method, CSV that no spreadsheet runs.

Text comes from data, so that a cell could hold a formula. In XLSX every text is written as a text; in CSV,
which knows no types, a quote mark stands before what a spreadsheet would read as a formula.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

import pandas as pd

from swit_data.documents.about import About
from swit_data.workbooks import workbook

MOST_TEXT = 32_767  # characters in a cell of XLSX
MOST_NAME = 31  # characters in the name of a sheet
_WIDEST = 60  # characters of a column
# A spreadsheet that splits at ; or TAB, or at a line's end in the middle of a quoted text, begins a cell there.
_CELLS = re.compile(r"([;\t\r\n])")
_SIGNS = tuple("=+-@＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+)?%?", re.IGNORECASE)


def csv_file(table: pd.DataFrame, about: About) -> bytes:
    """Return a table as CSV: UTF-8 with its mark, commas, points in numbers.

    In each row stand the marks of `about`, and the line to quote it: a file of rows alone has no other place for it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    rows = marked(table, about)
    if all(about.cited):
        rows = rows.assign(**dict([about.cited]))
    writer.writerow([harmless(str(name)) for name in rows.columns])
    for row in cells(rows):
        writer.writerow([_written(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(sheets: Mapping[str, pd.DataFrame], about: About) -> bytes:
    """Return tables as XLSX, one a sheet, and a last sheet on what they are and how they were made."""
    out = io.BytesIO()
    created = datetime.combine(about.made_on, time(), tzinfo=UTC)
    with workbook(out, title=about.title, created=created) as book:
        looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        taken: list[str] = []
        for name, table in sheets.items():
            taken.append(_free(name, taken))
            _fill(book.add_worksheet(taken[-1]), marked(table, about), looks)
        cited = [about.cited] if all(about.cited) else []
        method = [(about.title, ""), *cited, *about.facts, *about.method]
        sheet = book.add_worksheet(_free(about.sheet, taken))
        sheet.set_column(0, 0, 34, looks["text"])
        sheet.set_column(1, 1, 100, looks["text"])
        for place, (name, said) in enumerate(method):
            sheet.write_string(place, 0, _short(name), looks["head"])
            sheet.write_string(place, 1, _short(said), looks["text"])
    return out.getvalue()


_LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"valign": "top"},
}


def marked(table: pd.DataFrame, about: About) -> pd.DataFrame:
    """Return a table whose every row says what data and which release it is of, also when it is cut out."""
    return table.assign(**{name: text for name, text in about.marks.items() if name not in table})


def cells(table: pd.DataFrame) -> Iterable[list[object]]:
    """Give the rows of a table as plain values: text, whole number, number, or None where there is none."""
    for row in table.astype(object).itertuples(index=False, name=None):
        yield [_plain(value) for value in row]


def harmless(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula; a plain number stays as it is."""
    if _NUMBER.fullmatch(text):
        return text
    pieces = _CELLS.split(text)
    safe = "".join(f"'{each}" if each.lstrip().startswith(_SIGNS) else each for each in pieces)
    return f"'{safe}" if safe.startswith(("\t", "\r", "\n")) else safe


def _plain(value: object) -> object:
    """Return a cell's value without pandas' and numpy's own types."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - not equal: missing
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool | int | float):
        return value
    return str(value)


def _written(value: object) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else f"{value:.10g}"


def _fill(sheet: Any, table: pd.DataFrame, looks: Mapping[str, Any]) -> None:  # noqa: ANN401 - no types
    """Write a table's head and typed cells."""
    names = [str(name) for name in table.columns]
    widths = [len(name) for name in names]
    for column, name in enumerate(names):
        sheet.write_string(0, column, _short(name), looks["head"])
    for line, row in enumerate(cells(table), start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], len(str(value or "")))
            _write(sheet, (line, column), value, looks)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    if len(table):
        sheet.autofilter(0, 0, len(table), len(names) - 1)


def _write(sheet: Any, place: tuple[int, int], value: object, looks: Mapping[str, Any]) -> None:  # noqa: ANN401
    if isinstance(value, str):
        sheet.write_string(*place, _short(value), looks["text"])
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif value is not None:
        sheet.write_number(*place, value, looks["number"])


def _short(text: str) -> str:
    """Return a text that fits into a cell; XlsxWriter would leave a longer one out."""
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"


def _free(name: str, taken: Iterable[str]) -> str:
    """Return a name that Excel takes for a sheet and that no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:MOST_NAME] or "1"
    used = {each.casefold() for each in taken}
    numbers = (f"{plain[: MOST_NAME - 4]} {n}" for n in range(2, 1000))
    return next(each for each in (plain, *numbers) if each.casefold() not in used)
