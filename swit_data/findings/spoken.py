"""A figure in words: what a screen reader says, and what stands in the table beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.released.labels import Labels
from swit_data.released.rows import records, with_interval
from swit_data.released.spoken_names import on, ons, where, wheres, whom
from swit_data.released.written_scores import written_row, written_score

MOST_NAMED = 2  # items at one end of a headline; more are counted


def spoken_rows(rows: pd.DataFrame, labels: Labels, *, items: bool = False) -> str:
    """Return every released row in words: pilot, type (or item), number or why there is none."""
    if rows.empty:  # a pilot that has not held the round has no rows
        return labels.reason("no_round") + "."
    return spoken_by(rows, labels, "pilot", "item" if items else "stakeholder_type")


def spoken_by(rows: pd.DataFrame, labels: Labels, *columns: str) -> str:
    """Return every released row in words: what stands in these columns, number or why there is none."""
    said = [
        labels.wording.labelled(
            ", ".join(_named(row, name, labels) for name in columns), written_row(row, labels)
        )
        for row in records(rows)
    ]
    return "; ".join(said) + "."


def _named(row: Mapping[str, Any], column: str, labels: Labels) -> str:
    if column == "target":
        return labels.target(row["stakeholder_type"], row["target"])
    name: str = getattr(labels, column)(row[column])
    return name


def score_table(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return released scores as people read them: one row per pilot, type and item; numbers as published."""
    text = labels.wording.text
    reasons = rows["withheld"].astype("str")
    table = {
        text("table.pilot"): rows["pilot"].map(labels.pilot),
        text("table.type"): rows["stakeholder_type"].map(labels.stakeholder_type),
        text("table.item"): rows["item"].map(labels.item),
        text("table.score"): rows["score"],
        text("table.low"): rows["low"],
        text("table.high"): rows["high"],
        text("table.people"): rows["respondents"],
        text("table.coverage"): 100 * rows["coverage"],
        text("table.dont_know"): 100 * rows["dont_know"],
        text("table.withheld"): reasons.map(labels.reason),
    }
    return pd.DataFrame(table)


def count_table(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return released answer counts as people read them: one row per pilot, question and answer."""
    text = labels.wording.text
    answers = zip(rows["item"], rows["answer"], strict=True)
    reasons = rows["withheld"].astype("str")
    table = {
        text("table.pilot"): rows["pilot"].map(labels.pilot),
        text("table.question"): rows["item"].map(labels.item),
        text("table.answer"): [labels.answer(str(item), str(answer)) for item, answer in answers],
        text("table.count"): rows["count"],
        text("table.of"): rows["of"],
        text("table.withheld"): reasons.map(labels.reason),
    }
    return pd.DataFrame(table)


def comparison_headline(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> str:
    """Return between which numbers the pilots stand on the item with the widest spread; nobody is called best.

    Numbers without an interval are left out where others have one; all that tie are named. `rows`: about one
    stakeholder type and target.
    """
    text = labels.wording.text
    if rows.empty:
        return text("compare.nothing.any")
    first = records(rows)[0]
    about = whom(first["stakeholder_type"], first["target"], labels)
    published = with_interval(rows.loc[rows["pilot"].isin(list(pilots))])
    if len(set(published["pilot"])) == 1:
        return labels.wording.opening(_one_pilot(published, about, labels))
    several = published.groupby("item", sort=False)["pilot"].transform("nunique") > 1
    if not several.any():  # no item has a number in two pilots
        return text("compare.nothing", type=about)
    return labels.wording.opening(_widest(published.loc[several], about, labels))


def _widest(rows: pd.DataFrame, about: str, labels: Labels) -> str:
    """Return the item, or the items, with the widest spread as whole numbers are read: a sentence each."""
    by_item = rows.groupby("item", sort=False)["score"]
    highest, lowest = by_item.max().round(), by_item.min().round()
    spread = highest - lowest
    said, tied = [], [*map(str, spread.index[spread == spread.max()])]
    if len(tied) > MOST_NAMED:
        key = "compare.headline.many" if spread.max() else "compare.headline.same.many"
        return labels.wording.text(key, type=about, item=_ons(tied, labels))
    for item in tied:
        ends = _ends(rows.loc[rows["item"] == item], "pilot", labels)
        key = "compare.headline.same" if ends["low"] == ends["high"] else "compare.headline"
        said.append(labels.wording.text(key, type=about, item=on(item, labels), **ends))
    return "; ".join(said)


def _one_pilot(published: pd.DataFrame, about: str, labels: Labels) -> str:
    ends, pilot = _ends(published, "item", labels), str(published["pilot"].iloc[0])
    key = "compare.headline.one.same" if ends["low"] == ends["high"] else "compare.headline.one"
    return labels.wording.text(key, type=about, pilots=where(pilot, labels), **ends)


def _ons(items: Sequence[str], labels: Labels) -> str:
    """Return on what: each by its name, or how many they are where nobody could keep their names in mind."""
    if len(items) > MOST_NAMED:
        return labels.wording.plural("compare.ends.many", len(items))
    return ons(items, labels)


def _ends(rows: pd.DataFrame, column: str, labels: Labels) -> dict[str, str]:
    """Return the lowest and the highest number as they are written, and whose they are: all pilots that tie."""
    call = wheres if column == "pilot" else _ons
    written = [(written_score(row["score"], labels), row[column]) for row in records(rows)]
    ends = {"low": rows["score"].min(), "high": rows["score"].max()}
    found: dict[str, str] = {}
    for end, score in ends.items():
        found[end] = written_score(float(score), labels)
        alike = [code for said, code in written if said == found[end]]
        found[f"of_{end}"] = call(alike, labels)
    return found
