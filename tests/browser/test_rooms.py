"""Questions asked in the room, and what answers them on Overview, Compare, Change, Solid, Breakdown and Method."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Look, Server, Visit, settle
from tests.browser.test_pages import PILOTS, headline, plots


def test_who_does_well_on_what_and_where(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/?lang=en&dimension=rollout&round=1")
    matrix = plots(page)[0]
    assert all(name in matrix for name in (*PILOTS, "Government", "UN agencies", "NGOs"))
    assert "not asked" in matrix


def test_what_do_you_know_about_yourselves(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/?lang=en")
    expect(page.get_by_role("heading", name="What we know and need")).to_be_visible()
    assert re.search(r"\d+ of 48", plots(page)[-1])


def test_how_do_the_pilots_differ_on_us(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/compare?lang=en&stakeholder=un_agency&dimension=participation")
    assert "UN agencies" in headline(page) or "UN agencies" in plots(page)[0]
    assert "P10" in plots(page)[0]


def test_did_it_change_since_the_last_round(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/change?lang=en")
    assert headline(page)
    figures = plots(page)
    assert len(figures) == 4  # one panel a stakeholder type
    expect(page.get_by_text("Suriname").first).to_be_visible()  # one round only, and said


def test_would_another_weighting_turn_it_round(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/solid?lang=en")
    assert headline(page)
    assert plots(page)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()


def test_however_you_weigh_it(dashboard: Server, visit: Visit) -> None:
    """The sentence follows the slider at once: nothing is asked of the server, and nothing on the page moves."""
    page = visit(dashboard, "/solid?lang=en&dimension=rollout&round=2")
    slider = page.get_by_role("slider", name="How much “C1 Community Empowerment” weighs")
    slider.scroll_into_view_if_needed()
    said, below = page.locator(".st-key-slider_weights p[aria-live]"), ".st-key-words_weights_how"
    place, seen = page.locator(below).bounding_box(), []
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    slider.press("Home")
    for step in ("1", "1.5", "2", "2.5", "3"):
        expect(page.locator(".st-key-slider_weights output")).to_have_text(
            f"weight {step} (any other part: 1)"
        )
        seen.append(said.inner_text())
        slider.press("ArrowRight")
    stays = "rate government lowest in all 3 pilots that can be compared (not Suriname)."
    assert all("However you weigh" in text and stays in text for text in seen)
    assert len(set(seen)) == len(seen)  # the numbers move with the weight
    assert page.locator(below).bounding_box() == place
    assert asked == []


def test_what_do_women_say_and_why_can_i_not_see_it(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/breakdown?lang=en&dimension=participation&round=1")
    expect(page.get_by_text("about 50 respondents", exact=False).first).to_be_visible()
    assert headline(page)


def test_how_did_you_make_this_number(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/method?lang=en")
    assert headline(page)
    assert page.get_by_role("heading", level=2).count() >= 4
    assert page.locator("details").count() >= 3  # questions, weights, answers


def test_send_me_exactly_this(dashboard: Server, look: Look, visit: Visit) -> None:
    page = look(dashboard, "/compare?lang=uk&stakeholder=ngo&dimension=rollout")
    expect(page.get_by_text("Копіювати посилання")).to_be_visible()
    again = visit(dashboard, page.url.removeprefix(dashboard.address))
    settle(again)
    assert headline(again) == headline(page)
    assert plots(again) == plots(page)
