"""A better wording and a review go into a .po file, and every other byte of it stays as it was."""

from __future__ import annotations

import io

import pytest
from babel.messages.pofile import read_po

from swit_data.catalogues import Change, rewritten
from swit_data.errors import WordingError
from swit_data.translations import state_of
from swit_data.wording import FOLDER, forms_of

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: uk\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && '
    '(n%100<10 || n%100>=20) ? 1 : 2);\\n"\n'
    '"PO-Revision-Date: 2026-01-01 00:00+0000\\n"\n"Last-Translator: x\\n"\n"Language-Team: uk\\n"\n'
)
BY = "Example organisation, 2026-03"
OLD = "# reviewed: Another, 2025-01\n"
ONE = 'msgctxt "one"\nmsgid "One"\nmsgstr "Один"\n'
TWO = 'msgctxt "two"\nmsgid "{n} is"\nmsgid_plural "{n} are"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
KEY, PLURAL = ("one", "One"), ("two", "{n} is")


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        (ONE, Change(("Єдиний",)), ONE.replace("Один", "Єдиний")),
        (ONE, Change(reviewed=BY), f"# reviewed: {BY}\n{ONE}"),
        (ONE, Change(("Він",), BY), f"# reviewed: {BY}\n{ONE.replace('Один', 'Він')}"),
        (OLD + ONE, Change(("Він",)), ONE.replace("Один", "Він")),
        (OLD + ONE, Change(reviewed=BY), f"# reviewed: {BY}\n{ONE}"),
        (f"# official: 2014\n{ONE}", Change(("Він",)), ONE.replace("Один", "Він")),
        (f"# a note\n#. Part\n{ONE}", Change(reviewed=BY), f"# a note\n# reviewed: {BY}\n#. Part\n{ONE}"),
        (f"#, fuzzy\n#| msgid \"Won\"\n{ONE}", Change(("Він",)), ONE.replace("Один", "Він")),
        (f"#, fuzzy, no-wrap\n{ONE}", Change(reviewed=BY), f"# reviewed: {BY}\n#, no-wrap\n{ONE}"),
        (ONE, Change(('"\\',)), ONE.replace("Один", '\\"\\\\')),
        (ONE, Change(("Він",), until="2026-03-01"), f"# until 2026-03-01: Один\n{ONE.replace('Один', 'Він')}"),
        (ONE, Change((), BY, until="2026-03-01"), f"# reviewed: {BY}\n{ONE}"),
        (ONE.replace('"Один"', '""\n"Од"\n"ин"'), Change(("Він",)), ONE.replace("Один", "Він")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lines of Unix", "lines of Windows"])
def test_one_text_is_changed_and_nothing_else(
    before: str, change: Change, after: str, end: str
) -> None:
    zero = '\n#. Before\nmsgctxt "zero"\nmsgid "Zero"\nmsgstr ""\n"Ну"\n"ль"\n'
    around = zero + '\n{}\n{}\n#~ msgid "gone"\n#~ msgstr "було"\n'
    old = (HEAD + around.format(before, TWO)).replace("\n", end)
    new = (HEAD + around.format(after, TWO)).replace("\n", end)
    assert rewritten(old, {KEY: change}, "uk") == new


def test_every_form_of_a_plural_is_written() -> None:
    change = Change(("{n} є", "{n} два", "{n} п’ять"), BY)
    text = rewritten(f"{HEAD}\n{TWO}", {PLURAL: change}, "uk")
    (message,) = [m for m in read_po(io.StringIO(text), "uk", abort_invalid=True) if m.id]
    assert forms_of(message.string) == change.forms
    assert state_of(message) == ("reviewed", BY)


@pytest.mark.parametrize(
    "by", ["Example, 2026", "Example, 2026-13", ", 2026-03", "a\nb, 2026-03", " , 2026-03"]
)
def test_a_review_says_who_and_when(by: str) -> None:
    with pytest.raises(WordingError, match="who read it and when"):
        rewritten(f"{HEAD}\n{ONE}", {KEY: Change(reviewed=by)}, "uk")


def test_a_text_that_is_not_there_is_refused() -> None:
    with pytest.raises(WordingError, match="has no text three"):
        rewritten(f"{HEAD}\n{ONE}", {("three", "Three"): Change(("Три",))}, "uk")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.uk.po")), ids=lambda path: path.name)
def test_of_a_real_file_only_the_header_is_made_whole(path: object) -> None:
    before = (FOLDER / str(path)).read_bytes().decode("utf-8")
    after = rewritten(before, {}, "uk")
    missing = ("PO-Revision-Date", "Last-Translator", "Language-Team")
    added = [
        line for line in after.splitlines() if line.startswith(tuple(f'"{f}' for f in missing))
    ]
    assert len(added) == 3
    assert [line for line in after.splitlines() if line not in added] == before.splitlines()
    assert rewritten(after, {}, "uk") == after
