"""Every value that is none of those allowed gets a sentence; what can only mean one thing is read."""

from __future__ import annotations

import pytest

from tests.intake.field import NARROW, Field
from tests.intake.test_bad_files import refused
from tests.intake.test_rows import THREE, answers

ALLOWED = "allowed: yes, no, dont_know"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("6", f"“6” is not allowed; {ALLOWED}"),
        ("3.5", f"“3.5” is not allowed; {ALLOWED}"),
        ("007", f"“007” is not allowed; {ALLOWED}"),
        ("inf", f"“inf” is not allowed; {ALLOWED}"),
        ("1e400", f"“1e400” is not allowed; {ALLOWED}"),
        ("٣", f"“٣” is not allowed; {ALLOWED}"),
        ("уes", "“уes” is not allowed; allowed: yes, no, dont_know (did you mean “yes”?)"),
        ("😀", f"“😀” is not allowed; {ALLOWED}"),
        ("=HYPERLINK('x')", f"“=HYPERLINK('x')” is not allowed; {ALLOWED}"),
        ("@SUM(A1)", f"“@SUM(A1)” is not allowed; {ALLOWED}"),
        ("<img onerror=x>", f"“<img onerror=x>” is not allowed; {ALLOWED}"),
        ("![x](https://e.org)", f"“![x](https://e.org)” is not allowed; {ALLOWED}"),
        ("'; DROP TABLE answers", f"“'; DROP TABLE answers” is not allowed; {ALLOWED}"),
    ],
)
def test_a_value_that_is_none_of_the_codes(field: Field, value: str, sentence: str) -> None:
    err = refused(field.take(THREE.replace("gov,yes,yes,", f"gov,yes,{value},")))
    assert f"export.csv: column “trust”, row 2: {sentence}" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "value",
    [" yes ", "\u00a0yes", "yes\t", "Yes", "YES!", "ye\u200bs", "\u202eyes", "'yes", "ｙｅｓ"],
)
def test_blanks_case_and_signs_around_a_code_mean_nothing(field: Field, value: str) -> None:
    expected = answers(field.take(THREE))
    assert answers(field.take(THREE.replace("gov,yes,yes,", f"gov,yes,{value},"))) == expected


def test_two_ways_to_write_the_same_letter_are_one(field: Field) -> None:
    framework = NARROW.replace('code = "yes"', 'code = "yes"').replace("gov =", '"gé" =')
    composed = THREE.replace(",gov,", ",g\u00e9,")
    apart = THREE.replace(",gov,", ",ge\u0301,")
    expected = answers(field.take(composed, framework=framework))
    assert answers(field.take(apart, framework=framework)) == expected


def test_the_wrong_country_for_the_file(field: Field) -> None:
    err = refused(field.take(THREE.replace("UKR,ngo", "Uganda,ngo")))
    assert "column “country”, row 4: “Uganda” is not allowed; allowed: kenya, UKR" in err


def test_a_date_in_the_future_or_of_two_readings_gives_no_month(field: Field) -> None:
    told = field.take(THREE.replace("2026-03-02,kenya", "2199-03-02,kenya")).out
    assert "1 dates lie in the future" in told
    assert "last answers in 2026-03 to 2026-04" in told
    told = field.take(THREE.replace("2026-03-02,kenya", "03/04/2026,kenya")).out
    assert "1 dates can be read in more than one way, as 03/04 can" in told


def test_without_consent_nothing_of_a_row_is_stored(field: Field) -> None:
    outcome = field.take(THREE.replace("UKR,ngo,yes,,yes", "UKR,ngo,no,,CANARY"))
    assert outcome.code == 0, outcome.err
    assert "Left out, without consent: 1." in outcome.out
    kept = b"".join(path.read_bytes() for path in outcome.folder.rglob("*") if path.is_file())
    assert b"CANARY" not in kept
    assert {row["pilot"] for row in outcome.rows("respondents")} == {"KEN"}


def test_one_mistake_in_many_columns_is_one_line(field: Field) -> None:
    text = THREE.replace("ngo,yes,no,dont_know", "ngo,yes,YESS,YESS").replace(
        "gov,yes,yes", "gov,yes,YESS"
    )
    err = refused(field.take(text))
    assert err.splitlines() == [
        (
            "export.csv: 3 cells of 2 columns (“trust, heard”), rows 2, 3: “YESS” is not allowed; allowed: yes, no, "
            "dont_know (did you mean “yes”?). Correct it in KoboToolbox and export again, or in the file."
        )
    ]


ASKED_IF = NARROW.replace(
    'set = "full"', 'set = "full"\nasked_if = { column = "connected", values = ["piped", "well"] }'
)
FOUR = """\
country,about,consent,trust,heard,connected,_uuid
kenya,ngo,yes,no,,river,u1
kenya,ngo,yes,no,,,u2
kenya,ngo,yes,no,,river well,u3
kenya,ngo,yes,no,yes,river,u4
kenya,gov,yes,no,,river,u5
"""


def test_where_the_form_did_not_ask_that_is_kept(field: Field) -> None:
    """Empty and not relevant: skipped. Empty and relevant: a blank. Answered all the same: an answer."""
    outcome = field.take(FOUR, framework=ASKED_IF)
    heard = [answer for *_, code, answer in answers(outcome) if code == "heard"]
    assert sorted(heard) == ["-", "-", "yes"]  # of the government nobody is asked it
    assert "Answers: 6." in outcome.out  # what was skipped is none
    kept = [str(row) for name in ("answers", "asked", "respondents") for row in outcome.rows(name)]
    assert not [row for row in kept if "river" in row or "well" in row]


def test_a_condition_that_is_not_in_the_file_is_missing(field: Field) -> None:
    err = refused(field.take(FOUR.replace("connected", "other"), framework=ASKED_IF))
    assert "“connected” (asked_if of heard)" in err
