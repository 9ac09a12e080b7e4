"""What a page shows, and the statements it makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from swit_data.released.contributions import Number
from swit_data.released.release import Release
from swit_data.released.rows import pair_rows, score_rows
from swit_data.released.tables import ALL


@dataclass(frozen=True)
class Finding:
    """One statement; `kind` and `about` say what it rests on, for tests; `beside`: how sure it is, small.

    `numbers`: those in it, as a link opens them.
    """

    kind: str
    text: str
    about: Mapping[str, Any] = field(default_factory=dict)
    beside: str = ""
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What a page shows: the pilots and types compared on one item in one round."""

    release: Release
    item: str
    chosen_round: str
    pilots: tuple[str, ...]
    stakeholder_types: tuple[str, ...]
    target: str = ALL

    def pairs(self, pilot: str) -> pd.DataFrame:
        """Return the published pair rows of a pilot that this page compares."""
        return self._pairs[pilot]

    @cached_property
    def _pairs(self) -> dict[str, pd.DataFrame]:
        return {pilot: self._pairs_of(pilot) for pilot in self.pilots}

    def _pairs_of(self, pilot: str) -> pd.DataFrame:
        rows = pair_rows(self.release, [self.item], chosen_round=self.chosen_round, pilot=pilot)
        if self.target != ALL:  # pairs of types are released over all their targets only
            return rows.iloc[:0]
        shown = rows["a_stakeholder_type"].isin(self.stakeholder_types) & rows[
            "b_stakeholder_type"
        ].isin(self.stakeholder_types)
        return rows.loc[shown & (rows["withheld"] == "")]

    def comparisons(self) -> int:
        """Return how many pairs the page compares: the N of its Bonferroni level."""
        return max(1, sum(int((self.pairs(p)["scoring"] == "standard").sum()) for p in self.pilots))

    def scores(self, scoring: str = "standard") -> pd.DataFrame:
        """Return one row per pilot and type: the community's view over all targets."""
        return score_rows(
            self.release,
            [self.item],
            chosen_round=self.chosen_round,
            pilots=self.pilots,
            stakeholder_types=self.stakeholder_types,
            target=self.target,
            scoring=scoring,
        )
