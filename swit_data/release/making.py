"""Every table of a release, from a stored dataset."""

from __future__ import annotations

from dataclasses import asdict

import pyarrow as pa
import pyarrow.dataset as ds

from swit_data.release.engine import compute
from swit_data.release.tables import NARRATIVES
from swit_data.store import Stored


def make(stored: Stored) -> dict[str, pa.Table]:
    """Return every table of a release by name, over all pilots and rounds of a dataset.

    Nothing is computed over two pilots: each row rests on one pilot and round.

    Raises:
        ReleaseError: the dataset is larger than memory allows.
    """
    approved = [
        {name: value for name, value in asdict(narrative).items() if name != "status"}
        for narrative in stored.dataset.narratives
        if narrative.status == "approved"
    ]
    rows = {name: ds.dataset(path, format="parquet") for name, path in stored.files.items()}
    return {
        **compute(stored.dataset, rows),
        "narratives": pa.Table.from_pylist(approved, schema=NARRATIVES),
    }
