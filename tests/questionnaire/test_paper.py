"""The form on paper, and the card to point at: every question, in every language, for whom it is meant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polib
import pypdf
import pytest

from swit_data.wording import FOLDER
from tests.intake.field import NARROW, WIDE
from tests.questionnaire.field_form import made, made_all
from tests.questionnaire.test_form import DEMO, SWIT

CONTENT = tomllib.loads(SWIT.read_text("utf-8"))
ASKED = [
    i for i in CONTENT["indicators"] if i.get("kind") != "fact" and i.get("set", "core") == "core"
]
UKRAINIAN = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(FOLDER / "framework.uk.po"))}


def printed(path: Path) -> str:
    """The text of a PDF without any blank, so that a line that was folded is the same text."""
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def paper(folder: Path, framework: Path | str, people: str, *options: str) -> Path:
    """The paper for one class of people, made by the command."""
    made_all(folder, framework, "--kind", "paper", *options)
    return paper_for(people, folder)


def paper_for(people: str, folder: Path) -> Path:
    (path,) = (folder / "out").glob(f"*-paper-{people}.*.pdf")
    return path


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the folder of the papers of our framework in a language: they are set once."""

    @cache
    def in_language(language: str) -> Path:
        folder = tmp_path_factory.mktemp(language)
        made_all(folder, SWIT, "--kind", "paper", "--language", language)
        return folder

    return in_language


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("people", ["community", "institution", "group"])
def test_paper_holds_every_question_of_those_it_is_for(
    ours: Callable[[str], Path], people: str, language: str
) -> None:
    text = printed(paper_for(people, ours(language)))
    answers_as = "institution" if people == "institution" else "community"
    for one in ASKED:
        said = one["text"] if language == "en" else UKRAINIAN[f"indicator.{one['code']}.text"]
        times = text.count(squeezed(said))
        if answers_as not in one["answered_by"]:
            assert times == 0
        else:
            targets = [
                target
                for kind in CONTENT["stakeholder_types"]
                if kind["code"] in one["stakeholder_types"]
                for target in kind["targets"]
            ]
            assert times == len(targets), one["code"]
    assert ("government_health_national_X1_knows" in text) is True
    gender = squeezed("Which of these fits you" if language == "en" else "що з цього вам підходить")
    assert (gender.lower() in text.lower()) is (people == "community")


def test_paper_says_what_to_skip_and_what_is_known(tmp_path: Path) -> None:
    options = (
        "--language",
        "en",
        "--pilot",
        "SUR",
        "--round",
        "2026a",
        "--contact",
        "*0800* #panic() $x$ `ls`",
    )
    text = printed(paper(tmp_path, SWIT, "community", *options))
    assert squeezed("If no: stop here. Write nothing more and do not keep this paper.") in text
    assert squeezed("Only if this was ticked before: “Ministry of health”") in text
    assert squeezed("Only if this was ticked before: “Our own community”") not in text
    assert squeezed("Pilot: Suriname") in text
    assert squeezed("Round: 2026a") in text
    assert squeezed("you can call: *0800* #panic() $x$ `ls`") in text  # a text, and no code
    assert squeezed("Which pilot is this?") not in text


def test_paper_of_an_interview_about_one_type_says_which_question_is_for_whom(
    tmp_path: Path,
) -> None:
    text = printed(paper(tmp_path, NARROW, "community", "--set", "full", "--language", "en"))
    assert text.count("trust?") == 1
    assert squeezed("Only if this was ticked before: “ngo” 2. heard?") in text
    assert text.count(squeezed("Only if this was ticked")) == 1


def test_paper_of_other_frameworks_is_made_for_those_who_answer(tmp_path: Path) -> None:
    community = printed(paper(tmp_path, WIDE, "community", "--language", "en"))
    assert "plan?" not in community
    assert "led?" in community
    institution = printed(next((tmp_path / "out").glob("*-paper-institution.en.pdf")))
    assert institution.count("plan?") == 2
    assert "led?" not in institution
    demo = made(tmp_path / "demo", DEMO, "--kind", "paper", "--language", "uk")
    assert demo.name == "kobo_swit_demo-core-paper-group.uk.pdf"
    assert squeezed("Показник CE-1: значуща участь секс-працівників") in printed(demo)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_card_shows_every_set_of_answers_once(tmp_path: Path, language: str) -> None:
    card = made(tmp_path, SWIT, "--kind", "showcard", "--language", language)
    pages = [squeezed(page.extract_text()) for page in pypdf.PdfReader(card).pages]
    scales = {i["scale"] for i in ASKED}
    assert len(pages) == len(scales)
    for scale in CONTENT["scales"]:
        if scale["code"] in scales:
            labels = [
                a["label"] if language == "en" else UKRAINIAN[f"answer.{scale['code']}.{a['code']}"]
                for a in scale["answers"]
            ]
            assert [p for p in pages if all(squeezed(label) in p for label in labels)], scale[
                "code"
            ]


@pytest.mark.parametrize(
    "language", ["en", "ru", *(pytest.param(code, marks=pytest.mark.long) for code in ("es", "fr"))]
)
def test_an_institution_takes_one_sheet_in_each_language(
    ours: Callable[[str], Path], language: str
) -> None:
    pages = pypdf.PdfReader(paper_for("community", ours(language))).pages
    about = [t for kind in CONTENT["stakeholder_types"] for t in kind["targets"]]
    before_them = 2  # consent, who answers, and which institutions they know
    assert len(pages) <= before_them + 2 * len(about)


def test_a_screen_reader_can_read_the_paper(tmp_path: Path) -> None:
    card = made(tmp_path, SWIT, "--kind", "showcard", "--language", "uk")
    catalog = pypdf.PdfReader(card).root_object
    assert str(catalog["/Lang"]) == "uk"
    assert "/Marked true" in str(catalog["/MarkInfo"]).replace("': ", " ").replace("True", "true")
