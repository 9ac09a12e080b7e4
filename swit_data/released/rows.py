"""Released rows picked by their keys: never computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.tables import ALL

Row = Mapping[str, Any]
Scorings = Mapping[str, Row]  # one row of a number or pair by scoring

_WHERE = ("pilot", "round", "item", "respondent_class", "stakeholder_type", "target")


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain dictionaries by column."""
    names = [str(name) for name in rows.columns]
    return [dict(zip(names, row, strict=True)) for row in rows.to_numpy(dtype=object).tolist()]


def picked(table: pd.DataFrame, **keys: str | Sequence[str] | None) -> pd.DataFrame:
    """Return the rows that have in each column named the code, or one of the codes; None: whatever stands there."""
    return table.take(_holding(table, np.arange(len(table)), keys))


def _about(
    release: Release, table: str, items: Sequence[str], **keys: str | Sequence[str] | None
) -> pd.DataFrame:
    """Return the rows of a table that are about these items, and have these codes."""
    places = [release.places(table, item) for item in dict.fromkeys(items)]
    there = [own for own in places if own is not None]
    rows = release.frame(table)
    if not there:
        return rows.iloc[:0]
    return rows.take(_holding(rows, np.sort(np.concatenate(there)), keys))


def _holding(
    table: pd.DataFrame, places: NDArray[np.intp], keys: Mapping[str, str | Sequence[str] | None]
) -> NDArray[np.intp]:
    """Return which of these places hold the codes; of categories only the numbers are compared."""
    for name, codes in keys.items():
        if codes is None:
            continue
        wanted = [codes] if isinstance(codes, str) else [*codes]
        column = table[name].array
        if isinstance(column, pd.Categorical):
            kept = np.zeros(len(column.categories) + 1, dtype=bool)  # the last: of no category
            kept[_numbers(column, wanted)] = True
            places = places[kept[column.codes[places]]]
        else:
            places = places[pd.Series(column).isin(wanted).to_numpy()[places]]
    return places


