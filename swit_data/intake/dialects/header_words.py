"""One way to speak of a form in headers: its names or a language, with or without groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from swit_data.intake.dialects.folding import folded, folded_signs, unique
from swit_data.intake.dialects.form_words import XML, heading, label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from swit_data.intake.dialects.form_words import FormQuestion, FormWords

    Options = Mapping[str, Mapping[int, str]]  # what is said: the question's place, its code
    Table = Mapping[str, tuple[int, ...]]

_LONGEST_SEPARATOR = 5
# Names of XForms, where “/” is no part of a name.
_GROUPS = re.compile(r"[A-Za-z_][\w.-]*(?:/[A-Za-z_][\w.-]*)*")
# Code and text, as LimeSurvey writes them.
_WITH_TEXT = re.compile(r"\[?(?P<name>[A-Za-z_]\w*)(?:\]\s*|[.:)]\s+|\s+[-–—|]\s+)\S.*")
# Of options, in LimeSurvey, REDCap and SurveyCTO.
_OTHERS = (("[", "]"), ("(", ")"), (" [", "]"), (" (", ")"), ("___", ""), ("_", ""))
# How a header is understood, the surest first.
SURE, FOLDED, STRANGER, WITH_TEXT, OF_OTHERS = range(5)
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
    how: int = SURE
    carries: bool = False  # groups stand before it


@dataclass(frozen=True)
class HeaderWords:
    """The headers that a form can have in one language; `separator` is empty without groups.

    Without `strangers`, what the form does not know as a group is none: “expected - trust” is not trust; without
    `texts`, nothing follows a name: “trust. Last year” is not trust.
    """

    form: FormWords
    language: str
    separator: str
    strangers: bool = True
    texts: bool = True
    fold: bool = False

    def find(self, header: str, others: Collection[str]) -> Match | None:
        """Return what a header may mean; `others` are the headers beside it."""
        text = heading(header)
        for way in (self._known, self._nearly, self._stranger, self._with_text, self._of_others):
            found = way(text, others)
            if found:
                return found
        return None

    def _known(self, text: str, others: Collection[str] = ()) -> Match | None:
        """Return a question by its path or the end of its path, or an option of one."""
        del others
        rests = (text, *self._rests(text, ()))
        options = [*filter(None, (self._option(text, rest) for rest in rests))]
        sure = [option for option in options if self._places(self._tables[0], option.words)]
        # A question by its whole path is more certain than an option by the end of its path.
        for table, rivals in ((self._tables[0], sure), (self._tables[-1], options)):
            places = self._places(table, text)
            if places:
                carries = bool(self.separator) and self.separator in text
                return Match(self.form, places, text, clash=bool(rivals), carries=carries)
            if rivals:
                return rivals[0]
        return None

    def _nearly(self, text: str, others: Collection[str]) -> Match | None:
        """Return a question or option whose words differ in case, signs and marks only."""
        del others
        found = self._loosely._known(self._loosely._folded(text))
        return None if found is None or found.clash else replace(found, how=FOLDED)

    def _stranger(self, text: str, others: Collection[str]) -> Match | None:
        """Return a question behind a group that the form does not have, as of another version of it."""
        for rest in self._rests(text, others):
            before = text[: len(text) - len(rest) - len(self.separator)]
            named = self.separator == "/" and bool(_GROUPS.fullmatch(before))
            places = self._places(self._tables[-1], rest)
            if places and (self.strangers or named):
                return Match(self.form, places, text, how=STRANGER, carries=True)
        return None

    def _with_text(self, text: str, others: Collection[str]) -> Match | None:
        """Return a question whose name stands before its text, as LimeSurvey writes it: “ce_01. Please rate”."""
        said = _WITH_TEXT.fullmatch(text) if self.texts and self.language == XML else None
        if not said or said["name"] in others:
            return None
        found = self._known(said["name"]) or self._nearly(said["name"], others)
        return replace(found, words=text, how=WITH_TEXT) if found and not found.option else None

    def _of_others(self, text: str, others: Collection[str]) -> Match | None:
        """Return an option as other tools write it: “reasons[police]”, “reasons___police”."""
        for words, options in self._several.items():
            rest = text[len(words) :] if text.startswith(words) else ""
            for before, after in _OTHERS if rest else ():
                said = rest.removeprefix(before).removesuffix(after)
                if rest == f"{before}{said}{after}" and said in options:
                    codes = options[said]
                    return Match(self.form, tuple(codes), words, said, codes, how=OF_OTHERS)
        loosely = self._loosely
        return None if self.fold else loosely._of_others(loosely._folded(text), others)

    @cached_property
    def _loosely(self) -> HeaderWords:
        """Return the same words, as they are compared where no others are equal letter by letter."""
        return replace(self, separator=folded_signs(self.separator), fold=True)

    def _folded(self, text: str) -> str:
        """Return a header of folded words, with what separates them between."""
        if not self.separator:
            return folded(text)
        return self.separator.join(map(folded, folded_signs(text).split(self.separator)))

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
                    whole = text[: len(text) - len(rest)] + words
                    carries = bool(self.separator) and self.separator in whole
                    codes = options[found]
                    return Match(self.form, tuple(codes), whole, found, codes, carries=carries)
        return None

    def _ends(self, after: str, said: str) -> bool:
        return after.endswith(said) and self.separates(after[: len(after) - len(said)])

    @cached_property
    def _paths(self) -> list[tuple[str, ...]]:
        paths = [self.form.path(question, self.language) for question in self.form.questions]
        return [tuple(map(folded, path)) for path in paths] if self.fold else paths

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
        return {text: tuple(places) for text, places in found.items() if self._one(places)}

    def _one(self, places: Sequence[int]) -> bool:
        """Say whether places are of one text: what is the same after folding only may be several questions."""
        if not self.fold:
            return True
        questions = (self.form.questions[place] for place in places)
        texts = {label(question.labels, question.name, self.language) for question in questions}
        # Names are codes, where case tells two apart; labels are words.
        return len(texts if self.language == XML else {text.casefold() for text in texts}) == 1

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

    def _said(self, question: FormQuestion) -> Iterator[tuple[str, str]]:
        """Give what each option may be called, and its code; a label counts before a code."""
        options = self.form.options(question)
        said = [(choice.code, choice.code) for choice in options]
        if self.language != XML:
            said += [(label(c.labels, c.code, self.language), c.code) for c in options]
        if self.fold:
            said = [*unique((folded(text), code) for text, code in said).items()]
        yield from said


def best_match(words: Sequence[HeaderWords], header: str, others: Collection[str]) -> Match | None:
    """Return what a header means, the surest of all; of equally sure ones that of the first words."""
    best: Match | None = None
    for each in words:
        found = each.find(header, others)
        if found and found.how == SURE:
            return found
        if found and (best is None or found.how < best.how):
            best = found
    return best


def _longest_first(found: Mapping[str, T]) -> dict[str, T]:
    return {text: found[text] for text in sorted(found, key=len, reverse=True)}
