"""Wording: key to text in one language; numbers, dates and country names.

The English text of every key is in data/wording/en.po (msgctxt the key, msgid the English text) and, for
the larger parts of the product, in files of their own (form.en.po); every other language is a file
beside each (uk.po, form.uk.po, framework.uk.po). What a language lacks is shown in English. See
docs/wording.md.
"""

from __future__ import annotations

import gettext
import io
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, format_percent

from swit_data import pseudo
from swit_data.errors import Sentence, WordingError, listed
from swit_data.rewordings import BEFORE, as_before

# Babel calls it "Indonesia", which on these pages is a country.
_CALLED = {"id": "Bahasa Indonesia"}
_DAYS = {"en": "en_GB"}  # our English is British, and what Babel calls English is American
FOLDER = Path(__file__).parent.parent / "data" / "wording"
SOURCE = "en"  # the language that keys are written in

Forms = tuple[str, ...]  # the English text, or its singular and plural


@dataclass(frozen=True, eq=False)  # read once, so one language is one object
class Wording:
    """The words of one language. Values are put in as they are: braces in them mean nothing."""

    language: str
    english: Mapping[str, Forms]
    translations: gettext.NullTranslations
    locale: Locale
    missing: frozenset[str] = frozenset()  # keys that are shown in English, and marked so

    @classmethod
    def of(cls, language: str) -> Wording:
        """Return the words of a language, or as they were before a day (uk@2026-11-29); read once."""
        return _wording(language, FOLDER)

    def text(self, key: str, **values: object) -> str:
        """Return the text of a key, with its values put in."""
        (english,) = self._forms(key, 1)
        said = self.translations.pgettext(key, english)
        return self._marked(key, said).format_map(values)

    def has(self, key: str) -> bool:
        """Say whether there is a text of a key: a name that everybody knows has its forms in the catalogue."""
        return key in self.english

    def opening(self, text: str) -> str:
        """Return a text as it opens a sentence: its first letter is a capital one."""
        return text[:1].upper() + text[1:]

    def plural(self, key: str, n: int, **values: object) -> str:
        """Return the text of a key in the form that `n` asks for; {n} is written as a number."""
        one, many = self._forms(key, 2)
        shown = {"n": self.number(n), **values}
        said = self.translations.npgettext(key, one, many, n)
        return self._marked(key, said).format_map(shown)

    def sentence(self, said: Sentence) -> str:
        """Return a sentence of an error or a notice in this language, in English where it is not translated."""
        text = self.translations.pgettext("sentence", said.text)
        values = {name: self._value(value) for name, value in said.values}
        return text.format_map(values) if values else text

    def _marked(self, key: str, said: str) -> str:
        return f"{said} ({languages()[SOURCE]})" if key in self.missing else said

    def _value(self, value: object) -> object:
        if isinstance(value, Sentence):
            return self.sentence(value)
        return value.said_in(self) if hasattr(value, "said_in") else value

    def label(self, labels: Mapping[str, str], key: str) -> str:
        """Return a framework's label: its own in this language, else its translation, else English."""
        if self.language in labels:
            return labels[self.language]
        return self.translations.pgettext(key, labels[SOURCE])

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number; -0 is written 0."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(round(value, digits) + 0.0, pattern, locale=self.locale))

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share of 0 to 1 as a percentage."""
        shown = round(share, digits + 2) + 0.0
        decimals = "." + "0" * digits if digits else ""
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", f"#,##0{decimals}")
        return str(format_percent(shown, pattern, locale=self.locale))

    def day(self, day: date) -> str:
        """Return a day in words, with its month and year."""
        return str(format_date(day, "long", locale=_DAYS.get(self.language, self.locale)))

    def month(self, month: str) -> str:
        """Return a month YYYY-MM in words, or what was given if it is none."""
        year, _, number = month.partition("-")
        try:
            day = date(int(year), int(number), 1)
        except ValueError:
            return month
        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def country(self, code: str, name: str = "") -> str:
        """Return the name of a country by its ISO 3166 alpha-3 code, else the name given, else the code."""
        short = get_global("territory_aliases").get(code, [""])[0]
        known = self.locale.territories.get(short) if len(code) == len("KEN") else None
        return str(known) if known else name or code

    def labelled(self, name: str, said: str) -> str:
        """Return what is said of something behind its name; a question ends with its own sign."""
        return (
            f"{name} {said}" if name.endswith("?") else self.text("labelled", name=name, said=said)
        )

    def apart(self, said: Iterable[str]) -> str:
        """Return several statements as one line, with what stands between statements in the language."""
        first, *more = [*said] or [""]
        for each in more:
            first = self.text("apart", first=first, then=each)
        return first

    def listing(self, words: list[str]) -> str:
        """Return words as one list, as the language joins them."""
        return str(format_list(words, locale=self.locale)) if words else ""

    def _forms(self, key: str, number: int) -> Forms:
        forms = self.english.get(key, ())
        if len(forms) != number:
            kind = "text" if number == 1 else "plural"
            raise WordingError(
                f"{FOLDER.name}/{SOURCE}.po: there is no {kind} {key!r}. Add it there with msgctxt."
            )
        return forms


def languages() -> dict[str, str]:
    """Return the languages there are, English first, each with its name in its own words."""
    found = _languages(FOLDER)
    return {**found, pseudo.CODE: pseudo.NAME} if pseudo.asked() else found


def own_name(language: str) -> str:
    """Return what a language is called in its own words."""
    if language in _CALLED:
        return _CALLED[language]
    locale = _locale(language)
    # A language that Babel has no words of has only its name in English, which for Sranan Tongo is its own.
    known = locale.language == language.partition("_")[0]
    name = locale.get_display_name() if known else locale.languages[language]
    return str(name)[:1].upper() + str(name)[1:]


def nearest(wanted: str | None) -> str:
    """Return the language to start in for a browser that asks for `wanted`, such as uk-UA."""
    code = (wanted or "").replace("_", "-").split("-")[0].lower()
    return code if code in languages() else SOURCE


def read_catalog(path: Path) -> Catalog:
    """Return a checked .po file, or raise WordingError with its line."""
    catalog = parsed(path)
    for message in catalog:
        if message.id:
            _check(path, message)
    return catalog


def parsed(path: Path) -> Catalog:
    """Return a .po file with whatever its texts say, or raise WordingError with the line that is no .po."""
    try:
        locale = _locale(path.stem.rsplit(".", 1)[-1])
        return read_po(io.StringIO(path.read_text("utf-8")), locale, abort_invalid=True)
    except PoFileError as error:
        raise WordingError(
            f"{path.name}, line {error.lineno}: {error}. See docs/wording.md."
        ) from error
    except (UnknownLocaleError, ValueError) as error:
        raise WordingError(
            f"{path.name}: {_reason(error)}. A language file is UTF-8 and named by its code, such as uk.po."
        ) from error


def fields_of(text: str) -> set[str]:
    """Return the names in braces; anything but a plain name raises ValueError."""
    found = set()
    for _, name, detail, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or detail or conversion:
            raise ValueError(f"{{{name}}} is not a plain name in braces")
        found.add(name)
    return found


def forms_of(text: object) -> Forms:
    """Return a message's text or texts, as a tuple."""
    return (
        (text,) if isinstance(text, str) else tuple(text) if isinstance(text, tuple | list) else ()
    )


