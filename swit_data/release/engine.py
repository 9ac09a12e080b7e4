"""A locked DuckDB that runs the release's SQL files over a dataset's parquet."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from swit_data.dataset import Dataset
from swit_data.errors import ReleaseError
from swit_data.release.inputs import input_tables
from swit_data.release.quantiles import MOST_DEGREES
from swit_data.release.tables import TABLES

# In the order in which one needs the other.
_FILES = (
    *("macros", "places", "people", "items", "given", "indicators", "aggregates", "scores"),
    *("answer_counts", "statements", "pair_members", "pair_sides", "pair_left_out", "pairs", "pilot"),
)

# safety.md E.6, in this order: no file, network, extension or setting can be reached from SQL afterwards.
_LOCK = """
set temp_directory = '';
set memory_limit = '2GB';
set threads = 2;
set autoinstall_known_extensions = false;
set autoload_known_extensions = false;
set allow_community_extensions = false;
set disabled_filesystems = 'LocalFileSystem';
set enable_external_access = false;
set lock_configuration = true;
"""


def locked_connection() -> duckdb.DuckDBPyConnection:
    """Return an empty in-memory DuckDB that cannot reach anything outside itself."""
    connection = duckdb.connect(config={"python_enable_replacements": False})
    connection.execute(_LOCK)
    return connection


def compute(dataset: Dataset, rows: Mapping[str, pa.Table | ds.Dataset]) -> dict[str, pa.Table]:
    """Return the computed tables of a release by name, each with the columns of tables.py.

    `rows`: respondents, answers and asked, in memory or as parquet that is read piece by piece.

    Raises:
        ReleaseError: the dataset is larger than memory allows.
    """
    connection = locked_connection()
    try:
        for name, table in {**input_tables(dataset), **rows}.items():
            connection.register(name, table)
        for name in _FILES:
            _run(connection, name)
        return {
            name: connection.table(name).to_arrow_table().cast(schema)
            for name, schema in TABLES.items()
            if name != "narratives"
        }
    except duckdb.OutOfMemoryException as error:
        raise ReleaseError(
            "This dataset needs more memory than the release may use (2 GB). "
            "Release fewer pilots or rounds at a time."
        ) from error
    finally:
        connection.close()


def _run(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    text = files("swit_data.release").joinpath("sql", f"{name}.sql").read_text("utf-8")
    for statement in connection.extract_statements(text):
        named = {"most_degrees": MOST_DEGREES} if "most_degrees" in statement.named_parameters else {}
        connection.execute(statement, named)
