"""What one interview asks of a person: questions and minutes read aloud."""

from collections.abc import Iterable
from dataclasses import dataclass

from swit_data.framework.model import Framework, Indicator, StakeholderType

WORDS_A_MINUTE = 110  # slow and clear, as to somebody who does not see the page
SECONDS_TO_ANSWER = 8
WORDS_BESIDE = 20  # of a question that is no indicator, with its answers


@dataclass(frozen=True)
class Interview:
    """What one interview asks: questions, and minutes when every word is read aloud."""

    questions: int
    minutes: float


def interview(framework: Framework, chosen: str) -> Interview:
    """Return the longest interview of a community respondent in a set (`core` or `full`)."""
    own, external = (_blocks(framework, chosen, external=each) for each in (False, True))
    if framework.form.shape == 1:
        own, external, most = [], [*own, *external], 1
    else:
        most = framework.form.stakeholder_types_per_interview
    longest = sorted(external, key=lambda block: _seconds(framework, block))[-most:]
    asked = [indicator for block in (*longest, *own) for indicator in block]
    # Consent, the characteristics, and of each type which of its targets the person knows.
    beside = 1 + _about_the_person(framework, chosen) + len(longest)
    seconds = _seconds(framework, asked) + beside * _seconds_of(WORDS_BESIDE)
    return Interview(len(asked) + beside, seconds / 60)


def _about_the_person(framework: Framework, chosen: str) -> int:
    """Return how many questions are about the person; of what endangers people, in the full set, two each."""
    sensitive = len(framework.sensitive)
    usual = len(framework.characteristics) - sensitive
    return usual if chosen == "core" else usual + 2 * sensitive


def _blocks(framework: Framework, chosen: str, *, external: bool) -> list[list[Indicator]]:
    """Return what is asked about each stakeholder type, about the target that takes the longest."""
    kinds = [t for t in framework.stakeholder_types.values() if t.external is external]
    return [_longest(framework, chosen, kind) for kind in kinds]


def _longest(framework: Framework, chosen: str, kind: StakeholderType) -> list[Indicator]:
    asked = [i for i in framework.in_set(chosen) if "community" in i.answered_by]
    about = [
        [i for i in asked if target in framework.targets_of(i, kind.code)]
        for target in kind.targets
    ]
    return max(about, key=lambda indicators: _seconds(framework, indicators))


def _seconds(framework: Framework, asked: Iterable[Indicator]) -> float:
    return sum(_seconds_of(_words(framework, indicator)) for indicator in asked)


def _seconds_of(words: int) -> float:
    return words * 60 / WORDS_A_MINUTE + SECONDS_TO_ANSWER


def _words(framework: Framework, indicator: Indicator) -> int:
    answers = framework.scales[indicator.scale].answers
    read = [indicator.text["en"], *(answer.label["en"] for answer in answers)]
    return sum(len(text.split()) for text in read)
