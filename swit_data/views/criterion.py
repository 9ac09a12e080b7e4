"""One criterion: everything that is known of it, at an address of its own that stays the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.findings import Scene
from swit_data.findings.asks import ask_lines, asks_of
from swit_data.findings.change import ChangeScene
from swit_data.findings.change_spoken import change_table
from swit_data.released.between_rounds import Rounds
from swit_data.released.between_sides import compared, decided, gap_rows
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import split_rows
from swit_data.selection import Choices, Selection
from swit_data.views import choices, footnotes
from swit_data.views.change import slopes
from swit_data.views.overview import by_type, door_of, of_types
from swit_data.views.participation import ParticipationScene, facts, strips
from swit_data.views.two_widths import by_width, matrix_by_pilot
from swit_data.views.view import (
    Beside,
    Part,
    View,
    headed,
    listed,
    made_once,
    paragraphs,
    score_table,
    table,
    words,
)

FILTERS = ("pilots", "stakeholder_types", "round", "parts")


@made_once
def criterion(canvas: Canvas, chosen: Selection, on: date) -> View:
    """Return one criterion under a choice, on a day."""
    labels, part = canvas.labels, part_of(canvas.labels.release, chosen)
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = replace(of_types(labels.release, chosen, pilots), item=part)
    rows, found = scene.scores(), findings.headline(scene, labels)
    asked = _asked_about(labels, part, chosen, pilots)
    head = headed(found.text, *paragraphs(how_to_read(labels, part, chosen.round)))
    return View(
        replace(head, doors=("", "", door_of(found, rows))),
        (
            *matrix_by_pilot("matrix", by_type(found.text), rows, pilots, canvas),
            score_table(rows, labels),
            *_questions(asked, canvas),
            *_rounds(part, scene, canvas),
            *_own_view(part, scene, canvas),
            *(facts(asked, labels) if asked.facts else ()),
            *_groups(part, scene, labels),
            *_asks(asked, labels, on),
            footnotes.who(labels, chosen.round, pilots, rows),
            footnotes.missing(canvas, rows["withheld"]),
        ),
    )


def part_of(release: Release, chosen: Selection) -> str:
    """Return the criterion that is chosen, or the first of the framework."""
    return next(iter(chosen.parts), next(iter(release.framework.parts)))


def how_to_read(labels: Labels, part: str, chosen_round: str) -> tuple[str, ...]:
    """Return which criterion of which source this is, and how its scores are read."""
    text, framework = labels.wording.text, labels.framework
    dimension = labels.dimension(framework.parts[part].dimension)
    source = labels.wording.label(framework.source, "framework.source")
    named = text("round.named", round=chosen_round)
    return (
        text("criterion.what", part=labels.item(part), dimension=dimension, source=source),
        text("overview.how", round=named, low=framework.low, high=framework.high),
    )


def _asked_about(
    labels: Labels, part: str, chosen: Selection, pilots: tuple[str, ...]
) -> ParticipationScene:
    """Return what was asked about the criterion: its questions, and its facts."""
    framework = labels.framework
    own = [each for each in framework.indicators.values() if each.part == part]
    return ParticipationScene(
        labels.release,
        chosen.round,
        (part,),
        tuple(each.code for each in own if each.kind == "opinion"),
        (),
        tuple(each.code for each in own if each.kind == "fact"),
        choices.types_of(framework, chosen.stakeholder_types),
        pilots,
    )


def _questions(asked: ParticipationScene, canvas: Canvas) -> list[Part]:
    """Return its questions; where it has one alone, the picture above is that question's."""
    labels, title = canvas.labels, canvas.labels.wording.text("criterion.questions")
    said = [labels.item(question) for question in asked.questions]
    if len(asked.questions) < 2:  # noqa: PLR2004 - no picture twice
        return [words("questions", ("h2", title), *listed(said))]
    rows = asked.scores(asked.questions)
    return [
        words("questions", ("h2", title)),
        *strips("questions", rows, title, asked, canvas),
        score_table(rows, labels),
    ]