def with_interval(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the published rows that a sentence may rest on: those with an interval, where any has one."""
    published = rows.loc[rows["withheld"] == ""]
    sure = published["low"].notna()
    return published.loc[sure] if sure.any() else published


def by_scoring(rows: pd.DataFrame, *names: str) -> dict[tuple[Any, ...], dict[str, Row]]:
    """Return rows by what stands in these columns, and by scoring."""
    found: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in records(rows):
        found.setdefault(tuple(row[name] for name in names), {})[row["scoring"]] = row
    return found


@kept_while_open
def rounds_held(release: Release) -> Mapping[tuple[str, str], Row]:
    """Return how each round was held, by pilot and round; columns as in tables.PILOT."""
    return {(row["pilot"], row["round"]): row for row in records(release.frame("pilot"))}


@kept_while_open
def score_rows(
    release: Release,
    items: Sequence[str],
    *,
    chosen_round: str,
    pilots: Sequence[str] = (),
    respondent_class: str = "community",
    stakeholder_types: Sequence[str] = (),
    target: str | Sequence[str] = ALL,
    scoring: str | Sequence[str] = "standard",
) -> pd.DataFrame:
    """Return one row per pilot, stakeholder type and item, in the fixed order of each.

    Columns as in tables.SCORES. No pilots or types named: all. Several targets or scorings follow one another.
    """
    rows = _about(
        release,
        "scores",
        items,
        round=chosen_round,
        respondent_class=respondent_class,
        target=target,
        scoring=scoring,
        split=ALL,
        pilot=pilots or None,
        stakeholder_type=stakeholder_types or None,
    )
    several = {"scoring": scoring, "target": target}
    first = {name: codes for name, codes in several.items() if not isinstance(codes, str)}
    return _in_order(release, rows, items, **first)


@kept_while_open
def split_rows(
    release: Release, item: str, *, chosen_round: str, stakeholder_type: str
) -> pd.DataFrame:
    """Return one row per pilot and group of the item's split; the finest groups first, merged ones after them.

    Columns as in tables.SCORES; a pilot whose split is refused has a withheld row for each of the finest groups.
    """
    standard = _about(
        release,
        "scores",
        [item],
        round=chosen_round,
        scoring="standard",
        stakeholder_type=stakeholder_type,
    )
    rows = _in_order(release, standard.loc[standard["split"] != ALL], [item])
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
    counts = _about(
        release,
        "answer_counts",
        indicators,
        round=chosen_round,
        respondent_class=respondent_class,
        target=target,
        split=ALL,
        pilot=pilots or None,
        stakeholder_type=stakeholder_types or None,
    )
    rows = _in_order(release, by_answer(release, counts, "item"), indicators)
    one_question = rows.groupby(["pilot", "stakeholder_type", "item"], sort=False)
    rows["of"] = one_question["count"].transform("sum", min_count=1)  # withheld: missing, not 0
    return rows


def by_answer(release: Release, rows: pd.DataFrame, question: str) -> pd.DataFrame:
    """Return rows in the order in which the answers to their questions are read out; `other` is last."""
    framework = release.framework
    places = {
        (indicator.code, code): place
        for indicator in framework.indicators.values()
        for place, code in enumerate(framework.scales[indicator.scale].codes)
    }
    keys = zip(rows[question], rows["answer"], strict=True)
    order = pd.Series([places.get(key, len(places)) for key in keys], index=rows.index)
    return rows.loc[order.sort_values(kind="stable").index]


def _in_order(
    release: Release, rows: pd.DataFrame, items: Sequence[str], **first: Sequence[str]
) -> pd.DataFrame:
    """Return rows in the fixed order of pilots, stakeholder types and items; `first`: in the order of other codes."""
    kinds = release.framework.stakeholder_types
    return in_order(rows, **first, pilot=release.pilots, stakeholder_type=[*kinds], item=items)


def in_order(rows: pd.DataFrame, **codes: Sequence[str]) -> pd.DataFrame:
    """Return rows in the order of the codes of each column, the first column first."""
    columns = {name: pd.Categorical(rows[name]) for name in codes}
    places = [_place(columns[name], own) for name, own in codes.items()]
    order = np.lexsort(places[::-1])
    found = rows.take(order)
    found.index = pd.RangeIndex(len(found))
    for name, column in columns.items():
        found[name] = column.categories.array.take(column.codes[order], allow_fill=True)
    return found


def _place(column: pd.Categorical, codes: Sequence[str]) -> NDArray[np.intp]:
    """Return the place of each row's code among the codes; one that is not among them stands last."""
    of_codes = {code: place for place, code in enumerate(codes) if code in column.categories}
    places = np.full(len(column.categories) + 1, len(codes))  # the last: of no category
    places[_numbers(column, [*of_codes])] = [*of_codes.values()]
    return np.take(places, column.codes)


def _numbers(column: pd.Categorical, codes: Sequence[str]) -> list[int]:
    """Return the numbers of these codes among the categories; one by one is faster than a search of a few."""
    known = column.categories
    return [cast("int", known.get_loc(code)) for code in codes if code in known]


@kept_while_open
def pair_rows(
    release: Release,
    items: Sequence[str],
    *,
    chosen_round: str,
    pilot: str | Sequence[str],
    inside: str = "",
) -> pd.DataFrame:
    """Return one row per pair of sides, item and scoring of one pilot, or several, and round.

    Columns as in tables.PAIRS, and `a_dont_know`, `b_dont_know`: the share of a side's answers, as its score has it.
    `inside`: the stakeholder type of both sides.
    """
    kind = inside or None
    both = {"a_stakeholder_type": kind, "b_stakeholder_type": kind}
    about = _about(release, "pairs", items, round=chosen_round, pilot=pilot, **both)
    rows = about.reset_index(drop=True)
    for side in "ab":
        own = [*_WHERE[:3], *(f"{side}_{name}" for name in ("class", *_WHERE[4:]))]
        rows[f"{side}_dont_know"] = _dont_know(release).of(rows[own])
    return rows


@dataclass(frozen=True)
class _Shares:
    """The share of don't-know of each number, by the places of its codes in `codes`, as one number a row."""

    codes: tuple[pd.Index[Any], ...]
    keys: NDArray[np.int64]
    shares: NDArray[np.float64]

    def of(self, rows: pd.DataFrame) -> NDArray[np.float64]:
        """Return the share of the number that each row names, in the columns of _WHERE; missing where there is none."""
        if not len(self.keys):
            return np.full(len(rows), nan)
        keys = _keys(rows, self.codes)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.shares[places], nan)


@kept_while_open
def _dont_know(release: Release) -> _Shares:
    """Return the share of don't-know of each number; a number that is not released has none."""
    rows = picked(release.frame("scores"), scoring="standard", split=ALL)
    codes = tuple(pd.Categorical(rows[name]).categories for name in _WHERE)
    keys = _keys(rows[[*_WHERE]], codes)
    order = np.argsort(keys)
    return _Shares(codes, keys[order], rows["dont_know"].to_numpy(dtype=float)[order])


def _keys(rows: pd.DataFrame, codes: tuple[pd.Index[Any], ...]) -> NDArray[np.int64]:
    """Return for each row one number that stands for its codes; -1 is the place of a code that is not there."""
    keys = np.zeros(len(rows), dtype=np.int64)
    for name, known in zip(rows.columns, codes, strict=True):
        own = pd.Categorical(rows[name])
        places = known.get_indexer(own.categories)[own.codes] + 1
        keys = keys * (len(known) + 1) + places
    return keys
