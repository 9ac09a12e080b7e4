"""The release's SQL on a Spark cluster that is there already; which one, Spark's own settings say."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from py4j.protocol import Py4JError
from pyspark.errors import ArithmeticException, PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from swit_data.errors import ReleaseError
from swit_data.release.engines import TooLarge
from swit_data.release.spark_dialect import Dialect

# Whatever the cluster's own settings say: what is shuffled or spilt on its disks is encrypted there, and a number that
# is too large, or a division by zero, is an error and not a wrong number.
_SETTINGS = {"spark.io.encryption.enabled": "true", "spark.sql.ansi.enabled": "true"}

_SENT_ONCE = 2**20  # bytes: what is larger is sent once and not with every query


class Spark:
    """Tables on a cluster, each made once: views of what lies in its memory."""

    def __init__(self) -> None:
        """Start the session that Spark's settings describe (spark-defaults.conf), or take the one that runs."""
        builder = SparkSession.builder.appName("swit_data release").config(map=_SETTINGS)
        with _told():
            self._session = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")
        self._dialect = Dialect()
        self._ordered: set[str] = set()

    def register(self, name: str, table: pa.Table | ds.Dataset) -> None:
        """Give a table to the SQL: files are read by the cluster where they lie, the rest is sent from here."""
        if isinstance(table, ds.FileSystemDataset):
            schema = from_arrow_schema(table.schema)
            frame = self._session.read.schema(schema).parquet(*table.files)
        else:
            rows = table.to_table() if isinstance(table, ds.Dataset) else table
            with warnings.catch_warnings():
                # Of pandas 3, which PySpark looks for and which nothing here uses: arrow goes in, arrow comes out.
                warnings.simplefilter("ignore", FutureWarning)
                frame = self._session.createDataFrame(rows)
            frame = frame.localCheckpoint() if rows.nbytes > _SENT_ONCE else frame
        frame.createOrReplaceTempView(name)

    def run(self, name: str, **parameters: object) -> None:
        """Run a file of sql/: each table is made by the cluster before the next is asked for."""
        text = files("swit_data.release").joinpath("sql", f"{name}.sql").read_text("utf-8")
        for made in self._dialect.tables(text):
            self._ordered |= {made.table} if made.ordered else set()
            named = {each: parameters[each] for each in made.parameters}
            with _told():
                frame = self._session.sql(made.query, named)
                if made.added:
                    frame = self._session.table(made.table).union(frame)
                frame = frame.localCheckpoint()
            frame.createOrReplaceTempView(made.table)

    def table(self, name: str) -> pa.Table:
        """Return a table, all of it gathered here."""
        with _told(), warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            rows = self._session.table(name).toArrow()
        return _sorted(rows) if name in self._ordered else rows

    def close(self) -> None:
        """Let go of the cluster, and of every table on it."""
        self._session.stop()


@contextmanager
def _told() -> Iterator[None]:
    """Say in a sentence that the cluster failed, and where to read why: its own words could quote an answer."""
    try:
        yield
    except ArithmeticException as error:
        raise TooLarge from error
    except (PySparkException, Py4JError) as error:
        raise ReleaseError(
            f"Spark could not do this ({type(error).__name__}); nothing was written. The log of the cluster says why. "
            "Check that Java 17 or newer is there, that the workers run, and that each of them reads the dataset's "
            "folder under the same path (docs/scale.md)."
        ) from error


def _sorted(rows: pa.Table) -> pa.Table:
    keys = [(name, "ascending", "at_end") for name in rows.column_names]
    found = pc.sort_indices(rows, sort_keys=keys)
    return rows.take(found).combine_chunks()
