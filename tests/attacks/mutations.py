"""Mutations: a rule is switched off in a copy of the project, and a named test has to notice."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutation:
    """A rule, the texts that switch it off (file, found, put there), and the test that must go red."""

    rule: str
    patches: tuple[tuple[str, str, str], ...]
    test: str


_TESTS = "tests/release/test_"
_LEDGER = "tests/store/test_ledger.py"
_SQL = "swit_data/release/sql/"
_RULES = "swit_data/release/"
_STORE = "swit_data/store/"
_NONE_IS_SHORT = (
    (f"{_SQL}split_rooms.sql", "anti join short_groups using (scope, dimension, rank)\n", ""),
    (f"{_RULES}split_choice.py", "if least_room(groups, others, sets) >= k:", "if k:"),
)
_EVERY_SPLIT = """join (
    select distinct groups.pilot, groups.round, dimensions.dimension, rank, characteristic, category, category_group
    from split_groups groups
    join (select distinct pilot, round, dimension from split_groups) dimensions using (pilot, round)
) every_split using (pilot, round, characteristic, category);"""
_LONG_GROUPS = """from split_people
join shown_splits using (scope, dimension, rank)
qualify count(*) over (partition by place, dimension, rank, category_group) >= 5;"""
MUTATIONS = (
    Mutation(
        "rule 1, no pooling: people of every pilot and round are counted in each",
        (
            (
                f"{_SQL}given.sql",
                "join place_targets using (pilot, round, respondent_class, stakeholder_type, target)",
                "join place_targets using (respondent_class, stakeholder_type, target)",
            ),
            (
                f"{_SQL}given.sql",
                "there using (pilot, round, stakeholder_type)",
                "there using (stakeholder_type)",
            ),
        ),
        f"{_TESTS}privacy.py::test_joined_minus_the_other_pilots_tells_nothing",
    ),
    Mutation(
        "rule 3, one split a dimension: every dimension is split by every characteristic",
        (
            (
                f"{_SQL}split_rooms.sql",
                "join split_groups using (pilot, round, characteristic, category);",
                _EVERY_SPLIT,
            ),
        ),
        f"{_TESTS}privacy.py::test_a_dimension_is_split_by_one_characteristic",
    ),
    Mutation(
        "rule 3, one split a dimension: a later release may show a finer one",
        (
            (
                f"{_RULES}ledger.py",
                "for key, rank in entry.splits.items()}",
                "for key, rank in entry.splits.items() if rank < 0}",
            ),
        ),
        f"{_TESTS}subtraction.py::test_a_split_once_published_is_never_a_finer_one",
    ),
    Mutation(
        "rule 4, whole partition or nothing: a split is shown whoever is short",
        _NONE_IS_SHORT,
        f"{_TESTS}privacy.py::test_every_published_group_has_k_people",
    ),
    Mutation(
        "rule 4, whole partition or nothing: only the short groups are left out",
        (
            *_NONE_IS_SHORT,
            (
                f"{_SQL}split_patterns.sql",
                "from split_people\njoin shown_splits using (scope, dimension, rank);",
                _LONG_GROUPS,
            ),
        ),
        f"{_TESTS}privacy.py::test_the_groups_of_a_split_are_everybody_or_none_is_published",
    ),
    Mutation(
        "rule 4, room: a second split is shown whoever was asked about whom",
        (
            (
                f"{_RULES}split_choice.py",
                "if least_room(groups, others, sets) >= k:",
                "if least_room(groups, (), sets) >= k:",
            ),
        ),
        f"{_TESTS}rooms.py::test_a_second_split_is_refused_where_who_was_asked_leaves_no_room",
    ),
    Mutation(
        "rule 4, room: a split is shown whoever was asked a personal question",
        (
            (
                f"{_RULES}split_choice.py",
                "sets = [set(), *asked.get(scope, {}).values()]",
                "sets: list[set[object]] = [set()]",
            ),
        ),
        f"{_TESTS}privacy.py::test_who_was_asked_a_personal_question_is_k_people_of_every_group_shown",
    ),
    Mutation(
        "rule 6, one mind: a group is told of a question to which it gave one answer",
        ((f"{_SQL}unanimous.sql", "where split <> 'all' and same = people", "where false"),),
        f"{_TESTS}one_mind.py::test_a_question_on_which_a_group_is_of_one_mind_is_told_of_no_group",
    ),
    Mutation(
        "rule 6, one mind: what (nearly) all say is listed only where it is yes or no",
        (
            (
                f"{_SQL}unanimous.sql",
                "having max(same) >= people - 1",
                "having max(same) >= people - 1 and max_by(answer, same) in ('yes', 'no')",
            ),
        ),
        f"{_TESTS}one_mind.py::test_every_such_result_is_listed_groups_first_however_many_there_are",
    ),
    Mutation(
        "rule 7, atoms: releases are not compared",
        ((f"{_SQL}small_atoms.sql", "where people < $k and", "where false and"),),
        f"{_TESTS}subtraction.py::test_four_releases_that_share_one_person_are_not_all_released",
    ),
    Mutation(
        "rule 7, over rounds: each round is compared with itself alone",
        (
            (
                f"{_SQL}small_atoms.sql",
                "    from kinds\n    group by pilot,",
                "    from kinds\n    group by round, pilot,",
            ),
        ),
        f"{_TESTS}subtraction.py::test_a_round_taken_back_and_imported_as_another_is_compared_all_the_same",
    ),
    Mutation(
        "rule 7, over rounds: an import moves people into another round",
        (
            (
                f"{_STORE}adding.py",
                'if problems := standing_elsewhere(old, fresh["respondents"]):',
                "if problems := ():",
            ),
        ),
        f"{_TESTS}subtraction.py::test_nobody_is_moved_into_another_round",
    ),
    Mutation(
        "rule 7, targets within an atom: new interviews may be about any institutions",
        ((f"{_RULES}subtraction.py", "in sorted(uneven(rows, levels)):", "in sorted(()):"),),
        f"{_TESTS}subtraction.py::test_new_interviews_whose_institutions_tell_a_few_apart_are_refused",
    ),
    Mutation(
        "rule 7, targets within an atom: who does not know is not counted",
        (
            (
                f"{_SQL}small_atoms.sql",
                "where targets <> ''",
                "where targets <> '' and kind = 'scored'",
            ),
        ),
        f"{_TESTS}subtraction.py::test_new_people_who_did_not_know_are_counted_by_institution_and_group",
    ),
    Mutation(
        "rule 7, twins: the same interviews under other ids are a new round",
        ((f"{_SQL}small_atoms.sql", "having twins >= $k and", "having false and"),),
        f"{_TESTS}subtraction.py::test_the_same_interviews_under_other_ids_and_one_more_are_no_new_round",
    ),
    Mutation(
        "rule 10, targets: those that somebody was asked about alone are told apart",
        (
            (
                f"{_SQL}indicators.sql",
                "stakeholder_type, indicator from uneven_targets",
                "stakeholder_type, indicator from uneven_targets where false",
            ),
        ),
        f"{_TESTS}targets.py::test_somebody_asked_about_one_institution_only_is_not_told_apart",
    ),
    Mutation(
        "rule 10, targets and groups: both are told whoever is left",
        (
            (
                f"{_SQL}unanimous.sql",
                "\nanti join uneven_groups using (pilot, round, stakeholder_type, indicator);",
                ";",
            ),
        ),
        f"{_TESTS}targets.py::test_a_few_of_a_group_are_not_told_apart_by_institution_and_group",
    ),
    Mutation(
        "rule 11, the ledger: a file that reads well is believed",
        (
            (
                f"{_STORE}ledger_files.py",
                "return content if hashlib.sha256(content).hexdigest().startswith(entry.sha256) else None",
                "return content",
            ),
        ),
        f"{_LEDGER}::test_a_file_that_reads_well_but_is_another_stops_every_release",
    ),
    Mutation(
        "rule 11, the ledger: the next number is how many files there are",
        (
            (
                f"{_STORE}ledger_files.py",
                "return max([0, *there, *(entry.number for entry in known)]) + 1",
                "return len([*there]) + 1",
            ),
        ),
        f"{_LEDGER}::test_no_number_is_given_twice_whatever_was_lost",
    ),
    Mutation(
        "rule 11, the ledger: what lies there is all there is",
        (
            (
                f"{_STORE}ledger_files.py",
                "found |= {entry.number: entry for entry in manifest.ledger}",
                "found |= {}",
            ),
        ),
        f"{_LEDGER}::test_the_whole_folder_lost_stops_every_release",
    ),
)


def mutations_caught(tell: Callable[[str], None]) -> Iterator[tuple[Mutation, bool]]:
    """Give each mutation, and whether its test is green without it and red with it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        _copy(copy)
        said = _said_by(copy, ["-rA", *{mutation.test for mutation in MUTATIONS}])
        for mutation in MUTATIONS:
            green = f"PASSED {mutation.test}" in said
            if not green:
                tell(f"{mutation.test} is red without any mutation")
            yield mutation, green and _caught(copy, mutation)


