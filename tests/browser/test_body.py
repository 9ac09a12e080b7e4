"""The body of a page: what says the same stays, what says something else is changed, all of it is drawn in the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look, Server, gone_on, settle
from tests.browser.test_pages import PHONE, WIDE, choose, plots

WIDTHS = """() => [...document.querySelectorAll(".swit-picture")].filter(each => each.checkVisibility()).map(each =>
  [each.clientWidth, Number(each.querySelector("svg.main-svg").getAttribute("width"))])"""


def mark(page: Page) -> None:
    """Write on every picture and every line of words: an element that is made anew is not marked any more."""
    page.evaluate(
        "() => document.querySelectorAll('.js-plotly-plot, .swit-body .swit-lines').forEach(e => e.dataset.old = 1)"
    )


def kept(page: Page, name: str) -> int:
    return page.locator(f"{name}[data-old]").count()


def test_another_choice_changes_the_pictures_and_makes_none_anew(
    dashboard: Server, look: Look
) -> None:
    page = look(dashboard, "/compare?lang=en&dimension=rollout")
    before = plots(page)
    mark(page)
    choose(page, "Stakeholder type", "NGOs")
    expect(page).to_have_url(re.compile("stakeholder=ngo"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("NGOs")
    after = plots(page)
    assert len(before) == len(after) == kept(page, ".js-plotly-plot") == 3
    assert not set(before) & set(after)
    assert kept(page, ".swit-lines") > 0  # how to read a picture is said as before


def test_another_width_and_an_opened_fold_are_drawn_at_their_size(
    dashboard: Server, look: Look
) -> None:
    page = look(dashboard, "/?lang=en")
    wide = len(plots(page))
    page.set_viewport_size({"width": 900, "height": 720})
    page.wait_for_function(
        f"() => ({WIDTHS})().every(([room, drawn]) => room === drawn && room < 900)"
    )
    folded = page.locator("details.swit-folded").filter(has_text="What is not shown, and why")
    expect(folded.locator(".js-plotly-plot")).to_have_count(0)  # not drawn before somebody opens it
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(folded.locator("svg.main-svg").first).to_be_visible(timeout=1)  # paper waits for nothing
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    folded.locator("summary").click()
    expect(folded.locator("svg.main-svg").first).to_be_visible()
    assert len(plots(page)) == wide + 1
    assert all(room == drawn for room, drawn in page.evaluate(WIDTHS))


# Of each picture: whether the room of its names was known, and every mark and word of it with its place.
DRAWN = """() => { switDrawAll(); return [...document.querySelectorAll(".js-plotly-plot")].map(each => [
  each.layout.yaxis?.automargin === false,
  [...each.querySelectorAll(".main-svg :is(path, text, g)")].map(mark => [
    mark.tagName, mark.textContent, ...["d", "transform", "x"].map(name => mark.getAttribute(name))])]) }"""


@pytest.mark.parametrize(
    "path",
    ["", *(pytest.param(path, marks=pytest.mark.long) for path in ("stakeholders", "questions"))],
)
def test_a_page_that_was_there_before_is_drawn_the_same_in_one_go(
    dashboard: Server, look: Look, path: str
) -> None:
    """How much room the names of rows need is known then; Plotly finds it out by drawing twice."""
    page = look(dashboard, "/method?lang=uk")
    visits = []
    # Three: at the first its letters may still be on their way, and nothing is kept of what they needed.
    for _ in range(3):
        gone_on(page, f"{dashboard.address}/{path}?lang=uk")
        plots(page)
        visits.append(page.evaluate(DRAWN))
        for size in (PHONE, WIDE):  # where Plotly cannot give the names what they need
            page.set_viewport_size(size)
            settle(page)
            plots(page)
        gone_on(page, f"{dashboard.address}/method?lang=uk")
    drawings = [[drawing for _, drawing in visit] for visit in visits]
    assert drawings[0] == drawings[1] == drawings[2] != []
    assert all(at_once for at_once, _ in visits[2])
