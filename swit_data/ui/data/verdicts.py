"""What the community said while it read a draft: of each finding a verdict and a comment.

It lies beside the datasets, for its owner alone, until the release is approved: a reading may take days. Of comments no
word goes into a release, only how many there were.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from swit_data import store
from swit_data.dataset import Dataset, texts
from swit_data.errors import DatasetError, of_disk, say
from swit_data.released.reading import Reading
from swit_data.ui import open_data

AGREED, WITHHELD = "agreed", "withheld"


@dataclass(frozen=True)
class Verdict:
    """What was said of a finding: agreed, withheld, or nothing but a comment."""

    verdict: str = ""
    comment: str = ""


def kept(folder: Path) -> dict[str, Verdict]:
    """Return what was said so far of the findings of a dataset, by their names; nothing where it cannot be read."""
    try:
        found = json.loads(_place(folder).read_text("utf-8"))
        return {str(name): Verdict(**said) for name, said in found.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def keep(folder: Path, name: str, said: Verdict) -> None:
    """Keep what was said of a finding.

    Raises:
        DatasetError: the comment holds a way to reach a person, or it cannot be written.
    """
    comment = texts.tidied(said.comment)
    problems = [*texts.problems(comment, say("The comment"))]
    if problems:
        raise DatasetError(*problems)
    every = kept(folder) | {name: Verdict(said.verdict, comment)}
    content = json.dumps({name: asdict(each) for name, each in every.items()}).encode()
    try:
        store.replace_file(_place(folder), content)
    except OSError as error:
        raise of_disk(error) or error from error


def forget(folder: Path) -> None:
    """Take away what was said: the release is approved."""
    store.remove(_place(folder))


def about(said: Mapping[str, Verdict], dataset: Dataset) -> dict[str, Verdict]:
    """Return what was said of pilots and rounds that are still in a dataset: an import may have been undone."""
    places = {f"{row.pilot} {row.round}" for row in dataset.rounds}
    return {name: each for name, each in said.items() if name.rsplit(" ", 2)[0] in places}


def named(said: Mapping[str, Verdict], verdict: str) -> tuple[str, ...]:
    """Return the findings of which this was said."""
    return tuple(name for name, each in said.items() if each.verdict == verdict)


def reading(said: Mapping[str, Verdict], pilot: str, month: str, by: str) -> Reading:
    """Return what the release of a pilot says of its reading."""
    own = {name: each for name, each in said.items() if name.split()[0] == pilot}
    agreed, withheld = (len(named(own, verdict)) for verdict in (AGREED, WITHHELD))
    comments = sum(bool(each.comment) for each in own.values())
    return Reading(month, texts.tidied(by), agreed, withheld, comments)


def _place(folder: Path) -> Path:
    return open_data.home() / "readings" / f"{folder.name}.json"
