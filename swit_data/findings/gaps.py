"""The perception gap in words: what the community says of an institution, beside what it says of itself."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.findings.counted import in_pilots, most_of
from swit_data.released.labels import Labels
from swit_data.released.rows import records, with_interval
from swit_data.released.spoken_names import on, wheres, whom
from swit_data.released.thresholds import ENOUGH_INFORMANTS
from swit_data.released.written_scores import written_score

FEW_INFORMANTS = 3  # up to here it is what these people said, and no more


def gap_headline(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> str:
    """Return in how many pilots the institutions speak better of themselves than the community does, and how surely.

    `rows`: one row per pilot of one item and target, as from pairs.decided.
    """
    text = labels.wording.text
    shown = records(with_interval(rows.loc[rows["pilot"].isin(list(pilots))]))
    if not shown:
        return text("gap.nothing")
    found = {
        "better": [row for row in shown if row["difference"] < 0],
        "worse": [row for row in shown if row["difference"] > 0],
    }
    kinds = most_of(found)
    if not kinds:
        return text("gap.same", total=len(shown))
    values = {
        "type": whom(shown[0]["a_stakeholder_type"], shown[0]["a_target"], labels),
        "item": on(shown[0]["item"], labels),
    }
    known = [row["pilot"] for row in shown]
    said = [
        text(f"gap.{kind}", **values, pilots=_in_pilots(found[kind], known, pilots, labels))
        for kind in kinds
    ]
    said = [labels.wording.opening(each) for each in said]
    return " ".join([*said, _how_surely([r for kind in kinds for r in found[kind]], labels)])


def _in_pilots(
    rows: Sequence[Mapping[str, Any]], known: list[str], pilots: Sequence[str], labels: Labels
) -> str:
    return in_pilots([row["pilot"] for row in rows], known, pilots, labels, "views")


def _how_surely(rows: Sequence[Mapping[str, Any]], labels: Labels) -> str:
    """Return where it is clear; under 10 informants it never is."""
    text = labels.wording.text
    clear = [row["pilot"] for row in rows if row["clear"]]
    if clear:
        return text("gap.clear", pilots=wheres(clear, labels))
    if all(row["b_respondents"] < ENOUGH_INFORMANTS for row in rows):
        return text("gap.too_few", enough=ENOUGH_INFORMANTS)
    enough = [row for row in rows if row["b_respondents"] >= ENOUGH_INFORMANTS]
    return text("gap.not_clear" if any(r["may_be_clear"] for r in enough) else "gap.branches")


def informant_lines(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> tuple[str, ...]:
    """Return one line a pilot: how many spoke for the institutions, and what that allows to say.

    `rows`: as for gap_headline.
    """
    by_pilot = {row["pilot"]: row for row in records(rows)}
    there = [(pilot, by_pilot[pilot]) for pilot in pilots if pilot in by_pilot]
    return tuple(_line(pilot, row, labels) for pilot, row in there)


def exception_line(rows: pd.DataFrame, labels: Labels) -> str:
    """Return why numbers of fewer people than the community's limit are shown here, where there are such numbers.

    `rows`: as for gap_headline.
    """
    k = labels.framework.k
    few = (rows["withheld"] == "") & (rows["b_respondents"] < k)
    return labels.wording.text("method.missing.4", k=k) if few.any() else ""


def _line(pilot: str, row: Mapping[str, Any], labels: Labels) -> str:
    named = labels.pilot(pilot)
    if row["withheld"]:
        reason = labels.reason(row["withheld"])
        return labels.wording.text("gap.pilot.withheld", pilot=named, reason=reason)
    number = int(row["b_respondents"])
    kind = "some" if number < ENOUGH_INFORMANTS else "not_clear"
    if number <= FEW_INFORMANTS:
        kind = "few"
    elif row["clear"]:
        kind = "clear"
    return labels.wording.plural(f"gap.informants.{kind}", number, pilot=named)


def spoken_gaps(rows: pd.DataFrame, labels: Labels) -> str:
    """Return every gap in words: pilot, item, the community's number, the institution's, or why there is none."""
    said = []
    for row in records(rows):
        head = f"{labels.pilot(row['pilot'])}, {labels.item(row['item'])}"
        if row["withheld"]:
            said.append(labels.wording.labelled(head, labels.reason(row["withheld"])))
            continue
        scores = {
            "community": written_score(row["a_score"], labels),
            "institution": written_score(row["b_score"], labels),
        }
        said.append(labels.wording.labelled(head, labels.wording.text("gap.spoken", **scores)))
    return "; ".join(said) + "."
