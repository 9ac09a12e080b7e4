"""What Participation says: patterns over pilots and types, facts, what institutions say; by hand and by other code."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from swit_data import findings
from swit_data.release.rows import score_rows
from swit_data.release.stated import statement_rows
from tests.findings.drawn_release import PILOTS, TYPES, drawn, illustrative, labels_of

ROUNDS = "12"
SCORES = """
pilot type       item score dont_know withheld
KEN   government C1   10    0         -
IDN   government C1   20    0         -
SUR   government C1   39    0         -
UKR   government C1   41    0         -
KEN   government C2   10    0         -
IDN   government C2   10    0         -
SUR   government C2   10    0.4       -
UKR   government C2   -     -         too_few_people
KEN   ngo        C1   70    0         -
IDN   ngo        C1   80    0         -
SUR   ngo        C1   90    0         -
UKR   ngo        C1   69    0         -
KEN   ngo        C2   50    0         -
IDN   ngo        C2   50    0         -
"""


def rows_of(text: str, pilots: tuple[str, ...] = PILOTS) -> Any:  # noqa: ANN401 - labels and the frame
    release = drawn(text)
    rows = score_rows(release, ["C1", "C2"], chosen_round="1", pilots=pilots)
    return labels_of(release), rows


def test_a_pattern_needs_more_than_half_of_the_pilots() -> None:
    labels, rows = rows_of(SCORES)
    assert findings.participation_headline(rows, PILOTS, labels) == (
        "Government: 1 of 2 criteria of meaningful participation are under 40 of 100 in most pilots"
    )
    assert findings.pattern_lines(rows, PILOTS, labels) == (
        "Government. Under 40 in most pilots: C1. 70 or more in most pilots: none.",
        "NGOs. Under 40 in most pilots: none. 70 or more in most pilots: C1.",
    )


def test_two_of_three_are_most_and_two_of_four_are_not() -> None:
    labels, rows = rows_of(SCORES, ("KEN", "IDN", "SUR"))
    said = findings.participation_headline(rows, ("KEN", "IDN", "SUR"), labels)
    assert "Government: 2 of 2 criteria" in said
    assert "1 of 2" in findings.participation_headline(rows, PILOTS, labels)


def test_one_pilot_is_named_and_is_no_pattern() -> None:
    labels, rows = rows_of(SCORES, ("KEN",))
    assert findings.participation_headline(rows, ("KEN",), labels) == (
        "Kenya, Government: 2 of 2 criteria of meaningful participation are under 40 of 100"
    )
    assert findings.pattern_lines(rows, ("KEN",), labels)[1] == (
        "NGOs. Under 40: none. 70 or more: C1."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("KEN ngo C1 80 - ", "NGOs: 1 of 1 criteria of meaningful participation are 70 or more"),
        ("KEN ngo C1 50 - ", "no criterion of meaningful participation is low, and none is high"),
        ("KEN ngo C1 - too_few_people", "No numbers on meaningful participation can be shown"),
    ],
)
def test_the_sentence_without_anything_low(text: str, said: str) -> None:
    labels, rows = rows_of(f"pilot type item score withheld\n{text}", ("KEN",))
    assert said in findings.participation_headline(rows, ("KEN",), labels)


def test_groups_count_the_pilots_that_asked_about_them() -> None:
    labels, rows = rows_of(SCORES, ("KEN",))
    assert findings.reached_headline(rows, PILOTS, labels) == (
        "Kenya, Government: 2 of 2 groups of sex workers are under 40 of 100"
    )
    empty = findings.reached_headline(rows.iloc[:0], PILOTS, labels)
    assert empty == "Which groups are involved: no numbers can be shown here"


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
        for row in release.tables["scores"].to_pylist()
        if row["item"] in items
        and (row["round"], row["target"], row["scoring"]) == (chosen_round, "all", "standard")
        and (row["respondent_class"], row["split"]) == ("community", "all")
    ]
    asked = len({row["pilot"] for row in plain}) if kind == "groups" else 4
    rows = score_rows(release, items, chosen_round=chosen_round)
    say = findings.participation_headline if kind == "criteria" else findings.reached_headline
    said = say(rows, release.pilots, labels)
    low = {
        code: sum(
            2 * sum(r["score"] < 40 for r in plain if known(r) and about(r) == (code, item)) > asked
            for item in items
        )
        for code in (each.code for each in measured.external_types)
    }
    most = max(low.values(), default=0)
    if not plain:
        assert "no numbers can be shown" in said
        return
    named = next(code for code, count in low.items() if count == most)
    assert most > 0
    assert labels.stakeholder_type(named) in said
    assert f": {most} of {len(items)} " in said


def known(row: dict[str, Any]) -> bool:
    return not row["withheld"] and row["dont_know"] <= 1 / 3


def about(row: dict[str, Any]) -> tuple[str, str]:
    return row["stakeholder_type"], row["item"]


def test_every_cell_is_said() -> None:
    labels, rows = rows_of(SCORES, ("UKR",))
    assert findings.spoken_cells(rows, labels) == (
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
        for row in release.tables["statements"].to_pylist()
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
