"""The files of shared/trouble give what their READMEs expect; they are read there and never copied."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from swit_data import framework
from swit_data.intake.dialects import as_export, words_of_form
from swit_data.intake.opening.any_file import open_book
from tests.intake.field import Field, Outcome
from tests.intake.test_trouble import squeezed
from tests.intake.writer import Answers, Style, write

DEMO = Path(__file__).parents[1] / "frameworks" / "kobo-swit-demo.toml"
SWIT = "swit-2026.1.toml"

# Of each file: how many answers come in, and what is said beside.
READ = [
    ("01-foreign-column-merged/33_previous_round_column_blank.csv", "", 82, "previous round ce_01"),
    ("01-foreign-column-merged/33b_previous_round_column_differs.csv", "", 82, "previous round ce"),
    ("01-foreign-column-merged/33e_count_of.csv", "", 82, "do not enter (1): Count of ce_01."),
    ("02-pivot-blank-separator/12b_pivot_sheet.xlsx", "", 84, "names of questions and codes, 12"),
    ("04-consent-spelled/54_consent_spelled_otherwise.csv", SWIT, 636, "without consent: 0."),
    ("05-on-record-Yes/63_on_record_Yes.csv", SWIT, 456, "that count: 12: KEN 12."),
    ("06-branch-spelled/55_branch_leading_zero.csv", SWIT, 636, "that count: 12: KEN 12."),
    (
        "07-review-status-other-tools/34_lo_21_surveycto_review.csv",
        "fw_lo.toml",
        70,
        "reviewer: 2.",
    ),
    ("07-review-status-other-tools/34_lo_22_ona_review.csv", "fw_lo.toml", 70, "reviewer: 2."),
    ("09-sep-line/01_sep_line.csv", "", 84, ""),
    ("10-whole-row-in-one-cell/17_whole_row_in_one_cell.csv", "", 84, ""),
    ("11-rows-of-other-length-only-blanks/18_trailing_comma_rows.csv", "", 84, ""),
    ("12-placeholders-for-blank/02_na_placeholder.csv", "", 78, ""),
    ("12-placeholders-for-blank/05b_pandas_nan.csv", "", 82, ""),
    ("13-numbers-as-decimals/05_pandas_floats.csv", "", 83, ""),
    ("13-numbers-as-decimals/06_decimal_comma.csv", "", 84, ""),
    ("13-numbers-as-decimals/58_round_number.csv", SWIT, 636, "Round 2026:"),
    ("14-header-rows/07_qualtrics_three_rows.csv", "", 84, "rows 2, 3 are further headers"),
    ("15-total-and-footer/11_totals_row.xlsx", "", 84, "row 14 looks like a total"),
    ("15-total-and-footer/31_blank_rows_and_footer.csv", "", 84, "row 15 looks like a total"),
    ("16-invisible-signs-case/13_invisible_in_headers.csv", "", 84, ""),
    ("16-invisible-signs-case/14b_case.csv", "", 84, ""),
    ("16-invisible-signs-case/16_upper_headers.csv", "", 84, ""),
    ("16-invisible-signs-case/27_apostrophe_text.csv", "", 84, ""),
    ("17-typography-in-labels/40b_labels_smart_quote.csv", "", 84, "English labels"),
    ("17-typography-in-labels/40c_labels_markdown_html.csv", "", 84, "English labels"),
    ("17-typography-in-labels/56b_swit_labels_en_smart.csv", SWIT, 636, "English labels"),
    ("17-typography-in-labels/65c_labels_uk_as_pyxform_writes.csv", SWIT, 636, "Ukrainian labels"),
    ("18-labels-in-named-columns/40g_headers_names_values_labels.csv", "", 84, ""),
    ("19-option-columns-other-tools/62_limesurvey_brackets_Y.csv", SWIT, 636, ""),
    ("19-option-columns-other-tools/62d_surveycto_underscore.csv", SWIT, 636, ""),
    ("20-several-answers-comma/53_multiple_joined_by_comma.csv", SWIT, 751, ""),
    ("20-several-answers-comma/61_labels_multi_comma.csv", SWIT, 751, ""),
    ("21-local-booleans/51_details_bool_uk.csv", SWIT, 636, ""),
    ("21-local-booleans/51d_details_x.csv", SWIT, 636, ""),
    ("22-missing-column/59_only_answered_columns.csv", SWIT, 636, ""),
    (
        "23-empty-or-locked-rows/35_empty_repeat_instance.zip",
        "",
        77,
        "row 7 of the repeat is empty",
    ),
    ("24-dates/20_serial_dates.csv", "", 84, "last answers in 2018-05,"),
    ("24-dates/20b_serial_dates_unformatted.xlsx", "", 84, "last answers in 2018-05,"),
    ("24-dates/21_surveycto_review.csv", "", 84, "last answers in 2018-05,"),
    ("25-code-and-text-header/37_limesurvey_code_and_text.csv", "", 84, ""),
]
REFUSED = [
    ("03-ids-scientific/15_scientific_ids.csv", "fw_id.toml", "were damaged by Excel"),
    ("04-consent-spelled/54b_consent_1.csv", SWIT, "“1” is neither a yes (yes) nor a no (no)"),
    ("22-missing-column/23_question_added_later.csv", "", "If a question was not asked"),
    ("23-empty-or-locked-rows/30_odk_not_decrypted.csv", "", "3 submissions are not decrypted"),
    ("26-json-of-other-kinds/60_odata.json", SWIT, "this is OData"),
    ("26-json-of-other-kinds/60b_geo.json", SWIT, "this is GeoJSON"),
]


def measured(trouble: Path, name: str) -> Path:
    return trouble / name if name else DEMO


@pytest.mark.parametrize("row", READ, ids=[row[0] for row in READ])
def test_a_bent_file_is_read_as_it_is_meant(
    row: tuple[str, str, int, str], field: Field, trouble: Path
) -> None:
    file, name, answers, beside = row
    outcome = field.take_file(trouble / file, "--yes", framework=measured(trouble, name))
    assert outcome.code == 0, outcome.err
    assert f"Answers: {answers}." in outcome.out
    assert beside in squeezed(outcome.out)


@pytest.mark.parametrize(("file", "name", "why"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_bent_file_is_refused_with_the_true_reason(
    file: str, name: str, why: str, field: Field, trouble: Path
) -> None:
    outcome = field.take_file(trouble / file, "--yes", framework=measured(trouble, name))
    assert outcome.code == 2
    assert outcome.nothing_kept()
    assert why in outcome.err


def test_one_branch_and_consents_on_record_of_the_files(field: Field, trouble: Path) -> None:
    file = trouble / "06-branch-spelled" / "55_branch_leading_zero.csv"
    outcome = field.take_file(file, "--yes", framework=trouble / SWIT)
    assert len({row["branch"] for row in outcome.rows("respondents")}) == 1


def test_consent_on_record_of_the_file(field: Field, trouble: Path) -> None:
    file = trouble / "05-on-record-Yes" / "63_on_record_Yes.csv"
    outcome = field.take_file(file, "--yes", framework=trouble / SWIT)
    institutions = [r for r in outcome.rows("respondents") if r["class"] == "institution"]
    assert {row["consent_on_record"] for row in institutions} == {True}


def test_a_renamed_question_with_its_other_name(field: Field, trouble: Path) -> None:
    text = DEMO.read_text("utf-8").replace(
        'code = "ce_01"', 'code = "ce_01"\nnames = ["empower_01"]'
    )
    file = trouble / "08-renamed-question" / "24_renamed_across_versions.csv"
    outcome = field.take_file(file, "--yes", framework=text)
    assert outcome.code == 0, outcome.err
    assert "Answers: 84." in outcome.out


def test_a_question_that_was_added_later(field: Field, trouble: Path) -> None:
    file = trouble / "22-missing-column" / "23_question_added_later.csv"
    outcome = field.take_file(file, "--yes", "--not-asked", framework=DEMO)
    assert outcome.code == 0, outcome.err
    assert "Answers: 72." in outcome.out
    assert "the file does not have (1): cl_02." in squeezed(outcome.out)


# As it is exported, and as Excel saves it again; the gate reads one of each.
OTHER_DIALECTS = [
    *((language, ";", False) for language in ("fr", "uk", "id", "nl")),
    *((language, ",", True) for language in ("en", "fr")),
]
DIALECTS = [
    ("en", ";", False),
    ("uk", ",", True),
    *(pytest.param(*each, marks=pytest.mark.long) for each in OTHER_DIALECTS),
]


def demo_in(language: str, *, separator: str, resaved: bool, folder: Path) -> tuple[str, bytes]:
    """Return the demo's answers with the labels of its form in a language."""
    form = words_of_form(open_book("form.xlsx", (folder / "form.xlsx").read_bytes()))
    plain = as_export(
        open_book("export.csv", (folder / "export_xml.csv").read_bytes()), framework.load(DEMO)
    )
    there = {name: plain.values(place) for place, name in enumerate(plain.header)}
    asked = replace(form, questions=tuple(q for q in form.questions if q.name in there))
    answers: list[Answers] = []
    for n, found in enumerate(there["_uuid"]):
        answers.append({"id": found})
        for question in asked.questions:
            cell = there[question.name][n]
            answers[-1][question.name] = cell.split() if question.several else cell
    return write(asked, answers, Style(language=language, separator=separator, resaved=resaved))


