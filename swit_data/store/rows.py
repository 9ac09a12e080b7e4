"""Rows in parquet: one file a table, pilot and round, named by its fingerprint and never changed."""

import hashlib
import io
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from swit_data.dataset import ANSWERS, ASKED, SKIPPED, Dataset, respondents_schema
from swit_data.framework.model import UNSAID
from swit_data.store import files as disk_files
from swit_data.store.disk import make_folder
from swit_data.store.manifest import TABLES, RoundFiles

Place = tuple[str, str]  # a pilot and a round
Tables = Mapping[str, pa.Table]
FOLDER = "parquet"
_DESCRIBED = respondents_schema([]).names


def schemas_of(dataset: Dataset) -> dict[str, pa.Schema]:
    """Return the columns of each table; respondents have those characteristics that any framework names."""
    codes = {code for f in dataset.frameworks.values() for code in f.characteristics}
    people = respondents_schema(sorted(codes))
    return {"respondents": people, "answers": ANSWERS, "asked": ASKED}


def write_rounds(
    folder: Path, dataset: Dataset, tables: Tables, kept: Iterable[RoundFiles] = ()
) -> tuple[RoundFiles, ...]:
    """Write the files of every pilot and round that is described or has rows, but for those that are kept."""
    make_folder(disk_files.root(folder) / FOLDER)
    found = {(row.pilot, row.round): row for row in kept}
    described = {(row.pilot, row.round) for row in dataset.rounds}
    for place in sorted((described | places_in(tables)) - found.keys()):
        found[place] = _write_round(folder, dataset, place, tables)
    return tuple(found[place] for place in sorted(found))


def places_in(tables: Tables) -> set[Place]:
    """Return every pilot and round that has rows."""
    names = ["pilot", "round"]
    pairs = [tables[t].group_by(names).aggregate([]) for t in ("respondents", "answers")]
    return {(row["pilot"], row["round"]) for table in pairs for row in table.to_pylist()}


def _write_round(folder: Path, dataset: Dataset, place: Place, tables: Tables) -> RoundFiles:
    schemas, rows = schemas_of(dataset), _rows_of(tables, *place)
    files = {name: _write(folder, name, rows[name], schemas[name]) for name in TABLES}
    frameworks = {(row.pilot, row.round): row.framework for row in dataset.rounds}
    said = pc.sum(pc.not_equal(rows["answers"]["answer"], SKIPPED)).as_py() or 0
    counts = (len(rows["respondents"]), said)
    return RoundFiles(*place, frameworks.get(place, ""), *counts, files)


def _rows_of(tables: Tables, pilot: str, number: str) -> dict[str, pa.Table]:
    people, answers = (
        table.filter(pc.and_(pc.equal(table["pilot"], pilot), pc.equal(table["round"], number)))
        for table in (tables["respondents"], tables["answers"])
    )
    asked = only(tables["asked"], people["respondent"])
    return {"respondents": people, "answers": answers, "asked": asked}


def _write(folder: Path, name: str, table: pa.Table, schema: pa.Schema) -> str:
    rows = _with_columns(name, table, schema)
    # In one order, so that the same rows are the same bytes.
    order = [(column, "ascending") for column in rows.column_names if column != "class"]
    content = parquet_of(rows.sort_by(order))
    file = f"{name}-{hashlib.sha256(content).hexdigest()}.parquet"
    disk_files.put(folder, f"{FOLDER}/{file}", content)
    return file


def _with_columns(name: str, table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = []
    for described in schema:
        has = described.name in table.column_names
        column = table[described.name] if has else pa.nulls(len(table), described.type)
        if described.type == pa.string():  # a characteristic that is missing was not said
            characteristic = name == "respondents" and described.name not in _DESCRIBED
            column = pc.fill_null(column.cast(pa.string()), UNSAID if characteristic else "")
        columns.append(column)
    return pa.table(columns, names=schema.names).cast(schema)


def read_parquet(content: bytes) -> pa.Table:
    """Return the table of a file's content; raises what pyarrow raises."""
    return pq.read_table(pa.BufferReader(content), page_checksum_verification=True)


def parquet_of(table: pa.Table) -> bytes:
    """Return the file of a table."""
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", write_page_checksum=True)
    return out.getvalue()


def whole(folder: Path, row: RoundFiles) -> bool:
    """Say whether every file of a pilot and round is what its name says."""
    # One flipped bit was read as silently wrong data in 177 of 300 cases (docs/reliability.md): always check.
    return all(
        disk_files.fingerprint(folder, f"{FOLDER}/{file}") == Path(file).stem.partition("-")[2]
        for file in row.files.values()
    )


def only(table: pa.Table, respondents: pa.Array | Collection[str]) -> pa.Table:
    """Return the rows of some respondents."""
    return table.filter(_among(table, respondents))


def without(table: pa.Table, respondents: pa.Array | Collection[str]) -> pa.Table:
    """Return the rows of everybody else."""
    return table.filter(pc.invert(_among(table, respondents)))


def _among(table: pa.Table, respondents: pa.Array | Collection[str]) -> pa.ChunkedArray:
    if not isinstance(respondents, (pa.Array, pa.ChunkedArray)):
        respondents = pa.array(list(respondents), pa.string())
    return pc.is_in(table["respondent"], respondents)
