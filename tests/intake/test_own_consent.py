"""What endangers people is kept only of those who agreed to be asked it, in the full set, and never said."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from swit_data import store
from swit_data.__main__ import main
from swit_data.wording import languages
from tests.intake.field import ENDANGERING, WIDE
from tests.questionnaire.field_form import made
from tests.questionnaire.sheets import Book
from tests.vaults import PASSPHRASE, cheap, opened

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "_uuid,country,about,consent,hiv_consent,hiv_status,trust,heard\n"


@dataclass(frozen=True)
class Person:
    """Somebody who imports into a vault."""

    place: Path
    captured: pytest.CaptureFixture[str]

    def take(self, content: str, *options: str, measured: str = ENDANGERING) -> tuple[int, str]:
        """Import a file and say yes; return how it ended and everything that was said."""
        (self.place / "small.toml").write_text(measured, "utf-8")
        (self.place / "export.csv").write_text(content, "utf-8")
        words = ["import", "export.csv", "--framework", "small.toml", "--dataset", "dataset"]
        where = [
            str(self.place / w) if w in ("export.csv", "small.toml", "dataset") else w
            for w in words
        ]
        self.captured.readouterr()
        code = main([*where, "--yes", *options])
        said = self.captured.readouterr()
        return code, " ".join((said.out + said.err).split())

    def kept(self) -> dict[str, int]:
        """Return how many people stand under each answer."""
        with opened(self.place / "dataset", PASSPHRASE):
            stored = store.open_dataset(self.place / "dataset")
            found: list[str] = stored.table("respondents")["hiv"].to_pylist()
        return {value: found.count(value) for value in set(found)}


@pytest.fixture
def person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Person:
    cheap(monkeypatch)
    return Person(tmp_path, capsys)


def rows(text: str) -> str:
    """Return an export: each line is an id, the consent of its own and the answer; - is empty."""
    found = [line.split() for line in text.strip().splitlines()]
    cells = [[who, *("" if cell == "-" else cell for cell in rest)] for who, *rest in found]
    return HEAD + "".join(f"{who},kenya,ngo,yes,{yes},{said},yes,no\n" for who, yes, said in cells)


def test_only_a_yes_of_its_own_lets_an_answer_in(person: Person) -> None:
    code, said = person.take(
        rows("""
            a yes positive
            b yes negative
            c yes prefer_not_to_say
            d yes -
            e no  positive
            f no  -
            g -   positive
            h -   -
            i -   prefer_not_to_say
        """)
    )
    assert code == 0
    assert person.kept() == {"positive": 1, "negative": 1, "prefer_not_to_say": 7}
    assert "Not kept, 2 answers in “hiv_status”: whoever gave them did not agree" in said
    assert "positive" not in said
    assert "Respondents that count: 9" in said


def test_where_everybody_agreed_nothing_is_said_of_it(person: Person) -> None:
    code, said = person.take(rows("a yes positive\nb no -"))
    assert code == 0
    assert "Not kept" not in said


def test_a_consent_that_is_neither_is_said_without_what_stands_there(person: Person) -> None:
    """The columns may have been swapped: then what stands there is the answer."""
    drawn = rows("a positive yes\nb yes negative")
    code, said = person.take(drawn)
    assert code != 0
    assert (
        "column “hiv_consent”, row 2: this (not shown here) is neither a yes (yes) nor a no" in said
    )
    assert "“positive”" not in said
    code, said = person.take(drawn, "--accept-valid")
    assert code == 0
    assert person.kept() == {"negative": 1, "prefer_not_to_say": 1}


def test_an_answer_that_is_none_is_refused_unseen_and_only_where_somebody_agreed(
    person: Person,
) -> None:
    code, said = person.take(rows("a yes reactive\nb yes negative\nc no reactive"))
    assert code != 0
    assert "column “hiv_status”, row 2: a value (not shown here) is not allowed" in said
    assert "reactive" not in said


def test_a_file_without_the_consent_is_refused(person: Person) -> None:
    drawn = (
        rows("a yes positive")
        .replace("hiv_consent,", "")
        .replace("yes,yes,positive", "yes,positive")
    )
    code, said = person.take(drawn)
    assert code != 0
    assert "“hiv_status” holds what endangers people" in said
    assert "“hiv_consent”, in which each of them agrees to be asked it, is missing" in said
    assert "positive" not in said
    assert not (person.place / "dataset").exists()


def test_a_core_file_with_it_is_refused(person: Person) -> None:
    drawn = "\n".join(line.rpartition(",")[0] for line in rows("a yes positive").splitlines())
    code, said = person.take(f"{drawn}\n")
    assert code != 0
    assert "asked in the full set alone, and this file has no question of that set" in said
    assert "positive" not in said
    assert not (person.place / "dataset").exists()


def test_a_core_file_and_a_full_one_without_it_are_taken(person: Person) -> None:
    head, *lines = rows("a yes positive").splitlines()
    without = [
        line.replace("hiv_consent,hiv_status,", "").replace("yes,positive,", "")
        for line in (head, *lines)
    ]
    core = [line.rpartition(",")[0] for line in without]
    assert person.take("\n".join(core) + "\n")[0] == 0
    assert person.kept() == {"prefer_not_to_say": 1}
    assert person.take("\n".join(without).replace("\na,", "\nb,") + "\n")[0] == 0
    assert person.kept() == {"prefer_not_to_say": 2}


def test_of_institutions_and_groups_nothing_is_kept_or_counted(person: Person) -> None:
    measured = WIDE.replace('question = "q_gender"\n', 'question = "q_gender"\nsensitive = true\n')
    measured = measured.replace(
        'question = "plan_{target}"', 'question = "plan_{target}"\nset = "full"'
    )
    head = "_uuid,wave,who,about,office,on_record,people,recruited_by,gender_consent,q_gender,government_known,"
    head += "government_health_trust,government_police_trust,plan_health,plan_police,swlo_own_led\n"
    lines = "a,1,sw,,,,,,yes,woman,health,yes,,,,yes\nb,1,staff,government,health,yes,,,yes,man,,yes,,yes,,\n"
    code, said = person.take(head + lines, measured=measured)
    assert code == 0, said
    with opened(person.place / "dataset", PASSPHRASE):
        stored = store.open_dataset(person.place / "dataset")
        found: list[Any] = stored.table("respondents")["gender"].to_pylist()
    assert sorted(found) == ["prefer_not_to_say", "woman"]
    assert "Not kept" not in said


def test_a_withdrawn_agreement_takes_the_answer_out_again(person: Person) -> None:
    assert person.take(rows("a yes positive"))[0] == 0
    assert person.take(rows("a no positive"))[0] == 0
    assert person.kept() == {"prefer_not_to_say": 1}


def test_the_workbook_of_wrong_cells_has_neither_column(person: Person) -> None:
    review = person.place / "review.xlsx"
    code, _ = person.take(
        rows("a yes positive\nb yes reactive").replace(",yes,no\n", ",perhaps,no\n"),
        "--review",
        str(review),
    )
    assert code != 0
    with zipfile.ZipFile(io.BytesIO(review.read_bytes())) as archive:
        texts = archive.read("xl/sharedStrings.xml").decode()
    assert "<t>perhaps</t>" in texts
    assert not any(f"<t>{cell}</t>" in texts for cell in ("positive", "hiv_consent"))
    assert "reactive" not in texts


KINDS = {
    "country": ("pilots", "kenya"),
    "about": ("types", "ngo"),
    "consent": ("consent", "yes"),
    "trust": ("scale_yes_no", "yes"),
    "heard": ("scale_yes_no", "no"),
    "hiv_status": ("characteristic_hiv", "positive"),
}


def in_the_words_of(form: Book, language: str) -> str:
    """Return an export with labels, of somebody who agrees and somebody who does not."""
    survey, choices = form.rows("survey"), form.rows("choices")
    label = next(name for name in survey[0] if name.startswith("label::"))
    header = {row["name"]: row[label] for row in survey}
    said = {(row["list_name"], row["name"]): row[label] for row in choices}
    names = HEAD.strip().split(",")[1:]
    lines = [["_uuid", *(header[name] for name in names)]]
    for own in ("yes", "no"):
        cells = [said[KINDS.get(name, ("consent_hiv", own))] for name in names]
        lines.append([f"{language}-{own}", *cells])
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


def test_labels_of_our_own_form_are_read_in_every_language(person: Person) -> None:
    """A yes is a yes in whatever language the form was exported."""
    for language in languages():
        made_in = ("--set", "full", "--language", language)
        form = Book(made(person.place / language, ENDANGERING, *made_in))
        code, told = person.take(in_the_words_of(form, language))
        assert code == 0, told
        assert "Not kept, 1 answers in “hiv_status”" in told
    number = len(languages())
    assert person.kept() == {"positive": number, "prefer_not_to_say": number}
