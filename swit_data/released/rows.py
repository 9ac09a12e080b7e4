"""Released rows picked by a Selection: never computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.tables import ALL


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain dictionaries by column."""
    names = [str(name) for name in rows.columns]
    return [dict(zip(names, row, strict=True)) for row in rows.to_numpy(dtype=object).tolist()]


@kept_while_open
def score_rows(
    release: Release,
    items: Sequence[str],
    *,
    chosen_round: str,
    pilots: Sequence[str] = (),
    respondent_class: str = "community",
    stakeholder_types: Sequence[str] = (),
    target: str = ALL,
    scoring: str = "standard",
) -> pd.DataFrame:
    """Return one row per pilot, stakeholder type and item, in the fixed order of each.

    Columns as in tables.SCORES. No pilots or no types named: all of them.
    """
    frame = release.frame("scores")
    keep = (
        (frame["round"] == chosen_round)
        & (frame["respondent_class"] == respondent_class)
        & (frame["target"] == target)
        & (frame["scoring"] == scoring)
        & (frame["split"] == ALL)
    )
    return _picked(release, frame, keep, items, pilots, stakeholder_types)


@kept_while_open
def split_rows(
    release: Release, item: str, *, chosen_round: str, stakeholder_type: str
) -> pd.DataFrame:
    """Return one row per pilot and group of the item's split; the finest groups first, merged ones after them.

    Columns as in tables.SCORES; a pilot whose split is refused has a withheld row for each of the finest groups.
    """
    frame = release.frame("scores")
    keep = (
        (frame["round"] == chosen_round)
        & (frame["scoring"] == "standard")
        & (frame["split"] != ALL)
    )
    rows = _picked(release, frame, keep, [item], (), (stakeholder_type,))
    rows["split"] = rows["split"].astype("str")
    finest = [
        f"{code}={category}"
        for code, characteristic in release.framework.characteristics.items()
        for category in characteristic.categories
    ]
    order = {split: n for n, split in enumerate([*finest, *sorted({*rows["split"]} - {*finest})])}
    places = rows["split"].map(order)
    return rows.assign(place=places).sort_values("place", kind="stable").drop(columns="place")


@kept_while_open
def count_rows(
    release: Release,
    indicators: Sequence[str],
    *,
    chosen_round: str,
    pilots: Sequence[str] = (),
    respondent_class: str = "community",
    stakeholder_types: Sequence[str] = (),
    target: str = ALL,
) -> pd.DataFrame:
    """Return one row per pilot, stakeholder type, indicator and answer, in the fixed order of each.

    Columns as in tables.ANSWER_COUNTS, and `of`: everybody who answered (the sum of the released counts).
    """
    frame = release.frame("answer_counts")
    keep = (
        (frame["round"] == chosen_round)
        & (frame["respondent_class"] == respondent_class)
        & (frame["target"] == target)
        & (frame["split"] == ALL)
    )
    rows = _picked(release, frame, keep, indicators, pilots, stakeholder_types)
    one_question = rows.groupby(["pilot", "stakeholder_type", "item"], sort=False)
    rows["of"] = one_question["count"].transform("sum", min_count=1)  # withheld: missing, not 0
    order = pd.DataFrame(
        {"question": one_question.ngroup(), "answer": _answer_places(release, rows)}
    )
    return rows.loc[order.sort_values(["question", "answer"], kind="stable").index].reset_index(
        drop=True
    )


def _answer_places(release: Release, rows: pd.DataFrame) -> list[int]:
    """Return each row's place among the answers of its question, as they are read out; `other` is last."""
    framework = release.framework
    places = {
        (indicator.code, code): place
        for indicator in framework.indicators.values()
        for place, code in enumerate(framework.scales[indicator.scale].codes)
    }
    keys = zip(rows["item"], rows["answer"], strict=True)
    return [places.get(key, len(places)) for key in keys]


def _picked(  # noqa: PLR0917 - one call a table
    release: Release,
    frame: pd.DataFrame,
    keep: pd.Series[bool],
    items: Sequence[str],
    pilots: Sequence[str],
    stakeholder_types: Sequence[str],
) -> pd.DataFrame:
    """Return the rows kept, in the fixed order of pilots, stakeholder types and items."""
    wanted = {"item": items, "pilot": pilots, "stakeholder_type": stakeholder_types}
    for name, values in wanted.items():
        if values or name == "item":
            keep = keep & frame[name].isin(list(values))
    orders = {
        "pilot": {code: n for n, code in enumerate(release.pilots)},
        "stakeholder_type": {c: n for n, c in enumerate(release.framework.stakeholder_types)},
        "item": {code: n for n, code in enumerate(items)},
    }
    rows = frame.loc[keep].astype(dict.fromkeys(orders, "str"))
    return rows.sort_values(
        list(orders), key=lambda column: column.map(orders[str(column.name)]), kind="stable"
    ).reset_index(drop=True)


@kept_while_open
def pair_rows(
    release: Release, items: Sequence[str], *, chosen_round: str, pilot: str
) -> pd.DataFrame:
    """Return one row per pair of sides, item and scoring of one pilot and round; columns as in tables.PAIRS."""
    frame = release.frame("pairs")
    keep = (
        (frame["pilot"] == pilot)
        & (frame["round"] == chosen_round)
        & frame["item"].isin(list(items))
    )
    return frame.loc[keep].reset_index(drop=True)
