"""What is wrong in the translations of a language, text by text: with file, key and reason."""

import gettext
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message

from swit_data import wording
from swit_data.catalogues.never import settled, stays
from swit_data.catalogues.sentences import written
from swit_data.catalogues.texts import SENTENCE, Key, Text, file_of, room_of, texts
from swit_data.errors import Sentence, WordingError, listed, say
from swit_data.wording import Forms, fields_of, forms_of

_CODE = re.compile(r"\b(?:SWIT|[CKPSX]\d{1,2}[a-z]?)\b")
_AFTER = " \u00a0\u202f”“»’')]\""  # may stand behind the sign that ends a text
_SIGNS = "?:"
_COUNTED = range(
    1000
)  # CLDR's rule for millions ("many" of es and fr) is not among the forms of a catalogue


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in one text."""

    language: str
    file: str
    key: str
    reason: Sentence


def faults_of_language(language: str, folder: Path | None = None) -> tuple[Fault, ...]:
    """Return all that is wrong in a language; of another folder only the files that are there.

    Raises:
        WordingError: the folder holds no file of the language.
    """
    place = folder or wording.FOLDER
    rooms = {text.room: None for text in texts()}
    files = {room_of(p): p for p in sorted(place.glob("*.po")) if _language(p) == language}
    if not files:
        told = "{folder}: there is no .po file of the language “{language}” here."
        raise WordingError(say(told, folder=place, language=language))
    asked = [room for room in (*rooms, *sorted(set(files) - set(rooms))) if room in files]
    found = [fault for room in asked for fault in _faults_of_file(files[room], language)]
    if folder is None:
        found += [
            Fault(language, file_of(room, language), "", say("the whole file is missing"))
            for room in rooms
            if room not in files
        ]
    return tuple(found)


def faults_of_text(english: Forms, said: Forms, language: str) -> Iterator[Sentence]:
    """Give the reasons for which the words of a translation are refused."""
    if not all(form.strip() for form in said):
        yield say("it is empty")
        return
    yield from _placeholders(english, said)
    yield from _signs(english, said)
    yield from _codes(english, said, language)
    if words := dict.fromkeys(w for form in said for w in settled(language).used(form)):
        yield say("“{word}” is a word that is never used", word=", ".join(words))


def forms_asked(language: str) -> int:
    """Return how many plural forms a language has, by CLDR's rule for whole numbers."""
    rule = Locale.parse(language).plural_form
    return len({rule(number) for number in _COUNTED})


def _language(path: Path) -> str:
    return path.stem.rsplit(".", 1)[-1]


def _faults_of_file(path: Path, language: str) -> Iterator[Fault]:
    try:
        catalog = wording.parsed(path)
    except WordingError as error:
        yield Fault(language, path.name, _key_at(path, str(error)), error.sentences[0])
        return
    wanted = {text.found_by: text for text in texts() if text.room == room_of(path)}
    there = {(m.context or "", forms_of(m.id)[0]): m for m in catalog if m.id}
    for reason in _rule(catalog, language):
        yield Fault(language, path.name, "", reason)
    for (key, english), reason in _compared(wanted, there, language):
        if not stays(path.name, key):
            shown = f"{key} “{english}”" if key == SENTENCE else key
            yield Fault(language, path.name, shown, reason)


def _key_at(path: Path, error: str) -> str:
    """Return the key above the line that an error names, where there is one."""
    line = re.search(r"line (\d+)", error)
    above = path.read_text("utf-8", "replace").splitlines()[: int(line.group(1)) if line else 0]
    keys = [text.partition(" ")[2].strip('"') for text in above if text.startswith("msgctxt")]
    return keys[-1] if keys else ""


def _compared(
    wanted: Mapping[Key, Text], there: Mapping[Key, Message], language: str
) -> Iterator[tuple[Key, Sentence]]:
    for key, text in wanted.items():
        if key not in there:
            yield key, say("it is missing")
            continue
        for reason in _faults_of_entry(text.english, there[key], language):
            yield key, reason
    known = {text.found_by for text in texts()}
    for key in there:
        if key not in known and not (key[0] == SENTENCE and key[1] in written()):
            yield key, say("its English text is no text of the product any more")


def _faults_of_entry(english: Forms, message: Message, language: str) -> Iterator[Sentence]:
    if message.fuzzy:
        yield say("it is in doubt (fuzzy), so readers see English")
    said = forms_of(message.string)
    asked = forms_asked(language) if len(english) > 1 else 1
    if len(said) != asked:
        told = "it has {n} plural forms, and the language asks for {asked}"
        yield say(told, n=len(said), asked=asked)
    yield from faults_of_text(english, said, language)


def _rule(catalog: Catalog, language: str) -> Iterator[Sentence]:
    """Give what is wrong with the rule that a file's header has for plurals: it must part numbers as CLDR does."""
    asked = forms_asked(language)
    if catalog.num_plurals != asked:
        told = "Plural-Forms has nplurals={n}, and the language asks for {asked}"
        yield say(told, n=catalog.num_plurals, asked=asked)
        return
    ours, theirs = gettext.c2py(catalog.plural_expr), Locale.parse(language).plural_form
    if len({(ours(number), theirs(number)) for number in _COUNTED}) != asked:
        yield say("the rule of Plural-Forms is not that of the language")


def _placeholders(english: Forms, said: Forms) -> Iterator[Sentence]:
    allowed = set().union(*map(fields_of, english))
    for form in said:
        try:
            found = fields_of(form)
        except ValueError:
            yield say("a brace stands alone, or what stands in braces is no plain name")
            continue
        # One form of a plural may leave its number out ("one person"); a text may not.
        missing = allowed - found - ({"n"} if len(english) > 1 else set())
        if missing or found - allowed:
            told = "found {found} in braces, and English has {allowed}: keep the names as they are"
            yield say(told, found=listed(sorted(found)), allowed=listed(sorted(allowed)))


def _signs(english: Forms, said: Forms) -> Iterator[Sentence]:
    asked = {_sign(form) for form in english}
    if len(asked) == 1 and {_sign(form) for form in said} != asked:
        if sign := asked.pop():
            yield say("English ends with “{sign}”, and this does not", sign=sign)
        else:
            yield say("this ends with “?” or “:”, and English does not")


def _sign(text: str) -> str:
    last = text.rstrip(_AFTER)[-1:]
    return last if last in _SIGNS else ""


def _codes(english: Forms, said: Forms, language: str) -> Iterator[Sentence]:
    """Give the codes of the framework that English has and a translation has not."""
    for form in said:
        for spelling, code in settled(language).codes:
            form = re.sub(rf"\b{re.escape(spelling)}\b", code, form)  # noqa: PLW2901 - read so
        if lost := _codes_in(english[-1:]) - _codes_in((form,)):
            yield say("the code {codes} is lost", codes=listed(sorted(lost)))


def _codes_in(forms: Iterable[str]) -> set[str]:
    return {code for form in forms for code in _CODE.findall(form)}
