"""What a file says of itself, wherever it goes: the mark, the release, the choice, the method, the marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from swit_data import findings
from swit_data.framework import Framework
from swit_data.released.labels import Labels
from swit_data.released.tables import REASONS


@dataclass(frozen=True)
class About:
    """What a file says of itself, in the reader's language.

    `marks` stand in every row of its tables, by column; `facts` and `method` are names and texts in their order.
    """

    title: str
    marks: Mapping[str, str]
    facts: tuple[tuple[str, str], ...]
    method: tuple[tuple[str, str], ...]
    sheet: str  # what the sheet that says it is called
    made_on: date
    cited: tuple[str, str] = ("", "")  # how the line to quote it is called, and the line


def about(
    labels: Labels,
    title: str,
    chosen: tuple[tuple[str, str], ...],
    chosen_round: str,
    made_on: date,
) -> About:
    """Return what a file of released rows says of itself; `chosen` is the choice, as names and texts."""
    text = labels.wording.text
    release = labels.release
    mark = labels.mark or text("view.collected")
    marks = {text("view.data"): mark, text("view.release"): release.fingerprint}
    pilots = release.pilots_of(chosen_round)
    who = findings.who_answered(labels, chosen_round, pilots) if pilots else ()
    facts = (
        *marks.items(),
        (text("view.framework"), version_of(labels.framework)),
        (text("view.made_on"), made_on.isoformat()),
        *chosen,
        *((text("who.title"), line) for line in who),
    )
    return About(title, marks, facts, _method(labels), text("view.sheet.about"), made_on)


def version_of(framework: Framework) -> str:
    """Return which framework it is, so that another version of it is not taken for it."""
    return f"{framework.code} {framework.version} ({framework.hash})"


def _method(labels: Labels) -> tuple[tuple[str, str], ...]:
    """Return how a number is made, then what each mark of a missing number means."""
    text = labels.wording.text
    made = [
        (text(f"method.{section}.title"), sentence)
        for section in findings.METHOD
        for sentence in findings.method_sentences(section, labels)
    ]
    values = {"k": labels.framework.k, "k0": labels.framework.k0}
    missing = [
        (labels.reason(reason), text(f"why.{reason}", **values))
        for reason in (*REASONS, "no_round", "grouped_otherwise")
    ]
    return (*made, *missing)
