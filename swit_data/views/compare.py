"""Compare: the pilots side by side on one stakeholder type, part by part and question by question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.figures.drawing import Drawing
from swit_data.figures.multiples import MOST_PANELS
from swit_data.released.between_pilots import Beside, Place, beside
from swit_data.released.item_order import in_order
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import count_rows, picked, score_rows
from swit_data.released.tables import ALL
from swit_data.selection import Selection
from swit_data.views import choices, footnotes
from swit_data.views.overview import how_to_read as scores_read
from swit_data.views.two_widths import by_side, by_width
from swit_data.views.view import Part, Shapes, View, headed, made_once, score_table, table, words

FILTERS = (
    *("pilots", "stakeholder_types", "round", "dimension"),
    *("respondent_class", "level", "target", "order", "reference"),
)
ACROSS = (4, 1)  # panels in a row: on a wide screen, and on a phone


@made_once
def compare(canvas: Canvas, chosen: Selection) -> View:
    """Return Compare under a choice."""
    labels = canvas.labels
    scene = of_one_type(labels.release, chosen)
    groups = chosen.respondent_class == "group"
    headline = scene.headline(labels)
    return View(
        headed(headline, ("p", how_to_read(labels, chosen, scene.pilots))),
        tuple(_of_groups(scene, canvas) if groups else _of_people(scene, headline, canvas)),
    )


def _of_groups(scene: OneType, canvas: Canvas) -> list[Part]:
    """Return what focus groups answered: counts, and no picture."""
    labels, counts = canvas.labels, scene.rows(scene.questions, count_rows)
    title = labels.wording.text("compare.questions")
    return [
        table(title, findings.count_table(counts, labels), labels, made=counts),
        footnotes.who(labels, scene.chosen.round, scene.pilots),
        footnotes.missing(canvas, counts["withheld"]),
    ]


def _of_people(scene: OneType, headline: str, canvas: Canvas) -> list[Part]:
    """Return parts and questions, the differences from a reference, a panel a pilot."""
    parts, questions = scene.rows(scene.parts), scene.rows(scene.questions)
    return [
        *_items("parts", parts, scene, headline, canvas),
        _marks(scene, canvas.labels),
        *_spread(scene, canvas.labels),
        *_against(parts, questions, scene, canvas),
        *_panels(parts, scene, canvas),
        words("questions", ("h2", canvas.labels.wording.text("compare.questions"))),
        *_items("questions", questions, scene, headline, canvas),
        footnotes.who(canvas.labels, scene.chosen.round, scene.pilots, parts),
        footnotes.missing(canvas, parts["withheld"]),
    ]


@dataclass(frozen=True)
class OneType:
    """Compare's scene: one stakeholder type, its parts and questions, every pilot of the release."""

    release: Release
    chosen: Selection
    stakeholder_type: str
    target: str
    parts: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def pilots(self) -> tuple[str, ...]:
        """Return the pilots that are drawn."""
        return choices.shown_pilots(self.release, self.chosen)

    def headline(self, labels: Labels) -> str:
        """Return the sentence of the page, on the parts."""
        return findings.comparison_headline(self.rows(self.parts), self.pilots, labels)

    def rows(
        self, items: tuple[str, ...], of: Callable[..., pd.DataFrame] = score_rows
    ) -> pd.DataFrame:
        """Return one released score per pilot and item, or what else is released of them."""
        return of(
            self.release,
            items,
            chosen_round=self.chosen.round,
            respondent_class=self.chosen.respondent_class,
            stakeholder_types=(self.stakeholder_type,),
            target=self.target,
        )


def of_one_type(release: Release, chosen: Selection) -> OneType:
    """Return the scene of the stakeholder type chosen, or of the first external one."""
    framework = release.framework
    code = next(iter(chosen.stakeholder_types), framework.external_types[0].code)
    kind = framework.stakeholder_types[code]
    target = f"level={chosen.level}" if chosen.level in kind.levels else ALL
    if chosen.target in {target.code for target in kind.targets}:
        target = chosen.target
    asked = [
        indicator
        for indicator in framework.indicators.values()
        if code in indicator.stakeholder_types
        and indicator.kind == "opinion"
        and framework.dimension_of(indicator.code) == chosen.dimension
    ]
    with_rows = set(_items_of(release, chosen.round, code))
    parts = [p for p in framework.parts if p in {indicator.part for indicator in asked}]
    return OneType(
        release,
        chosen,
        code,
        target,
        tuple(part for part in parts if part in with_rows),
        tuple(indicator.code for indicator in asked if indicator.code in with_rows),
    )


@kept_while_open
def _items_of(release: Release, chosen_round: str, code: str) -> list[str]:
    rows = picked(release.frame("scores"), round=chosen_round, stakeholder_type=code)
    return list(rows["item"].unique())