def _rounds(part: str, whole: Scene, canvas: Canvas) -> list[Part]:
    """Return it over the rounds, where there are several."""
    labels, release = canvas.labels, canvas.labels.release
    if len(release.rounds) < 2:  # noqa: PLR2004 - a change is between two
        return []
    title = labels.wording.text("criterion.rounds")
    kinds = whole.stakeholder_types
    scene = ChangeScene(Rounds(release, part), whole.pilots, kinds)
    return [
        words("rounds", ("h2", title), ("p", labels.wording.text("change.how"))),
        Beside(tuple(_over_rounds(kind, scene, title, canvas) for kind in kinds)),
        table(labels.wording.text("table.title"), change_table(scene, labels), labels),
    ]


def _over_rounds(kind: str, scene: ChangeScene, title: str, canvas: Canvas) -> tuple[Part, ...]:
    about = words(f"type_{kind}", ("h3", canvas.labels.stakeholder_type(kind)))
    return about, slopes(kind, scene, title, canvas)


def _own_view(part: str, scene: Scene, canvas: Canvas) -> list[Part]:
    """Return how institutions see themselves on it, beside the community."""
    labels, text = canvas.labels, canvas.labels.wording.text
    found = [
        gap_rows(
            labels.release,
            [part],
            chosen_round=scene.chosen_round,
            stakeholder_type=kind,
            pilots=scene.pilots,
        )
        for kind in scene.stakeholder_types
    ]
    number = compared(*found)
    gaps = [rows for rows in (decided(each, number) for each in found) if not rows.empty]
    shown = [rows for rows in gaps if (rows["withheld"] == "").any()]
    head = words("gap", ("h2", text("criterion.gap")), ("p", text("gap.how")))
    if not shown:
        return [words("gap", ("h2", text("criterion.gap")), ("p", text("gap.nothing")))]
    return [head, *(each for rows in shown for each in _gap(rows, scene.pilots, canvas))]


def _gap(rows: pd.DataFrame, pilots: tuple[str, ...], canvas: Canvas) -> tuple[Part, ...]:
    labels = canvas.labels
    kind = str(rows["a_stakeholder_type"].iloc[0])
    title = findings.gap_headline(rows, pilots, labels)

    def say() -> str:
        cells = findings.spoken_gaps(rows, labels)
        return labels.wording.text("alt.gap", headline=title, cells=cells)

    return (
        words(f"gap_{kind}", ("h3", title)),
        by_width(f"gap_{kind}", partial(figures.perception_gap, rows, pilots, canvas), say),
    )


def _groups(part: str, scene: Scene, labels: Labels) -> list[Part]:
    """Return it by the one permitted characteristic, where a pilot may show it: a table a stakeholder type."""
    text = labels.wording.text
    parts: list[Part] = []
    for kind in scene.stakeholder_types:
        rows = split_rows(
            labels.release, part, chosen_round=scene.chosen_round, stakeholder_type=kind
        )
        rows = rows.loc[(rows["withheld"] == "") & rows["pilot"].isin(scene.pilots)]
        if not rows.empty:
            title, found = labels.stakeholder_type(kind), findings.split_table(rows, labels)
            parts.append(table(title, found, labels, made=rows))
    refused = [] if parts else [("p", text("breakdown.refused"))]
    return [words("groups", ("h2", text("criterion.groups")), *refused), *parts]


def _asks(asked: ParticipationScene, labels: Labels, on: date) -> list[Part]:
    """Return what was asked of institutions about it, and what they promised."""
    items = {*asked.criteria, *asked.questions, *asked.facts}
    about = asks_of(labels, asked.pilots, asked.stakeholder_types)
    there = [ask for ask in about if items & {*ask.items}]
    text = labels.wording.text
    lines: Sequence[tuple[str, str]] = [
        line for ask in there for line in ask_lines(ask, labels, on)
    ]
    return [
        words(
            "asks", ("h2", text("criterion.asks")), *(lines or [("p", text("criterion.asks.none"))])
        )
    ]


def choices_of(release: Release) -> Choices:
    """Return every id that the page lets choose: it is always about one criterion."""
    options = choices.choices_of(release)
    return replace(options, start=replace(options.start, parts=options.parts[:1]))
