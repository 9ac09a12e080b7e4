"""Participation: ten criteria and their sub-items, which groups are reached, facts with their sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from swit_data import findings
from swit_data.figures import Canvas, criteria_strips, item_matrix, pilot_comparison
from swit_data.findings import Criteria
from swit_data.framework import Framework
from swit_data.released.differences import CLEAR_UNDER
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import in_order, score_rows
from swit_data.released.statements import statement_rows
from swit_data.selection import Choices, Selection
from swit_data.views import choices, footnotes
from swit_data.views.overview import how_to_read
from swit_data.views.two_widths import ended, first_open
from swit_data.views.view import (
    Panel,
    Part,
    Shapes,
    View,
    headed,
    listed,
    made_once,
    score_table,
    table,
    words,
)

FILTERS = ("pilots", "stakeholder_types", "round", "parts")
DIMENSION = "participation"
DIVERSITY = "P8"  # the criterion that names groups of sex workers (Kyiv report, 2017)


@made_once
def participation(canvas: Canvas, chosen: Selection) -> View:
    """Return Participation under a choice."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_participation(labels.release, chosen, pilots)
    criteria = scene.scores(scene.criteria)
    patterns = scene.patterns(scene.criteria, labels)
    headline = findings.participation_headline(patterns)
    title = ("h2", labels.wording.text("criteria.patterns"))
    tables = [criteria, scene.scores(scene.questions), scene.scores(scene.groups)]
    return View(
        headed(headline),
        (
            *strips("criteria", criteria, headline, scene, canvas),
            words("patterns", title, *listed(findings.pattern_lines(patterns))),
            score_table(criteria, labels),
            *_groups(scene, canvas),
            *facts(scene, labels),
            *_questions(scene, canvas),
            footnotes.who(labels, chosen.round, pilots, criteria),
            footnotes.missing(canvas, scene.reasons(*tables)),
        ),
    )


def strips(
    key: str, rows: pd.DataFrame, title: str, scene: ParticipationScene, canvas: Canvas
) -> list[Part]:
    """Return strips of the pilots drawn, the stakeholder types side by side; on a phone one after another."""
    shown = rows.loc[rows["pilot"].isin(list(scene.pilots))]
    if shown.empty:
        return []
    types = tuple(dict.fromkeys(rows["stakeholder_type"]))
    spoken = partial(findings.spoken_cells, labels=canvas.labels)

    def say() -> str:
        text = canvas.labels.wording.text
        return text("alt.strips", headline=ended(title), cells=spoken(shown))

    labels = canvas.labels
    drawn = partial(criteria_strips, shown, scene.pilots, types, canvas)
    if len(types) == 1:
        drawn = partial(
            pilot_comparison, shown, scene.pilots, canvas, [*dict.fromkeys(shown["item"])]
        )
    whole = Panel(key, drawn, say)
    narrow = _on_phone(key, shown, scene.pilots, canvas)
    if key != "criteria":  # read as those above
        return [Shapes(key, (whole,), narrow)]
    on_phone = words("how_grid", ("p", how_to_read(labels, scene.chosen_round)))
    how = scene.how_to_read(labels) if len(types) > 1 else how_to_read(labels, scene.chosen_round)
    strips = words("how", ("p", how))
    return [Shapes(key, (whole, strips), (on_phone, *narrow))]


def _on_phone(
    key: str, shown: pd.DataFrame, pilots: tuple[str, ...], canvas: Canvas
) -> tuple[Part, ...]:
    """Return a grid a stakeholder type, items by pilots side by side."""
    labels = canvas.labels
    titled = []
    for code, mine in shown.groupby("stakeholder_type", sort=False):
        drawn = partial(item_matrix, mine, pilots, canvas, beside=False)
        said = partial(findings.spoken_cells, mine, labels)
        titled.append((labels.stakeholder_type(str(code)), Panel(f"{key}_{code}", drawn, said)))
    return first_open(titled, labels)


def _groups(scene: ParticipationScene, canvas: Canvas) -> list[Part]:
    """Return which groups of sex workers are reached, and what institutions say about it."""
    labels, rows = canvas.labels, scene.scores(scene.groups)
    text, said = labels.wording.text, scene.stated("institution", scene.groups)
    title = findings.reached_headline(scene.patterns(scene.groups, labels))
    asked = (("p", text("reached.how")), ("p", scene.rounds_of_groups(labels)))
    parts: list[Part] = [words("groups", ("h2", title), *asked)]
    if not rows.empty:
        parts += [*strips("groups", rows, title, scene, canvas), score_table(rows, labels)]
    if not said.empty:
        parts.append(table(text("reached.said"), findings.statement_table(said, labels), labels))
    return parts


def facts(scene: ParticipationScene, labels: Labels) -> list[Part]:
    """Return the facts, question by question, with their sources."""
    text = labels.wording.text
    found = scene.stated("fact", scene.facts)
    facts = findings.fact_lines(found, labels)
    how = text("facts.none" if found.empty else "facts.how")
    parts: list[Part] = [words("facts", ("h2", text("facts.title")), ("p", how))]
    for question, (measure, counts, *each) in facts.items():
        about = (("h3", labels.item(question)), ("p", f"{measure} {counts}"))
        parts.append(words(f"fact_{question}", *about, *listed(each)))
    if facts:
        parts.append(table(text("facts.table"), findings.fact_table(found, labels), labels))
    return parts


