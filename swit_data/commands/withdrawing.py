"""`withdraw`: a respondent leaves a dataset for good, by the id that the collecting tool gave the interview."""

import argparse
from pathlib import Path

from swit_data import fieldwork
from swit_data.commands.terminal import DONE, Command, say


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", type=Path, help="the folder of the dataset")
    parser.add_argument("id", help="the interview's id: _uuid in KoboToolbox, KEY in ODK")
    parser.add_argument("--who", default="", help="your name or role, for the history")


def _run(given: argparse.Namespace) -> int:
    saved = fieldwork.withdraw(given.dataset, given.id, given.who)
    if saved.changed:
        say(f"Taken out: now number {saved.number}. Older states of this dataset are deleted.")
    else:
        say("This respondent was taken out before; older states of this dataset are deleted.")
    say("Delete older backups too, and make a new one. A release that is out is as it was.")
    return DONE


WITHDRAW = Command("take a respondent out for good", _arguments, _run)
