"""One way to speak of a form in headers: its names or a language, with or without groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from swit_data.intake.dialects.words import XML, heading, label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from swit_data.intake.dialects.words import FormWords, Question

    Options = Mapping[str, Mapping[int, str]]  # what is said: the question's place, its code
    Table = Mapping[str, tuple[int, ...]]

_LONGEST_SEPARATOR = 5
T = TypeVar("T")


@dataclass(frozen=True)
class Match:
    """What a header may mean: places of questions in the form, and an option of theirs."""

    form: FormWords
    places: tuple[int, ...]  # in the order of the form; several where its words stand several times
    words: str  # of the question; columns of options stand with the question of the same words
    option: str = ""  # as the header says it
    codes: Mapping[int, str] = field(default_factory=dict)  # of the option, by the question's place
    clash: bool = False  # the same words are a question, and an option of another one


@dataclass(frozen=True)
class Tongue:
    """The headers that a form can have in one language; `separator` is empty without groups."""

    form: FormWords
    language: str
    separator: str

    def find(self, header: str, others: Collection[str]) -> Match | None:
        """Return what a header may mean; `others` are the headers beside it."""
        text = heading(header)
        rests = (text, *self._rests(text, ()))
        options = [*filter(None, (self._option(text, rest) for rest in rests))]
        sure = [option for option in options if self._places(self._tables[0], option.words)]
        # A question by its whole path is more certain than an option by the end of its path.
        for table, rivals in ((self._tables[0], sure), (self._tables[-1], options)):
            places = self._places(table, text)
            if places:
                return Match(self.form, places, text, clash=bool(rivals))
            if rivals:
                return rivals[0]
        # The groups of another version of the form stand before it.
        ends = (self._places(self._tables[-1], rest) for rest in self._rests(text, others))
        found = next(filter(None, ends), None)
        return Match(self.form, found, text) if found else None

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
        for words, options in self._several.items():
            if rest.startswith(words):
                after = rest[len(words) :]
                found = next((said for said in options if self._ends(after, said)), "")
                if found:
                    before = text[: len(text) - len(rest)]
                    codes = options[found]
                    return Match(self.form, tuple(codes), before + words, found, codes)
        return None

    def _ends(self, after: str, said: str) -> bool:
        return after.endswith(said) and self.separates(after[: len(after) - len(said)])

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
        return self.separator.join(path).strip()

    def _table(self, texts: Iterator[tuple[int, str]]) -> Table:
        found: dict[str, list[int]] = {}
        for place, text in texts:
            places = found.setdefault(text if self.language == XML else text.casefold(), [])
            if place not in places[-1:]:
                places.append(place)
        return {text: tuple(places) for text, places in found.items()}

    @cached_property
    def _several(self) -> Mapping[str, Options]:
        """Return the texts of questions with several answers, with their options; the longest first."""
        found: dict[str, dict[str, dict[int, str]]] = {}
        for place, question in enumerate(self.form.questions):
            path = self._paths[place]
            for start in range(len(path)) if question.several else ():
                words = self._joined(path[start:] if self.separator else path[-1:])
                options = found.setdefault(words, {})
                for said, code in self._said(question):
                    options.setdefault(said, {})[place] = code
        return {words: _longest_first(found[words]) for words in _longest_first(found)}

    def _said(self, question: Question) -> Iterator[tuple[str, str]]:
        """Give what each option may be called, and its code; a label counts before a code."""
        options = self.form.options(question)
        yield from ((choice.code, choice.code) for choice in options)
        yield from (
            (label(choice.labels, choice.code, self.language), choice.code) for choice in options
        )


def _longest_first(found: Mapping[str, T]) -> dict[str, T]:
    return {text: found[text] for text in sorted(found, key=len, reverse=True)}
