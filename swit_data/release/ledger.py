"""What was released before: one file a release in DATASET/ledger/, never part of a release itself.

Rules 3 (a split is frozen once it was published) and 7 (releases cannot be subtracted) of docs/privacy.md rest on it.
"""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from swit_data.dataset import Dataset
from swit_data.release.engine import Computed
from swit_data.store import LedgerFile, Stored, damaged, read_ledger, remember

REFUSED = -1  # the partition of a split that was refused
_COLUMNS = ("pilot", "round", "stakeholder_type", "target", "item", "split", "respondent", "answer")
Question = tuple[str, str, str, str]
_SCORED = "scored"  # the targets of the answers that have a score


@dataclass(frozen=True)
class Entry:
    """One release as the ledger keeps it."""

    community_read: str  # the month in which the community read it
    splits: Mapping[tuple[str, str], int]  # by scope and dimension, the partition, or REFUSED
    groups: pa.Table  # as published_groups.sql
    release: str = ""  # its fingerprint: in copies of a dataset a number is not one release
    # Pilot, round, stakeholder type and indicator of each question that the community kept back.
    kept_back: tuple[Question, ...] = ()
    # What it told again: each question with the fingerprint of an earlier release that had kept it back.
    told: tuple[tuple[str, Question], ...] = ()
    sensitive: frozenset[str] = (
        frozenset()
    )  # characteristics by which `groups` tells who is endangered

    def places(self) -> set[tuple[str, str]]:
        """Return each pilot and round that was in it."""
        rows = self.groups.group_by(["pilot", "round"]).aggregate([]).to_pylist()
        return {(row["pilot"], row["round"]) for row in rows}


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """Return every earlier release of a dataset, the oldest first.

    Raises:
        DatasetError: a file of the ledger is missing or not as it was written: nothing may be released then.
    """
    return tuple(_entry(folder, file, content) for file, content in read_ledger(folder))


def _entry(folder: Path, file: LedgerFile, content: bytes) -> Entry:
    try:
        table = pq.read_table(pa.BufferReader(content))
        described = json.loads((table.schema.metadata or {})[b"release"])
        splits = {(s["scope"], s["dimension"]): int(s["rank"]) for s in described["splits"]}
        month = str(described["community_read"])
        kept: list[Question] = [(p, r, t, i) for p, r, t, i in described.get("kept_back", ())]
        told = [(of, (p, r, t, i)) for of, p, r, t, i in described.get("told", ())]
        sensitive = frozenset(map(str, described.get("sensitive", ())))
        groups = _with_scored(table)
    except (ValueError, KeyError, pa.ArrowException) as error:
        # Of an older program, which wrote no fingerprint.
        raise damaged(folder, file) from error
    return Entry(month, splits, groups, file.release, tuple(kept), tuple(told), sensitive)


def _with_scored(table: pa.Table) -> pa.Table:
    """Return the rows of an older program, which did not say which answers have a score, as if all had."""
    if _SCORED in table.column_names:
        return table.select([*_COLUMNS, _SCORED])
    targets = [_targets(answer) for answer in table["answer"].to_pylist()]
    return table.select(list(_COLUMNS)).append_column(_SCORED, pa.array(targets, pa.string()))


def _targets(answer: str) -> str:
    return " ".join(part.partition("=")[0] for part in answer.split(";") if part)


def frozen(entries: Sequence[Entry]) -> dict[tuple[str, str], int]:
    """Return the partition that each scope and dimension was split by before, REFUSED where it was refused.

    A refusal stays: if the split were shown after five more people, whoever knows the rule could tell which group had
    been under k at the first release.
    """
    return {key: rank for entry in entries for key, rank in entry.splits.items()}


def _sensitive(dataset: Dataset, groups: pa.Table) -> set[str]:
    """Return the characteristics that endanger people by which these groups are told apart."""
    asked = {code for framework in dataset.frameworks.values() for code in framework.sensitive}
    splits = groups["split"].unique().to_pylist() if asked else []
    return {split.partition("=")[0] for split in splits} & asked


def record(
    stored: Stored,
    computed: Computed,
    community_read: str,
    kept_back: Collection[Question] = (),
    told: Collection[tuple[str, Question]] = (),
) -> None:
    """Add a release to the ledger, before the release itself is written; `kept_back` and `told` as in an Entry.

    Raises:
        DatasetError: the dataset was changed since the release was decided on, or the folder cannot be written.
    """
    described: dict[str, object] = {
        "community_read": community_read,
        "splits": computed.splits.to_pylist(),
    }
    if kept_back:
        described["kept_back"] = sorted(kept_back)
        # Or keeping the same back again, after it was told, would be the release that was told of.
        described["once"] = secrets.token_hex(8)
    if told:
        described["told"] = sorted((release, *question) for release, question in told)
    if told_of := _sensitive(stored.dataset, computed.groups):
        # Such an entry lies in a vault alone (store/vault_only.py), and its groups have a larger k.
        described["sensitive"] = sorted(told_of)
    table = computed.groups.replace_schema_metadata(
        {"release": json.dumps(described, sort_keys=True)}
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
    remember(stored.folder, stored.number, sink.getvalue().to_pybytes())
