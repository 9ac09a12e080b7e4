"""`release`: compute a release, say what would be published, and write it when its owners approve."""

import argparse
from pathlib import Path

from swit_data import release, store
from swit_data.commands.terminal import DONE, NOT_KEPT, Command, say


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", type=Path, help="the folder of the dataset")
    parser.add_argument("out", type=Path, help="where to write one folder a pilot")
    parser.add_argument("--approve", action="store_true", help="write it: its owners have read it")
    parser.add_argument(
        "--community-read",
        default="",
        metavar="MONTH",
        help="when the community read it, as 2026-11",
    )
    parser.add_argument(
        "--publish",
        action="append",
        default=[],
        metavar="QUESTION",
        help="show a question by group although everybody in a group said the same, as listed: "
        "'KEN 1 government C1_effect'",
    )


def _run(given: argparse.Namespace) -> int:
    decision = release.decide(store.open_dataset(given.dataset), given.publish)
    for line in (*decision.lines(given.out), *decision.refusals):
        say(str(line))
    if not given.approve:
        say("Nothing was written. Read this with the community; then add --approve.")
        return NOT_KEPT
    for folder in decision.approve(given.out, given.community_read):
        say(f"Written: {folder}")
    return DONE


RELEASE = Command("make what may be shown of a dataset", _arguments, _run)
