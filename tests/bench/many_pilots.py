"""The illustrative release as if so many pilots had been assessed: each is one of the four, under a code of its own.

python -m tests.bench.many_pilots --pilots 200 OUT
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from swit_data import released, store
from swit_data.release import write
from swit_data.release.illustrative import FOLDER, READY


def many_pilots(number: int, out: Path) -> None:
    """Write a release folder for each of so many pilots."""
    dataset = store.open_dataset(FOLDER).dataset
    four = [release for _, release in released.gather(READY).releases]
    for place in range(number):
        like, code = four[place % len(four)], f"P{place:03}"
        rounds = tuple(
            replace(row, pilot=code, shown_to="public")
            for row in dataset.rounds
            if row.pilot == like.pilot
        )
        tables = {name: _renamed(table, code) for name, table in like.tables.items()}
        write(out, replace(dataset, rounds=rounds), tables)


def _renamed(table: pa.Table, code: str) -> pa.Table:
    place = table.column_names.index("pilot")
    column = pa.array([code] * len(table), table.schema.field("pilot").type)
    return table.set_column(place, table.schema.field("pilot"), column)


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--pilots", type=int, default=200)
    given.add_argument("out", type=Path)
    wanted = given.parse_args()
    many_pilots(wanted.pilots, wanted.out)
