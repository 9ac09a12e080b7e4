"""What Pilot shows under a Selection: one pilot in depth, and the way to show it alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import streamlit as st

from swit_data import findings
from swit_data.figures import Canvas
from swit_data.figures.profile import profile_matrix
from swit_data.findings import Scene
from swit_data.findings.change import ChangeScene, apart, change_headline, named_changes
from swit_data.findings.pilot import REASON, SECTIONS, Told, focus_of, profile_table
from swit_data.findings.who import withheld_reasons
from swit_data.released.between_rounds import Rounds
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import score_rows
from swit_data.released.statements import statement_rows
from swit_data.selection import Choices, Selection
from swit_data.ui import blocks, choices, focus, sidebar
from swit_data.ui.text_lines import Line

FILTERS = ("pilot", "round")


def choices_of(release: Release) -> Choices:
    """Return every id that the page lets choose; it begins with the first pilot."""
    options = choices.choices_of(release)
    return replace(options, start=replace(options.start, pilot=release.pilots[0]))


def offer_alone(labels: Labels, pilot: str) -> None:
    """Draw the button that shows one pilot alone on every page, where there are others."""
    if len(labels.release.pilots) > 1:
        text = labels.wording.text
        st.button(
            text("alone.offer"),
            on_click=sidebar.show_alone,
            args=(pilot,),
            help=text("alone.offer.how"),
            key="show_alone",
        )


@dataclass(frozen=True)
class PilotScene:
    """One pilot in one of its rounds."""

    release: Release
    pilot: str
    chosen_round: str

    @cached_property
    def types(self) -> tuple[str, ...]:
        """Return the stakeholder types that the community assesses."""
        return tuple(kind.code for kind in self.release.framework.external_types)

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
        codes = tuple(self.release.framework.indicators)
        return statement_rows(
            self.release, kind, codes, chosen_round=self.chosen_round, pilots=(self.pilot,)
        )


def of_pilot(release: Release, chosen: Selection) -> PilotScene:
    """Return the scene of the pilot chosen, in the round chosen if it held that one, else in its latest."""
    held = choices.held_rounds(release, chosen.pilot)
    chosen_round = chosen.round if chosen.round in held else held[-1]
    return PilotScene(release, chosen.pilot, chosen_round)


def headline(scene: PilotScene, labels: Labels) -> str:
    """Return the sentence of the page: on the focal point, else on the first dimension."""
    item = scene.focus or next(iter(scene.release.framework.dimensions))
    return findings.headline(scene.of_item(item), labels).text


def profile(key: str, scene: PilotScene, labels: Labels, canvas: Canvas) -> None:
    """Draw the matrix of one section in both widths, under its title, with its table."""
    rows = scene.rows(scene.sections[key])
    title = section_title(key, scene, labels)
    text = labels.wording.text
    weight = _weight(scene, labels) if key == "focus" else ""
    lines = [("p", text(f"pilot.how.{_kind(key)}")), *([("p", weight)] if weight else [])]
    blocks.words(f"profile_{key}", ("h2", title), *lines)
    if rows.empty:
        blocks.words(f"none_{key}", ("p", text("pilot.none")))
        return
    alt = text("alt.profile", title=title, cells=_spoken(rows, labels))
    for place, beside in ((blocks.wide, True), (blocks.narrow, False)):
        with place(f"profile_{key}"):
            drawn = profile_matrix(rows, scene.types, canvas, beside=beside)
            blocks.figure(f"profile_{key}_{beside}", drawn, alt)
    exact, written = (profile_table(rows, labels, exact=each) for each in (True, False))
    blocks.table(text("table.title"), exact, made=rows, written=written)


def _weight(scene: PilotScene, labels: Labels) -> str:
    return focus.verdict(scene.release, scene.chosen_round, (scene.pilot,), labels)


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


def reasons(scene: PilotScene, labels: Labels) -> tuple[str, ...]:
    """Return one sentence for each kind of missing that the page shows."""
    items = tuple(item for items in scene.sections.values() for item in items)
    return withheld_reasons(labels, scene.rows(items)["withheld"])


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


def stated_lines(scene: PilotScene, labels: Labels) -> list[Line]:
    """Return how statements are to be read, and which of them there are none of."""
    text = labels.wording.text
    lines = [("p", text("pilot.stated.how"))]
    for kind, key in (("institution", "pilot.stated.none"), ("fact", "pilot.facts.none")):
        if scene.stated(kind).empty:
            lines.append(("p", text(key)))
    return lines
