"""What a document says, before it has a format: statements, grids of released numbers, who answered, how to check.

Report card, slides, brief and tables are made of the same content, so they say the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from swit_data import findings, style
from swit_data.documents.reference import Reference
from swit_data.findings.asks import asks_of, counted, promise_line, promises_before
from swit_data.findings.gaps import gap_headline, informant_lines
from swit_data.findings.pilot import REASON, SECTIONS, Told, told
from swit_data.findings.scene import Scene
from swit_data.findings.who import how_many
from swit_data.released.between_sides import compared, decided, gap_rows
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import records, score_rows
from swit_data.released.written_scores import written_score
from swit_data.wording import Wording

EMPOWERMENT, CRITERIA, ROLLOUT = "C1", "participation", "rollout"


@dataclass(frozen=True)
class Cell:
    """One released number as people read it, or the reason why there is none."""

    text: str
    score: float | None = None
    band: str = ""  # low, middle, high
    withheld: str = ""
    mark: str = ""  # the band's mark, so that colour is never needed
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Grid:
    """Released numbers in rows and columns; `first` names the rows."""

    first: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    pilots: tuple[int, ...] = ()  # where columns are pilots: their places, which colours follow


@dataclass(frozen=True)
class Gap:
    """The community's view of an institution beside what it says of itself."""

    about: str
    community: Cell
    institution: Cell
    informants: str


@dataclass(frozen=True)
class Section:
    """One statement and what it rests on; `code` is the same in every language and format."""

    code: str
    title: str
    statement: str = ""
    grid: Grid | None = None
    gaps: tuple[Gap, ...] = ()
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """Everything that a document says, in one language."""

    language: str
    pilots: tuple[str, ...]
    title: str
    subtitle: str
    mark: str  # the illustrative mark, or empty
    headline: str
    sections: tuple[Section, ...]
    # Release id, framework version, selection, n and class, day, how to check, reference: names and texts.
    facts: tuple[tuple[str, str], ...]
    reference: Reference

    def section(self, code: str) -> Section:
        """Return a section by its code."""
        return next(section for section in self.sections if section.code == code)


@dataclass(frozen=True)
class _Scope:
    labels: Labels
    chosen_round: str
    pilots: tuple[str, ...]

    @property
    def release(self) -> Release:
        return self.labels.release

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(kind.code for kind in self.labels.framework.external_types)

    def scene(self, item: str) -> Scene:
        return Scene(self.release, item, self.chosen_round, self.pilots, self.types)


def country(
    release: Release, pilot: str, language: str, chosen_round: str, made_on: date
) -> Content:
    """Return the content of a pilot's report card: its own release alone, community empowerment first."""
    labels = Labels(release.alone(pilot), Wording.of(language))
    scope = _Scope(labels, chosen_round, (pilot,))
    fingerprint = labels.release.fingerprint
    reference = Reference(fingerprint, pilot, chosen_round, language, made_on)
    text = labels.wording.text
    sections = (
        _promises(scope, pilot, made_on),
        _empowerment(scope),
        _by_type(scope, "parts", ROLLOUT),
        _by_type(scope, "criteria", CRITERIA),
        _gaps(scope, pilot),
        _stands_out(scope),
        *_narratives(scope, pilot),
        *_ends(scope),
    )
    return Content(
        language=language,
        pilots=(pilot,),
        title=text("document.card", pilot=labels.pilot(pilot)),
        subtitle=_subtitle(scope),
        mark=text("app.illustrative") if labels.release.illustrative else "",
        headline=findings.headline(scope.scene(_dimension(scope, CRITERIA)), labels).text,
        sections=tuple(section for section in sections if section is not None),
        facts=_facts(scope, reference),
        reference=reference,
    )


def comparison(release: Release, language: str, chosen_round: str, made_on: date) -> Content:
    """Return the content of the report over all pilots, side by side in their fixed order; nobody is ranked."""
    labels = Labels(release, Wording.of(language))
    scope = _Scope(labels, chosen_round, release.pilots_of(chosen_round))
    reference = Reference(release.fingerprint, "", chosen_round, language, made_on)
    text = labels.wording.text
    sections = (
        _by_pilot(scope, "empowerment", EMPOWERMENT),
        *(_by_pilot(scope, code, code) for code in labels.framework.dimensions),
        _stands_out(scope),
        _asked(scope, made_on),
        *_ends(scope),
    )
    return Content(
        language=language,
        pilots=scope.pilots,
        title=text("document.comparison"),
        subtitle=_subtitle(scope),
        mark=text("app.illustrative") if release.illustrative else "",
        headline=findings.headline(scope.scene(_dimension(scope, CRITERIA)), labels).text,
        sections=tuple(section for section in sections if section is not None),
        facts=_facts(scope, reference),
        reference=reference,
    )


