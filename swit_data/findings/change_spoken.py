"""The rounds of a pilot in words for a screen reader, and as the table beside the figure."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from swit_data.findings.change import ChangeScene, verdict
from swit_data.released.between_rounds import Step
from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.released.written_scores import level_of, written_row


def spoken_rounds(scene: ChangeScene, stakeholder_type: str, labels: Labels) -> str:
    """Return each pilot's rounds about one type in words: every number, and what may be said between them."""
    rows = scene.rows_of(stakeholder_type)
    said = []
    for pilot in scene.pilots:
        mine = [_spoken(row, scene, labels) for row in records(rows.loc[rows["pilot"] == pilot])]
        if mine:
            said.append(labels.wording.labelled(labels.pilot(pilot), "; ".join(mine)))
    return ". ".join(said or [labels.reason("not_asked")]) + "."


def _spoken(row: Mapping[str, Any], scene: ChangeScene, labels: Labels) -> str:
    value = written_row(row, labels)
    named = labels.wording.text("round.named", round=row["round"])
    step = _arriving(row, scene)
    return labels.wording.labelled(named, value) + (f" ({verdict(step, labels)})" if step else "")


def _arriving(row: Mapping[str, Any], scene: ChangeScene) -> Step | None:
    """Return the step that ends in a row."""
    key = (row["pilot"], row["stakeholder_type"], row["round"])
    return next((step for step in scene.steps if (*step.place, step.after["round"]) == key), None)


def not_shown(scene: ChangeScene, stakeholder_type: str, labels: Labels) -> str:
    """Return which rounds of which pilots have no number about a type, and why; empty where all have one."""
    rows = records(scene.rows_of(stakeholder_type))
    said = [
        labels.wording.text(
            "change.not_shown",
            pilot=labels.pilot(row["pilot"]),
            round=row["round"],
            reason=labels.reason(row["withheld"]),
        )
        for row in rows
        if row["withheld"]
    ]
    return "; ".join(said) + "." if said else ""


def change_table(scene: ChangeScene, labels: Labels) -> pd.DataFrame:
    """Return one row per type, pilot and round: its score, and the change since the round before.

    Numbers of a score as published; of a change with the interval at the level of all changes compared.
    """
    return pd.DataFrame([_line(row, scene, labels) for row in records(scene.rows)])


def _line(row: Mapping[str, Any], scene: ChangeScene, labels: Labels) -> dict[str, object]:
    text = labels.wording.text
    step = _arriving(row, scene)
    change = step.difference if step else None
    smallest = step.smallest if step else None
    return {
        text("table.type"): labels.stakeholder_type(row["stakeholder_type"]),
        text("table.pilot"): labels.pilot(row["pilot"]),
        text("filter.round"): row["round"],
        text("table.score"): _exact(row["score"]),
        text("table.people"): row["respondents"],
        text("table.withheld"): labels.reason(row["withheld"]),
        text("table.change"): _exact(change.points if change else None),
        text("table.change_low"): _exact(change.low if change else None),
        text("table.change_high"): _exact(change.high if change else None),
        text("table.change_level"): level_of(scene.compared) if smallest is not None else None,
        text("table.smallest"): _exact(smallest),
        text("table.verdict"): verdict(step, labels) if step else "",
    }


def _exact(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
