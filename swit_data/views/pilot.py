"""Pilot: one pilot in depth, community empowerment first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

import pandas as pd

from swit_data import findings
from swit_data.figures import Canvas
from swit_data.figures.profile import profile_matrix
from swit_data.findings import Scene
from swit_data.findings.change import ChangeScene, apart, change_headline, named_changes
from swit_data.findings.change_spoken import change_table
from swit_data.findings.pilot import (
    REASON,
    SECTIONS,
    Told,
    focus_of,
    held_lines,
    profile_table,
    told,
)
from swit_data.findings.who import withheld_reasons
from swit_data.released.between_rounds import Rounds
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import score_rows
from swit_data.released.statements import statement_rows
from swit_data.selection import Choices, Selection
from swit_data.views import choices
from swit_data.views.overview import by_type, weight_of_focus
from swit_data.views.two_widths import by_side, matrix_by_pilot
from swit_data.views.view import (
    Line,
    Part,
    Shapes,
    View,
    folded,
    headed,
    listed,
    made_once,
    paragraphs,
    table,
    words,
)

MOST_WITH_FOCUS = 6  # rows of a first picture that is whole on the first screen
FILTERS = ("pilot", "stakeholder_types", "round")


def choices_of(release: Release, about: tuple[str, ...] = ()) -> Choices:
    """Return every id that the page lets choose; it begins with the first pilot of those chosen, or of all."""
    options = choices.choices_of(release)
    first = next((pilot for pilot in release.pilots if pilot in about), release.pilots[0])
    return replace(options, start=replace(options.start, pilot=first))


@dataclass(frozen=True)
class PilotScene:
    """One pilot in one of its rounds; `about`: the stakeholder types that are chosen, none for all."""

    release: Release
    pilot: str
    chosen_round: str
    about: tuple[str, ...] = ()

    @cached_property
    def types(self) -> tuple[str, ...]:
        """Return the stakeholder types shown, of those that the community assesses."""
        return choices.types_of(self.release.framework, self.about)

    @cached_property
    def focus(self) -> str:
        """Return the part that is the focal point, such as community empowerment, or nothing."""
        return focus_of(self.release.framework)

    def of_item(self, item: str) -> Scene:
        """Return what is compared on one item: the stakeholder types of this pilot."""
        return Scene(self.release, item, self.chosen_round, (self.pilot,), self.types)

    def rows(self, items: tuple[str, ...]) -> pd.DataFrame:
        """Return one released row per stakeholder type and item; an item without rows is left out."""
        return score_rows(
            self.release,
            items,
            chosen_round=self.chosen_round,
            pilots=(self.pilot,),
            stakeholder_types=self.types,
        )

    @cached_property
    def sections(self) -> dict[str, tuple[str, ...]]:
        """Return the items of each matrix of the page: the focal point, what else speaks to it, each dimension."""
        framework = self.release.framework
        opinions = [i for i in framework.indicators.values() if i.kind == "opinion"]
        own = tuple(i.code for i in opinions if i.part == self.focus)
        also = tuple(i.code for i in opinions if self.focus in i.also)
        sections = {"focus": (self.focus, *own), "also": also} if self.focus else {}
        parts = framework.parts.values()
        for dimension in framework.dimensions:
            of_dimension = (part.code for part in parts if part.dimension == dimension)
            sections[dimension] = (dimension, *of_dimension)
        return sections

    @cached_property
    def changes(self) -> tuple[ChangeScene, ...]:
        """Return what is compared over the rounds: the focal point and each dimension."""
        items = (*([self.focus] if self.focus else []), *self.release.framework.dimensions)
        return tuple(
            ChangeScene(Rounds(self.release, item), (self.pilot,), self.types) for item in items
        )

    def stated(self, kind: str) -> pd.DataFrame:
        """Return facts, or what institutions say of themselves, in this round."""
        return statement_rows(
            self.release,
            kind,
            tuple(self.release.framework.indicators),
            chosen_round=self.chosen_round,
            pilots=(self.pilot,),
            stakeholder_types=self.types,
        )


def of_pilot(release: Release, chosen: Selection) -> PilotScene:
    """Return the scene of the pilot chosen, in the round chosen if it held that one, else in its latest."""
    chosen_round = choices.round_of(release, chosen)
    return PilotScene(release, chosen.pilot, chosen_round, chosen.stakeholder_types)


def headline(scene: PilotScene, labels: Labels) -> str:
    """Return the sentence of the page: on the focal point, else on the first dimension."""
    item = scene.focus or next(iter(scene.release.framework.dimensions))
    return findings.headline(scene.of_item(item), labels).text


@made_once
def pilot(canvas: Canvas, chosen: Selection) -> View:
    """Return Pilot under a choice."""
    labels = canvas.labels
    scene = of_pilot(labels.release, chosen)
    who = findings.who_answered(labels, scene.chosen_round, (scene.pilot,))
    text = labels.wording.text
    items = tuple(item for items in scene.sections.values() for item in items)
    missing = scene.rows(items)["withheld"]
    first, *others = scene.sections
    held = [*held_lines(scene.pilot, scene.chosen_round, labels), who[-1]]
    return View(
        headed(headline(scene, labels)),
        (
            *_profile(first, scene, canvas),
            words("answered", *paragraphs(who[:-1])),
            *(part for key in others for part in _profile(key, scene, canvas)),
            *_changes(scene, labels),
            *_stated(scene, labels),
            *_told(scene, labels),
            words("held", ("h2", text("pilot.held")), *paragraphs(held)),
            folded(text("withheld.title"), withheld_reasons(labels, missing), "withheld"),
        ),
    )


def _profile(key: str, scene: PilotScene, canvas: Canvas) -> list[Part]:
    """Return the matrix of one section, under its title, with its table."""
    labels, rows = canvas.labels, scene.rows(scene.sections[key])
    title, text = section_title(key, scene, labels), labels.wording.text
    how = [text(f"pilot.how.{_kind(key)}")]
    if key == "focus":
        how += weight_of_focus(scene.of_item(scene.focus), labels)
    about = words(f"profile_{key}", ("h2", title))
    read = words(f"how_{key}", *paragraphs(how))
    if rows.empty:
        return [about, read, words(f"none_{key}", ("p", text("pilot.none")))]
    exact, written = (profile_table(rows, labels, exact=each) for each in (True, False))
    return [
        about,
        *_pictures(key, rows, scene, canvas),
        read,
        table(text("table.title"), exact, labels, made=rows, written=written),
    ]


def _pictures(key: str, rows: pd.DataFrame, scene: PilotScene, canvas: Canvas) -> list[Shapes]:
    """Return the matrix of a section; of many questions the focal point itself stands in a picture before them."""
    title = section_title(key, scene, canvas.labels)
    before: list[Shapes] = []
    if key == "focus" and rows["item"].nunique() > MOST_WITH_FOCUS:
        own = rows["item"] == scene.focus
        said = by_type(headline(scene, canvas.labels))
        before = matrix_by_pilot("focus", said, rows.loc[own], (scene.pilot,), canvas)
        rows = rows.loc[~own]

    def say() -> str:
        cells = _spoken(rows, canvas.labels)
        return canvas.labels.wording.text("alt.profile", title=title, cells=cells)

    drawn = partial(profile_matrix, rows, scene.types, canvas)
    return [*before, by_side(f"profile_{key}", drawn, say)]


def _changes(scene: PilotScene, labels: Labels) -> list[Part]:
    """Return what changed over the rounds, and a table an item."""
    text = labels.wording.text
    title = (("h2", text("pilot.changes")), ("p", text("pilot.changes.how")))
    parts: list[Part] = [words("changes", *title, *listed(change_lines(scene, labels)))]
    for change in scene.changes:
        item = change.rounds.item  # a title that folds would read its name as Markdown
        parts += [
            words(f"change_{item}", ("h3", labels.item(item))),
            table(text("pilot.changes.table"), change_table(change, labels), labels),
        ]
    return parts


def _stated(scene: PilotScene, labels: Labels) -> list[Part]:
    """Return what institutions say of themselves, and the facts."""
    text = labels.wording.text
    stated, facts = scene.stated("institution"), scene.stated("fact")
    none = {"pilot.stated.none": stated, "pilot.facts.none": facts}
    how = [text("pilot.stated.how"), *(text(key) for key, rows in none.items() if rows.empty)]
    parts: list[Part] = [words("stated", ("h2", text("pilot.stated")), *paragraphs(how))]
    if not stated.empty:
        found = findings.statement_table(stated, labels)
        parts.append(table(text("pilot.stated.table"), found, labels))
    if not facts.empty:
        found = findings.fact_table(facts, labels)
        parts.append(table(text("pilot.facts.table"), found, labels, unfolded=True))
    return parts


def _told(scene: PilotScene, labels: Labels) -> list[Part]:
    """Return what the owner tells and recommends."""
    sections = told(scene.pilot, scene.chosen_round, labels).items()
    return [
        words(f"told_{place}", ("h2", told_title(section, labels)), *told_lines(texts))
        for place, (section, texts) in enumerate(sections)
    ]


def section_title(key: str, scene: PilotScene, labels: Labels) -> str:
    """Return what a section is called."""
    if _kind(key) == "dimension":
        return labels.dimension(key)
    return labels.wording.text(f"pilot.title.{key}", item=labels.item(scene.focus))


def _kind(key: str) -> str:
    return key if key in {"focus", "also"} else "dimension"


def _spoken(rows: pd.DataFrame, labels: Labels) -> str:
    """Return every cell in words: stakeholder type, item, number or why there is none."""
    kinds = dict.fromkeys(rows["stakeholder_type"])
    said = [
        f"{labels.stakeholder_type(kind)}: "
        + findings.spoken_rows(rows.loc[rows["stakeholder_type"] == kind], labels, items=True)
        for kind in kinds
    ]
    return " ".join(said)


def change_lines(scene: PilotScene, labels: Labels) -> tuple[str, ...]:
    """Return what changed between the pilot's rounds, what did not, and which rounds cannot be compared."""
    lines: list[str] = []
    for change in scene.changes:
        lines += named_changes(change, labels) or (change_headline(change, labels).text,)
    return tuple(dict.fromkeys([*lines, *apart(scene.changes[0], labels)]))


def told_title(section: str, labels: Labels) -> str:
    """Return what a section of the owner's texts is called; one without a name of ours by its own."""
    known = (*SECTIONS, REASON)
    return labels.wording.text(f"pilot.told.{section}.title") if section in known else section


def told_lines(texts: Iterable[Told]) -> Iterator[Line]:
    """Give each text under whom it is about, with its source and its language."""
    for each in texts:
        small = (("small", said) for said in (each.source, each.language))
        lines = (("h3", each.about), ("p", each.text), *small)
        yield from ((tag, said) for tag, said in lines if said)
