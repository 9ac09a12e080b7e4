"""Rule 10 of docs/privacy.md: institutions are told apart where no weighting leaves the answers of a few people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.attacks import cases
from tests.drawn import Drawn, answers, asked, dataset, people
from tests.release.interviews import scores, tables_of

if TYPE_CHECKING:
    from pathlib import Path


def test_all_minus_the_targets_tells_nothing() -> None:
    """Four people speak of the police: with `all` and the other target shown, they could be read off."""
    ask = """
    respondent stakeholder_type target
    p1-p12     government       health
    p1-p4      government       police
    """
    said = """
    respondent stakeholder_type target indicator answer
    p1-p12     government       health C1a       yes
    p1-p4      government       police C1a       {0}
    """
    for answer in ("no", "yes"):
        drawn = Drawn(dataset(), people(12), answers(said.format(answer)), asked(ask))
        rows = scores(tables_of(drawn), stakeholder_type="government", item="C1a", split="all")
        one_target = [row for row in rows if row["target"] != "all"]
        assert {row["withheld"] for row in rows if row["target"] == "all"} == {""}
        # Nobody is asked about the local police, so there is nothing to withhold.
        there = [row for row in one_target if row["withheld"] != "not_asked"]
        assert {row["target"] for row in there} == {"health", "police", "level=national"}
        assert {row["withheld"] for row in there} == {"too_few_people"}
        assert {
            row[name] for row in there for name in ("score", "respondents", "answered", "coverage")
        } == {None}


def test_somebody_asked_about_one_institution_only_is_not_told_apart(tmp_path: Path) -> None:
    assert not cases.one_target_of_one(tmp_path)


def test_a_few_of_a_group_are_not_told_apart_by_institution_and_group(tmp_path: Path) -> None:
    assert not cases.two_of_a_group(tmp_path)
