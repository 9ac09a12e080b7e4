"""The slides of pages that put stakeholder types side by side."""

from __future__ import annotations

from functools import partial

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.figures.type_orders import order_matrix
from swit_data.findings import type_orders
from swit_data.findings.criteria import told_of
from swit_data.selection import Selection
from swit_data.views import choices
from swit_data.views.breakdown import of_split
from swit_data.views.overview import of_types
from swit_data.views.participation import of_participation
from swit_data.views.slide import Asked, Picture, asked_of, captioned, part_of
from swit_data.views.solid import of_orders
from swit_data.views.stakeholders import of_stakeholder

MOST_ROWS = 9  # in one line each
MOST_ORDERS = 3  # each takes a name of two lines and a verdict of three


def overview(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Overview's headline and its matrix."""
    labels, release = canvas.labels, canvas.labels.release
    pilots = choices.shown_pilots(release, chosen)
    scene = of_types(release, chosen, chosen.pilots or release.pilots)
    rows = scene.scores()
    rows = rows.loc[rows["pilot"].isin(pilots)]
    said = findings.headline(scene, labels).text
    cells = findings.spoken_rows(rows, labels)
    return Picture(
        said,
        asked_of(rows, [scene.item], chosen.round, pilots),
        partial(figures.stakeholder_matrix, rows, pilots, canvas),
        labels.wording.text("alt.matrix", headline=said, cells=cells),
        captioned(labels.wording.text(f"level.{chosen.level}") if chosen.level else ""),
    )


def stakeholders(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Stakeholders' headline, and its matrix of levels and institutions, first what the headline is about."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_stakeholder(labels.release, chosen, pilots)
    said = findings.type_headline(scene.here, pilots, labels)
    table = scene.by_target.loc[scene.by_target["pilot"].isin(pilots)]
    targets = list(dict.fromkeys(table["target"]))
    kept = [t for t in targets if t == scene.target] + [t for t in targets if t != scene.target]
    kept = kept if len(kept) <= MOST_ROWS else kept[:MOST_ROWS]
    rows = table.loc[table["target"].isin(kept)]
    alt = labels.wording.text(
        "alt.table", headline=f"{said.rstrip('.')}.", cells=findings.spoken_targets(rows, labels)
    )
    return Picture(
        said,
        asked_of(table, [scene.item], chosen.round, pilots),
        partial(figures.target_matrix, rows, pilots, canvas) if kept else None,
        alt,
        captioned(
            labels.stakeholder_type(scene.stakeholder_type),
            labels.item(scene.item),
            part_of(kept, targets, "stakeholders", labels),
        ),
    )


def criteria(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Participation's headline, and its criteria about the stakeholder type that the headline speaks of."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_participation(labels.release, chosen, pilots)
    whole, patterns = scene.scores(scene.criteria), scene.patterns(scene.criteria, labels)
    said = findings.participation_headline(patterns)
    code = told_of(patterns)
    rows = whole.loc[(whole["stakeholder_type"] == code) & whole["pilot"].isin(pilots)]
    items = list(dict.fromkeys(rows["item"]))
    kept = items[: MOST_ROWS + 1]
    rows = rows.loc[rows["item"].isin(kept)]
    cells = findings.spoken_cells(rows, labels)
    return Picture(
        said,
        asked_of(rows, items, chosen.round, pilots),
        partial(figures.item_matrix, rows, pilots, canvas) if kept else None,
        labels.wording.text("alt.table", headline=f"{said.rstrip('.')}.", cells=cells),
        captioned(labels.stakeholder_type(code), part_of(kept, items, "participation", labels)),
    )


def orders(chosen: Selection, canvas: Canvas) -> Picture:
    """Return the headline of "How solid is this?", and its orders, first the one that the headline names."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_orders(labels.release, chosen, chosen.pilots or labels.release.pilots)
    found = type_orders.solid_headline(scene, labels)
    named = set(found.about.get("pair", ()))
    pairs = list(dict.fromkeys(order.types for order in scene.orders))
    kept = sorted(pairs, key=lambda pair: set(pair) != named)[:MOST_ORDERS]
    shown = [o for pair in kept for o in scene.orders if o.types == pair and o.pilot in pilots]
    said, cells = found.text, type_orders.spoken_orders(shown, labels)
    words = type_orders.verdicts(scene, labels)
    rows = scene.behind
    dimension = scene.compared.dimension
    return Picture(
        said,
        asked_of(rows, [dimension], chosen.round, pilots),
        partial(order_matrix, shown, words, pilots, canvas) if shown else None,
        labels.wording.text("alt.orders", headline=said, cells=cells),
        captioned(labels.dimension(dimension), part_of(kept, pairs, "solid", labels)),
        type_orders.lead(scene, labels),
    )


def split(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Breakdown's headline, and its matrix of groups, or how few people refuse it."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_split(labels.release, chosen, pilots)
    said = findings.split_headline(scene, labels)
    rows = scene.rows.loc[scene.rows["pilot"].isin(pilots)]
    groups = list(dict.fromkeys(rows["split"]))
    kept = groups[:MOST_ROWS]
    rows = rows.loc[rows["split"].isin(kept)]
    text = labels.wording.text
    cells = findings.spoken_splits(rows, labels)
    withheld = tuple(dict.fromkeys(str(reason) for reason in rows["withheld"] if reason))
    asked = Asked((scene.dimension,), (scene.stakeholder_type,), (chosen.round,), pilots, withheld)
    return Picture(
        said,
        asked,
        partial(figures.category_matrix, rows, pilots, canvas) if kept else None,
        text("alt.split", headline=said, cells=cells),
        captioned(
            labels.stakeholder_type(scene.stakeholder_type),
            part_of(kept, groups, "breakdown", labels),
        ),
        (text("breakdown.advice.1", k=labels.framework.k), text("breakdown.advice.2")),
    )