def _dimension(scope: _Scope, wanted: str) -> str:
    known = tuple(scope.labels.framework.dimensions)
    return wanted if wanted in known else known[-1]


def _subtitle(scope: _Scope) -> str:
    labels = scope.labels
    frame = scope.release.frame("pilot")
    rows = records(
        frame.loc[(frame["round"] == scope.chosen_round) & frame["pilot"].isin(list(scope.pilots))]
    )
    months = [labels.wording.month(row["month"]) for row in rows if row["month"]]
    when = ", ".join(dict.fromkeys(months)) or scope.chosen_round
    return labels.wording.text("document.subtitle", round=scope.chosen_round, when=when)


def _cell(row: Mapping[str, Any] | None, labels: Labels) -> Cell:
    if row is None:
        return Cell(labels.reason("not_asked"), withheld="not_asked")
    if row["withheld"]:
        return Cell(labels.reason(row["withheld"]), withheld=row["withheld"])
    framework = labels.framework
    band = style.band(row["score"], framework.low, framework.high)
    interval = (None, None) if pd.isna(row["low"]) else (float(row["low"]), float(row["high"]))
    return Cell(
        written_score(row["score"], labels),
        float(row["score"]),
        band,
        "",
        style.BAND_SHAPES[band],
        *interval,
    )


def _grid(scope: _Scope, items: Sequence[str]) -> Grid:
    """Return one row an item and one column a stakeholder type, of one pilot."""
    labels = scope.labels
    rows = score_rows(
        scope.release,
        items,
        chosen_round=scope.chosen_round,
        pilots=scope.pilots,
        stakeholder_types=scope.types,
    )
    found = {(row["item"], row["stakeholder_type"]): row for row in records(rows)}
    lines = tuple(
        (labels.item(item), tuple(_cell(found.get((item, code)), labels) for code in scope.types))
        for item in items
        if any((item, code) in found for code in scope.types)
    )
    names = tuple(labels.stakeholder_type(code) for code in scope.types)
    return Grid(labels.wording.text("document.part"), names, lines)


def _empowerment(scope: _Scope) -> Section | None:
    """Return community empowerment, which opens every report card."""
    if EMPOWERMENT not in scope.labels.framework.parts:
        return None
    grid = _grid(scope, [EMPOWERMENT])
    found = findings.headline(scope.scene(EMPOWERMENT), scope.labels)
    return Section("empowerment", scope.labels.item(EMPOWERMENT), found.text, grid)


def _by_type(scope: _Scope, code: str, dimension: str) -> Section | None:
    labels = scope.labels
    if dimension not in labels.framework.dimensions:
        return None
    parts = [part.code for part in labels.framework.parts.values() if part.dimension == dimension]
    grid = _grid(scope, [dimension, *parts])
    statement = findings.headline(scope.scene(dimension), labels).text
    return Section(code, labels.dimension(dimension), statement, grid)


def _by_pilot(scope: _Scope, code: str, item: str) -> Section | None:
    """Return one row a stakeholder type and one column a pilot."""
    labels = scope.labels
    if item not in (*labels.framework.parts, *labels.framework.dimensions):
        return None
    scene = scope.scene(item)
    found = {(row["stakeholder_type"], row["pilot"]): row for row in records(scene.scores())}
    lines = tuple(
        (
            labels.stakeholder_type(kind),
            tuple(_cell(found.get((kind, pilot)), labels) for pilot in scope.pilots),
        )
        for kind in scope.types
    )
    names = tuple(labels.pilot(pilot) for pilot in scope.pilots)
    places = tuple(scope.release.place(pilot) for pilot in scope.pilots)
    grid = Grid(labels.wording.text("filter.stakeholder_types"), names, lines, places)
    return Section(code, labels.item(item), findings.headline(scene, labels).text, grid)


def _gaps(scope: _Scope, pilot: str) -> Section | None:
    """Return how institutions see themselves beside how the community sees them."""
    labels = scope.labels
    item = _dimension(scope, CRITERIA)
    shown: list[Gap] = []
    notes: list[str] = []
    statements: list[str] = []
    tables = {
        code: gap_rows(
            scope.release,
            [item],
            chosen_round=scope.chosen_round,
            stakeholder_type=code,
            pilots=(pilot,),
        )
        for code in scope.types
    }
    number = compared(*tables.values())
    for code, rows in tables.items():
        if rows.empty:
            continue
        seen = decided(rows, number)
        published = [row for row in records(seen) if not row["withheld"]]
        if published:
            shown += [_gap(row, labels) for row in published]
            statements.append(gap_headline(seen, (pilot,), labels))
            about = labels.stakeholder_type(code)
            notes += [f"{about}. {line}" for line in informant_lines(seen, (pilot,), labels)]
    if not shown:
        return None
    title = labels.wording.text("document.gap")
    return Section(
        "gap",
        title,
        statements[0],
        gaps=tuple(shown),
        lines=tuple(statements[1:]),
        notes=(labels.wording.text("document.gap.common"), *notes),
    )


