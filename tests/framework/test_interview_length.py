"""How long an interview is, worked out by hand."""

from __future__ import annotations

import pytest

from swit_data.framework import Interview, interview
from tests.framework.small import SMALL, opened

# To what `SMALL` asks, one question to the community about itself.
OWN = """\
[[indicators]]
code = "C1_own"
text = "Do you know it?"
plain = "A long explanation that nobody reads aloud, and that therefore does not count."
part = "C1"
stakeholder_types = ["network"]
answered_by = ["community"]
scale = "partly"

[[indicators]]
code = "C1_office"
text = "Does this office itself know?"
plain = "Asked of institutions only."
part = "C1"
stakeholder_types = ["government", "ngo"]
answered_by = ["institution"]
scale = "partly"

[form]
"""
WHOLE = SMALL.replace("[form]\n", OWN)

# Words of each question with its answers: asks 3 + 5 (Yes, Partly, No, Don't know), fear 3 + 2, own 4 + 5.
ASKS, FEAR, WE = 8, 5, 9


def check(found: Interview, words: int, questions: int) -> None:
    assert found.questions == questions
    assert found.minutes == pytest.approx(words / 110 + questions * 8 / 60)


@pytest.mark.parametrize(
    ("chosen", "words", "questions"),
    [
        # Government, NGO, ourselves; consent, gender, site, and whom one knows of two types.
        ("core", ASKS + ASKS + WE + 5 * 20, 3 + 5),
        # The police is asked about once more than the ministry: only the longer one counts.
        ("full", ASKS + FEAR + ASKS + WE + 5 * 20, 4 + 5),
    ],
)
def test_the_longest_interview(chosen: str, words: int, questions: int) -> None:
    check(interview(opened(WHOLE), chosen), words, questions)


def test_the_longest_types_count_where_fewer_are_asked_about() -> None:
    one = opened(
        WHOLE.replace("stakeholder_types_per_interview = 2", "stakeholder_types_per_interview = 1")
    )
    check(interview(one, "full"), ASKS + FEAR + WE + 4 * 20, 7)


def test_the_longest_is_told_by_minutes() -> None:
    wordy = WHOLE.replace('text = "Were you afraid?"', f'text = "Were {"very " * 20}afraid?"')
    about_ngo = wordy.replace('["government"]\ntargets = ["police"]', '["ngo"]')
    one = about_ngo.replace(
        "stakeholder_types_per_interview = 2", "stakeholder_types_per_interview = 1"
    )
    check(interview(opened(one), "full"), ASKS + 24 + WE + 4 * 20, 7)


def test_an_interview_about_one_stakeholder_type() -> None:
    # Consent, gender, site, and whom it is about; then the one type that takes the longest.
    narrow = opened(WHOLE.replace("shape = 2", "shape = 1"))
    check(interview(narrow, "full"), ASKS + FEAR + 4 * 20, 6)
    check(interview(narrow, "core"), WE + 4 * 20, 5)


def test_english_is_counted() -> None:
    text = 'text = { en = "Does it ask?", uk = "Одне два три чотири пʼять шість?" }'
    translated = WHOLE.replace('text = "Does it ask?"', text)
    assert interview(opened(translated), "core") == interview(opened(WHOLE), "core")
