"""A locked DuckDB that runs the release's SQL files over a dataset's parquet."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from swit_data.dataset import Dataset
from swit_data.errors import ReleaseError
from swit_data.release.engines import AT_ONCE, DUCKDB, Engine, TooLarge
from swit_data.release.inputs import input_tables, person_categories
from swit_data.release.split_choice import shown_splits
from swit_data.release.steps import LEDGER, STEPS, Progress, unwatched
from swit_data.release.target_rule import uneven
from swit_data.released.quantiles import MOST_DEGREES
from swit_data.released.tables import TABLES, TEXTS
from swit_data.released.thresholds import PARAMETERS

_QUESTION = ("pilot", "round", "stakeholder_type", "indicator")
_GROUP = ("pilot", "round", "stakeholder_type", "target", "item", "split", "respondent", "answer")


def _uneven(engine: Engine, dataset: Dataset, patterns: str) -> pa.Table:
    """Return one row per indicator whose targets may not be told apart, or not of the groups of a split as well."""
    rows = engine.table(patterns).to_pylist()
    return _texts(_QUESTION, sorted(uneven(rows, _levels(dataset))))


def _levels(dataset: Dataset) -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the level of each target, by pilot, round and stakeholder type."""
    return {
        (row.pilot, row.round, of_type.code): {t.code: t.level for t in of_type.targets}
        for row in dataset.rounds
        for of_type in dataset.frameworks[row.framework].stakeholder_types.values()
    }


