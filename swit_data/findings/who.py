"""Who answered, how many and how; and what is withheld, and why."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from swit_data.released.labels import Labels
from swit_data.released.rows import Row, rounds_held
from swit_data.released.tables import REASONS

TRANSLATIONS = ("original", "reviewed", "unreviewed")  # of the questions, as dataset.toml has them


def who_answered(labels: Labels, chosen_round: str, pilots: Sequence[str]) -> tuple[str, ...]:
    """Return one line a pilot: when, how many of whom, how they were reached; then what holds for all."""
    lines = [_pilot_line(labels, row) for row in _held_in(labels, chosen_round, pilots)]
    return (*lines, *_read_by(labels, pilots), labels.wording.text("who.chosen"))


def _read_by(labels: Labels, pilots: Sequence[str]) -> Iterator[str]:
    """Give a line for each pilot whose reading by the community was written down: when, who, and what was said."""
    wording = labels.wording
    for pilot in pilots:
        said = labels.release.readings.get(pilot)
        if said is None:
            continue
        values = {"pilot": labels.pilot(pilot), "month": wording.month(said.month)}
        by = wording.text("read.by", by=said.by) if said.by else ""
        counts = {"agreed": said.agreed, "withheld": said.withheld, "comments": said.commented}
        spoken = wording.text("read.counts", **counts) if any(counts.values()) else ""
        kept = wording.text("read.kept", kept=said.kept_back) if said.kept_back else ""
        yield " ".join(filter(None, [wording.text("read.month", **values), by, spoken, kept]))


def how_many(labels: Labels, chosen_round: str, pilots: Sequence[str]) -> str:
    """Return how many people of the community answered in each pilot, as one short line."""
    held = _held_in(labels, chosen_round, pilots)
    return labels.wording.listing(
        [f"{labels.pilot(row['pilot'])} ({people_of(labels, row)})" for row in held]
    )


def _held_in(labels: Labels, chosen_round: str, pilots: Sequence[str]) -> list[Row]:
    """Return how a round was held, one row per pilot that did."""
    held = rounds_held(labels.release)
    return [held[pilot, chosen_round] for pilot in pilots if (pilot, chosen_round) in held]


def people_of(labels: Labels, row: Row) -> str:
    """Return how many people of the community answered in a round, or that they were too few to be counted."""
    if pd.isna(row["community"]):
        return labels.wording.text("who.few", k0=labels.framework.k0)
    return labels.wording.plural("who.people", int(row["community"]))


def _pilot_line(labels: Labels, row: Row) -> str:
    wording = labels.wording
    counts = [people_of(labels, row)]
    for name in ("groups", "informants"):
        number = int(row[name])
        if number:
            counts.append(wording.plural(f"who.{name}", number))
    how = [f"{str(row[name]).rstrip('.')}." for name in ("mode", "recruitment") if row[name]]
    ending = [wording.text("who.unreviewed")] if row["translation"] == "unreviewed" else []
    month = wording.month(row["month"]) if row["month"] else row["round"]
    line = wording.text(
        "who.pilot",
        pilot=labels.pilot(row["pilot"]),
        month=month,
        people=", ".join(counts),
        how=" ".join([*how, *ending]),
    )
    return line.strip()


def who_table(
    labels: Labels, chosen_round: str, pilots: Sequence[str], rows: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row per pilot: when, how many of whom, how they were asked and reached, how much they answered.

    `rows`: the scores shown; of each pilot the least and the most that was answered about a stakeholder type.
    """
    held = _held_in(labels, chosen_round, pilots)
    return pd.DataFrame(
        [_held(labels, row) | _answered(labels, row["pilot"], rows) for row in held]
    )


def _held(labels: Labels, row: Row) -> dict[str, object]:
    text = labels.wording.text
    people: int | None = None if pd.isna(row["community"]) else int(row["community"])
    kind = str(row["translation"])
    return {
        text("table.pilot"): labels.pilot(row["pilot"]),
        text("table.month"): labels.wording.month(row["month"]),
        text("table.people"): people,
        text("table.groups"): int(row["groups"]),
        text("table.informants"): int(row["informants"]),
        text("table.mode"): str(row["mode"]),
        text("table.recruitment"): str(row["recruitment"]),
        text("table.translation"): text(f"translation.{kind}") if kind in TRANSLATIONS else kind,
    }


def _answered(labels: Labels, pilot: str, rows: pd.DataFrame | None) -> dict[str, object]:
    """Return the least and the most of what was asked that a pilot's people answered; never a mean over types."""
    if rows is None:
        return {}
    text = labels.wording.text
    shares = rows.loc[rows["pilot"] == pilot, "coverage"].dropna()
    low, high = (None, None) if shares.empty else (shares.min(), shares.max())
    return {
        text("table.coverage.least"): None if low is None else 100 * low,
        text("table.coverage.most"): None if high is None else 100 * high,
    }


def withheld_reasons(labels: Labels, reasons: Iterable[object]) -> tuple[str, ...]:
    """Return one sentence for each kind of missing that a view shows, in a fixed order."""
    there = {str(reason) for reason in reasons if reason}
    framework = labels.framework
    values = {"k": framework.k, "k0": framework.k0}
    known = [reason for reason in (*REASONS, "no_round") if reason in there]
    if not known:
        return (labels.wording.text("withheld.none"),)
    return tuple(labels.wording.text(f"why.{reason}", **values) for reason in known)
