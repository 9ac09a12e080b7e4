"""The [form] table: how the columns of an export map to a dataset."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from swit_data.errors import say
from swit_data.framework.columns import Column, OwnConsent
from swit_data.framework.model import CLASSES, Form, Labels, Pilot, Status
from swit_data.framework.tables import Table

_KEYS = (
    *("shape", "pilot", "round", "class", "stakeholder_type", "target", "asked", "consent"),
    *("consent_on_record", "participants", "branch", "question", "ignore", "rejected", "id"),
    *("stakeholder_types_per_interview", "pilots", "status", "date", "empty"),
)
_CONSENTS = ("consent", "consent_on_record")
# A column is named alone, or in a table with its question and what else it was called.
_SPOKEN = ("label", "names")
ROUND = re.compile(r"[A-Za-z0-9_]{1,20}")  # the code of a round
_SHAPES = range(1, 3)  # see docs/framework.md
_YES: Mapping[str, str] = MappingProxyType({"yes": "yes"})
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
        participants=_named(table, "participants"),
        branch=_named(table, "branch"),
        question=table.text("question", "{indicator}"),
        ignore=_ignored(table),
        rejected=table.choice("rejected", ("leave_out", "keep"), "leave_out"),
        id=_named(table, "id", "_uuid"),
        stakeholder_types_per_interview=table.whole(
            "stakeholder_types_per_interview", _TYPES_PER_INTERVIEW, 1
        ),
        pilots=_pilots(table),
        status=_status(table),
        date=_named(table, "date"),
        empty=table.texts("empty"),
        labels=MappingProxyType(dict(_labels(table))),
        names=MappingProxyType(_names(table)),
    )


def _named(table: Table, key: str, default: str = "") -> str:
    """Return a column named alone, or in a table beside its question and its other names."""
    if not isinstance(table.data.get(key), Mapping):
        return table.text(key, default)
    where = _inside(table, key)
    where.only("column", *_SPOKEN)
    return where.text("column")


def _inside(table: Table, key: str) -> Table:
    found = table.table(key)
    if found is None:
        raise table.error(key, None, say("a table {table}", table=f"[{key}]"))
    return found


def _ignored(table: Table) -> tuple[str, ...]:
    """Return the columns that are dropped; each is named alone or in a table with its question."""
    return tuple(
        found if isinstance(found, str) else found.text("column") for found in _ignore(table)
    )


def _ignore(table: Table) -> Iterator[str | Table]:
    found = table.data.get("ignore", [])
    if not isinstance(found, list) or not any(isinstance(item, Mapping) for item in found):
        yield from table.texts("ignore")
        return
    for item in found:
        if isinstance(item, str) and item:
            yield item
        elif isinstance(item, Mapping):
            where = Table(table.place, table.path, item)
            where.only("column", *_SPOKEN)
            yield where
        else:
            table.refuse(
                "ignore", item, say("a column, or {{ {keys} }}", keys="column = ..., label = ...")
            )


def _status(table: Table) -> Status | None:
    where = table.table("status")
    if where is None:
        return None
    where.only("column", "rejected", *_SPOKEN)
    rejected = where.texts("rejected")
    if not rejected and not where.place.blamed("rejected"):
        where.refuse("rejected", list(rejected), say("what the column says of rejected ones"))
    return Status(where.text("column"), rejected)


def _tables(table: Table) -> Iterator[Table]:
    """Give the tables of the form that name a column, and may say what else it is called."""
    for key, found in table.data.items():
        if isinstance(found, Mapping) and "column" in found:
            yield _inside(table, key)
    yield from (found for found in _ignore(table) if isinstance(found, Table))


def _labels(table: Table) -> Iterator[tuple[str, Labels]]:
    for where in _tables(table):
        if "label" in where.data:
            yield where.text("column"), where.labels("label")


def _names(table: Table) -> dict[str, str]:
    names: dict[str, str] = {}
    for where in _tables(table):
        column = where.text("column")
        for name in where.texts("names"):
            if names.setdefault(name, column) != column:
                where.refuse(
                    "names", name, say("another name than one of “{column}”", column=names[name])
                )
    return names


def _column(table: Table, key: str) -> Column | None:
    where = table.table(key)
    if where is None:
        return None
    where.only("column", "constant", "values", *(["no"] if key in _CONSENTS else []), *_SPOKEN)
    column, constant = where.text("column", ""), where.text("constant", "")
    if bool(column) == bool(constant) and not where.place.blamed("column", "constant"):
        table.refuse(key, where.data, say("either a column or a constant"))
    values = _values(where)
    if constant and values:
        where.refuse("values", values, say("values beside a column only"))
    for spoken in _SPOKEN:
        if constant and spoken in where.data:
            where.refuse(spoken, where.data[spoken], say("{key} beside a column only", key=spoken))
    return Column(column, constant, values, where.texts("no"))


def _values(where: Table) -> Mapping[str, str]:
    """Return what an export says and which code it means; a list is of codes themselves."""
    found = where.data.get("values", {})
    if isinstance(found, list):
        return MappingProxyType({value: value for value in where.texts("values")})
    if not isinstance(found, Mapping):
        where.refuse(
            "values",
            found,
            say("a list, or {{ what the export says {equals} the code }}", equals="="),
        )
        return MappingProxyType({})
    codes = Table(where.place, where.path, {f"values.{said}": found[said] for said in found})
    return MappingProxyType({said: codes.text(f"values.{said}") for said in found})


def _pilot_column(table: Table) -> Column:
    column = _column(table, "pilot")
    if column is None:
        table.refuse("pilot", None, say("either a column or a constant"))
    return column or Column()


def _class_column(table: Table) -> Column:
    column = _column(table, "class") or Column(constant="community")
    for code in (*column.values.values(), *filter(None, [column.constant])):
        table.place.among("class", code, CLASSES)
    return column


def _yes_column(table: Table, key: str) -> Column | None:
    """Return a column of consent: without the values that mean yes nobody would have said yes."""
    column = _column(table, key)
    said = column and (column.values or _inside(table, key).place.blamed("values"))
    if column and column.column and not said:
        table.refuse(key, table.data[key], say('values beside the column, as values = ["yes"]'))
    if column and column.no:
        _refuse_yes_as_no(_inside(table, key), column)
    return column


def read_own_consent(table: Table) -> OwnConsent:
    """Return the consent that is asked before a characteristic; what the framework does not say of it is as usual.

    Raises:
        FrameworkError: a key is unknown or of another kind.
    """
    usual = f"{table.data.get('code')}_consent"
    where = table.table("own_consent")
    if where is None:
        return OwnConsent(Column(usual, values=_YES))
    where.only("column", "values", "no", *_SPOKEN)
    column = Column(where.text("column", usual), "", _values(where) or _YES, where.texts("no"))
    _refuse_yes_as_no(where, column)
    label = where.labels("label") if "label" in where.data else {}
    return OwnConsent(column, label, where.texts("names"))


def _refuse_yes_as_no(where: Table, column: Column) -> None:
    for value in column.no:
        if value in column.values:
            where.refuse("no", value, say("what says no: this one says yes"))


def _pilots(table: Table) -> tuple[Pilot, ...]:
    pilots: dict[str, Pilot] = {}
    values: dict[str, str] = {}
    for row in table.tables("pilots"):
        pilot = _pilot(row)
        if pilot.code.lower() in pilots:
            row.refuse("code", pilot.code, say("each code once, whatever its case"))
        elif pilot.value in values:
            other = values[pilot.value]
            row.refuse("value", pilot.value, say("another value than that of {other}", other=other))
        pilots[pilot.code.lower()] = pilot
        values[pilot.value] = pilot.code
    return tuple(pilots.values())


def _pilot(row: Table) -> Pilot:
    row.only("code", "name", "value")
    code = row.numbered_code()
    if not names_folder(code) and not row.place.blamed("code"):
        row.refuse("code", code, say("another code: Windows has no folder of this name"))
    value = row.text("value") if "value" in row.data else code
    return Pilot(code, row.labels("name", ""), value)
