"""The [form] table: how the columns of an export map to a dataset."""

from __future__ import annotations

from types import MappingProxyType

from swit_data.framework.model import CLASSES, SHAPES, Column, Form, Pilot
from swit_data.framework.tables import NUMBERED, Table

_KEYS = (
    *("shape", "pilot", "round", "class", "stakeholder_type", "target", "asked", "consent"),
    *("consent_on_record", "participants", "branch", "question", "ignore", "rejected", "id"),
    *("stakeholder_types_per_interview", "pilots"),
)


def read_form(table: Table) -> Form:
    """Return the form of a framework.

    Raises:
        FrameworkError: a key is unknown, missing or of another kind.
    """
    table.only(*_KEYS)
    shape = table.whole("shape", 1, 2)
    if shape not in SHAPES:
        raise table.error("shape", shape, "1 (a stakeholder type named in a column), 2 (groups)")
    pilot = _column(table, "pilot")
    if pilot is None:
        raise table.error("pilot", None, 'pilot = { column = "..." } or { constant = "..." }')
    respondent_class = _column(table, "class") or Column(constant="community")
    _known_classes(table, respondent_class)
    return Form(
        shape=shape,
        pilot=pilot,
        round=_column(table, "round"),
        respondent_class=respondent_class,
        stakeholder_type=_column(table, "stakeholder_type"),
        target=_column(table, "target"),
        asked=table.text("asked", ""),
        consent=_column(table, "consent"),
        consent_on_record=_column(table, "consent_on_record"),
        participants=table.text("participants", ""),
        branch=table.text("branch", ""),
        question=table.text("question", "{indicator}"),
        ignore=table.texts("ignore"),
        rejected=table.choice("rejected", ("leave_out", "keep"), "leave_out"),
        id=table.text("id", "_uuid"),
        stakeholder_types_per_interview=table.whole("stakeholder_types_per_interview", 1, 1),
        pilots=_pilots(table),
    )


def _column(table: Table, key: str) -> Column | None:
    row = table.table(key)
    if row is None:
        return None
    row.name = f"[form] {key}"
    row.only("column", "constant", "values")
    column, constant = row.text("column", ""), row.text("constant", "")
    if bool(column) == bool(constant):
        raise table.error(key, dict(row.data), "either a column or a constant")
    values = row.data.get("values", {})
    if isinstance(values, list):
        values = {value: value for value in row.texts("values")}
    if not isinstance(values, dict) or not all(isinstance(v, str) for v in values.values()):
        raise table.error(key, values, "values = a list, or what the export says = the code")
    return Column(column, constant, MappingProxyType(values))


def _known_classes(table: Table, column: Column) -> None:
    for value in (*column.values.values(), *filter(None, [column.constant])):
        if value not in CLASSES:
            raise table.error("class", value, ", ".join(CLASSES))


def _pilots(table: Table) -> tuple[Pilot, ...]:
    pilots: dict[str, Pilot] = {}
    folded: set[str] = set()
    for row in table.tables("pilots", "form.pilots"):
        row.only("code", "name", "value")
        code = row.code(pattern=NUMBERED)
        # A release has a folder a pilot, and Windows does not tell Ken from KEN.
        if code.lower() in folded:
            raise row.error("code", code, "each pilot once, whatever the case of its letters")
        folded.add(code.lower())
        pilots[code] = Pilot(code, row.labels("name", ""), row.text("value", code))
    return tuple(pilots.values())
