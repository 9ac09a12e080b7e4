"""The panel behind a number, without a browser: worked out when it is opened, at an address, in every language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from swit_data import findings
from swit_data.findings import Made, cited_number, made
from swit_data.release.illustrative import illustrative
from swit_data.released.contributions import Number
from swit_data.released.labels import Labels
from swit_data.ui import sources
from swit_data.views.behind import numbers_at
from swit_data.wording import Wording
from tests.findings.drawn_release import LANGUAGES, ROOT, labels_of
from tests.ui.elements_told import elements_told

Open = Callable[..., AppTest]
NUMBER = "KEN~1~community~government~all~participation~all"
OTHER = "KEN~1~community~ngo~all~participation~all"
WITHHELD = "SUR~1~community~government~all~participation~all"


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ()))

    def open_page(**query: str) -> AppTest:
        test = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        test.query_params.update(query)
        return test.run()

    return open_page


def said(opened: AppTest) -> list[str]:
    found = elements_told(opened)
    lines = [line for each in found if isinstance(each, list) for line in each]
    return [str(line[1]) for line in lines]


def test_what_is_behind_a_number_is_worked_out_when_it_is_opened(
    app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Number] = []

    def counted(number: Number, labels: Labels) -> Made:
        asked.append(number)
        return made(number, labels)

    illustrative().kept.clear()
    monkeypatch.setattr(findings, "made", counted)
    app(lang="en")
    assert asked == []
    app(lang="en", number=NUMBER)
    assert [each.address for each in asked] == [NUMBER]
    app(lang="en", number=NUMBER)
    assert len(asked) == 1  # made once for everybody


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", [NUMBER, WITHHELD])
def test_the_panel_stands_at_its_address(app: Open, language: str, address: str) -> None:
    opened = app(lang=language, number=address)
    assert not opened.exception
    assert opened.query_params["number"] == address
    text = Wording.of(language).text
    lines = said(opened)
    (number,) = numbers_at(illustrative(), address)
    assert cited_number(number, labels_of(illustrative(), language), date.today()) in lines  # noqa: DTZ011
    assert lines.count(text("app.illustrative")) >= 2  # on the page, and on the panel above it
    assert text("behind.promise") in lines


def test_a_withheld_number_says_why_and_no_number(app: Open) -> None:
    lines = said(app(lang="en", number=WITHHELD))
    name = lines.index("Suriname · Government · Meaningful participation")
    assert lines[name + 1].startswith("Too little answered: ")
    assert not any("between " in line for line in lines[name:])


def test_another_number_of_the_picture_is_chosen_in_the_panel(app: Open) -> None:
    opened = app(lang="en", number=NUMBER)
    chosen = opened.selectbox(key="door")
    assert chosen.value == NUMBER
    assert len(chosen.options) == 16
    chosen.select(OTHER).run()
    assert not opened.exception
    assert opened.query_params["number"] == OTHER
    assert "Kenya · NGOs · Meaningful participation" in said(opened)


def test_what_a_link_names_and_nobody_knows_is_told(app: Open) -> None:
    hostile = "KEN~<script>alert(1)</script>" + "x" * 500
    lines = said(app(lang="en", number=hostile))
    assert Wording.of("en").text("filter.ignored") in lines
    assert hostile[:80] in lines


def test_the_slide_of_a_number_is_added_once(app: Open) -> None:
    opened = app(lang="en", number=NUMBER)
    key = f"meeting_add_{NUMBER}"
    assert opened.button(key=key).label == "Add to the meeting"
    opened.button(key=key).click().run()
    assert not opened.exception
    assert opened.button(key=key).label == "In the meeting"
    opened.button(key=key).click().run()  # it is there once, and the button keeps the focus
    assert not opened.button(key=key).disabled
    meeting = opened.session_state["swit_kept_meeting"]
    assert len(meeting.slides) == 1


def test_several_numbers_of_a_sentence_stand_in_one_panel(app: Open) -> None:
    lines = said(app(lang="en", number=f"{NUMBER},{OTHER}"))
    for kind in ("Government", "NGOs"):
        assert f"Kenya · {kind} · Meaningful participation" in lines