def _gap(row: Mapping[str, Any], labels: Labels) -> Gap:
    def side(name: str) -> Cell:
        score = float(row[f"{name}_score"])
        band = style.band(score, labels.framework.low, labels.framework.high)
        return Cell(written_score(score, labels), score, band, mark=style.BAND_SHAPES[band])

    informants = labels.wording.plural("who.informants", int(row["b_respondents"]))
    return Gap(labels.stakeholder_type(row["a_stakeholder_type"]), side("a"), side("b"), informants)


def _stands_out(scope: _Scope) -> Section:
    labels = scope.labels
    found = findings.stands_out(scope.scene(_dimension(scope, CRITERIA)), labels)
    lines = tuple(f.text for f in found) or (labels.wording.text("stands_out.none"),)
    return Section("stands_out", labels.wording.text("overview.stands_out"), lines=lines)


def _promises(scope: _Scope, pilot: str, made_on: date) -> Section | None:
    """Return what a pilot was promised in earlier rounds: the open promises, and how many were kept or broken."""
    labels = scope.labels
    promises = promises_before(labels, pilot, scope.chosen_round)
    if not promises:
        return None
    lines = tuple(promise_line(ask, labels, made_on) for ask in promises if ask.open)
    title = labels.wording.text("document.promises")
    return Section("promises", title, counted(promises, labels, made_on), lines=lines)


def _asked(scope: _Scope, made_on: date) -> Section | None:
    """Return what became of the promises to each pilot, up to the chosen round; side by side, never summed up."""
    labels = scope.labels
    lines = [
        f"{labels.pilot(pilot)}: {counted(promised, labels, made_on)}"
        for pilot in scope.pilots
        if (
            promised := [
                ask
                for ask in asks_of(labels, (pilot,))
                if ask.promise and ask.round <= scope.chosen_round
            ]
        )
    ]
    if not lines:
        return None
    return Section("asks", labels.wording.text("document.asks"), lines=tuple(lines))


def _narratives(scope: _Scope, pilot: str) -> list[Section]:
    """Return the owner's approved texts with what they are about and their sources; recommendations first."""
    labels = scope.labels
    found = told(pilot, scope.chosen_round, labels)
    order = sorted(found, key=lambda name: name != "recommendation")
    return [
        Section(_code(name), _title(name, labels), lines=tuple(map(_line, found[name])))
        for name in order
    ]


def _code(section: str) -> str:
    """Return a code for a section of the owner's texts that no section of ours has."""
    return section if section in (*SECTIONS, REASON) else f"told-{section}"


def _title(section: str, labels: Labels) -> str:
    if section == REASON:
        return labels.wording.text("pilot.told.reason.title")
    known = section in SECTIONS
    return labels.wording.text(f"document.{section}") if known else section


def _line(each: Told) -> str:
    """Return a text as one line: whom it is about before it, its source and language after it."""
    head = f"{each.about}: " if each.about else ""
    return head + each.text + "".join(f" ({s})" for s in (each.source, each.language) if s)


def _ends(scope: _Scope) -> tuple[Section, ...]:
    """Return who answered, what is withheld and why, and how the numbers are made."""
    labels = scope.labels
    text = labels.wording.text
    frame = scope.release.frame("scores")
    here = frame.loc[
        (frame["round"] == scope.chosen_round)
        & frame["pilot"].isin(list(scope.pilots))
        & (frame["scoring"] == "standard")
        & (frame["respondent_class"] == "community")
        & (frame["split"] == "all")
        & frame["item"].isin([*labels.framework.parts, *labels.framework.dimensions])
    ]
    who = findings.who_answered(labels, scope.chosen_round, scope.pilots)
    why = findings.withheld_reasons(labels, here["withheld"])
    return (
        Section("who", text("who.title"), lines=who),
        Section("withheld", text("withheld.title"), lines=why),
        Section(
            "method",
            text("document.method"),
            lines=(text("document.method.1"), text("document.method.2")),
        ),
    )


def _facts(scope: _Scope, reference: Reference) -> tuple[tuple[str, str], ...]:
    labels = scope.labels
    text = labels.wording.text
    versions = sorted(
        {f"{f.code} {f.version} ({f.hash})" for f in scope.release.frameworks.values()}
    )
    selection = ", ".join(labels.pilot(pilot) for pilot in scope.pilots)
    return (
        (text("view.release"), reference.release),
        (text("view.framework"), "; ".join(versions)),
        (
            text("document.selection"),
            f"{selection}; {text('filter.round')} {scope.chosen_round}; {text('class.community')}",
        ),
        (text("who.title"), how_many(labels, scope.chosen_round, scope.pilots)),
        (text("view.made_on"), reference.made_on.isoformat()),
        (text("document.check"), text("document.check.how")),
        (text("document.reference"), str(reference)),
    )
