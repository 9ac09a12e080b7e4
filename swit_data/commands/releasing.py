"""`release`: say what would be published, and write it when approved; `join`: several together."""

import argparse
from pathlib import Path

from swit_data import release, store
from swit_data.commands.terminal import DONE, NOT_KEPT, REFUSED, Command, Meter, complain, say
from swit_data.dataset import Dataset
from swit_data.release import signing
from swit_data.release.engines import DUCKDB, ENGINES
from swit_data.released.gathering import gather, holds_release
from swit_data.released.place import place_of
from swit_data.released.reading import Reading


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
        "--read-by",
        default="",
        metavar="WORDS",
        help="in which circle, in your words, as 'meeting of the members'; no person's name",
    )
    for name, what in (
        ("--keep-back", "tell nothing of a question, part or dimension: 'KEN 1 government C1'"),
        (
            "--tell",
            "tell what earlier releases kept back, by the same names; a part: all its questions",
        ),
    ):
        parser.add_argument(name, action="append", default=[], metavar="QUESTION", help=what)
    parser.add_argument(
        "--publish",
        action="append",
        default=[],
        metavar="QUESTION",
        help="show a question by group although everybody in a group said the same, as listed: "
        "'KEN 1 government C1_effect'",
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=DUCKDB,
        help="what makes the numbers: DuckDB on this computer, or a Spark cluster (docs/scale.md)",
    )


def _run(given: argparse.Namespace) -> int:
    stored = store.open_dataset(given.dataset)
    decision = _decided(given, stored)
    for line in (*decision.lines(given.out), *decision.refusals):
        say(str(line))
    month = given.community_read
    by = given.read_by or _read_by(given.out, stored.dataset, month)
    if month or by:
        who = f"“{by}”" if by else "-"
        say(
            f"This is handed out with the release: read in {month or '-'}, by {who}. Is no person named?"
        )
    if not given.approve:
        say("Nothing was written. Read this with the community; then add --approve.")
        return NOT_KEPT
    pilots = {row.pilot for row in stored.dataset.rounds}
    withheld = {code: sum(n.split()[0] == code for n in given.keep_back) for code in pilots}
    readings = {code: Reading(month, by, withheld=n) for code, n in withheld.items()}
    for folder in decision.approve(given.out, month, readings if month else {}):
        say(f"Written: {folder}")
    _say_signed(given.dataset)
    return DONE


def _decided(given: argparse.Namespace, stored: store.Stored) -> release.Decision:
    """Return the decision, and say meanwhile what is being done."""
    meter = Meter()
    try:
        said = (given.publish, given.keep_back, given.tell)
        return release.decide(stored, *said, engine=given.engine, progress=meter)
    finally:
        meter.end()


def _say_signed(dataset: Path) -> None:
    if digits := signing.own_digits(dataset):
        say(f"Signed with the key of this dataset: {digits}")
        say("Read these digits to whoever gets the release: they tell it from a forged one.")


def _read_by(out: Path, dataset: Dataset, month: str) -> str:
    """Return who read it as the release that lies there says, if it is of the same reading: that is not lost."""
    found = gather(out).releases if month and holds_release(out) else ()
    own = {row.pilot for row in dataset.rounds}
    said = [one.reading for _, one in found if one.pilot in own]
    return next((each.by for each in said if each.month == month and each.by), "")


def _join_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "releases", type=place_of, nargs="+", help="release folders, also s3://bucket/folder"
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="CODE",
        help="this pilot alone; may be repeated",
    )
    parser.add_argument("-o", "--out", type=Path, required=True, help="where to put them together")


def _join(given: argparse.Namespace) -> int:
    joined = release.join(given.releases, given.out, given.only)
    for folder, made_by in zip(joined.folders, joined.made_by, strict=True):
        say(f"Joined: {folder}. {made_by}")
    for problem in joined.problems:
        complain(f"Left out: {problem}")
    return REFUSED if joined.problems else DONE


RELEASE = Command("make what may be shown of a dataset", _arguments, _run, opens=True)
JOIN = Command("put releases of several pilots side by side", _join_arguments, _join)
