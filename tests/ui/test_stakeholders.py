"""The Stakeholders page: what each choice shows, and that every number shown is a released one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from swit_data.ui import sources
from tests.findings.drawn_release import LANGUAGES, illustrative, labels_of
from tests.ui.test_pages import lines, open_page, text_of

Open = Callable[..., AppTest]
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ()))
    return lambda **query: open_page("stakeholders", **query)


def heads(opened: AppTest) -> list[str]:
    return [text for tag, text in lines(opened) if tag == "h2"]


def table_with(opened: AppTest, *columns: str) -> pd.DataFrame:
    """Return the table that has these columns."""
    found = [each.value for each in opened.dataframe]
    return next(table for table in found if set(columns) <= set(table.columns))


def plain(table: str, **wanted: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - values of columns
    rows = illustrative().tables[table].to_pylist()
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES)
def test_every_number_of_the_tables_is_released(app: Open, kind: str, language: str) -> None:
    opened = app(stakeholder=kind, dimension="rollout", lang=language)
    labels = labels_of(illustrative(), language)
    text = labels.wording.text
    names = {labels.pilot(code): code for code in illustrative().pilots}
    rows = plain(
        "scores",
        stakeholder_type=kind,
        item="rollout",
        round="1",
        respondent_class="community",
        split="all",
        scoring="standard",
    )
    wanted = {(row["pilot"], labels.target(kind, row["target"])): row for row in rows}
    table = table_with(opened, text("table.institution"), text("table.score"))
    for shown in table.to_dict("records"):
        row = wanted[names[shown[text("table.pilot")]], shown[text("table.institution")]]
        if row["withheld"]:
            assert pd.isna(shown[text("table.score")])
            assert shown[text("table.withheld")] == labels.reason(row["withheld"])
        else:
            assert shown[text("table.score")] == pytest.approx(row["score"], abs=0.051)
            assert shown[text("table.people")] == row["respondents"]
    assert len(table) > 6


@pytest.mark.parametrize("kind", TYPES)
def test_every_gap_of_the_table_is_released_and_under_ten_informants_none_is_clear(
    app: Open, kind: str
) -> None:
    opened = app(stakeholder=kind, dimension="participation", lang="en")
    labels = labels_of(illustrative())
    wanted = {
        (labels.pilot(row["pilot"]), labels.item(row["item"])): row
        for row in plain(
            "pairs",
            a_stakeholder_type=kind,
            b_class="institution",
            a_target="all",
            round="1",
            scoring="standard",
        )
    }
    tables = [each.value for each in opened.dataframe]
    (gaps,) = [
        t
        for t in tables
        if "Clear" in t and "Institutions about themselves" in set(t["Second side"])
    ]
    clear = 0
    for shown in gaps.to_dict("records"):
        row = wanted[shown["Pilot"], shown["What is scored"]]
        if row["withheld"]:
            assert shown["Clear"] == "–"
            continue
        assert shown["First, 0-100"] == pytest.approx(row["a_score"], abs=0.051)
        assert shown["Second, 0-100"] == pytest.approx(row["b_score"], abs=0.051)
        assert shown["First less second"] == pytest.approx(row["difference"], abs=0.051)
        assert shown["Second, people"] == row["b_respondents"]
        assert shown["Clear"] == "no" or row["b_respondents"] >= 10
        clear += shown["Clear"] == "yes"
    assert len(gaps) > 40
    assert (clear > 0) == (kind == "ngo")  # only there did ten informants and more speak, in Kenya


def test_a_part_that_is_chosen_is_what_institutions_are_compared_on(app: Open) -> None:
    labels = labels_of(illustrative())
    whole, part = (
        app(dimension="rollout", lang="en"),
        app(dimension="rollout", part="C2", lang="en"),
    )
    assert "Roll-out of the SWIT" in text_of(whole, "h1")
    assert labels.item("C2") in text_of(part, "h1")
    other = app(dimension="participation", part="C2", lang="en")  # a part of the other dimension
    assert "Meaningful participation" in text_of(other, "h1")
    (box,) = [box for box in other.selectbox if box.label == "Part"]
    assert [option for option in box.options if option.startswith("C")] == []
    assert len(box.options) == 11


def test_an_institution_that_is_chosen_is_named_and_has_its_own_gap(app: Open) -> None:
    opened = app(dimension="rollout", target="police_local", lang="en")
    assert "Government (Local police)" in text_of(opened, "h1")
    assert any("Government (Local police)" in head for head in heads(opened))
    local = app(dimension="rollout", level="local", lang="en")
    assert "Government (Local)" in text_of(local, "h1")


def test_a_government_that_contradicts_itself_is_told_with_its_institutions(app: Open) -> None:
    opened = app(dimension="rollout", lang="en")
    said = "Government: institutions of this type clearly contradict each other in 1 of 4 pilots"
    assert said in heads(opened)
    alts = [chart.proto.alt for chart in opened.get("plotly_chart")]
    (alt, *_) = [alt for alt in alts if alt.startswith("Two institutions on one line")]
    for word in ("Kenya", "Ministry of health", "national police", "the difference lies between"):
        assert word in alt
    assert "Government: no two institutions differ clearly" in heads(app(lang="en"))


@pytest.mark.parametrize(
    ("query", "pilots"),
    [({}, 4), ({"pilots": "UKR"}, 1), ({"pilots": "KEN,SUR"}, 2), ({"round": "2"}, 4)],
)
def test_all_one_or_some_pilots(app: Open, query: dict[str, str], pilots: int) -> None:
    opened = app(stakeholder="ngo", dimension="participation", lang="en", **query)
    assert not opened.exception
    matrix = json.loads(opened.get("plotly_chart")[0].proto.spec)
    assert len(matrix["layout"]["xaxis"]["ticktext"]) == pilots
    one = f"of {pilots} pilots" not in " ".join([text_of(opened, "h1"), *heads(opened)])
    assert one == (pilots == 1)


def test_a_pilot_that_has_not_held_the_round_says_so(app: Open) -> None:
    opened = app(pilots="SUR", round="2", lang="en")
    assert not opened.exception
    assert "No perception gap can be shown here" in heads(opened)
    assert "Government: no two institutions can be compared here" in heads(opened)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_honest_words_for_one_to_three_informants(app: Open, language: str) -> None:
    opened = app(stakeholder="un_agency", dimension="participation", lang=language)
    labels = labels_of(illustrative(), language)
    listed = [text for tag, text in lines(opened) if tag == "li"]
    people = {
        row["pilot"]: row["b_respondents"]
        for row in plain(
            "pairs",
            a_stakeholder_type="un_agency",
            b_class="institution",
            a_target="all",
            round="1",
            item="participation",
            scoring="standard",
        )
    }
    assert set(people.values()) == {2, 3, 4}
    for pilot, number in people.items():
        kind = "few" if number <= 3 else "some"
        said = labels.wording.plural(f"gap.informants.{kind}", number, pilot=labels.pilot(pilot))
        assert said in listed
