"""`import`: show what a file from the field holds, and keep it when told to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data import framework, intake, store
from swit_data.commands.terminal import DONE, NOT_KEPT, Command, agreed, say
from swit_data.dataset import Dataset

if TYPE_CHECKING:
    import argparse


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a CSV export with XML names")
    parser.add_argument("--framework", type=Path, required=True, help="what the survey measures")
    parser.add_argument("--dataset", type=Path, required=True, help="the folder to keep it in")
    parser.add_argument("--round", default="", help="its round, whatever the file says")
    parser.add_argument("--yes", action="store_true", help="keep the answers without asking")


def _run(given: argparse.Namespace) -> int:
    measured = framework.load(given.framework)
    there = store.exists(given.dataset)
    key = intake.Key.of(given.dataset, dataset_exists=there)
    taken = intake.read(given.file, measured, key, given.round)
    for line in intake.sentences(taken.found):
        say(line)
    if there:
        _say_what_is_there(given.dataset, taken)
    if not given.yes and not _agreed():
        return NOT_KEPT
    key.keep()
    dataset = Dataset(
        title=measured.title["en"],
        provenance="collected",
        shape=measured.form.shape,
        rounds=taken.rounds,
        frameworks={measured.hash: measured},
    )
    store.add(given.dataset, dataset, taken.tables, taken.left_out)
    say(f"Kept in {given.dataset}. What the app shows has not changed.")
    return DONE


def _say_what_is_there(folder: Path, taken: intake.Intake) -> None:
    known = store.open_dataset(folder).table("respondents")["respondent"]
    again = pc.sum(pc.is_in(known, taken.tables["respondents"]["respondent"])).as_py() or 0
    say(f"{again} of these respondents are in the dataset already and are replaced by this file.")
    gone = taken.left_out.intersection(known.to_pylist())
    if gone:
        say(
            f"{len(gone)} of the respondents in the dataset are now without consent or rejected; this file "
            "takes them out again."
        )


def _agreed() -> bool:
    nobody = "there is no terminal to ask at. Add --yes to keep these answers."
    return agreed("Keep these answers?", "Nothing was kept.", nobody)


IMPORT = Command("take in a file from the field", _arguments, _run)
