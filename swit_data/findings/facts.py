"""Facts with their public source, and what institutions say of themselves, in words."""

from typing import Any

import pandas as pd

from swit_data.released.labels import Labels
from swit_data.released.rows import records


def fact_lines(rows: pd.DataFrame, labels: Labels) -> dict[str, tuple[str, ...]]:
    """Return by question the measure it is held against, how many were looked up, then each answer and where it holds.

    `rows`: as from stated.statement_rows.
    """
    lines: dict[str, tuple[str, ...]] = {}
    for code in dict.fromkeys(rows["indicator"]):
        facts = records(rows.loc[rows["indicator"] == code])
        looked_up = labels.wording.plural("facts.found", len(facts))
        scale = labels.framework.scales[labels.framework.indicators[code].scale]
        by_answer = {a: [row for row in facts if row["answer"] == a] for a in scale.codes}
        answers = (_where(a, found, len(facts), labels) for a, found in by_answer.items() if found)
        lines[code] = (labels.plain(code), looked_up, *answers)
    return lines


def _where(answer: str, facts: list[dict[str, Any]], total: int, labels: Labels) -> str:
    """Return an answer, how often it was found, and about whom."""
    named = [
        labels.wording.labelled(
            labels.pilot(row["pilot"]), labels.target(row["stakeholder_type"], row["target"])
        )
        for row in facts
    ]
    number = labels.wording.number
    return labels.wording.text(
        "facts.answer",
        answer=labels.answer(facts[0]["indicator"], answer),
        count=number(len(facts)),
        total=number(total),
        where="; ".join(named),
    )


def fact_table(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return facts as people read them: one row per question and institution, with its public source."""
    text, listed = labels.wording.text, records(rows)
    table = {
        text("table.question"): [labels.item(row["indicator"]) for row in listed],
        **_about(listed, labels),
        text("table.answer"): [labels.answer(row["indicator"], row["answer"]) for row in listed],
        text("table.source"): [row["source"] for row in listed],
        text("table.fact.month"): [labels.wording.month(row["month"]) for row in listed],
    }
    return pd.DataFrame(table)


def _about(listed: list[dict[str, Any]], labels: Labels) -> dict[str, list[str]]:
    text = labels.wording.text
    kinds = [row["stakeholder_type"] for row in listed]
    return {
        text("table.pilot"): [labels.pilot(row["pilot"]) for row in listed],
        text("table.type"): [labels.stakeholder_type(kind) for kind in kinds],
        text("table.institution"): [
            labels.target(row["stakeholder_type"], row["target"]) for row in listed
        ],
    }


def statement_table(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return what institutions said of themselves as people read it: one row per institution, question and answer."""
    text = labels.wording.text
    listed = records(rows)
    number = labels.wording.number
    table = {
        **_about(listed, labels),
        text("table.question"): [labels.item(row["indicator"]) for row in listed],
        text("table.answer"): [labels.answer(row["indicator"], row["answer"]) for row in listed],
        text("table.spoke"): [
            text("k_of_n", k=number(row["count"]), n=number(row["of"])) for row in listed
        ],
    }
    return pd.DataFrame(table)
