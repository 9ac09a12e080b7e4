"""Every table of a release, from a stored dataset."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

import pyarrow as pa
import pyarrow.dataset as ds

from swit_data.dataset import Dataset
from swit_data.dataset.asks import APPROVED
from swit_data.errors import ReleaseError, say
from swit_data.release.engine import Computed, compute, compute_all
from swit_data.release.engines import DUCKDB, SPARK
from swit_data.release.writing import fingerprint
from swit_data.released.release import Release, drafted, in_fixed_order, together
from swit_data.released.tables import ASKS, NARRATIVES, TABLES
from swit_data.store import Stored


def make(stored: Stored) -> dict[str, pa.Table]:
    """Return every table of a release by name, over all pilots and rounds of a dataset, with nothing released before.

    Nothing is computed over two pilots: each row rests on one pilot and round.

    Raises:
        ReleaseError: nothing of the dataset can be read, or it is larger than memory allows.
    """
    _refuse_nothing(stored)
    return with_texts(stored, compute(stored.dataset, _rows(stored)))


def computed_of(
    stored: Stored,
    frozen: Mapping[tuple[str, str], int],
    unanimous: Collection[Sequence[str]] = (),
    kept_back: Collection[Sequence[str]] = (),
    *,
    engine: str = DUCKDB,
) -> Computed:
    """Return the tables of a release, and what the ledger keeps of it; as compute_all.

    Raises:
        ReleaseError: nothing of the dataset can be read, it is larger than memory allows, or it lies in a vault and
            the engine is a cluster.
    """
    _refuse_nothing(stored)
    if engine == SPARK and stored.sealed:
        raise ReleaseError(
            f"{stored.folder} lies in a vault, and a cluster would hold its answers in plain, in the memory and on the "
            "disks of other computers. Leave --engine out: DuckDB makes the same numbers on this one. Only if those "
            "computers are your own and locked away: unlock --plain, release, lock."
        )
    return compute_all(stored.dataset, _rows(stored), frozen, unanimous, kept_back, engine=engine)


def with_texts(stored: Stored, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the tables with the narratives and asks that their owner approved."""
    told = [
        {name: value for name, value in asdict(narrative).items() if name != "status"}
        for narrative in stored.dataset.narratives
        if narrative.status == APPROVED
    ]
    asked = [
        {**asdict(ask), "indicators": ",".join(ask.indicators)}
        for ask in stored.dataset.asks
        if ask.approval == APPROVED
    ]
    return {
        **tables,
        "narratives": pa.Table.from_pylist(told, schema=NARRATIVES),
        "asks": pa.Table.from_pylist(asked, schema=ASKS),
    }


def texts_alone(stored: Stored) -> dict[str, pa.Table]:
    """Return the tables of a release with its texts and asks, and no number: to look at them before it is made."""
    return with_texts(stored, {name: schema.empty_table() for name, schema in TABLES.items()})


def of_tables(dataset: Dataset, tables: Mapping[str, pa.Table], *, draft: bool = False) -> Release:
    """Return the release that was just made from a dataset, without a folder: illustrative data, or a draft."""
    provenances = {row.pilot: dataset.provenance for row in dataset.rounds}
    pilots = in_fixed_order(set(provenances), dataset.frameworks)
    marks = {pilot: fingerprint(pilot, dataset, tables) for pilot in pilots}
    whole = Release(together(marks), pilots, dataset.frameworks, provenances, tables, marks)
    return drafted(whole) if draft else whole


def _refuse_nothing(stored: Stored) -> None:
    """Refuse a dataset of which nothing can be read: there is no number to make."""
    if not stored.dataset.rounds:
        nothing = say("{folder}: there are no answers in this dataset.", folder=stored.folder)
        raise ReleaseError(*(stored.damaged or (nothing,)))


def _rows(stored: Stored) -> dict[str, ds.Dataset]:
    return {name: stored.rows(name) for name in stored.files}
