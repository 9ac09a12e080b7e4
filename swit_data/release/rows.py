"""A release opened for reading, and a Selection applied to it: rows are picked, never computed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from swit_data.dataset import Dataset
from swit_data.errors import ReleaseError
from swit_data.framework import Framework
from swit_data.release.folder import fingerprint
from swit_data.release.gathering import gather
from swit_data.release.joining import kept_apart
from swit_data.release.memory import kept_while_open
from swit_data.release.reading import PilotRelease, read
from swit_data.release.tables import ALL, TABLES


@dataclass(frozen=True)
class Release:
    """The releases of one or more pilots side by side, in their fixed order; equal if their numbers are."""

    fingerprint: str
    pilots: tuple[str, ...]
    frameworks: Mapping[str, Framework] = field(compare=False, repr=False)
    provenances: Mapping[str, str] = field(compare=False, repr=False)
    tables: Mapping[str, pa.Table] = field(compare=False, repr=False)
    fingerprints: Mapping[str, str] = field(
        compare=False, repr=False
    )  # of each pilot's own release
    # Every pilot of the whole release, where one of them is shown alone.
    beside: tuple[str, ...] = ()

    def alone(self, pilot: str) -> Release:
        """Return what a pilot's own release would show: its rows and frameworks, and nothing of the others."""
        if pilot not in self._each:
            self._each[pilot] = self._of(pilot)
        return self._each[pilot]

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """Return what was worked out from this release (memory.py)."""
        return {}

    @cached_property
    def _each(self) -> dict[str, Release]:
        return {}

    def _of(self, pilot: str) -> Release:
        tables = {
            name: table.filter(pc.field("pilot") == pilot) for name, table in self.tables.items()
        }
        used = set(tables["pilot"]["framework"].to_pylist())
        own = {key: measured for key, measured in self.frameworks.items() if key in used}
        fingerprints = {pilot: self.fingerprints[pilot]}
        return Release(
            _together(fingerprints),
            (pilot,),
            own or self.frameworks,
            {pilot: self.provenances[pilot]},
            tables,
            fingerprints,
            self.pilots,
        )

    def place(self, pilot: str) -> int:
        """Return a pilot's place in the fixed order, which its colour and mark follow; alone it keeps them."""
        return (self.beside or self.pilots).index(pilot)

    @cached_property
    def framework(self) -> Framework:
        """Return the framework that gives the order of things: the newest version."""
        return max(self.frameworks.values(), key=_version)

    @cached_property
    def versions(self) -> tuple[Framework, ...]:
        """Return the frameworks of all rounds, the newest version last."""
        return tuple(sorted(self.frameworks.values(), key=_version))

    def framework_of(self, pilot: str, chosen_round: str) -> Framework:
        """Return the framework that a round of a pilot was held with; it may be older than the newest."""
        return self._held.get((pilot, chosen_round), self.framework)

    @cached_property
    def _held(self) -> dict[tuple[str, str], Framework]:
        rows = self.tables["pilot"].select(["pilot", "round", "framework"]).to_pylist()
        return {
            (row["pilot"], row["round"]): self.frameworks[row["framework"]]
            for row in rows
            if row["framework"] in self.frameworks
        }

    @cached_property
    def illustrative(self) -> bool:
        """Say whether any number here is invented."""
        return "illustrative" in self.provenances.values()

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table of tables.py; text columns are categories. Not to be changed."""
        return self._frames[name]

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {name: _frame(table) for name, table in self.tables.items()}

    @cached_property
    def rounds(self) -> tuple[str, ...]:
        """Return the rounds of all pilots, in order."""
        return tuple(sorted(set(self.frame("pilot")["round"].astype(str))))

    def pilots_of(self, chosen: str) -> tuple[str, ...]:
        """Return the pilots that have a round, in their fixed order."""
        frame = self.frame("pilot")
        there = set(frame.loc[frame["round"] == chosen, "pilot"])
        return tuple(pilot for pilot in self.pilots if pilot in there)


def _version(framework: Framework) -> list[tuple[int, str]]:
    """Return a version so that 1.10 is newer than 1.9, also where a number has more digits than Python counts."""
    parts = re.split(r"0*(\d+)", framework.version)
    return [(len(part) if part.isdecimal() else 0, part) for part in parts]


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas()
    for name in frame.columns:
        if frame[name].dtype == "str" or frame[name].dtype == object:
            frame[name] = frame[name].astype("category")
    return frame


def of_tables(dataset: Dataset, tables: Mapping[str, pa.Table]) -> Release:
    """Return the release that was just made from a dataset, without a folder (illustrative data)."""
    provenances = {row.pilot: dataset.provenance for row in dataset.rounds}
    pilots = _ordered(set(provenances), dataset.frameworks)
    marks = {pilot: fingerprint(pilot, dataset, tables) for pilot in pilots}
    return Release(_together(marks), pilots, dataset.frameworks, provenances, tables, marks)


def _together(fingerprints: Mapping[str, str]) -> str:
    """Return the fingerprint of releases side by side: the same however they came together."""
    return hashlib.sha256("".join(sorted(fingerprints.values())).encode()).hexdigest()[:16]


def open_release(
    folder: Path, opened: Callable[[Path], PilotRelease] = read
) -> tuple[Release, tuple[str, ...]]:
    """Return the pilots' releases under a folder, and a sentence for each pilot that cannot be shown.

    `opened` reads one of them.

    Raises:
        ReleaseError: no pilot can be shown, or they belong to different surveys.
    """
    found = gather(folder, opened)
    problems = [str(problem) for problem in found.problems]
    parts = [part for _, part in found.releases]
    apart = [part for part in parts if kept_apart(part, parts)]
    problems += [
        f"{part.pilot}: its owner shows it in its own meeting only, not beside other pilots."
        for part in apart
    ]
    parts = [part for part in parts if not kept_apart(part, parts)]
    if not parts:
        raise ReleaseError(" ".join(problems))
    return _joined(parts), tuple(problems)


def _joined(parts: Sequence[PilotRelease]) -> Release:
    frameworks = {key: value for part in parts for key, value in part.frameworks.items()}
    surveys = sorted({framework.code for framework in frameworks.values()})
    if len(surveys) > 1:
        raise ReleaseError(
            f"These pilots belong to different surveys ({', '.join(surveys)}); they cannot stand side by "
            "side. Open one of them."
        )
    tables = {name: pa.concat_tables([part.tables[name] for part in parts]) for name in TABLES}
    marks = {part.pilot: part.fingerprint for part in parts}
    provenances = {part.pilot: part.provenance for part in parts}
    pilots = _ordered(set(provenances), frameworks)
    return Release(_together(marks), pilots, frameworks, provenances, tables, marks)


def _ordered(pilots: set[str], frameworks: Mapping[str, Framework]) -> tuple[str, ...]:
    """Return pilots in the order of the newest framework's form, then by code; they are never ranked."""
    newest = max(frameworks.values(), key=_version)
    order = [pilot.code for pilot in newest.form.pilots]
    return tuple(sorted(pilots, key=lambda p: (order.index(p) if p in order else len(order), p)))


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain dictionaries by column."""
    names = [str(name) for name in rows.columns]
    return [dict(zip(names, row, strict=True)) for row in rows.to_numpy(dtype=object).tolist()]


@kept_while_open
def score_rows(
    release: Release,
    items: Sequence[str],
    *,
    chosen_round: str,
    pilots: Sequence[str] = (),
    respondent_class: str = "community",
    stakeholder_types: Sequence[str] = (),
    target: str = ALL,
    scoring: str = "standard",
) -> pd.DataFrame:
    """Return one row per pilot, stakeholder type and item, in the fixed order of each.

    Columns as in tables.SCORES. No pilots or no types named: all of them.
    """
    frame = release.frame("scores")
    keep = (
        (frame["round"] == chosen_round)
        & (frame["respondent_class"] == respondent_class)
        & (frame["target"] == target)
        & (frame["scoring"] == scoring)
        & (frame["split"] == ALL)
    )
    return _picked(release, frame, keep, items, pilots, stakeholder_types)


@kept_while_open
def split_rows(
    release: Release, item: str, *, chosen_round: str, stakeholder_type: str
) -> pd.DataFrame:
    """Return one row per pilot and group of the item's split; the finest groups first, merged ones after them.

    Columns as in tables.SCORES; a pilot whose split is refused has a withheld row for each of the finest groups.
    """
    frame = release.frame("scores")
    keep = (
        (frame["round"] == chosen_round)
        & (frame["scoring"] == "standard")
        & (frame["split"] != ALL)
    )
    rows = _picked(release, frame, keep, [item], (), (stakeholder_type,))
    rows["split"] = rows["split"].astype("str")
    finest = [
        f"{code}={category}"
        for code, characteristic in release.framework.characteristics.items()
        for category in characteristic.categories
    ]
    order = {split: n for n, split in enumerate([*finest, *sorted({*rows["split"]} - {*finest})])}
    places = rows["split"].map(order)
    return rows.assign(place=places).sort_values("place", kind="stable").drop(columns="place")


@kept_while_open
def count_rows(
    release: Release,
    indicators: Sequence[str],
    *,
    chosen_round: str,
    pilots: Sequence[str] = (),
    respondent_class: str = "community",
    stakeholder_types: Sequence[str] = (),
    target: str = ALL,
) -> pd.DataFrame:
    """Return one row per pilot, stakeholder type, indicator and answer, in the fixed order of each.

    Columns as in tables.ANSWER_COUNTS, and `of`: everybody who answered (the sum of the released counts).
    """
    frame = release.frame("answer_counts")
    keep = (
        (frame["round"] == chosen_round)
        & (frame["respondent_class"] == respondent_class)
        & (frame["target"] == target)
        & (frame["split"] == ALL)
    )
    rows = _picked(release, frame, keep, indicators, pilots, stakeholder_types)
    one_question = rows.groupby(["pilot", "stakeholder_type", "item"], sort=False)
    rows["of"] = one_question["count"].transform("sum", min_count=1)  # withheld: missing, not 0
    order = pd.DataFrame(
        {"question": one_question.ngroup(), "answer": _answer_places(release, rows)}
    )
    return rows.loc[order.sort_values(["question", "answer"], kind="stable").index].reset_index(
        drop=True
    )


def _answer_places(release: Release, rows: pd.DataFrame) -> list[int]:
    """Return each row's place among the answers of its question, as they are read out; `other` is last."""
    framework = release.framework
    places = {
        (indicator.code, code): place
        for indicator in framework.indicators.values()
        for place, code in enumerate(framework.scales[indicator.scale].codes)
    }
    keys = zip(rows["item"], rows["answer"], strict=True)
    return [places.get(key, len(places)) for key in keys]


