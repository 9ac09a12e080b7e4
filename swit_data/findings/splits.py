"""A dimension split by its one characteristic, in words."""

from dataclasses import dataclass

import pandas as pd

from swit_data.findings.counted import in_pilots
from swit_data.findings.spoken import spoken_by
from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.released.spoken_names import called, on


@dataclass(frozen=True)
class SplitScene:
    """What Breakdown shows: the released split of one dimension about one stakeholder type."""

    rows: pd.DataFrame
    dimension: str
    stakeholder_type: str
    pilots: tuple[str, ...]


def split_headline(scene: SplitScene, labels: Labels) -> str:
    """Return in how many pilots the split can be shown."""
    split = labels.framework.dimensions[scene.dimension].split
    if split is None or scene.rows.empty:
        return labels.wording.text("breakdown.none", item=labels.dimension(scene.dimension))
    there = scene.rows.loc[scene.rows["pilot"].isin(list(scene.pilots))]
    shown = set(there.loc[there["withheld"] == "", "pilot"])
    known = [pilot for pilot in scene.pilots if pilot in set(there["pilot"])]
    values = {
        "on": on(scene.dimension, labels),
        "characteristic": labels.characteristic(split.characteristic),
        "type": called(scene.stakeholder_type, labels),
    }
    if not shown:
        return labels.wording.text("breakdown.headline.none", **values)
    pilots = in_pilots(shown, known, scene.pilots, labels, "split")
    return labels.wording.text("breakdown.headline", **values, pilots=pilots)


def spoken_splits(rows: pd.DataFrame, labels: Labels) -> str:
    """Return every released group in words: pilot, group, number or why there is none."""
    return spoken_by(rows, labels, "pilot", "split")


def split_table(rows: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return released groups as people read them: one row per pilot and group."""
    text = labels.wording.text
    return pd.DataFrame(
        [
            {
                text("table.pilot"): labels.pilot(row["pilot"]),
                text("table.group"): labels.split(row["split"]),
                text("table.score"): None if row["withheld"] else row["score"],
                text("table.people"): None if row["withheld"] else int(row["respondents"]),
                text("table.withheld"): labels.reason(row["withheld"]),
            }
            for row in records(rows)
        ]
    )