def _copy(copy: Path) -> None:
    leave = shutil.ignore_patterns("__pycache__", "screenshots", ".git", ".hypothesis")
    for name in ("swit_data", "tests", "data"):
        shutil.copytree(ROOT / name, copy / name, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", copy)


def _caught(copy: Path, mutation: Mutation) -> bool:
    """Say whether the test of a mutation fails on what it asserts: one that does not run at all is not caught."""
    before = {name: (copy / name).read_text("utf-8") for name, _, _ in mutation.patches}
    for name, found, put in mutation.patches:
        text = (copy / name).read_text("utf-8")
        if text.count(found) != 1:
            raise ValueError(
                f"{name}: {found!r} stands there {text.count(found)} times; correct the mutation"
            )
        (copy / name).write_text(text.replace(found, put), "utf-8")
    said = _said_by(copy, ["-x", mutation.test])
    for name, text in before.items():
        (copy / name).write_text(text, "utf-8")
    if " passed" not in said and "AssertionError" not in said:
        raise RuntimeError(said)
    return "AssertionError" in said


def _said_by(copy: Path, words: Sequence[str]) -> str:
    """Return what pytest says in the copy."""
    options = ["-q", "-n0", "--no-cov", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, *words]
    done = subprocess.run(command, cwd=copy, capture_output=True, check=False)  # noqa: S603 - our own tests
    return done.stdout.decode()
