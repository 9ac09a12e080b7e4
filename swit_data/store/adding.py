"""Rows that come in: a new dataset, or an import into one that is there."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from swit_data.dataset import Dataset, Round
from swit_data.errors import DatasetError, Sentence, say
from swit_data.store import description, files
from swit_data.store import manifest as manifests
from swit_data.store.commits import Saved, mend, opened, said, save
from swit_data.store.disk import make_folder, sync_above
from swit_data.store.ledger_files import known_files
from swit_data.store.lock import held, writing
from swit_data.store.manifest import Manifest, Said, Source
from swit_data.store.merging import merged
from swit_data.store.private_files import KEY
from swit_data.store.rows import Tables, without, write_rounds
from swit_data.store.stored import Stored, exists
from swit_data.store.vault_only import refuse_plain


def create(folder: Path, dataset: Dataset, tables: Tables, when: str = "") -> Saved:
    """Write a whole dataset; one that is there becomes its former state.

    Raises:
        DatasetError: another process is writing there, or the folder cannot be written.
    """
    with held(folder):
        mend(folder)
        return _first(folder, dataset, tables, Said("create", when))


def add(
    folder: Path,
    dataset: Dataset,
    tables: Tables,
    left_out: Collection[str] = (),
    *,
    source: str = "",
    round_given: str = "",
    who: str = "",
) -> Saved:
    """Add the rounds, frameworks and rows of an intake to a dataset, or make a new one of them.

    A respondent that is there already is replaced by what the file says now; one of `left_out` (without consent now,
    or rejected) leaves the dataset; one that was withdrawn never comes back. `source` is the fingerprint of the file:
    the same file with the same framework and round a second time changes nothing.

    Raises:
        DatasetError: the dataset there is of another kind or damaged, or cannot be written; or a respondent stands in
            another pilot or round.
    """
    came = (Source(source, " ".join(sorted(dataset.frameworks)), round_given),) if source else ()
    history = said("import", who, source=source)
    with held(folder):
        if not exists(folder):
            mend(folder)
            return _first(folder, dataset, tables, history, came)
        last, old = opened(folder)
        if came and came[0] in last.sources:
            return Saved(last.number, changed=False)
        last = replace(last, number=last.number + 1, said=history, sources=(*last.sources, *came))
        return _more(last, old, dataset, tables, left_out)


def _first(
    folder: Path, dataset: Dataset, tables: Tables, history: Said, came: tuple[Source, ...] = ()
) -> Saved:
    refuse_plain(folder, dataset.frameworks.values())
    with writing(folder):
        _put_frameworks(folder, dataset)
        rounds = write_rounds(folder, dataset, tables)
        sync_above(
            files.root(folder)
        )  # the folder itself may have been made by whoever wrote the key
    manifest = Manifest(
        number=manifests.latest(folder) + 1,
        said=history,
        description=description.written(dataset),
        frameworks=tuple(sorted(dataset.frameworks)),
        rounds=rounds,
        key=files.fingerprint(folder, KEY),
        sources=came,
        ledger=known_files(folder, *(m for _, m in manifests.readable(folder) if m)),
    )
    return save(folder, manifest)


def _more(
    coming: Manifest, old: Stored, new: Dataset, tables: Tables, left_out: Collection[str]
) -> Saved:
    refuse_plain(old.folder, new.frameworks.values())
    dataset = _described_by_both(old, new)
    fresh = {name: without(table, coming.withdrawn) for name, table in tables.items()}
    if problems := standing_elsewhere(old, fresh["respondents"]):
        raise DatasetError(*problems)
    gone = {*fresh["respondents"]["respondent"].to_pylist(), *left_out}
    with writing(old.folder):
        _put_frameworks(old.folder, dataset)
        rounds = merged(old, coming.rounds, dataset, fresh, gone)
    texts = description.written(dataset)
    manifest = replace(
        coming,
        description={**coming.description, "dataset.toml": texts["dataset.toml"]},
        frameworks=tuple(sorted(dataset.frameworks)),
        rounds=rounds,
    )
    return save(old.folder, manifest)


def _put_frameworks(folder: Path, dataset: Dataset) -> None:
    """Write the files of frameworks that are not there whole."""
    make_folder(files.root(folder) / "frameworks")
    for framework in dataset.frameworks.values():
        name = f"frameworks/{framework.hash}.toml"
        if not files.fingerprint(folder, name).startswith(framework.hash):
            files.put(folder, name, framework.content)


def _described_by_both(old: Stored, new: Dataset) -> Dataset:
    """Return the dataset with the rounds and frameworks of an import: what its owner wrote stays.

    Raises:
        DatasetError: the import is of another kind, or a round was collected with another framework.
    """
    kept = old.dataset
    if (kept.shape, kept.provenance) != (new.shape, new.provenance):
        text = (
            "{folder}: this dataset is {kind} with forms of shape {shape}; the file is {other} of shape "
            "{other_shape}. Import it into a dataset of its own."
        )
        found = {"kind": kept.provenance, "shape": kept.shape, "other": new.provenance}
        raise DatasetError(say(text, folder=old.folder, **found, other_shape=new.shape))
    rounds = {(row.pilot, row.round): row for row in kept.rounds}
    for row in new.rounds:
        before = rounds.get((row.pilot, row.round), row)
        _refuse_other_framework(old.folder, before, row)
        rounds[row.pilot, row.round] = _updated(before, row)
    ordered = tuple(rounds[place] for place in sorted(rounds))
    return replace(kept, rounds=ordered, frameworks={**kept.frameworks, **new.frameworks})


def _refuse_other_framework(folder: Path, before: Round, now: Round) -> None:
    if before.framework == now.framework:
        return
    text = (
        "{folder}: {pilot} round {round} was collected with framework {before}; this file is read with {now}. Use "
        "that framework, or import it as another round."
    )
    codes = {"before": before.framework, "now": now.framework}
    raise DatasetError(say(text, folder=folder, pilot=now.pilot, round=now.round, **codes))


def _updated(before: Round, now: Round) -> Round:
    """Return a round as its owner described it, with what a further file adds."""
    whole = "full" if "full" in (before.set, now.set) else "core"
    return replace(before, set=whole, month=max(before.month, now.month))


def standing_elsewhere(stored: Stored, coming: pa.Table) -> tuple[Sentence, ...]:
    """Return a sentence for each pilot and round in which some of the respondents that come stand already.

    Released in both, whoever subtracts one round from the other reads the answers of the few who stand in one only.
    """
    there = _places(stored.table("respondents"))
    both = [(there[who], place) for who, place in _places(coming).items() if who in there]
    counted = Counter((before, now) for before, now in both if before != now)
    return tuple(
        say(
            "{n} of these respondents stand in {pilot} round {round} already, and this file puts them into {other} "
            "round {other_round}. Nothing was changed. If they are other people, or the same people asked again, give "
            "each new interview an id of its own; if it is a mistake, take these interviews out of the file, or import "
            "it with the round in which they were held (--round {round}).",
            n=number,
            pilot=pilot,
            round=code,
            other=other,
            other_round=other_code,
        )
        for ((pilot, code), (other, other_code)), number in sorted(counted.items())
    )


def _places(people: pa.Table) -> dict[str, tuple[str, str]]:
    columns = (people[name].to_pylist() for name in ("respondent", "pilot", "round"))
    return {who: (pilot, number) for who, pilot, number in zip(*columns, strict=True)}
