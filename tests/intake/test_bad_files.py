"""Every bad file gets a sentence: where, what was found, what is allowed, what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.intake.field import NARROW, WIDE, Field, Outcome, stakeholder_type
from tests.intake.test_rows import THREE, wide


def refused(outcome: Outcome) -> str:
    """Return the sentences of a file that was refused; nothing of it is on the disk."""
    assert outcome.code == 2, outcome.out
    assert "Traceback" not in outcome.err
    assert outcome.nothing_kept()
    return outcome.err


def workbook() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "export.csv: this file is empty."),
        (b"\xef\xbb\xbf \r\n", "export.csv: this file is empty."),
        (workbook(), "export.csv: its name ends in .csv, but it holds an Excel workbook."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "this is an old Office file (.xls), which is not read"),
        (b"%PDF-1.7", "this is a PDF, not a table."),
        (b"\n<!DOCTYPE html><p>", "this is a web page, not a table."),
        (b"trust,\0\0\0\0\1\2\0", "line 1 holds a zero byte, so this file is not text"),
        (THREE.replace("a talk", "мова").encode("cp1251"), "line 2 is not in UTF-8"),
        (b"Hello, this is a letter.\n", "None of its columns is named by the framework"),
        (b'{"trust": 1}', "its name ends in .csv, but it holds JSON"),
    ],
)
def test_not_a_table(field: Field, content: bytes, sentence: str) -> None:
    assert sentence in refused(field.take(content))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_text_of_excel_in_utf_16_is_read(field: Field, encoding: str) -> None:
    assert field.take(THREE.encode(encoding)).rows("answers") == field.take(THREE).rows("answers")


def test_no_file(field: Field) -> None:
    said = refused(field.take_file(field.place / "gone.csv", "--yes"))
    assert "gone.csv: this file cannot be read (No such file or directory)." in said


def test_wrong_separator(field: Field) -> None:
    said = refused(field.take(THREE.replace(",", "|")))
    assert "separated by a vertical bar; allowed: semicolon, comma, tab." in said
    # The header with commas, the rows with semicolons.
    header, rows = THREE.split("\n", 1)
    said = refused(field.take(header + "\n" + rows.replace(",", ";")))
    assert "row 2 (as a spreadsheet counts) is shorter than the header: it has 1 fields" in said
    assert "needed are 10, with a comma between them." in said


@pytest.mark.parametrize("quoted", ["a talk", '"a\ntalk"'], ids=["plain", "line-in-a-cell"])
def test_rows_of_another_length(field: Field, quoted: str) -> None:
    longer = THREE.replace("a talk", quoted).replace("dev-2", "dev-2,1")
    assert "export.csv: row 3 (as a spreadsheet counts) is longer than the header: it has 11 " in (
        refused(field.take(longer))
    )
    shorter = THREE.replace("a talk", quoted).replace(",dev-3", "")
    assert "row 4 (as a spreadsheet counts) is shorter than the header: it has 9 fields" in (
        refused(field.take(shorter))
    )
    many = THREE.replace("a talk", quoted) + "x\n" * 9
    assert "… and 4 more rows of another length." in refused(field.take(many))


@pytest.mark.parametrize(
    ("found", "written"),
    [("a talk", '"a talk'), ("a talk", '"a" talk'), ("u1,", 'u1,"')],
)
def test_a_quotation_mark_that_stays_open_swallows_no_rows(
    field: Field, found: str, written: str
) -> None:
    said = refused(field.take(THREE.replace(found, written)))
    assert "has a quotation mark that does not close, or that closes too early" in said
    assert "a talk" not in said


def test_two_open_quotation_marks_swallow_no_rows(field: Field) -> None:
    # Together they look like one long cell with as many fields as are needed.
    text = 'consent,about,country,trust\nyes,gov,kenya,yes\nyes,gov,kenya,"yes\nyes,ngo,UKR,"no\n'
    assert "row 3 (as a spreadsheet counts) has a quotation mark" in refused(field.take(text))


def test_missing_required_columns_are_listed_with_suggestions(field: Field) -> None:
    text = THREE.replace("country", "contry").replace(",about", ",abuot").replace("consent", "c")
    said = refused(field.take(text))
    assert "3 required columns are missing" in said
    assert "“country” ([form] pilot) (did you mean “contry”?)" in said
    assert "“about” ([form] stakeholder_type) (did you mean “abuot”?)" in said
    assert "“consent” ([form] consent)," in said.replace(". Export", ",")


def test_a_missing_core_question_is_an_error_and_a_full_one_is_not(field: Field) -> None:
    said = refused(field.take(THREE.replace("trust", "trusts")))
    assert "“trust” (core question trust) (did you mean “trusts”?)" in said
    outcome = field.take(THREE.replace("heard", "h"))
    assert outcome.code == 0
    assert "Questions of the framework that the file does not have (1): heard." in outcome.out
    assert "questions core." in outcome.out


def test_missing_columns_of_a_wide_form(field: Field) -> None:
    text = wide().replace("government_known", "known").replace("_trust", "_t")
    said = refused(field.take(text.replace("q_gender", "gender"), framework=WIDE))
    assert "“q_gender” (characteristic gender)" in said
    assert "“government_known” ([form] asked)" in said
    assert "“government_health_trust” or 1 like it (core question trust)" in said


@pytest.mark.parametrize("twin", ["trust", " trust"])
def test_a_named_column_that_stands_twice(field: Field, twin: str) -> None:
    said = refused(field.take(THREE.replace("remarks", twin)))
    assert "are the same question, “trust”, and hold different answers" in said


def test_an_unnamed_column_may_stand_twice(field: Field) -> None:
    assert field.take(THREE.replace("remarks", "deviceid")).code == 0
    assert field.take(THREE.replace("remarks", "x").replace("today", "x")).code == 0


def test_an_illegal_answer(field: Field) -> None:
    text = THREE.replace("a talk", '"two\nlines"').replace("ngo,yes,no,dont_know", "ngo,yes,noo,dk")
    said = refused(field.take(text))
    assert said.splitlines() == [
        (
            "export.csv: column “trust”, row 3: “noo” is not allowed; allowed: yes, no, dont_know "
            "(did you mean “no”?). Correct it in KoboToolbox and export again, or in the file."
        ),
        (
            "export.csv: column “heard”, row 3: “dk” is not allowed; allowed: yes, no, dont_know. "
            "Correct it in KoboToolbox and export again, or in the file."
        ),
    ]


def test_the_same_illegal_answer_is_one_line(field: Field) -> None:
    header = "consent,about,country,trust,_uuid\n\n"
    rows = "".join(f"yes,gov,kenya,maybe,u{n}\n" for n in range(9))
    said = refused(field.take(header + rows))
    assert "column “trust”, rows 3, 4, 5, 6, 7 and 4 more: “maybe”" in said
    assert len(said.splitlines()) == 1
    rows = "".join(f"yes,gov,kenya,m{n},u{n}\n" for n in range(60))
    assert "… and 20 more of this kind." in refused(field.take(header + rows))


def test_a_long_value_is_cut(field: Field) -> None:
    said = refused(field.take(THREE.replace("gov,yes,yes", "gov,yes," + "y" * 5000)))
    assert len(said) < 300


def test_an_unknown_pilot_and_stakeholder_type(field: Field) -> None:
    text = THREE.replace("UKR", "Ukraine").replace("kenya,gov", ",minister")
    said = refused(field.take(text))
    assert "column “country”, row 4: “Ukraine” is not allowed; allowed: kenya, UKR." in said
    assert "column “country”, row 2: the cell is empty; allowed: kenya, UKR." in said
    assert "column “about”, row 2: “minister” is not allowed; allowed: gov, ngo." in said
    assert "stands where none is allowed" not in said  # that follows from the type


def test_an_answer_to_a_question_that_was_not_asked(field: Field) -> None:
    said = refused(field.take(THREE.replace("gov,yes,yes,,", "gov,yes,yes,no,")))
    assert "column “heard”, row 2: the answer “no” stands where none is allowed: " in said
    assert "this is not asked of community about government health." in said
    said = refused(
        field.take(
            wide(
                "1,sw,,,,,,,health,yes,no,,,,u1",
                "1,sw,,,,,,,,,,yes,,,u2",
                "1,staff,government,health,yes,,,,,yes,,,,yes,u3",
                "1,sw,,,,,,,,yes,,,,,u4",
                "1,sw,,,,,,,health,yes,,no,,,u5",
            ),
            framework=WIDE,
        )
    )
    # What is the same mistake is one line, in however many columns.
    rows = [
        (2, 6, "no", "government_police_trust, plan_health"),
        (3, 5, "yes", "government_health_trust, plan_health"),
    ]
    for first, last, answer, columns in rows:
        assert (
            f"2 columns (“{columns}”), rows {first}, {last}: the answer “{answer}” stands where none is"
            in said
        )
    assert "“swlo_own_led”, row 4: the answer “yes” stands" in said
    assert "this community row was not asked about this target" in said
    assert "this is not asked of institution about government health" in said


def test_an_answer_of_somebody_who_was_asked_nothing(field: Field) -> None:
    framework = WIDE.replace(
        "stakeholder_types = ['swlo']", 'set = "full"\nstakeholder_types = ["swlo"]'
    )
    assert framework != WIDE
    text = wide("1,sw,,,,,,,,yes,,,,,u1").replace("swlo_own_led", "other")
    said = refused(field.take(text, framework=framework))
    assert "“government_health_trust”, row 2: the answer “yes” stands" in said


def test_illegal_values_of_a_wide_form(field: Field) -> None:
    said = refused(
        field.take(
            wide(
                "a b,sw,,,,,,Maria from Kisumu,prison,,,,,,u1",
                "1,x,,,,,,,,,,,,,u2",
                "1,staff,swlo,own,yes,,,,,,,,,,u3",
                "1,staff,government,army,yes,,,,,,,,,,u4",
                "1,fgd,,,,0712345678,,,,,,,,,u5",
            ),
            framework=WIDE,
        )
    )
    assert "column “wave”, row 2: this is no round; allowed: up to 20 letters" in said
    assert "column “who”, row 3: “x” is not allowed; allowed: sw, staff, fgd." in said
    assert (
        "column “q_gender”, row 2: a value (not shown here) is not allowed; allowed: woman, man, "
        "prefer_not_to_say." in said
    )
    assert "Maria" not in said
    assert (
        "column “government_known”, row 2: “prison” is not allowed; allowed: health, police."
        in said
    )
    assert "column “about”, row 4: “swlo” is not allowed; allowed: government." in said
    assert "column “office”, row 5: “army” is not allowed; allowed: health, police." in said
    assert "column “people”, row 6: this is no number of participants" in said
    assert "0712345678" not in said


def test_one_answer_for_several_targets_is_not_guessed(field: Field) -> None:
    framework = NARROW.replace(
        stakeholder_type("government", "health"), stakeholder_type("government", "health", "police")
    )
    said = refused(field.take(THREE, framework=framework))
    assert "column “trust” holds one answer for several targets of government (health, police)" in (
        said
    )
    named = framework.replace("ignore =", 'target = { column = "office" }\nignore =')
    text = THREE.replace("remarks", "office").replace("a talk", "police")
    assert field.take(text, framework=named).code == 0


def test_institutions_need_their_stakeholder_type(field: Field) -> None:
    framework = WIDE.replace('stakeholder_type = { column = "about" }\n', "")
    said = refused(field.take(wide("1,staff,,,,,,,,,,,,,u1"), framework=framework))
    assert "Add [form] stakeholder_type to the framework file." in said


@pytest.mark.parametrize("column", ["username", "meta/deviceid", "PhoneNumber"])
@pytest.mark.parametrize("key", ["branch", "participants"])
def test_the_collectors_own_columns_cannot_be_named(field: Field, column: str, key: str) -> None:
    framework = WIDE.replace('"recruited_by"' if key == "branch" else '"people"', f'"{column}"')
    text = wide().replace("recruited_by" if key == "branch" else "people", column)
    said = refused(field.take(text, framework=framework))
    assert f"the framework names “{column}” for [form] {key}" in said


def test_no_row_that_counts(field: Field) -> None:
    said = refused(field.take(THREE.splitlines()[0] + "\n"))
    assert "no row of this file counts: of 0 rows, 0 are without consent and 0 rejected." in said
    nobody = THREE.replace("gov,yes", "gov,no").replace("ngo,yes", "ngo,no")
    assert "of 3 rows, 3 are without consent and 0 rejected." in refused(field.take(nobody))


def test_a_broken_framework(field: Field) -> None:
    said = refused(field.take(THREE, framework=NARROW.replace('part = "C1"', 'part = "C9"')))
    assert "“part” is 'C9'; allowed: C1." in said
