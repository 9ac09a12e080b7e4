"""The released pairs that a page shows side by side, and whether each is clear at that page's level."""

from collections.abc import Sequence

import pandas as pd

from swit_data.released.differences import clear_pair
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import by_scoring, in_order, pair_rows, picked
from swit_data.released.tables import ALL

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
    return picked(rows, b_class="institution", a_target=target).reset_index(drop=True)


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
    return picked(rows, b_class="community").reset_index(drop=True)


def compared(*tables: pd.DataFrame) -> int:
    """Return how many published pairs stand in these tables: the N of a page's Bonferroni level."""
    published = [(t["withheld"] == "") & (t["scoring"] == "standard") for t in tables]
    return max(1, sum(int(each.sum()) for each in published))


def decided(rows: pd.DataFrame, pairs: int) -> pd.DataFrame:
    """Return one row per pair: that of the standard scoring, `clear` decided on a page with so many pairs."""
    found = [
        {**each["standard"], "clear": bool(clear_pair(each, pairs))}
        for each in by_scoring(rows, *_KEY).values()
        if "standard" in each
    ]
    return pd.DataFrame(found, columns=rows.columns)


@kept_while_open
def _of_type(
    release: Release,
    items: Sequence[str],
    chosen_round: str,
    stakeholder_type: str,
    pilots: Sequence[str],
) -> pd.DataFrame:
    """Return the rows of pairs inside one stakeholder type, in the fixed order."""
    shown = [pilot for pilot in release.pilots if not pilots or pilot in pilots]
    rows = pair_rows(
        release, items, chosen_round=chosen_round, pilot=shown, inside=stakeholder_type
    )
    return in_order(rows, pilot=shown, item=items)
