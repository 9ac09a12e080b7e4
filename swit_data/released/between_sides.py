"""The released pairs that a page shows side by side, and whether each is clear at that page's level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.released.differences import bonferroni, clear_under
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import records
from swit_data.released.tables import ALL

_SIDES = [f"{side}_{name}" for side in "ab" for name in ("class", "stakeholder_type", "target")]
_KEY = ["pilot", "item", "a_target", "b_target"]


@kept_while_open
def gap_rows(
    release: Release,
    items: Sequence[str],
    *,
    chosen_round: str,
    stakeholder_type: str,
    target: str = ALL,
    pilots: Sequence[str] = (),
) -> pd.DataFrame:
    """Return one row per pilot, item and scoring: the community's view (a) beside the institution's own (b).

    Columns as in tables.PAIRS, in the fixed order of pilots and items.
    """
    rows = _of_type(release, items, chosen_round, stakeholder_type, pilots)
    keep = (rows["b_class"] == "institution") & (rows["a_target"] == target)
    return rows.loc[keep].reset_index(drop=True)


@kept_while_open
def target_rows(
    release: Release,
    items: Sequence[str],
    *,
    chosen_round: str,
    stakeholder_type: str,
    pilots: Sequence[str] = (),
) -> pd.DataFrame:
    """Return one row per pilot, item, scoring and two institutions of one type, as the community sees both.

    Columns as in tables.PAIRS, in the fixed order of pilots and items.
    """
    rows = _of_type(release, items, chosen_round, stakeholder_type, pilots)
    return rows.loc[rows["b_class"] == "community"].reset_index(drop=True)


def compared(*tables: pd.DataFrame) -> int:
    """Return how many published pairs stand in these tables: the N of a page's Bonferroni level."""
    published = [(t["withheld"] == "") & (t["scoring"] == "standard") for t in tables]
    return max(1, sum(int(each.sum()) for each in published))


def decided(rows: pd.DataFrame, pairs: int) -> pd.DataFrame:
    """Return one row per pair: that of the standard scoring, `clear` decided on a page with so many pairs."""
    by_pair: dict[tuple[Any, ...], dict[str, Mapping[str, Any]]] = {}
    for row in records(rows):
        by_pair.setdefault(tuple(row[name] for name in _KEY), {})[row["scoring"]] = row
    level = bonferroni(pairs)
    found = [
        {
            **scorings["standard"],
            "clear": not scorings["standard"]["withheld"] and clear_under(scorings, level),
        }
        for scorings in by_pair.values()
        if "standard" in scorings
    ]
    return pd.DataFrame(found, columns=rows.columns)


def _of_type(
    release: Release,
    items: Sequence[str],
    chosen_round: str,
    stakeholder_type: str,
    pilots: Sequence[str],
) -> pd.DataFrame:
    """Return the rows of pairs inside one stakeholder type, in the fixed order."""
    frame = release.frame("pairs")
    places = {code: place for place, code in enumerate(items)}
    shown = [pilot for pilot in release.pilots if not pilots or pilot in pilots]
    keep = (
        (frame["round"] == chosen_round)
        & frame["item"].isin(list(places))
        & frame["pilot"].isin(shown)
        & (frame["a_stakeholder_type"] == stakeholder_type)
        & (frame["b_stakeholder_type"] == stakeholder_type)
    )
    rows = frame.loc[keep].astype(dict.fromkeys(["pilot", "item", "withheld", *_SIDES], "str"))
    order = {"pilot": {code: n for n, code in enumerate(shown)}, "item": places}
    return rows.sort_values(
        list(order), key=lambda column: column.map(order[str(column.name)]), kind="stable"
    )
