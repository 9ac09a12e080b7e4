"""Which worksheets a workbook has, and in which of its files they stand."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from swit_data.intake.opening.xlsx_cells import damaged, walk
from swit_data.intake.opening.zip_contents import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swit_data.intake.opening.zip_file import Archive

_RELATIONS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class WorksheetPart:
    """A worksheet: its name, whether it is shown, and its file in the zip."""

    name: str
    hidden: bool
    path: str


def worksheet_parts(archive: Archive) -> list[WorksheetPart]:
    """Return the worksheets of a workbook in their order; sheets with a chart alone are left out.

    Raises:
        IntakeError: it is damaged.
    """
    targets = _targets(archive)
    found: list[WorksheetPart] = []

    def start(tag: str, at: Mapping[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            relation = next((at[key] for key in at if key.rpartition(":")[2] == "id"), "")
            if relation not in targets:
                raise damaged(archive.file)
            kind, path = targets[relation]
            if kind == "worksheet":
                found.append(
                    WorksheetPart(at["name"], at.get("state", "visible") != "visible", path)
                )

    walk(archive.file, archive.pieces(WORKBOOK), start)
    names = [part.name for part in found]
    if len(set(names)) < len(names) or {part.path for part in found} - set(archive.names):
        raise damaged(archive.file)
    return found


def _targets(archive: Archive) -> dict[str, tuple[str, str]]:
    """Return the kind and the file of each relation of the workbook."""
    targets: dict[str, tuple[str, str]] = {}
    if _RELATIONS not in archive.names:
        raise damaged(archive.file)

    def start(tag: str, at: Mapping[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            kind = at.get("Type", "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/xl", at.get("Target", "")))
            targets[at.get("Id", "")] = (kind, path.lstrip("/"))

    walk(archive.file, archive.pieces(_RELATIONS), start)
    return targets
