"""Find it again, without a browser: how numbers were made, who answered, the reference, the guided reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from swit_data import findings
from swit_data.documents import About
from swit_data.release.illustrative import illustrative
from swit_data.released.rows import score_rows
from swit_data.ui import guide, sources, take_away
from swit_data.views.view import table
from swit_data.wording import Wording
from tests.findings.drawn_release import LANGUAGES, ROOT, drawn, labels_of
from tests.ui.elements_told import elements_told, figures_told

Open = Callable[..., AppTest]


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ()))

    def open_page(name: str = "overview", **query: str) -> AppTest:
        test = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        test.query_params.update(query)
        return test.run() if name == "overview" else test.switch_page(f"pages/{name}.py").run()

    return open_page


def data_of(opened: AppTest) -> list[dict[str, object]]:
    found = elements_told(opened)
    return [each for each in found if isinstance(each, dict)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_can_be_saved_and_its_caption_says_what_it_is_of(
    app: Open, language: str
) -> None:
    opened = app(lang=language)
    buttons = [each for each in data_of(opened) if "figure" in each]
    text = Wording.of(language).text
    key = text("key.title")
    charts = [each for each in figures_told(opened) if not each.alt.startswith(key)]
    assert len(buttons) == len(charts)
    for each in buttons:
        caption = each["caption"]
        assert isinstance(caption, list)
        quoted = caption[0]
        assert quoted.startswith(f"{text('app.illustrative')}. ")
        assert illustrative().fingerprint in quoted
        assert date.today().isoformat() in quoted  # noqa: DTZ011 - the reader's own day
        assert str(each["title"]).rstrip(".") in quoted
        assert each["title"]
        for row in illustrative().frame("pilot").to_dict("records"):  # who answered, and when
            if row["round"] == "1":
                people = Wording.of(language).plural("who.people", int(row["community"]))
                month = Wording.of(language).month(row["month"])
                assert f"{Wording.of(language).country(row['pilot'])}, {month}: {people}" in quoted
        assert "illustrative" in str(each["name"])
        assert each["alt"] in {chart.alt for chart in charts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guided_reading_has_four_steps(app: Open, language: str) -> None:
    (steps,) = [each for each in data_of(app(lang=language)) if "steps" in each]
    said = [step["text"] for step in steps["steps"]]  # type: ignore[attr-defined]
    assert len(said) == len(guide.PLACES) == 4
    assert said == [Wording.of(language).text(f"guide.{n}") for n in range(1, 5)]


def test_a_reference_adds_its_differences_and_stays_in_the_url(app: Open) -> None:
    opened = app("compare", lang="en")
    before = len(figures_told(opened))
    opened.selectbox(key="filter_reference").select("KEN").run()
    assert not opened.exception
    assert len(figures_told(opened)) == before + 1
    assert opened.query_params["reference"] == "KEN"
    opened.selectbox(key="filter_order").select("value").run()
    assert opened.query_params["order"] == "value"
    said = [text for e in data_of_lines(opened) for _, text in e]
    assert any(text.startswith("Compared with Kenya: ") for text in said)
    assert any("The lowest number of Kenya stands first." in text for text in said)


def data_of_lines(opened: AppTest) -> list[list[list[str]]]:
    found = elements_told(opened)
    return [each for each in found if isinstance(each, list)]


def test_a_file_says_what_is_chosen() -> None:
    chosen = {"dimension": ("participation",), "pilots": ("KEN", "UKR"), "round": ("2",)}
    told: About = take_away.about_view(labels_of(illustrative()), "T", "overview", chosen)
    facts = dict(told.facts)
    assert facts["Dimension"] == "Meaningful participation"
    assert facts["Pilots"] == "Kenya and Ukraine"
    assert facts["Round"] == "2"
    assert facts["Page"] == "Overview"


def test_names_of_files_say_page_release_and_what_is_invented() -> None:
    named = take_away.file_name(labels_of(illustrative(), "uk"), "csv-0/../х")
    assert named == f"swit-illustrative-overview-csv-0------{illustrative().fingerprint[:8]}"
    assert "illustrative" not in take_away.file_name(
        labels_of(drawn("pilot type score\nKEN ngo 4")), "x"
    )


def test_rows_without_numbers_draw_no_calculation() -> None:
    rows = score_rows(illustrative(), ["no_such_item"], chosen_round="1")
    labels = labels_of(illustrative())
    assert table("T", findings.score_table(rows, labels), labels, made=rows).made == ()