def _check(path: Path, message: Message) -> None:
    """Refuse a translation that would fail in the middle of a meeting: other names in braces."""
    where = f"{path.name}, line {message.lineno or 0}, {message.context or message.id!r}"
    try:
        allowed = set().union(*map(fields_of, forms_of(message.id)))
        found = set().union(*map(fields_of, forms_of(message.string)))
    except ValueError as error:
        raise WordingError(f"{where}: {error}. Write a literal brace twice.") from error
    if found - allowed:
        raise WordingError(
            f"{where}: found {listed(sorted(found - allowed))} in braces, "
            f"allowed: {listed(sorted(allowed))}. Keep the names as in English."
        )


def _reason(error: Exception) -> str:
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error).rstrip(".")


@cache
def _languages(folder: Path) -> dict[str, str]:
    codes = sorted(path.stem for path in folder.glob("*.po") if "." not in path.stem)
    named = {code: own_name(code) for code in codes}
    return {SOURCE: named.pop(SOURCE, "English"), **named}


def _locale(language: str) -> Locale:
    """Return how a language writes numbers; one that Babel knows by name only, such as srn, as English does."""
    try:
        return Locale.parse(language)
    except UnknownLocaleError:
        source = Locale.parse(SOURCE)
        if language not in source.languages:
            raise
        return source


@cache
def _english(folder: Path) -> Mapping[str, Forms]:
    return {
        message.context: forms_of(message.id)
        for path in (folder / f"{SOURCE}.po", *sorted(folder.glob(f"*.{SOURCE}.po")))
        for message in read_catalog(path)
        if message.id and message.context
    }


@cache
def _wording(language: str, folder: Path) -> Wording:
    english = _english(folder)
    if language == pseudo.CODE and pseudo.asked():
        return Wording(language, english, pseudo.Pseudo(), Locale.parse(SOURCE))
    code, _, day = language.partition(BEFORE)
    paths = (folder / f"{code}.po", *sorted(folder.glob(f"*.{code}.po")))
    # Portuguese has a form, and no screen.
    catalogs = [read_catalog(path) for path in paths if path.exists()]
    if not catalogs:
        raise WordingError(
            f"There is no language {language!r}; there are: {listed(list(_languages(folder)))}."
        )
    if day:
        catalogs = [as_before(each, day) for each in catalogs]
    there = {
        m.context for each in catalogs for m in each if all(forms_of(m.string)) and not m.fuzzy
    }
    missing = frozenset(english) - there
    return Wording(code, english, _compiled(catalogs), _locale(code), missing)


def _compiled(catalogs: list[Catalog]) -> gettext.GNUTranslations:
    """Return the rooms of a language as one: a text that is sought in 20 one after the other takes 15 times as long."""
    whole, *others = catalogs
    for other in others:
        for message in other:
            if message.id and whole.get(message.id, message.context) is None:
                whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
