"""One way to speak of a form in headers: its names or a language, with or without groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from swit_data.intake.dialects.words import XML, label, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from swit_data.intake.dialects.words import FormWords, Question

    Options = Sequence[tuple[str, str]]
    Table = Mapping[str, tuple[int, ...]]

_LONGEST_SEPARATOR = 5


@dataclass(frozen=True)
class Match:
    """What a header may mean: places of questions in the form, and an option of theirs."""

    form: FormWords
    places: tuple[int, ...]  # in the order of the form; several where its words stand several times
    words: str  # of the question; columns of options stand with the question of the same words
    option: str = ""
    clash: bool = False  # the same words are a question, and an option of another one


@dataclass(frozen=True)
class Tongue:
    """The headers that a form can have in one language; `separator` is empty without groups."""

    form: FormWords
    language: str
    separator: str

    def find(self, header: str, others: Collection[str]) -> Match | None:
        """Return what a header may mean; `others` are the headers beside it."""
        text = plain(header)
        rests = (text, *self._rests(text, ()))
        option = next(filter(None, (self._option(text, rest) for rest in rests)), None)
        whole = (self._places(table, text) for table in self._tables)
        for places in filter(None, whole):
            return Match(self.form, places, text, clash=option is not None)
        if option:
            return option
        # The groups of another version of the form stand before it.
        ends = (self._places(self._tables[-1], rest) for rest in self._rests(text, others))
        for places in filter(None, ends):
            return Match(self.form, places, text)
        return None

    def separates(self, text: str) -> bool:
        """Say whether a text can stand between a question and its option."""
        found = 0 < len(text) <= _LONGEST_SEPARATOR
        signs = text.strip()
        return found and bool(signs) and not any(sign.isalnum() or sign == "_" for sign in signs)

    def _places(self, table: Table, text: str) -> tuple[int, ...]:
        # Names are codes, where case counts; labels are words.
        return table.get(text, ()) if self.language == XML else table.get(text.casefold(), ())

    def _rests(self, text: str, others: Collection[str]) -> Iterator[str]:
        """Give what follows each separator; “reasons/other” beside “reasons” is an option."""
        start = text.find(self.separator) if self.separator else -1
        while start >= 0:
            if text[:start] not in others:
                yield text[start + len(self.separator) :]
            start = text.find(self.separator, start + 1)

    def _option(self, text: str, rest: str) -> Match | None:
        for words, options, places in self._several:
            if rest.startswith(words):
                code = self._code(options, rest[len(words) :])
                if code:
                    before = text[: len(text) - len(rest)]
                    return Match(self.form, places, before + words, code)
        return None

    def _code(self, options: Options, after: str) -> str:
        """Return the option that a header ends with."""
        for said, code in options:
            if after.endswith(said) and self.separates(after[: len(after) - len(said)]):
                return code
        return ""

    def _options(self, question: Question) -> Options:
        """Return what an option may be called, and its code; the longest first."""
        said = [
            (text, choice.code)
            for choice in self.form.options(question)
            for text in {label(choice.labels, choice.code, self.language), choice.code}
        ]
        return sorted(said, key=lambda pair: -len(pair[0]))

    @cached_property
    def _paths(self) -> list[tuple[str, ...]]:
        return [self.form.path(question, self.language) for question in self.form.questions]

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        """Return texts to places: of whole paths, then of ends of paths; the question alone last."""
        if not self.separator:
            return (self._table((place, path[-1]) for place, path in enumerate(self._paths)),)
        whole = self._table((n, self._joined(path)) for n, path in enumerate(self._paths))
        ends = self._table(
            (n, self._joined(path[start:]))
            for n, path in enumerate(self._paths)
            for start in range(len(path))
        )
        return whole, ends

    def _joined(self, path: tuple[str, ...]) -> str:
        return plain(self.separator.join(path))

    def _table(self, texts: Iterator[tuple[int, str]]) -> Table:
        found: dict[str, list[int]] = {}
        for place, text in texts:
            places = found.setdefault(text if self.language == XML else text.casefold(), [])
            if place not in places[-1:]:
                places.append(place)
        return {text: tuple(places) for text, places in found.items()}

    @cached_property
    def _several(self) -> list[tuple[str, Options, tuple[int, ...]]]:
        """Return the texts of questions with several answers and their options, the longest first."""
        found = {}
        for place, question in enumerate(self.form.questions):
            for start in range(len(self._paths[place]) if question.several else 0):
                path = self._paths[place][start if self.separator else -1 :]
                words = self._joined(path)
                places = next(p for p in (self._places(t, words) for t in self._tables) if p)
                found[words] = (words, self._options(question), places)
        return sorted(found.values(), key=lambda each: -len(each[0]))
