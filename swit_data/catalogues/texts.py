"""Every text that is translated, in the order of its files: keys, sentences of the code, the framework."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from swit_data import framework as frameworks
from swit_data import wording
from swit_data.catalogues.sentences import spoken
from swit_data.framework import Framework, Indicator
from swit_data.translations import INTERFACE
from swit_data.wording import SOURCE, Forms, forms_of

Key = tuple[str, str]  # msgctxt and the English text, or its singular
SENTENCES, FRAMEWORK = "sentences", "framework"
SENTENCE = "sentence"  # the key of every sentence
CURRENT = Path(__file__).parents[2] / "data" / "framework" / "swit.toml"


@dataclass(frozen=True)
class Text:
    """One text in English: the room is the first word of its file's name, or `interface`."""

    room: str
    key: str
    english: Forms
    notes: tuple[str, ...] = ()  # for translators

    @property
    def found_by(self) -> Key:
        """Return what a catalogue finds it by."""
        return self.key, self.english[0]


def file_of(room: str, language: str) -> str:
    """Return the name of a room's file in a language."""
    return f"{language}.po" if room == INTERFACE else f"{room}.{language}.po"


def room_of(path: Path) -> str:
    """Return the room that a file holds."""
    return path.name.split(".")[0] if path.stem.count(".") else INTERFACE


@cache
def texts() -> tuple[Text, ...]:
    """Return every text there is."""
    return (*_keys(), *_sentences(), *framework_texts(current()), *_older())


@cache
def current() -> Framework:
    """Return the framework that is asked today."""
    return frameworks.load(CURRENT)


def _keys() -> Iterator[Text]:
    folder = wording.FOLDER
    for path in (folder / f"{SOURCE}.po", *sorted(folder.glob(f"*.{SOURCE}.po"))):
        for message in wording.read_catalog(path):
            if message.id:
                notes = tuple(message.auto_comments)
                yield Text(room_of(path), message.context or "", forms_of(message.id), notes)


def _sentences() -> Iterator[Text]:
    """Give the sentences of the code, each in the room whose catalogues hold it."""
    held = {
        english: room_of(path)
        for path in sorted(wording.FOLDER.glob("*.po"), key=lambda p: room_of(p) == SENTENCES)
        for english in _said_in(path)
    }
    for text, file in spoken().items():
        yield Text(held.get(text, SENTENCES), SENTENCE, (text,), (f"Said in {file}",))


def _said_in(path: Path) -> Iterator[str]:
    for message in wording.parsed(path):
        if message.context == SENTENCE:
            yield forms_of(message.id)[0]


def _older() -> Iterator[Text]:
    """Give what older versions said otherwise, as the catalogues of any language hold it."""
    found: dict[tuple[str, Key], Text] = {}
    for path in sorted(wording.FOLDER.glob(f"{FRAMEWORK}_*.po")):
        for message in wording.read_catalog(path):
            if message.id:
                notes = ("An older version's words: never edited once asked",)
                text = Text(room_of(path), message.context or "", forms_of(message.id), notes)
                found.setdefault((text.room, text.found_by), text)
    yield from sorted(found.values(), key=lambda text: text.room)


def framework_texts(framework: Framework) -> Iterator[Text]:
    """Give every text of a framework, in the order of its file."""
    for key, english, note in _labelled(framework):
        yield Text(FRAMEWORK, key, (english,), (note,) if note else ())


def _labelled(framework: Framework) -> Iterator[tuple[str, str, str]]:
    yield "framework.title", framework.title[SOURCE], ""
    yield "framework.source", framework.source[SOURCE], ""
    yield from _stakeholders(framework)
    yield from _people(framework)
    for dimension in framework.dimensions.values():
        yield f"dimension.{dimension.code}", dimension.label[SOURCE], "Dimension"
    for part in framework.parts.values():
        note = f"Part of {framework.dimensions[part.dimension].label[SOURCE]}"
        yield f"part.{part.code}", part.label[SOURCE], note
    yield from _questions(framework)


def _stakeholders(framework: Framework) -> Iterator[tuple[str, str, str]]:
    for kind in framework.stakeholder_types.values():
        yield f"type.{kind.code}", kind.label[SOURCE], "Stakeholder type"
        for target in kind.targets:
            note = "Target, follows “The next questions are about:”"
            yield f"target.{kind.code}.{target.code}", target.label[SOURCE], note


def _people(framework: Framework) -> Iterator[tuple[str, str, str]]:
    """Give the characteristics of those who answer, and the groups that are merged of them."""
    for each in framework.characteristics.values():
        note = "Characteristic of the person who answers"
        yield f"characteristic.{each.code}", each.label[SOURCE], note
        for code, label in each.categories.items():
            yield f"category.{each.code}.{code}", label[SOURCE], ""
    for dimension in framework.dimensions.values():
        of = dimension.split.characteristic if dimension.split else ""
        for code, label in dimension.split.labels.items() if dimension.split else ():
            if code not in framework.characteristics[of].categories:
                yield f"category.{of}.{code}", label[SOURCE], "Merged group"


def _questions(framework: Framework) -> Iterator[tuple[str, str, str]]:
    for scale in framework.scales.values():
        for answer in scale.answers:
            note = f"Answer, scale {scale.code}"
            yield f"answer.{scale.code}.{answer.code}", answer.label[SOURCE], note
    for indicator in framework.indicators.values():
        note = _asked(indicator)
        yield f"indicator.{indicator.code}.text", indicator.text[SOURCE], note
        yield f"indicator.{indicator.code}.plain", indicator.plain[SOURCE], note


def _asked(indicator: Indicator) -> str:
    said = f"Part {indicator.part}, {indicator.set}, {indicator.kind}, scale {indicator.scale}"
    return said if indicator.direction == "positive" else f"{said}; “yes” is bad"
