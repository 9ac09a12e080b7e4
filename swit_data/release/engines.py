"""What runs the SQL files of a release: DuckDB on this computer, or a Spark cluster that is there already."""

import sys
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.dataset as ds

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)


@dataclass(frozen=True)
class Lot:
    """How much of a dataset an engine takes at once, so that the memory it may use is enough."""

    answers: int  # of whole pilots and rounds
    people: int  # whose answers are joined


# DuckDB: about 200 MB of answers, and 100 MB of them as they are joined, each about three places. A cluster takes a
# dataset whole: its workers share it out among themselves.
AT_ONCE = {DUCKDB: Lot(250_000, 4_000), SPARK: Lot(sys.maxsize, sys.maxsize)}


class TooLarge(Exception):  # noqa: N818 - what was found, whichever engine found it
    """A whole number is larger than 64 bits hold."""


class Engine(Protocol):
    """Tables by name, and files of SQL that make more of them."""

    def register(self, name: str, table: pa.Table | ds.Dataset) -> None:
        """Give a table to the SQL under a name."""
        ...

    def run(self, name: str, **parameters: object) -> None:
        """Run a file of sql/, each statement with those of the parameters that it names."""
        ...

    def table(self, name: str) -> pa.Table:
        """Return a table that was given or made."""
        ...

    def close(self) -> None:
        """Forget every table."""
        ...
