"""Every attack, one after the other, and what came of it: the figures of the last line."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.attacks.cases import cases
from tests.attacks.cells import small_cells
from tests.attacks.ledger import faults
from tests.attacks.mutations import mutations_caught
from tests.attacks.naive import naive
from tests.attacks.partitions import shown_partition
from tests.attacks.publishing import Tables, publish
from tests.attacks.releases import Sequences, read_out
from tests.attacks.samples import Cell, Sample, random_sample
from tests.attacks.shuffles import changed
from tests.attacks.solver import Attacker
from tests.attacks.targets import told_apart, told_naively, uneven
from tests.attacks.unanimity import one_mind_told, unlisted
from tests.attacks.witnesses import without_witness

Tell = Callable[[str], None]


@dataclass
class Figures:
    """What the last line says: of each attack how often it was tried, and how often it broke the release."""

    changed: int = 0  # shuffles that changed a byte
    attacked: int = 0  # datasets with small cells
    proved_small: int = 0
    naive_broken: int = 0
    targets: int = 0  # datasets in which people spoke of different institutions
    targets_told_apart: int = 0
    targets_naive_broken: int = 0
    sequences: int = 0  # pilots over time
    approved: int = 0  # releases of these
    refused: int = 0
    releases_told_apart: int = 0
    copies_unnoticed: int = (
        0  # only for who knows that interviews came twice, under other ids (docs/privacy.md)
    )
    moved: int = 0  # respondents put into a second round
    releases_refused_in: int = 0  # pilots with a refused release
    releases_naive_broken: int = 0
    cases: int = 0  # constructed ones
    cases_broken: int = 0
    faults: int = 0  # of the ledger
    faults_noticed: int = 0
    faults_harmless: int = 0
    faults_forgotten: int = 0
    one_mind: int = 0  # datasets whose groups were looked through
    one_mind_told: int = 0
    unanimous: int = 0  # results to be told of
    unanimous_unlisted: int = 0
    mutations: int = 0
    mutations_caught: int = 0


def attack(sample: Sample, tables: Tables, cells: Sequence[Cell]) -> set[int]:
    """Return which cells are proved small or have no witness."""
    attacker = Attacker(sample.framework, tables, tied=sample.tied)
    lacking = without_witness(sample, tables, cells)
    return {n for n, cell in enumerate(cells) if attacker.proves_small(cell) or cell in lacking}


def breaks_naive(sample: Sample, cells: Sequence[Cell]) -> bool:
    """Say whether the attacker proves a cell of the naive release small."""
    attacker = Attacker(sample.framework, naive(sample), tied=sample.tied)
    return any(attacker.proves_small(cell) for cell in sorted(cells, key=lambda c: c.order))


def figures(arguments: argparse.Namespace, tell: Tell) -> Figures:
    """Run every attack."""
    random = Random(arguments.seed)  # noqa: S311 - chance, not secrets
    found = Figures()
    _datasets(found, arguments, random, tell)
    for number in range(arguments.sequences):
        _over_time(found, Random(f"{arguments.seed} {number}"), tell)  # noqa: S311
    if arguments.sequences:
        _constructed(found, tell)
    if arguments.faults:
        _ledger(found, random, arguments.faults, tell)
    if arguments.mutations:
        _mutations(found, tell)
    return found


def _datasets(found: Figures, arguments: argparse.Namespace, random: Random, tell: Tell) -> None:
    """Shuffle every dataset and look through its release; attack those that have small cells."""
    samples = [random_sample(random) for _ in range(arguments.datasets)]
    found.changed = changed(samples, arguments.shuffles, random)
    tell(f"{len(samples)} datasets, {arguments.shuffles} shuffles each: {found.changed} changed")
    _one_release(found, samples, tell)
    for sample in samples:
        if found.attacked < arguments.attacked:
            _attack_one(found, sample, random, tell)


def _mutations(found: Figures, tell: Tell) -> None:
    for mutation, caught in mutations_caught(tell):
        found.mutations += 1
        found.mutations_caught += caught
        tell(f"{mutation.rule}: {'caught' if caught else 'NOT CAUGHT'} by {mutation.test}")


def _one_release(found: Figures, samples: Sequence[Sample], tell: Tell) -> None:
    """Look through the release of each dataset, on its own."""
    for sample, tables in zip(samples, publish(samples), strict=True):
        told = told_apart(sample, tables)
        if uneven(sample):
            found.targets += 1
            found.targets_naive_broken += bool(told_naively(sample))
        found.targets_told_apart += bool(told)
        found.one_mind += 1
        found.one_mind_told += bool(one_mind_told(sample, tables))
        for one in told:
            tell(f"   {one.asked}: {one.kind} of {len(one.people)} people told apart")
    tell(
        f"{found.targets} datasets with people asked about different institutions: {found.targets_told_apart} told "
        f"apart, naively {found.targets_naive_broken}; {found.one_mind_told} with a group of one mind told"
    )


def _attack_one(found: Figures, sample: Sample, random: Random, tell: Tell) -> None:
    """Attack a dataset that has small cells; splits work in shape 1 as in shape 2, inside a type."""
    cells = small_cells(sample, random) if sample.shape == 2 else []
    if not cells:
        return
    tables = publish([sample])[0]
    small, broken = attack(sample, tables, cells), breaks_naive(sample, cells)
    found.attacked += 1
    found.proved_small += len(small)
    found.naive_broken += broken
    due, missing = unlisted(sample)
    found.unanimous += due
    found.unanimous_unlisted += len(missing)
    shown = sum(
        shown_partition(sample.framework, name, tables) is not None for name in sample.blocks
    )
    tell(
        f"{found.attacked}: {len(sample.about)} people, {shown} splits shown, {len(cells)} small cells: "
        f"{len(small)} proved small or without witness; naive release {'broken' if broken else 'NOT BROKEN'}; "
        f"{due} results on which (nearly) all agree, {len(missing)} not told"
    )
    for cell in [cells[number] for number in sorted(small)]:
        tell(f"   {dict(cell.of)} {cell.question or ''} {cell.said}: {sample.count(cell)}")


def _over_time(found: Figures, random: Random, tell: Tell) -> None:
    """Let things happen to a pilot, and add and subtract its releases."""
    with tempfile.TemporaryDirectory() as folder:
        happened = Sequences(Path(folder), random)
        for _ in range(random.randint(2, 6)):
            happened.step()
    pilot = happened.pilot
    told, naively = read_out(pilot, pilot.approved), read_out(pilot, pilot.published)
    refused = len(pilot.published) - len(pilot.approved)
    found.sequences += 1
    found.approved += len(pilot.approved)
    found.refused += refused
    copied = bool(told) and not read_out(replace(pilot, own={}), pilot.approved)
    found.copies_unnoticed += copied
    found.releases_told_apart += bool(told) and not copied
    found.moved += pilot.moved
    found.releases_refused_in += refused > 0
    found.releases_naive_broken += bool(naively)
    tell(
        f"pilot {found.sequences}: {len(pilot.approved)} releases approved, {refused} refused: "
        f"{len(told)} questions told apart; naively {len(naively)}"
    )


def _constructed(found: Figures, tell: Tell) -> None:
    for case in cases():
        with tempfile.TemporaryDirectory() as folder:
            broken = case(Path(folder))
        found.cases += 1
        found.cases_broken += broken
        tell(f"{case.__doc__} {'BROKEN' if broken else 'holds'}")


def _ledger(found: Figures, random: Random, number: int, tell: Tell) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for outcome in faults(Path(folder), random, number):
            found.faults += 1
            found.faults_noticed += outcome.result == "noticed"
            found.faults_harmless += outcome.result == "harmless"
            found.faults_forgotten += outcome.result == "forgotten"
            if outcome.result != "noticed":
                tell(f"   {outcome.scene}, {outcome.fault}: {outcome.result}")
    tell(f"{found.faults} faults of the ledger: {found.faults_noticed} noticed")
