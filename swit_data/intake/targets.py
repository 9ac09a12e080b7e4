"""Whom each respondent was asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swit_data.framework.model import Column
    from swit_data.intake.source import Source

Asked = frozenset[tuple[str, str]]  # stakeholder type, target


@dataclass(frozen=True)
class Own:
    """The stakeholder type and target that a row is about; empty where it is about several."""

    stakeholder_type: str = ""
    target: str = ""
    asked: Asked = frozenset()
    about_one: bool = True


_SEVERAL = Own(about_one=False)


def own_targets(source: Source, classes: list[str]) -> list[Own]:
    """Return what each row is about: in shape 1 every row, in shape 2 those of institutions."""
    form = source.framework.form
    about_one = [form.shape == 1 or name == "institution" for name in classes]
    if not any(about_one):
        return [_SEVERAL] * len(classes)
    if form.stakeholder_type is None:
        source.problems.add(
            "there are answers of institutions, and the framework does not say where their "
            "stakeholder type stands. Add [form] stakeholder_type to the framework file."
        )
        return [Own()] * len(classes)
    types = _values(source, form.stakeholder_type)
    targets = _values(source, form.target) if form.target else [""] * len(classes)
    return [
        _own(source, position, (classes[position], types[position], targets[position]))
        if about_one[position]
        else _SEVERAL
        for position in range(len(classes))
    ]


def _values(source: Source, column: Column) -> list[str]:
    if column.constant:
        return [column.constant] * len(source)
    return [column.values.get(value, value) for value in source.values(column.column)]


def _own(source: Source, position: int, found: tuple[str, str, str]) -> Own:
    """Return the type and target of one row; what is not allowed becomes a problem."""
    respondent_class, code, target = found
    form, types = source.framework.form, source.framework.stakeholder_types
    allowed = [t for t in types if types[t].external or respondent_class != "institution"]
    if form.stakeholder_type is not None and code not in allowed:
        column = form.stakeholder_type.column or "stakeholder_type"
        said = {value: key for key, value in form.stakeholder_type.values.items()}
        source.refuse(column, position, code, [said.get(t, t) for t in allowed])
        return Own()
    codes = [t.code for t in types[code].targets]
    if len(codes) == 1:
        target = target or codes[0]
    if form.target is not None and target not in codes:
        source.refuse(form.target.column or "target", position, target, codes)
        return Own()
    return Own(code, target, frozenset((code, t) for t in ([target] if target else codes)))


def asked_columns(source: Source) -> list[Asked]:
    """Return whom each row was asked about in shape 2."""
    if source.framework.form.shape == 1:
        return [frozenset()] * len(source)
    always: set[tuple[str, str]] = set()
    listed = []
    for code in source.framework.stakeholder_types:
        column = source.named.asked.get(code, "")
        if source.has(column):
            listed.append(_listed(source, code, column))
        else:
            always |= {pair for pair in source.askable if pair[0] == code}
    return [frozenset(always).union(*row) for row in zip(*listed, strict=True)] or [
        frozenset(always)
    ] * len(source)


def _listed(source: Source, code: str, column: str) -> list[Asked]:
    """Return the targets that each row lists in a column."""
    allowed = [target.code for target in source.framework.stakeholder_types[code].targets]
    rows = []
    for position, value in enumerate(source.values(column)):
        targets = value.split()
        for target in targets:
            if target not in allowed:
                source.refuse(column, position, target, allowed)
        rows.append(frozenset((code, target) for target in targets) & source.askable)
    return rows
