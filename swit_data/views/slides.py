"""Which page makes which slide: the statement of each page that says a finding, and one picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from swit_data import figures, findings
from swit_data.figures import Canvas, answer_grid
from swit_data.figures.dots import HEAD, ROW
from swit_data.figures.lanes import AXIS
from swit_data.findings import question_search
from swit_data.findings.answers import answers_headline
from swit_data.findings.criteria import told_of
from swit_data.released.answers import Answered
from swit_data.released.item_order import in_order
from swit_data.released.labels import Labels
from swit_data.released.tables import ALL
from swit_data.selection import Choices, Selection
from swit_data.views import (
    choices,
    pilot,
    question_choices,
    questions,
)
from swit_data.views.compare import of_one_type
from swit_data.views.overview import by_type, of_types
from swit_data.views.participation import of_participation
from swit_data.views.slide import (
    ROOM,
    Asked,
    Picture,
    asked_of,
    captioned,
    each_once,
    over_two,
    part_of,
    rows_of,
)
from swit_data.views.slide_numbers import by_pilot, counted, item_of
from swit_data.views.slides_deeper import (
    MOST_ROWS,
    of_changes,
    of_groups,
    of_one_pilot,
    of_orders,
)
from swit_data.views.stakeholders import by_target, of_stakeholder
from swit_data.views.story_slides import PICTURES
from swit_data.views.two_widths import Matrix, ended
from swit_data.views.view import Panel

LINE = 74  # characters in a line of a title


def _overview(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Overview's headline and its matrix."""
    labels, release = canvas.labels, canvas.labels.release
    pilots = choices.shown_pilots(release, chosen)
    scene = of_types(release, chosen, pilots)
    rows = rows_of(scene.scores(), "pilot", pilots)
    said = findings.headline(scene, labels).text
    return Picture(
        said,
        asked_of(rows, [scene.item], chosen.round, pilots),
        by_type(said).panel("slide", rows, pilots, canvas),
        labels.wording.text(f"level.{chosen.level}") if chosen.level else "",
        blocks=by_pilot(rows, lambda row: labels.stakeholder_type(row["stakeholder_type"]), labels),
    )


