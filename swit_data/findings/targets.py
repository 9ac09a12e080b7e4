"""Inside one stakeholder type: its range over the pilots, and institutions that contradict each other (S1)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.findings.counted import in_pilots
from swit_data.findings.headline import spoken_range
from swit_data.findings.spoken import score_table, spoken_by
from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.released.spoken_names import called, on, where, whom
from swit_data.released.written_scores import written_interval, written_points, written_score

MOST_A_PILOT = 3


def type_headline(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> str:
    """Return between which numbers the pilots stand on one item about one stakeholder type or institution.

    `rows`: one row per pilot.
    """
    if rows.empty:
        return labels.wording.text("stakeholders.nothing")
    first = records(rows)[0]
    about = whom(first["stakeholder_type"], first["target"], labels)
    shown = rows.loc[rows["pilot"].isin(list(pilots))]
    if not (shown["withheld"] == "").any():
        item = on(first["item"], labels)
        return labels.wording.text("headline.nothing.about", type=about, item=item)
    return spoken_range(shown, about, pilots, labels)


def spoken_targets(rows: pd.DataFrame, labels: Labels) -> str:
    """Return every row in words: pilot, level or institution, number or why there is none."""
    return spoken_by(rows, labels, "pilot", "target")


def target_table(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return released scores as people read them: one row per pilot and level or institution."""
    table = score_table(rows, labels)
    about = zip(rows["stakeholder_type"], rows["target"], strict=True)
    named = [labels.target(str(code), str(target)) for code, target in about]
    table.insert(2, labels.wording.text("table.institution"), named)
    return table


def clear_contradictions(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the clear rows: the widest pair of a pilot and item, up to three a pilot, widest first inside it.

    `rows`: one row per pilot, item and two targets, as from pairs.decided; pilots keep their order.
    """
    clear = rows.loc[rows["clear"].astype(bool)]
    clear = clear.assign(
        size=clear["difference"].abs(), place=clear.groupby("pilot", sort=False).ngroup()
    )
    widest = clear.sort_values(["place", "size"], ascending=[True, False], kind="stable")
    widest = widest.drop_duplicates(["pilot", "item"])
    few = widest.groupby("pilot", sort=False).head(MOST_A_PILOT)
    return few.drop(columns=["size", "place"]).reset_index(drop=True)


def contradiction_headline(
    rows: pd.DataFrame, stakeholder_type: str, pilots: Sequence[str], labels: Labels
) -> str:
    """Return in how many pilots two institutions of one type are clearly seen differently."""
    text = labels.wording.text
    name = called(stakeholder_type, labels, "of")
    comparable = rows.loc[(rows["withheld"] == "") & rows["pilot"].isin(list(pilots))]
    if comparable.empty:
        return text("contradictions.nothing", type=name)
    clear = set(comparable.loc[comparable["clear"].astype(bool), "pilot"])
    if not clear:
        return text("contradictions.none", type=name)
    known = set(comparable["pilot"])
    there = [pilot for pilot in pilots if pilot in clear]
    counted = in_pilots(there, _in_order(known, pilots), pilots, labels, "compared")
    both = called(stakeholder_type, labels, "subject")
    return labels.wording.opening(text("contradictions.found", type=both, pilots=counted))


def _in_order(known: Collection[str], pilots: Sequence[str]) -> list[str]:
    return [pilot for pilot in pilots if pilot in known]


def spoken_pairs(rows: pd.DataFrame, labels: Labels) -> str:
    """Return every pair in words: pilot, item, both institutions with their numbers, the interval."""
    return " ".join(_spoken(row, labels) for row in records(rows))


def _spoken(row: Mapping[str, Any], labels: Labels) -> str:
    first, second = ("a", "b") if row["difference"] > 0 else ("b", "a")
    low, high = sorted((abs(row["low"]), abs(row["high"])))
    named = {
        name: whom(row[f"{side}_stakeholder_type"], row[f"{side}_target"], labels)
        for name, side in (("first", first), ("second", second))
    }
    said = labels.wording.text(
        "contradictions.pair",
        **named,
        pilots=where(row["pilot"], labels),
        item=on(row["item"], labels),
        first_score=written_score(row[f"{first}_score"], labels),
        second_score=written_score(row[f"{second}_score"], labels),
        interval=written_interval(
            written_points(low, labels), written_points(high, labels), labels
        ),
    )
    return labels.wording.opening(said)


def pair_table(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return released pairs as people read them: one row per pilot, item and two sides; numbers as published."""
    text = labels.wording.text
    reasons = rows["withheld"].astype("str")
    table: dict[str, Any] = {
        text("table.pilot"): rows["pilot"].map(labels.pilot),
        text("table.item"): rows["item"].map(labels.item),
    }
    for side in "ab":
        sides = [_side(row, side, labels) for row in records(rows)]
        table[text(f"table.side.{side}")] = sides
        table[text(f"table.side.{side}.score")] = rows[f"{side}_score"]
        table[text(f"table.side.{side}.people")] = rows[f"{side}_respondents"]
    table |= {
        text("table.difference.sides"): rows["difference"],
        text("table.low"): rows["low"],
        text("table.high"): rows["high"],
        text("table.clear"): [text(f"clear.{_clear(row)}") for row in records(rows)],
        text("table.withheld"): reasons.map(labels.reason),
    }
    return pd.DataFrame(table)


def _clear(row: Mapping[str, Any]) -> str:
    if row["withheld"]:
        return "unknown"
    return "yes" if row["clear"] else "no"


def _side(row: Mapping[str, Any], side: str, labels: Labels) -> str:
    """Return who is on a side: of a perception gap the class, of two institutions the institution."""
    if row["b_class"] == "institution":
        return labels.wording.text(f"class.{row[f'{side}_class']}")
    return labels.target(row[f"{side}_stakeholder_type"], row[f"{side}_target"])
