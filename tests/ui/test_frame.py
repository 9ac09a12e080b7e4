"""The frame and the filters, without a browser: tests/browser/test_frame.py has the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from swit_data.ui import frame

Open = Callable[..., AppTest]


def shown(app: AppTest) -> str:
    return str(app.code[0].value)


def compare(app: AppTest) -> AppTest:
    return app.switch_page("pages/compare.py").run()


def test_the_frame_stands_around_every_page(app: Open) -> None:
    opened = app()
    for name, title in (("compare", "Compare"), ("method", "Method"), ("overview", "Overview")):
        opened.switch_page(f"pages/{name}.py").run()
        assert not opened.exception
        assert [each.value for each in opened.title] == [title]
        assert opened.selectbox(key="filter_language").value == "en"


def test_the_language_of_a_link(app: Open) -> None:
    opened = app(lang="uk")
    assert opened.title[0].value == "Огляд"
    opened.selectbox(key="filter_language").select("en").run()
    assert opened.title[0].value == "Overview"
    assert opened.query_params["lang"] == "en"


def test_a_filter_changes_the_selection_and_the_url(app: Open) -> None:
    opened = compare(app(lang="en"))
    opened.selectbox(key="filter_stakeholder_types").select("ngo").run()
    assert "stakeholder_types=('ngo',)" in shown(opened)
    assert opened.query_params["stakeholder"] == "ngo"
    opened.multiselect(key="filter_pilots").set_value(["UKR", "KEN"]).run()
    assert "pilots=('KEN', 'UKR')" in shown(opened)
    opened.selectbox(key="filter_stakeholder_types").select("").run()
    assert "stakeholder_types=()" in shown(opened)
    assert "stakeholder" not in opened.query_params
    opened.multiselect(key="filter_pilots").set_value([]).run()
    assert "pilots=()" in shown(opened)


def test_a_dimension_is_always_chosen_and_a_filter_begins_with_all(app: Open) -> None:
    opened = compare(app(lang="en"))
    assert opened.selectbox(key="filter_stakeholder_types").options[0] == "All"
    assert opened.selectbox(key="filter_dimension").options == ["rollout", "participation"]
    assert opened.selectbox(key="filter_dimension").value == "participation"


def test_a_link_is_followed_and_what_it_gets_wrong_is_told(app: Open) -> None:
    opened = compare(app(lang="en", pilots="UKR,atlantis", stakeholder="ngo", part="C1", no="1"))
    assert "pilots=('UKR',), round='r1', stakeholder_types=('ngo',)" in shown(opened)
    assert opened.warning[0].value.endswith("it was left out:")
    assert opened.text[0].value == "no=1\npilots=atlantis"
    assert opened.query_params["part"] == "C1"  # this page knows no parts; another one may
    opened.run()
    assert not opened.warning


def test_a_page_that_draws_no_filter_keeps_the_choice(app: Open) -> None:
    opened = compare(app(lang="en", stakeholder="ngo"))
    before = shown(opened)
    opened.switch_page("pages/method.py").run()
    opened.query_params.clear()  # as Streamlit does when a page is left
    compare(opened)
    assert shown(opened) == before


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_the_reader(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Context:
        class theme:  # noqa: N801 - as Streamlit names it
            type = theme

    monkeypatch.setattr("swit_data.ui.frame.st.context", Context)
    assert frame.theme() == theme


SAME = """
import streamlit as st
from swit_data.selection import Choices
from swit_data.ui import filters

chosen = filters.draw(("level",), Choices(levels=("a", "b", "c")), lambda _, code: "x" if code < "c" else "y")
st.code(chosen.level)
"""


def test_two_choices_of_one_name_are_told_apart() -> None:
    opened = AppTest.from_string(SAME)
    opened.query_params.update(lang="en", level="b")
    opened.run()
    assert opened.selectbox(key="filter_level").options == ["All", "x (a)", "x (b)", "y"]
    for _ in range(2):  # a click elsewhere runs the page again, with the words that the box shows
        opened.run()
        assert shown(opened) == "b"