def _compare(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Compare's headline, and the items with the widest spread, of which the headline names the first."""
    labels, text = canvas.labels, canvas.labels.wording.text
    scene = of_one_type(labels.release, chosen)
    pilots, said = scene.pilots, scene.headline(labels)
    whole = rows_of(scene.rows(scene.parts), "pilot", pilots)
    items = in_order(whole, "spread")
    groups = chosen.respondent_class == "group"

    def pictured(kept: Sequence[str]) -> Picture:
        rows = rows_of(whole, "item", kept)
        panel = Panel(
            "slide",
            partial(figures.pilot_comparison, rows, pilots, canvas, kept),
            lambda: text(
                "alt.dots", headline=said, cells=findings.spoken_rows(rows, labels, items=True)
            ),
        )
        return Picture(
            said,
            asked_of(rows, kept, chosen.round, pilots),
            None if groups or not kept else panel,
            captioned(
                labels.stakeholder_type(scene.stakeholder_type),
                "" if scene.target == ALL else labels.target(scene.stakeholder_type, scene.target),
                text(f"class.{chosen.respondent_class}"),
                part_of(kept, items, "compare", labels),
            ),
            (text("meeting.groups"),) if groups else (),
            blocks=() if groups else by_pilot(rows, item_of(labels), labels),
        )

    room = (ROOM - HEAD - AXIS) // ROW
    return pictured(items[:room]) if groups else over_two(pictured, items, room, labels)


def _stakeholders(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Stakeholders' headline, and its matrix of levels and institutions, first what the headline is about."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_stakeholder(labels.release, chosen, pilots)
    said = findings.type_headline(scene.here, pilots, labels)
    table = rows_of(scene.by_target, "pilot", pilots)
    targets = sorted(each_once(table["target"]), key=lambda target: target != scene.target)

    def pictured(kept: Sequence[str]) -> Picture:
        rows = rows_of(table, "target", kept)
        return Picture(
            said,
            asked_of(table, [scene.item], chosen.round, pilots),
            by_target(said).panel("slide", rows, pilots, canvas) if kept else None,
            captioned(
                labels.stakeholder_type(scene.stakeholder_type),
                labels.item(scene.item),
                part_of(kept, targets, "stakeholders", labels),
            ),
            blocks=by_pilot(
                rows, lambda row: labels.target(scene.stakeholder_type, row["target"]), labels
            ),
        )

    return over_two(pictured, targets, MOST_ROWS, labels)


def _participation(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Participation's headline, and its criteria about the stakeholder type that the headline speaks of."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_participation(labels.release, chosen, pilots)
    patterns = scene.patterns(scene.criteria, labels)
    code = told_of(patterns)
    of_code = replace(patterns, rows=rows_of(patterns.rows, "stakeholder_type", (code,)))
    said = findings.participation_headline(of_code)  # of types that tie, the picture shows one
    whole = rows_of(scene.scores(scene.criteria), "stakeholder_type", (code,))
    whole = rows_of(whole, "pilot", pilots)
    items = each_once(whole["item"])
    matrix = Matrix(figures.item_matrix, findings.spoken_cells, ended(said))

    def pictured(kept: Sequence[str]) -> Picture:
        rows = rows_of(whole, "item", kept)
        return Picture(
            said,
            asked_of(rows, items, chosen.round, pilots),
            matrix.panel("slide", rows, pilots, canvas) if kept else None,
            captioned(labels.stakeholder_type(code), part_of(kept, items, "participation", labels)),
            blocks=by_pilot(rows, item_of(labels), labels),
        )

    return over_two(pictured, items, MOST_ROWS + 1, labels)


def _questions(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Questions' headline, and the answers about all institutions, a column a pilot."""
    labels, release = canvas.labels, canvas.labels.release
    pilots = choices.shown_pilots(release, chosen)
    found = question_search.found(labels, chosen)
    scene = questions.of_question(release, chosen, found, pilots)
    said = questions.headline(scene, labels)
    if scene is None:
        return Picture(said, Asked((), (), (chosen.round,), pilots, ()))
    lanes, item = scene.community, scene.question.indicator
    places = list(dict.fromkeys((lane.stakeholder_type, lane.target) for lane in lanes))
    withheld = each_once(lane.withheld for lane in lanes)
    room = (ROOM - answer_grid.HEAD - answer_grid.LINE) // answer_grid.ROW

    def of(kept: Sequence[tuple[str, str]]) -> tuple[Answered, ...]:
        return tuple(lane for lane in lanes if (lane.stakeholder_type, lane.target) in kept)

    if lanes:  # of as many institutions as the slides show
        said = answers_headline(of(places[: 2 * room]), labels).text

    def pictured(kept: Sequence[tuple[str, str]]) -> Picture:
        shown = of(kept)
        panel = Panel(
            "slide",
            partial(answer_grid.answer_grid, shown, canvas),
            partial(questions.spoken, scene, shown, labels),
        )
        return Picture(
            said,
            Asked((item,), scene.kinds, (chosen.round,), pilots, withheld),
            panel if shown else None,
            captioned(labels.item(item), part_of(kept, places, "questions", labels)),
            tuple(text for lines in questions.apart(scene, labels).values() for _, text in lines),
            blocks=counted(shown, labels),
        )

    return over_two(pictured, places, room, labels)


@dataclass(frozen=True)
class Page:
    """A page as a slide: what may be chosen on it, its statement and picture; `scored`: with numbers of 0 to 100."""

    choices: Callable[[Labels], Choices]
    picture: Callable[[Selection, Canvas], Picture]
    scored: bool = True


PAGES = {
    "overview": Page(lambda labels: choices.choices_of(labels.release), _overview),
    "compare": Page(lambda labels: choices.of_compare(labels.release), _compare),
    "stakeholders": Page(lambda labels: choices.about_one_type(labels.release), _stakeholders),
    "participation": Page(lambda labels: choices.choices_of(labels.release), _participation),
    "questions": Page(question_choices.choices_of, _questions, scored=False),
    "pilot": Page(lambda labels: pilot.choices_of(labels.release), of_one_pilot),
    "change": Page(lambda labels: choices.choices_of(labels.release), of_changes),
    "solid": Page(lambda labels: choices.choices_of(labels.release), of_orders, scored=False),
    "breakdown": Page(lambda labels: choices.about_one_type(labels.release), of_groups),
}
# Every kind of slide: the pages, and the slides of the story, which are no pages.
KINDS = {
    **PAGES,
    **{
        kind: Page(lambda labels: pilot.choices_of(labels.release), of)
        for kind, of in PICTURES.items()
    },
}
