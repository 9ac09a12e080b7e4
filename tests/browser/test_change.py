"""Change and How solid is this? in a real browser: one test for each question asked in the room (docs/views.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Look, Server, serving
from tests.browser.test_pages import PHONE, PILOTS, choose, headline, plots
from tests.findings.several_rounds import several_rounds
from tests.release.test_folder import released

Picture = Callable[[Page, str], Path]
MARK = "Illustrative data"


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a release of three rounds, two breaks, and a pilot with one round."""
    folder = tmp_path_factory.mktemp("rounds")
    out = released(folder, several_rounds())
    with serving(ROOT / "app.py", folder / "log.txt", SWIT_RELEASE=str(out)) as server:
        yield server


def test_what_rose_and_what_fell(rounds: Server, look: Look, picture: Picture) -> None:
    page = look(rounds, "/change?lang=en&dimension=rollout")
    assert (
        headline(page)
        == "In AAA, sex workers’ rating of government on “Rollout” fell from 80 to 30 between round 2 and round 3"
    )
    for text in ("from 20 in round 1 to 80 in round 2", "from 80 in round 2 to 30 in round 3"):
        expect(page.get_by_text(re.compile(text))).to_be_visible()
    government, ngos = plots(page)
    assert "round 3" in government
    assert "AAA 30" in government
    assert "AAA 75" in ngos
    picture(page, "change_three_rounds")


def test_why_can_these_rounds_not_be_compared(rounds: Server, look: Look) -> None:
    page = look(rounds, "/change?lang=en&dimension=rollout")
    expect(page.get_by_text(re.compile("BBB, rounds 1 and 2: another version"))).to_be_visible()
    expect(
        page.get_by_text(re.compile("BBB, rounds 2 and 3: people were asked in"))
    ).to_be_visible()
    expect(page.get_by_text("One round so far: CCC.")).to_be_visible()
    assert plots(page)[0].split("|").count("//") == 2


def test_is_that_small_difference_a_change(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/change?lang=en&dimension=participation")
    assert (
        headline(page) == "Between two rounds, no change on taking part is large enough to be named"
    )
    expect(page.get_by_text(re.compile("That takes 10 points or more"))).to_be_visible()
    both = "Kenya: round 1 and round 2 are compared on the core questions, which both asked"
    expect(page.get_by_text(re.compile(both))).to_be_visible()
    assert all(MARK in figure for figure in plots(page))
    choose(page, "Stakeholder type", "NGOs")
    expect(page).to_have_url(re.compile("stakeholder=ngo"))
    (figure,) = plots(page)
    assert "Suriname" in figure


def test_which_orders_hold_however_you_count(
    dashboard: Server, look: Look, picture: Picture
) -> None:
    page = look(dashboard, "/solid?lang=en&dimension=rollout&round=1")
    compared = "in all 3 pilots that can be compared (not Suriname)"
    said = f"NGOs above government {compared}"
    assert headline(page).endswith(f"sex workers rate {said}, however it is counted")
    matrix = plots(page)[0]
    for words in (
        *PILOTS,
        "holds",
        "could still turn",
        "not comparable",
        MARK,
    ):
        assert words in matrix
    for way in (
        "Other weights",
        "Middle answers",
        "Don’t know",
        "All that was not",
        "Any one question",
    ):
        expect(page.get_by_text(re.compile(f"^“?{way}")).first).to_be_visible()
    picture(page, "solid_orders")


def test_what_if_community_empowerment_weighed_three_times(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/solid?lang=en&dimension=rollout&round=1")
    title = re.compile("If “C1 Community Empowerment” weighed less or more")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    panels = plots(page)[1:]
    assert len(panels) == len(PILOTS)
    for panel in panels:
        assert {"1", "1.5", "2", "2.5", "3"} <= set(panel.split("|"))
    choose(page, "Dimension", "Meaningful participation")
    expect(page.get_by_role("heading", name=title)).to_have_count(0)


@pytest.mark.parametrize("path", ["/change", pytest.param("/solid", marks=pytest.mark.long)])
def test_a_phone_shows_every_pilot_and_scrolls_one_way(
    dashboard: Server, look: Look, path: str
) -> None:
    page = look(dashboard, f"{path}?lang=uk&dimension=rollout", viewport=PHONE)
    said = " ".join(plots(page))
    for name in ("Кенія", "Індонезія", "Суринам", "Україна"):
        assert name in said or page.get_by_text(name).first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
