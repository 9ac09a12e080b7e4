"""The release's SQL on a Spark cluster that is there already; which one, Spark's own settings say."""

from importlib.resources import files

import pyarrow as pa
import pyarrow.dataset as ds
from pyspark.errors import ArithmeticException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from swit_data.release.engines import TooLarge
from swit_data.release.spark_dialect import Dialect

# Where the cluster's settings say nothing else. What spills or is shuffled on its disks is encrypted there; a number
# that is too large, or a division by zero, is an error and not a wrong number.
_SETTINGS = {"spark.io.encryption.enabled": "true", "spark.ui.enabled": "false"}
_ALWAYS = {"spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC"}

_SENT_ONCE = 2**20  # bytes: what is larger is sent once and not with every query


class Spark:
    """Tables on a cluster, each made once: views of what lies in its memory."""

    def __init__(self) -> None:
        """Start the session that Spark's settings describe (spark-defaults.conf), or take the one that runs."""
        builder = SparkSession.builder.appName("swit_data release")
        self._session = builder.getOrCreate()
        self._dialect = Dialect()
        for name, value in _ALWAYS.items():
            self._session.conf.set(name, value)

    def register(self, name: str, table: pa.Table | ds.Dataset) -> None:
        """Give a table to the SQL: files are read by the cluster where they lie, the rest is sent from here."""
        if isinstance(table, ds.FileSystemDataset):
            schema = from_arrow_schema(table.schema)
            frame = self._session.read.schema(schema).parquet(*table.files)
        else:
            rows = table.to_table() if isinstance(table, ds.Dataset) else table
            frame = self._session.createDataFrame(rows)
            frame = frame.localCheckpoint() if rows.nbytes > _SENT_ONCE else frame
        frame.createOrReplaceTempView(name)

    def run(self, name: str, **parameters: object) -> None:
        """Run a file of sql/: each table is made by the cluster before the next is asked for."""
        text = files("swit_data.release").joinpath("sql", f"{name}.sql").read_text("utf-8")
        for made in self._dialect.tables(text):
            named = {each: parameters[each] for each in made.parameters}
            self._made(self._session.sql(made.query, named)).createOrReplaceTempView(made.table)

    def _made(self, frame: DataFrame) -> DataFrame:
        try:
            return frame.localCheckpoint()
        except ArithmeticException as error:
            raise TooLarge from error

    def table(self, name: str) -> pa.Table:
        """Return a table, all of it gathered here."""
        return self._session.table(name).toArrow()

    def close(self) -> None:
        """Let go of the cluster, and of every table on it."""
        self._session.stop()