def _questions(scene: ParticipationScene, canvas: Canvas) -> list[Part]:
    """Return every question of the criteria."""
    labels, rows = canvas.labels, scene.scores(scene.questions)
    key = "criteria.questions.none" if rows.empty else "criteria.questions"
    title = labels.wording.text(key)
    return [
        words("questions", ("h2", title)),
        *strips("questions", rows, title, scene, canvas),
        score_table(rows, labels),
    ]


@dataclass(frozen=True)
class ParticipationScene:
    """Meaningful participation in one round: the criteria shown, their sub-items, about whom, in which pilots."""

    release: Release
    chosen_round: str
    criteria: tuple[str, ...]
    questions: tuple[str, ...]
    groups: tuple[str, ...]
    facts: tuple[str, ...]
    stakeholder_types: tuple[str, ...]
    pilots: tuple[str, ...]

    def scores(
        self, items: tuple[str, ...], scoring: str | tuple[str, ...] = "standard"
    ) -> pd.DataFrame:
        """Return one released score per pilot, stakeholder type and item; the community's view."""
        rows = score_rows(
            self.release,
            items,
            chosen_round=self.chosen_round,
            stakeholder_types=self.stakeholder_types,
            scoring=scoring,
        )
        first = {} if isinstance(scoring, str) else {"scoring": scoring}
        return in_order(rows, **first, item=items)

    def patterns(self, items: tuple[str, ...], labels: Labels) -> Criteria:
        """Return where items clearly lie in a band: over the scorings that decide it."""
        return Criteria(self.scores(items, CLEAR_UNDER), self.pilots, labels)

    def how_to_read(self, labels: Labels) -> str:
        """Return the one line that says how to read the strips."""
        text, framework = labels.wording.text, labels.framework
        named = text("round.named", round=self.chosen_round)
        return text("criteria.how", round=named, low=framework.low, high=framework.high)

    def stated(self, kind: str, indicators: tuple[str, ...]) -> pd.DataFrame:
        """Return facts with their public source, or what institutions say of themselves."""
        return statement_rows(
            self.release,
            kind,
            indicators,
            chosen_round=self.chosen_round,
            pilots=self.pilots,
            stakeholder_types=self.stakeholder_types,
        )

    def reasons(self, *tables: pd.DataFrame) -> list[str]:
        """Return why numbers are missing in these tables; a pilot without any row held no such round."""
        held = self.release.pilots_of(self.chosen_round)
        absent = ["no_round"] if any(pilot not in held for pilot in self.pilots) else []
        return [str(reason) for table in tables for reason in table["withheld"]] + absent

    def rounds_of_groups(self, labels: Labels) -> str:
        """Return the sentence in which pilots and rounds the groups were asked about one by one."""
        frame = self.release.frame("scores")
        keep = frame["item"].isin(list(self.groups)) & (frame["respondent_class"] == "community")
        there = set(zip(frame.loc[keep, "pilot"], frame.loc[keep, "round"], strict=True))
        named = [
            labels.wording.text("reached.round", pilot=labels.pilot(pilot), round=each)
            for pilot in self.release.pilots
            for each in self.release.rounds
            if (pilot, each) in there
        ]
        if not named:
            return labels.wording.text("reached.nowhere")
        return labels.wording.text("reached.where", rounds=labels.wording.listing(named))


def of_participation(
    release: Release, chosen: Selection, pilots: tuple[str, ...]
) -> ParticipationScene:
    """Return the scene of the criteria and stakeholder types chosen; none chosen means all of them."""
    framework = release.framework
    own = [code for code, part in framework.parts.items() if part.dimension == DIMENSION]
    criteria = [code for code in own if code in chosen.parts] or own
    groups = _sub_items(framework)
    shown = [i for i in framework.indicators.values() if i.part in criteria]
    return ParticipationScene(
        release,
        chosen.round,
        tuple(criteria),
        tuple(i.code for i in shown if i.kind == "opinion" and i.code not in groups),
        groups if DIVERSITY in criteria else (),
        tuple(i.code for i in shown if i.kind == "fact"),
        choices.types_of(framework, chosen.stakeholder_types),
        pilots,
    )


def _sub_items(framework: Framework) -> tuple[str, ...]:
    """Return the questions about one group each: those with a source of their own below the criterion's."""
    return tuple(
        indicator.code
        for indicator in framework.indicators.values()
        if indicator.part == DIVERSITY
        and indicator.kind == "opinion"
        and set(indicator.source) - {DIVERSITY}
    )


def narrowed(release: Release, chosen: Selection, options: Choices) -> Choices:
    """Return how the parts offered narrow to the criteria of meaningful participation."""
    return choices.of_dimension(release, replace(chosen, dimension=DIMENSION), options)
