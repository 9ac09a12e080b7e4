"""A figure in words: what a screen reader says, and what stands in the table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.release.labels import Labels
from swit_data.release.rows import records

PUBLISHED = 6  # digits of a released number


def spoken_score(score: float, labels: Labels) -> str:
    """Return a released score as figures write it: whole, but never rounded into another band."""
    return labels.wording.number(score, digits_in_band(score, labels))


def digits_in_band(score: float, labels: Labels) -> int:
    """Return how many digits keep a score in its band: 69.6 is not yet 70."""
    limits = (labels.framework.low, labels.framework.high)
    named = style.band(score, *limits)
    enough = (d for d in range(PUBLISHED) if style.band(round(score, d), *limits) == named)
    return next(enough, PUBLISHED)


def spoken_rows(rows: pd.DataFrame, labels: Labels, *, items: bool = False) -> str:
    """Return every released row in words: pilot, type (or item), number or why there is none."""
    if rows.empty:  # a pilot that has not held the round has no rows
        return labels.reason("no_round") + "."
    said = []
    for row in records(rows):
        name = (
            labels.item(row["item"]) if items else labels.stakeholder_type(row["stakeholder_type"])
        )
        value = (
            labels.reason(row["withheld"])
            if row["withheld"]
            else spoken_score(row["score"], labels)
        )
        said.append(f"{labels.pilot(row['pilot'])}, {name}: {value}")
    return "; ".join(said) + "."


def score_table(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return released scores as people read them: one row per pilot, type and item; numbers as published."""
    text = labels.wording.text
    reasons = rows["withheld"].astype("str")
    table = {
        text("table.pilot"): rows["pilot"].map(labels.pilot),
        text("table.type"): rows["stakeholder_type"].map(labels.stakeholder_type),
        text("table.item"): rows["item"].map(labels.item),
        text("table.score"): rows["score"].round(1),
        text("table.low"): rows["low"].round(1),
        text("table.high"): rows["high"].round(1),
        text("table.people"): rows["respondents"],
        text("table.coverage"): (100 * rows["coverage"]).round(),
        text("table.dont_know"): (100 * rows["dont_know"]).round(),
        text("table.withheld"): reasons.map(lambda code: labels.reason(code) if code else ""),
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
        text("table.withheld"): reasons.map(lambda code: labels.reason(code) if code else ""),
    }
    return pd.DataFrame(table)


def comparison_headline(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> str:
    """Return between which numbers the pilots stand on the item with the widest spread; nobody is called best."""
    published = rows.loc[(rows["withheld"] == "") & rows["pilot"].isin(list(pilots))]
    kinds = list(dict.fromkeys(rows["stakeholder_type"]))
    name = labels.stakeholder_type(kinds[0]) if kinds else ""
    if published.empty:
        return labels.wording.text("compare.nothing", type=name)
    if len(set(published["pilot"])) == 1:
        return _one_pilot(published, name, labels)
    several = published.groupby("item", sort=False)["pilot"].transform("nunique") > 1
    if not several.any():  # no item has a number in two pilots
        return labels.wording.text("compare.nothing", type=name)
    by_item = published.loc[several].groupby("item", sort=False)["score"]
    spread = by_item.max() - by_item.min()
    item = str(spread.idxmax())
    low, high = _ends(published.loc[published["item"] == item])
    return labels.wording.text(
        "compare.headline",
        type=name,
        item=labels.item(item),
        low=spoken_score(low["score"], labels),
        low_pilot=labels.pilot(low["pilot"]),
        high=spoken_score(high["score"], labels),
        high_pilot=labels.pilot(high["pilot"]),
    )


def _one_pilot(published: pd.DataFrame, name: str, labels: Labels) -> str:
    low, high = _ends(published)
    return labels.wording.text(
        "compare.headline.one",
        type=name,
        pilot=labels.pilot(low["pilot"]),
        low=spoken_score(low["score"], labels),
        low_item=labels.item(low["item"]),
        high=spoken_score(high["score"], labels),
        high_item=labels.item(high["item"]),
    )


def _ends(published: pd.DataFrame) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the rows with the lowest and the highest score."""
    rows = sorted(records(published), key=lambda row: row["score"])
    return rows[0], rows[-1]
