"""What was released before: one file a release in DATASET/ledger/, never part of a release itself.

Rule 3 of safety.md B.2 (a split is frozen once it was published) and rule 7 (a later release changes every published
group by nobody, or by k people and more) rest on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from swit_data.errors import ReleaseError, Sentence, say
from swit_data.release.engine import Computed
from swit_data.store import replace_file

GROUP = ("pilot", "round", "stakeholder_type", "target", "item", "split")
Group = tuple[str, ...]
REFUSED = -1  # the partition of a split that was refused
Known = frozenset[tuple[str, str]]  # respondent, and what the group knows of the respondent


@dataclass(frozen=True)
class Entry:
    """One release as the ledger keeps it."""

    community_read: str  # the month in which the community read it
    splits: Mapping[
        tuple[str, str], int
    ]  # scope and dimension to the partition published, or REFUSED
    groups: Mapping[Group, Known]


def read(folder: Path) -> tuple[Entry, ...]:
    """Return every earlier release of a dataset, the oldest first.

    Raises:
        ReleaseError: a file of the ledger is damaged: nothing may be released then.
    """
    return tuple(_entry(path) for path in sorted((folder / "ledger").glob("*.parquet")))


def _entry(path: Path) -> Entry:
    try:
        table = pq.read_table(path)
        described = json.loads((table.schema.metadata or {})[b"release"])
        splits = {(s["scope"], s["dimension"]): int(s["rank"]) for s in described["splits"]}
        month = str(described["community_read"])
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise ReleaseError(
            f"ledger/{path.name} is damaged: without it nobody can tell what was released before. Restore the "
            "dataset from a backup."
        ) from error
    return Entry(month, splits, groups_of(table))


def groups_of(table: pa.Table) -> dict[Group, Known]:
    """Return the people of each published group, with what the group knows of them."""
    members: dict[Group, set[tuple[str, str]]] = {}
    for row in table.to_pylist():
        key = tuple(row[name] for name in GROUP)
        members.setdefault(key, set()).add((row["respondent"], row["answer"]))
    return {key: frozenset(known) for key, known in members.items()}


def frozen(entries: Sequence[Entry]) -> dict[tuple[str, str], int]:
    """Return the partition that each scope and dimension was split by before, REFUSED where it was refused.

    A refusal stays: if the split were shown after five more people, whoever knows the rule could tell which group had
    been under k at the first release.
    """
    return {key: rank for entry in entries for key, rank in entry.splits.items()}


def record(folder: Path, computed: Computed, community_read: str) -> None:
    """Add a release to the ledger, before the release itself is written."""
    described = {"community_read": community_read, "splits": computed.splits.to_pylist()}
    table = computed.groups.replace_schema_metadata(
        {"release": json.dumps(described, sort_keys=True)}
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
    number = len(list((folder / "ledger").glob("*.parquet"))) + 1
    replace_file(folder / "ledger" / f"release-{number:04}.parquet", sink.getvalue().to_pybytes())


def refusals(entries: Sequence[Entry], computed: Computed, k: int) -> tuple[Sentence, ...]:
    """Return a sentence for each pilot and round whose published groups would change by fewer than k people.

    Every earlier release is compared (rule 7): somebody could subtract it. A changed answer takes one person out of a
    group and brings one in.
    """
    now = groups_of(computed.groups)
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for entry in entries:
        for key, moved in _small_changes(entry.groups, now, k):
            before = found.get((key[0], key[1]), (moved, entry.community_read))
            found[key[0], key[1]] = max(before, (moved, entry.community_read))
    return tuple(_sentence(*key, moved, month, k) for key, (moved, month) in sorted(found.items()))


def _small_changes(
    before: Mapping[Group, Known], now: Mapping[Group, Known], k: int
) -> Iterator[tuple[Group, int]]:
    for key, known in before.items():
        if key in now:
            for moved in (len(now[key] - known), len(known - now[key])):
                if 0 < moved < k:
                    yield key, moved


def _sentence(pilot: str, number: str, moved: int, month: str, k: int) -> Sentence:
    people = say("1 interview") if moved == 1 else say("{n} interviews", n=moved)
    return say(
        "{pilot} round {round}: {people} new, changed or taken out since the release{since} in a group that was "
        "published. Whoever subtracts the two releases could read those answers: wait for {k}, or call it a new round.",
        pilot=pilot,
        round=number,
        people=people,
        since=say(" of {month}", month=month) if month else "",
        k=k,
    )
