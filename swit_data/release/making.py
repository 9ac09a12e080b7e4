"""Every table of a release, from a stored dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import pyarrow as pa
import pyarrow.dataset as ds

from swit_data.release.engine import Computed, compute, compute_all
from swit_data.release.tables import NARRATIVES
from swit_data.store import Stored


def make(stored: Stored) -> dict[str, pa.Table]:
    """Return every table of a release by name, over all pilots and rounds of a dataset, with nothing released before.

    Nothing is computed over two pilots: each row rests on one pilot and round.

    Raises:
        ReleaseError: the dataset is larger than memory allows.
    """
    return with_narratives(stored, compute(stored.dataset, _rows(stored)))


def computed_of(stored: Stored, frozen: Mapping[tuple[str, str], int]) -> Computed:
    """Return the tables of a release, and what the ledger keeps of it.

    Raises:
        ReleaseError: the dataset is larger than memory allows.
    """
    return compute_all(stored.dataset, _rows(stored), frozen)


def with_narratives(stored: Stored, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the tables with the narratives that their owner approved."""
    approved = [
        {name: value for name, value in asdict(narrative).items() if name != "status"}
        for narrative in stored.dataset.narratives
        if narrative.status == "approved"
    ]
    return {**tables, "narratives": pa.Table.from_pylist(approved, schema=NARRATIVES)}


def _rows(stored: Stored) -> dict[str, ds.Dataset]:
    return {name: stored.rows(name) for name in stored.files}
