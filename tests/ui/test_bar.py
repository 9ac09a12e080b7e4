"""The bar of filters: the same fields in the same order on every page; one pilot alone has none without sense."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from swit_data.release.illustrative import illustrative
from swit_data.ui import frame, sources
from tests.ui.elements_told import figures_told
from tests.ui.test_pages import open_page, text_of

Open = Callable[..., AppTest]
# By hand: what each page lets choose, from left to right; "|": what follows stands under More.
BARS = {
    "overview": "pilots stakeholder_types round dimension | level weights",
    "participation": "pilots stakeholder_types round parts",
    "change": "pilots stakeholder_types dimension | parts level weights",
    "solid": "pilots stakeholder_types round dimension",
    "compare": "pilots stakeholder_types round dimension | respondent_class level target order reference",
    "stakeholders": "pilots stakeholder_types round dimension | parts level target",
    "breakdown": "pilots stakeholder_types round dimension",
    "pilot": "pilot stakeholder_types round",
    "questions": "pilots stakeholder_types round target",
    "criterion": "pilots stakeholder_types round parts",
    "documents": "pilot stakeholder_types round",
    "asks": "pilots stakeholder_types status",
}
# On Questions: which question; and in which language.
APART = {"indicator", "kind", "set", "source", "language", "document_language"}
BETWEEN = {"pilots", "pilot", "reference", "order"}  # nothing to choose for one pilot


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ()))
    return open_page


def drawn(opened: AppTest) -> list[str]:
    """Return the filters of a page in their order on the page."""
    assert not opened.exception
    boxes = [each for each in opened.main if each.type in ("selectbox", "multiselect")]
    keys = [str(each.key).removeprefix("filter_") for each in boxes]
    apart = APART | ({"parts"} if "indicator" in keys else set())
    return [key for key in keys if key not in apart]


def fields(page: str) -> list[str]:
    return [each for each in BARS[page].split() if each != "|"]


@pytest.mark.parametrize("page", BARS)
def test_the_bar_is_the_same_on_every_page(app: Open, page: str) -> None:
    keys = set(drawn(app(page, lang="en")))
    assert keys == set(fields(page))
    assert drawn(app(page, lang="en")) == fields(page)


def test_every_page_with_findings_has_the_bar() -> None:
    assert set(BARS) == set(frame.PAGES) - {"method"}


@pytest.mark.parametrize("page", BARS)
def test_one_pilot_alone_has_no_control_without_sense(app: Open, page: str) -> None:
    found = drawn(app(page, lang="en", alone="KEN"))
    assert found == [field for field in fields(page) if field not in BETWEEN]


def test_one_pilot_alone_keeps_the_round_and_so_does_the_way_back(app: Open) -> None:
    opened = app("pilot", lang="en")
    opened.button(key="show_alone").click().run()
    assert (
        opened.selectbox(key="filter_round").value == "1"
    )  # alone, it would begin with its latest
    opened.selectbox(key="filter_round").select("2").run()
    opened.button(key="show_all").click().run()
    assert opened.selectbox(key="filter_round").value == "2"  # all of them begin with the first


def test_one_country_begins_with_the_pilot_that_was_chosen(app: Open) -> None:
    assert "Ukraine" in text_of(app("pilot", lang="en", pilots="UKR"), "h1")


def test_overview_is_filtered_by_stakeholder_type(app: Open) -> None:
    opened = app("overview", lang="en")
    opened.selectbox(key="filter_stakeholder_types").select("ngo").run()
    assert not opened.exception
    assert text_of(opened, "h1") == (
        "In all 4 pilots, sex workers rate NGOs between 65 and 76 of 100 on taking part"
    )
    assert len(figures_told(opened)) == 3
