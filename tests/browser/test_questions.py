"""Questions asked in the room, and what answers them on Questions: one test each, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from swit_data.findings.answers import answers_headline
from swit_data.release.illustrative import illustrative
from swit_data.released.answers import Question, answered
from tests.browser.conftest import Look, Server, Visit, settle
from tests.browser.test_pages import headline, plots
from tests.findings.drawn_release import labels_of, rows_of

PHONE = {"width": 390, "height": 844}


def find(page: Page, words: str) -> None:
    page.get_by_text("Find a question: search and filters").click()
    box = page.get_by_label("Search the questions")
    box.fill(words)
    box.press("Enter")
    settle(page)


def test_what_exactly_did_you_ask_and_in_my_language(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/questions?lang=uk&question=P3c_month")
    english, ukrainian = (labels_of(illustrative(), code) for code in ("en", "uk"))
    expect(page.get_by_role("heading", level=2, name=ukrainian.item("P3c_month"))).to_be_visible()
    expect(page.get_by_text(f"English: {english.item('P3c_month')}")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^P3c_month · .*P3, P3c"))).to_be_visible()


def test_how_many_people_said_that(dashboard: Server, look: Look) -> None:
    page = look(
        dashboard, "/questions?lang=en&question=C1_build&stakeholder=government&target=police_local"
    )
    release = illustrative()
    about = Question(release, "C1_build", "1", release.pilots, ("government",), "police_local")
    lanes = answered(about)
    assert headline(page) == answers_headline(lanes, labels_of(release)).text
    (figure,) = plots(page)
    counted = [lane for lane in lanes if not lane.withheld]
    assert len(counted) == 3
    for lane in counted:
        assert f"{lane.counts['yes']} of {lane.of}" in figure
    assert "not asked" in figure
    assert "Illustrative data" in figure


def test_where_is_the_question_about_condoms(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/questions?lang=en")
    find(page, "презервативи безкоштовно")
    ukrainian = labels_of(illustrative(), "uk")
    (code,) = [
        code
        for code in illustrative().framework.indicators
        if all(word in ukrainian.item(code) for word in ("презервативи", "безкоштовно"))
    ]
    english = labels_of(illustrative()).item(code)
    expect(page.get_by_role("heading", level=2, name=english)).to_be_visible()
    expect(page.get_by_text("1 question found")).to_be_visible()
    find_nothing = page.get_by_label("Search the questions")
    find_nothing.fill("xyzzy")
    find_nothing.press("Enter")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "No question fits this search and these filters"
    )


def test_is_that_an_opinion_or_is_it_on_record(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/questions?lang=en&question=P3c_time")
    assert headline(page).startswith(
        "The public record answers this question about 15 institutions"
    )
    expect(page.get_by_text("A fact is looked up in public sources.")).to_be_visible()
    expect(page.get_by_text("The facts with their public sources")).to_be_visible()
    assert page.locator(".js-plotly-plot").count() == 0


def test_what_did_the_focus_groups_say(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/questions?lang=en&question=C1_build&stakeholder=un_agency")
    expect(
        page.get_by_role("heading", name="What focus groups said, counted in groups")
    ).to_be_visible()
    counts = {
        row["answer"]: row["count"]
        for row in rows_of(illustrative(), "answer_counts")
        if (row["pilot"], row["round"], row["respondent_class"]) == ("IDN", "1", "group")
        and (row["item"], row["target"], row["split"]) == ("C1_build", "unaids", "all")
    }
    assert counts["partly"] == sum(counts.values()) > 0  # all groups that gave one answer
    said = f"Indonesia, UNAIDS country office: Partly {counts['partly']}, of {counts['partly']} groups."
    expect(page.get_by_text(said, exact=True)).to_be_visible()


def test_which_questions_carry_the_code_k14(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/questions?lang=en&source=K14")
    asked = [i.code for i in illustrative().framework.indicators.values() if "K14" in i.source]
    assert asked == ["own_pay_fear", "own_why_pay"]
    expect(page.get_by_role("heading", level=2, name="feared to lose your pay")).to_be_visible()
    expect(page.get_by_text("2 questions found")).to_be_visible()
    expect(page.get_by_text(re.compile("Only how many answered “Yes” is told"))).to_be_visible()


def test_on_a_phone_each_bar_has_its_pilot_above_it(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/questions?lang=uk&question=C1_build&stakeholder=ngo", viewport=PHONE)
    (figure,) = plots(page)
    for name in ("Кенія", "Індонезія", "Суринам", "Україна"):
        assert name in figure
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
