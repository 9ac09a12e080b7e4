"""What "How solid is this?" shows under a Selection."""

from __future__ import annotations

from swit_data.figures import Canvas
from swit_data.figures.type_orders import order_matrix
from swit_data.findings import type_orders
from swit_data.findings.type_orders import SolidScene
from swit_data.released.release import Release
from swit_data.released.type_orders import Compared
from swit_data.selection import Selection
from swit_data.ui import blocks

FILTERS = ("dimension", "round")


def of_orders(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> SolidScene:
    """Return the scene: every two external stakeholder types on one dimension in one round."""
    return SolidScene(Compared(release, chosen.dimension, chosen.round), pilots)


def draw_orders(scene: SolidScene, drawn: tuple[str, ...], canvas: Canvas, headline: str) -> None:
    """Draw the matrix of orders: all pilots side by side, and on a phone one below the other."""
    if not scene.orders:  # one stakeholder type: there is no order
        return
    labels = canvas.labels
    words = type_orders.verdicts(scene, labels)
    for place, groups in ((blocks.wide, [drawn]), (blocks.narrow, [(p,) for p in drawn])):
        width = place.__name__  # with one pilot both widths draw the same pilots
        with place("orders"):
            for group in groups:
                found = [order for order in scene.orders if order.pilot in group]
                cells = type_orders.spoken_orders(found, labels)
                alt = labels.wording.text("alt.orders", headline=headline, cells=cells)
                figure = order_matrix(found, words, group, canvas)
                blocks.figure(f"orders_{width}_{'_'.join(group)}", figure, alt)
