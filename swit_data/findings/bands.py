"""Which released numbers clearly lie under the low limit, or at the high one and more, and which only around it."""

from collections.abc import Mapping

import pandas as pd

from swit_data import style
from swit_data.framework import Framework
from swit_data.released.differences import clear_band
from swit_data.released.rows import by_scoring, records, with_interval
from swit_data.released.thresholds import MANY_DO_NOT_KNOW

Place = tuple[str, str, str]  # pilot, stakeholder type, item
Bands = Mapping[Place, str]  # low or high


def clear_bands(rows: pd.DataFrame, framework: Framework) -> Bands:
    """Return where a number is clearly `low` or `high`; what is neither is not there.

    `rows`: one row per pilot, stakeholder type, item and scoring. Decided at the level of all numbers shown: the whole
    interval lies in the band. A number alone, without its interval, is in no band.
    """
    by_place = by_scoring(rows, "pilot", "stakeholder_type", "item")
    published = max(1, sum(not each["standard"]["withheld"] for each in by_place.values()))
    found = {
        (pilot, kind, item): clear_band(each, framework.low, framework.high, published)
        for (pilot, kind, item), each in by_place.items()
    }
    return {place: band for place, band in found.items() if band}


def bands_around(rows: pd.DataFrame, framework: Framework) -> Bands:
    """Return where a number alone is `low` or `high`: its interval may reach over the limit, so it is said as "around".

    `rows`: one row per pilot, stakeholder type and item. Numbers without an interval are left out where others have
    one; where many do not know there is no band.
    """
    found: dict[Place, str] = {}
    for row in records(with_interval(rows)):
        band = style.band(row["score"], framework.low, framework.high)
        if band != "middle" and row["dont_know"] <= MANY_DO_NOT_KNOW:
            found[row["pilot"], row["stakeholder_type"], row["item"]] = band
    return found


def limit_of(band: str, framework: Framework) -> int:
    """Return the limit of a band."""
    return framework.low if band == "low" else framework.high
