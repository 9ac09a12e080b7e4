"""Exports with labels: headers and cells become names and codes, or the file is refused with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from swit_data import framework
from swit_data.errors import IntakeError
from swit_data.intake.dialects import FormQuestion, FormWords, as_export, words_of_form
from swit_data.intake.opening.any_file import open_book
from swit_data.questionnaire import Choice
from tests.intake.field import WIDE
from tests.intake.writer import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from swit_data.intake.dialects.export import Export

YES = {"en": "Yes", "uk": "Так"}
NO = {"en": "No, never", "uk": "Ні"}
LISTS = {
    "yes_no": (Choice("yes", YES), Choice("no", NO), Choice("dont_know", {"en": "Don't know"})),
    "offices": (
        Choice("health", {"en": "Health", "uk": "Охорона здоров'я"}),
        Choice("police", {"en": "Health police", "uk": "Поліція"}),
    ),
    "who": (Choice("sw", {"en": "Sex worker"}), Choice("staff", {"en": "Staff"})),
}
GROUPS: dict[tuple[str, ...], dict[str, str]] = {
    ("health",): {"en": "Ministry / health", "uk": "Міністерство"},
    ("police",): {"en": "Police", "uk": "Поліція"},
}
TRUST = {"en": "Do you trust them?", "uk": "Чи довіряєте?"}


def question(name: str, labels: dict[str, str], listed: str = "", *groups: str) -> FormQuestion:
    kind = "select_multiple" if listed == "offices" else "select_one" if listed else "text"
    return FormQuestion(name, kind, groups, labels, listed)


FORM = FormWords(
    (
        question("wave", {"en": "Round"}),
        question("who", {"en": "Who answers?"}, "who"),
        question("government_known", {"en": "Which do you know?"}, "offices"),
        question("government_health_trust", TRUST, "yes_no", "health"),
        question("government_police_trust", TRUST, "yes_no", "police"),
        question("swlo_own_led", {"en": "Do we lead?"}, "yes_no"),
    ),
    GROUPS,
    LISTS,
    ("en", "uk"),
)
ALL = "Round,Who answers?,Which do you know?,Do you trust them?,Do you trust them?,Do we lead?"


def taken(tmp_path: Path, text: str, form: FormWords = FORM) -> Export:
    (tmp_path / "wide.toml").write_text(WIDE, "utf-8")
    return as_export(
        open_book("x.csv", text.encode()), framework.load(tmp_path / "wide.toml"), [form]
    )


def columns(export: Export) -> dict[str, list[str]]:
    return {name: export.table[str(n)].to_pylist() for n, name in enumerate(export.header)}


def refused(tmp_path: Path, text: str, form: FormWords = FORM) -> str:
    with pytest.raises(IntakeError) as error:
        taken(tmp_path, text, form)
    return str(error.value)


def test_questions_with_the_same_words_are_told_apart_by_their_groups(tmp_path: Path) -> None:
    header = "Police/Do you trust them?,Round,Ministry / health/Do you trust them?"
    found = columns(taken(tmp_path, f'{header}\n"No, never",1,Yes\n'))
    assert found == {
        "government_police_trust": ["no"],
        "wave": ["1"],
        "government_health_trust": ["yes"],
    }


def test_questions_with_the_same_words_are_told_apart_by_their_order(tmp_path: Path) -> None:
    found = columns(taken(tmp_path, f'{ALL}\n1,Sex worker,Health,Yes,"No, never",Yes\n'))
    assert found["government_health_trust"] == ["yes"]
    assert found["government_police_trust"] == ["no"]


def test_a_column_that_could_be_either_question_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "Round,Do you trust them?,Do we lead?\n1,Yes,Yes\n") == (
        "x.csv: 1 of the columns cannot be told apart. “Do you trust them?” stands 2 times in the form, and the order "
        "of the columns does not say which one is which (columns B). Export again with “XML values and headers”, or "
        "with groups in the headers."
    )


def test_columns_in_another_order_than_the_form_are_not_guessed(tmp_path: Path) -> None:
    text = "Do we lead?,Do you trust them?,Do you trust them?,Round\nYes,Yes,Yes,1\n"
    assert "2 of the columns cannot be told apart" in refused(tmp_path, text)


def test_a_question_between_two_tells_which_one_is_missing(tmp_path: Path) -> None:
    between = FormWords(
        (*FORM.questions[:4], question("mark", {"en": "A mark"}), *FORM.questions[4:]),
        *(GROUPS, LISTS, ("en", "uk")),
    )
    found = columns(taken(tmp_path, "Round,A mark,Do you trust them?\n1,,Yes\n", between))
    assert found["government_police_trust"] == ["yes"]
    assert "government_health_trust" not in found


def test_a_translation_that_is_missing_is_the_name(tmp_path: Path) -> None:
    header = "wave,who,government_known,Чи довіряєте?,Чи довіряєте?,swlo_own_led"
    export = taken(tmp_path, f"{header}\n1,sw,Поліція Охорона здоров'я,Ні,dont_know,Так\n")
    assert export.dialect.names == "uk"
    assert columns(export) == {
        "wave": ["1"],
        "who": ["sw"],
        "government_known": ["police health"],
        "government_health_trust": ["no"],
        "government_police_trust": ["dont_know"],
        "swlo_own_led": ["yes"],
    }


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Yes", "yes"),
        ("  YES ", "yes"),
        ("no,\u00a0never", "no"),
        ("Don't  know", "dont_know"),
        ("dont_know", "dont_know"),
        ("Perhaps", "Perhaps"),
        ("", ""),
    ],
)
def test_a_label_is_known_whatever_its_case_and_blanks(
    cell: str, code: str, tmp_path: Path
) -> None:
    found = columns(taken(tmp_path, f'Round,Do we lead?\n1,"{cell}"\n'))
    assert found["swlo_own_led"] == [code]


def test_a_label_is_known_in_either_form_of_its_letters(tmp_path: Path) -> None:
    # "Й" and “И” with a breve: a Mac writes two letters where the form has one.
    spoken = {"yes_no": (Choice("yes", {"uk": "Йде"}), Choice("no", {"uk": "Ні"}))}
    form = FormWords(FORM.questions, GROUPS, {**LISTS, **spoken}, ("en", "uk"))
    header = "wave,Чи довіряєте?,Чи довіряєте?,swlo_own_led"
    found = columns(taken(tmp_path, f"{header}\n1,И\u0306де,Ні,Ні\n", form))
    assert found["government_health_trust"] == ["yes"]


@pytest.mark.parametrize("tagged", [True, False], ids=["tags in the file", "no tags in the file"])
def test_labels_that_are_written_with_tags_are_known(tmp_path: Path, tagged: bool) -> None:
    """The words of a question stand in the header, but not one letter after the other."""
    bold = {"en": "Do we <b>le</b>ad?", "uk": "Чи ми ведемо?"}
    known = {"en": "Do you tr<i>us</i>t them?", "uk": "Чи довіряєте?"}
    form = FormWords(
        (
            question("swlo_own_led", bold, "yes_no"),
            question("government_health_trust", known, "yes_no"),
        ),
        {},
        LISTS,
        ("uk", "en"),
    )
    said = f"{bold['en']},{known['en']}" if tagged else "Do we le ad?,Do you tr us t them?"
    found = columns(taken(tmp_path, f'{said}\nYes,"No, never"\n', form))
    assert found == {"swlo_own_led": ["yes"], "government_health_trust": ["no"]}


def test_two_answers_with_one_label_are_refused(tmp_path: Path) -> None:
    same = (Choice("yes", YES), Choice("no", {"en": "yes"}))
    form = FormWords(FORM.questions, GROUPS, {**LISTS, "yes_no": same}, ("en", "uk"))
    said = refused(tmp_path, "Round,Do we lead?\n1,\n2,YES\n", form)
    assert said == (
        "x.csv: column “Do we lead?”, row 3: two answers of this question have the same label, so the cell does not "
        "say which one was given. Export again with “XML values and headers”."
    )


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Health", "health"),
        ("Health police", "police"),
        ("health Health Police", "health police"),
        ("Health police Health", "police health"),
        ("", ""),
        ("Army", "Army"),
    ],
)
def test_labels_of_several_answers_in_one_cell_are_split(
    cell: str, codes: str, tmp_path: Path
) -> None:
    found = columns(taken(tmp_path, f"{ALL}\n1,Sex worker,{cell},Yes,Yes,Yes\n"))
    assert found["government_known"] == [codes]


AMBIGUOUS = FormWords(
    FORM.questions,
    GROUPS,
    {
        **LISTS,
        "offices": (
            *(Choice("a", {"en": "Health"}), Choice("b", {"en": "Police"})),
            Choice("c", {"en": "Health Police"}),
        ),
    },
    ("en", "uk"),
)


def test_labels_that_can_be_split_in_two_ways_are_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, f"{ALL}\n1,Staff,Health,,,\n1,Staff,Health Police,,,\n", AMBIGUOUS)
    assert said == (
        "x.csv: column “Which do you know?”, row 3: the labels of several answers stand in one cell, and it is not "
        "certain where one ends. Export again with “XML values and headers”, or with a column for each answer."
    )


def test_labels_that_can_be_split_in_two_ways_are_read_from_their_columns(tmp_path: Path) -> None:
    known = "Which do you know?"
    header = f"Round,{known},{known}/Health,{known}/Police,{known}/Health Police"
    text = f"{header}\n1,Health Police,1,1,0\n1,Health Police,0,0,1\n"
    assert columns(taken(tmp_path, text, AMBIGUOUS))["government_known"] == ["a b", "c"]


def test_an_option_is_known_by_its_code_too(tmp_path: Path) -> None:
    header = "Round,Which do you know?/health,Which do you know?/Health police"
    found = columns(taken(tmp_path, f"{header}\n1,1,1\n"))
    assert found["government_known"] == ["health police"]


def test_a_file_that_names_and_labels_fit_equally_is_read_by_its_cells(tmp_path: Path) -> None:
    bare = FormWords(
        tuple(FormQuestion(q.name, q.kind, q.groups, {}, q.choices) for q in FORM.questions),
        *({}, LISTS, ("en", "uk")),
    )
    export = taken(tmp_path, "wave,swlo_own_led\n1,Так\n1,Ні\n", bare)
    assert export.dialect.names == "uk"
    assert columns(export)["swlo_own_led"] == ["yes", "no"]


def test_a_header_that_is_a_question_and_an_option_is_refused(tmp_path: Path) -> None:
    form = FormWords(
        (*FORM.questions, question("other", {"en": "Which do you know?/Health"})),
        *(GROUPS, LISTS, ("en", "uk")),
    )
    said = refused(tmp_path, "Round,Which do you know?/Health\n1,1\n", form)
    assert (
        "column B, “Which do you know?/Health”, is the text of a question and of an option" in said
    )


def xlsform(**changes: list[list[str]]) -> bytes:
    survey = [
        ["type", "name", "label::English (en)", "label::Русский", "relevant"],
        ["begin group", "about", "About", "О чём", ""],
        ["select_one yn", "trust", "Trust?", "Доверие?", ""],
        ["select_multiple offices or_other", "known", "Known", "", ""],
        ["end group", "", "", "", ""],
        ["begin_repeat", "rows", "Rows", "", ""],
        ["integer", "n", "How many?", "", ""],
        ["end_repeat", "", "", "", ""],
        ["text", "last", "Last", "", ""],
    ]
    choices = [
        ["list_name", "name", "label::English (en)", "label::Русский"],
        ["yn", "yes", "Yes", "Да"],
        ["yn", "no", "No", "Нет"],
        ["offices", "health", "Health", ""],
        ["offices", "health", "Health again", ""],
    ]
    return sheets({"survey": survey, "choices": choices, **changes})


def test_a_form_is_read_from_its_workbook() -> None:
    words = words_of_form(open_book("form.xlsx", xlsform()))
    assert words.languages == ("en", "Русский")
    assert [(q.name, q.kind, q.groups, q.choices) for q in words.questions] == [
        ("trust", "select_one", ("about",), "yn"),
        ("known", "select_multiple", ("about",), "offices"),
        ("n", "integer", ("rows",), ""),
        ("last", "text", (), ""),
    ]
    assert words.groups[("about",)] == {"en": "About", "Русский": "О чём"}
    assert words.choices["yn"] == (
        Choice("yes", {"en": "Yes", "Русский": "Да"}),
        Choice("no", {"en": "No", "Русский": "Нет"}),
    )
    assert [choice.code for choice in words.choices["offices"]] == ["health", "other"]


def test_a_form_without_languages_has_one() -> None:
    survey = [["type", "name", "label"], ["text", "remark", "A remark"]]
    words = words_of_form(open_book("form.xlsx", xlsform(survey=survey)))
    assert words.questions[0].labels == {"default": "A remark"}


def test_a_workbook_that_is_no_form_is_named() -> None:
    with pytest.raises(IntakeError) as error:
        words_of_form(open_book("answers.xlsx", sheets({"answers": [["a", "b"], ["1", "2"]]})))
    assert str(error.value) == (
        "answers.xlsx: this is no XLSForm: it has no sheet “survey” with the columns “type” and “name”. Give the "
        "workbook that the form was made of."
    )
