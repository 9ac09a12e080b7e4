"""`verify`: check that a release is whole and keeps every rule that can be seen from outside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from swit_data import release
from swit_data.commands.terminal import DONE, Command, say

if TYPE_CHECKING:
    import argparse


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("release", type=Path, help="a release folder, of one pilot or of several")


def _run(given: argparse.Namespace) -> int:
    for line in release.verify(given.release):
        say(line)
    return DONE


VERIFY = Command("check that a release is whole and safe", _arguments, _run)
