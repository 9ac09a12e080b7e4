"""Real exports come in whole, and nothing that identifies anybody comes with them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from swit_data import framework, store
from swit_data.dataset import SKIPPED
from swit_data.release.making import computed_of

if TYPE_CHECKING:
    from tests.intake.field import Field, Outcome

FRAMEWORKS = Path(__file__).resolve().parents[1] / "frameworks"
IRAQ = ("reach-iraq/export.csv", FRAMEWORKS / "reach-iraq.toml")
DEMO = ("kobo-swit-demo/export_xml.csv", FRAMEWORKS / "kobo-swit-demo.toml")
FORMS = [
    (DEMO[1], "kobo-swit-demo/form.xlsx", ["en", "fr", "uk", "id", "nl"]),
    (IRAQ[1], "reach-iraq/form.xlsx", ["en", "ar"]),
]


def taken(field: Field, realdata: Path, export: tuple[str, Path]) -> Outcome:
    return field.take_file(realdata / export[0], "--yes", framework=export[1])


def test_iraq_has_the_published_answers(field: Field, realdata: Path) -> None:
    outcome = taken(field, realdata, IRAQ)
    answers = outcome.rows("answers")
    trust = Counter(row["answer"] for row in answers if row["indicator"] == "trust_water_office")
    assert outcome.code == 0
    assert trust == {"yes": 382, "no": 150, "dont_know": 99, "prefer_not_answer": 1}
    assert len({row["respondent"] for row in answers}) == 632
    assert len(outcome.rows("respondents")) == len(outcome.rows("asked")) == 632


def test_iraq_agrees_with_the_csv_module_cell_by_cell(field: Field, realdata: Path) -> None:
    answers = taken(field, realdata, IRAQ).rows("answers")
    codes = framework.load(IRAQ[1]).indicators
    with (realdata / IRAQ[0]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    expected = Counter((r["neighbourhood"], c, r[c]) for r in rows for c in codes if r[c])
    said = [answer for answer in answers if answer["answer"] != SKIPPED]
    assert Counter((a["pilot"], a["indicator"], a["answer"]) for a in said) == expected


def test_no_number_of_iraq_is_withheld_for_what_the_form_skipped(
    field: Field, realdata: Path
) -> None:
    """Where everybody whom the form asked answered, the reason is never that too little was answered."""
    taken(field, realdata, IRAQ)
    measured = framework.load(IRAQ[1])
    with (realdata / IRAQ[0]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    withheld = [
        row
        for row in computed_of(store.open_dataset(field.place / "dataset"), {})
        .tables["scores"]
        .to_pylist()
        if row["withheld"] == "too_little_answered" and row["item"] in measured.indicators
    ]
    skipping = [code for code, each in measured.indicators.items() if each.asked_if]
    assert skipping
    for row in withheld:
        condition = measured.indicators[row["item"]].asked_if
        here = [r for r in rows if r["neighbourhood"] == row["pilot"]]
        asked = [r for r in here if not condition or r[condition.column] in condition.values]
        assert any(not r[row["item"]] for r in asked), row


def test_demo_counts_a_submission_that_was_sent_again_once(field: Field, realdata: Path) -> None:
    outcome = taken(field, realdata, DEMO)
    groups = outcome.rows("respondents")
    assert "Rows: 29. Distinct submissions: 28." in outcome.out
    assert "Sent again with the same answers, counted once: 1." in outcome.out
    assert len({row["respondent"] for row in groups}) == len(groups) == 28
    assert {row["class"] for row in groups} == {"group"}
    assert Counter(row["stakeholder_type"] for row in groups) == {
        "government": 8,
        "un_agency": 8,
        "ngo": 4,
        "global_fund_programme": 4,
        "sex_worker_led_organisation": 4,
    }
    # stakeholder_name and the evidence texts are what the form says to drop.
    assert "stakeholder_name, ce_evidence, av_evidence, cl_evidence" in outcome.out


def test_demo_without_rejected_submissions(field: Field, realdata: Path) -> None:
    text = DEMO[1].read_text("utf-8").replace('rejected = "keep"', 'rejected = "leave_out"')
    outcome = field.take_file(realdata / DEMO[0], "--yes", framework=text)
    assert "Left out, rejected by the reviewer: 8." in outcome.out
    assert len(outcome.rows("respondents")) == 20


@pytest.mark.parametrize("export", [IRAQ, DEMO], ids=["iraq", "demo"])
def test_nothing_that_identifies_is_on_the_disk(
    field: Field, realdata: Path, export: tuple[str, Path]
) -> None:
    outcome = taken(field, realdata, export)
    names = ["deviceid", "_submitted_by", "_uuid", "_submission_time", "start", "end"]
    names += ["stakeholder_name", "ce_evidence", "av_evidence", "cl_evidence"]
    with (realdata / export[0]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    secrets = {row[n].strip() for row in rows for n in names if n in row} - {""}
    secrets = {secret for secret in secrets if len(secret) > 2}  # "n/a" and longer
    files = [path for path in outcome.folder.rglob("*") if path.is_file()]
    content = b"\n".join(path.read_bytes() for path in files)
    # Parquet is compressed: what it holds is looked at as well as its bytes.
    content += "\n".join(
        "\n".join(map(str, pq.read_table(path).to_pylist()))
        for path in files
        if path.suffix == ".parquet"
    ).encode()
    assert secrets
    assert not [secret for secret in sorted(secrets) if secret.encode() in content]


def test_the_store_opens_what_came_in(field: Field, realdata: Path) -> None:
    stored = store.open_dataset(taken(field, realdata, DEMO).folder)
    assert stored.dataset.provenance == "collected"
    assert stored.dataset.title == "SWIT roll-out (demo)"
    assert [(r.pilot, r.round, r.month) for r in stored.dataset.rounds] == [
        ("IDN", "1", "2018-05"),
        ("KEN", "1", "2018-06"),
        ("SUR", "1", "2018-05"),
        ("UKR", "1", "2018-05"),
    ]


@pytest.mark.parametrize(("file", "form", "languages"), FORMS, ids=["demo", "iraq"])
def test_frameworks_say_what_the_forms_say(
    file: Path, form: str, languages: list[str], realdata: Path
) -> None:
    book = CalamineWorkbook.from_path(realdata / form)
    sheets = [book.get_sheet_by_name(name).to_python() for name in ("survey", "choices")]
    said = {}
    for sheet in sheets:
        places = [
            [str(c).endswith(f"({code})") for c in sheet[0]].index(True) for code in languages
        ]
        said.update(
            {(row[0], row[1]): [str(row[place]).strip() for place in places] for row in sheet}
        )
    questions = {name: (str(kind).split()[-1], text) for (kind, name), text in said.items() if kind}
    measured = framework.load(file)
    for indicator in measured.indicators.values():
        choices, text = questions[indicator.code]
        assert [indicator.text[code] for code in languages] == text
        answers = measured.scales[indicator.scale].answers
        for answer in answers:
            assert [answer.label[code] for code in languages] == said[choices, answer.code]
        assert len(answers) == sum(kind == choices for kind, _ in said)


def test_kobo_groups_in_headers(field: Field, realdata: Path) -> None:
    text = (realdata / DEMO[0]).read_bytes().decode()
    header, rows = text.split("\r\n", 1)
    grouped = header.replace('"country"', '"about/country"').replace('"ce_', '"ce/ce_scores/ce_')
    plain, with_groups = (
        field.take(text, framework=DEMO[1].read_text("utf-8")),
        field.take(f"{grouped}\r\n{rows}", framework=DEMO[1].read_text("utf-8")),
    )
    assert with_groups.rows("answers") == plain.rows("answers")
    assert "ce/ce_scores/ce_evidence" in with_groups.out.partition("Not named")[0]
