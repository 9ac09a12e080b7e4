"""Answers in, release tables out: the only maker of numbers."""

from swit_data.release.decision import Decision, decide, decide_watched
from swit_data.release.joining import join
from swit_data.release.kept_back import named_questions
from swit_data.release.making import make
from swit_data.release.summary import summary
from swit_data.release.trust import judged, trusted
from swit_data.release.verify import sound, verdicts, verify
from swit_data.release.writing import write

__all__ = [
    "Decision",
    "decide",
    "decide_watched",
    "join",
    "judged",
    "make",
    "named_questions",
    "sound",
    "summary",
    "trusted",
    "verdicts",
    "verify",
    "write",
]
