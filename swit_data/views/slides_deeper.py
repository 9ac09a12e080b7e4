"""The slides of the pages about one pilot, its rounds, how solid an order is, and groups of people."""

from collections.abc import Sequence
from functools import partial

from swit_data import findings
from swit_data.figures import Canvas
from swit_data.figures.profile import profile_matrix
from swit_data.figures.standing import Block
from swit_data.figures.type_orders import order_matrix
from swit_data.findings import type_orders
from swit_data.findings.change import change_headline
from swit_data.selection import Selection
from swit_data.views import breakdown, change, choices, pilot, solid
from swit_data.views.slide import (
    Asked,
    Picture,
    asked_of,
    captioned,
    each_once,
    over_two,
    part_of,
    rows_of,
)
from swit_data.views.slide_numbers import blocks_of, by_pilot, item_of
from swit_data.views.view import Panel

MOST_ROWS = 9  # in one line each
MOST_ORDERS = 3  # each takes a name of two lines and a verdict of three
FOCUS = 5  # rows of a profile under names of several lines


def of_one_pilot(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Pilot's headline, and the profile of its focal point, or of the first dimension."""
    labels, text = canvas.labels, canvas.labels.wording.text
    scene = pilot.of_pilot(labels.release, chosen)
    key, items = next(iter(scene.sections.items()))
    whole = scene.rows(items)
    there = each_once(whole["item"])
    title = pilot.section_title(key, scene, labels)

    def pictured(kept: Sequence[str]) -> Picture:
        rows = rows_of(whole, "item", kept)
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
            blocks=blocks_of(
                rows,
                item_of(labels),
                lambda row: labels.stakeholder_type(row["stakeholder_type"]),
            ),
        )

    return over_two(pictured, there, FOCUS, labels)


def of_changes(chosen: Selection, canvas: Canvas) -> Picture:
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
        blocks=blocks_of(
            panels.rows_of(kind),
            lambda row: labels.pilot(row["pilot"]),
            lambda row: labels.wording.text("round.named", round=row["round"]),
        ),
    )


def of_orders(chosen: Selection, canvas: Canvas) -> Picture:
    """Return the headline of "How solid is this?", and its orders, first the one that the headline names."""
    labels, release = canvas.labels, canvas.labels.release
    pilots = choices.shown_pilots(release, chosen)
    scene = solid.of_orders(release, chosen, pilots)
    found, dimension = type_orders.solid_headline(scene, labels), scene.compared.dimension
    named = set(found.about.get("pair", ()))
    pairs = list(dict.fromkeys(order.types for order in scene.orders))
    pairs.sort(key=lambda pair: set(pair) != named)
    words = type_orders.verdicts(scene, labels)

    def pictured(kept: Sequence[tuple[str, str]]) -> Picture:
        shown = [o for pair in kept for o in scene.orders if o.types == pair and o.pilot in pilots]
        cells = type_orders.spoken_orders(shown, labels)
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
            blocks=(
                Block("", (), tuple(type_orders.spoken_order(each, labels) for each in shown)),
            ),
        )

    return over_two(pictured, pairs, MOST_ORDERS, labels)


def of_groups(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Breakdown's headline, and its matrix of groups, or how few people refuse it."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = breakdown.of_split(labels.release, chosen, pilots)
    said, kind = findings.split_headline(scene, labels), scene.stakeholder_type
    whole = rows_of(scene.rows, "pilot", pilots)
    groups = each_once(whole["split"])

    def pictured(kept: Sequence[str]) -> Picture:
        rows = rows_of(whole, "split", kept)
        return Picture(
            said,
            Asked(
                (scene.dimension,), (kind,), (chosen.round,), pilots, each_once(rows["withheld"])
            ),
            breakdown.by_group(said).panel("slide", rows, pilots, canvas) if kept else None,
            captioned(labels.stakeholder_type(kind), part_of(kept, groups, "breakdown", labels)),
            breakdown.advice(labels, scene.dimension),
            blocks=by_pilot(rows, lambda row: labels.split(row["split"]), labels),
        )

    return over_two(pictured, groups, MOST_ROWS, labels)
