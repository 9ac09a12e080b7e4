"""What stands behind one number, or a sentence of several: the panel that every mark, sentence and table opens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from swit_data import findings
from swit_data.findings.asks import Asked, ask_lines, asks_of
from swit_data.meeting import Slide, slide_of
from swit_data.released.answers import UNASKED
from swit_data.released.contributions import (
    Number,
    addresses_in,
    indicators_of,
    number_at,
    reason_of,
    together,
)
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.tables import ALL
from swit_data.selection import Selection
from swit_data.views.inside import doors_beside
from swit_data.views.view import Folded, Line, Part, Sheet, View, Words, listed, paragraphs, words

MOST = 6  # numbers of one sentence: as many as pilots are drawn


@dataclass(frozen=True)
class Behind:
    """What stands behind one number; `cited`: the line to quote it with; `slide`: one that shows it, or none."""

    number: Words
    more: tuple[Part, ...]
    cited: str
    slide: Slide | None


def address_of(numbers: Sequence[Number]) -> str:
    """Return where the panel of these numbers is, as a link says it."""
    return together(numbers[:MOST])


def numbers_at(release: Release, address: str) -> tuple[Number, ...]:
    """Return the numbers at an address; none where the release does not know one of them."""
    found = [number_at(release, each) for each in addresses_in(address)[:MOST]]
    return tuple(number for number in found if number is not None) if all(found) else ()


def beside(view: View, number: Number, release: Release) -> tuple[Number, ...]:
    """Return the numbers of the pictures and tables of a page in which a number stands, to go on to another."""
    there = (number_at(release, each) for each in doors_beside(view, number.address))
    return tuple(each for each in there if each is not None)


@kept_while_open
def behind(number: Number, labels: Labels, on: date) -> Behind:
    """Return what stands behind a number, on a day: only what the release holds."""
    made, text = findings.made(number, labels), labels.wording.text
    who = findings.fieldwork(labels, (number.round,), (number.pilot,))
    place = number.address
    said = [*paragraphs(made.said), *(("small", text("behind.round", who=line)) for line in who)]
    promises = _promises(number, labels, on)
    cited = findings.cited_number(number, labels, on)
    more = (
        *_counts(made, number, labels),
        words(f"promise_{place}", ("h3", text("behind.promise")), *promises),
        Folded(text("behind.how"), _how(made, place, labels)),
        words(f"cite_{place}", ("h3", text("behind.cite")), ("p", cited)),
    )
    shown = words(f"number_{place}", ("h2", made.name), *said)
    return Behind(shown, more, cited, slide_about(number, labels))


def _counts(made: findings.Made, number: Number, labels: Labels) -> tuple[Part, ...]:
    """Return how many gave which answer: at once of one question, folded of several."""
    if made.answers.empty:
        return ()
    title = labels.wording.text("behind.counts")
    if indicators_of(labels.release, number) != (number.item,):
        return (Folded(title, (Sheet(f"counts_{number.address}", made.answers),)),)
    known = (
        "table.code",
        "table.question",
        "filter.target",
    )  # the heading says it, where it is one
    same = [name for name in map(labels.wording.text, known) if made.answers[name].nunique() == 1]
    sheet = Sheet(f"counts_{number.address}", made.answers.drop(columns=same))
    return words(f"counts_{number.address}", ("h3", title)), sheet


def _how(made: findings.Made, place: str, labels: Labels) -> tuple[Part, ...]:
    """Return by which rule a number was made, and its questions with their weights."""
    rule = words(f"how_{place}", *paragraphs(made.how))
    if made.questions.empty:
        return (rule,)
    title = ("h3", labels.wording.text("made.questions"))
    return rule, words(f"questions_{place}", title), Sheet(f"questions_{place}", made.questions)


def _promises(number: Number, labels: Labels, on: date) -> list[Line]:
    """Return what was asked about a number and what was promised, in smaller letters than on their own page."""
    found = [line for ask in asks_about(number, labels) for line in ask_lines(ask, labels, on)]
    if not found:
        return listed([labels.wording.text("behind.promise.none")])
    return [("p" if tag == "h3" else tag, said) for tag, said in found]


def asks_about(number: Number, labels: Labels) -> tuple[Asked, ...]:
    """Return the asks of a pilot to those whom a number is about, on one of its questions; whatever their round."""
    questions = {*indicators_of(labels.release, number)}
    several = number.target == ALL or number.target.startswith("level=")
    return tuple(
        ask
        for ask in asks_of(labels, (number.pilot,), (number.stakeholder_type,))
        if questions & {*ask.items} and (several or ask.target in ("", number.target))
    )


def slide_about(number: Number, labels: Labels) -> Slide | None:
    """Return the slide of a meeting that shows a number among others of its kind; some numbers have none."""
    asked = reason_of(labels.release, number) not in UNASKED
    found = _page_of(number, labels) if asked else None
    if found is None or number.respondent_class != "community":
        return None
    page, chosen = found
    chosen = replace(chosen, round=number.round)
    kind = labels.framework.stakeholder_types[number.stakeholder_type]
    if not kind.external:
        return slide_of(page, chosen)
    one = number.target if number.target in {target.code for target in kind.targets} else ""
    level = number.target.removeprefix("level=") if number.target.startswith("level=") else ""
    return slide_of(page, replace(chosen, stakeholder_types=(kind.code,), level=level, target=one))


def _page_of(number: Number, labels: Labels) -> tuple[str, Selection] | None:
    """Return the page that is about a number's item, and the item as it is chosen there."""
    framework, item = labels.framework, number.item
    if number.split != ALL:
        split = item in framework.dimensions
        return ("breakdown", Selection(dimension=item)) if split else None
    if item in framework.indicators:
        return "questions", Selection(indicator=item)
    if not framework.stakeholder_types[number.stakeholder_type].external:
        return None
    if item in framework.parts:
        dimension = framework.parts[item].dimension
        return "stakeholders", Selection(parts=(item,), dimension=dimension)
    return ("stakeholders", Selection(dimension=item)) if item in framework.dimensions else None
