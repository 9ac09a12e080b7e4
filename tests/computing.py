"""The tables of a release straight from rows, without a dataset on disk."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from swit_data.dataset import Dataset
from swit_data.release.engine import compute_all


def compute(dataset: Dataset, rows: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the computed tables of a release by name, each with the columns of tables.py."""
    return compute_all(dataset, rows, with_groups=False).tables
