"""Stakeholders and Participation in a real browser: one test for each question asked in the room (docs/views.md)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, Visit
from tests.browser.test_pages import PHONE, PILOTS, choose, headline, plots

Picture = Callable[[Page, str], Path]
MARK = "Illustrative data"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=2, name=re.compile(text))).to_be_visible()


def tables_under(page: Page, title: str) -> None:
    """Unfold a table by its title; it is there and seen."""
    folded = page.get_by_test_id("stExpander").filter(has_text=title)
    folded.locator("summary").click()
    expect(folded.get_by_test_id("stDataFrame")).to_be_visible()


def test_how_does_the_government_do_in_each_country(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/stakeholders?lang=en&dimension=rollout")
    assert "Government: “Roll-out of the SWIT” lies between 39 and 45 of 100" in headline(page)
    matrix = plots(page)[0]
    for name in (*PILOTS, "National", "Local police", "Ministry of health"):
        assert name in matrix.replace("|", " ")
    assert MARK in matrix


def test_that_is_the_police_not_us(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/stakeholders?lang=en&dimension=rollout&part=C2")
    choose(page, "Institution", "Local police")
    expect(page).to_have_url(re.compile("target=police_local"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Government (Local police)")
    choose(page, "Institution", "Ministry of health")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Government (Ministry of health)")


def test_does_the_government_contradict_itself(
    dashboard: Server, visit: Visit, picture: Picture
) -> None:
    page = visit(dashboard, "/stakeholders?lang=en&dimension=rollout")
    heading(page, "Government: institutions of this type clearly contradict each other in 1 of 4")
    drawn = next(figure for figure in plots(page) if "Kenya: C4" in figure)
    for words in ("Ministry of health", "Local police", MARK):
        assert words in drawn
    picture(page, "stakeholders_contradictions")
    quiet = visit(dashboard, "/stakeholders?lang=en&dimension=participation")
    heading(quiet, "Government: no two institutions differ clearly")


def test_what_is_done_well_and_what_badly(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/stakeholders?lang=en&stakeholder=ngo")
    heading(page, "Strengths and weaknesses")
    high = page.get_by_text(re.compile("^70 or more in 4 of 4 pilots .*P10 Free choice"))
    expect(high).to_be_visible()
    expect(page.get_by_text("No part is under 40.")).to_be_visible()


def test_do_institutions_see_themselves_as_the_community_sees_them(
    dashboard: Server, visit: Visit, picture: Picture
) -> None:
    page = visit(dashboard, "/stakeholders?lang=en&stakeholder=ngo")
    heading(page, r"institutions speak better of themselves .* The gap is clear in: Kenya\.$")
    parts = next(figure for figure in plots(page) if "Kenya +" in figure)
    assert "Meaningful participation" in parts
    assert MARK in parts
    picture(page, "stakeholders_gap")


def test_how_many_people_spoke_for_the_institution(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/stakeholders?lang=uk&stakeholder=ngo")
    few = "Індонезія: за ці установи говорили 2 людини. Це те, що сказали ці люди"
    for words in (few, "Кенія: за ці установи говорили 12 людей, і розрив явний."):
        expect(page.get_by_text(re.compile(words))).to_be_visible()
    one = visit(dashboard, "/stakeholders?lang=en&target=health_national&pilots=UKR")
    expect(one.get_by_text(re.compile("Ukraine: one person spoke for these"))).to_be_visible()
    heading(one, "With under 10 informants no gap is clear")


def test_which_criteria_are_not_met_and_by_whom(
    dashboard: Server, visit: Visit, picture: Picture
) -> None:
    page = visit(dashboard, "/participation?lang=en")
    assert headline(page).startswith("Government: 7 of 10 criteria of meaningful participation")
    strips = plots(page)[0].replace("|", " ")
    for words in (*PILOTS, "P1 Organisations choose", "P10 Free choice", "UN agencies", "NGOs"):
        assert words in strips
    assert MARK in strips
    expect(page.get_by_text(re.compile("^NGOs. Under 40 in most pilots: none."))).to_be_visible()
    picture(page, "participation")


def test_what_is_behind_a_criterion(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/participation?lang=en")
    choose(page, "Part", "P3 Open consultation, with enough time")
    expect(page).to_have_url(re.compile("part=P3"))
    questions = plots(page)[-1].replace("|", " ")
    assert "at least one month" in questions
    assert "P1" not in questions


def test_which_groups_of_sex_workers_are_reached(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/participation?lang=en&round=2")
    heading(page, "Kenya, Government: 7 of 9 groups of sex workers are under 40 of 100")
    expect(page.get_by_text("Nobody was asked about themselves")).to_be_visible()
    groups = plots(page)[1].replace("|", " ")
    for words in ("live with HIV", "who use drugs", "countryside"):
        assert words in groups


def test_what_institutions_say_of_themselves_about_these_groups(
    dashboard: Server, visit: Visit
) -> None:
    page = visit(dashboard, "/participation?lang=en&round=2&part=P8")
    tables_under(page, "What institutions say of themselves about these groups")


def test_how_long_did_we_have_to_answer(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/participation?lang=en")
    expect(
        page.get_by_text(re.compile("One month is the measure. 15 institutions"))
    ).to_be_visible()
    expect(page.get_by_text(re.compile(r"^One to two weeks \(3 of 15\)"))).to_be_visible()
    tables_under(page, "Every fact with its source, as a table")


@pytest.mark.parametrize("path", ["/stakeholders", "/participation"])
def test_a_phone_shows_one_block_after_another(dashboard: Server, visit: Visit, path: str) -> None:
    page = visit(dashboard, f"{path}?lang=uk", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    blocks = plots(page)
    wanted = ("Кенія", "Індонезія", "Суринам", "Україна")
    if path == "/participation":
        wanted = ("Органи влади", "Агентства ООН", "Глобального фонду", "Неурядові організації")
    for name, block in zip(wanted, blocks[:4], strict=True):
        assert name in block.replace("|", " ")
