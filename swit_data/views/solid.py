"""How solid is this: which orders of stakeholder types hold however they are counted, and which turn."""

from functools import partial

from swit_data.figures import Canvas
from swit_data.figures.type_orders import order_matrix
from swit_data.figures.weightings import weight_lines
from swit_data.findings import type_orders, weighed
from swit_data.findings.type_orders import SolidScene
from swit_data.findings.weight_moved import weight_verdict
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.type_orders import Compared
from swit_data.released.what_if_weights import heavy_part
from swit_data.selection import Selection
from swit_data.views import choices, footnotes
from swit_data.views.two_widths import by_side
from swit_data.views.view import (
    Beside,
    Panel,
    Part,
    Slider,
    View,
    headed,
    lists,
    made_once,
    paragraphs,
    table,
    words,
)

FILTERS = ("pilots", "stakeholder_types", "round", "dimension")


def of_orders(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> SolidScene:
    """Return the scene: every two external stakeholder types, or one chosen and each other, on one dimension."""
    compared = Compared(release, chosen.dimension, chosen.round)
    return SolidScene(compared, pilots, chosen.stakeholder_types)


@made_once
def solid(canvas: Canvas, chosen: Selection) -> View:
    """Return "How solid is this?" under a choice."""
    labels = canvas.labels
    release = labels.release
    pilots = choices.shown_pilots(release, chosen)
    scene = of_orders(release, chosen, pilots)
    headline = type_orders.solid_headline(scene, labels).text
    said = {
        "turns": type_orders.that_turn(scene, labels),
        "tried": type_orders.tried(scene, labels),
    }
    return View(
        headed(headline),
        (
            *_orders(scene, canvas, headline),
            words("lead", *paragraphs(type_orders.lead(scene, labels))),
            *lists("solid", said, labels),
            *([_numbers(scene, labels)] if scene.orders else []),
            *_weights(scene, canvas),
            footnotes.who(labels, chosen.round, scene.pilots),
            footnotes.missing(canvas, [order.withheld for order in scene.orders]),
        ),
    )


def _orders(scene: SolidScene, canvas: Canvas, headline: str) -> list[Part]:
    """Return the matrix of orders, all pilots side by side."""
    if not scene.orders:  # one stakeholder type: there is no order
        return []
    labels = canvas.labels
    drawn = partial(
        order_matrix, scene.orders, type_orders.verdicts(scene, labels), scene.pilots, canvas
    )

    def say() -> str:
        cells = type_orders.spoken_orders(scene.orders, labels)
        return labels.wording.text("alt.orders", headline=headline, cells=cells)

    return [by_side("orders", drawn, say)]


def _numbers(scene: SolidScene, labels: Labels) -> Part:
    found = type_orders.order_table(scene, labels)
    return table(labels.wording.text("table.title"), found, labels, made=scene.behind)


def _weights(scene: SolidScene, canvas: Canvas) -> list[Part]:
    """Return what other weights of the heavy part would do, a panel a pilot."""
    labels, text = canvas.labels, canvas.labels.wording.text
    if not scene.heavy:
        return _elsewhere(labels)
    part = labels.item(scene.heavy)
    verdict = filter(None, [weight_verdict(scene, labels)])
    how = paragraphs([*verdict, text("solid.weights.how")])
    return [
        words("weights", ("h2", text("solid.weights.title", part=part))),
        *_weighed(scene, part, labels),
        words("weights_how", *how),
        Beside(tuple(_weight_lines(scene, pilot, part, canvas) for pilot in scene.pilots)),
        table(text("solid.weights.table"), type_orders.weight_table(scene, labels), labels),
    ]


def _elsewhere(labels: Labels) -> list[Part]:
    """Return where a weight can be moved: the dimensions in which one part weighs more than the others."""
    measured, text = labels.framework, labels.wording.text
    names = [labels.dimension(code) for code in measured.dimensions if heavy_part(measured, code)]
    said = [text("weighed.elsewhere", item=name) for name in names]
    return [words("weights", *paragraphs(said))] if said else []


def _weighed(scene: SolidScene, part: str, labels: Labels) -> list[Part]:
    """Return the verdict at each weight of the heavy part, beginning at the framework's own."""
    steps, text = weighed.verdicts(scene, labels), labels.wording.text
    if not steps:
        return []
    own = float(labels.framework.parts[scene.heavy or ""].weight)
    first = weighed.STEPS.index(own) if own in weighed.STEPS else 0
    written = text("weighed.step", weight="#")
    return [Slider("weights", text("weighed.label", part=part), written, steps, first)]


def _weight_lines(scene: SolidScene, pilot: str, part: str, canvas: Canvas) -> tuple[Part, ...]:
    labels, rows = canvas.labels, scene.weighted_of(pilot)

    def say() -> str:
        cells = type_orders.spoken_weights(rows, labels)
        return labels.wording.text("alt.weights", part=part, cells=cells)

    return (
        words(f"pilot_{pilot}", ("h3", labels.pilot(pilot))),
        Panel(f"weights_{pilot}", partial(weight_lines, rows, pilot, canvas), say),
    )