def said(outcome: Outcome) -> list[tuple[object, ...]]:
    assert outcome.code == 0, outcome.err
    keys = ("pilot", "stakeholder_type", "indicator", "answer")
    return sorted(tuple(row[key] for key in keys) for row in outcome.rows("answers"))


@pytest.mark.parametrize(("language", "separator", "resaved"), DIALECTS)
def test_label_dialects_of_the_demo_form(
    language: str, separator: str, resaved: bool, realdata: Path, field: Field
) -> None:
    folder = realdata / "kobo-swit-demo"
    name, content = demo_in(language, separator=separator, resaved=resaved, folder=folder)
    file = field.place / name
    file.write_bytes(content)
    refused = field.take_file(file, "--yes", framework=DEMO)
    assert refused.code == 2
    said_first = refused.err.rpartition("\r")[
        2
    ]  # after the line of the meter, where a computer is slow
    assert said_first.startswith(f"{name}: the header of this file holds labels")
    assert "the answers were collected with, “SWIT roll-out (demo)” (--form" in refused.err
    found = said(
        field.take_file(file, "--form", str(folder / "form.xlsx"), "--yes", framework=DEMO)
    )
    shutil.rmtree(field.place / "dataset")
    assert found == said(field.take_file(folder / "export_xml.csv", "--yes", framework=DEMO))
