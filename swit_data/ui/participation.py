"""What the Participation page shows of a release: criteria, their sub-items, facts, what institutions say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from swit_data.findings import Criteria
from swit_data.framework import Framework
from swit_data.released.differences import CLEAR_UNDER
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import score_rows
from swit_data.released.statements import statement_rows
from swit_data.selection import Choices, Selection

DIMENSION = "participation"
DIVERSITY = "P8"  # the criterion that names groups of sex workers (Kyiv report, 2017)


@dataclass(frozen=True)
class ParticipationScene:
    """Meaningful participation in one round: the criteria shown, their sub-items, about whom, in which pilots."""

    release: Release
    chosen_round: str
    criteria: tuple[str, ...]
    questions: tuple[str, ...]
    groups: tuple[str, ...]
    facts: tuple[str, ...]
    stakeholder_types: tuple[str, ...]
    pilots: tuple[str, ...]

    def scores(self, items: tuple[str, ...], scoring: str = "standard") -> pd.DataFrame:
        """Return one released score per pilot, stakeholder type and item; the community's view."""
        rows = score_rows(
            self.release,
            items,
            chosen_round=self.chosen_round,
            stakeholder_types=self.stakeholder_types,
            scoring=scoring,
        )
        order = {item: place for place, item in enumerate(items)}
        return rows.sort_values("item", key=lambda column: column.map(order), kind="stable")

    def patterns(self, items: tuple[str, ...], labels: Labels) -> Criteria:
        """Return where items clearly lie in a band: over the scorings that decide it."""
        rows = pd.concat([self.scores(items, scoring) for scoring in CLEAR_UNDER])
        return Criteria(rows, self.pilots, labels)

    def how_to_read(self, labels: Labels) -> str:
        """Return the one line that says how to read the strips."""
        text, framework = labels.wording.text, labels.framework
        named = text("round.named", round=self.chosen_round)
        return text("criteria.how", round=named, low=framework.low, high=framework.high)

    def found(self) -> pd.DataFrame:
        """Return one fact per question, pilot and institution, with its public source."""
        return self._stated("fact", self.facts)

    def said(self) -> pd.DataFrame:
        """Return what institutions say of themselves about the groups that they involve."""
        return self._stated("institution", self.groups)

    def about_facts(self, labels: Labels) -> str:
        """Return the line above the facts: where they come from, or that there are none."""
        return labels.wording.text("facts.none" if self.found().empty else "facts.how")

    def _stated(self, kind: str, indicators: tuple[str, ...]) -> pd.DataFrame:
        return statement_rows(
            self.release,
            kind,
            indicators,
            chosen_round=self.chosen_round,
            pilots=self.pilots,
            stakeholder_types=self.stakeholder_types,
        )

    def reasons(self, *tables: pd.DataFrame) -> list[str]:
        """Return why numbers are missing in these tables; a pilot without any row held no such round."""
        held = self.release.pilots_of(self.chosen_round)
        absent = ["no_round"] if any(pilot not in held for pilot in self.pilots) else []
        return [str(reason) for table in tables for reason in table["withheld"]] + absent

    def rounds_of_groups(self, labels: Labels) -> str:
        """Return the sentence in which pilots and rounds the groups were asked about one by one."""
        frame = self.release.frame("scores")
        keep = frame["item"].isin(list(self.groups)) & (frame["respondent_class"] == "community")
        there = set(zip(frame.loc[keep, "pilot"], frame.loc[keep, "round"], strict=True))
        named = [
            labels.wording.text("reached.round", pilot=labels.pilot(pilot), round=each)
            for pilot in self.release.pilots
            for each in self.release.rounds
            if (pilot, each) in there
        ]
        if not named:
            return labels.wording.text("reached.nowhere")
        return labels.wording.text("reached.where", rounds=labels.wording.listing(named))


def of_participation(
    release: Release, chosen: Selection, pilots: tuple[str, ...]
) -> ParticipationScene:
    """Return the scene of the criteria and stakeholder types chosen; none chosen means all of them."""
    framework = release.framework
    own = [code for code, part in framework.parts.items() if part.dimension == DIMENSION]
    criteria = [code for code in own if code in chosen.parts] or own
    external = tuple(kind.code for kind in framework.external_types)
    groups = _sub_items(framework)
    shown = [i for i in framework.indicators.values() if i.part in criteria]
    return ParticipationScene(
        release,
        chosen.round,
        tuple(criteria),
        tuple(i.code for i in shown if i.kind == "opinion" and i.code not in groups),
        groups if DIVERSITY in criteria else (),
        tuple(i.code for i in shown if i.kind == "fact"),
        tuple(code for code in external if code in chosen.stakeholder_types) or external,
        pilots,
    )


def _sub_items(framework: Framework) -> tuple[str, ...]:
    """Return the questions about one group each: those with a source of their own below the criterion's."""
    return tuple(
        indicator.code
        for indicator in framework.indicators.values()
        if indicator.part == DIVERSITY
        and indicator.kind == "opinion"
        and set(indicator.source) - {DIVERSITY}
    )


def narrowed(release: Release) -> Callable[[Selection, Choices], Choices]:
    """Return how the parts offered narrow to the criteria of meaningful participation."""

    def narrow(chosen: Selection, options: Choices) -> Choices:
        del chosen
        parts = release.framework.parts
        return replace(
            options, parts=tuple(p for p in options.parts if parts[p].dimension == DIMENSION)
        )

    return narrow
