"""Stakeholders: one type across pilots, levels and institutions; strengths, contradictions, the perception gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.released import between_sides
from swit_data.released.differences import CLEAR_UNDER
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import picked, score_rows
from swit_data.released.tables import ALL
from swit_data.selection import Choices, Selection
from swit_data.views import choices, footnotes
from swit_data.views.compare import of_one_type
from swit_data.views.overview import how_to_read
from swit_data.views.two_widths import Matrix, by_width, ended, matrix_by_pilot
from swit_data.views.view import Part, View, headed, listed, made_once, score_table, table, words

FILTERS = ("pilots", "stakeholder_types", "round", "dimension", "parts", "level", "target")


@made_once
def stakeholders(canvas: Canvas, chosen: Selection) -> View:
    """Return Stakeholders under a choice."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_stakeholder(labels.release, chosen, pilots)
    headline = findings.type_headline(scene.here, pilots, labels)
    how = ("p", how_to_read(labels, chosen.round))
    return View(
        headed(headline, how),
        (
            *_institutions(scene, headline, canvas),
            *_contradictions(scene, canvas),
            *_strengths(scene, canvas),
            *_gaps(scene, canvas),
            footnotes.who(labels, chosen.round, pilots, scene.here),
            footnotes.missing(canvas, scene.reasons),
        ),
    )


def _institutions(scene: StakeholderScene, headline: str, canvas: Canvas) -> list[Part]:
    labels, rows = canvas.labels, scene.by_target
    title, found = labels.wording.text("table.title"), findings.target_table(rows, labels)
    return [
        *matrix_by_pilot("target_matrix", by_target(headline), rows, scene.pilots, canvas),
        table(title, found, labels, made=rows),
    ]


def by_target(headline: str) -> Matrix:
    """Return the matrix of levels and institutions under its headline."""
    return Matrix(figures.target_matrix, findings.spoken_targets, ended(headline))


def _contradictions(scene: StakeholderScene, canvas: Canvas) -> list[Part]:
    """Return where institutions of the type clearly contradict each other."""
    labels, pairs = canvas.labels, scene.contradictions
    text, found = labels.wording.text, findings.clear_contradictions(pairs)
    title = findings.contradiction_headline(pairs, scene.stakeholder_type, scene.pilots, labels)

    def say() -> str:
        return text(
            "alt.contradictions", headline=title, cells=findings.spoken_pairs(found, labels)
        )

    drawn = partial(figures.contradictions, found, canvas)
    return [
        words("contradictions", ("h2", title), ("p", text("contradictions.how"))),
        *([] if found.empty else [by_width("contradictions", drawn, say)]),
        table(text("contradictions.table"), findings.pair_table(pairs, labels), labels),
    ]


def _strengths(scene: StakeholderScene, canvas: Canvas) -> list[Part]:
    """Return which parts are strong or weak, and every part."""
    labels, rows = canvas.labels, scene.parts_here
    text, strong, framework = labels.wording.text, scene.strengths(labels), labels.framework
    how = text("strengths.how", low=framework.low, high=framework.high)
    spoken = partial(findings.spoken_rows, items=True)
    matrix = Matrix(figures.item_matrix, spoken, ended(" ".join(strong)))
    return [
        words("strengths", ("h2", text("strengths.title")), ("p", how), *listed(strong)),
        *matrix_by_pilot("item_matrix", matrix, rows, scene.pilots, canvas),
        score_table(rows, labels),
    ]


def _gaps(scene: StakeholderScene, canvas: Canvas) -> list[Part]:
    """Return the community's view beside what institutions say of themselves."""
    labels, text = canvas.labels, canvas.labels.wording.text
    gap, pilots = scene.gaps_on((scene.item,)), scene.pilots
    title = findings.gap_headline(gap, pilots, labels)
    said = (*findings.informant_lines(gap, pilots, labels), findings.exception_line(gap, labels))
    lines = listed([line for line in said if line])
    parts: list[Part] = [words("gap", ("h2", title), ("p", text("gap.how")), *lines)]
    for name, rows in scene.gap_figures():
        drawn = partial(figures.perception_gap, rows, pilots, canvas)
        say = partial(_spoken_gap, title, rows, labels)
        parts += [
            words(f"gap_{name}", ("h3", text(f"gap.{name}"))),
            by_width(f"gap_{name}", drawn, say),
        ]
    found = findings.pair_table(scene.gaps, labels)
    return [*parts, table(text("gap.table"), found, labels)]


def _spoken_gap(title: str, rows: pd.DataFrame, labels: Labels) -> str:
    cells = findings.spoken_gaps(rows, labels)
    return labels.wording.text("alt.gap", headline=title, cells=cells)


