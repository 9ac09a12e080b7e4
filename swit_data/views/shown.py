"""A slide of a meeting as it is shown: on the screen, and in every document that is made of the meeting."""

from dataclasses import dataclass
from datetime import date

from swit_data.figures import Canvas
from swit_data.meeting import Slide
from swit_data.released.labels import Labels
from swit_data.selection import NAMES, from_query
from swit_data.style import Theme
from swit_data.views.slide import ROOM, Asked, Picture
from swit_data.views.slides import KINDS


@dataclass(frozen=True)
class Shown:
    """A slide in one language; `missing`: what it chose that the open release does not have."""

    labels: Labels
    picture: Picture
    missing: tuple[str, ...] = ()


def shown_in(slide: Slide, labels: Labels, theme: Theme, on: date | None = None) -> Shown:
    """Return a slide in a language: never another view than was chosen, but that it cannot be shown here.

    `labels`: of the release that the slide is about, of one pilot where it asks for one alone. `on`: as of Canvas.
    """
    alone = slide.selection.get(NAMES["alone"], "")
    page = KINDS[slide.page]
    query = {**slide.selection, NAMES["language"]: labels.wording.language}
    chosen, missing = from_query(query, page.choices(labels))
    if alone and labels.release.pilots != (alone,):
        missing = (f"{NAMES['alone']}={alone}", *missing)
    if missing:
        text = labels.wording.text("meeting.not_here")
        asked = Asked((), (), labels.release.rounds[-1:], (), ())
        return Shown(labels, Picture(text, asked, lines=tuple(dict.fromkeys(missing))), missing)
    return Shown(labels, page.picture(chosen, Canvas(labels, theme, ROOM, on)))
