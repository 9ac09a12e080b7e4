"""A release opened for reading: the pilots' releases side by side, each table once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from swit_data.errors import ReleaseError
from swit_data.framework import Framework
from swit_data.released.gathering import gather, kept_apart
from swit_data.released.pilot_release import PilotRelease, read_release
from swit_data.released.place import Place
from swit_data.released.reading import Reading
from swit_data.released.signature import Signature
from swit_data.released.tables import TABLES
from swit_data.style import MOST_DRAWN

# Parts of a release kept open beside it: one pilot alone, or the six that are shown of many.
MOST_PARTS = 8


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
    # Every pilot of the whole release, where only some of them are shown.
    beside: tuple[str, ...] = ()
    # Not approved yet: shown where the community reads it, and never handed out.
    draft: bool = False
    # What the community said of each pilot's release, where that was written down.
    readings: Mapping[str, Reading] = field(default_factory=dict, compare=False, repr=False)
    # Who signed each pilot's release, where somebody did.
    signatures: Mapping[str, Signature] = field(default_factory=dict, compare=False, repr=False)

    def alone(self, pilot: str) -> Release:
        """Return what a pilot's own release would show: its rows and frameworks, and nothing of the others."""
        held = {key for (code, _), key in self._framework_keys.items() if code == pilot}
        own = {key: measured for key, measured in self.frameworks.items() if key in held}
        return self._part((pilot,), own or self.frameworks)

    def among(self, pilots: tuple[str, ...]) -> Release:
        """Return the rows of these pilots, read with the frameworks of all."""
        return self if pilots == self.pilots else self._part(pilots, self.frameworks)

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """Return what was worked out from this release (memory.py)."""
        return {}

    def let_go(self) -> None:
        """Forget what was worked out from a release that is not shown any more; whoever still reads it may ask again.

        What was worked out holds the release, and the release holds it: neither would go by itself.
        """
        for part in self._parts.values():
            part.let_go()
        self._parts.clear()
        self.kept.clear()

    @cached_property
    def _parts(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Release]:
        return {}

    def _part(self, pilots: tuple[str, ...], frameworks: Mapping[str, Framework]) -> Release:
        key = (pilots, tuple(frameworks))
        found = self._parts.get(key)
        if found is None:
            if (
                len(self._parts) >= MOST_PARTS
            ):  # another reader may be asking: what he has, he keeps
                self._parts.clear()
            fingerprints = {pilot: self.fingerprints[pilot] for pilot in pilots}
            mark = together(fingerprints)
            found = self._parts[key] = Release(
                draft_mark(mark) if self.draft else mark,
                pilots,
                frameworks,
                {pilot: self.provenances[pilot] for pilot in pilots},
                {name: self._table_of(name, pilots) for name in self.tables},
                fingerprints,
                self.beside or self.pilots,
                self.draft,
                {pilot: said for pilot, said in self.readings.items() if pilot in pilots},
                {pilot: by for pilot, by in self.signatures.items() if pilot in pilots},
            )
        return found

    def _table_of(self, name: str, pilots: Sequence[str]) -> pa.Table:
        known = [known for known in self._batches[name] if not known[1].isdisjoint(pilots)]
        rows = [_of_pilots(*each, pilots) for each in known]
        return pa.Table.from_batches(rows, self.tables[name].schema)

    @cached_property
    def _batches(self) -> dict[str, list[tuple[pa.RecordBatch, frozenset[str]]]]:
        return {name: _batches(table) for name, table in self.tables.items()}

    @property
    def stamp(self) -> str:
        """Return what stands for a release and who signed it: one that is signed anew is another to look at."""
        keys = (f"{pilot}{by.key}{by.number}" for pilot, by in sorted(self.signatures.items()))
        return f"{self.fingerprint} {' '.join(keys)}".strip()

    def place(self, pilot: str) -> int:
        """Return a pilot's place in the fixed order, which its colour and mark follow; alone it keeps them.

        Where there are more pilots than colours, the place among those shown, or two of them would look alike.
        """
        few = self.beside if len(self.beside) <= MOST_DRAWN else ()
        return (few or self.pilots).index(pilot)

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
        there = self._framework_keys.items()
        return {held: self.frameworks[key] for held, key in there if key in self.frameworks}

    @cached_property
    def _framework_keys(self) -> dict[tuple[str, str], str]:
        rows = self.tables["pilot"].select(["pilot", "round", "framework"]).to_pylist()
        return {(row["pilot"], row["round"]): row["framework"] for row in rows}

    @cached_property
    def illustrative(self) -> bool:
        """Say whether any number here is invented."""
        return "illustrative" in self.provenances.values()

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table of tables.py; text columns are categories. Not to be changed."""
        if name not in self._frames:
            self._frames[name] = _frame(self.tables[name])
        return self._frames[name]

    def places(self, table: str, item: str) -> NDArray[np.intp] | None:
        """Return where in a table the rows about an item stand; None: there are none."""
        if table not in self._places:
            self._places[table] = _places(self.frame(table)["item"].array)
        return self._places[table].get(item)

    @cached_property
    def _places(self) -> dict[str, dict[str, NDArray[np.intp]]]:
        return {}

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {}

    @cached_property
    def rounds(self) -> tuple[str, ...]:
        """Return the rounds of all pilots, in order."""
        return tuple(sorted(set(self.frame("pilot")["round"].astype(str))))

    def pilots_of(self, chosen: str) -> tuple[str, ...]:
        """Return the pilots that have a round, in their fixed order."""
        return self._pilots_of.get(chosen, ())

    @cached_property
    def _pilots_of(self) -> dict[str, tuple[str, ...]]:
        held = {(row["pilot"], row["round"]) for row in self.tables["pilot"].to_pylist()}
        return {
            chosen: tuple(pilot for pilot in self.pilots if (pilot, chosen) in held)
            for chosen in self.rounds
        }


def _batches(table: pa.Table) -> list[tuple[pa.RecordBatch, frozenset[str]]]:
    """Return the batches of a table, each with the pilots that it is about."""
    return [
        (batch, frozenset(batch.column("pilot").unique().to_pylist()))
        for batch in table.to_batches()
    ]


def _of_pilots(
    batch: pa.RecordBatch, there: frozenset[str], pilots: Sequence[str]
) -> pa.RecordBatch:
    """Return the rows of these pilots; a batch that is theirs, as one of a release of many is, is not copied."""
    if there <= {*pilots}:
        return batch
    return batch.filter(pc.is_in(batch.column("pilot"), pa.array(pilots)))


def _places(items: pd.Categorical) -> dict[str, NDArray[np.intp]]:
    """Return the places of each item: one sort, and no search for any of them afterwards."""
    order = np.argsort(items.codes, kind="stable")
    ends = np.searchsorted(items.codes[order], np.arange(len(items.categories)), side="right")
    starts = np.searchsorted(items.codes[order], np.arange(len(items.categories)))
    each = zip(items.categories, starts, ends, strict=True)
    return {str(item): order[start:end] for item, start, end in each}


def _version(framework: Framework) -> list[tuple[int, str]]:
    """Return a version so that 1.10 is newer than 1.9, also where a number has more digits than Python counts."""
    parts = re.split(r"0*(\d+)", framework.version)
    return [(len(part) if part.isdecimal() else 0, part) for part in parts]


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas()
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.CategoricalDtype):
            frame[name] = _in_order(frame[name].array)
        elif frame[name].dtype == "str" or frame[name].dtype == object:
            frame[name] = frame[name].astype("category")
    return frame


def _in_order(column: pd.Categorical) -> pd.Categorical:
    """Return a column with the categories that are in it, sorted; in one pass, and without a sort of its rows."""
    known, codes = column.categories, column.codes
    there = np.flatnonzero(np.bincount(codes + 1, minlength=len(known) + 1)[1:])
    order = np.array(sorted(there, key=known.tolist().__getitem__), dtype=np.intp)
    places = np.full(len(known) + 1, -1)  # the last: of no category
    places[order] = np.arange(len(order))
    return pd.Categorical.from_codes(places[codes], known[order])


def together(fingerprints: Mapping[str, str]) -> str:
    """Return the fingerprint of releases side by side: the same however they came together."""
    return hashlib.sha256("".join(sorted(fingerprints.values())).encode()).hexdigest()[:16]


def drafted(release: Release) -> Release:
    """Return a release as a draft: it carries another fingerprint than the release that it may become."""
    return replace(release, fingerprint=draft_mark(release.fingerprint), draft=True)


def draft_mark(fingerprint: str) -> str:
    """Return the fingerprint of a draft."""
    return f"draft{fingerprint[:11]}"


def open_release(
    folder: Place, opened: Callable[[Place], PilotRelease] = read_release
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
    tables = {
        name: pa.concat_tables([part.tables[name] for part in parts]).unify_dictionaries()
        for name in TABLES
    }
    marks = {part.pilot: part.fingerprint for part in parts}
    provenances = {part.pilot: part.provenance for part in parts}
    pilots = in_fixed_order(set(provenances), frameworks)
    readings = {part.pilot: part.reading for part in parts if part.reading.month}
    signatures = {part.pilot: part.signature for part in parts if part.signature}
    whole = Release(together(marks), pilots, frameworks, provenances, tables, marks)
    return replace(whole, readings=readings, signatures=signatures)


def in_fixed_order(pilots: set[str], frameworks: Mapping[str, Framework]) -> tuple[str, ...]:
    """Return pilots in the order of the newest framework's form, then by code; they are never ranked."""
    newest = max(frameworks.values(), key=_version)
    order = [pilot.code for pilot in newest.form.pilots]
    return tuple(sorted(pilots, key=lambda p: (order.index(p) if p in order else len(order), p)))
