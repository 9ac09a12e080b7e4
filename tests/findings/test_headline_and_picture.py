"""What a headline names and counts is seen in its picture, on the page and on the slide, whatever is chosen."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import product
from random import Random
from typing import Any

import pytest

from swit_data.figures import Canvas
from swit_data.findings.spoken import MOST_NAMED
from swit_data.release.illustrative import illustrative
from swit_data.released.item_order import in_order
from swit_data.released.labels import Labels
from swit_data.released.rows import with_interval
from swit_data.released.spoken_names import on
from swit_data.selection import Choices, Selection
from swit_data.views.compare import of_one_type
from swit_data.views.slide import ROOM
from swit_data.views.slides import PAGES
from swit_data.views.view import Panel, View
from tests.findings.drawn_release import LANGUAGES, labels_of
from tests.findings.picture_words import (
    Name,
    first_pictures,
    missing,
    names,
    pictures_of,
    rows_in,
    words_of,
)

TYPES = tuple(kind.code for kind in illustrative().framework.external_types)
MANY = 250 if os.environ.get("SWIT_LONG") else 12  # choices of each page and language
COUNTING = ("questions", "solid", "participation")  # pages whose headline says how many of how many
SOME_PILOTS = ((), ("KEN",), ("IDN", "UKR"), ("KEN", "SUR", "UKR"))


@cache
def in_words(language: str) -> Labels:
    return labels_of(illustrative(), language)


@cache
def known(labels: Labels) -> Mapping[str, Name]:
    return names(labels)


def drawn(page: str, options: Choices) -> Iterator[Selection]:
    """Give choices of a page at random, the same at every run, and what a reader sees who chose nothing."""
    yield options.default
    chance = Random(page)  # noqa: S311 - no secret
    filters = import_module(f"swit_data.views.{page}").FILTERS if page != "questions" else ()
    fields = {"indicator"} if page == "questions" else set(filters) - {"pilots", "target"}
    for _ in range(MANY):
        chosen: dict[str, Any] = {"pilots": chance.choice(SOME_PILOTS)}
        for field in sorted(fields):
            value = chance.choice(options.of(field) or ("",))
            several = field in {"parts", "stakeholder_types"}
            chosen[field] = (value,) if several else value
        yield replace(options.default, **chosen)


def view_of(page: str, canvas: Canvas, chosen: Selection) -> View:
    made: View = getattr(import_module(f"swit_data.views.{page}"), page)(
        canvas, chosen, *([""] if page == "questions" else [])
    )
    return made


def counted(page: str, panels: Sequence[Panel], labels: Labels) -> tuple[float, ...]:
    """Return what a headline may say without its standing in the picture: limits of bands, and how many rows it has."""
    rows = rows_in(panel.figure for panel in panels) if page in COUNTING else 0
    return (labels.framework.low, labels.framework.high, *range(rows + 1))


def lost_on_page(page: str, chosen: Selection, labels: Labels) -> dict[tuple[str, str], list[str]]:
    """Return what a page's headline says and its first picture does not show, by picture and headline."""
    view = view_of(page, Canvas(labels), chosen)
    said = view.head.lines[0][1]
    countable = counted(page, pictures_of(view.parts), labels)
    return {
        (panel.key, said): missing(said, words_of(panel.figure), known(labels), countable)
        for panel in first_pictures(view.parts)
        if not panel.key.startswith(
            "own"
        )  # the community's own: the headline says that there is no number
    }


def lost_on_slide(page: str, chosen: Selection, labels: Labels) -> dict[tuple[str, str], list[str]]:
    """Return what a slide's headline says and its picture and caption do not show."""
    picture = PAGES[page].picture(chosen, Canvas(labels, room=ROOM))
    if not picture.panel:
        return {}
    seen = (*words_of(picture.panel.figure), picture.caption)
    countable = counted(page, [each.panel for each in picture.slides if each.panel], labels)
    return {("slide", picture.headline): missing(picture.headline, seen, known(labels), countable)}


@pytest.mark.parametrize(("page", "language"), [*product(PAGES, LANGUAGES)])
def test_what_a_headline_says_is_seen_in_its_picture(page: str, language: str) -> None:
    labels = in_words(language)
    found: dict[tuple[str, str], list[str]] = {}
    for chosen in drawn(page, PAGES[page].choices(labels)):
        found |= lost_on_page(page, chosen, labels) | lost_on_slide(page, chosen, labels)
    assert {where: lost for where, lost in found.items() if lost} == {}
    assert found


@pytest.mark.parametrize(
    ("kind", "dimension", "number", "who"),
    [*product(TYPES, ("rollout", "participation"), "12", ("community", "institution"))],
)
def test_compare_draws_first_what_its_headline_says(
    kind: str, dimension: str, number: str, who: str
) -> None:
    chosen = Selection(
        round=number, dimension=dimension, stakeholder_types=(kind,), respondent_class=who
    )
    release = illustrative()
    labels = labels_of(release)
    scene = of_one_type(release, chosen)
    rows = scene.rows(scene.parts)
    numbers = with_interval(rows).groupby("item")["score"]
    apart = numbers.max().round() - numbers.min().round()
    first = in_order(rows, "spread")[0]
    assert apart[first] == apart.max()
    named = on(first, labels) in scene.headline(labels)
    assert named == (
        sum(apart == apart.max()) <= MOST_NAMED
    )  # of more, nobody keeps the names in mind
