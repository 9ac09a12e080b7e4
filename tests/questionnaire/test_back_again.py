"""What people answer in the form comes back through the import as the same answers, of the same people."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest
import xlsxwriter

from tests.intake.field import NARROW, WIDE, Field
from tests.questionnaire.field_form import Interview, made, opened
from tests.questionnaire.sheets import Book
from tests.questionnaire.test_form import DEMO, REACH, SWIT

PEOPLE = 9


def somebody(form: Interview, chance: random.Random) -> Interview:
    """Fill in a form as its questions appear, now and then passing over one that may be passed over."""
    passed: set[str] = set()
    while left := form.questions() - set(form.given) - passed:
        name = next(name for name in form.controls if name in left)
        bind = form.binds[form.path[name]]
        if bind.get("required") != "true()" and chance.random() < 0.2:
            passed.add(name)
            continue
        offered = sorted(form.codes(name))
        if name == first_consent(form):
            offered = [code for code in offered if code != "no"] * 6 + ["no"]
        form.answer(**{name: chance.choice(offered or ["2", "7"])})
    return form


def first_consent(form: Interview) -> str:
    return next(name for name in form.controls if not form.is_note(name))


def exported(forms: list[Interview], added: dict[str, str]) -> str:
    """A CSV with groups in its header and a column for every note, as KoboToolbox can write it.

    `added`: a question that was added to the form by hand, and its answer.
    """
    paths = {name: path.split("/", 2)[2] for name, path in forms[0].path.items()}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*paths.values(), *added, "_uuid", "_submission_time"])
    for n, form in enumerate(forms):
        values = form.values()
        said = [values[name] for name in paths]
        writer.writerow([*said, *added.values(), f"u{n}", "2026-03-02T10:00:00"])
    return out.getvalue()


@pytest.mark.parametrize(
    ("framework", "kind"),
    [
        *((NARROW, "xlsform"), (WIDE, "xlsform"), (WIDE, "groups"), (DEMO, "groups")),
        *((REACH, "xlsform"), (SWIT, "xlsform")),
        pytest.param(SWIT, "groups", marks=pytest.mark.long),
    ],
    ids=["narrow", "wide", "wide groups", "demo groups", "reach", "swit", "swit groups"],
)
def test_answers_come_back_as_they_were_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], framework: str | Path, kind: str
) -> None:
    xform = opened(made(tmp_path, framework, "--kind", kind)).xform
    chance = random.Random(7)  # noqa: S311 - the same people each time
    # Without a column of consent in the framework, people without it are taken out by hand (the notice says so).
    people = [somebody(Interview(xform), chance) for _ in range(PEOPLE)]
    agreed = [p for p in people if p.values()[first_consent(p)] == "yes"]
    assert agreed
    said = capsys.readouterr()
    told = "names no column of consent" in said.out
    # What the framework asks only under a condition that is no question of its own: the notice says what to add.
    added = {"water_system_connection": "no_subscription"} if framework == REACH else {}
    assert all(f"only where “{column}” has certain answers" in said.out for column in added)
    outcome = Field(tmp_path, capsys).take_file(
        written(tmp_path, exported(agreed if told else people, added)), "--yes", framework=framework
    )
    assert outcome.code == 0, outcome.err
    back = sorted((column(row, people[0]), row["answer"]) for row in outcome.rows("answers"))
    assert back == given_by(agreed)
    assert len(outcome.rows("respondents")) == len(agreed)


def given_by(people: list[Interview]) -> list[tuple[str, str]]:
    """Return each answer that people gave, with its column."""
    return sorted(
        (name, value)
        for person in people
        for name, value in person.values().items()
        if value and name in answering(person)
    )


def written(folder: Path, content: str) -> Path:
    path = folder / "export.csv"
    path.write_text(content, "utf-8")
    return path


def answering(person: Interview) -> set[str]:
    """The columns of a form that hold answers: those of a scale, all inside the blocks of questions."""
    blocks = ("/block_", "/part_questions/")
    return {
        n
        for n, path in person.path.items()
        if any(b in path for b in blocks) and not person.is_note(n)
    }


def column(row: dict[str, str], form: Interview) -> str:
    """The column of the form that an answer came from."""
    names = {
        f"{row['stakeholder_type']}_{row['target']}_{row['indicator']}",
        f"{row['indicator']}_{row['target']}",
        row["indicator"],
    }
    (name,) = names & set(form.path)
    return name


def test_a_filled_workbook_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Book(made(tmp_path, SWIT, "--kind", "workbook", "--pilot", "KEN"))
    limits = book.limits("answers")
    header = list(book.cells("answers").values())
    row = dict.fromkeys(header, "")
    row |= {
        "_uuid": limits["_uuid"][0],
        "pilot": "KEN",
        "round": "1",
        "class": "sex_worker",
        "consent": "yes",
    }
    row |= {
        "gender": "woman",
        "branch": "3",
        "ngo_targets": "national_ngo",
        "ngo_national_ngo_X1_knows": "partly",
    }
    silent = row | {
        "_uuid": limits["_uuid"][1],
        "consent": "no",
        "ngo_national_ngo_X1_knows": "yes",
    }
    filled = fill(tmp_path, header, [row, silent])
    outcome = Field(tmp_path, capsys).take_file(filled, "--yes", framework=SWIT)
    assert outcome.code == 0, outcome.err
    (answer,) = outcome.rows("answers")
    assert (answer["indicator"], answer["target"], answer["answer"]) == (
        "X1_knows",
        "national_ngo",
        "partly",
    )
    (person,) = outcome.rows("respondents")
    assert (person["pilot"], person["class"], person["gender"]) == ("KEN", "community", "woman")


def fill(folder: Path, header: list[str], rows: list[dict[str, str]]) -> Path:
    path = folder / "filled.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_numbers": False})
    sheet = book.add_worksheet("answers")
    for at, cells in enumerate([dict(zip(header, header, strict=True)), *rows]):
        for place, name in enumerate(header):
            if cells[name]:
                sheet.write_string(at, place, cells[name])
    other = book.add_worksheet("swit_form")
    other.write_string(0, 0, "what")
    other.hide()
    book.close()
    return path
