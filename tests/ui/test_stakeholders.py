"""The Stakeholders page: what each choice shows, and that every number shown is a released one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from swit_data.release.illustrative import illustrative
from swit_data.released.labels import Labels
from swit_data.ui import sources
from tests.every_language import in_turns
from tests.findings.drawn_release import LANGUAGES, labels_of, rows_of
from tests.findings.sentences_by_hand import opened as opened_with
from tests.findings.sentences_by_hand import phrase
from tests.findings.test_headline import excludes_zero
from tests.ui.elements_told import figures_told
from tests.ui.test_pages import lines, open_page, text_of
from tests.written import plain_score, whole

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
    rows = rows_of(illustrative(), table)
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


@pytest.mark.parametrize(("kind", "language"), in_turns(TYPES, LANGUAGES))
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
            assert str(shown[text("table.score")]) == plain_score(row["score"], language)
            assert shown[text("table.people")] == row["respondents"]
    assert len(table) > 6


def compared(kind: str, dimension: str, number: str) -> list[dict[str, Any]]:
    """Return the published pairs of the page in every scoring: gaps of all institutions, and two institutions."""
    measured = illustrative().framework
    parts = {part.code for part in measured.parts.values() if part.dimension == dimension}
    asked = {each.code for each in measured.indicators.values() if each.part in parts}
    return [
        row
        for row in plain("pairs", a_stakeholder_type=kind, b_stakeholder_type=kind, round=number)
        if not row["withheld"]
        and row["item"] in {dimension, *parts, *(asked if row["b_class"] != "community" else ())}
        and (row["b_class"] == "community" or row["a_target"] == "all")
    ]


def clear_by_hand(kind: str, dimension: str, number: str) -> list[dict[str, Any]]:
    """Return the pairs that lie 5 points from 0, to one side under three scorings, at the level of all of them."""
    rows = compared(kind, dimension, number)
    every = sum(row["scoring"] == "standard" for row in rows)
    sides: dict[tuple[str, ...], dict[str, int]] = {}
    for row in rows:
        pair = tuple(row[name] for name in ("pilot", "item", "b_class", "a_target", "b_target"))
        enough = row["b_class"] == "community" or row["b_respondents"] >= 10
        side = excludes_zero(row, every) if enough else 0
        sides.setdefault(pair, {})[row["scoring"]] = side
    return [
        row
        for row in rows
        if row["scoring"] == "standard"
        for pair in [tuple(row[n] for n in ("pilot", "item", "b_class", "a_target", "b_target"))]
        if abs(sum(sides[pair][s] for s in ("standard", "middle_low", "middle_high"))) == 3
    ]


def released_gaps(kind: str, labels: Labels) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the gap of round 1 about all institutions of a type by the names of pilot and item."""
    rows = plain(
        "pairs",
        a_stakeholder_type=kind,
        b_class="institution",
        a_target="all",
        round="1",
        scoring="standard",
    )
    return {(labels.pilot(row["pilot"]), labels.item(row["item"])): row for row in rows}


@pytest.mark.parametrize("kind", TYPES)
def test_every_gap_of_the_table_is_released_and_clear_by_another_hand(app: Open, kind: str) -> None:
    opened = app(stakeholder=kind, dimension="participation", lang="en")
    labels = labels_of(illustrative())
    wanted = released_gaps(kind, labels)
    tables = [each.value for each in opened.dataframe]
    (gaps,) = [
        t
        for t in tables
        if "Clear" in t and "Institutions about themselves" in set(t["Second side"])
    ]
    clear = {
        (labels.pilot(row["pilot"]), labels.item(row["item"]))
        for row in clear_by_hand(kind, "participation", "1")
        if row["b_class"] == "institution"
    }
    for shown in gaps.to_dict("records"):
        key = (shown["Pilot"], shown["What is scored"])
        row = wanted[key]
        if row["withheld"]:
            assert shown["Clear"] == "–"
            continue
        assert str(shown["First, 0-100"]) == plain_score(row["a_score"])
        assert str(shown["Second, 0-100"]) == plain_score(row["b_score"])
        # What a reader with a pencil finds between the two whole numbers.
        assert shown["First less second"] == whole(row["a_score"]) - whole(row["b_score"])
        assert shown["Second, people"] == row["b_respondents"]
        assert shown["Clear"] == ("yes" if key in clear else "no")
    assert len(gaps) > 40


def test_of_twelve_informants_a_gap_is_clear_alone_and_not_beside_all_others() -> None:
    labels = labels_of(illustrative())
    for kind in TYPES:  # only in Kenya did twelve people speak for NGOs
        row = released_gaps(kind, labels)["Kenya", labels.item("participation")]
        assert (row["b_respondents"] >= 10) == (kind == "ngo")
        assert (excludes_zero(row, 1) == -1) == (kind == "ngo")
        assert clear_by_hand(kind, "participation", "1") == []


