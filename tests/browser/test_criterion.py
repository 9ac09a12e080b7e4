"""One criterion in a real browser: everything known of it, at an address that stays the same."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Look, Server, turn_to
from tests.browser.test_pages import choose, headline, plots


def test_what_do_you_know_about_this_one_criterion(dashboard: Server, look: Look) -> None:
    page = look(dashboard, "/criterion?lang=en&part=C1&round=1")
    assert "on community empowerment" in headline(page)
    expect(page.get_by_text("C1 Community Empowerment: a part of")).to_be_visible()
    pictures = plots(page)
    for name in ("Kenya", "Indonesia", "Suriname", "Ukraine", "Government", "NGOs"):
        assert name in pictures[0]
    assert any("round 1" in each and "round 2" in each for each in pictures)
    for title in (
        "What people were asked about it",
        "Over the rounds",
        "As institutions see themselves, and as the community sees them",
        "Facts with their sources",
        "By group, where it can be shown safely",
        "What is asked, and what was promised",
    ):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    before = page.get_by_text("Fund organisations that sex workers lead").count()
    assert before
    choose(page, "Part", "P8 Diversity of sex workers")
    assert "part=P8" in page.url
    assert plots(page)[0] != pictures[0]
    expect(page.get_by_text("Fund organisations that sex workers lead")).to_have_count(0)


def test_a_section_shows_its_pages_as_tabs_and_says_where_we_are(
    dashboard: Server, look: Look
) -> None:
    page = look(dashboard, "/solid?lang=uk")
    here = page.locator("a[aria-current=page]")
    expect(here).to_have_text(["Висновки", "Чи це надійно?"])
    turn_to(page, "participation")
    expect(here).to_have_text(["Висновки", "Участь"])
    turn_to(page, "method")
    expect(here).to_have_count(0)