def _texts(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> pa.Table:
    schema = pa.schema([(name, pa.string()) for name in columns])
    return pa.Table.from_pylist([dict(zip(columns, row, strict=True)) for row in rows], schema)


def _shown_splits(engine: Engine, dataset: Dataset, _: str) -> pa.Table:
    """Return one row per scope and dimension that is split, with the partition."""
    rooms, personal = (engine.table(name).to_pylist() for name in ("split_rooms", "personal_sets"))
    order = dict.fromkeys(code for f in dataset.frameworks.values() for code in f.dimensions)
    schema = pa.schema([("scope", pa.string()), ("dimension", pa.string()), ("rank", pa.int32())])
    return pa.Table.from_pylist(shown_splits(rooms, personal, list(order)), schema)


_NOBODY = _texts((*_GROUP, "scored"), ())

# What Python decides between two files of SQL, from the tables of the first: the name of the table for the second.
_DECIDED = {
    "target_patterns": ("uneven_targets", _uneven),
    "split_rooms": ("shown_splits", _shown_splits),
    "split_patterns": ("uneven_groups", _uneven),
}

# In this order: no file, network, extension or setting can be reached from SQL afterwards.
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


@dataclass(frozen=True)
class DuckDB:
    """The engine of every release that does not ask for another."""

    connection: duckdb.DuckDBPyConnection

    def register(self, name: str, table: pa.Table | ds.Dataset) -> None:
        """Give a table to the SQL under a name."""
        self.connection.register(name, table)

    def run(self, name: str, **parameters: object) -> None:
        """Run a file of sql/, each statement with those of the parameters that it names."""
        run(self.connection, name, **parameters)

    def table(self, name: str) -> pa.Table:
        """Return a table that was given or made."""
        return self.connection.table(name).to_arrow_table()

    def close(self) -> None:
        """Forget every table."""
        self.connection.close()


@dataclass(frozen=True)
class Computed:
    """What a release publishes, and beside it what only the ledger keeps."""

    tables: dict[str, pa.Table]  # by name, with the columns of tables.py
    groups: pa.Table  # one row per published group and person in it
    splits: pa.Table  # one row per scope and dimension that is split
    alike: pa.Table  # one row per published group and question of (almost) one mind: unanimous.sql
    engine: str = DUCKDB  # which of ENGINES ran the SQL


def compute_all(
    dataset: Dataset,
    rows: Mapping[str, pa.Table | ds.Dataset],
    frozen: Mapping[tuple[str, str], int] = MappingProxyType({}),
    unanimous: Collection[Sequence[str]] = (),
    kept_back: Collection[Sequence[str]] = (),
    *,
    engine: str = DUCKDB,
    with_groups: bool = True,
    progress: Progress = unwatched,
) -> Computed:
    """Return the tables of a release, and what the ledger keeps of it.

    `rows`: respondents, answers and asked, in memory or as parquet that is read piece by piece. `frozen`: by scope and
    dimension, the partition that was published before and is the only one that may be. `unanimous`: pilot, round,
    stakeholder type and indicator of each question that is told of the groups of a split though one is of one mind.
    `kept_back`: the same of each question of which nothing is told. `engine`: which of ENGINES runs the SQL.
    `with_groups`: who stands in each published group; it grows with the answers, and is needed only where a ledger is
    kept or compared.

    Raises:
        ReleaseError: the dataset is larger than memory allows, or the engine is not installed.
    """
    given = (dataset, rows, frozen, unanimous, kept_back)
    with _loaded(*given, named=engine, progress=progress) as opened:
        progress(LEDGER, 1.0)
        opened.run("published_splits")
        if with_groups:
            opened.run("published_groups")
        groups = opened.table("published_groups") if with_groups else _NOBODY
        splits, alike = (opened.table(name) for name in ("published_splits", "alike"))
        return Computed(_published(opened), groups, splits, alike, engine)


@contextmanager
def _loaded(
    dataset: Dataset,
    rows: Mapping[str, pa.Table | ds.Dataset],
    frozen: Mapping[tuple[str, str], int],
    unanimous: Collection[Sequence[str]] = (),
    kept_back: Collection[Sequence[str]] = (),
    *,
    named: str = DUCKDB,
    progress: Progress = unwatched,
) -> Iterator[Engine]:
    """Give an engine in which every table of the release has been made."""
    engine = opened(named)
    try:
        inputs = {
            **input_tables(dataset),
            **rows,
            "frozen": _frozen(frozen),
            "published_unanimous": _texts(_QUESTION, unanimous),
            "kept_back": _texts(_QUESTION, kept_back),
        }
        people = _whole(rows["respondents"])
        inputs["person_categories"] = person_categories(dataset, people)
        for name, table in inputs.items():
            engine.register(name, table)
        lots = [*_lots(len(people), AT_ONCE[named].people)]
        every = [(step, name) for step, names in STEPS.items() for name in names]
        for done, (step, name) in enumerate(every):
            progress(step, done / len(every))
            _run_step(engine, dataset, name, lots if name.endswith("_lot") else [{}])
        yield engine
    except duckdb.OutOfMemoryException as error:
        raise ReleaseError(
            "This dataset needs more memory than the release may use (2 GB). "
            "Release fewer pilots or rounds at a time."
        ) from error
    except (duckdb.OutOfRangeException, pa.ArrowInvalid, TooLarge) as error:
        raise ReleaseError(
            "The weights of this framework's parts are too different to be compared in whole numbers "
            "(their least common multiple is too large). Give its indicators simpler weights, such as 1, 2 and 3."
        ) from error
    finally:
        engine.close()


def _lots(people: int, most: int) -> Iterator[dict[str, int]]:
    """Give the first and the last number of each lot of people."""
    for first in range(1, people + 1, most):
        yield {"first": first, "last": min(first + most - 1, people)}


def _run_step(
    engine: Engine, dataset: Dataset, name: str, lots: Iterable[Mapping[str, int]]
) -> None:
    """Run a file of sql/, for each of its lots of people, and decide what follows from its tables."""
    for lot in lots:
        engine.run(name, most_degrees=MOST_DEGREES, **PARAMETERS, **lot)
    if name in _DECIDED:
        decided, decide = _DECIDED[name]
        engine.register(decided, decide(engine, dataset, name))


def opened(name: str) -> Engine:
    """Return one of ENGINES; Spark is imported when it is asked for and never before.

    Raises:
        ReleaseError: Spark is not installed.
    """
    if name == DUCKDB:
        return DuckDB(locked_connection())
    try:
        from swit_data.release.spark_engine import Spark  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ReleaseError(
            "--engine spark needs packages that are not installed: pip install -r requirements-spark.txt, in the "
            "environment of the dashboard. Without them, leave --engine out: DuckDB makes the same numbers."
        ) from error
    return Spark()


def _published(engine: Engine) -> dict[str, pa.Table]:
    names = [name for name in TABLES if name not in TEXTS]
    return {name: engine.table(name).cast(TABLES[name]) for name in names}


def _frozen(frozen: Mapping[tuple[str, str], int]) -> pa.Table:
    schema = pa.schema([("scope", pa.string()), ("dimension", pa.string()), ("rank", pa.int32())])
    rows = [{"scope": s, "dimension": d, "rank": rank} for (s, d), rank in frozen.items()]
    return pa.Table.from_pylist(rows, schema)


def _whole(rows: pa.Table | ds.Dataset) -> pa.Table:
    return rows.to_table() if isinstance(rows, ds.Dataset) else rows


def run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> None:
    """Run a file of sql/, each statement with those of the parameters that it names."""
    text = files("swit_data.release").joinpath("sql", f"{name}.sql").read_text("utf-8")
    for statement in connection.extract_statements(text):
        named = {n: v for n, v in parameters.items() if n in statement.named_parameters}
        connection.execute(statement, named)
