"""Every catalogue passes the check of translators, and each fault is refused with its key and reason."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from swit_data.__main__ import main
from swit_data.catalogues import ease, faults_of_language, template, texts
from swit_data.catalogues.faults import forms_asked
from swit_data.errors import WordingError
from swit_data.wording import FOLDER, SOURCE, fields_of, forms_of, languages
from tests.framework.test_content import expected

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = [code for code in languages() if code != SOURCE]
ASKED = {"en": 2, "es": 2, "fr": 2, "id": 1, "nl": 2, "ru": 3, "sw": 2, "uk": 3}
QUESTION = 'msgctxt "indicator.X1_knows.text"\nmsgid "'
NEVER = tomllib.loads((FOLDER / "never.toml").read_text("utf-8"))["never"]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_wrong_in_a_language(language: str) -> None:
    found = [(f.file, f.key, str(f.reason)) for f in faults_of_language(language)]
    assert found == []


@pytest.mark.parametrize(("language", "asked"), ASKED.items())
def test_a_language_asks_for_the_forms_of_its_rule(language: str, asked: int) -> None:
    assert forms_asked(language) == asked


def broken(folder: Path, file: str, old: str, new: str) -> Path:
    """Return a folder with one catalogue of the product, in which one thing is otherwise."""
    text = (FOLDER / file).read_text("utf-8")
    assert text.count(old) >= 1, old
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


def entry(file: str, key: str) -> tuple[str, str]:
    """Return the lines of a text's translation, and its words."""
    text = (FOLDER / file).read_text("utf-8")
    block = next(b for b in text.split("\n\n") if f'msgctxt "{key}"\n' in b)
    return block, block.rpartition('msgstr "')[2].rstrip().removesuffix('"')


