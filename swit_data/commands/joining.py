"""`join`: put releases side by side, as their owners allow."""

import argparse
from pathlib import Path

from swit_data import release
from swit_data.commands.terminal import DONE, REFUSED, Command, complain, say


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("releases", type=Path, nargs="+", help="release folders")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="CODE",
        help="this pilot alone; may be repeated",
    )
    parser.add_argument("-o", "--out", type=Path, required=True, help="where to put them together")


def _run(given: argparse.Namespace) -> int:
    joined = release.join(given.releases, given.out, given.only)
    for folder in joined.folders:
        say(f"Joined: {folder}")
    for problem in joined.problems:
        complain(f"Left out: {problem}")
    return REFUSED if joined.problems else DONE


JOIN = Command("put releases of several pilots side by side", _arguments, _run)
