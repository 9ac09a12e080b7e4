"""What endangers people is asked in the full set alone, after a consent of its own, in every kind of form."""

from __future__ import annotations

from pathlib import Path

import pytest

from swit_data.__main__ import main
from swit_data.questionnaire import form_languages
from tests.intake.field import ENDANGERING, WIDE
from tests.questionnaire.field_form import Interview, made, made_all, opened
from tests.questionnaire.sheets import Book
from tests.questionnaire.test_paper import paper_for, printed, squeezed

OWN = {"hiv_consent", "hiv_status"}
# Groups and institutions too, with words of the framework's own.
EVERYBODY = WIDE.replace(
    'question = "q_gender"\n',
    'question = "q_gender"\nsensitive = true\n'
    'own_consent = { column = "may_ask", values = ["1"], label = { en = "May we?", uk = "Можна?" } }\n',
).replace('question = "plan_{target}"', 'question = "plan_{target}"\nset = "full"')


def form_of(
    folder: Path, chosen: str, measured: str = ENDANGERING, kind: str = "xlsform"
) -> Interview:
    return opened(made(folder, measured, "--set", chosen, "--kind", kind))


def test_it_is_asked_only_after_a_yes_of_its_own(tmp_path: Path) -> None:
    form = form_of(tmp_path, "full").answer(consent="yes")
    assert "hiv_consent" in form.questions()
    assert "hiv_status" not in form.questions()
    assert form.codes("hiv_consent") == {"yes", "no"}
    form.answer(hiv_consent="no")
    assert "hiv_status" not in form.questions()
    form.answer(hiv_consent="yes").answer(hiv_status="positive")
    assert form.values()["hiv_status"] == "positive"
    form.answer(hiv_consent="no")  # taken back: nothing is sent
    assert form.values()["hiv_status"] == ""
    form.answer(hiv_consent="yes", consent="no")
    assert not OWN & form.questions()
    assert {form.values()[name] for name in OWN} == {""}


def test_it_stands_right_before_it_and_nobody_has_to_answer_what_it_asks(tmp_path: Path) -> None:
    form = form_of(tmp_path, "full")
    names = list(form.controls)
    assert names.index("hiv_consent") + 1 == names.index("hiv_status")
    required = {name for name in names if form.binds[form.path[name]].get("required") == "true()"}
    assert OWN & required == {"hiv_consent"}
    assert "prefer_not_to_say" in form.answer(consent="yes", hiv_consent="yes").codes("hiv_status")


def test_the_core_form_has_neither(tmp_path: Path) -> None:
    form = form_of(tmp_path, "core")
    assert not OWN & set(form.path)
    text = Book(tmp_path / "out" / "small-core-form.xlsx").parts["xl/sharedStrings.xml"].decode()
    assert "hiv" not in text.lower().replace("archive", "")


@pytest.mark.parametrize("language", [*form_languages()])
def test_in_each_language_it_says_that_a_no_is_possible(tmp_path: Path, language: str) -> None:
    book = Book(made(tmp_path, ENDANGERING, "--set", "full", "--language", language))
    (row,) = (row for row in book.rows("survey") if row["name"] == "hiv_consent")
    label = next(text for name, text in row.items() if name.startswith("label::"))
    assert "HIV status" in label  # the framework's own words, which are English here
    assert len(label) > 100
    assert next(text for name, text in row.items() if name.startswith("hint::"))


def test_the_framework_may_say_it_in_its_own_words(tmp_path: Path) -> None:
    book = Book(made(tmp_path, EVERYBODY, "--set", "full", "--language", "en", "--language", "uk"))
    (row,) = (row for row in book.rows("survey") if row["name"] == "may_ask")
    assert [text for name, text in row.items() if name.startswith("label::")] == [
        "May we?",
        "Можна?",
    ]
    form = form_of(tmp_path / "again", "full", EVERYBODY).answer(consent="yes")
    form.answer(who="staff")
    assert not {"may_ask", "q_gender"} & form.questions()
    form.answer(who="sw").answer(may_ask="1")
    assert "q_gender" in form.questions()


def test_groups_have_no_column_of_it(tmp_path: Path) -> None:
    for chosen in ("core", "full"):
        form = form_of(tmp_path / chosen, chosen, EVERYBODY, "groups")
        assert not {"may_ask", "q_gender"} & set(form.path)


def test_on_paper_a_no_passes_over_the_next_question(tmp_path: Path) -> None:
    options = ("--kind", "paper", "--language", "en")
    made_all(tmp_path / "full", EVERYBODY, *options, "--set", "full")
    said = printed(paper_for("community", tmp_path / "full"))
    parts = ("May we?", "If no: do not ask the next question.", "Gender: which of these fits you?")
    places = [said.index(squeezed(part)) for part in parts]
    assert places == sorted(places)
    assert squeezed("May we?") not in printed(paper_for("institution", tmp_path / "full"))
    made_all(tmp_path / "core", EVERYBODY, *options, "--set", "core")
    core = printed(paper_for("community", tmp_path / "core"))
    assert not any(squeezed(part) in core for part in parts)


def test_the_workbook_has_both_columns_in_the_full_set_alone(tmp_path: Path) -> None:
    for chosen, there in (("full", OWN), ("core", set())):
        book = Book(made(tmp_path / chosen, ENDANGERING, "--set", chosen, "--kind", "workbook"))
        limits = book.limits("answers")
        assert OWN & set(limits) == there
        if there:
            assert [code for code in limits["hiv_consent"] if code] == ["yes", "no"]


def test_the_command_says_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "f.toml").write_text(ENDANGERING, "utf-8")
    for chosen in ("core", "full"):
        words = ["form", str(tmp_path / chosen), "--framework", str(tmp_path / "f.toml")]
        assert main([*words, "--set", chosen]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert "“hiv” endangers people if it is known of them. It is asked in the full set" in out
