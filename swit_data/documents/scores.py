"""The sections of a document that hold scores: an item over its grid, the perception gap, what stands out."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from swit_data import findings
from swit_data.documents.cells import cell_of, number_cell, reason_cell
from swit_data.documents.content import Cell, Gap, Grid, Section
from swit_data.documents.scope import Scope
from swit_data.findings.gaps import exception_line, gap_headline, informant_lines
from swit_data.released.between_sides import compared, decided, gap_rows
from swit_data.released.labels import Labels
from swit_data.released.rows import records, score_rows
from swit_data.released.tables import ALL


def scored(scope: Scope, code: str, item: str, *, beside: bool = False) -> Section | None:
    """Return an item with its parts, one column a stakeholder type; or `beside`: types, one column a pilot."""
    labels = scope.labels
    if item not in (*labels.framework.parts, *labels.framework.dimensions):
        return None
    grid = _by_pilot(scope, item) if beside else _by_type(scope, item)
    return Section(code, labels.item(item), scope.headline(item), grid)


def _by_type(scope: Scope, item: str) -> Grid:
    """Return one row an item, a dimension's parts under it, and one column a stakeholder type."""
    labels = scope.labels
    parts = (part.code for part in labels.framework.parts.values() if part.dimension == item)
    columns = _institutions(scope, item) if scope.stakeholder_type else _types(scope)
    rows = score_rows(
        scope.release,
        [item, *parts],
        chosen_round=scope.chosen_round,
        pilots=scope.pilots,
        stakeholder_types=scope.types,
        target=tuple(columns) if scope.stakeholder_type else ALL,
    )
    there = set(rows["item"])
    names = {code: labels.item(code) for code in (item, *labels.framework.parts) if code in there}
    key = "target" if scope.stakeholder_type else "stakeholder_type"
    return Grid(
        labels.wording.text("document.part"),
        tuple(columns.values()),
        _lines(rows, ("item", key), names, tuple(columns), labels),
        headed=True,
    )


def _types(scope: Scope) -> dict[str, str]:
    """Return the columns of a document about all stakeholder types: their names by their codes."""
    return {code: scope.labels.stakeholder_type(code) for code in scope.types}


def _institutions(scope: Scope, item: str) -> dict[str, str]:
    """Return the columns of one stakeholder type's document: the type as a whole, then whom people were asked about."""
    labels, kind = scope.labels, scope.stakeholder_type
    codes = tuple(target.code for target in labels.framework.stakeholder_types[kind].targets)
    rows = score_rows(
        scope.release,
        [item],
        chosen_round=scope.chosen_round,
        pilots=scope.pilots,
        stakeholder_types=(kind,),
        target=codes,
    )
    asked = set(rows.loc[rows["withheld"] != "not_asked", "target"])
    there = {code: labels.target(kind, code) for code in codes if code in asked}
    return {ALL: labels.stakeholder_type(kind), **there}


def _by_pilot(scope: Scope, item: str) -> Grid:
    """Return one row a stakeholder type and one column a pilot."""
    labels = scope.labels
    names = {code: labels.stakeholder_type(code) for code in scope.types}
    rows = scope.scene(item).scores()
    return Grid(
        labels.wording.text("filter.stakeholder_types"),
        tuple(labels.pilot(pilot) for pilot in scope.pilots),
        _lines(rows, ("stakeholder_type", "pilot"), names, scope.pilots, labels),
        tuple(scope.release.place(pilot) for pilot in scope.pilots),
    )


def _lines(
    rows: pd.DataFrame,
    keys: tuple[str, str],
    names: Mapping[str, str],
    columns: Sequence[str],
    labels: Labels,
) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Return released scores as the lines of a grid; `keys`: what stands in its lines, and in its columns."""
    first, second = keys
    found = {(row[first], row[second]): cell_of(row, labels) for row in records(rows)}
    missing = reason_cell("not_asked", labels)
    return tuple(
        (name, tuple(found.get((code, column), missing) for column in columns))
        for code, name in names.items()
    )


def gaps(scope: Scope) -> Section | None:
    """Return how institutions see themselves beside how the community sees them, where both are published."""
    labels = scope.labels
    tables = [
        gap_rows(
            scope.release,
            [scope.main],
            chosen_round=scope.chosen_round,
            stakeholder_type=code,
            pilots=scope.pilots,
        )
        for code in scope.types
    ]
    number = compared(*tables)
    pairs = [decided(rows, number) for rows in tables]
    shown = [rows for rows in pairs if (rows["withheld"] == "").any()]
    if not shown:
        return None
    statement, *more = [gap_headline(rows, scope.pilots, labels) for rows in shown]
    few = exception_line(pd.concat(shown), labels)
    return Section(
        "gap",
        labels.wording.text("document.gap"),
        statement,
        gaps=tuple(gap for rows in shown for gap in _published(rows, labels)),
        lines=tuple(more),
        notes=tuple(filter(None, (labels.wording.text("document.gap.common"), few))),
    )


def _published(rows: pd.DataFrame, labels: Labels) -> Iterator[Gap]:
    """Give each gap that may be shown, with how many spoke for the institutions and what that allows to say."""
    lines = informant_lines(rows, rows["pilot"].tolist(), labels)
    for row, line in zip(records(rows), lines, strict=True):
        about = labels.stakeholder_type(row["a_stakeholder_type"])
        if not row["withheld"]:
            yield Gap(
                about,
                number_cell(row["a_score"], labels),
                number_cell(row["b_score"], labels),
                labels.wording.plural("who.informants", int(row["b_respondents"])),
                f"{about}. {line}",
            )


def stands_out(scope: Scope) -> Section | None:
    """Return what stands out, or that nothing does; one stakeholder type stands out from no other."""
    if scope.stakeholder_type:
        return None
    text = scope.labels.wording.text
    found = findings.stands_out(scope.scene(scope.main), scope.labels)
    lines = tuple(each.text for each in found) or (text("stands_out.none"),)
    notes = tuple(each.beside for each in found if each.beside)
    return Section("stands_out", text("overview.stands_out"), lines=lines, notes=notes)
