"""What Compare is made of: lanes of pilots, their differences from a reference, a panel a pilot."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.figures.multiples import MOST_PANELS
from swit_data.released.between_pilots import Beside, Place, beside
from swit_data.released.item_order import in_order
from swit_data.released.labels import Labels
from swit_data.selection import Selection
from swit_data.ui import blocks
from swit_data.ui.scenes import OneType

LINES = ((blocks.wide, 90), (blocks.narrow, 38))  # characters in a line of an item's name
PANELS = ((blocks.wide, 4), (blocks.narrow, 1))  # panels in a row


@dataclass(frozen=True)
class Comparison:
    """What is compared, which pilots are drawn, and how."""

    scene: OneType
    pilots: tuple[str, ...]
    canvas: Canvas
    headline: str

    @property
    def chosen(self) -> Selection:
        """Return the choice."""
        return self.scene.chosen


def how_to_read(labels: Labels, chosen: Selection) -> str:
    """Return the lines that say how to read the marks, and in which order the items stand."""
    text = labels.wording.text
    how = text(f"compare.how.{chosen.respondent_class}")
    if chosen.respondent_class == "group":
        return how
    if chosen.order == "value" and chosen.reference:
        return f"{how} {text('compare.order.reference', reference=labels.pilot(chosen.reference))}"
    return f"{how} {text(f'compare.order.{chosen.order}')}"


def lanes(key: str, rows: pd.DataFrame, compared: Comparison) -> None:
    """Draw one block an item, one lane a pilot, and the table of all pilots."""
    canvas, labels = compared.canvas, compared.canvas.labels
    text = labels.wording.text
    blocks.words(key, ("h2", text(f"compare.{key}")))
    shown = rows.loc[rows["pilot"].isin(compared.pilots)]
    cells = findings.spoken_rows(shown, labels, items=True)
    alt = text("alt.dots", headline=compared.headline, cells=cells)
    items = in_order(shown, compared.chosen.order, compared.chosen.reference)
    for place, width in LINES:
        with place(key):
            drawn = figures.pilot_comparison(shown, compared.pilots, canvas, width, items)
            blocks.figure(f"{key}_{width}", drawn, alt)
    blocks.table(text("table.title"), findings.score_table(rows, labels), made=rows)


def against(parts: pd.DataFrame, questions: pd.DataFrame, compared: Comparison) -> None:
    """Draw the differences from the reference, if one is chosen: what is clear, on parts and questions together."""
    reference = compared.chosen.reference
    if not reference:
        return
    canvas, labels = compared.canvas, compared.canvas.labels
    text = labels.wording.text
    found = differences(parts, questions, compared)
    headline = findings.difference_headline(found, reference, labels)
    blocks.words("against", ("h2", headline), ("p", text("differ.how")))
    said = findings.spoken_everyone(found, labels)
    of_parts = [each for each in found if each.item in set(parts["item"])]
    spoken = findings.spoken_differences(of_parts, said, labels)
    alt = text("alt.differences", headline=headline, cells=spoken)
    for place, width in LINES if of_parts else ():
        with place("against"):
            drawn = figures.pilot_differences(of_parts, said, canvas, width)
            blocks.figure(f"against_{width}", drawn, alt)
    blocks.table(text("differ.table"), findings.difference_table(found, labels))


def differences(
    parts: pd.DataFrame, questions: pd.DataFrame, compared: Comparison
) -> tuple[Beside, ...]:
    """Return every difference of the page, parts first: what is clear is decided at the level of them all."""
    scene, chosen = compared.scene, compared.chosen
    place = Place(
        scene.release, chosen.round, chosen.respondent_class, scene.stakeholder_type, scene.target
    )
    items = [
        item
        for rows in (parts, questions)
        for item in in_order(
            rows.loc[rows["pilot"].isin(compared.pilots)], chosen.order, chosen.reference
        )
    ]
    return beside(place, items, compared.pilots, chosen.reference)


def panels(rows: pd.DataFrame, compared: Comparison) -> None:
    """Draw a panel a pilot, of all pilots that held the round: the same items on the same scale."""
    canvas, labels = compared.canvas, compared.canvas.labels
    text, chosen = labels.wording.text, compared.chosen
    held = labels.release.pilots_of(chosen.round)
    pilots = [pilot for pilot in chosen.pilots or held if pilot in held][:MOST_PANELS]
    items = list(dict.fromkeys(rows["item"]))
    if len(pilots) < 2 or not items:  # noqa: PLR2004 - one panel is no multiple
        return
    blocks.words("panels", ("h2", text("compare.panels")), ("p", text("compare.panels.how")))
    shown = rows.loc[rows["pilot"].isin(pilots)]
    alt = text("alt.panels", cells=findings.spoken_rows(shown, labels, items=True))
    for place, across in PANELS:
        with place("panels"):
            drawn = figures.small_multiples(shown, pilots, items, canvas, across)
            blocks.figure(f"panels_{across}", drawn, alt)
