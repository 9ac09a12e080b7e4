"""The criteria of meaningful participation over pilots and stakeholder types: patterns, never a mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import pandas as pd

from swit_data.findings.bands import Bands, bands_around, clear_bands, limit_of
from swit_data.findings.counted import in_most, in_pilots, most_of
from swit_data.findings.spoken import spoken_by
from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.released.spoken_names import all_called, called, of_pilots, on, ons, where

BANDS = ("low", "high")  # in the order in which they are said
WAYS = ("clear", "around")  # how a number lies in a band: by its whole interval, or by itself
Lying = tuple[str, str]  # a way and a band


@dataclass(frozen=True)
class Criteria:
    """Items of the pilots shown: where they clearly lie in a band, by interval.

    `rows`: one row per pilot, stakeholder type, item and scoring. Where many do not know there is no band; a pilot
    without a number counts as neither.
    """

    rows: pd.DataFrame
    pilots: tuple[str, ...]
    labels: Labels

    @cached_property
    def shown(self) -> pd.DataFrame:
        """Return one row per pilot, stakeholder type and item."""
        standard = self.rows["scoring"] == "standard"
        return self.rows.loc[standard & self.rows["pilot"].isin(list(self.pilots))]

    @property
    def published(self) -> pd.DataFrame:
        """Return those with a number."""
        return self.shown.loc[self.shown["withheld"] == ""]

    @cached_property
    def types(self) -> tuple[str, ...]:
        """Return the stakeholder types, in their order."""
        return tuple(dict.fromkeys(self.shown["stakeholder_type"]))

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Return the items, in their order."""
        return tuple(dict.fromkeys(self.shown["item"]))

    @cached_property
    def _found(self) -> Mapping[str, Bands]:
        framework = self.labels.framework
        there = self.rows["pilot"].isin(list(self.pilots))
        return {
            "clear": clear_bands(self.rows.loc[there], framework),
            "around": bands_around(self.shown, framework),
        }

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], set[str]] = {}
        for row in records(self.published):
            found.setdefault((row["stakeholder_type"], row["item"]), set()).add(row["pilot"])
        return {key: tuple(p for p in self.pilots if p in there) for key, there in found.items()}

    def known(self, code: str, item: str) -> tuple[str, ...]:
        """Return the pilots with a number on an item about a stakeholder type."""
        return self._known.get((code, item), ())

    def there(self, code: str, item: str, lying: Lying) -> tuple[str, ...]:
        """Return the pilots in which an item lies so in a band."""
        way, band = lying
        return tuple(p for p in self.pilots if self._found[way].get((p, code, item)) == band)

    def mostly(self, code: str, lying: Lying) -> tuple[str, ...]:
        """Return the items that lie so in a band in most of the pilots with a number."""
        return tuple(
            item
            for item in self.items
            if in_most(self.there(code, item, lying), self.known(code, item), self.pilots)
        )

    def said_of(self) -> tuple[Lying, tuple[str, ...]]:
        """Return how most items lie, and the types with the most of them: all that tie; nothing where none has."""
        for lying in product(WAYS, BANDS):
            if most := most_of({code: self.mostly(code, lying) for code in self.types}):
                return lying, most
        return ("", ""), ()

    def in_all(self, code: str, item: str, lying: Lying) -> str:
        """Return in how many of the pilots with a number an item lies so in a band, and in which."""
        there, known = self.there(code, item, lying), self.known(code, item)
        return in_pilots(there, known, self.pilots, self.labels, named=True)


def participation_headline(criteria: Criteria) -> str:
    """Return on how many criteria the types with the most are low (else high) in most pilots: clearly, else around."""
    return _headline("criteria", criteria)


def reached_headline(criteria: Criteria) -> str:
    """Return how many groups of sex workers the stakeholder types with the most involve little (else much).

    Of the pilots that asked about each group: a core round does not.
    """
    asked = set(criteria.shown["pilot"])
    pilots = tuple(pilot for pilot in criteria.pilots if pilot in asked)
    return _headline("reached", Criteria(criteria.rows, pilots, criteria.labels))


