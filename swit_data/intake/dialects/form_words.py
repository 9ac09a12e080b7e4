"""The words of a form: its questions in their order, its groups and choices, in its languages."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swit_data.questionnaire import Choice

    Labels = Mapping[str, str]  # language to text

XML = "xml"  # stands where a language stands, for the names themselves
LABELS = "labels"  # the same, for labels of a form that is not known
NO_LANGUAGE = "default"  # of labels in a form that says no language


@dataclass(frozen=True)
class FormQuestion:
    """One question; `groups` are the names of the groups it stands in, `choices` its list."""

    name: str
    kind: str  # select_one, select_multiple, or anything else
    groups: tuple[str, ...]
    labels: Labels
    choices: str = ""

    @property
    def several(self) -> bool:
        """Say whether a person may choose several options."""
        return self.kind == "select_multiple"


@dataclass(frozen=True)
class FormWords:
    """A form as exports speak of it."""

    questions: tuple[FormQuestion, ...]
    groups: Mapping[tuple[str, ...], Labels]  # names of the groups, outermost first, to labels
    choices: Mapping[str, tuple[Choice, ...]]  # list to options
    languages: tuple[str, ...]

    def path(self, question: FormQuestion, language: str) -> tuple[str, ...]:
        """Return what a header is made of: the groups and the question, in a language."""
        names = question.groups
        groups = [self.groups.get(names[: n + 1], {}) for n in range(len(names))]
        said = [label(labels, name, language) for labels, name in zip(groups, names, strict=True)]
        return (*said, label(question.labels, question.name, language))

    def options(self, question: FormQuestion) -> tuple[Choice, ...]:
        """Return the options of a question; none where it has no list."""
        return self.choices.get(question.choices, ())


def label(labels: Labels, name: str, language: str) -> str:
    """Return a label as KoboToolbox writes it: the name where the translation is missing."""
    return heading(labels.get(language, "")) or heading(name)


@lru_cache(maxsize=50_000)
def heading(text: str) -> str:
    """Return a text of a form or header as it is compared; never a cell, so that no answer stays in memory."""
    return plain(text)


def plain(text: str) -> str:
    """Return a text as it is compared: composed letters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())
