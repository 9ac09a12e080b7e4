"""What the community said while it read a draft: of each finding a verdict and a comment.

It lies in the dataset's folder, for its owner alone, until a release of it is approved by whichever door: a reading may
take days. Of comments no word goes into a release, only how many there were.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from swit_data import release, store
from swit_data.dataset import Dataset, texts
from swit_data.errors import DatasetError, say
from swit_data.released.reading import Reading

AGREED, WITHHELD = "agreed", "withheld"


@dataclass(frozen=True)
class Verdict:
    """What was said of a finding: agreed, withheld, or nothing but a comment."""

    verdict: str = ""
    comment: str = ""
    read: str = ""  # agreed: the fingerprint of what it said then; empty: it was kept back


def kept(folder: Path) -> dict[str, Verdict]:
    """Return what was said so far of the findings of a dataset, by their names; nothing where it cannot be read."""
    try:
        found = json.loads(store.reading(folder))
        return {str(name): Verdict(**said) for name, said in found.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def keep(folder: Path, name: str, said: Verdict) -> None:
    """Keep what was said of a finding, as the last thing said.

    Raises:
        DatasetError: the comment holds a way to reach a person, or it cannot be written.
    """
    comment = texts.tidied(said.comment)
    problems = [*texts.problems(comment, say("The comment"))]
    if problems:
        raise DatasetError(*problems)
    before = {other: each for other, each in kept(folder).items() if other != name}
    _write(folder, before | {name: replace(said, comment=comment)})


def take_back(folder: Path) -> None:
    """Take back what was said last.

    Raises:
        DatasetError: it cannot be written.
    """
    _write(folder, dict([*kept(folder).items()][:-1]))


def _write(folder: Path, every: Mapping[str, Verdict]) -> None:
    content = json.dumps({name: asdict(each) for name, each in every.items()}).encode()
    store.keep_reading(folder, content)


def about(said: Mapping[str, Verdict], dataset: Dataset) -> dict[str, Verdict]:
    """Return what was said of findings that a dataset still has: an import may have been undone."""
    known = release.named_questions(dataset)
    return {name: each for name, each in said.items() if name in known}


def standing(said: Mapping[str, Verdict], read: Mapping[str, str]) -> dict[str, Verdict]:
    """Return what was said, without agreement to what a finding no longer says; `read`: what each says now."""
    return {
        name: replace(each, verdict="")
        if each.verdict == AGREED and each.read != read.get(name, AGREED)
        else each
        for name, each in said.items()
    }


def named(said: Mapping[str, Verdict], verdict: str) -> tuple[str, ...]:
    """Return the findings of which this was said."""
    return tuple(name for name, each in said.items() if each.verdict == verdict)


def told(said: Mapping[str, Verdict], dataset: Dataset) -> tuple[str, ...]:
    """Return the questions that may be told though they were kept back before: who agrees to a part named none."""
    codes = {code for framework in dataset.frameworks.values() for code in framework.indicators}
    return tuple(name for name in named(said, AGREED) if name.split()[-1] in codes)


def reading(said: Mapping[str, Verdict], pilot: str, month: str, by: str) -> Reading:
    """Return what the release of a pilot says of its reading."""
    own = {name: each for name, each in said.items() if name.split()[0] == pilot}
    agreed, withheld = (len(named(own, verdict)) for verdict in (AGREED, WITHHELD))
    comments = sum(bool(each.comment) for each in own.values())
    return Reading(month, texts.tidied(by), agreed, withheld, comments)
