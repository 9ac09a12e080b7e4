"""Files bent by habits and other tools: the same answers, or a refusal that says why; each trouble drawn small.

The kinds are those of shared/trouble, in its order; its files are read in test_trouble_files.py.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from swit_data import framework
from swit_data.errors import shown
from tests.intake.field import NARROW, WIDE, Field, Outcome
from tests.intake.test_rows import THREE
from tests.intake.writer import sheets

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "country,about,consent,trust,heard,_id,_uuid,_submission_time,start"
ROWS = [
    "kenya,gov,yes,yes,,700,u1,2026-03-02T10:00:00,2026-03-02",
    "kenya,ngo,yes,no,dont_know,701,u2,2026-03-03T10:00:00,2026-03-03",
    "UKR,ngo,yes,,yes,702,u3,2026-03-04T10:00:00,2026-03-04",
    "UKR,gov,yes,yes,,703,u4,2026-03-05T10:00:00,2026-03-05",
]
GOOD = "\n".join([HEAD, *ROWS, ""])
NUMBERS = NARROW.replace('code = "yes"', 'code = "1"').replace('code = "no"', 'code = "0"')
LEAVE_OUT = NARROW  # leave_out is what a framework says that says nothing


def said(outcome: Outcome) -> Counter[tuple[str, ...]]:
    """Return the answers that came in, without who gave them."""
    assert outcome.code == 0, outcome.err
    columns = ("pilot", "stakeholder_type", "indicator", "answer")
    return Counter(tuple(row[c] for c in columns) for row in outcome.rows("answers"))


def take(field: Field, content: str, *options: str, framework: str = NARROW) -> Outcome:
    """Import a file into a dataset of its own."""
    shutil.rmtree(field.place / "dataset", ignore_errors=True)
    return field.take(content, *options, framework=framework)


def take_file(field: Field, file: Path, *options: str) -> Outcome:
    """Import a file as it lies there into a dataset of its own."""
    shutil.rmtree(field.place / "dataset", ignore_errors=True)
    return field.take_file(file, *options)


def good(field: Field, text: str = GOOD, measured: str = NARROW) -> Counter[tuple[str, ...]]:
    return said(take(field, text, framework=measured))


def refused(outcome: Outcome) -> str:
    assert outcome.code == 2, outcome.out
    assert outcome.nothing_kept()
    return outcome.err


def with_column(header: str, *values: str) -> str:
    rows = [f"{row},{value}" for row, value in zip(ROWS, values, strict=True)]
    return "\n".join([f"{HEAD},{header}", *rows, ""])


def beside(text: str, *ends: str) -> list[str]:
    """Return the lines of a file, each with an end of its own."""
    return [line + end for line, end in zip(text.splitlines(), ends, strict=True)]


def squeezed(text: str) -> str:
    return " ".join(text.split())


# 1. A foreign column is not the question.


@pytest.mark.parametrize(
    "header",
    ["previous round trust", "baseline/trust", "expected - trust", "Count of trust", "old.trust"],
)
@pytest.mark.parametrize("values", [("", "", "no", ""), ("no", "yes", "no", "no")])
def test_a_foreign_column_does_not_enter(
    field: Field, header: str, values: tuple[str, ...]
) -> None:
    expected = good(field)
    outcome = take(field, with_column(header, *values))
    assert said(outcome) == expected
    assert f"Not named by the framework, do not enter (1): {header}." in outcome.out


@pytest.mark.parametrize(
    "header",
    ["TRUST", "Trust", "trust.", "trust*", "1. trust", "2.trust", "Q2: trust", "\ufefftrust"],
)
def test_a_name_that_is_nearly_the_questions_is_another_column_beside_it(
    field: Field, header: str
) -> None:
    expected = good(field)
    outcome = take(field, with_column(header, "", "no", "no", ""))
    assert said(outcome) == expected
    assert "Not named by the framework, do not enter (1): " in outcome.out
    assert f"does not enter: “{shown(header)}”" in squeezed(outcome.out)


def test_two_columns_nearly_of_one_name_are_for_a_person_to_decide(field: Field) -> None:
    text = with_column("Trust", "", "no", "no", "").replace(",trust,", ",TRUST,")
    assert "“TRUST” and “Trust” may be one question or two" in refused(take(field, text))


def test_a_column_that_was_looked_up_beside_its_question_is_for_a_person_to_decide(
    field: Field,
) -> None:
    text = with_column("trust", "", "no", "no", "")
    assert "may be one question or two" in refused(take(field, text))
    versions = beside(text, ",__version__", ",v2", ",v2", ",v1", ",v2")
    outcome = take(field, "\n".join([*versions, ""]))
    assert said(outcome) - good(field) == {("UKR", "ngo", "trust", "no"): 1}


def test_a_foreign_column_behind_a_known_group_is_named(field: Field) -> None:
    text = GOOD.replace("trust", "block/trust").replace("heard", "block/heard")
    expected = good(field, text)
    rows = beside(text, ",baseline/trust", ",", ",", ",no", ",")
    err = refused(take(field, "\n".join([*rows, ""])))
    assert "the columns “block/trust” and “baseline/trust” may be one question or two" in err
    versions = beside("\n".join(rows), ",__version__", ",v2", ",v2", ",v1", ",v2")
    outcome = take(field, "\n".join([*versions, ""]))
    assert said(outcome) - expected == {("UKR", "ngo", "trust", "no"): 1}
    assert (
        "“trust” stands in 2 columns (“block/trust”, “baseline/trust”): of each row the one that is filled is read."
        in squeezed(outcome.out)
    )


def test_columns_of_options_carry_their_group_too(field: Field) -> None:
    """Most columns stand in a group, so the one of an older version does as well, however few questions there are."""
    heads = (f"block::government_known::{code}" for code in ("health", "police"))
    head = ",".join(
        ["wave", "who", "recruited_by", "block::q_gender", *heads, "old::government_health_trust"]
    )
    rest = "block::government_police_trust,block::swlo_own_led,_uuid"
    text = f"{head},{rest}\n1,sw,,woman,1,1,yes,no,,u1\n1,sw,,man,0,1,,yes,,u2\n"
    outcome = take(field, text, framework=WIDE)
    expected = "1,sw,,,,,,woman,health police,yes,no,,,,u1", "1,sw,,,,,,man,police,,yes,,,,u2"
    assert said(outcome) == good(field, wide(*expected), WIDE)


def test_a_question_that_moved_out_of_its_group_is_for_a_person_to_decide(field: Field) -> None:
    ends = (",old/trust,__version__", ",,v2", ",,v2", ",no,v1", ",,v2")
    text = "\n".join([*beside(GOOD, *ends), ""])
    for column in ("country", "about", "consent", "heard"):
        text = text.replace(column, f"block/{column}", 1)
    err = refused(take(field, text))
    assert "“old/trust” holds answers where that one is empty" in err
    told = NARROW.replace('code = "trust"', 'code = "trust"\nnames = ["old/trust"]')
    outcome = take(field, text, framework=told)
    assert said(outcome) - good(field) == {("UKR", "ngo", "trust", "no"): 1}


# 2. A blank is no separator of groups.


def test_words_with_blanks_are_no_groups(field: Field) -> None:
    tables = {
        "data": [line.split(",") for line in GOOD.splitlines()],
        "Pivot": [["country", "Count of trust"], ["kenya", "2"]],
    }
    expected = good(field)
    (field.place / "book.xlsx").write_bytes(sheets(tables))
    outcome = take_file(field, field.place / "book.xlsx", "--yes")
    assert said(outcome) == expected
    assert "groups in the header" not in outcome.out


# 3. Ids damaged by Excel, or shared.

BY_ID = NARROW.replace("[form]", '[form]\nid = "_id"')


@pytest.mark.parametrize(
    "id",
    [
        *("1.52E+12", "7,00E+2", "1E+05", "1.526220000000e12", "1,52 E+12", "152E+10", "1.52D+12"),
        *("1.52×10^12", "########", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#ЗНАЧ!"),
    ],
)
def test_ids_in_scientific_notation_are_refused(field: Field, id: str) -> None:  # noqa: A002
    text = GOOD.replace(",701,", f',"{id}",')
    err = refused(take(field, text, framework=BY_ID))
    assert "1 ids in the column “_id” (rows 3) were damaged by Excel" in err


def test_long_ids_that_excel_rounded_are_refused(field: Field) -> None:
    """Excel keeps 15 digits of a number: what follows is 0, and two people have one id."""
    text = GOOD.replace(",701,", ",351234567890120000,")
    assert len(take(field, text, framework=BY_ID).rows("respondents")) == 4
    err = refused(take(field, text.replace(",700,", ",351234567890120000,"), framework=BY_ID))
    assert "2 ids in the column “_id” (rows 2, 3) were damaged by Excel" in err


@pytest.mark.parametrize("id", ["12.000", "12,000"])
def test_thousands_in_an_id_are_no_decimals(field: Field, id: str) -> None:  # noqa: A002
    text = GOOD.replace(",700,", f',"{id}",').replace(",701,", ",12,")
    assert len(take(field, text, framework=BY_ID).rows("respondents")) == 4


def test_an_id_of_different_pilots_is_for_a_person_to_decide(field: Field) -> None:
    err = refused(take(field, GOOD.replace(",702,", ",701,"), framework=BY_ID))
    assert "One “_id” stands for different pilots in rows 3, 4" in err
    assert "--yes does not decide this" in err


def asked_in(*rounds: str) -> str:
    """Return THREE with a column of rounds, in which its first interview stands again as the fourth row."""
    head, *rows = THREE.replace("remarks", "wave").splitlines()
    again = rows[0].replace("10:00:00", "11:00:00")
    rows = [row.replace("a talk", "") for row in (*rows, again)]
    rows = [row.replace(",,u", f",{said},u") for row, said in zip(rows, rounds, strict=True)]
    return "\n".join([head, *rows, ""])


BY_WAVE = NARROW.replace("ignore =", 'round = { column = "wave" }\nignore =')


def test_an_id_of_different_rounds_is_for_a_person_to_decide(field: Field) -> None:
    text = asked_in("1", "1", "1", "2")
    outcome = field.take(text, framework=BY_WAVE)
    assert "One “_uuid” stands in different rounds in rows 2, 5" in refused(outcome)
    assert "--yes does not decide this" in outcome.err


def test_an_id_sent_again_in_its_round_is_the_same_interview(field: Field) -> None:
    given = field.take(asked_in("1", "1", "1", "2"), "--round", "3", framework=BY_WAVE)
    assert {row["round"] for row in given.rows("respondents")} == {"3"}
    assert len(given.rows("respondents")) == 3
    given.folder.rename(field.place / "before")
    written = field.take(asked_in("1", "1", "1", "1.0"), framework=BY_WAVE)
    assert written.code == 0
    assert len(written.rows("respondents")) == 3


def test_many_rows_with_one_id_are_for_a_person_to_decide(field: Field) -> None:
    text = GOOD.replace("UKR", "kenya")
    for number in ("701", "702", "703"):
        text = text.replace(f",{number},", ",700,")
    err = refused(take(field, text, framework=BY_ID))
    assert "3 of 4 rows have the same “_id” as a later row with other answers" in err


def test_an_id_with_decimals_is_the_same_id(field: Field) -> None:
    first = field.take(GOOD, framework=BY_ID)
    again = field.take(
        GOOD.replace(",700,", ",700.0,").replace("2026-03-02,", "2026-03-02 ,"), framework=BY_ID
    )
    assert again.code == 0
    assert len(again.rows("respondents")) == len(first.rows("respondents")) == 4


# 4 and 5. A consent that is neither a yes nor a no.


@pytest.mark.parametrize("yes", ["Yes", "YES", " yes", "'yes", "Так"])
def test_a_yes_is_a_yes_however_it_is_written(field: Field, yes: str) -> None:
    assert said(take(field, GOOD.replace(",yes,yes,", f",{yes},yes,"))) == good(field)


@pytest.mark.parametrize("no", ["no", "No", "0", "FALSE", "ні", ""])
def test_a_no_is_left_out(field: Field, no: str) -> None:
    outcome = take(field, GOOD.replace("gov,yes,yes,,700", f"gov,{no},yes,,700"))
    assert "Left out, without consent: 1." in outcome.out
    assert len(outcome.rows("respondents")) == 3


@pytest.mark.parametrize(
    ("value", "hint"), [("1", True), ("TRUE", True), ("y", True), ("maybe", False)]
)
def test_what_is_neither_is_a_mistake_not_a_no(field: Field, value: str, hint: bool) -> None:
    text = GOOD.replace("gov,yes,yes,,700", f"gov,{value},yes,,700")
    err = refused(take(field, text))
    near = " (did you mean “yes”?)" if hint else ""
    sentence = f"row 2: “{value}” is neither a yes (yes) nor a no (no) of this question{near}."
    assert sentence in err
    outcome = take(field, text, "--accept-valid")
    assert "Left out, without consent: 0." in outcome.out
    assert len(outcome.rows("respondents")) == 3


def test_a_framework_says_what_else_is_a_no(field: Field) -> None:
    text = NARROW.replace('values = ["yes"] }', 'values = ["yes"], no = ["2"] }')
    outcome = take(field, GOOD.replace("gov,yes,yes,,700", "gov,2,yes,,700"), framework=text)
    assert "Left out, without consent: 1." in outcome.out


WIDE_HEAD = (
    "wave,who,about,office,on_record,people,recruited_by,q_gender,government_known,government_health_trust,"
    "government_police_trust,swlo_own_led,plan_health,plan_police,_uuid"
)


def wide(*rows: str) -> str:
    return "\n".join([WIDE_HEAD, *rows, ""])


@pytest.mark.parametrize(
    ("value", "kept"), [("yes", True), ("Yes", True), ("no", False), ("", False)]
)
def test_consent_on_record_is_read_as_it_is_meant(field: Field, value: str, kept: bool) -> None:
    text = wide(f"1,staff,government,health,{value},,,,,yes,,,no,,u1")
    outcome = take(field, text, framework=WIDE)
    assert [row["consent_on_record"] for row in outcome.rows("respondents")] == [kept]


def test_a_consent_on_record_that_is_neither_is_a_mistake(field: Field) -> None:
    text = wide("1,staff,government,health,1,,,,,yes,,,no,,u1")
    err = refused(take(field, text, framework=WIDE))
    assert "column “on_record”, row 2: “1” is neither a yes (yes) nor a no (no)" in err


# 6. One branch, however it is written.


@pytest.mark.parametrize(
    "ways", [("1", "01", "1.0"), ("North", "NORTH ", "north"), ("'7", "7,0", "７")]
)
def test_one_branch_is_one_however_it_is_written(field: Field, ways: tuple[str, ...]) -> None:
    rows = [f'1,sw,,,,,"{way}",woman,health,yes,,,,,u{n}' for n, way in enumerate(ways)]
    outcome = take(field, wide(*rows), framework=WIDE)
    assert len({row["branch"] for row in outcome.rows("respondents")}) == 1


@pytest.mark.parametrize(
    "ways",
    [("1", "1.", "#1", "1)", "(1)"), ("Odesa", "Odesa.", "«Odesa»"), ("North-East", "North – East", "north - east")],
)  # fmt: skip
def test_one_branch_is_one_in_whatever_signs(field: Field, ways: tuple[str, ...]) -> None:
    rows = [f'1,sw,,,,,"{way}",woman,health,yes,,,,,u{n}' for n, way in enumerate(ways)]
    outcome = take(field, wide(*rows), framework=WIDE)
    assert len({row["branch"] for row in outcome.rows("respondents")}) == 1


@pytest.mark.parametrize(
    "ways",
    [("1", "1,000"), ("1", "1.000"), ("12", "1-2"), ("1", "1.5"), ("A+", "A"), ("№ 1", "№ 2")],
)
def test_two_branches_stay_two(field: Field, ways: tuple[str, ...]) -> None:
    rows = [f'1,sw,,,,,"{way}",woman,health,yes,,,,,u{n}' for n, way in enumerate(ways)]
    outcome = take(field, wide(*rows), framework=WIDE)
    assert len({row["branch"] for row in outcome.rows("respondents")}) == 2


@pytest.mark.parametrize("empty", ["'nan", "'n/a", "'---", "n/a", "NA", "?", "…"])
def test_a_branch_that_is_not_said_is_none(field: Field, empty: str) -> None:
    rows = [f"1,sw,,,,,{empty},woman,health,yes,,,,,u{n}" for n in range(2)]
    outcome = take(field, wide(*rows), framework=WIDE)
    assert {row["branch"] for row in outcome.rows("respondents")} == {""}


def test_two_spellings_of_a_round_are_not_two_rounds(field: Field) -> None:
    rows = [
        f"{wave},sw,,,,,,woman,health,yes,,,,,u{n}" for n, wave in enumerate(("2026a", "2026A"))
    ]
    err = refused(take(field, wide(*rows), framework=WIDE))
    assert "the rounds “2026a” and “2026A” differ only in how they are written" in err


# 7. Reviews of other tools.


@pytest.mark.parametrize(
    ("column", "good_word", "bad_word"),
    [
        ("review_status", "APPROVED", "REJECTED"),
        ("_review_status", "1", "2"),
        ("ReviewState", "approved", "rejected"),
        ("_validation_status", "validation_status_approved", "validation_status_not_approved"),
        ("_validation_status/label", "Approved", "Not Approved"),
        ("_validation_status.uid", "validation_status_approved", "validation_status_not_approved"),
        ("_validation_status.label", "Approved", "Not Approved"),
    ],
)
def test_what_a_reviewer_rejected_stays_out(
    field: Field, column: str, good_word: str, bad_word: str
) -> None:
    outcome = take(field, with_column(column, good_word, bad_word, "n/a", good_word))
    assert "Left out, rejected by the reviewer: 1." in outcome.out
    assert len(outcome.rows("respondents")) == 3
    kept = NARROW.replace("[form]", '[form]\nrejected = "keep"')
    outcome = take(
        field, with_column(column, good_word, bad_word, "n/a", good_word), framework=kept
    )
    assert len(outcome.rows("respondents")) == 4


@pytest.mark.parametrize(
    ("column", "word", "what"),
    [
        ("review_status", "geprüft", "holds a review, and it is not known what “geprüft” says"),
        ("office_approval", "2", "looks like a review"),
        ("qc", "bad", "looks like a review"),
        ("survey_status", "Rejected", "looks like a review"),
        ("Status", "Survey Preview", "looks like a review"),
        ("Status", "Spam", "looks like a review"),
        ("DistributionChannel", "preview", "looks like a review"),
        ("SubmissionState", "rejected", "looks like a review"),
        ("supervisor_decision", "Reject", "looks like a review"),
        ("_review_state", "rejected", "looks like a review"),
        ("_status", "not_approved", "looks like a review"),
        ("qa_result", "FAIL", "looks like a review"),
        ("is_valid", "0", "looks like a review"),
        ("is_test", "1", "looks like a review"),
        ("to_delete", "yes", "looks like a review"),
        ("duplicate", "TRUE", "looks like a review"),
        ("data_quality_flag", "speeding", "looks like a review"),
        ("Finished", "False", "looks like a review"),
        ("completed", "ні", "looks like a review"),
    ],
)
def test_a_review_that_is_not_understood_stops_yes(
    field: Field, column: str, word: str, what: str
) -> None:
    text = with_column(column, word, word, "", "")
    err = refused(take(field, text))
    assert f"The column “{column}” {what}" in err
    assert f'status = {{ column = "{column}", rejected = [...] }}' in err
    told = NARROW.replace(
        "[form]", f'[form]\nstatus = {{ column = "{column}", rejected = ["{word}"] }}'
    )
    outcome = take(field, text, framework=told)
    assert "Left out, rejected by the reviewer: 2." in outcome.out


@pytest.mark.parametrize(
    ("column", "word"),
    [
        *(("marital_status", "single"), ("tap_quality", "bad"), ("review_comment", "?")),
        *(("is_test", "0"), ("duplicate", "no"), ("data_quality_flag", "OK"), ("Finished", "True")),
        *(("hiv_test", "1"), ("flag_colour", "red")),
    ],
)
def test_a_column_that_is_no_review_stops_nothing(field: Field, column: str, word: str) -> None:
    assert take(field, with_column(column, word, word, "", "")).code == 0


def test_a_column_like_a_review_that_is_to_be_ignored_stops_nothing(field: Field) -> None:
    for column in ("Status", "supervisor_decision"):
        told = NARROW.replace('ignore = ["', f'ignore = ["{column}", "')
        assert told != NARROW
        text = with_column(column, "Reject", "Spam", "", "")
        assert len(take(field, text, framework=told).rows("respondents")) == 4


# 8. A question that had another name.


def test_a_question_may_have_had_another_name(field: Field) -> None:
    expected = good(field)
    told = NARROW.replace(
        '[[indicators]]\ncode = "trust"', '[[indicators]]\ncode = "trust"\nnames = ["faith"]'
    )
    assert told != NARROW
    renamed = GOOD.replace("trust", "faith")
    assert said(take(field, renamed, framework=told)) == expected
    both = with_column("faith", "", "", "", "yes").replace("gov,yes,yes,,703", "gov,yes,,,703")
    outcome = take(field, both, framework=told)
    assert said(outcome) == expected
    assert "“trust” stands in 2 columns (“trust”, “faith”)" in outcome.out
    assert said(take(field, both)) == expected - Counter({("UKR", "government", "trust", "yes"): 1})


def test_another_name_beside_a_name_with_its_text(field: Field) -> None:
    told = NARROW.replace(
        '[[indicators]]\ncode = "trust"', '[[indicators]]\ncode = "trust"\nnames = ["faith"]'
    )
    header = "country. Where?,about. Whom?,consent. Yes?,trust. Do you?,heard. Do they?"
    texts = GOOD.replace("country,about,consent,trust,heard", header)
    moved = texts.replace("gov,yes,yes,,703", "gov,yes,,,703")
    outcome = take(
        field, "\n".join([*beside(moved, ",faith", ",", ",", ",", ",yes"), ""]), framework=told
    )
    assert said(outcome) == good(field)
    assert "“trust” stands in 2 columns (“trust. Do you?”, “faith”)" in squeezed(outcome.out)


def test_another_name_beside_a_name_behind_a_group_is_for_a_person_to_decide(field: Field) -> None:
    told = NARROW.replace(
        '[[indicators]]\ncode = "trust"', '[[indicators]]\ncode = "trust"\nnames = ["faith"]'
    )
    grouped = GOOD
    for column in ("country", "about", "consent", "trust", "heard"):
        grouped = grouped.replace(column, f"block/{column}", 1)
    moved = grouped.replace("gov,yes,yes,,703", "gov,yes,,,703")
    text = "\n".join([*beside(moved, ",faith", ",", ",", ",", ",yes"), ""])
    err = refused(take(field, text, framework=told))
    assert "“block/trust” and “faith” may be one question or two" in err
    told = told.replace('["faith"]', '["faith", "block/trust"]')
    assert said(take(field, text, framework=told)) == good(field)


# 9 to 11. Containers.


@pytest.mark.parametrize(
    "line", ["sep=,", '"sep=,"', "SEP=,", "sep=,,,,", '"""sep=,"""', '"""sep=,""",,']
)
def test_a_line_that_tells_excel_the_separator(field: Field, line: str) -> None:
    expected = good(field)
    assert said(take(field, f"{line}\r\n{GOOD}")) == expected
    err = refused(take(field, f"{line}\r\n{GOOD}".replace("dont_know", "dk")))
    assert "column “heard”, row 4: “dk” is not allowed" in err


def in_cells(text: str, after: str = "") -> str:
    return "".join(f'"{line}"{after}\n' for line in text.splitlines())


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("after", ["", ";;;", ",,"])
def test_whole_rows_in_one_cell_are_cut(field: Field, sign: str, after: str) -> None:
    expected = good(field)
    assert said(take(field, in_cells(GOOD.replace(",", sign), after))) == expected
    header, *rows = GOOD.replace(",", sign).splitlines()
    assert said(take(field, f"{header}\n" + in_cells("\n".join(rows)))) == expected


def test_an_empty_row_among_whole_rows_in_one_cell(field: Field) -> None:
    empty = ",".join([""] * 9)
    text = "\n".join([HEAD, *ROWS[:2], empty, *ROWS[2:], ""])
    assert said(take(field, in_cells(text))) == good(field)
    err = refused(take(field, in_cells(text.replace("UKR,gov", "UKR,gvo"))))
    assert "column “about”, row 6: “gvo” is not allowed" in err


@pytest.mark.parametrize("sign", [",", ";"])
def test_whole_rows_in_one_cell_with_separators_after_some(field: Field, sign: str) -> None:
    header, *rows = in_cells(GOOD.replace(",", sign)).splitlines()
    text = "\n".join([header, *(f"{row};;" for row in rows), ""])
    assert said(take(field, text)) == good(field)


def test_two_texts_behind_one_name_are_refused(field: Field) -> None:
    header = "country. Where?,about. Whom?,consent. Yes?,trust. Do you?,heard. Do they?"
    texts = GOOD.replace("country,about,consent,trust,heard", header)
    ends = (",trust. Last year", ",yes", ",", ",no", ",yes")
    err = refused(take(field, "\n".join([*beside(texts, *ends), ""])))
    assert "“trust. Do you?” and “trust. Last year” may be one question or two" in err


def test_whole_rows_in_one_cell_of_a_workbook_are_cut(field: Field) -> None:
    expected = good(field)
    tables = {"export": [[line] for line in GOOD.splitlines()]}
    (field.place / "book.xlsx").write_bytes(sheets(tables))
    assert said(take_file(field, field.place / "book.xlsx", "--yes")) == expected
    wrong = {"export": [[line.replace("dont_know", "dk")] for line in GOOD.splitlines()]}
    (field.place / "book.xlsx").write_bytes(sheets(wrong))
    err = take_file(field, field.place / "book.xlsx", "--yes").err
    assert "row 3: “dk” is not allowed" in err


def test_rows_longer_by_blanks_are_read(field: Field) -> None:
    expected = good(field)
    assert said(take(field, GOOD.replace("\n", ",\n").replace(f"{HEAD},", HEAD))) == expected
    assert said(take(field, GOOD.replace(f"{HEAD}", f"{HEAD},,"))) == expected
    longer = GOOD.replace(ROWS[1], f"{ROWS[1]},  ,")
    assert said(take(field, longer)) == expected
    assert "longer than the header" in refused(take(field, GOOD.replace(ROWS[1], f"{ROWS[1]},x")))


def test_rows_shorter_by_a_column_that_is_mostly_empty_are_read(field: Field) -> None:
    expected = good(field)
    text = with_column("remarks", "", "", "", "").replace("2026-03-03,\n", "2026-03-03\n")
    assert said(take(field, text)) == expected
    # The last row of a file that was cut off, and a row that lacks a cell somewhere, are no such rows.
    assert "shorter than the header" in refused(take(field, text.removesuffix(",\n")))
    lacking = GOOD.replace(ROWS[1], ROWS[1].replace("no,dont_know", "no"))
    assert "shorter than the header" in refused(take(field, lacking))


# 12. What stands for an empty cell.


@pytest.mark.parametrize(
    "word", ["n/a", "N/A", "NULL", "---", "nan", "NaN", "—", "(blank)", "#N/A", "'n/a", "'nan"]
)
def test_what_tools_write_for_an_empty_cell_is_none(field: Field, word: str) -> None:
    expected = good(field)
    assert said(take(field, GOOD.replace("ngo,yes,,yes", f"ngo,yes,{word},yes"))) == expected
    coded = NARROW.replace('code = "dont_know"', 'code = "na"')
    text = GOOD.replace("dont_know", "na")
    expected = good(field, text, coded)
    filled = text.replace("ngo,yes,,yes", f"ngo,yes,{word},yes")
    assert said(take(field, filled, framework=coded)) == expected


def test_na_is_read_as_the_code_only_where_it_is_the_code(field: Field) -> None:
    coded = NARROW.replace('code = "dont_know"', 'code = "na"')
    text = GOOD.replace("dont_know", "NA")
    err = refused(take(field, text, framework=coded))
    assert "“NA” is not allowed; allowed: yes, no, na. " in err  # nothing is suggested
    assert said(take(field, text)) == good(field, GOOD.replace("dont_know", ""))


def test_a_framework_says_what_else_is_empty(field: Field) -> None:
    expected = good(field)
    told = NARROW.replace("[form]", '[form]\nempty = ["-99"]')
    text = GOOD.replace("ngo,yes,,yes", "ngo,yes,-99,yes")
    assert "“-99” is not allowed" in refused(take(field, text))
    assert said(take(field, text, framework=told)) == expected


def test_an_id_that_is_empty_is_no_id(field: Field) -> None:
    text = GOOD.replace(",u1,", ",n/a,").replace(",u2,", ",n/a,")
    assert len(take(field, text).rows("respondents")) == 4


# 13. Whole numbers that a program wrote with decimals.


@pytest.mark.parametrize("end", [".0", ",0", ".00"])
def test_whole_numbers_are_read(field: Field, end: str) -> None:
    text = GOOD.replace("yes,yes", "yes,1").replace("yes,no", "yes,0").replace(",yes,702", ",1,702")
    text = text.replace("dont_know", "").replace(",", ";")
    expected = good(field, text, NUMBERS.replace('values = ["yes"]', 'values = ["yes"]'))
    bent = text.replace(";1;", f";1{end};").replace(";0;", f";0{end};")
    assert bent != text
    assert said(take(field, bent, framework=NUMBERS)) == expected


def test_rounds_and_participants_with_decimals(field: Field) -> None:
    outcome = take(
        field,
        wide('2026.0,fgd,,,,"8,0",,,health,yes,,,,,u1', "2026,fgd,,,,8.0,,,health,yes,,,,,u2"),
        framework=WIDE,
    )
    found = {(row["round"], row["participants"]) for row in outcome.rows("respondents")}
    assert found == {("2026", 8)}


@pytest.mark.parametrize("number", ["1,000", "8.000"])
def test_thousands_are_no_number_of_participants(field: Field, number: str) -> None:
    err = refused(take(field, wide(f'1,fgd,,,,"{number}",,,health,yes,,,,,u1'), framework=WIDE))
    assert "this is no number of participants" in err


# 14 and 15. Rows that are no answers.


def under_header(*lines: str) -> str:
    return "\n".join([HEAD, *lines, *ROWS, ""])


LABELS = "Which country?,About whom?,Do you agree?,Do you trust them?,Do they hear you?,Id,Response ID,Sent,Began"
IMPORTS = ",".join(f'"{{""ImportId"":""QID{n}""}}"' for n in range(9))


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ((LABELS,), "row 2 is a second header"),
        ((LABELS, IMPORTS), "rows 2, 3 are further headers"),
        ((LABELS.replace("Id,", ",").replace("Began", ""),), "row 2 is a second header"),
        ((HEAD,), "row 2 is a second header"),
    ],
)
def test_further_headers_are_named_and_not_read(
    field: Field, lines: tuple[str, ...], rows: str
) -> None:
    expected = good(field)
    outcome = take(field, under_header(*lines))
    assert said(outcome) == expected
    assert f"export.csv: {rows}, no answers" in squeezed(outcome.out)


def test_a_header_that_is_repeated_between_answers(field: Field) -> None:
    expected = good(field)
    outcome = take(field, "\n".join([HEAD, *ROWS[:2], HEAD, *ROWS[2:], ""]))
    assert said(outcome) == expected
    assert "row 4 is a second header" in outcome.out


def test_names_under_labels_are_the_header(field: Field) -> None:
    expected = good(field)
    assert said(take(field, "\n".join([LABELS, HEAD, *ROWS, ""]))) == expected


def test_names_between_answers_take_none_of_them_away(field: Field) -> None:
    """The header over the table was changed, the one of the second table put under the first was not."""
    expected = good(field)
    told = NARROW.replace(
        '[[indicators]]\ncode = "trust"', '[[indicators]]\ncode = "trust"\nnames = ["faith"]'
    )
    for at in (1, 2):
        rows = [*ROWS[:at], HEAD, *ROWS[at:], ""]
        for head in (HEAD.upper(), HEAD.replace("trust", "faith"), HEAD.replace("heard", "Heard ")):
            outcome = take(field, "\n".join([head, *rows]), framework=told)
            assert said(outcome) == expected, head
            assert f"row {at + 2} is a second header" in outcome.out


def test_a_header_that_was_sorted_into_its_rows_takes_no_answer_away(field: Field) -> None:
    rows = [row.replace(",,", ",no,") for row in ROWS]
    for at in (1, 2, 3):
        text = "\n".join([*rows[:at], HEAD, *rows[at:], ""])
        assert "None of its columns is" in refused(take(field, text))


def test_names_under_an_interview_under_labels_take_no_answer_away(field: Field) -> None:
    text = "\n".join([LABELS, *ROWS[:1], HEAD, *ROWS[1:], ""])
    assert "None of its columns is" in refused(take(field, text))


def test_a_first_interview_full_of_mistakes_is_no_header(field: Field) -> None:
    wrong = "Uganda,gvo,maybe,perhaps,sure,704,u9,2026-03-05T10:00:00,2026-03-05"
    err = refused(take(field, under_header(wrong)))
    assert "row 2: “maybe” is neither a yes" in err


@pytest.mark.parametrize(
    "line",
    [
        "Total,,,,,2806,,,",
        ",,,3,1,2806,,,",
        "Всього: 4,,,,,,,,",
        ",,Average,1.5,0.5,,,,",
        "Exported from Kobo by Ann,,,,,,,,",
        ",,,,,,,,Source: our survey",
    ],
)
def test_totals_and_footers_are_named_and_not_read(field: Field, line: str) -> None:
    expected = good(field)
    for text in (f"{GOOD}{line}\n", f"{GOOD},,,,,,,,\n{line}\n"):
        outcome = take(field, text)
        assert said(outcome) == expected
        assert "looks like a total or a footer, no answers: it is not read." in squeezed(
            outcome.out
        )


def test_a_last_interview_without_its_country_is_no_footer(field: Field) -> None:
    text = GOOD.replace("UKR,gov,yes,yes,,703", ",gov,yes,yes,,703")
    assert "row 5: the cell is empty" in refused(take(field, text))


# 16, 18 and 25. Case, signs, labels and codes where only one thing can be meant.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD.upper()),
        ("trust", "tru\u200bst"),
        ("trust", "\ufefftrust"),
        ("country", " Country "),
        ("\nkenya", "\nKENYA"),
        ("\nkenya", "\n'kenya"),
        ("\nUKR", "\n'ukr"),
        (",ngo,", ",NGO,"),
        ("dont_know", "Don’t know".replace("Don’t", "Do not")),
        ("trust,heard", "trust. Do you?,heard. Do they?"),
        ("trust,heard", "[trust] Do you?,[heard] Do they?"),
    ],
)
def test_what_can_only_mean_one_thing_is_read(field: Field, before: str, after: str) -> None:
    text = GOOD
    if "Do you?" in after:
        text = text.replace("country,about,consent", "country. Where?,about. Whom?,consent. Yes?")
    if "[trust]" in after:
        text = text.replace("country. Where?,about. Whom?,", "[country] Where?,[about] Whom?,")
    expected = good(field)
    assert text.count(before)
    assert said(take(field, text.replace(before, after))) == expected


def test_two_questions_that_differ_in_case_only_are_not_mixed(field: Field) -> None:
    measured = NARROW.replace('code = "heard"', 'code = "Trust"').replace('"trust?"', '"Do you?"')
    text = GOOD.replace("heard", "Trust")
    expected = good(field, text, measured)
    assert {row[2] for row in expected} == {"trust", "Trust"}
    wrong = text.replace(",trust,", ",TRUST,")
    assert "“trust” (core question trust)" in refused(take(field, wrong, framework=measured))


def test_a_text_behind_one_name_only_is_another_column(field: Field) -> None:
    expected = good(field)
    outcome = take(field, with_column("trust. Last year", "no", "no", "no", "no"))
    assert said(outcome) == expected


# 17. Labels in whatever typography.

LABELLED = (
    NARROW.replace('text = "trust?"', 'text = "Do they – as you’ve seen – “hear” you?"')
    .replace('text = "heard?"', 'text = "Is it so?"')
    .replace('column = "country"', 'column = "country", label = "Which country?"')
    .replace('column = "about"', 'column = "about", label = "About whom?"')
    .replace('column = "consent"', 'column = "consent", label = { en = "Agreed?", uk = "Згода?" }')
    .replace('ignore = ["remarks"]', 'ignore = [{ column = "remarks", label = "Full name" }]')
)
SAID = GOOD.replace(
    HEAD,
    "Which country?,About whom?,Agreed?,Do they – as you’ve seen – “hear” you?,Is it so?,"
    "_id,_uuid,_submission_time,start",
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("–", "-"),
        ("’", "'"),
        ("“hear”", "«hear»"),
        ("Is it so?", "**Is it so?**"),
        ("Is it so?", '"<span style=""color:red"">Is it so?</span>"'),
        ("Is it so?", "4. Is it so"),
        ("Is it so?", "Is&nbsp;it so? *"),
        ("Is it so?", "is it\u200b so:"),
        ("About whom?", "ABOUT WHOM"),
        ("dont_know", "Do not know."),
        (",no,", ",No,"),
    ],
)
def test_labels_are_the_same_in_whatever_typography(field: Field, before: str, after: str) -> None:
    expected = good(field)
    assert said(take(field, SAID.replace(before, after), framework=LABELLED)) == expected


def test_labels_of_a_form_that_is_not_known_are_said_before_anything_else(field: Field) -> None:
    unknown = LABELLED.replace(', label = "Which country?"', "")
    text = SAID.replace(",start", ",Name of the stakeholder").replace("2026-03-02\n", "Ann Lee\n")
    err = refused(take(field, text, framework=unknown))
    assert err.startswith("export.csv: the header of this file holds labels")
    assert "“country” ([form] pilot)" in err
    assert "Give the form that the answers were collected with, “A small survey” (--form" in err
    assert "names of people" not in err


def test_a_file_of_another_survey_is_told_before_anything_else(field: Field) -> None:
    text = "country,full_name,shop\nkenya,Ann Lee,yes\n"
    err = refused(take(field, text))
    assert "None of its columns is a question of “A small survey”" in err
    assert "names of people" not in err


def test_a_label_of_a_dropped_column_is_dropped(field: Field) -> None:
    text = SAID.replace(",start", ",Full name").replace("2026-03-02\n", "Ann Lee\n")
    outcome = take(field, text, framework=LABELLED)
    assert outcome.code == 0, outcome.err
    assert "remarks" in outcome.out.partition("Not named")[0].partition("Dropped")[2]


# 19 to 21. Several answers.

KNOWN = wide("1,sw,,,,,,woman,health police,yes,no,,,,u1", "1,sw,,,,,,man,police,,yes,,,,u2")


def with_options(header: str, yes: str, no: str) -> str:
    """Return the two interviews with a column for each target."""
    return (
        KNOWN.replace("government_known", header)
        .replace("health police", f"{yes},{yes}")
        .replace("man,police,,", f"man,{no},{yes},,")
        .replace("woman,police", "woman,police")
    )


@pytest.mark.parametrize(
    ("yes", "no"),
    [("1", "0"), ("Y", ""), ("Y", "N"), ("ІСТИНА", "ХИБНІСТЬ"), ("VERDADERO", "FALSO"), ("WAHR", "FALSCH"),
     ("VRAI", "FAUX"), ("Yes", "No"), ("x", ""), ("Checked", "Unchecked"), ("1", "n/a")],
)  # fmt: skip
@pytest.mark.parametrize(
    "form", ["{0}/{1}", "{0}[{1}]", "{0}___{1}", "{0}_{1}", "{0} ({1})", "{0}.{1}", "{0} [{1}]"]
)
def test_options_as_columns_of_any_tool(field: Field, form: str, yes: str, no: str) -> None:
    expected = good(field, KNOWN, WIDE)
    header = ",".join(form.format("government_known", code) for code in ("health", "police"))
    outcome = take(field, with_options(header, yes, no), framework=WIDE)
    assert said(outcome) == expected
    assert sorted(
        (row["stakeholder_type"], row["target"])
        for row in outcome.rows("asked")
        if row["stakeholder_type"] == "government"
    ) == [("government", "health"), ("government", "police"), ("government", "police")]


def test_columns_of_options_in_unknown_words_beside_their_summary(field: Field) -> None:
    expected = good(field, KNOWN, WIDE)
    text = KNOWN.replace("government_known", "government_known,government_known/health")
    text = text.replace("health police", "health police,ja!").replace("man,police", "man,police,nö")
    text = text.replace("woman,police,nö", "woman,police")
    assert said(take(field, text, framework=WIDE)) == expected


def test_an_option_of_another_tool_that_the_framework_does_not_know_is_not_lost(
    field: Field,
) -> None:
    header = "government_known[health],government_known[police],government_known[army]"
    text = with_options(header, "Y", "").replace("Y,Y,yes", "Y,Y,Y,yes").replace(",Y,,yes", ",Y,,,yes")  # fmt: skip
    assert "is not allowed; allowed: health, police" in refused(take(field, text, framework=WIDE))


@pytest.mark.parametrize("between", [", ", "; ", " | ", " ", ","])
def test_several_answers_in_one_cell(field: Field, between: str) -> None:
    expected = good(field, KNOWN, WIDE)
    text = KNOWN.replace("health police", f'"health{between}police"')
    if between == ",":  # “health,police” may be one word
        assert "row 2: “health,police” is not allowed" in refused(take(field, text, framework=WIDE))
    else:
        assert said(take(field, text, framework=WIDE)) == expected


def test_a_list_that_is_not_understood_is_one_line(field: Field) -> None:
    err = refused(take(field, KNOWN.replace("health police", "hospital army"), framework=WIDE))
    assert len(err.splitlines()) == 1
    assert "“hospital army” is not allowed; allowed: health, police" in err


# 22. Missing columns.


def test_columns_of_other_classes_are_not_needed(field: Field) -> None:
    gone = {"about", "office", "on_record", "people", "plan_health", "plan_police"}
    header, *rows = (line.split(",") for line in KNOWN.splitlines())
    kept = [place for place, name in enumerate(header) if name not in gone]
    text = "".join(",".join(row[place] for place in kept) + "\n" for row in (header, *rows))
    assert said(take(field, text, framework=WIDE)) == good(field, KNOWN, WIDE)
    staff = text.replace(",sw,", ",staff,", 1)
    assert "“about” ([form] stakeholder_type)" in refused(take(field, staff, framework=WIDE))


def test_a_question_that_was_not_asked_is_said_to_be_so(field: Field) -> None:
    later = NARROW.replace('set = "full"', 'set = "core"')
    text = GOOD.replace(",heard,", ",other,")
    err = refused(take(field, text, framework=later))
    assert "“heard” (core question heard). If a question was not asked in this round" in err
    outcome = take(field, text, "--not-asked", framework=later)
    assert "Questions of the framework that the file does not have (1): heard." in outcome.out
    assert {row["indicator"] for row in outcome.rows("answers")} == {"trust"}


# 23. Empty and locked rows: repeats in test_joined.py.


def test_submissions_that_are_not_decrypted_are_named(field: Field) -> None:
    text = with_column("Status", "", "", "", "not decrypted").replace(
        "UKR,gov,yes,yes,,703", ",,,,,703"
    )
    err = refused(take(field, text))
    assert "1 submission is not decrypted (row 5), so its answers are not in the file" in err
    assert len(err.splitlines()) == 2


# 24. Days.


@pytest.mark.parametrize(
    "day",
    [
        "46083", "46083.45", "Mar 2, 2026 7:30:00 AM", "2 March 2026", "02-Mar-26", "2026/03/02", "2.3.2026",
        "2 березня 2026", "20260302", "Monday, March 2, 2026",
    ],
)  # fmt: skip
def test_a_day_that_can_only_be_one_is_read(field: Field, day: str) -> None:
    text = f'country,about,consent,trust,_uuid,today\nkenya,gov,yes,yes,u1,"{day}"\n'
    out = take(field, text).out
    assert "last answers in 2026-03," in out
    assert "dates" not in out


def test_days_that_are_none_or_two(field: Field) -> None:
    head = "country,about,consent,trust,_uuid,today\n"
    rows = "kenya,gov,yes,yes,u{0},{1}\n"
    out = take(field, head + rows.format(1, "soon")).out
    assert "1 dates are not read: they do not count" in out
    assert "more than one way" not in out
    out = take(field, head + rows.format(1, "03/04/2026")).out
    assert "1 dates can be read in more than one way" in out
    out = take(field, head + rows.format(1, "03/04/2026") + rows.format(2, "28/04/2026")).out
    assert "last answers in 2026-04," in out
    assert "dates" not in out


def test_the_framework_names_the_day(field: Field) -> None:
    told = NARROW.replace("[form]", '[form]\ndate = "interview_day"')
    text = with_column("interview_day", *(["14/01/2026"] * 4))
    outcome = take(field, text, framework=told)
    assert "last answers in 2026-01," in outcome.out
    assert "interview_day" in outcome.out.partition("Not named")[0].partition("Dropped")[2]


# 26. Other JSON.


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"@odata.context": "x", "value": [{"country": "kenya"}]}, "OData"),
        ({"value": [{"country": "kenya"}]}, "OData"),
        ({"type": "FeatureCollection", "features": [{"type": "Feature"}]}, "GeoJSON"),
        ({"objects": [{"form": {}}]}, "JSON of another tool (its list stands under “objects”)"),
    ],
)
def test_json_of_other_kinds_is_named(field: Field, content: object, kind: str) -> None:
    (field.place / "export.json").write_text(json.dumps(content))
    err = refused(take_file(field, field.place / "export.json", "--yes"))
    assert f"export.json: this is {kind}" in err


def test_json_lines_are_named(field: Field) -> None:
    (field.place / "export.json").write_text('{"country": "kenya"}\n{"country": "UKR"}\n')
    err = refused(take_file(field, field.place / "export.json", "--yes"))
    assert "one JSON object a line (JSON lines)" in err


def test_the_small_frameworks_are_what_they_are_taken_for() -> None:
    for text in (NUMBERS, BY_ID, LABELLED):
        assert framework.parse(text.encode(), "small.toml").form.rejected == "leave_out"