def test_a_part_that_is_chosen_is_what_institutions_are_compared_on(app: Open) -> None:
    dimension, part = (
        app(dimension="rollout", lang="en"),
        app(dimension="rollout", part="C2", lang="en"),
    )
    assert "on rolling out the SWIT" in text_of(dimension, "h1")
    assert "on addressing violence against sex workers" in text_of(part, "h1")
    other = app(dimension="participation", part="C2", lang="en")  # a part of the other dimension
    assert "on taking part" in text_of(other, "h1")
    (box,) = [box for box in other.selectbox if box.label == "Part"]
    assert [option for option in box.options if option.startswith("C")] == []
    assert len(box.options) == 11


def test_an_institution_that_is_chosen_is_named_and_has_its_own_gap(app: Open) -> None:
    opened = app(dimension="rollout", target="police_local", lang="en")
    assert "rate the local police " in text_of(opened, "h1")
    assert any("rate the local police " in head for head in heads(opened))
    local = app(dimension="rollout", level="local", lang="en")
    assert "rate government at the local level " in text_of(local, "h1")


def test_a_government_that_contradicts_itself_is_told_with_its_institutions(app: Open) -> None:
    opened = app(dimension="rollout", round="2", lang="en")
    labels = labels_of(illustrative())
    found = [
        row for row in clear_by_hand("government", "rollout", "2") if row["b_class"] == "community"
    ]
    assert {row["pilot"] for row in found} == {"KEN"}
    assert {row["item"] for row in found} == {"C2", "C4"}
    said = (
        "In 1 of 3 pilots that can be compared (not Suriname), sex workers rate two institutions clearly differently, "
        "though both are government"
    )
    assert said in heads(opened)
    table = table_with(opened, "Clear", "First less second")
    pairs = [t.value for t in opened.dataframe if "Clear" in t.value]
    (table,) = [t for t in pairs if "Institutions about themselves" not in set(t["Second side"])]
    assert sorted(table.loc[table["Clear"] == "yes", "What is scored"]) == sorted(
        labels.item(row["item"]) for row in found
    )
    alts = [figure.alt for figure in figures_told(opened)]
    (alt, *_) = [alt for alt in alts if alt.startswith("Two institutions on one line")]
    for word in ("Kenya", "ministry of health", "national police", "the difference in points lies"):
        assert word in alt
    assert "For government, no two institutions differ clearly" in heads(app(lang="en"))


def test_what_is_clear_in_one_pilot_is_not_beside_all_that_four_compare(app: Open) -> None:
    assert clear_by_hand("government", "rollout", "1") == []
    none = "For government, no two institutions differ clearly"
    assert none in heads(app(dimension="rollout", round="1", lang="en"))
    said = "In Kenya, sex workers rate two institutions clearly differently, though both are government"
    assert said in heads(app(dimension="rollout", round="1", pilots="KEN", lang="en"))


@pytest.mark.parametrize(
    ("query", "pilots"),
    [
        ({}, ("KEN", "IDN", "SUR", "UKR")),
        ({"pilots": "UKR"}, ("UKR",)),
        ({"pilots": "KEN,SUR"}, ("KEN", "SUR")),
        ({"round": "2"}, ("KEN", "IDN", "SUR", "UKR")),
    ],
)
def test_all_one_or_some_pilots(app: Open, query: dict[str, str], pilots: tuple[str, ...]) -> None:
    opened = app(stakeholder="ngo", dimension="participation", lang="en", **query)
    assert not opened.exception
    matrix = figures_told(opened)[0].spec
    assert len({trace["name"] for trace in matrix["data"]}) == len(pilots)
    rows = plain(
        "scores",
        stakeholder_type="ngo",
        item="participation",
        round=query.get("round", "1"),
        respondent_class="community",
        target="all",
        split="all",
        scoring="standard",
        withheld="",
    )
    of = {row["pilot"]: row["score"] for row in rows if row["pilot"] in pilots}
    low, high = plain_score(min(of.values())), plain_score(max(of.values()))
    between = f"at {low}" if low == high else f"between {low} and {high}"
    known = [pilot for pilot in pilots if pilot in of]
    counted = phrase(known, known, pilots, labels_of(illustrative()).pilot)
    wanted = f"{opened_with(counted)}, sex workers rate NGOs {between} of 100 on taking part"
    assert text_of(opened, "h1") == wanted


def test_a_pilot_that_has_not_held_the_round_says_so(app: Open) -> None:
    opened = app(pilots="SUR", round="2", lang="en")
    assert not opened.exception
    assert "No perception gap can be shown here" in heads(opened)
    assert "For government, no two institutions can be compared here" in heads(opened)


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
