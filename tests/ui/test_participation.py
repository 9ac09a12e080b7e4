"""The Participation page: what each choice shows, and that every number shown is a released one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from swit_data.ui import sources
from tests.findings.drawn_release import LANGUAGES, illustrative, labels_of
from tests.ui.test_pages import lines, open_page, text_of
from tests.ui.test_stakeholders import heads, plain

Open = Callable[..., AppTest]
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ()))
    return lambda **query: open_page("participation", **query)


def score_tables(opened: AppTest) -> list[pd.DataFrame]:
    return [each.value for each in opened.dataframe if "Score, 0-100" in each.value]


@pytest.mark.parametrize("chosen_round", ["1", "2"])
@pytest.mark.parametrize("kind", ["", *TYPES])
def test_every_number_of_the_tables_is_released(app: Open, kind: str, chosen_round: str) -> None:
    opened = app(round=chosen_round, lang="en", **({"stakeholder": kind} if kind else {}))
    labels = labels_of(illustrative())
    rows = plain(
        "scores",
        round=chosen_round,
        respondent_class="community",
        target="all",
        split="all",
        scoring="standard",
    )
    wanted = {
        (
            labels.pilot(row["pilot"]),
            labels.stakeholder_type(row["stakeholder_type"]),
            labels.item(row["item"]),
        ): row
        for row in rows
    }
    tables = score_tables(opened)
    assert len(tables) == (3 if chosen_round == "2" else 2)
    types: set[Any] = set()
    for shown in (row for table in tables for row in table.to_dict("records")):
        row = wanted[shown["Pilot"], shown["Stakeholder type"], shown["What is scored"]]
        types.add(row["stakeholder_type"])
        if row["withheld"]:
            assert pd.isna(shown["Score, 0-100"])
        else:
            assert shown["Score, 0-100"] == pytest.approx(row["score"], abs=0.051)
            assert shown["People"] == row["respondents"]
    assert types == ({kind} if kind else set(TYPES))


def test_the_ten_criteria_stand_in_their_order(app: Open) -> None:
    criteria, *_ = score_tables(app(lang="en"))
    codes = [item.split()[0] for item in dict.fromkeys(criteria["What is scored"])]
    assert codes == [f"P{number}" for number in range(1, 11)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_criterion_brings_its_questions_and_its_facts(app: Open, language: str) -> None:
    opened = app(part="P3", lang=language)
    labels = labels_of(illustrative(), language)
    assert labels.item("P3c_time") in [text for tag, text in lines(opened) if tag == "h3"]
    assert labels.item("P7a_seat") not in [text for tag, text in lines(opened) if tag == "h3"]
    asked = {
        item for each in opened.dataframe for item in each.value.astype(str).to_numpy().ravel()
    }
    assert labels.item("P3c_month") in asked
    assert labels.item("P1_who") not in asked


def test_every_fact_stands_with_its_source(app: Open) -> None:
    opened = app(lang="en")
    (table,) = [each.value for each in opened.dataframe if "Source" in each.value]
    facts = plain("statements", kind="fact", round="1")
    asked = [row for row in facts if row["indicator"] in ("P3c_time", "P7a_seat")]
    assert len(table) == len(asked) == 30
    assert set(table["Source"]) == {row["source"] for row in asked}
    listed = [text for tag, text in lines(opened) if tag == "li"]
    assert any(line.startswith("Less than a week (3 of 15): Kenya: UNAIDS") for line in listed)
    told = [text for tag, text in lines(opened) if tag == "p"]
    assert any("One month is the measure." in line for line in told)


@pytest.mark.parametrize(
    ("number", "head"), [("1", "no numbers can"), ("2", "Kenya, Government: 11 of 11")]
)
def test_the_groups_are_told_where_they_were_asked_about(app: Open, number: str, head: str) -> None:
    opened = app(round=number, lang="en")
    assert any(head in each for each in heads(opened))
    told = [text for tag, text in lines(opened) if tag == "p"]
    assert "Group by group it was asked in: Kenya (round 2)." in told
    said = [each.value for each in opened.dataframe if "Informants who said so" in each.value]
    statements = [
        row
        for row in plain("statements", kind="institution", round=number)
        if row["indicator"].startswith("P8") and row["indicator"] != "P8_all"
    ]
    assert sum(len(table) for table in said) == len(statements)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"pilots": "UKR"}, "Ukraine, Government: "),
        ({"pilots": "UKR", "stakeholder": "ngo"}, "Ukraine, NGOs: "),
        ({"pilots": "SUR", "round": "2"}, "No numbers on meaningful participation"),
        ({"stakeholder": "un_agency"}, "no criterion of meaningful participation is"),
        ({}, "Government: 6 of 10 criteria"),
    ],
)
def test_all_one_or_no_pilot(app: Open, query: dict[str, str], said: str) -> None:
    opened = app(lang="en", **query)
    assert not opened.exception
    assert said.lower() in text_of(opened, "h1").lower()
