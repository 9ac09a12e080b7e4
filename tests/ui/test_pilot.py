"""Pilot without a browser; and one pilot alone, on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from swit_data import findings
from swit_data.documents.making import Wanted, document
from swit_data.findings import Scene
from swit_data.release.illustrative import illustrative
from swit_data.released.tables import NARRATIVES
from swit_data.ui import frame, sources
from swit_data.wording import languages
from tests.every_language import in_turns
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of, rows_of
from tests.ui.elements_told import elements_told
from tests.ui.test_pages import lines, open_page, shown, text_of

Open = Callable[..., AppTest]
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ("UKR: damaged",)))
    return open_page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("pilot", "chosen_round"), [("KEN", "1"), ("SUR", "1"), ("UKR", "2")])
def test_the_sentence_is_on_community_empowerment_in_this_pilot(
    app: Open, pilot: str, chosen_round: str, language: str
) -> None:
    opened = app("pilot", pilot=pilot, round=chosen_round, lang=language)
    labels = labels_of(illustrative(), language)
    scene = Scene(illustrative(), "C1", chosen_round, (pilot,), TYPES)
    assert text_of(opened, "h1") == findings.headline(scene, labels).text
    titles = [text for tag, text in lines(opened) if tag == "h2"]
    assert "C1" in titles[0]


def test_recommendations_context_facts_and_how_it_was_held_are_there(app: Open) -> None:
    opened = app("pilot", pilot="KEN", round="1", lang="en")
    said = [text for _, text in lines(opened)]
    assert "What the community recommends, and why" in said
    assert "Illustrative text. Give organisations at least a month to answer." in said
    assert "Source: Illustrative source - not a real document" in said
    assert "The context, in the words of the organisation" in said
    assert "People were reached through 6 branches." in said
    stated = [
        row
        for row in rows_of(illustrative(), "statements")
        if (row["pilot"], row["round"]) == ("KEN", "1")
    ]
    sizes = [len(table.value) for table in opened.dataframe]
    for kind in ("institution", "fact"):
        assert sum(row["kind"] == kind for row in stated) in sizes


def test_a_text_stands_under_whom_it_is_about_and_over_its_source_and_language(
    app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, *_) = rows_of(illustrative(), "narratives")
    told = {"pilot": "KEN", "round": "1", "section": "recommendation", "part": "C1"}
    told |= {"stakeholder_type": "ngo", "language": "en", "text": "Fund *us*", "source": "A vote"}
    table = pa.Table.from_pylist([first | told], NARRATIVES)
    release = replace(illustrative(), tables={**illustrative().tables, "narratives": table})
    monkeypatch.setattr(sources, "_opened", lambda: (release, ()))
    said = lines(app("pilot", pilot="KEN", round="1", lang="uk"))
    place = said.index(("p", "Fund *us*"))
    labels = labels_of(release, "uk")
    about = f"{labels.stakeholder_type('ngo')} · {labels.item('C1')}"
    assert said[place - 1 : place + 3] == [
        ("h3", about),
        ("p", "Fund *us*"),
        ("small", "Джерело: A vote"),
        ("small", "Цей текст є лише іншою мовою: English"),
    ]
    card = document(Wanted(release, "KEN", "uk", "html", date(2026, 11, 24), "1")).decode()
    line = f"{about}: Fund *us* (Джерело: A vote) (Цей текст є лише іншою мовою: English)"
    assert f"<li>{line}</li>" in card


def test_only_its_own_rounds_are_offered_and_the_latest_is_shown(app: Open) -> None:
    opened = app("pilot", pilot="SUR", round="2", lang="en")
    assert opened.selectbox(key="filter_round").options == ["1"]
    assert any(text.startswith("Suriname, March 2018: 14 people") for _, text in lines(opened))


NOT_HELD = {
    "en": "Round 2 has not been held in Suriname; round 1 is shown.",
    "uk": "Раунд 2 у Суринамі не проводили; показано раунд 1.",
}


@pytest.mark.parametrize("language", NOT_HELD)
@pytest.mark.parametrize("page", ["pilot", "documents"])
def test_a_round_that_this_pilot_has_not_held_is_never_changed_silently(
    app: Open, page: str, language: str
) -> None:
    opened = app(page, pilot="KEN", round="2", lang=language)
    said = [text for _, text in lines(opened)]
    opened.selectbox(key="filter_pilot").select("SUR").run()
    assert not opened.exception
    new = [text for _, text in lines(opened) if text not in said]
    assert NOT_HELD[language] in new
    assert NOT_HELD[language] not in said
    assert opened.selectbox(key="filter_round").value == "1"
    assert (
        opened.query_params["round"] == "2"
    )  # for the next page, and for a pilot that has held it
    opened.selectbox(key="filter_pilot").select("UKR").run()
    assert opened.selectbox(key="filter_round").value == "2"
    assert NOT_HELD[language] not in [text for _, text in lines(opened)]


def test_what_is_taken_away_names_the_round_that_is_shown(app: Open) -> None:
    opened = app("pilot", pilot="SUR", round="2", lang="en")
    found = elements_told(opened)
    captions = [each["caption"] for each in found if isinstance(each, dict) and "caption" in each]
    assert len(captions) > 3
    for caption in captions:
        assert "Round: 1" in caption


def test_the_filter_names_the_latest_round_where_that_is_shown(
    app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = "branches participants informants_without_consent"
    release = drawn(
        "pilot round type score\nKEN 1 ngo 20\nKEN 3 ngo 60\nUKR 2 ngo 50",
        pilots=f"pilot round {held}\nKEN 1 4 30 0\nKEN 3 4 30 0\nUKR 2 4 30 0",
    )
    monkeypatch.setattr(sources, "_opened", lambda: (release, ()))
    opened = app("pilot", pilot="KEN", round="2", lang="en")
    assert not opened.exception
    assert opened.selectbox(key="filter_round").options == ["1", "3"]
    assert opened.selectbox(key="filter_round").value == "3"
    said = [text for _, text in lines(opened)]
    assert "Round 2 has not been held in Kenya; round 3 is shown." in said


OTHERS = {"en": ("Indonesia", "Suriname", "Ukraine"), "uk": ("Індонезія", "Суринам", "Україна")}


@pytest.mark.parametrize(
    ("page", "language"), in_turns([name for name in frame.PAGES if name != "method"], LANGUAGES)
)
def test_one_pilot_alone_is_all_that_any_page_shows_and_it_says_so(
    app: Open, page: str, language: str
) -> None:
    opened = app(page, alone="KEN", lang=language)
    assert not opened.exception
    assert not opened.warning
    labels = labels_of(illustrative(), language)
    everything = " ".join(shown(opened)).replace(languages()["id"], "")
    name = labels.pilot("KEN")
    assert labels.wording.text("alone.shown", pilot=name) in everything
    assert name in everything
    assert [other for other in OTHERS[language] if other in everything] == []
    assert "damaged" not in everything  # what is wrong with another pilot is not told here
    assert opened.query_params["alone"] == "KEN"


def test_one_click_shows_a_pilot_alone_and_one_click_all_of_them_again(app: Open) -> None:
    opened = app("pilot", pilot="UKR", round="1", lang="en")
    opened.button(key="show_alone").click().run()
    assert opened.query_params["alone"] == "UKR"
    assert "pilot" not in opened.query_params
    assert [b.key for b in opened.button if b.key in {"show_alone", "show_all"}] == ["show_all"]
    opened.switch_page("pages/compare.py").run()
    assert not opened.warning
    assert "Kenya" not in " ".join(shown(opened))
    opened.button(key="show_all").click().run()
    assert "alone" not in opened.query_params
    assert "Kenya" in " ".join(shown(opened))


def test_alone_keeps_no_filter_that_would_be_unknown(app: Open) -> None:
    opened = app("pilot", pilot="SUR", pilots="KEN,SUR", reference="KEN", round="2", lang="en")
    opened.button(key="show_alone").click().run()
    for page in ("overview", "compare", "change"):
        opened.switch_page(f"pages/{page}.py").run()
        assert not opened.warning, page


def test_a_pilot_that_is_not_there_cannot_be_alone(app: Open) -> None:
    opened = app("overview", alone="atlantis", lang="en")
    assert "Kenya" in " ".join(shown(opened))
    assert opened.text[0].value == "alone=atlantis"
