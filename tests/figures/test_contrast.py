"""Every text of every figure has a contrast of 7:1 on what it stands on, in both themes (WCAG 2.2, 1.4.6).

The colours are those of the figures' own dictionaries, as the browser gets them; the contrast is computed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from swit_data.figures import Canvas
from swit_data.release.illustrative import illustrative
from swit_data.selection import Selection
from swit_data.style import Theme
from swit_data.views import (
    breakdown,
    change,
    choices,
    compare,
    overview,
    participation,
    pilot,
    question_choices,
    questions,
    solid,
    stakeholders,
)
from swit_data.views.view import Beside, Folded, Panel, Part, Shapes, View
from tests.findings.drawn_release import labels_of
from tests.test_style import contrast

Found = tuple[str, str, str]  # a text, its colour and that of what it stands on
HUE = re.compile(r"<span style='color:[^']*'>[■□]</span>")  # a sample of a colour, not a text


def every_figure(parts: tuple[Part, ...]) -> Iterator[dict[str, Any]]:
    """Give every figure of these parts, of both widths and folded ones too."""
    for part in parts:
        if isinstance(part, Panel):
            yield part.figure.told()
        else:
            yield from every_figure(inside(part))


def inside(part: Part) -> tuple[Part, ...]:
    match part:
        case Shapes():
            return (*part.wide, *part.narrow)
        case Folded():
            return part.parts
        case Beside():
            return tuple(each for column in part.columns for each in column)
    return ()


def of(values: Any, place: int) -> Any:  # noqa: ANN401 - one for all, or a list
    return values[place] if isinstance(values, list | tuple) else values


def written(figure: dict[str, Any]) -> Iterator[Found]:
    """Give every text of a figure with its colour and the colour of what it stands on."""
    own = figure["layout"]["template"]["layout"]
    page, ink = own["paper_bgcolor"], own["font"]["color"]
    yield from around(figure["layout"], page, ink)
    for trace in figure["data"]:
        fills = trace["marker"]["color"] if trace["type"] == "bar" else page
        for place, text in enumerate(trace.get("text", ())):
            colour = trace.get("textfont", {}).get("color", ink)
            yield text, of(colour, place), of(fills, place)


def around(layout: dict[str, Any], page: str, ink: str) -> Iterator[Found]:
    for note in layout.get("annotations", ()):
        assert note.get("opacity", 1) == 1
        colour = note.get("font", {}).get("color", ink)
        yield HUE.sub("", note["text"]), colour, note.get("bgcolor", page)
    title = layout.get("title", {"text": ""})
    yield title["text"], title.get("font", {}).get("color", ink), page
    for name in ("xaxis", "yaxis"):
        tick = layout["template"]["layout"][name]["tickfont"]["color"]
        shown = layout[name].get("visible", True)
        yield from ((text, tick, page) for text in layout[name].get("ticktext", ()) if shown)


def views(theme: Theme) -> Iterator[View]:
    release = illustrative()
    labels = labels_of(release)
    canvas, options = Canvas(labels, theme), choices.choices_of(release)
    first = options.default
    yield overview.overview(canvas, first)
    yield solid.solid(canvas, first)
    yield change.change(canvas, first)
    yield participation.participation(canvas, first)
    one = choices.about_one_type(release).default
    yield stakeholders.stakeholders(canvas, one)
    yield breakdown.breakdown(canvas, one)
    yield compare.compare(canvas, choices.of_compare(release).default)
    yield pilot.pilot(canvas, pilot.choices_of(release).default)
    asked = question_choices.choices_of(labels).default
    for code in ("C1_build", "P1_own_representatives"):
        yield questions.questions(canvas, Selection(**{**vars(asked), "indicator": code}), "")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_in_a_picture_reads(theme: Theme) -> None:
    found = {each for view in views(theme) for f in every_figure(view.parts) for each in written(f)}
    said = {each for each in found if each[0].strip()}
    assert len(said) > 300
    assert len({fill for _, _, fill in said}) > 20
    weak = {each for each in said if contrast(each[1], each[2]) < 7}
    assert weak == set()