@pytest.mark.parametrize(
    ("language", "key", "old", "new", "reason"),
    [
        ("uk", "indicator.X1_knows.text", "SWIT", "посібник", "the code SWIT is lost"),
        ("ru", "indicator.X1_knows.text", "СВИТ", "руководство", "the code SWIT is lost"),
        ("nl", "indicator.X1_knows.text", "?", ".", "English ends with “?”, and this does not"),
        ("es", "type.ngo", '"\n', '?"\n', "this ends with “?” or “:”, and English does not"),
        ("uk", "type.government", 'msgstr "', 'msgstr "повій ', "“повій” is a word"),
        ("uk", "type.government", 'msgstr "', 'msgstr "Проституцією ', "“Проституцією” is a word"),
        ("ru", "type.government", 'msgstr "', 'msgstr "проститутка ', "“проститутка” is a word"),
        ("ru", "type.government", 'msgstr "', 'msgstr "для КСР ', "“КСР” is a word"),
        ("nl", "type.government", 'msgstr "', 'msgstr "Prostituees ', "“Prostituees” is a word"),
        ("es", "type.government", 'msgstr "', 'msgstr "prostitutas ', "“prostitutas” is a word"),
        ("sw", "type.government", 'msgstr "', 'msgstr "wachuuzi wa ngono ', "“wachuuzi wa ngono”"),
        ("sw", "type.government", 'msgstr "', 'msgstr "kahaba ', "“kahaba” is a word"),
        ("nl", "type.government", 'msgstr "', 'msgstr "schoeren ', ""),  # a word within a word
        ("uk", "type.government", 'msgstr "', 'msgstr "повідомлено ', ""),  # begins as one does
        ("uk", "type.government", 'msgstr "', 'msgstr "{n} ', "found n in braces"),
        ("uk", "type.government", 'msgstr "', 'msgstr "{ ', "a brace stands alone"),
    ],
)
def test_a_fault_of_one_text_is_named(  # noqa: PLR0917 - one row of the table
    tmp_path: Path, language: str, key: str, old: str, new: str, reason: str
) -> None:
    file = f"framework.{language}.po"
    block, _ = entry(file, key)
    head, said = block.split("msgstr ", 1)
    changed = head + ("msgstr " + said + "\n").replace(old, new, 1).rstrip("\n")
    assert changed != block
    found = faults_of_language(language, broken(tmp_path, file, block, changed))
    told = [(f.language, f.file, f.key) for f in found]
    assert told == ([(language, file, key)] if reason else [])
    assert all(str(f.reason).startswith(reason) for f in found)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('msgstr "Огляд"', 'msgstr ""', "page.overview", "it is empty"),
        ('msgctxt "page.overview"', '#, fuzzy\nmsgctxt "page.overview"', "page.overview", "it is in doubt"),
        ('msgctxt "page.overview"', 'msgctxt "page.over"', "page.overview", "it is missing"),
        ('msgid "Overview"', 'msgid "Over"', "page.overview", "it is missing"),
        ("nplurals=3", "nplurals=4", "", "Plural-Forms has nplurals=4, and the language asks for 3"),
        ("n%100!=11", "n%100!=12", "", "the rule of Plural-Forms is not that of the language"),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_is_named(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    found = faults_of_language("uk", broken(tmp_path, "uk.po", old, new))
    assert ("uk", "uk.po", key) in {(f.language, f.file, f.key) for f in found}
    assert any(f.key == key and str(f.reason).startswith(reason) for f in found)


def test_a_plural_form_too_many_or_too_few_is_named_with_its_key(tmp_path: Path) -> None:
    text = (FOLDER / "uk.po").read_text("utf-8")
    block = next(b for b in text.split("\n\n") if 'msgctxt "count.people"' in b)
    folder = broken(tmp_path, "uk.po", block, block + '\nmsgstr[3] "зайва"')
    (fault,) = faults_of_language("uk", folder)
    assert (fault.key, "uk.po" in str(fault.reason)) == ("count.people", True)
    lines = [line for line in block.splitlines() if not line.startswith("msgstr[2]")]
    (fault,) = faults_of_language("uk", broken(tmp_path, "uk.po", block, "\n".join(lines)))
    assert (fault.key, str(fault.reason)) == ("count.people", "it is empty")


def test_a_file_and_a_placeholder_that_are_gone_are_named(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.uk.po"):
        shutil.copy(path, tmp_path)
    with pytest.raises(WordingError, match="there is no"):
        faults_of_language("nl", tmp_path)
    block = next(b for b in (FOLDER / "sentences.uk.po").read_text("utf-8").split("\n\n") if "{name}" in b)  # fmt: skip
    head, said = block.split("msgstr ", 1)
    changed = f"{head}msgstr {said.replace('{name}', '')}"
    (fault,) = faults_of_language("uk", broken(tmp_path, "sentences.uk.po", block, changed))
    assert fault.key.startswith("sentence “")
    assert "keep the names as they are" in str(fault.reason)


def test_the_command_says_each_fault_and_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", "check", "nl"]) == 0
    assert "Nothing is wrong in nl." in capsys.readouterr().out
    folder = broken(tmp_path, "asks.nl.po", 'msgstr "Uw eigen teksten"', 'msgstr "hoer"')
    assert main(["translate", "check", "--folder", str(folder)]) == 2
    told = capsys.readouterr().err.replace("\n  ", " ")
    assert "nl, asks.nl.po, page.texts: “hoer” is a word that is never used." in told
    assert "1 to correct." in told
    assert main(["translate", "check", "xx"]) == 2
    assert "There is no translation “xx”" in capsys.readouterr().err


def test_one_template_holds_every_text_once(tmp_path: Path) -> None:
    out = tmp_path / "swit.pot"
    assert main(["translate", "template", str(out)]) == 0
    catalog = read_po(BytesIO(out.read_bytes()), abort_invalid=True)
    there = {(m.context, forms_of(m.id)): m for m in catalog if m.id}
    english = {
        (m.context, forms_of(m.id))
        for path in (FOLDER / "en.po", *FOLDER.glob("*.en.po"))
        for m in read_po(BytesIO(path.read_bytes()))
        if m.id
    }
    assert english <= set(there)
    assert {(key, (text,)) for key, text in expected().items()} <= set(there)
    assert {text.found_by for text in texts()} == {(key, forms[0]) for key, forms in there}
    assert len(there[next(k for k in there if k[0] == "count.people")].id) == 2
    asked = "indicator.X1_knows.text"
    assert "chapter: X1" in there[asked, (expected()[asked],)].auto_comments
    kept = [m for m in there.values() if m.context == "sentence" and "{file}" in forms_of(m.id)[0]]
    assert kept
    assert all("file" in fields_of(forms_of(m.id)[0]) for m in kept)
    assert all(m.auto_comments[0].startswith("chapter: ") for m in there.values())


def test_the_template_is_one_that_gettext_takes(tmp_path: Path) -> None:
    tool = shutil.which("msgfmt")
    if not tool:
        pytest.skip("gettext is not installed")
    (tmp_path / "swit.pot").write_bytes(template())
    done = subprocess.run(  # noqa: S603 - gettext's own
        [tool, "-c", "-o", "-", str(tmp_path / "swit.pot")], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_words_never_used_are_those_of_the_glossary() -> None:
    assert set(NEVER) == {"es", "fr", "id", "nl", "ru", "sw", "uk"}
    swahili = ("kahaba", "ukahaba", "changudoa", "wachuuzi wa ngono", "wafanyabiashara ya ngono")
    assert set(swahili) <= set(NEVER["sw"])
    assert (NEVER["id"], NEVER["fr"]) == (["PSK"], ["prostitu-"])


@pytest.mark.parametrize(
    ("text", "sentences", "words", "letters", "length"),
    [
        ("Is it so?", 1, 3, 6, "short"),
        ("One two. Three four!", 2, 4, 15, "short"),
        ("{n} people in 2.5 years", 1, 5, 13, "short"),
        ("Чи знає ця установа SWIT?", 1, 5, 20, "short"),
        (" ".join(["word"] * 13), 1, 13, 52, "middle"),
        (" ".join(["word"] * 21), 1, 21, 84, "long"),
        ("l’organisation elle-même", 1, 2, 21, "short"),
        ("", 0, 0, 0, "short"),
    ],
)
def test_reading_ease_is_counted(
    text: str, sentences: int, words: int, letters: int, length: str
) -> None:
    found = ease((text,))
    assert (found.sentences, found.words, found.letters) == (sentences, words, letters)
    assert found.length == length
