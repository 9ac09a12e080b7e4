"""XLSX files read from their XML alone: cells, and the lists that cells are limited to."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Book:
    """A workbook: its parts as they lie in the file."""

    path: Path

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """Return each file of the package."""
        with zipfile.ZipFile(self.path) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    @cached_property
    def sheets(self) -> dict[str, bool]:
        """Return each sheet in order, and whether it is hidden."""
        found = etree.fromstring(self.parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet")
        return {each.get("name"): each.get("state") == "hidden" for each in found}

    @cached_property
    def texts(self) -> list[str]:
        """Return the texts that cells point at."""
        shared = etree.fromstring(self.parts["xl/sharedStrings.xml"])
        return ["".join(each.itertext()) for each in shared.iter(f"{_MAIN}si")]

    def tree(self, sheet: str) -> Any:  # noqa: ANN401 - lxml has no types
        """Return a sheet as a tree."""
        place = list(self.sheets).index(sheet) + 1
        return etree.fromstring(self.parts[f"xl/worksheets/sheet{place}.xml"])

    def cells(self, sheet: str) -> dict[str, str]:
        """Return each cell that holds a text; a formula or a number is a mistake."""
        if sheet not in self._cells:
            self._cells[sheet] = self._read(sheet)
        return self._cells[sheet]

    @cached_property
    def _cells(self) -> dict[str, dict[str, str]]:
        return {}

    def _read(self, sheet: str) -> dict[str, str]:
        found = {}
        for cell in self.tree(sheet).iter(f"{_MAIN}c"):
            assert cell.find(f"{_MAIN}f") is None, f"a formula in {sheet}, {cell.get('r')}"
            value = cell.find(f"{_MAIN}v")
            if value is not None:
                assert cell.get("t") == "s", f"no text in {sheet}, {cell.get('r')}"
                found[cell.get("r")] = self.texts[int(value.text)]
        return found

    def rows(self, sheet: str) -> list[dict[str, str]]:
        """Return each row under the header of a sheet."""
        cells = self.cells(sheet)
        head = {
            re.sub(r"\d", "", at): text
            for at, text in cells.items()
            if at.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "1"
        }
        rows: dict[int, dict[str, str]] = {}
        for at, text in cells.items():
            column, row = re.fullmatch(r"([A-Z]+)(\d+)", at).groups()  # type: ignore[union-attr]
            if int(row) > 1:
                rows.setdefault(int(row), dict.fromkeys(head.values(), ""))[head[column]] = text
        return list(rows.values())

    def limits(self, sheet: str) -> dict[str, list[str]]:
        """Return each column's list of allowed values, by its header; nothing of columns without one."""
        cells, found = self.cells(sheet), {}
        for rule in self.tree(sheet).iter(f"{_MAIN}dataValidation"):
            column = re.match(r"[A-Z]+", rule.get("sqref"))[0]  # type: ignore[index]
            if rule.get("type") == "list":
                found[cells[f"{column}1"]] = self._named(rule.findtext(f"{_MAIN}formula1"))
        return found

    def _named(self, formula: str) -> list[str]:
        sheet, column, first, last = re.fullmatch(
            r"(\w+)!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)", formula
        ).groups()  # type: ignore[union-attr]
        cells = self.cells(sheet)
        return [cells.get(f"{column}{row}", "") for row in range(int(first), int(last) + 1)]
