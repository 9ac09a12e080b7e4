"""Drawn interviews about a clinic, by people of three ages and some who do not say theirs, for tests of privacy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from swit_data.release.decision import decide
from tests.attacks.publishing import Tables
from tests.computing import compute
from tests.drawn import Drawn, Row, answers, asked, dataset, people, small
from tests.strategies import split_by_age

AGES = ("young", "middle", "old", "prefer_not_to_say")
BOTH = split_by_age(small().content)  # rollout by age with two fallbacks, participation by gender


def tables_of(drawn: Drawn) -> Tables:
    """Return the release of drawn interviews."""
    return compute(drawn.dataset, drawn.tables())


def aged(*numbers: int, prefix: str = "p", **columns: object) -> list[Row]:
    """Return as many young, middle, old people and people who do not say, in this order."""
    ages = [age for age, number in zip(AGES, numbers, strict=True) for _ in range(number)]
    found = people(len(ages), prefix, **columns)
    return [row | {"age": age} for row, age in zip(found, ages, strict=True)]


def everybody_says(
    who: Sequence[Row], said: Callable[[int], str], pilot: str = "AAA"
) -> tuple[list[Row], list[Row]]:
    """Return answers and asked rows: each says about the clinic, to C1a, C1b and C2a, what is given for its place."""
    told, about = [], []
    for place, row in enumerate(who):
        person = row["respondent"]
        about += asked(f"respondent stakeholder_type target\n{person} ngo clinic")
        for code in ("C1a", "C1b", "C2a"):
            line = f"{person} ngo clinic {code} {said(place)}"
            told += answers(f"respondent stakeholder_type target indicator answer\n{line}", pilot)
    return told, about


def about_the_clinic(
    who: Sequence[Row], said: Callable[[int], str] = lambda place: "yes" if place % 3 else "no"
) -> Drawn:
    """Return people who were all asked about the clinic."""
    told, about = everybody_says(who, said)
    return Drawn(dataset(BOTH), list(who), told, about)


def scores(tables: Tables, **wanted: str) -> list[Row]:
    """Return the scores that have these values."""
    return [
        row
        for row in tables["scores"].to_pylist()
        if all(row[key] == value for key, value in wanted.items())
    ]


def groups_shown(tables: Tables) -> set[str]:
    """Return the groups of every split that is shown."""
    return {row["split"] for row in scores(tables) if is_shown(row)}


def is_shown(row: Row) -> bool:
    """Say whether a row is of a group, and published."""
    return bool(row["split"] != "all" and row["withheld"] == "")


def released(folder: Path, drawn: Drawn) -> None:
    """Approve a release, as its owners would."""
    decide(drawn.store(folder)).approve(folder / "out", "2026-03")
