"""A dataset of several rounds, drawn: every answer of a person about a type is the best one, or the worst."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from swit_data.dataset import Round
from swit_data.framework import Framework
from swit_data.release.making import of_tables
from swit_data.released.release import Release
from swit_data.released.tables import TABLES, TEXTS
from tests.computing import compute
from tests.drawn import SMALL, Drawn, answers, asked, dataset, framework, people

TARGETS = {"government": "health", "ngo": "clinic"}
PEOPLE = 40
# Another version of the same survey: only its number differs.
NEWER = framework(SMALL.content.decode().replace('version = "1"', 'version = "2"'))

# pilot and round to how many of the forty say the best about government and NGOs
SAID: Mapping[tuple[str, str], tuple[int, int]] = {
    ("AAA", "1"): (8, 30),
    ("AAA", "2"): (32, 31),  # 60 points more about government, 2.5 about NGOs
    ("AAA", "3"): (12, 30),  # 50 points fewer
    ("BBB", "1"): (10, 30),
    ("BBB", "2"): (38, 30),  # by another version of the framework
    ("BBB", "3"): (10, 30),  # asked in another way
    ("CCC", "2"): (20, 30),  # one round only
}


def several_rounds(said: Mapping[tuple[str, str], tuple[int, int]] = SAID) -> Drawn:
    """Return the dataset; BBB changes the framework from round 2 on, and the mode in round 3."""
    drawn = Drawn(dataset([SMALL, NEWER], [_round(*key) for key in said]), [], [], [])
    for (pilot, number), best in said.items():
        prefix = f"{pilot.lower()}{number}x"
        drawn.respondents.extend(people(PEOPLE, prefix, pilot=pilot, round=number))
        for (kind, target), many in zip(TARGETS.items(), best, strict=True):
            everybody = f"{prefix}1-{prefix}{PEOPLE}"
            drawn.asked.extend(
                asked(f"respondent stakeholder_type target\n{everybody} {kind} {target}")
            )
            drawn.answers.extend(answers(_answers(prefix, kind, target, many), pilot, number))
    return drawn


def _round(pilot: str, number: str) -> Round:
    measured: Framework = NEWER if pilot == "BBB" and number > "1" else SMALL
    mode = "by telephone" if (pilot, number) == ("BBB", "3") else "face to face"
    held = Round(pilot, number, measured.hash, mode=mode, branches=PEOPLE)
    return replace(held, shown_to="public")


def _answers(prefix: str, kind: str, target: str, many: int) -> str:
    """Return what the first `many` people say (the best), and the others (the worst), to every question asked."""
    lines = ["respondent stakeholder_type target indicator answer"]
    for indicator, best, worst in (
        ("C1a", "yes", "no"),
        ("C1b", "no", "yes"),
        ("C2a", "yes", "no"),
        ("P1a", "yes", "no"),
        ("P2a", "no", "yes"),
    ):
        lines.append(f"{prefix}1-{prefix}{many} {kind} {target} {indicator} {best}")
        if many < PEOPLE:
            rest = f"{prefix}{many + 1}-{prefix}{PEOPLE}"
            lines.append(f"{rest} {kind} {target} {indicator} {worst}")
    return "\n".join(lines)


def release_of(drawn: Drawn) -> Release:
    """Return the release of a drawn dataset."""
    tables = compute(drawn.dataset, drawn.tables()) | {
        name: TABLES[name].empty_table() for name in TEXTS
    }
    return of_tables(drawn.dataset, tables)
