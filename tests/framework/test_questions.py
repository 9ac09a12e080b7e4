"""Every question of the shipped framework as somebody hears it, and a bad question for each rule."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from swit_data.framework import load
from tests.framework.spoken import GRADE, faults, grade, syllables

FILE = Path(__file__).parents[2] / "data" / "framework" / "swit.toml"
SWIT: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
INDICATORS: list[dict[str, Any]] = SWIT["indicators"]
MEANS = {s["code"]: {a["means"] for a in s["answers"]} for s in SWIT["scales"]}
BY_CODE = {indicator["code"]: indicator for indicator in INDICATORS}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator["code"])
def test_a_question_can_be_heard_and_answered(indicator: dict[str, Any]) -> None:
    assert list(faults(indicator, MEANS[indicator["scale"]])) == []


GOOD = {
    "text": "Does this institution support places where sex workers can meet?",
    "plain": "A room where sex workers can rest.",
    "kind": "opinion",
    "scale": "yes_partly_no",
    "answered_by": ["community", "institution"],
}


def told(**changed: object) -> list[str]:
    planted = GOOD | changed
    return list(faults(planted, MEANS[str(planted["scale"])]))


def test_a_good_question_is_left_alone() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        # Of version 2026.1.
        (
            "Does this institution wait until representatives have asked their organisation?",
            "text is of grade",
        ),
        ("Does this institution give money and listen?", "asks two things: and"),
        ("Does it give advice or money and a room?", "asks two things: or"),
        ("Does it give money? Is it enough?", "not one question"),
        ("It gives money, does it?", "not one question"),
        ("Does it give money; does it listen?", "not one question"),
        ("When it gives money, does it listen?", "cannot be answered"),
        ("Can people leave this institution's programmes?", "cannot be answered"),
        ("Does it ask people before it plans?", "cannot be answered"),
        ("Were you told about it?", "an institution is asked what you have seen"),
    ],
)
def test_a_bad_question_is_found(text: str, fault: str) -> None:
    (found,) = told(text=text)
    assert found.startswith(fault)


@pytest.mark.parametrize(
    ("plain", "fault"),
    [
        # Of version 2026.1.
        ("In the wrong hands such a map is dangerous.", "the explanation argues: wrong"),
        (
            "One report for several donors saves time for the real work.",
            "the explanation argues: saves",
        ),
        (
            "Sex workers living with HIV have the same right to work as anyone else.",
            "the explanation argues: same right",
        ),
        ("Organisational accountability necessitates documentation.", "plain is of grade"),
        ("It does not apply if there is none.", "does not say when it does not apply"),
    ],
)
def test_a_bad_explanation_is_found(plain: str, fault: str) -> None:
    (found,) = told(plain=plain)
    assert found.startswith(fault)


def test_an_answer_that_nobody_explains_is_found() -> None:
    assert told(scale="yes_partly_no_na") == ["does not say when it does not apply"]


def test_two_things_are_one_where_the_explanation_counts_them() -> None:
    text = "Does this institution give out condoms and lubricant?"
    assert told(text=text) == ["asks two things: and"]
    assert told(text=text, plain="Only one of them counts as partly.") == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *[("institution", 4), ("organisations", 5), ("sex", 1), ("workers", 2), ("led", 1)],
        *[("people", 2), ("services", 3), ("programmes", 2), ("whole", 1), ("asked", 1)],
        *[("invited", 3), ("changes", 2), ("places", 2), ("experience", 4), ("sexual", 3)],
        *[("language", 2), ("being", 2), ("saying", 2), ("HIV", 3), ("UN", 2), ("SWIT", 1)],
        *[("police", 2), ("violence", 3), ("committee", 3), ("agree", 2), ("institution's", 4)],
    ],
)
def test_syllables_are_heard(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_the_grade_by_hand() -> None:
    # 10 words, 1 sentence, 13 syllables; then 4 words in 2 sentences, 4 syllables.
    text = "Does this institution help sex workers to get it free?"
    assert grade(text) == pytest.approx(0.39 * 10 + 11.8 * 14 / 10 - 15.59)
    assert grade("It is. We do.") == pytest.approx(0.39 * 2 + 11.8 - 15.59)
    assert GRADE == 10


# What an institution may never have had to do, or has no task in (issue 12, point 13).
MAY_NOT_APPLY = [
    *("C2_acts", "C2_police", "C3_complaints", "C4_supplies", "C4_lubricant", "C5_respect"),
    *("C5_testing", "C5_no_papers", "P2_whether", "P2_law", "P3a_told", "P3c_month"),
    *("P4_consults", "P6_waits", "P7b_advice", "P7c_checks", "P9_interpreter"),
    *("P10_choice", "P10_leave"),
]


@pytest.mark.parametrize("code", MAY_NOT_APPLY)
def test_it_may_not_apply(code: str) -> None:
    assert "not_applicable" in MEANS[BY_CODE[code]["scale"]]


@pytest.mark.parametrize(
    ("code", "never"),
    [
        ("C2_raids", {"health_national", "health_local"}),
        ("C3_public_money", {"justice_national", "migration_national", "police_local"}),
        (
            "C6_hiv_plan",
            {"justice_national", "labour_national", "migration_national", "police_local"},
        ),
    ],
)
def test_nobody_is_asked_about_what_cannot_be_a_task(code: str, never: set[str]) -> None:
    framework = load(FILE)
    asked = framework.targets_of(framework.indicators[code], "government")
    assert asked
    assert not {target.code for target in asked} & never


def test_two_faces_of_one_government_are_asked_in_the_same_words() -> None:
    """S1: the office that hands out condoms and the one that takes them as a sign of crime."""
    for code in ("C4_supplies", "C4_crime", "C2_shaming"):
        assert "government" in BY_CODE[code]["stakeholder_types"]
        assert "targets" not in BY_CODE[code]


def test_what_the_source_names_is_asked() -> None:
    """Issue 12, points 12 and 18."""
    assert BY_CODE["P6_waits"]["set"] == "core"
    assert BY_CODE["own_says"]["stakeholder_types"] == ["sex_worker_led_organisation"]
    assert BY_CODE["own_easy_words"]["set"] == "core"
    assert "lubricant" in BY_CODE["C4_supplies"]["text"]
    assert BY_CODE["C4_supplies"]["set"] == "core"
    assert "law" in BY_CODE["P2_law"]["text"]
    assert {"C5_fingerprints", "C5_passes_on"} <= {
        i["code"] for i in INDICATORS if "government" in i["stakeholder_types"]
    }
    reasons = [i for i in INDICATORS if "not support the SWIT because" in i["text"]]
    assert len(reasons) >= 5
    assert {tuple(i["stakeholder_types"]) for i in reasons} == {("sex_worker_led_organisation",)}


def test_empowerment_does_not_rest_on_two_questions() -> None:
    in_core = [
        i for i in INDICATORS if (i["part"], i["set"], i["kind"]) == ("C1", "core", "opinion")
    ]
    common = [i for i in in_core if len(i["stakeholder_types"]) == 4 and "targets" not in i]
    assert len(common) >= 3
    assert {part["code"]: part["weight"] for part in SWIT["parts"]}["C1"] == 2
