"""The story told to one institution, drafted as slides: how we see you, how you see yourselves, what we ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from swit_data.findings.pilot import focus_of
from swit_data.meeting import STORY, Meeting, slide_of
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import records, score_rows, with_interval
from swit_data.released.tables import ALL
from swit_data.released.thresholds import MANY_DO_NOT_KNOW
from swit_data.selection import Selection
from swit_data.views import choices
from swit_data.views.slide import Asked

WEAKEST = 2  # criteria: a meeting remembers no more


@dataclass(frozen=True)
class Met:
    """Whom the story is told: one pilot's institution, or a stakeholder type as a whole (target: all)."""

    release: Release
    pilot: str
    stakeholder_type: str
    target: str
    chosen_round: str
    parts: tuple[str, ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return the dimensions, meaningful participation first: it is what the community asks for."""
        there = self.release.framework.dimensions
        return tuple(sorted(there, key=lambda code: code != "participation"))

    @cached_property
    def headlined(self) -> tuple[str, ...]:
        """Return what the story begins with: the dimensions and the focal point."""
        focus = focus_of(self.release.framework)
        return (*self.dimensions, *([focus] if focus else []))

    def row(self, item: str) -> dict[str, Any]:
        """Return the community's released row on an item, or that it was not asked."""
        return next(iter(self.rows((item,))), {"item": item, "withheld": self.absent})

    def rows(self, items: Sequence[str]) -> list[dict[str, Any]]:
        """Return the community's released rows on these items, in their order."""
        return records(self._scores(tuple(items)))

    @property
    def absent(self) -> str:
        """Return why there is no row at all: the pilot has not held the round, or nobody was asked."""
        return "not_asked" if self.pilot in self._held else "no_round"

    @cached_property
    def _held(self) -> tuple[str, ...]:
        return tuple(self.release.pilots_of(self.chosen_round))

    def _scores(self, items: tuple[str, ...]) -> pd.DataFrame:
        return score_rows(
            self.release,
            items,
            chosen_round=self.chosen_round,
            pilots=(self.pilot,),
            stakeholder_types=(self.stakeholder_type,),
            target=self.target,
        )

    @cached_property
    def criteria(self) -> tuple[dict[str, Any], ...]:
        """Return the criteria that a sentence may rest on, the lowest number first: many know them, with intervals."""
        found = records(with_interval(self._scores(self.parts or tuple(self._parts))))
        known = [row for row in found if row["dont_know"] <= MANY_DO_NOT_KNOW]
        return tuple(sorted(known, key=lambda row: row["score"]))

    @property
    def _parts(self) -> tuple[str, ...]:
        return tuple(self.release.framework.parts)

    def about(self, labels: Labels) -> str:
        """Return the name of the institution, or of the type."""
        if self.target == ALL:
            return labels.stakeholder_type(self.stakeholder_type)
        return labels.target(self.stakeholder_type, self.target)

    def asked(self, items: Sequence[str], withheld: Sequence[str] = ()) -> Asked:
        """Return what stands behind a slide."""
        reasons = tuple(dict.fromkeys(filter(None, withheld)))
        kinds = (self.stakeholder_type,)
        return Asked(tuple(items), kinds, (self.chosen_round,), (self.pilot,), reasons)


def of_story(release: Release, chosen: Selection) -> Met:
    """Return whom a slide is about."""
    kinds = chosen.stakeholder_types or tuple(k.code for k in release.framework.external_types)
    pilot = chosen.pilot or release.pilots[0]
    return Met(release, pilot, kinds[0], chosen.target or ALL, chosen.round, chosen.parts)


def draft(
    release: Release, pilot: str, stakeholder_type: str, target: str, language: str
) -> Meeting:
    """Return the six slides of the story told to an institution, or (no target) to a stakeholder type.

    It is about the latest round of the pilot in which something of the kind has a number; else its latest.
    """
    held = choices.held_rounds(release, pilot) or release.rounds[-1:]
    whole = [Met(release, pilot, stakeholder_type, target or ALL, each) for each in held]
    known = [met for met in whole if met.criteria] or whole
    met = known[-1]
    parts = tuple(row["item"] for row in met.criteria[:WEAKEST])
    chosen = Selection(
        pilot=pilot,
        stakeholder_types=(stakeholder_type,),
        target=target,
        round=met.chosen_round,
        language=language,
    )
    with_parts = {"weakest": replace(chosen, parts=parts)}
    slides = tuple(slide_of(kind, with_parts.get(kind, chosen)) for kind in STORY)
    return Meeting(slides, language, "", release.fingerprint)
