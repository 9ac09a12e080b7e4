"""Which page makes which slide, and a slide of a meeting under the release that is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from swit_data.figures import Canvas
from swit_data.meeting import Slide
from swit_data.released.labels import Labels
from swit_data.selection import NAMES, Choices, Selection, from_query
from swit_data.style import Theme
from swit_data.ui import choices, pilot, questions, sources
from swit_data.ui.present import items, types
from swit_data.ui.present.picture import ROOM, Asked, Picture


@dataclass(frozen=True)
class View:
    """A page as a slide: what may be chosen on it, and its statement and picture."""

    choices: Callable[[Labels], Choices]
    picture: Callable[[Selection, Canvas], Picture]


VIEWS = {
    "overview": View(lambda labels: choices.choices_of(labels.release), types.overview),
    "compare": View(lambda labels: choices.of_compare(labels.release), items.comparison),
    "stakeholders": View(lambda labels: choices.about_one_type(labels.release), types.stakeholders),
    "participation": View(lambda labels: choices.choices_of(labels.release), types.criteria),
    "questions": View(questions.choices_of, items.question),
    "pilot": View(lambda labels: pilot.choices_of(labels.release), items.profile),
    "change": View(lambda labels: choices.choices_of(labels.release), items.slopes),
    "solid": View(lambda labels: choices.choices_of(labels.release), types.orders),
    "breakdown": View(lambda labels: choices.about_one_type(labels.release), types.split),
}


@dataclass(frozen=True)
class Shown:
    """A slide in one language; `missing`: what it chose that the open release does not have."""

    labels: Labels
    picture: Picture
    missing: tuple[str, ...] = ()


def shown(slide: Slide, language: str, theme: Theme) -> Shown:
    """Return a slide in a language: never another view than was chosen, but that it cannot be shown here."""
    alone = slide.selection.get(NAMES["alone"], "")
    labels = sources.labels_about(language, alone)
    view = VIEWS[slide.page]
    options = view.choices(labels)
    query = {**slide.selection, NAMES["language"]: language}
    chosen, missing = from_query(query, options)
    if alone and labels.release.pilots != (alone,):
        missing = (f"{NAMES['alone']}={alone}", *missing)
    if missing:
        text = labels.wording.text("meeting.not_here")
        asked = Asked((), (), labels.release.rounds[-1:], (), ())
        return Shown(labels, Picture(text, asked, lines=tuple(dict.fromkeys(missing))), missing)
    return Shown(labels, view.picture(chosen, Canvas(labels, theme, ROOM)))
