"""Where most do not know: no number, and a result all the same."""

from collections.abc import Sequence

import pandas as pd

from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.released.spoken_names import on, where

MOST = "most_do_not_know"


def unknown_lines(rows: pd.DataFrame, pilots: Sequence[str], labels: Labels) -> tuple[str, ...]:
    """Return a sentence for each part and question of which most do not know, with the share in each pilot.

    `rows`: released scores of one stakeholder type and target, of one scoring.
    """
    there = rows.loc[(rows["withheld"] == MOST) & rows["pilot"].isin(list(pilots))]
    unknown = set(there["item"])
    items = [str(item) for item in dict.fromkeys(rows["item"]) if item in unknown]
    pilots_of = {item: _pilots(there.loc[there["item"] == item], labels) for item in items}
    return tuple(
        labels.wording.opening(
            labels.wording.text("unknowns.line", item=on(item, labels), pilots=said)
        )
        for item, said in pilots_of.items()
    )


def _pilots(rows: pd.DataFrame, labels: Labels) -> str:
    """Return the pilots with the share of the answers that are "don't know", where the release gives it."""
    said = []
    for row in records(rows):
        there = where(row["pilot"], labels)
        if pd.isna(row["dont_know"]):
            said.append(there)
            continue
        share = labels.wording.percent(row["dont_know"])
        said.append(labels.wording.text("unknowns.pilot", pilots=there, share=share))
    return labels.wording.listing(said)