@dataclass(frozen=True)
class StakeholderScene:
    """One stakeholder type: its levels and institutions, its parts, its perception gaps, its contradictions.

    `item` is what its institutions are compared on: the part chosen, else the dimension.
    """

    release: Release
    stakeholder_type: str
    chosen_round: str
    target: str
    targets: tuple[str, ...]
    item: str
    parts: tuple[str, ...]
    questions: tuple[str, ...]
    dimension: str
    pilots: tuple[str, ...]

    @cached_property
    def by_target(self) -> pd.DataFrame:
        """Return one released score per pilot and target: the community's view of the item."""
        return self._scores([self.item], self.targets)

    @property
    def here(self) -> pd.DataFrame:
        """Return the rows of by_target about what is chosen: all institutions, a level or one of them."""
        return self.by_target.loc[self.by_target["target"] == self.target]

    @cached_property
    def of_parts(self) -> pd.DataFrame:
        """Return one released score per pilot, part and scoring, about what is chosen."""
        return self._scores(self.parts, self.target, CLEAR_UNDER)

    @property
    def parts_here(self) -> pd.DataFrame:
        """Return one released score per pilot and part, about what is chosen."""
        return self.of_parts.loc[self.of_parts["scoring"] == "standard"]

    def strengths(self, labels: Labels) -> tuple[str, ...]:
        """Return what is strong or weak, a sentence a part; and where most do not know, part and question."""
        strong = findings.strength_lines(self.of_parts, self.pilots, labels)
        measured = self.release.framework.indicators.values()
        asked = [each.code for each in measured if each.part in self.parts]
        rows = self._scores([*self.parts, *asked], self.target)
        return (*strong, *findings.unknown_lines(rows, self.pilots, labels))

    def gap_figures(self) -> tuple[tuple[str, pd.DataFrame], ...]:
        """Return what is drawn of the perception gap, where there is any: part by part, question by question."""
        drawn = {"parts": (self.dimension, *self.parts), "questions": self.questions}
        tables = {name: self.gaps_on(items) for name, items in drawn.items()}
        return tuple((name, rows) for name, rows in tables.items() if not rows.empty)

    @property
    def reasons(self) -> list[str]:
        """Return why numbers on the page are missing."""
        tables = (self.by_target, self.parts_here, self.contradictions, self.gaps)
        return [str(reason) for table in tables for reason in table["withheld"]]

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Return one perception gap per pilot and item: the dimension, its parts, its questions."""
        return between_sides.decided(self._gaps, self.comparisons)

    @cached_property
    def contradictions(self) -> pd.DataFrame:
        """Return one pair per pilot, item and two institutions of the type: the dimension and its parts."""
        return between_sides.decided(self._contradictions, self.comparisons)

    @cached_property
    def comparisons(self) -> int:
        """Return how many pairs this page compares."""
        return between_sides.compared(self._gaps, self._contradictions)

    def gaps_on(self, items: tuple[str, ...]) -> pd.DataFrame:
        """Return the perception gaps on these items that the pilots shown have."""
        keep = self.gaps["item"].isin(list(items)) & self.gaps["pilot"].isin(list(self.pilots))
        return self.gaps.loc[keep]

    @cached_property
    def _gaps(self) -> pd.DataFrame:
        return between_sides.gap_rows(
            self.release,
            self._compared,
            chosen_round=self.chosen_round,
            stakeholder_type=self.stakeholder_type,
            target=self.target,
            pilots=self.pilots,
        )

    @cached_property
    def _contradictions(self) -> pd.DataFrame:
        rows = between_sides.target_rows(
            self.release,
            self._compared,
            chosen_round=self.chosen_round,
            stakeholder_type=self.stakeholder_type,
            pilots=self.pilots,
        )
        return picked(rows, item=(self.dimension, *self.parts)).reset_index(drop=True)

    @property
    def _compared(self) -> tuple[str, ...]:
        """Return every item of the page: pairs of all of them are looked up once, for gaps and contradictions."""
        return (self.dimension, *self.parts, *self.questions)

    def _scores(
        self,
        items: Sequence[str],
        target: str | Sequence[str],
        scoring: str | Sequence[str] = "standard",
    ) -> pd.DataFrame:
        return score_rows(
            self.release,
            items,
            chosen_round=self.chosen_round,
            stakeholder_types=(self.stakeholder_type,),
            target=target,
            scoring=scoring,
        )


def of_stakeholder(
    release: Release, chosen: Selection, pilots: tuple[str, ...]
) -> StakeholderScene:
    """Return the scene of the stakeholder type chosen, or of the first external one."""
    about = of_one_type(release, chosen)
    kind = release.framework.stakeholder_types[about.stakeholder_type]
    levels = [f"level={level}" for level in kind.levels] if len(kind.levels) > 1 else []
    bodies = [target.code for target in kind.targets] if len(kind.targets) > 1 else []
    part = next((part for part in chosen.parts if part in about.parts), "")
    indicators = release.framework.indicators
    return StakeholderScene(
        release,
        about.stakeholder_type,
        chosen.round,
        about.target,
        tuple(dict.fromkeys((ALL, *levels, *bodies, about.target))),
        part or chosen.dimension,
        about.parts,
        tuple(q for q in about.questions if not part or indicators[q].part == part),
        chosen.dimension,
        pilots,
    )


def narrowed(release: Release, chosen: Selection, options: Choices) -> Choices:
    """Return how levels and institutions narrow to the type chosen, and parts to the dimension chosen."""
    of_type = choices.of_chosen_type(release, chosen, options)
    return choices.of_dimension(release, chosen, of_type)