def how_to_read(labels: Labels, chosen: Selection, pilots: tuple[str, ...]) -> str:
    """Return the line that says how to read the marks, and in which order the items stand."""
    text, answered_by = labels.wording.text, chosen.respondent_class
    how = text(f"compare.how.{answered_by}")
    if answered_by == "group":
        return how
    if len(pilots) == 1:
        return text("compare.how.alone") if answered_by == "community" else how
    if chosen.order == "value" and chosen.reference:
        return f"{how} {text('compare.order.reference', reference=labels.pilot(chosen.reference))}"
    return f"{how} {text(f'compare.order.{chosen.order}')}"


def _marks(scene: OneType, labels: Labels) -> Part:
    """Return in small how the marks are read; on a phone, where numbers stand in their place, how these are."""
    marks = labels.wording.text("compare.how.marks")
    numbers = scores_read(labels, scene.chosen.round)
    several = len(scene.pilots) > 1 and scene.chosen.respondent_class == "community"
    wide = (words("how_marks", ("small", marks)),) if several else ()
    return Shapes("how", wide, (words("how_numbers", ("small", numbers)),))


def _spread(scene: OneType, labels: Labels) -> list[Part]:
    """Return in small what counts for the spread, where the items stand by it."""
    if scene.chosen.order != "spread" or len(scene.pilots) == 1:
        return []
    return [words("spread", ("small", labels.wording.text("compare.order.interval")))]


def _items(
    key: str, rows: pd.DataFrame, scene: OneType, headline: str, canvas: Canvas
) -> list[Part]:
    """Return a row an item with a mark a pilot, on a phone a grid of their numbers; and the table of all pilots."""
    labels, text = canvas.labels, canvas.labels.wording.text
    shown = rows.loc[rows["pilot"].isin(scene.pilots)]
    items = in_order(shown, scene.chosen.order, scene.chosen.reference)

    def say() -> str:
        cells = findings.spoken_rows(shown, labels, items=True)
        return text("alt.dots", headline=headline, cells=cells)

    def draw(*, beside: bool) -> Drawing:
        if beside:
            return figures.pilot_comparison(shown, scene.pilots, canvas, items)
        sorted_rows = shown.set_index("item").loc[items].reset_index()
        return figures.item_matrix(sorted_rows, scene.pilots, canvas, beside=False)

    return [by_side(key, draw, say), score_table(rows, labels)]


def _against(
    parts: pd.DataFrame, questions: pd.DataFrame, scene: OneType, canvas: Canvas
) -> list[Part]:
    """Return the differences from the reference, if one is chosen: what is clear, on parts and questions together."""
    reference = scene.chosen.reference
    if not reference:
        return []
    labels, text = canvas.labels, canvas.labels.wording.text
    found = differences(parts, questions, scene)
    headline = findings.difference_headline(found, reference, labels)
    said = findings.spoken_everyone(found, labels)
    of_parts = [each for each in found if each.item in set(parts["item"])]

    def say() -> str:
        cells = findings.spoken_differences(of_parts, said, labels)
        return text("alt.differences", headline=headline, cells=cells)

    drawn = partial(figures.pilot_differences, of_parts, said, canvas)
    return [
        words("against", ("h2", headline), ("p", text("differ.how"))),
        *([by_width("against", drawn, say)] if of_parts else []),
        table(text("differ.table"), findings.difference_table(found, labels), labels),
    ]


def differences(parts: pd.DataFrame, questions: pd.DataFrame, scene: OneType) -> tuple[Beside, ...]:
    """Return every difference of the page, parts first: what is clear is decided at the level of them all."""
    chosen = scene.chosen
    place = Place(
        scene.release, chosen.round, chosen.respondent_class, scene.stakeholder_type, scene.target
    )
    items = [
        item
        for rows in (parts, questions)
        for item in in_order(
            rows.loc[rows["pilot"].isin(scene.pilots)], chosen.order, chosen.reference
        )
    ]
    return beside(place, items, scene.pilots, chosen.reference)


def _panels(rows: pd.DataFrame, scene: OneType, canvas: Canvas) -> list[Part]:
    """Return a panel a pilot, of all pilots that held the round: the same items on the same scale."""
    labels, chosen = canvas.labels, scene.chosen
    text = labels.wording.text
    held = labels.release.pilots_of(chosen.round)
    pilots = [pilot for pilot in chosen.pilots or held if pilot in held][:MOST_PANELS]
    items = list(dict.fromkeys(rows["item"]))
    if len(pilots) < 2 or not items:  # noqa: PLR2004 - one panel is no multiple
        return []
    shown = rows.loc[rows["pilot"].isin(pilots)]

    def say() -> str:
        return text("alt.panels", cells=findings.spoken_rows(shown, labels, items=True))

    drawn = partial(figures.small_multiples, shown, pilots, items, canvas)
    return [
        words("panels", ("h2", text("compare.panels")), ("p", text("compare.panels.how"))),
        by_width("panels", drawn, say, *ACROSS),
    ]
