"""A form in four languages, exported with the labels of each as KoboToolbox writes them, comes back unchanged.

    pytest -m long tests/questionnaire/test_languages.py

asks the whole core questionnaire in each language; the gate asks in one.
"""

from __future__ import annotations

import csv
import io
import random
from functools import cache
from typing import TYPE_CHECKING

import pytest
from polib import pofile

from swit_data.wording import FOLDER
from tests.intake.field import Field
from tests.questionnaire.field_form import Interview, made, opened
from tests.questionnaire.sheets import Book
from tests.questionnaire.test_back_again import column, first_consent, given_by, somebody, written
from tests.questionnaire.test_form import SWIT

if TYPE_CHECKING:
    from pathlib import Path

SPOKEN = {"en": "English", "pt": "Português", "sw": "Kiswahili", "uk": "Українська"}
PEOPLE = 12


class Labelled:
    """A form's labels in one language, as its workbook has them."""

    def __init__(self, form: Path, language: str, was: dict[str, str] | None = None) -> None:
        """Read them; `was`: what a label said when the form was handed out."""
        book, said = Book(form), f"label::{SPOKEN[language]} ({language})"
        self.paths: dict[str, str] = {}
        self.several: dict[str, str] = {}
        self.lists: dict[str, str] = {}
        self.answers = {(row["list_name"], row["name"]): row[said] for row in book.rows("choices")}
        groups: list[str] = []
        for row in book.rows("survey"):
            kind, _, listed = row["type"].partition(" ")
            if row["type"] == "begin group":
                groups.append(row[said])
            elif row["type"] == "end group":
                groups.pop()
            else:
                # Kobo names by its label what has one, and by its name what has none.
                label = (was or {}).get(row[said], row[said]) or row["name"]
                self.paths[row["name"]] = "/".join([*groups, label])
                if kind.startswith("select"):
                    (self.several if kind == "select_multiple" else self.lists)[row["name"]] = (
                        listed
                    )

    def cells(self, person: Interview) -> list[tuple[str, str]]:
        """Return the header and value of each column of a person's row."""
        values, found = person.values(), []
        for name, path in self.paths.items():
            value = values.get(name, "")
            if name in self.lists:
                value = value and self.answers[self.lists[name], value]
            found.append((path, value))
            if name in self.several:
                codes = value.split()
                options = {c: s for (of, c), s in self.answers.items() if of == self.several[name]}
                found[-1] = (path, " ".join(options[code] for code in codes))
                found += [
                    (f"{path}/{said}", str(int(code in codes)) if value else "")
                    for code, said in options.items()
                ]
        return found


def exported(labelled: Labelled, people: list[Interview]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    rows = [labelled.cells(person) for person in people]
    writer.writerow([*(head for head, _ in rows[0]), "_uuid", "_submission_time"])
    for n, row in enumerate(rows):
        writer.writerow([*(value for _, value in row), f"u{n}", "2026-03-02T10:00:00"])
    return out.getvalue()


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chosen = [word for code in SPOKEN for word in ("--language", code)]
    return made(
        tmp_path_factory.mktemp("form"), SWIT, "--kind", "xlsform", "--set", "core", *chosen
    )


@cache
def interviewed(form: Path) -> tuple[Interview, ...]:
    """Return some who agreed, as pyxform and ODK Validate have the form."""
    xform, chance = opened(form).xform, random.Random(11)  # noqa: S311 - the same people each time
    agreed: list[Interview] = []
    while len(agreed) < PEOPLE:
        person = somebody(Interview(xform), chance)
        if person.values()[first_consent(person)] == "yes":
            agreed.append(person)
    return tuple(agreed)


LONG = [pytest.param(c, marks=[pytest.mark.long] * (c != "sw")) for c in SPOKEN]


@pytest.mark.parametrize("language", LONG)
def test_labels_in_four_languages_come_back_as_the_same_answers(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    comes_back(form, Labelled(form, language), Field(tmp_path, capsys))


def test_a_form_that_was_handed_out_before_a_text_was_reworded_is_still_read(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a question said until then stands in the catalogue as a comment."""
    blocks = [*pofile(str(FOLDER / "framework.uk.po"))]
    was = {
        each.msgstr: each.tcomment.partition(": ")[2]
        for each in blocks
        if each.tcomment.startswith("until 2026-11-29: ")
    }
    assert len(was) == 33
    comes_back(form, Labelled(form, "uk", was), Field(tmp_path, capsys))


def comes_back(form: Path, labelled: Labelled, field: Field) -> None:
    people = list(interviewed(form))
    content = exported(labelled, people)
    outcome = field.take_file(written(field.place, content), "--yes", framework=SWIT)
    assert outcome.code == 0, outcome.err
    given = given_by(people)
    assert len(given) > 100
    back = [(column(row, people[0]), row["answer"]) for row in outcome.rows("answers")]
    assert sorted(back) == given
    assert len(outcome.rows("respondents")) == len(people)
