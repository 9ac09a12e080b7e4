"""Which page makes which slide: the statement of each page that says a finding, and one picture."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from swit_data import figures, findings
from swit_data.figures import Canvas, answers
from swit_data.figures.lanes import AXIS, LANE, TITLE
from swit_data.figures.profile import profile_matrix
from swit_data.figures.segments import reach_of
from swit_data.figures.type_orders import order_matrix
from swit_data.findings import question_search, type_orders
from swit_data.findings.change import change_headline
from swit_data.findings.criteria import told_of
from swit_data.released.item_order import in_order
from swit_data.released.labels import Labels
from swit_data.released.tables import ALL
from swit_data.selection import Choices, Selection
from swit_data.views import breakdown, change, choices, pilot, question_choices, questions, solid
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
    part_of,
    rows_of,
)
from swit_data.views.stakeholders import by_target, of_stakeholder
from swit_data.views.two_widths import Matrix, ended
from swit_data.views.view import Panel

MOST_ROWS = 9  # in one line each
MOST_ORDERS = 3  # each takes a name of two lines and a verdict of three
FOCUS = 5  # rows of a profile under names of several lines
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
    )


def _compare(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Compare's headline, and the items with the widest spread, of which the headline names the first."""
    labels, text = canvas.labels, canvas.labels.wording.text
    scene = of_one_type(labels.release, chosen)
    pilots, said = scene.pilots, scene.headline(labels)
    rows = rows_of(scene.rows(scene.parts), "pilot", pilots)
    items = in_order(rows, "spread")
    kept = items[: max(1, (ROOM - AXIS) // (TITLE + LANE * len(pilots)))]
    rows = rows_of(rows, "item", kept)
    groups = chosen.respondent_class == "group"
    panel = Panel(
        "slide",
        partial(figures.pilot_comparison, rows, pilots, canvas, LINE, kept),
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
    )


def _stakeholders(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Stakeholders' headline, and its matrix of levels and institutions, first what the headline is about."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_stakeholder(labels.release, chosen, pilots)
    said = findings.type_headline(scene.here, pilots, labels)
    table = rows_of(scene.by_target, "pilot", pilots)
    targets = each_once(table["target"])
    kept = sorted(targets, key=lambda target: target != scene.target)[:MOST_ROWS]
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
    )


def _participation(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Participation's headline, and its criteria about the stakeholder type that the headline speaks of."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_participation(labels.release, chosen, pilots)
    patterns = scene.patterns(scene.criteria, labels)
    said, code = findings.participation_headline(patterns), told_of(patterns)
    rows = rows_of(scene.scores(scene.criteria), "stakeholder_type", (code,))
    rows = rows_of(rows, "pilot", pilots)
    items = each_once(rows["item"])
    kept = items[: MOST_ROWS + 1]
    rows = rows_of(rows, "item", kept)
    matrix = Matrix(figures.item_matrix, findings.spoken_cells, ended(said))
    return Picture(
        said,
        asked_of(rows, items, chosen.round, pilots),
        matrix.panel("slide", rows, pilots, canvas) if kept else None,
        captioned(labels.stakeholder_type(code), part_of(kept, items, "participation", labels)),
    )


def _questions(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Questions' headline, and the answers about the first institutions."""
    labels, release = canvas.labels, canvas.labels.release
    pilots = choices.shown_pilots(release, chosen)
    found = question_search.found(labels, chosen)
    scene = questions.of_question(release, chosen, found, pilots)
    said = questions.headline(scene, labels)
    if scene is None:
        return Picture(said, Asked((), (), (chosen.round,), pilots, ()))
    lanes, item = scene.community, scene.question.indicator
    places = list(dict.fromkeys((lane.stakeholder_type, lane.target) for lane in lanes))
    room = ROOM - answers.LINE  # for the key
    kept = places[: max(1, room // (answers.TITLE + answers.LANE * len(pilots)))]
    shown = tuple(lane for lane in lanes if (lane.stakeholder_type, lane.target) in kept)
    withheld = each_once(lane.withheld for lane in lanes)
    panel = Panel(
        "slide",
        lambda: answers.answer_bars(shown, reach_of(shown, canvas), canvas, LINE),
        partial(questions.spoken, scene, shown, labels),
    )
    return Picture(
        said,
        Asked((item,), scene.kinds, (chosen.round,), pilots, withheld),
        panel if shown else None,
        captioned(labels.item(item), part_of(kept, places, "questions", labels)),
        tuple(text for lines in questions.apart(scene, labels).values() for _, text in lines),
    )


def _pilot(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Pilot's headline, and the profile of its focal point, or of the first dimension."""
    labels, text = canvas.labels, canvas.labels.wording.text
    scene = pilot.of_pilot(labels.release, chosen)
    key, items = next(iter(scene.sections.items()))
    whole = scene.rows(items)
    there = each_once(whole["item"])
    kept = there[:FOCUS]
    rows = rows_of(whole, "item", kept)
    title = pilot.section_title(key, scene, labels)
    panel = Panel(
        "slide",
        partial(profile_matrix, rows, scene.types, canvas),
        lambda: text("alt.profile", title=title, cells=findings.spoken_cells(rows, labels)),
    )
    return Picture(
        pilot.headline(scene, labels),
        asked_of(rows, items[:1], scene.chosen_round, (scene.pilot,)),
        panel if kept else None,
        captioned(labels.pilot(scene.pilot), part_of(kept, there, "pilot", labels)),
        (text("pilot.none"),),
    )


def _change(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Change's headline, and the rounds of the stakeholder type that it names, or of the first."""
    labels, release = canvas.labels, canvas.labels.release
    pilots = choices.shown_pilots(release, chosen)
    scene = change.of_rounds(release, chosen, pilots)
    found = change_headline(scene, labels)
    panels = change.of_rounds(release, chosen, pilots)
    kinds, item = panels.stakeholder_types, panels.rounds.item
    kind = str(found.about.get("stakeholder_type", kinds[0]))
    withheld = each_once(panels.rows_of(kind)["withheld"])
    return Picture(
        found.text,
        Asked((item,), (kind,), release.rounds, pilots, withheld),
        change.slopes(kind, panels, found.text, canvas),
        captioned(
            labels.stakeholder_type(kind),
            labels.item(item),
            part_of([kind], kinds, "change", labels),
        ),
    )


def _solid(chosen: Selection, canvas: Canvas) -> Picture:
    """Return the headline of "How solid is this?", and its orders, first the one that the headline names."""
    labels, release = canvas.labels, canvas.labels.release
    pilots = choices.shown_pilots(release, chosen)
    scene = solid.of_orders(release, chosen, pilots)
    found, dimension = type_orders.solid_headline(scene, labels), scene.compared.dimension
    named = set(found.about.get("pair", ()))
    pairs = list(dict.fromkeys(order.types for order in scene.orders))
    kept = sorted(pairs, key=lambda pair: set(pair) != named)[:MOST_ORDERS]
    shown = [o for pair in kept for o in scene.orders if o.types == pair and o.pilot in pilots]
    words, cells = type_orders.verdicts(scene, labels), type_orders.spoken_orders(shown, labels)
    panel = Panel(
        "slide",
        partial(order_matrix, shown, words, pilots, canvas),
        partial(labels.wording.text, "alt.orders", headline=found.text, cells=cells),
    )
    return Picture(
        found.text,
        asked_of(scene.behind, [dimension], chosen.round, pilots),
        panel if shown else None,
        captioned(labels.dimension(dimension), part_of(kept, pairs, "solid", labels)),
        type_orders.lead(scene, labels),
    )


def _breakdown(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Breakdown's headline, and its matrix of groups, or how few people refuse it."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = breakdown.of_split(labels.release, chosen, pilots)
    said, kind = findings.split_headline(scene, labels), scene.stakeholder_type
    rows = rows_of(scene.rows, "pilot", pilots)
    groups = each_once(rows["split"])
    kept = groups[:MOST_ROWS]
    rows = rows_of(rows, "split", kept)
    withheld = each_once(rows["withheld"])
    return Picture(
        said,
        Asked((scene.dimension,), (kind,), (chosen.round,), pilots, withheld),
        breakdown.by_group(said).panel("slide", rows, pilots, canvas) if kept else None,
        captioned(labels.stakeholder_type(kind), part_of(kept, groups, "breakdown", labels)),
        breakdown.advice(labels),
    )


@dataclass(frozen=True)
class Page:
    """A page as a slide: what may be chosen on it, and its statement and picture."""

    choices: Callable[[Labels], Choices]
    picture: Callable[[Selection, Canvas], Picture]


PAGES = {
    "overview": Page(lambda labels: choices.choices_of(labels.release), _overview),
    "compare": Page(lambda labels: choices.of_compare(labels.release), _compare),
    "stakeholders": Page(lambda labels: choices.about_one_type(labels.release), _stakeholders),
    "participation": Page(lambda labels: choices.choices_of(labels.release), _participation),
    "questions": Page(question_choices.choices_of, _questions),
    "pilot": Page(lambda labels: pilot.choices_of(labels.release), _pilot),
    "change": Page(lambda labels: choices.choices_of(labels.release), _change),
    "solid": Page(lambda labels: choices.choices_of(labels.release), _solid),
    "breakdown": Page(lambda labels: choices.about_one_type(labels.release), _breakdown),
}
