"""Which page makes which slide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from swit_data.figures import Canvas
from swit_data.released.labels import Labels
from swit_data.selection import Choices, Selection
from swit_data.views import choices, pilot, question_choices
from swit_data.views import slides_by_item as items
from swit_data.views import slides_by_type as types
from swit_data.views.slide import Picture


@dataclass(frozen=True)
class Page:
    """A page as a slide: what may be chosen on it, and its statement and picture."""

    choices: Callable[[Labels], Choices]
    picture: Callable[[Selection, Canvas], Picture]


PAGES = {
    "overview": Page(lambda labels: choices.choices_of(labels.release), types.overview),
    "compare": Page(lambda labels: choices.of_compare(labels.release), items.comparison),
    "stakeholders": Page(lambda labels: choices.about_one_type(labels.release), types.stakeholders),
    "participation": Page(lambda labels: choices.choices_of(labels.release), types.criteria),
    "questions": Page(question_choices.choices_of, items.question),
    "pilot": Page(lambda labels: pilot.choices_of(labels.release), items.profile),
    "change": Page(lambda labels: choices.choices_of(labels.release), items.slopes),
    "solid": Page(lambda labels: choices.choices_of(labels.release), types.orders),
    "breakdown": Page(lambda labels: choices.about_one_type(labels.release), types.split),
}
