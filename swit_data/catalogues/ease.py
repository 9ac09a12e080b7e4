"""How easily a text is read, measured for every language alike: words a sentence and letters a word.

There is no formula here: those that exist were made for one language each, and for most of ours there is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SHORT, LONG = (
    12,
    20,
)  # words a sentence; our own bounds: one breath, and what is hard to keep in mind
_SENTENCE = re.compile(r"(?<=[.!?…;])[”»\")’]*\s+")
_WORD = re.compile(r"\{\w+\}|\d[\d.,]*|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


@dataclass(frozen=True)
class Ease:
    """What was counted of a text; a name in braces and a number are words without letters."""

    sentences: int
    words: int
    letters: int
    spelled: int  # the words that have letters

    @property
    def words_a_sentence(self) -> float:
        """Return how long its sentences are."""
        return self.words / max(self.sentences, 1)

    @property
    def letters_a_word(self) -> float:
        """Return how long its words are."""
        return self.letters / max(self.spelled, 1)

    @property
    def length(self) -> str:
        """Return what the length of its sentences means: short, middle or long."""
        shown = round(self.words_a_sentence, 1)
        return "short" if shown <= SHORT else "middle" if shown <= LONG else "long"


def ease(forms: Iterable[str]) -> Ease:
    """Return the measure of a text, or of all forms of a plural."""
    sentences = [each for form in forms for each in _SENTENCE.split(form) if _WORD.search(each)]
    words = [word for each in sentences for word in _WORD.findall(each)]
    spelled = [word for word in words if word[0].isalpha()]
    letters = sum(letter.isalpha() for word in spelled for letter in word)
    return Ease(len(sentences), len(words), letters, len(spelled))
