"""Every language has every text, its placeholders and its plural forms; a broken file is named."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from swit_data import wording
from swit_data.errors import WordingError
from swit_data.wording import FOLDER, SOURCE, Wording, fields_of, forms_of, languages

TRANSLATED = list(languages())
EMPTY = {"framework.srn", "form.srn"}  # on purpose: no draft was invented (docs/translating.md)
THERE = sorted(path.stem for path in FOLDER.glob("*.po"))  # uk, framework.uk
FILES = [name for name in THERE if name not in EMPTY]
ENGLISH = [name for name in FILES if name.rpartition(".")[2] == SOURCE]  # en, form.en
HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)

_PAGE = re.compile(r"page “([^{”]+)”")  # a text that sends its reader to a page


@cache
def catalog_of(name: str) -> Catalog:
    """Return a file of wording: they are read once for all tests."""
    return wording.read_catalog(FOLDER / f"{name}.po")


@cache
def messages(language: str) -> dict[tuple[str, str], tuple[tuple[str, ...], bool]]:
    """One entry a text: (key, English) to its translations, and whether it is marked fuzzy."""
    return {
        (message.context or "", forms_of(message.id)[0]): (
            forms_of(message.string),
            message.fuzzy,
        )
        for message in catalog_of(language)
        if message.id
    }


def write(folder: Path, language: str, text: str) -> Path:
    path = folder / f"{language}.po"
    path.write_text(HEAD + text, "utf-8")
    return path


@pytest.mark.parametrize("name", ENGLISH)
def test_english_is_written_as_itself(name: str) -> None:
    for message in catalog_of(name):
        if message.id:
            assert message.context, message.id
            assert message.id == message.string


def test_no_key_is_said_twice() -> None:
    texts = [(FOLDER / f"{name}.po").read_text("utf-8") for name in ENGLISH]
    keys = [line for t in texts for line in t.splitlines() if line.startswith("msgctxt")]
    assert [key for key in set(keys) if keys.count(key) > 1] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_has_every_interface_text(language: str) -> None:
    of_language = [name for name in FILES if name.rpartition(".")[2] == language]
    translated = {key for name in of_language for key in messages(name)}
    assert {key for name in ENGLISH for key in messages(name)} - translated == set()


@pytest.mark.parametrize("language", FILES)
def test_nothing_is_empty_or_in_doubt(language: str) -> None:
    found = messages(language)
    assert [key for key, (texts, fuzzy) in found.items() if fuzzy or not all(texts)] == []


@pytest.mark.parametrize("language", sorted(EMPTY))
def test_what_nobody_has_translated_waits_with_every_text(language: str) -> None:
    found = messages(language)
    assert not any(text for texts, _ in found.values() for text in texts)
    assert set(found) == set(messages(language.replace("srn", "uk")))


def test_portuguese_has_a_questionnaire_and_no_screen() -> None:
    assert [name for name in THERE if name.endswith("pt")] == ["form.pt", "framework.pt"]
    assert not {"pt", "srn"} & set(languages())
    for room in ("form", "framework"):
        assert set(messages(f"{room}.pt")) == set(messages(f"{room}.uk"))
    assert Wording.of("pt").text("form.yes") == "Sim"
    assert Wording.of("pt").text("page.compare") == "Compare (English)"


def test_a_language_that_babel_does_not_know_counts_as_english_does(tmp_path: Path) -> None:
    write(tmp_path, "en", 'msgctxt "a"\nmsgid "A"\nmsgstr "A"\n')
    write(tmp_path, "form.srn", 'msgctxt "a"\nmsgid "A"\nmsgstr "B"\n')
    words = wording._wording("srn", tmp_path)
    assert (words.text("a"), words.number(1234.5, 1)) == ("B", "1,234.5")
    assert wording.own_name("srn") == "Sranan Tongo"


@pytest.mark.parametrize("language", FILES)
def test_plural_forms_are_complete(language: str) -> None:
    catalog = catalog_of(language)
    for message in catalog:
        if message.id and message.pluralizable:
            assert len(forms_of(message.string)) == catalog.num_plurals, message.context


@pytest.mark.parametrize("language", FILES)
def test_placeholders_agree(language: str) -> None:
    for message in catalog_of(language):
        wanted = set().union(*map(fields_of, forms_of(message.id)))
        for text in forms_of(message.string) if message.id else ():
            # One form of a plural may leave its number out ("one person"); a text may not.
            missing = wanted - fields_of(text) - ({"n"} if message.pluralizable else set())
            assert missing == set(), (message.context, text)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_page_that_a_text_sends_to_is_called_so(language: str) -> None:
    words = {key: text for f in ENGLISH for (key, text) in messages(f)}
    pages = {text: key for key, text in words.items() if key.startswith("page.")}
    sent = {key: found for key, text in words.items() if (found := _PAGE.findall(text))}
    assert len(sent) >= 5
    said = Wording.of(language)
    own = {
        key: translated[0]
        for file in FILES
        if file.rpartition(".")[2] == language
        for (key, _), (translated, _) in messages(file).items()
    }
    for key, named in sent.items():
        for page in named:
            assert said.text(pages[page]) in own[key], (key, page)


def test_languages_are_named_in_their_own_words() -> None:
    assert next(iter(languages())) == "en"
    assert languages()["en"] == "English"
    assert languages()["uk"] == "Українська"
    assert languages()["id"] == "Bahasa Indonesia"  # on these pages “Indonesia” is a country


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("uk-UA", "uk"), ("UK_ua", "uk"), ("ja", "en"), ("pt-BR", "en"), ("", "en"), (None, "en")],
)
def test_a_reader_starts_in_the_language_of_the_browser(wanted: str | None, expected: str) -> None:
    assert wording.nearest(wanted) == expected


def test_texts() -> None:
    assert Wording.of("en").text("page.compare") == "Compare"
    assert Wording.of("uk").text("page.compare") == "Порівняння"
    assert Wording.of("uk") is Wording.of("uk")


@pytest.mark.parametrize(
    ("n", "english", "ukrainian"),
    [
        (1, "1 person answered", "1 людина відповіла"),
        (3, "3 people answered", "3 людини відповіли"),
        (48, "48 people answered", "48 людей відповіли"),
        (21, "21 people answered", "21 людина відповіла"),
    ],
)
def test_plurals(n: int, english: str, ukrainian: str) -> None:
    assert Wording.of("en").plural("count.people", n) == english
    assert Wording.of("uk").plural("count.people", n) == ukrainian


@pytest.mark.parametrize("hostile", ["{reference}", "{0.__class__}", "%(x)s", "{", "}}", "{}"])
def test_braces_in_values_mean_nothing(hostile: str) -> None:
    assert hostile in Wording.of("en").text("error.sentence", reference=hostile)


def test_framework_labels() -> None:
    words = Wording.of("uk")
    assert words.label({"en": "Yes", "uk": "Так"}, "answer.yes") == "Так"
    assert words.label({"en": "Overview"}, "page.overview") == "Огляд"
    assert words.label({"en": "Not translated"}, "page.overview") == "Not translated"
    assert Wording.of("en").label({"en": "Yes", "uk": "Так"}, "answer.yes") == "Yes"


def test_numbers() -> None:
    english, ukrainian = Wording.of("en"), Wording.of("uk")
    assert english.number(-0.2) == "0"
    assert english.number(1234.5, 1) == "1,234.5"
    assert ukrainian.number(1234.5, 1) == "1\xa0234,5"
    assert english.percent(0.334) == "33%"
    assert ukrainian.percent(0.3343, 1) == "33,4%"
    assert [Wording.of(code).percent(0.5) for code in ("es", "ru", "nl")] == [
        "50\xa0%",
        "50\xa0%",
        "50%",
    ]
    assert english.listing(["a", "b", "c"]) == "a, b, and c"
    assert ukrainian.listing(["а", "б"]) == "а і б"
    assert english.listing([]) == ""
    assert english.apart(["a", "b {n}", "c"]) == "a; b {n}; c"
    assert Wording.of("fr").apart(["a", "b"]) == "a\xa0; b"
    assert (english.apart(["a"]), english.apart([])) == ("a", "")


def test_dates_and_countries() -> None:
    english, ukrainian = Wording.of("en"), Wording.of("uk")
    assert english.month("2026-03") == "March 2026"
    assert ukrainian.month("2026-03") == "березень 2026\u202fр."
    assert [Wording.of(code).day(date(2026, 11, 9)) for code in ("en", "es", "ru")] == [
        "9 November 2026",
        "9 de noviembre de 2026",
        "9 ноября 2026\u202fг.",
    ]
    assert [english.month(given) for given in ("", "2026", "2026-13", "x-y")] == [
        "",
        "2026",
        "2026-13",
        "x-y",
    ]
    assert [english.country(code) for code in ("KEN", "IDN", "SUR", "UKR")] == [
        "Kenya",
        "Indonesia",
        "Suriname",
        "Ukraine",
    ]
    assert ukrainian.country("SUR") == "Суринам"
    assert english.country("zummar", "Zummar") == "Zummar"
    assert english.country("zummar") == "zummar"
    assert english.country("ABC") == "ABC"


def test_an_unknown_key_or_language_is_named() -> None:
    with pytest.raises(WordingError, match=r"en\.po: there is no text 'page\.nowhere'"):
        Wording.of("en").text("page.nowhere")
    with pytest.raises(WordingError, match=r"there is no plural 'page\.compare'"):
        Wording.of("en").plural("page.compare", 2)
    with pytest.raises(WordingError, match="There is no language 'xx'; there are: en"):
        Wording.of("xx")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'msgctxt "a"\nmsgid "A {b}"\nmsgstr "B {c}"\n',
            r"uk\.po, line \d+, 'a': found c in braces, allowed: b",
        ),
        (
            'msgctxt "a"\nmsgid "A"\nmsgstr "B {0.x}"\n',
            r"uk\.po, line \d+, 'a': \{0\.x\} is not a plain name",
        ),
        (
            'msgctxt "a"\nmsgid "A"\nmsgstr "B {"\n',
            r"uk\.po, line \d+, 'a': .*Write a literal brace twice",
        ),
        ('msgctxt "a"\nmsgid "A"\nwhat is this\n', r"uk\.po, line \d+: "),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WordingError, match=told):
        wording.read_catalog(write(tmp_path, "uk", text))


def test_a_file_that_is_no_language_is_named(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match=r"^xx-yy-zz\.po: .*named by its code"):
        wording.read_catalog(write(tmp_path, "xx-yy-zz", ""))
    (tmp_path / "uk.po").write_bytes(b'msgid "\xff\xfe"\n')
    with pytest.raises(WordingError, match=r"^uk\.po: it is not UTF-8"):
        wording.read_catalog(tmp_path / "uk.po")


def test_a_missing_translation_is_english_and_says_so(tmp_path: Path) -> None:
    write(
        tmp_path, "en", 'msgctxt "a"\nmsgid "A"\nmsgstr "A"\n\nmsgctxt "b"\nmsgid "B"\nmsgstr "B"\n'
    )
    write(tmp_path, "uk", 'msgctxt "a"\nmsgid "A"\nmsgstr "А-укр"\n')
    write(tmp_path, "framework.uk", 'msgctxt "c"\nmsgid "C"\nmsgstr "Ц"\n')
    words = wording._wording("uk", tmp_path)
    assert (words.text("a"), words.text("b")) == ("А-укр", "B (English)")
    assert words.label({"en": "C"}, "c") == "Ц"
    assert list(wording._languages(tmp_path)) == ["en", "uk"]