def _picked(  # noqa: PLR0917 - one call a table
    release: Release,
    frame: pd.DataFrame,
    keep: pd.Series[bool],
    items: Sequence[str],
    pilots: Sequence[str],
    stakeholder_types: Sequence[str],
) -> pd.DataFrame:
    """Return the rows kept, in the fixed order of pilots, stakeholder types and items."""
    wanted = {"item": items, "pilot": pilots, "stakeholder_type": stakeholder_types}
    for name, values in wanted.items():
        if values or name == "item":
            keep = keep & frame[name].isin(list(values))
    orders = {
        "pilot": {code: n for n, code in enumerate(release.pilots)},
        "stakeholder_type": {c: n for n, c in enumerate(release.framework.stakeholder_types)},
        "item": {code: n for n, code in enumerate(items)},
    }
    rows = frame.loc[keep].astype(dict.fromkeys(orders, "str"))
    return rows.sort_values(
        list(orders), key=lambda column: column.map(orders[str(column.name)]), kind="stable"
    ).reset_index(drop=True)


@kept_while_open
def pair_rows(
    release: Release, items: Sequence[str], *, chosen_round: str, pilot: str
) -> pd.DataFrame:
    """Return one row per pair of sides, item and scoring of one pilot and round; columns as in tables.PAIRS."""
    frame = release.frame("pairs")
    keep = (
        (frame["pilot"] == pilot)
        & (frame["round"] == chosen_round)
        & frame["item"].isin(list(items))
    )
    return frame.loc[keep].reset_index(drop=True)
