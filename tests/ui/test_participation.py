"""The Participation page: what each choice shows, and that every number shown is a released one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from swit_data.release.illustrative import illustrative
from swit_data.ui import sources
from tests.findings.drawn_release import LANGUAGES, labels_of
from tests.findings.sentences_by_hand import Numbers, criteria_headline, names_of
from tests.ui.test_pages import lines, open_page, text_of
from tests.ui.test_stakeholders import heads, plain
from tests.written import plain_score

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
            assert str(shown["Score, 0-100"]) == plain_score(row["score"])
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


def low_for_the_government_of_kenya() -> int:
    """Return about how many of the groups the number itself is under 40, with few who do not know."""
    rows = plain(
        "scores",
        pilot="KEN",
        round="2",
        stakeholder_type="government",
        respondent_class="community",
        target="all",
        split="all",
        scoring="standard",
        withheld="",
    )
    asked = [code for code in illustrative().framework.indicators if code.startswith("P8")]
    groups = [r for r in rows if r["item"] in asked and r["item"] != "P8_all"]
    assert len(groups) == 11
    return sum(r["score"] < 40 and r["dont_know"] <= 1 / 3 for r in groups)


@pytest.mark.parametrize(
    ("number", "head"),
    [
        ("1", "No numbers can be shown on which groups are involved"),
        (
            "2",
            (
                "In Kenya, sex workers rate government at around 40 of 100 or under on involving {} of 11 groups of "
                "sex workers; a few more answers could change this"
            ),
        ),
    ],
)
def test_the_groups_are_told_where_they_were_asked_about(app: Open, number: str, head: str) -> None:
    opened = app(round=number, lang="en")
    assert head.format(low_for_the_government_of_kenya()) in heads(opened)
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
    "query",
    [
        {"pilots": "UKR"},
        {"pilots": "UKR", "stakeholder": "ngo"},
        {"pilots": "SUR", "round": "2"},
        {"stakeholder": "un_agency"},
        {},
        {"round": "2"},
    ],
)
def test_all_one_or_no_pilot(app: Open, query: dict[str, str]) -> None:
    opened = app(lang="en", **query)
    assert not opened.exception
    release, labels = illustrative(), labels_of(illustrative())
    pilots = tuple(query["pilots"].split(",")) if "pilots" in query else release.pilots
    kinds = (query["stakeholder"],) if "stakeholder" in query else TYPES
    rows = plain(
        "scores",
        round=query.get("round", "1"),
        respondent_class="community",
        target="all",
        split="all",
    )
    numbers = Numbers(rows, pilots, kinds, [f"P{number}" for number in range(1, 11)])
    wanted = criteria_headline(numbers, names_of(labels)[1], labels.pilot)
    assert text_of(opened, "h1") == wanted
