"""Stakeholders and Participation in a real browser: one test for each question asked in the room (docs/views.md)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from swit_data.release.illustrative import illustrative
from tests.browser.conftest import Look, Server, Visit
from tests.browser.test_pages import PHONE, PILOTS, choose, headline, plots
from tests.findings.drawn_release import labels_of
from tests.findings.sentences_by_hand import (
    Numbers,
    criteria_headline,
    listed,
    names_of,
    range_headline,
    strengths,
)
from tests.ui.test_participation import low_for_the_government_of_kenya
from tests.ui.test_stakeholders import clear_by_hand, plain

Picture = Callable[[Page, str], Path]
MARK = "Illustrative data"


TYPES = ("government", "un_agency", "global_fund_programme", "ngo")
CRITERIA = [f"P{number}" for number in range(1, 11)]


def numbers(*items: str, types: tuple[str, ...] = TYPES) -> Numbers:
    """Return the released numbers of round 1 on these items, of all pilots."""
    rows = plain("scores", round="1", respondent_class="community", target="all", split="all")
    return Numbers(rows, illustrative().pilots, types, items)


def close(words: str) -> str:
    """Return words without what stands between them: a figure breaks its lines where it needs to."""
    return re.sub(r"[\s|]", "", words)


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=2, name=re.compile(text))).to_be_visible()


def tables_under(page: Page, title: str) -> None:
    """Unfold a table by its title; it is there and seen."""
    folded = page.get_by_test_id("stExpander").filter(has_text=title)
    folded.locator("summary").click()
    expect(folded.get_by_test_id("stDataFrame")).to_be_visible()


def test_how_does_the_government_do_in_each_country(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/stakeholders?lang=en&dimension=rollout")
    names = ("on rolling out the SWIT", "government", labels_of(illustrative()).pilot)
    assert headline(page) == range_headline(numbers("rollout"), "government", "rollout", names)
    matrix = plots(page)[0]
    for name in (*PILOTS, "National", "Local police", "Ministry of health"):
        assert name in matrix.replace("|", " ")
    assert MARK in matrix


def test_that_is_the_police_not_us(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/stakeholders?lang=en&dimension=rollout&part=C2")
    page.get_by_test_id("stPopoverButton").click()  # few readers choose one institution
    choose(page, "Institution", "Local police")
    expect(page).to_have_url(re.compile("target=police_local"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("rate the local police")
    choose(page, "Institution", "Ministry of health")
    expect(page.get_by_role("heading", level=1)).to_contain_text("rate the ministry of health")


def test_does_the_government_contradict_itself(
    dashboard: Server, look: Look, picture: Picture
) -> None:
    page = look(dashboard, "/stakeholders?lang=en&dimension=rollout&round=2")
    found = [r for r in clear_by_hand("government", "rollout", "2") if r["b_class"] == "community"]
    assert {row["pilot"] for row in found} == {"KEN"}
    heading(
        page, "sex workers rate two institutions clearly differently, though both are government"
    )
    drawn = next(figure for figure in plots(page) if "Kenya: C4" in figure)
    for words in ("Ministry of health", "Local police", MARK):
        assert words in drawn
    picture(page, "stakeholders_contradictions")
    quiet = look(dashboard, "/stakeholders?lang=en&dimension=participation")
    heading(quiet, "For government, no two institutions differ clearly")


def test_what_is_done_well_and_what_badly(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/stakeholders?lang=en&stakeholder=ngo")
    heading(page, "Strengths and weaknesses")
    labels = labels_of(illustrative())
    lines = strengths(numbers(*CRITERIA, types=("ngo",)), "ngo", names_of(labels), labels.pilot)
    assert len(lines) > 2
    for line in lines:
        expect(page.get_by_text(line, exact=True)).to_be_visible()


def test_do_institutions_see_themselves_as_the_community_sees_them(
    dashboard: Server, look: Look, picture: Picture
) -> None:
    page = look(dashboard, "/stakeholders?lang=en&stakeholder=ngo")
    assert clear_by_hand("ngo", "participation", "1") == []  # beside all that the page compares
    heading(
        page,
        r"^In all 4 pilots, sex workers rate NGOs lower on taking part than .* No gap is clear\.$",
    )
    parts = next(figure for figure in plots(page) if "Kenya +" in figure)
    assert "Meaningful participation" in parts
    assert MARK in parts
    picture(page, "stakeholders_gap")


def test_how_many_people_spoke_for_the_institution(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/stakeholders?lang=uk&stakeholder=ngo")
    gaps = {
        row["pilot"]: row["b_respondents"]
        for row in plain("pairs", b_class="institution", a_stakeholder_type="ngo", round="1")
        if (row["item"], row["a_target"], row["scoring"]) == ("participation", "all", "standard")
    }
    assert (gaps["SUR"], gaps["KEN"]) == (2, 12)
    few = "Суринам: від імені цих установ говорили 2 людини. Це те, що сказали ці люди"
    for words in (few, "Кенія: від імені цих установ говорили 12 людей, і розрив не є явним."):
        expect(page.get_by_text(re.compile(words))).to_be_visible()
    one = look(dashboard, "/stakeholders?lang=en&stakeholder=global_fund_programme&pilots=UKR")
    expect(one.get_by_text(re.compile("Ukraine: one person spoke for these"))).to_be_visible()
    heading(one, "With under 10 informants no gap is clear")


def test_which_criteria_are_not_met_and_by_whom(
    dashboard: Server, look: Look, picture: Picture
) -> None:
    page = look(dashboard, "/participation?lang=en")
    labels, criteria = labels_of(illustrative()), numbers(*CRITERIA)
    assert headline(page) == criteria_headline(criteria, names_of(labels)[1], labels.pilot)
    strips = plots(page)[0].replace("|", " ")
    for words in (*PILOTS, "P1 Organisations choose", "P10 Free choice", "UN agencies", "NGOs"):
        assert words in strips
    assert MARK in strips
    high = [i for i in CRITERIA if len(criteria.there("ngo", i, "around", "high")) == len(PILOTS)]
    items = listed(map(names_of(labels)[0], high))
    said = re.compile(rf"In all 4 pilots, sex workers rate NGOs at around 70 or more {items}\.")
    expect(page.get_by_text(said)).to_be_visible()
    assert not any(criteria.mostly("ngo", item, "around", "low") for item in CRITERIA)
    expect(page.get_by_text(re.compile("rate NGOs at around 40 or under"))).to_have_count(0)
    picture(page, "participation")


def test_what_is_behind_a_criterion(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/participation?lang=en")
    choose(page, "Part", "P3 Open consultation, with enough time")
    expect(page).to_have_url(re.compile("part=P3"))
    questions = close(plots(page)[-1])
    labels = labels_of(illustrative())
    assert close(labels.item("P3c_month")) in questions
    assert close(labels.item("P1_who")) not in questions


def test_which_groups_of_sex_workers_are_reached(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/participation?lang=en&round=2")
    low = low_for_the_government_of_kenya()
    heading(
        page,
        "^In Kenya, sex workers rate government at around 40 of 100 or under on involving "
        f"{low} of 11 groups of sex workers",
    )
    expect(page.get_by_text("Nobody was asked about themselves")).to_be_visible()
    groups = (
        plots(page)[1].replace("|", "").replace(" ", "")
    )  # lines of a name stand without a space
    for words in ("livewithHIV", "whousedrugs", "countryside"):
        assert words in groups


def test_what_institutions_say_of_themselves_about_these_groups(
    dashboard: Server, look: Look
) -> None:
    page = look(dashboard, "/participation?lang=en&round=2&part=P8")
    tables_under(page, "What institutions say of themselves about these groups")


def test_how_long_did_we_have_to_answer(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/participation?lang=en")
    expect(
        page.get_by_text(re.compile("One month is the measure. 15 institutions"))
    ).to_be_visible()
    facts = plain("statements", kind="fact", indicator="P3c_time", round="1")
    weeks = sum(row["answer"] == "one_to_two_weeks" for row in facts)
    said = re.compile(rf"^One to two weeks \({weeks} of {len(facts)}\)")
    expect(page.get_by_text(said)).to_be_visible()
    tables_under(page, "Every fact with its source, as a table")


@pytest.mark.parametrize(
    "path", ["/participation", pytest.param("/stakeholders", marks=pytest.mark.long)]
)
def test_a_phone_shows_the_pilots_side_by_side(dashboard: Server, look: Look, path: str) -> None:
    page = look(dashboard, f"{path}?lang=uk", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    first = close(plots(page)[0])
    for name in ("Кенія", "Індонезія", "Суринам", "Україна"):
        assert close(name) in first
    if path == "/participation":  # a grid a stakeholder type
        for name in ("Органи влади", "Агентства ООН", "Глобального фонду", "Неурядові організації"):
            expect(page.get_by_role("heading", name=re.compile(name)).last).to_be_visible()
