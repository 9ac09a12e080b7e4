"""What stands under every picture: who answered, and what is not shown and why, with its marks."""

from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.released.labels import Labels
from swit_data.released.tables import REASONS
from swit_data.views.view import Folded, Panel, Sheet, paragraphs, words


def who(
    labels: Labels, chosen_round: str, pilots: Sequence[str], rows: pd.DataFrame | None = None
) -> Folded:
    """Return who answered: a line a pilot, and a table of how they were asked; `rows`: the scores shown."""
    lines = findings.who_answered(labels, chosen_round, pilots)
    table = findings.who_table(labels, chosen_round, pilots, rows)
    sheets = (Sheet("who", table),) if len(table) else ()
    said = words("who", *paragraphs(lines))
    return Folded(labels.wording.text("who.title"), (said, *sheets))


def missing(canvas: Canvas, reasons: Iterable[object]) -> Folded:
    """Return each kind of missing number of a view: its mark, and why it is not shown."""
    there = {str(reason) for reason in reasons if reason}
    labels = canvas.labels
    text = labels.wording.text
    known = [reason for reason in REASONS if reason in there]
    named = labels.wording.listing([labels.reason(reason) for reason in known])
    key = Panel(
        "key",
        partial(figures.withheld_key, known, canvas),
        lambda: labels.wording.labelled(text("key.title"), f"{named}."),
        saved=False,
    )
    lines = findings.withheld_reasons(labels, there)
    return Folded(
        text("withheld.title"),
        (*([key] if known else []), words("withheld", *paragraphs(lines))),
    )
