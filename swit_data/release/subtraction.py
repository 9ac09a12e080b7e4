"""Rule 7 of docs/privacy.md: what could be read out of all releases of a pilot together, added and subtracted."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from swit_data.dataset import Dataset
from swit_data.errors import Sentence, say
from swit_data.release.engine import Computed, locked_connection, run
from swit_data.release.ledger import Entry
from swit_data.release.target_rule import Levels, uneven
from swit_data.released.thresholds import SENSITIVE_K

_NAMES = ("small_atoms", "atom_targets", "twin_rounds")


def compares(entries: Sequence[Entry], dataset: Dataset) -> bool:
    """Say whether there is anything to subtract: an earlier release, or another round."""
    return bool(entries) or len({row.round for row in dataset.rounds}) > 1


def refusals(
    entries: Sequence[Entry], computed: Computed, dataset: Dataset, k: int
) -> tuple[Sentence, ...]:
    """Return a sentence for each pilot and round that could be read out of this release and the earlier ones.

    Every published group of every release and round of a pilot is compared. A changed answer takes one person out of a
    group and brings one in.
    """
    if not compares(entries, dataset):
        return ()
    found = _found(
        [*(entry.groups for entry in entries), computed.groups], k, _sensitive(entries, dataset)
    )
    month = entries[-1].community_read if entries else ""
    sentences = {
        **{(r["pilot"], r["round"]): _other_targets(r) for r in _uneven(found, dataset)},
        **{(r["pilot"], r["round"]): _few(r, month) for r in found["small_atoms"]},
        **{(r["pilot"], r["other"]): _twins(r) for r in found["twin_rounds"]},
    }
    return tuple(sentences[place] for place in sorted(sentences))


def _sensitive(entries: Sequence[Entry], dataset: Dataset) -> pa.Table:
    """Return one row per characteristic that endangers people, now or in an earlier release."""
    asked = {code for framework in dataset.frameworks.values() for code in framework.sensitive}
    codes = sorted(asked.union(*(entry.sensitive for entry in entries)))
    return pa.table({"characteristic": pa.array(codes, pa.string())})


def _found(
    releases: Sequence[pa.Table], k: int, sensitive: pa.Table
) -> dict[str, list[dict[str, object]]]:
    numbered = [
        table.append_column("release", pa.array([n] * len(table), pa.int32()))
        for n, table in enumerate(releases)
    ]
    connection = locked_connection()
    try:
        connection.register("remembered", pa.concat_tables(numbered))
        connection.register("sensitive", sensitive)
        numbers = {"now": len(releases) - 1, "k": k, "sensitive_k": max(k, SENSITIVE_K)}
        run(connection, "small_atoms", **numbers)
        return {name: connection.table(name).to_arrow_table().to_pylist() for name in _NAMES}
    finally:
        connection.close()


def _uneven(
    found: Mapping[str, list[dict[str, object]]], dataset: Dataset
) -> Iterator[dict[str, object]]:
    rows = found["atom_targets"]
    levels: dict[tuple[str, str, str], Levels] = {
        (str(row["pilot"]), str(row["round"]), str(row["stakeholder_type"])): _levels(
            dataset, str(row["stakeholder_type"])
        )
        for row in rows
    }
    for pilot, number, *_ in sorted(uneven(rows, levels)):
        yield {"pilot": pilot, "round": number}


def _levels(dataset: Dataset, of_type: str) -> Levels:
    return {
        target.code: target.level
        for framework in dataset.frameworks.values()
        if of_type in framework.stakeholder_types
        for target in framework.stakeholder_types[of_type].targets
    }


def _few(row: Mapping[str, object], month: str) -> Sentence:
    people = int(str(row["people"]))
    return say(
        "{pilot} round {round}: {people} new, changed, taken out or standing in another round as well, against the "
        "releases{since} before, in a group that was published. Whoever adds and subtracts the releases could read "
        "those answers: wait until it is {k} and more, or leave those interviews out of this release.",
        pilot=row["pilot"],
        round=row["round"],
        people=say("1 interview") if people == 1 else say("{n} interviews", n=people),
        since=say(" of {month} and", month=month) if month else "",
        k=row["least"],
    )


def _other_targets(row: Mapping[str, object]) -> Sentence:
    return say(
        "{pilot} round {round}: with the releases before, this one would tell apart a few people who were asked about "
        "other institutions than the rest. Wait until there are more such interviews, or leave them out of this "
        "release.",
        pilot=row["pilot"],
        round=row["round"],
    )


def _twins(row: Mapping[str, object]) -> Sentence:
    return say(
        "{pilot}: {n} interviews of round {round} have exactly the answers of an interview of round {one}, all but "
        "{rest}. If they are the same interviews under other ids, whoever subtracts the rounds could read the answers "
        "of those few. Take out the round that was imported twice (undo), or restore a backup from before.",
        pilot=row["pilot"],
        round=row["other"],
        one=row["one"],
        n=row["twins"],
        rest=row["rest"],
    )
