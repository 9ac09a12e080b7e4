"""The [form] table: how the columns of an export map to a dataset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from swit_data.framework.model import CLASSES, Column, Form, Pilot
from swit_data.framework.tables import Table

_KEYS = (
    *("shape", "pilot", "round", "class", "stakeholder_type", "target", "asked", "consent"),
    *("consent_on_record", "participants", "branch", "question", "ignore", "rejected", "id"),
    *("stakeholder_types_per_interview", "pilots"),
)
_SHAPES = range(1, 3)  # see docs/framework.md
_TYPES_PER_INTERVIEW = range(1, 101)
# A release has a folder a pilot. Windows has no folder of these names, and takes KEN and ken for one.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}


def names_folder(code: object) -> bool:
    """Say whether a code of a pilot can name a folder, on every system."""
    plain = isinstance(code, str) and re.fullmatch(r"[A-Za-z0-9_]+", code) is not None
    return plain and str(code).lower() not in _DEVICES


def read_form(table: Table) -> Form:
    """Return the form of a framework.

    Raises:
        FrameworkError: a key is unknown, missing or of another kind.
    """
    table.only(*_KEYS)
    return Form(
        shape=table.whole("shape", _SHAPES, _SHAPES[-1]),
        pilot=_pilot_column(table),
        round=_column(table, "round"),
        respondent_class=_class_column(table),
        stakeholder_type=_column(table, "stakeholder_type"),
        target=_column(table, "target"),
        asked=table.text("asked", ""),
        consent=_yes_column(table, "consent"),
        consent_on_record=_yes_column(table, "consent_on_record"),
        participants=table.text("participants", ""),
        branch=table.text("branch", ""),
        question=table.text("question", "{indicator}"),
        ignore=table.texts("ignore"),
        rejected=table.choice("rejected", ("leave_out", "keep"), "leave_out"),
        id=table.text("id", "_uuid"),
        stakeholder_types_per_interview=table.whole(
            "stakeholder_types_per_interview", _TYPES_PER_INTERVIEW, 1
        ),
        pilots=_pilots(table),
    )


def _column(table: Table, key: str) -> Column | None:
    where = table.table(key)
    if where is None:
        return None
    where.only("column", "constant", "values")
    column, constant = where.text("column", ""), where.text("constant", "")
    if bool(column) == bool(constant):
        raise table.error(key, where.data, "either a column or a constant")
    values = _values(where)
    if constant and values:
        raise where.error("values", values, "values beside a column only")
    return Column(column, constant, values)


def _values(where: Table) -> Mapping[str, str]:
    """Return what an export says and which code it means; a list is of codes themselves."""
    found = where.data.get("values", {})
    if isinstance(found, list):
        return MappingProxyType({value: value for value in where.texts("values")})
    if not isinstance(found, Mapping):
        raise where.error("values", found, "a list, or { what the export says = the code }")
    codes = Table(where.place, where.path, {f"values.{said}": found[said] for said in found})
    return MappingProxyType({said: codes.text(f"values.{said}") for said in found})


def _pilot_column(table: Table) -> Column:
    column = _column(table, "pilot")
    if column is None:
        raise table.error("pilot", None, "either a column or a constant")
    return column


def _class_column(table: Table) -> Column:
    column = _column(table, "class") or Column(constant="community")
    for code in (*column.values.values(), *filter(None, [column.constant])):
        table.place.among("class", code, CLASSES)
    return column


def _yes_column(table: Table, key: str) -> Column | None:
    """Return a column of consent: without the values that mean yes nobody would have said yes."""
    column = _column(table, key)
    if column and column.column and not column.values:
        raise table.error(key, table.data[key], 'values beside the column, as values = ["yes"]')
    return column


def _pilots(table: Table) -> tuple[Pilot, ...]:
    pilots: dict[str, Pilot] = {}
    values: dict[str, str] = {}
    for row in table.tables("pilots"):
        pilot = _pilot(row)
        if pilot.code.lower() in pilots:
            raise row.error("code", pilot.code, "each code once, whatever its case")
        if pilot.value in values:
            other = values[pilot.value]
            raise row.error("value", pilot.value, f"another value than that of {other}")
        pilots[pilot.code.lower()] = pilot
        values[pilot.value] = pilot.code
    return tuple(pilots.values())


def _pilot(row: Table) -> Pilot:
    row.only("code", "name", "value")
    code = row.numbered_code()
    if not names_folder(code):
        raise row.error("code", code, "another code: Windows has no folder of this name")
    value = row.text("value") if "value" in row.data else code
    return Pilot(code, row.labels("name", ""), value)