def _headline(kind: str, criteria: Criteria) -> str:
    labels = criteria.labels
    if criteria.published.empty:
        return labels.wording.text(f"{kind}.nothing")
    alone = ".one" if len(criteria.pilots) == 1 else ""
    limits = {"low": labels.framework.low, "high": labels.framework.high}
    pilots = where(criteria.pilots[0], labels)
    (way, band), most = criteria.said_of()
    if not most:
        said = labels.wording.text(f"{kind}.none{alone}", pilots=pilots, **limits)
        return labels.wording.opening(said)
    values = {
        "type": all_called(most, labels),
        "on": _on(kind, len(criteria.mostly(most[0], (way, band))), criteria),
        "limit": limit_of(band, labels.framework),
        "pilots": pilots,
    }
    key = f"{kind}.{band}" if way == "clear" else f"{kind}.around_{band}"
    ending = labels.wording.text("headline.unsure") if way == "around" else ""
    said = labels.wording.text(f"{key}{alone}", **values)
    return labels.wording.opening(said) + _without(criteria, most, labels) + ending


def _on(kind: str, count: int, criteria: Criteria) -> str:
    """Return on how many of how many items, or the name of the only one."""
    items, labels = criteria.items, criteria.labels
    if len(items) == 1:
        return on(items[0], labels)
    return labels.wording.text(f"{kind}.on", count=count, total=len(items))


def _without(criteria: Criteria, codes: Sequence[str], labels: Labels) -> str:
    """Return which pilots have no number on some item of these types: they were not counted there."""
    named = [
        pilot
        for pilot in criteria.pilots
        if any(pilot not in criteria.known(code, item) for code in codes for item in criteria.items)
    ]
    if not named or len(criteria.pilots) == 1:
        return ""
    return labels.wording.text("criteria.without", pilots=of_pilots(named, labels))


def told_of(criteria: Criteria) -> str:
    """Return the stakeholder type that the headline speaks of first; where of none, the first shown."""
    return next(iter((*criteria.said_of()[1], *criteria.types)), "")


def pattern_lines(criteria: Criteria) -> tuple[str, ...]:
    """Return one line a stakeholder type, in their fixed order: what is low and what is high, how surely, and where."""
    labels, said = criteria.labels, []
    for code in criteria.types:
        found = [line for lying in product(WAYS, BANDS) if (line := _line(criteria, code, lying))]
        none = labels.wording.text("criteria.line.none", type=called(code, labels))
        said.append(" ".join(found or [none]))
    return tuple(said)


def _line(criteria: Criteria, code: str, lying: Lying) -> str:
    """Return the items that lie so in a band, each with the pilots in which it does; empty where none does."""
    labels, (way, band) = criteria.labels, lying
    items = criteria.mostly(code, lying)
    if way == "around":
        items = tuple(i for i in items if i not in criteria.mostly(code, ("clear", band)))
    if not items:
        return ""
    limit = limit_of(band, labels.framework)
    key = f"criteria.line.{way}_{band}"
    return " ".join(
        labels.wording.opening(
            labels.wording.text(
                key,
                limit=limit,
                pilots=pilots,
                type=called(code, labels),
                items=ons(alike, labels),
            )
        )
        for pilots, alike in _by_pilots(criteria, code, items, lying).items()
    )


def _by_pilots(
    criteria: Criteria, code: str, items: Sequence[str], lying: Lying
) -> dict[str, list[str]]:
    """Return items by the pilots in which they lie so."""
    found: dict[str, list[str]] = {}
    for item in items:
        pilots = criteria.in_all(code, item, lying)
        found.setdefault(pilots, []).append(item)
    return found


def spoken_cells(rows: pd.DataFrame, labels: Labels) -> str:
    """Return every number in words: pilot, stakeholder type, item, number or why there is none."""
    return spoken_by(rows, labels, "pilot", "stakeholder_type", "item")
