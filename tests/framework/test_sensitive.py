"""What endangers people may be asked where the framework says that it does, by `framework check`."""

from __future__ import annotations

import pytest

from swit_data.__main__ import main
from swit_data.framework import interview
from swit_data.framework.named_columns import NamedColumns
from tests.framework.small import SMALL, changed, opened, said
from tests.framework.test_sentences import HARMFUL
from tests.intake.field import ENDANGERING, NARROW

GENDER = 'question = "q_gender"\n'
OWN = '{ column = "may_ask", values = ["1"], no = ["2"], label = "May we?", names = ["ask"] }'


def declared(more: str = "", **lines: str) -> str:
    """Return the small framework with gender declared to endanger people."""
    text = changed(GENDER, f"{GENDER}sensitive = true\n{more}")
    for old, new in lines.items():
        text = text.replace(f'{old} = "Gender"', f'{old} = "{new}"')
    return text


@pytest.mark.parametrize("word", HARMFUL)
def test_every_word_that_is_refused_may_stand_where_it_is_declared(word: str) -> None:
    asked = opened(declared(label=word)).characteristics["gender"]
    assert asked.label["en"] == word
    assert asked.sensitive


def test_what_is_declared_is_so_whatever_its_words() -> None:
    measured = opened(declared())
    assert list(measured.sensitive) == ["gender"]
    assert list(opened(SMALL).sensitive) == []


def test_its_consent_has_a_column_of_its_own_without_a_word_of_the_framework() -> None:
    consent = opened(declared()).sensitive["gender"]
    assert (consent.column.column, dict(consent.column.values)) == (
        "gender_consent",
        {"yes": "yes"},
    )
    assert consent.label == {}


def test_the_framework_may_say_all_of_it() -> None:
    measured = opened(declared(f"own_consent = {OWN}\n"))
    consent = measured.sensitive["gender"]
    assert (consent.column.column, consent.column.no) == ("may_ask", ("2",))
    assert dict(consent.column.values) == {"1": "1"}
    assert (consent.label["en"], consent.names) == ("May we?", ("ask",))
    named = NamedColumns(measured)
    assert named.sensitive == {"q_gender": "may_ask"}
    assert named.aliases["ask"] == "may_ask"
    assert not {"q_gender", "may_ask"} & named.required.keys()
    assert {"q_gender", "may_ask"} <= set(named.all)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            changed(GENDER, f"{GENDER}own_consent = {OWN}\n"),
            (
                "“own_consent” is a table with column, values, no, label, names; allowed: nothing, or beside it "
                "sensitive = true"
            ),
        ),
        (
            changed(GENDER, f'{GENDER}sensitive = "yes"\n'),
            "“sensitive” is 'yes'; allowed: true, false",
        ),
        (
            declared().replace('set = "full"', 'set = "core"'),
            '“sensitive” is true; allowed: true only where a question has set = "full"',
        ),
        (
            declared('own_consent = { column = "consent" }\n'),
            "“own_consent” is 'consent'; allowed: a column of its own: this one is named for [form]",
        ),
        (
            declared('own_consent = { column = "q_gender" }\n'),
            "“own_consent” is 'q_gender'; allowed: a column of its own",
        ),
        (
            declared('own_consent = { values = ["1"], no = ["1"] }\n'),
            "“no” is '1'; allowed: what says no: this one says yes",
        ),
        (
            declared('own_consent = { constant = "yes" }\n'),
            "“constant” is 'yes'; allowed: only the keys column, values, no, label, names",
        ),
        (
            declared("own_consent = true\n"),
            "“own_consent” is true; allowed: a table [characteristics.own_consent]",
        ),
    ],
)
def test_what_is_wrong_gets_a_sentence(text: str, sentence: str) -> None:
    assert f"[[characteristics]] “gender”: {sentence}" in said(text).replace(
        ", [characteristics.own_consent]", ""
    )


def test_one_consent_is_not_for_two_questions() -> None:
    text = declared().replace(
        'label = "Town or countryside"\n',
        'label = "Town or countryside"\nsensitive = true\nown_consent = { column = "gender_consent" }\n',
    )
    assert "allowed: a column of its own" in said(text)


def test_the_command_says_what_follows_from_it(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "asked.toml"  # type: ignore[operator]
    for text, told in ((ENDANGERING, True), (NARROW, False)):
        path.write_text(text, "utf-8")
        assert main(["framework", "check", str(path)]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert (
            "“hiv” endangers people if it is known of them. It is asked in the full set" in out
        ) is told


def test_only_the_full_interview_is_longer_for_it() -> None:
    before, now = opened(SMALL), opened(declared())
    assert interview(now, "core").questions == interview(before, "core").questions - 1
    assert interview(now, "full").questions == interview(before, "full").questions + 1
