"""Questions asked in the room, and what answers them on Pilot: one test each, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from swit_data.release.illustrative import illustrative
from swit_data.released.rows import score_rows
from tests.browser.conftest import Look, Server, Visit, settle
from tests.browser.test_pages import UNFOLD, headline, plots
from tests.written import plain_score

PHONE = {"width": 390, "height": 844}


def test_how_are_we_doing_on_community_empowerment(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/pilot?lang=en&pilot=KEN&round=1")
    assert "on community empowerment" in headline(page)
    first = plots(page)[0]
    rows = score_rows(illustrative(), ["C1"], chosen_round="1", pilots=("KEN",))
    external = [k.code for k in illustrative().framework.external_types]
    scores = rows.loc[rows["stakeholder_type"].isin(external), "score"]
    assert len(scores) == 4
    for score in scores:
        assert f" {plain_score(score)}|" in f"{first}|"
    assert "C1 Community Empowerment" in first.replace("|", " ")


def test_how_does_each_institution_do_part_by_part(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/pilot?lang=en&pilot=IDN&round=1")
    _, _, rollout, participation = plots(page)
    for part in ("C2", "C6", "X4"):
        assert f"|{part} " in rollout
    for part in ("P1", "P10"):
        assert f"|{part} " in participation


def test_did_anything_change_since_last_time(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/pilot?lang=en&pilot=UKR&round=2")
    expect(page.get_by_role("heading", name="What changed between the rounds")).to_be_visible()
    expect(page.get_by_text("A change is named from 10 points on")).to_be_visible()
    expect(page.get_by_text("Round by round, as a table")).to_have_count(3)


def test_what_do_you_want_us_to_do(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/pilot?lang=uk&pilot=KEN&round=1")
    expect(page.get_by_role("heading", name="Що рекомендує спільнота і чому")).to_be_visible()
    expect(page.get_by_text("Дайте організаціям на відповідь хоча б місяць.")).to_be_visible()
    expect(page.get_by_text("Illustrative text. Give organisations")).to_have_count(0)


def test_what_do_the_institutions_say_themselves(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/pilot?lang=en&pilot=KEN&round=1")
    title = "What institutions say of themselves, and what the public record says"
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_text("Every answer of an institution about itself").click()
    expect(page.get_by_text("Facts with their public sources")).to_be_visible()


def test_how_was_this_round_held(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/pilot?lang=en&pilot=SUR")
    expect(
        page.get_by_text(re.compile("^Suriname, March 2018: 14 people of the community"))
    ).to_be_visible()
    expect(page.get_by_text("the intervals are widened as for four branches")).to_be_visible()


def test_can_we_see_our_own_country_only(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/pilot?lang=en&pilot=UKR")
    page.get_by_role("button", name="Show this pilot alone").click()
    settle(page)
    expect(page).to_have_url(re.compile("alone=UKR"))
    banner = page.get_by_text("Only this pilot is shown, on every page: Ukraine")
    expect(banner).to_be_visible()
    page.get_by_role("link", name="Findings").click()
    settle(page)
    expect(banner).to_be_visible()
    for other in ("Kenya", "Indonesia", "Suriname"):
        assert other not in " ".join(plots(page))
        expect(page.get_by_text(other)).to_have_count(0)
    expect(page).to_have_url(re.compile("alone=UKR"))
    elsewhere = visit(dashboard, page.url.removeprefix(dashboard.address))
    expect(
        elsewhere.get_by_text("Only this pilot is shown, on every page: Ukraine")
    ).to_be_visible()
    page.get_by_role("button", name="Show all pilots").click()
    settle(page)
    expect(banner).to_have_count(0)
    assert "Kenya" in " ".join(plots(page))


def test_a_pilot_on_a_phone_has_its_questions_above_their_cells(
    dashboard: Server, look: Look
) -> None:
    page = look(dashboard, "/pilot?lang=uk&pilot=KEN&round=1", viewport=PHONE)
    expect(page.locator(".js-plotly-plot:visible")).to_have_count(1)
    page.evaluate(UNFOLD)
    expect(page.locator(".js-plotly-plot:visible")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
