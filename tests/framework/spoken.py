"""What is wrong with a question when it is heard: one sentence a fault, none for a good question.

The rules are those in the head of data/framework/swit.toml. `indicator` is a table of that file, `scale` what the
answers of its scale mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

GRADE = 10.0  # years of school, at most

# Only what was said in a question: it asks whether this is so, and names a time or a thing that may never have been.
MAYBE = re.compile(
    r"\b(when|if|after|before|last)\b|this institution's (programmes|services|record|consultations)",
    re.IGNORECASE,
)
JOINED = re.compile(r"\b(and|or|as well as)\b")
COUNTED = re.compile(r"\b(any|either|all three|both|only one)\b", re.IGNORECASE)
ONE_QUESTION = re.compile(
    r"^(When [^,?]+, |After [^,?]+, |If [^,?]+, )?"
    r"(does|do|did|is|are|was|were|can|has|have|must|how often does|how long did|how many [^?]+ must) "
    r"[^?.;:!]+\?$",
    re.IGNORECASE,
)
# Of somebody who wants to win: a reason, a warning, a right, a burden. What counts as yes needs none of them.
ARGUING = re.compile(
    r"\b(danger\w*|endanger\w*|unsafe|threat\w*|fear\w*|harm\w*|suffer\w*|wrong\w*|unfair\w*|hard|rights? to|same right"
    r"|should|must|needs|deserve\w*|miss(es|ed)?|doubl\w*|burden\w*|wast(e|es|ing)|sav(e|es|ing)|shuts?|closed|because"
    r"|affects?|better|worse|not enough|not the same)\b",
    re.IGNORECASE,
)
YOU = re.compile(r"\byour?\b", re.IGNORECASE)


def syllables(word: str) -> int:
    """Count groups of vowels, with the commonest silent letters; a name of capitals is spelt out, but for SWIT."""
    if word.isupper() and len(word) > 1 and word != "SWIT":
        return len(word)
    said = word.lower().replace("’", "'").split("'")[0]
    if len(said) > 3:  # "asked", "places" (but "changes", "services"), "note" (but "people")
        said = re.sub(r"(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$|(?<=[^aeiouyl])e$", "", said)
        said = re.sub(r"(?<=[aeiouy]l)e$", "", said)
    # Two vowels that are heard as two: "experience", "sexual" (but "language"), "being".
    said = re.sub(
        r"(?<=[^tscgx])i(?=[ao]|en)|(?<=[^gq])u(?=a)|(?<=[aeouy])(?=ing)", r"\g<0>-", said
    )
    return max(1, len(re.findall(r"[aeiouy]+", said)))


def grade(text: str) -> float:
    """Return the years of school that a text asks for, by Flesch and Kincaid (1975)."""
    sentences = [part for part in re.split(r"[.?!:]+", text) if part.strip()]
    spoken = re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", text)
    said = sum(map(syllables, spoken))
    return 0.39 * len(spoken) / len(sentences) + 11.8 * said / len(spoken) - 15.59


def faults(indicator: dict[str, Any], scale: set[str]) -> Iterator[str]:
    """Give what is wrong with a question."""
    for key in ("text", "plain"):
        if grade(indicator[key]) > GRADE:
            yield f"{key} is of grade {grade(indicator[key]):.1f}"
    yield from two_things(indicator)
    yield from never_was(indicator, scale)
    if found := ARGUING.search(indicator["plain"]):
        yield f"the explanation argues: {found[0]}"
    if YOU.search(indicator["text"]) and "institution" in indicator["answered_by"]:
        yield "an institution is asked what you have seen"


def two_things(indicator: dict[str, Any]) -> Iterator[str]:
    """Give whether a question asks more than one thing."""
    text, joined = indicator["text"], JOINED.findall(indicator["text"])
    if not ONE_QUESTION.fullmatch(text):
        yield "not one question"
    if len(joined) > 1 or (joined and not COUNTED.search(indicator["plain"])):
        yield f"asks two things: {joined[0]}"


def never_was(indicator: dict[str, Any], scale: set[str]) -> Iterator[str]:
    """Give whether what may never have been can be answered so, and whether it is said when."""
    if indicator["kind"] != "opinion":
        return
    may, told = "not_applicable" in scale, "does not apply" in indicator["plain"]
    if MAYBE.search(indicator["text"]) and not may:
        yield "cannot be answered with “does not apply”"
    if may != told:
        yield "does not say when it does not apply"
