"""More pilots than can stand side by side: a page is about six of them, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from swit_data.figures import Canvas
from swit_data.released.release import MOST_PARTS, Release
from swit_data.selection import Selection
from swit_data.style import MOST_DRAWN
from swit_data.views.choices import choices_of
from swit_data.views.overview import overview
from swit_data.views.view import Beside, Part, Table, Words
from tests.findings.drawn_release import drawn, labels_of

CODES = [f"P{place:02}" for place in range(9)]


@pytest.fixture(scope="module")
def nine() -> Release:
    """Nine pilots; in the third government is far lower, in the ninth NGOs are, and the second has no numbers."""
    lines = ["pilot type score people withheld"]
    for pilot in CODES:
        low = {"P02": "government", "P08": "ngo"}.get(pilot, "")
        for kind in ("government", "un_agency", "ngo"):
            number = (
                "- 4 too_few_people" if pilot == "P01" else f"{10 if kind == low else 60} 900 -"
            )
            lines.append(f"{pilot} {kind} {number}")
    pairs = ["pilot a b a_score b_score n"]
    for pilot in CODES[2:]:
        a = 10 if pilot == "P02" else 60
        b = 10 if pilot == "P08" else 60
        pairs += [
            f"{pilot} government un_agency {a} 60 900",
            f"{pilot} government ngo {a} {b} 900",
            f"{pilot} un_agency ngo 60 {b} 900",
        ]
    held = "pilot withheld\n" + "\n".join(
        f"{pilot} {'too_few_people' if pilot == 'P01' else '-'}" for pilot in CODES
    )
    return drawn("\n".join(lines), "\n".join(pairs), held)


def shown(release: Release, *pilots: str) -> tuple[str, set[str]]:
    """Return everything that a page says, and the pilots in its first table."""
    chosen = Selection(round="1", dimension="rollout", pilots=pilots)
    view = overview(Canvas(labels_of(release)), chosen)
    table = next(part for part in view.parts if isinstance(part, Table))
    return " ".join(said(view.parts)), set(table.rows["Pilot"])


def said(parts: Sequence[Part]) -> Iterator[str]:
    """Give every line of words."""
    for part in parts:
        if isinstance(part, Words):
            yield from (text for _, text in part.lines)
        if isinstance(part, Beside):
            for column in part.columns:
                yield from said(column)


def test_a_page_speaks_of_the_six_it_shows_and_of_no_other(nine: Release) -> None:
    words, there = shown(nine)
    assert there == {"P00", "P02", "P03", "P04", "P05", "P06"}  # the second has no numbers
    assert "P02" in words
    assert "P08" not in words


def test_those_that_are_chosen_are_shown(nine: Release) -> None:
    words, there = shown(nine, "P07", "P08")
    assert there == {"P07", "P08"}
    assert "P08" in words
    assert "P02" not in words


def test_all_of_them_can_be_chosen(nine: Release) -> None:
    assert choices_of(nine).pilots == tuple(CODES)


def test_no_two_of_those_shown_look_alike(nine: Release) -> None:
    pilots = ("P00", "P06", "P07")  # the first and the seventh have one place among six
    part = nine.among(pilots)
    assert len({part.place(pilot) % MOST_DRAWN for pilot in pilots}) == 3


def test_few_parts_are_kept_open_and_each_is_what_it_was(nine: Release) -> None:
    before = nine.alone("P00")
    for pilot in CODES:
        assert nine.alone(pilot).pilots == (pilot,)
    assert len(nine._parts) <= MOST_PARTS < len(CODES)
    assert nine.alone("P00") == before
