"""A meeting as a document: the slides that are presented, in the speaker's order, as sections; no second telling.

The speaker's notes are for the speaker alone: no document holds them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from swit_data import translations
from swit_data.documents.about import about
from swit_data.documents.cells import cell_of
from swit_data.documents.composing import facts_of, subtitle_of
from swit_data.documents.content import Block, Cell, Content, Grid, Lane, Section
from swit_data.documents.making import refuse_draft
from swit_data.documents.reference import Reference
from swit_data.documents.scope import Scope
from swit_data.errors import DocumentError, say
from swit_data.figures.standing import Block as Drawn
from swit_data.figures.standing import View
from swit_data.findings.who import how_many, withheld_reasons
from swit_data.meeting import STORY, Meeting, mark_of
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.selection import NAMES, from_query
from swit_data.views.shown import Shown, shown_in
from swit_data.views.slide import Picture, each_once, question_lines, who_lines
from swit_data.views.slides import KINDS
from swit_data.views.story import of_story
from swit_data.wording import Wording


@dataclass(frozen=True)
class Told:
    """Which story: the slides of a meeting, shown with a release, in a language."""

    release: Release
    meeting: Meeting
    language: str
    made_on: date


def story(told: Told) -> Content:
    """Return what the documents of a meeting say.

    Raises:
        DocumentError: the release is a draft, or the meeting has no slides.
    """
    refuse_draft(told.release)
    if not told.meeting.slides:
        nothing = (
            "This meeting has no slides. Draft a story, or add pages to it, and save it again."
        )
        raise DocumentError(say(nothing))
    each = told.meeting.slides
    slides = [
        shown_in(slide, _labels(slide.selection, told), "light", told.made_on) for slide in each
    ]
    scope, title = _scope(slides, told), _title(slides, told)
    labels, chosen = scope.labels, scope.chosen_round
    text, reference = labels.wording.text, _reference(scope, told)
    facts = tuple(facts_of(scope, reference))
    return Content(
        language=told.language,
        title=title,
        subtitle=subtitle_of(scope),
        owner=scope.owner,
        mark=labels.mark,
        translation=translations.said(labels.wording),
        headline="",
        sections=tuple(_sections(slides, told)),
        sides=(text("class.community"), text("story.itself")),
        who=labels.wording.labelled(text("who.title"), how_many(labels, chosen, scope.pilots)),
        key=scope.key,
        limits=scope.limits,
        facts=facts,
        about=about(labels, title, facts, chosen, told.made_on),
        reference=reference,
    )


def _reference(scope: Scope, told: Told) -> Reference:
    """Return of which release and slides the document is."""
    pilot = scope.pilots[0] if len(scope.pilots) == 1 else ""
    release, mark = told.release.fingerprint, mark_of(told.meeting)
    return Reference(release, pilot, scope.chosen_round, told.language, told.made_on, meeting=mark)


def _labels(selection: Mapping[str, str], told: Told) -> Labels:
    """Return the names of what a slide is about: of one pilot, where it asks for one alone."""
    whole, alone = told.release, selection.get(NAMES["alone"], "")
    one = alone in whole.pilots and len(whole.pilots) > 1
    return Labels(whole.alone(alone) if one else whole, Wording.of(told.language))


def _scope(slides: Sequence[Shown], told: Told) -> Scope:
    """Return the pilots that the slides are about, and the latest round that they show."""
    asked = [shown.picture.asked for shown in slides]
    rounds = [code for each in asked for code in each.rounds] or [told.release.rounds[-1]]
    pilots = each_once(pilot for each in asked for pilot in each.pilots)
    return Scope(_labels({}, told), max(rounds), told.made_on, about=pilots)


def _title(slides: Sequence[Shown], told: Told) -> str:
    """Return whom the story is told; a meeting of other slides alone is the meeting."""
    labels = _labels({}, told)
    met = [
        of_story(told.release, from_query(slide.selection, KINDS[slide.page].choices(labels))[0])
        for slide, shown in zip(told.meeting.slides, slides, strict=True)
        if slide.page in STORY and not shown.missing
    ]
    names = each_once(
        labels.wording.labelled(labels.pilot(each.pilot), each.about(labels)) for each in met
    )
    return names[0] if len(names) == 1 else labels.wording.text("meeting.headline")


def _sections(slides: Sequence[Shown], told: Told) -> Iterator[Section]:
    """Give a section a slide, and one for what goes on on a second; then how the numbers are made."""
    text, number = Wording.of(told.language).text, count(1)
    for slide, shown in zip(told.meeting.slides, slides, strict=True):
        title = text(f"page.{slide.page}")
        for place, picture in enumerate(shown.picture.slides):
            before = shown.picture.headline if place else ""
            code = f"slide-{next(number):02}-{slide.page}"
            yield _section(code, title, before, picture, shown.labels)
    how = (text("document.method.1"), text("document.method.2"))
    yield Section("method", text("document.method"), lines=how)


def _section(code: str, title: str, before: str, picture: Picture, labels: Labels) -> Section:
    """Return a slide; `before`: the headline of the slide that it goes on from."""
    asked, said = picture.asked, [each for block in picture.blocks for each in block.said]
    plain = not any(block.views for block in picture.blocks)
    sided = _sided(picture.blocks)
    people = how_many(labels, asked.rounds[-1], asked.pilots) if picture.blocks else ""
    who = labels.wording.labelled(labels.wording.text("who.title"), people) if people else ""
    return Section(
        code,
        title,
        f"{before} ({picture.headline})" if before else picture.headline,
        grid=None if plain or sided else _grid(picture.blocks, labels),
        blocks=tuple(_block(block, labels) for block in picture.blocks) if sided else (),
        lines=tuple(said) if picture.blocks and plain else picture.lines if plain else (),
        notes=tuple(filter(None, (picture.caption, who))),
        spoken=(
            *question_lines(asked, labels),
            *(who_lines(asked, labels) if asked.pilots else ()),
            *withheld_reasons(labels, asked.withheld),
        ),
    )


def _sided(blocks: Sequence[Drawn]) -> bool:
    """Say whether each block is about one institution: the community's view, and perhaps its own."""
    views = [view for block in blocks for view in block.views]
    names = each_once(view.name for view in views)
    return bool(views) and (len(names) == 1 or any(view.own for view in views))


def _block(block: Drawn, labels: Labels) -> Block:
    lanes = (Lane(view.name, _cell(view.row, labels), view.own) for view in block.views)
    return Block(block.title, tuple(lanes), block.said)


def _grid(blocks: Sequence[Drawn], labels: Labels) -> Grid:
    """Return blocks as the rows of a grid, a column a view; pilots keep their places."""
    views = [view for block in blocks for view in block.views]
    names = each_once(view.name for view in views)
    rows = tuple(
        (block.title, tuple(_cell_of(name, block.views, labels) for name in names))
        for block in blocks
    )
    pilots = {view.name: str(view.row.get("pilot", "")) for view in views}
    apart = len(set(pilots.values())) == len(names)
    places = tuple(labels.release.place(pilots[name]) for name in names) if apart else ()
    return Grid("", names, rows, places)


def _cell_of(name: str, views: Sequence[View], labels: Labels) -> Cell:
    row = next((view.row for view in views if view.name == name), {"withheld": "not_asked"})
    return _cell(row, labels)


def _cell(row: Mapping[str, Any], labels: Labels) -> Cell:
    return cell_of({"low": None, "high": None, "dont_know": 0, **row}, labels)
