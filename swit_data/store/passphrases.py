"""A new passphrase: words that can be drawn for one, how hard one is to guess, and which are refused."""

import math
import secrets
from functools import cache
from itertools import pairwise
from pathlib import Path

from swit_data.errors import DatasetError, Sentence, say
from swit_data.store.recovery_code import secret_of

WORDS = 6  # of 1,024 or 2,048: 60 or 66 bits
# Of what people make up themselves. At a millisecond a guess on each of a thousand cards, 30 bits last a quarter of an
# hour, 50 bits 36 years and 60 bits 36,000 years.
LEAST_BITS, GOOD_BITS = 30, 50
_LISTS = Path(__file__).parent.parent.parent / "data" / "passphrase"


@cache
def words_of(language: str) -> tuple[str, ...]:
    """Return the words to draw from in a language; those of English where it has no list."""
    place = _LISTS / f"{language}.txt"
    chosen = place if place.is_file() else _LISTS / "en.txt"
    return tuple(chosen.read_text("utf-8").split())


def drawn(language: str) -> str:
    """Return a new passphrase of words of a language."""
    return " ".join(secrets.choice(words_of(language)) for _ in range(WORDS))


def drawn_bits(language: str) -> int:
    """Return how hard a passphrase that was drawn is to guess, in bits."""
    return int(WORDS * math.log2(len(words_of(language))))


def bits(passphrase: str) -> int:
    """Return how hard a passphrase is to guess, if a person made it up: low rather than high.

    As NIST SP 800-63 (2006, appendix A) counts what people choose: 4 bits for the first letter, 2 for each of the next
    seven, 1.5 up to the twentieth, then 1; what only repeats or goes on (aaa, 123) and words said twice count nothing.
    """
    plain = " ".join(dict.fromkeys(passphrase.lower().split()))
    steps = [ord(b) - ord(a) for a, b in pairwise(plain)]
    new = min(len(plain), 1) + sum(step not in (-1, 0, 1) for step in steps)
    counted = (4 * (new > 0), 2 * min(max(new - 1, 0), 7), 1.5 * min(max(new - 8, 0), 12))
    return int(sum(counted) + max(new - 20, 0))


def strength(passphrase: str) -> Sentence:
    """Return how strong a passphrase is, in words."""
    found = bits(passphrase)
    if found < LEAST_BITS:
        text = (
            "Too weak ({n} bits): a computer guesses it in minutes. Take more words, at least five."
        )
    elif found < GOOD_BITS:
        text = (
            "Weak ({n} bits): it holds against a curious person, not against a laboratory. One or two words more make "
            "it good."
        )
    else:
        text = "Good ({n} bits, carefully counted), if nobody else has ever seen it."
    return say(text, n=found)


def refuse_weak(passphrase: str) -> None:
    """Refuse a passphrase that is guessed in no time, or would be taken for the code of a recovery sheet.

    Raises:
        DatasetError: it is one.
    """
    if bits(passphrase) < LEAST_BITS or secret_of(passphrase):
        raise DatasetError(strength(passphrase))
