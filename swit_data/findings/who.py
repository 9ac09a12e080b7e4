"""Who answered, how many and how; and what is withheld, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.release.labels import Labels
from swit_data.release.rows import records
from swit_data.release.tables import REASONS


def who_answered(labels: Labels, chosen_round: str, pilots: Sequence[str]) -> tuple[str, ...]:
    """Return one line a pilot: when, how many of whom, how they were reached; then what holds for all."""
    frame = labels.release.frame("pilot")
    rows = {row["pilot"]: row for row in records(frame.loc[frame["round"] == chosen_round])}
    lines = [_pilot_line(labels, rows[pilot]) for pilot in pilots if pilot in rows]
    return (*lines, labels.wording.text("who.chosen"))


def _pilot_line(labels: Labels, row: Mapping[str, Any]) -> str:
    wording = labels.wording
    people = (
        wording.text("who.few", k0=labels.framework.k0)
        if pd.isna(row["community"])
        else wording.plural("who.people", int(row["community"]))
    )
    counts = [people]
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


def withheld_reasons(labels: Labels, reasons: Iterable[object]) -> tuple[str, ...]:
    """Return one sentence for each kind of missing that a view shows, in a fixed order."""
    there = {str(reason) for reason in reasons if reason}
    framework = labels.framework
    values = {"k": framework.k, "k0": framework.k0}
    known = [reason for reason in (*REASONS, "no_round") if reason in there]
    if not known:
        return (labels.wording.text("withheld.none"),)
    return tuple(labels.wording.text(f"why.{reason}", **values) for reason in known)
