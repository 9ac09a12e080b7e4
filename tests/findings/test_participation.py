"""What Participation says: patterns over pilots and types, facts, what institutions say; by hand and by other code."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest

from swit_data import findings
from swit_data.release.illustrative import illustrative
from swit_data.released.rows import score_rows
from swit_data.released.statements import statement_rows
from swit_data.released.tables import SCORINGS
from tests.findings.drawn_release import PILOTS, TYPES, drawn, labels_of, rows_of
from tests.findings.sentences_by_hand import names_of

ROUNDS = "12"
# 60 people each: at the level of 13 numbers, Wilson reaches from 10 to 28, and from 39 to 59.
SCORES = """
pilot type       item score dont_know withheld people
KEN   government C1   10    0         - 60
IDN   government C1   10    0         - 60
SUR   government C1   39    0         - 60
UKR   government C1   41    0         - 60
KEN   government C2   10    0         - 60
IDN   government C2   10    0         - 60
SUR   government C2   10    0.4       - 60
UKR   government C2   -     -         too_few_people 60
KEN   ngo        C1   70    0         - 60
IDN   ngo        C1   80    0         - 60
SUR   ngo        C1   90    0         - 60
UKR   ngo        C1   69    0         - 60
KEN   ngo        C2   50    0         - 60
IDN   ngo        C2   50    0         - 60
"""
UNSURE = "; a few more answers could change this"


def criteria_of(text: str, pilots: tuple[str, ...] = PILOTS) -> findings.Criteria:
    release = drawn(text)
    rows = [score_rows(release, ["C1", "C2"], chosen_round="1", scoring=s) for s in SCORINGS]
    return findings.Criteria(pd.concat(rows), pilots, labels_of(release))


def test_a_pattern_needs_more_than_half_of_the_pilots_with_a_number() -> None:
    """C2 is clearly low in two of the three pilots with a number: many do not know in Suriname."""
    criteria = criteria_of(SCORES)
    assert findings.participation_headline(criteria) == (
        "Sex workers rate government clearly under 40 of 100 on 1 of 2 criteria of meaningful participation in most "
        "pilots with a number (a number is missing for Ukraine)"
    )
    assert findings.pattern_lines(criteria) == (
        (
            "In 2 of 3 pilots with a number (Kenya and Indonesia; none for Ukraine), sex workers rate government "
            "clearly under 40 on “C2”. In 3 of 4 pilots (Kenya, Indonesia, and Suriname), sex workers rate government "
            "at around 40 or under on “C1”."
        ),
        (
            "In 3 of 4 pilots (Kenya, Indonesia, and Suriname), sex workers rate NGOs at around 70 or more on “C1”."
        ),
    )


def test_two_of_three_are_most_and_two_of_four_are_not() -> None:
    three = findings.participation_headline(criteria_of(SCORES, ("KEN", "IDN", "SUR")))
    assert "rate government clearly under 40 of 100 on 2 of 2 criteria" in three
    assert "1 of 2" in findings.participation_headline(criteria_of(SCORES))


def test_one_pilot_is_named_and_is_no_pattern() -> None:
    criteria = criteria_of(SCORES, ("KEN",))
    assert findings.participation_headline(criteria) == (
        "In Kenya, sex workers rate government clearly under 40 of 100 on 2 of 2 criteria of meaningful participation"
    )
    assert findings.pattern_lines(criteria)[1] == (
        "In Kenya, sex workers rate NGOs at around 70 or more on “C1”."
    )


def test_types_that_tie_are_all_named() -> None:
    text = "pilot type item score\nKEN government C1 10\nKEN ngo C1 10\nKEN un_agency C1 60"
    assert "rate government and NGOs clearly" in findings.participation_headline(
        criteria_of(text, ("KEN",))
    )


def test_a_number_without_an_interval_is_around_nothing_where_others_have_one() -> None:
    text = """
        pilot type       item score low high people
        KEN   government C1   38    30  46   40
        KEN   ngo        C1   10    -   -    8
    """
    said = findings.participation_headline(criteria_of(text, ("KEN",)))
    assert said == (
        "In Kenya, sex workers rate government at around 40 of 100 or under on “C1”" + UNSURE
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("KEN ngo C1 97 - ", "NGOs clearly at 70 or more of 100 on “C1”"),
        ("KEN ngo C1 80 - ", "NGOs at around 70 of 100 or more on “C1”"),
        ("KEN ngo C1 50 - ", "no stakeholder type under 40, or at 70 or more, on a criterion"),
        ("KEN ngo C1 - too_few_people", "No numbers on meaningful participation can be shown"),
    ],
)
def test_the_sentence_without_anything_low(text: str, said: str) -> None:
    criteria = criteria_of(f"pilot type item score withheld\n{text}", ("KEN",))
    assert said in findings.participation_headline(criteria)


def test_groups_count_the_pilots_that_asked_about_them() -> None:
    criteria = criteria_of("\n".join(SCORES.splitlines()[:3]))
    assert findings.reached_headline(criteria) == (
        "In Kenya, sex workers rate government clearly under 40 of 100 on “C1”"
    )
    nothing = findings.Criteria(criteria.rows.iloc[:0], PILOTS, criteria.labels)
    empty = findings.reached_headline(nothing)
    assert empty == "No numbers can be shown on which groups are involved"


@pytest.mark.parametrize("chosen_round", ROUNDS)
@pytest.mark.parametrize("kind", ["criteria", "groups"])
def test_patterns_are_the_same_by_another_hand(chosen_round: str, kind: str) -> None:
    release = illustrative()
    measured, labels = release.framework, labels_of(release)
    parts = [code for code, part in measured.parts.items() if part.dimension == "participation"]
    groups = [code for code in measured.indicators if code.startswith("P8") and code != "P8_all"]
    items = parts if kind == "criteria" else groups
    plain = [
        row
        for row in rows_of(release, "scores")
        if row["item"] in items
        and (row["round"], row["target"], row["scoring"]) == (chosen_round, "all", "standard")
        and (row["respondent_class"], row["split"]) == ("community", "all")
    ]
    asked = {row["pilot"] for row in plain} if kind == "groups" else set(release.pilots)
    frames = [score_rows(release, items, chosen_round=chosen_round, scoring=s) for s in SCORINGS]
    criteria = findings.Criteria(pd.concat(frames), release.pilots, labels)
    say = findings.participation_headline if kind == "criteria" else findings.reached_headline
    said = say(criteria)
    low = {
        code: sum(mostly_low(plain, code, item, asked) for item in items)
        for code in (each.code for each in measured.external_types)
    }
    most = max(low.values(), default=0)
    if not plain:
        assert "No numbers can be shown" in said
        return
    named = [names_of(labels)[1](code) for code, count in low.items() if count == most]
    assert most > 0
    assert (
        "around 40 of 100 or under" in said
    )  # nothing is clearly so at the level of so many numbers
    assert all(name in said for name in named)
    assert f" {most} of {len(items)} " in said


def mostly_low(plain: list[dict[str, Any]], code: str, item: str, asked: set[str]) -> bool:
    """Say whether an item is low in two pilots, or the one that asked, and in most of those with a number."""
    mine = [row for row in plain if about(row) == (code, item) and not row["withheld"]]
    low = [row for row in mine if row["score"] < 40 and known(row) and row["low"] is not None]
    return len(low) >= min(2, len(asked)) and 2 * len(low) > len(mine)


def known(row: dict[str, Any]) -> bool:
    return not row["withheld"] and row["dont_know"] <= 1 / 3


def about(row: dict[str, Any]) -> tuple[str, str]:
    return row["stakeholder_type"], row["item"]


def test_every_cell_is_said() -> None:
    release = drawn(SCORES)
    rows = score_rows(release, ["C1", "C2"], chosen_round="1", pilots=("UKR",))
    assert findings.spoken_cells(rows, labels_of(release)) == (
        "Ukraine, Government, C1: 41; Ukraine, Government, C2: too few people; Ukraine, NGOs, C1: 69."
    )
    assert set(rows["stakeholder_type"]) <= set(TYPES)


@pytest.mark.parametrize(
    ("kind", "chosen_round"), [*itertools.product(("P3c_time", "P7a_seat"), ROUNDS)]
)
def test_facts_are_said_with_their_measure_and_every_institution(
    kind: str, chosen_round: str
) -> None:
    release = illustrative()
    labels = labels_of(release)
    rows = statement_rows(release, "fact", [kind], chosen_round=chosen_round)
    plain = [
        row
        for row in rows_of(release, "statements")
        if (row["kind"], row["indicator"], row["round"]) == ("fact", kind, chosen_round)
    ]
    said = findings.fact_lines(rows, labels)
    assert set(said) == ({kind} if plain else set())
    if not plain:
        assert chosen_round == "2"
        return
    measure, looked_up, *answers = said[kind]
    assert measure == labels.plain(kind)
    assert looked_up == f"{len(plain)} institutions were looked up."
    for answer in {row["answer"] for row in plain}:
        same = [row for row in plain if row["answer"] == answer]
        head = f"{labels.answer(kind, answer)} ({len(same)} of {len(plain)}): "
        (line,) = [each for each in answers if each.startswith(head)]
        for row in same:
            assert labels.target(row["stakeholder_type"], row["target"]) in line
            assert f"{labels.pilot(row['pilot'])}: " in line
    table = findings.fact_table(rows, labels)
    assert len(table) == len(plain)
    assert set(table["Source"]) == {"Illustrative source - not a real document"}
    assert set(table["Month"]) == {"March 2018"}


def test_two_weeks_stand_against_the_month_that_networks_need() -> None:
    release = illustrative()
    rows = statement_rows(release, "fact", ["P3c_time"], chosen_round="1")
    measure, _, *answers = findings.fact_lines(rows, labels_of(release))["P3c_time"]
    assert "One month is the measure." in measure
    assert any(line.startswith("One to two weeks (5 of 15): Kenya: ") for line in answers)


def test_what_institutions_say_is_counted_by_institution() -> None:
    release = illustrative()
    rows = statement_rows(release, "institution", ["P8c_hiv"], chosen_round="2", pilots=("KEN",))
    table = findings.statement_table(rows, labels_of(release))
    assert len(table) == len(rows) > 5
    for shown, row in zip(table.to_dict("records"), rows.to_dict("records"), strict=True):
        assert shown["Informants who said so"] == f"{row['count']:.0f} of {row['of']:.0f}"
        assert shown["Pilot"] == "Kenya"
