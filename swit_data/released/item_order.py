"""In which order the items of a view stand. Pilots keep theirs: they are never ranked."""

import pandas as pd

from swit_data.released.rows import with_interval


def by_spread(rows: pd.DataFrame) -> list[str]:
    """Return the items, the widest spread between pilots first, as the headline says it; without a number last.

    Where one pilot has numbers, its lowest and its highest stand first.
    """
    published = with_interval(rows)
    by_item = published.groupby("item", sort=False)["score"]
    spread = by_item.max().round() - by_item.min().round()
    if len(set(published["pilot"])) == 1:
        score = by_item.first().round()
        spread = score.isin([score.min(), score.max()]).astype(float)
    order = {item: n for n, item in enumerate(dict.fromkeys(rows["item"]))}
    return sorted(order, key=lambda item: (-float(spread.get(item, -1.0)), order[item]))


def by_value(rows: pd.DataFrame, reference: str = "") -> list[str]:
    """Return the items, the lowest number first: the reference's own, else the lowest of any pilot; none last."""
    published = rows.loc[rows["withheld"] == ""]
    if reference:
        published = published.loc[published["pilot"] == reference]
    lowest = published.groupby("item", sort=False)["score"].min()
    order = {item: n for n, item in enumerate(dict.fromkeys(rows["item"]))}
    return sorted(order, key=lambda item: (float(lowest.get(item, 101.0)), order[item]))


def in_order(rows: pd.DataFrame, order: str, reference: str = "") -> list[str]:
    """Return the items of score rows in the order chosen: `spread` or `value`."""
    return by_value(rows, reference) if order == "value" else by_spread(rows)
