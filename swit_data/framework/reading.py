"""What one interview asks of a person: questions and minutes read aloud."""

from __future__ import annotations

from dataclasses import dataclass

from swit_data.framework.model import Framework, Indicator

WORDS_A_MINUTE = 110  # slow and clear, as to somebody who does not see the page
SECONDS_TO_ANSWER = 8


@dataclass(frozen=True)
class Interview:
    """What one interview asks: questions, and minutes when every word is read aloud."""

    questions: int
    minutes: float


def interview(framework: Framework, chosen: str) -> Interview:
    """Return the longest interview of a community respondent in a set (`core` or `full`)."""
    own: list[list[Indicator]] = []
    external: list[list[Indicator]] = []
    for code, stakeholder_type in framework.stakeholder_types.items():
        longest = max(
            (_about(framework, chosen, code, target.code) for target in stakeholder_type.targets),
            key=lambda asked: _minutes(framework, asked),
        )
        (external if stakeholder_type.external else own).append(longest)
    external.sort(key=lambda asked: _minutes(framework, asked), reverse=True)
    about = external[: framework.form.stakeholder_types_per_interview]
    asked = [indicator for group in (*own, *about) for indicator in group]
    # Beside the indicators: consent, each characteristic, and which target of a type the person knows.
    others = 1 + len(framework.characteristics) + len(about)
    minutes = _minutes(framework, asked) + others * (20 / WORDS_A_MINUTE + SECONDS_TO_ANSWER / 60)
    return Interview(len(asked) + others, minutes)


def _about(framework: Framework, chosen: str, code: str, target: str) -> list[Indicator]:
    return [
        indicator
        for indicator in framework.in_set(chosen)
        if "community" in indicator.answered_by
        and any(t.code == target for t in framework.targets_of(indicator, code))
    ]


def _minutes(framework: Framework, asked: list[Indicator]) -> float:
    words = 0
    for indicator in asked:
        answers = framework.scales[indicator.scale].answers
        words += len(indicator.text["en"].split())
        words += sum(len(answer.label["en"].split()) for answer in answers)
    return words / WORDS_A_MINUTE + len(asked) * SECONDS_TO_ANSWER / 60
