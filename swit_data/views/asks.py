"""Asks and promises: what was asked of each institution, what it promised, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from swit_data.dataset.asks import STATUSES
from swit_data.figures import Canvas
from swit_data.findings import asks as told
from swit_data.findings.asks import Asked, ask_lines, asks_of
from swit_data.released.release import Release
from swit_data.selection import Choices, Selection
from swit_data.views import choices, footnotes
from swit_data.views.view import Part, View, headed, made_once, score_table, table, words

FILTERS = ("pilots", "stakeholder_types", "status")


@made_once
def asks(canvas: Canvas, chosen: Selection, on: date) -> View:
    """Return Asks and promises under a choice, on a day."""
    labels = canvas.labels
    text = labels.wording.text
    shown = asks_of(labels, chosen.pilots, chosen.stakeholder_types, chosen.status)
    month = labels.wording.month(on.isoformat()[:7])
    how = (("p", text("asks.how", month=month)), ("p", text("asks.source")))
    return View(
        headed(told.ask_headline(shown, labels, on), *how),
        (
            *([] if shown else [words("none", ("p", text("asks.none.how")))]),
            *(
                words(
                    f"asks_{code}",
                    ("h2", labels.stakeholder_type(code)),
                    *(line for ask in asked for line in ask_lines(ask, labels, on)),
                )
                for code, asked in groupby(shown, lambda ask: ask.stakeholder_type)
            ),
            *(_numbers(shown, canvas, on) if shown else []),
        ),
    )


def _numbers(shown: Sequence[Asked], canvas: Canvas, on: date) -> list[Part]:
    """Return every ask as a table, and the scores that they are about."""
    labels, text = canvas.labels, canvas.labels.wording.text
    rows = told.score_rows_of(shown, labels)
    scores: list[Part] = [
        words("scores", ("h2", text("asks.scores.title")), ("p", text("asks.scores.how"))),
        score_table(rows, labels),
    ]
    return [
        table(text("asks.table"), told.ask_table(shown, labels, on), labels),
        *([] if rows.empty else scores),
        footnotes.missing(canvas, rows["withheld"]),
    ]


def choices_of(release: Release) -> Choices:
    """Return every id that the page lets choose."""
    return replace(choices.choices_of(release), statuses=STATUSES)


def today() -> date:
    """Return the reader's own day: on it a promise is overdue or not, a document or file is made."""
    return date.today()  # noqa: DTZ011 - the time zone of this computer
