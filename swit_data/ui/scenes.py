"""What each page shows of a release under a Selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from swit_data import findings
from swit_data.findings import Scene, SplitScene
from swit_data.framework import Framework, Indicator
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import count_rows, records, score_rows, split_rows
from swit_data.released.tables import ALL
from swit_data.selection import Selection


def of_types(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> Scene:
    """Return Overview's scene: every external stakeholder type on one dimension."""
    suffix = "_equal" if chosen.weights == "equal" else ""
    return Scene(
        release,
        chosen.dimension + suffix,
        chosen.round,
        pilots,
        tuple(kind.code for kind in release.framework.external_types),
        f"level={chosen.level}" if chosen.level else ALL,
    )


def of_split(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> SplitScene:
    """Return the scene of the dimension's split, about the stakeholder type chosen or the first external one."""
    code = next(iter(chosen.stakeholder_types), release.framework.external_types[0].code)
    rows = split_rows(release, chosen.dimension, chosen_round=chosen.round, stakeholder_type=code)
    return SplitScene(rows, chosen.dimension, code, pilots)


def widths(pilots: tuple[str, ...]) -> list[int]:
    """Return how Overview shares its width between the matrix and what stands out."""
    return [11, 7] if len(pilots) <= 4 else [5, 2]  # noqa: PLR2004 - four names fit in the smaller share


def stands_out(scene: Scene, labels: Labels) -> list[str]:
    """Return what stands out, or that nothing does."""
    stated = [found.text for found in findings.stands_out(scene, labels)]
    return stated or [labels.wording.text("stands_out.none")]


def how_to_read(labels: Labels, chosen_round: str) -> str:
    """Return the one line that says how to read a score."""
    text = labels.wording.text
    framework = labels.framework
    named = text("round.named", round=chosen_round)
    return text("overview.how", round=named, low=framework.low, high=framework.high)


@dataclass(frozen=True)
class OneType:
    """Compare's scene: one stakeholder type, its parts and questions, every pilot of the release."""

    release: Release
    chosen: Selection
    stakeholder_type: str
    target: str
    parts: tuple[str, ...]
    questions: tuple[str, ...]

    def rows(self, items: tuple[str, ...]) -> pd.DataFrame:
        """Return one released score per pilot and item."""
        return score_rows(
            self.release,
            items,
            chosen_round=self.chosen.round,
            respondent_class=self.chosen.respondent_class,
            stakeholder_types=(self.stakeholder_type,),
            target=self.target,
        )

    def counts(self) -> pd.DataFrame:
        """Return one released count per pilot, question and answer."""
        return count_rows(
            self.release,
            self.questions,
            chosen_round=self.chosen.round,
            respondent_class=self.chosen.respondent_class,
            stakeholder_types=(self.stakeholder_type,),
            target=self.target,
        )


def of_one_type(release: Release, chosen: Selection) -> OneType:
    """Return the scene of the stakeholder type chosen, or of the first external one."""
    framework = release.framework
    code = next(iter(chosen.stakeholder_types), framework.external_types[0].code)
    kind = framework.stakeholder_types[code]
    target = f"level={chosen.level}" if chosen.level in kind.levels else ALL
    if chosen.target in {target.code for target in kind.targets}:
        target = chosen.target
    asked = [
        indicator
        for indicator in framework.indicators.values()
        if code in indicator.stakeholder_types
        and indicator.kind == "opinion"
        and framework.dimension_of(indicator.code) == chosen.dimension
    ]
    with_rows = set(_items_of(release, chosen.round, code))
    parts = [p for p in framework.parts if p in {indicator.part for indicator in asked}]
    return OneType(
        release,
        chosen,
        code,
        target,
        tuple(part for part in parts if part in with_rows),
        tuple(indicator.code for indicator in asked if indicator.code in with_rows),
    )


def _items_of(release: Release, chosen_round: str, code: str) -> list[str]:
    frame = release.frame("scores")
    keep = (frame["round"] == chosen_round) & (frame["stakeholder_type"] == code)
    return list(frame.loc[keep, "item"].unique())


@dataclass(frozen=True)
class OwnPanel:
    """The community's own panel: the released count of yes by pilot and question."""

    indicators: tuple[str, ...]
    counts: Mapping[tuple[str, str], Mapping[str, Any]]
    pilots: tuple[str, ...]


def own_panel(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> OwnPanel:
    """Return the core questions that the community is asked about itself."""
    framework = release.framework
    own = [kind.code for kind in framework.stakeholder_types.values() if not kind.external]
    asked = [
        indicator
        for indicator in framework.in_set("core")
        if indicator.kind != "fact" and set(indicator.stakeholder_types) & set(own)
    ]
    codes = tuple(indicator.code for indicator in asked)
    best = {indicator.code: _best_answer(framework, indicator) for indicator in asked}
    rows = count_rows(
        release, codes, chosen_round=chosen.round, pilots=pilots, stakeholder_types=own
    )
    counts = {
        (row["pilot"], row["item"]): row
        for row in records(rows)
        if row["answer"] == best[row["item"]]
    }
    there = tuple(code for code in codes if any((pilot, code) in counts for pilot in pilots))
    return OwnPanel(there, counts, pilots)


def _best_answer(framework: Framework, indicator: Indicator) -> str:
    answers = framework.scales[indicator.scale].answers
    return max(answers, key=lambda a: -1.0 if a.score is None else a.score).code


def spoken_panel(panel: OwnPanel, labels: Labels) -> str:
    """Return the panel in words."""
    said = []
    for indicator in panel.indicators:
        for pilot in panel.pilots:
            row = panel.counts.get((pilot, indicator))
            if row is None:
                value = labels.reason("no_round")
            elif row["withheld"]:
                value = labels.reason(row["withheld"])
            else:
                number = labels.wording.number
                value = labels.wording.text("k_of_n", k=number(row["count"]), n=number(row["of"]))
            said.append(f"{labels.item(indicator)} {labels.pilot(pilot)}: {value}")
    return "; ".join(said) + "."
