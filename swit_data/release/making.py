"""Every table of a release, from a stored dataset."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.dataset import Dataset
from swit_data.dataset.asks import APPROVED
from swit_data.errors import ReleaseError, say
from swit_data.release.engine import Computed, compute_all
from swit_data.release.engines import AT_ONCE, DUCKDB, SPARK
from swit_data.release.steps import Progress, unwatched
from swit_data.release.writing import fingerprint
from swit_data.released.release import Release, drafted, in_fixed_order, together
from swit_data.released.tables import ALL, ASKS, NARRATIVES, TABLES
from swit_data.store import Stored


def make(stored: Stored) -> dict[str, pa.Table]:
    """Return every table of a release by name, over all pilots and rounds of a dataset, with nothing released before.

    Raises:
        ReleaseError: nothing of the dataset can be read, or it is larger than memory allows.
    """
    return with_texts(stored, computed_of(stored, {}, with_groups=False).tables)


def computed_of(
    stored: Stored,
    frozen: Mapping[tuple[str, str], int],
    unanimous: Collection[Sequence[str]] = (),
    kept_back: Collection[Sequence[str]] = (),
    *,
    engine: str = DUCKDB,
    with_groups: bool = True,
    progress: Progress = unwatched,
) -> Computed:
    """Return the tables of a release, and what the ledger keeps of it; as compute_all.

    Nothing is computed over two pilots or rounds: of a large dataset, DuckDB takes some of them at a time.

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
    lots, found = tuple(stored.lots(AT_ONCE[engine].answers)), []
    for number, lot in enumerate(lots):
        rows = {name: lot.rows(name) for name in lot.files}
        given = (lot.dataset, rows, frozen, unanimous, kept_back)
        watched = partial(_of_lot, progress, number, len(lots))
        found.append(compute_all(*given, engine=engine, with_groups=with_groups, progress=watched))
    return found[0] if len(found) == 1 else _together(found)


def _of_lot(progress: Progress, number: int, lots: int, step: str, done: float) -> None:
    progress(step, (number + done) / lots)


def _together(lots: Sequence[Computed]) -> Computed:
    """Return the tables of lots as one: each is in the order of pilot and round, and so are the lots."""
    tables = {name: pa.concat_tables([lot.tables[name] for lot in lots]) for name in lots[0].tables}
    groups, splits, alike = (
        pa.concat_tables([getattr(lot, name) for lot in lots])
        for name in ("groups", "splits", "alike")
    )
    # Groups of a split stand first: they are read first.
    of_all = pc.equal(alike["split"], ALL)
    alike = pa.concat_tables([alike.filter(pc.invert(of_all)), alike.filter(of_all)])
    return Computed(tables, groups, splits, alike, lots[0].engine)


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
