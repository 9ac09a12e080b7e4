"""A dataset with rows taken out and rows put in: only the pilots and rounds that change are written again."""

from collections.abc import Collection

import pyarrow as pa

from swit_data.dataset import Dataset
from swit_data.store.manifest import TABLES, RoundFiles
from swit_data.store.rows import Tables, only, places_in, schemas_of, without, write_rounds
from swit_data.store.stored import Stored


def merged(
    old: Stored,
    rounds: Collection[RoundFiles],
    dataset: Dataset,
    fresh: Tables,
    gone: Collection[str],
) -> tuple[RoundFiles, ...]:
    """Write a dataset without the rows of `gone` and with those of `fresh`, and return all its files.

    Raises:
        OSError: a file cannot be written.
    """
    before = {name: old.table(name) for name in TABLES}
    left = {name: without(table, gone) for name, table in before.items()}
    changed = places_in(fresh) | places_in({name: only(t, gone) for name, t in before.items()})
    same_columns = schemas_of(old.dataset) == schemas_of(dataset)
    kept = [row for row in rounds if same_columns and (row.pilot, row.round) not in changed]
    tables = {
        name: pa.concat_tables([left[name], fresh[name]], promote_options="default")
        for name in TABLES
    }
    return write_rounds(old.folder, dataset, tables, kept)


def nothing(dataset: Dataset) -> dict[str, pa.Table]:
    """Return tables without rows."""
    return {name: schema.empty_table() for name, schema in schemas_of(dataset).items()}
