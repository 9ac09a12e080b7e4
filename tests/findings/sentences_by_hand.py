"""The sentences of findings, worked out again from released rows: in plain loops, and with scipy's quantiles.

Nothing here calls findings: denominators, bands, ties and words are written a second time, from docs/release.md
("What is said of the numbers").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tests.findings.test_headline import wilson
from tests.written import plain_score

Row = Mapping[str, Any]
Name = Callable[[str], str]
THREE = ("standard", "middle_low", "middle_high")
UNSURE = "; a few more answers could change this"


def listed(names: Iterable[str]) -> str:
    """Return names as English joins them."""
    names = list(names)
    if len(names) <= 2:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def counted(count: int, total: int, shown: int) -> str:
    """Return the first words of "in 2 of 3 pilots with a number", for so many shown."""
    if total == 1:
        return ", the only one of the pilots"
    if count == total:
        said = "in both pilots" if total == 2 else f"in all {total} pilots"
    else:
        said = f"in {count} of {total} pilots"
    return said if total == shown else f"{said} "


def phrase(
    there: Sequence[str],
    known: Sequence[str],
    shown: Sequence[str],
    pilot: Name,
    *,
    named: bool = False,
) -> str:
    """Return in how many of the pilots with a number; who has none is said."""
    if len(shown) == 1:
        return f"in {pilot(shown[0])}"
    first = f"in {pilot(known[0])}" if len(known) == 1 else ""
    said = first + counted(len(there), len(known), len(shown)).rstrip()
    aside = []
    if named and len(there) < len(known):
        aside.append(listed(map(pilot, there)))
    if without := [p for p in shown if p not in known]:
        said += " with a number"
        aside.append(f"none for {listed(map(pilot, without))}")
    return said + (f" ({'; '.join(aside)})" if aside else "")


def clear_band(rows: Mapping[str, Row], decided: int) -> str:
    """Return beyond which limit the whole interval lies by more than 5 points, under three scorings."""
    if any(rows[s]["effective_n"] is None for s in THREE) or rows["standard"]["dont_know"] > 1 / 3:
        return ""
    if not rows["standard"]["may_be_clear"]:
        return ""
    ends = [
        wilson(rows[s]["score"], rows[s]["effective_n"], rows[s]["degrees"], decided) for s in THREE
    ]
    if max(high for _, high in ends) < 40 - 5:
        return "low"
    return "high" if min(low for low, _ in ends) > 70 + 5 else ""


def near_band(row: Row, *, intervals: bool) -> str:
    """Return in which band a number alone lies; one without an interval in none, where others have one."""
    if row["dont_know"] > 1 / 3 or (intervals and row["low"] is None):
        return ""
    return "low" if row["score"] < 40 else "high" if row["score"] >= 70 else ""


class Numbers:
    """The numbers of a page: the rows of one round about all institutions, by pilot, type and item."""

    def __init__(
        self, rows: Iterable[Row], pilots: Sequence[str], types: Sequence[str], items: Sequence[str]
    ) -> None:
        """Keep the rows of these pilots, types and items."""
        self.pilots, self.types, self.items = pilots, types, items
        self.rows: dict[tuple[str, str, str], dict[str, Row]] = {}
        for row in rows:
            key = (row["pilot"], row["stakeholder_type"], row["item"])
            if key[0] in pilots and key[1] in types and key[2] in items:
                self.rows.setdefault(key, {})[row["scoring"]] = row
        self.published = {k: r for k, r in self.rows.items() if not r["standard"]["withheld"]}
        self.intervals = any(r["standard"]["low"] is not None for r in self.published.values())

    def known(self, kind: str, item: str) -> list[str]:
        """Return the pilots with a number."""
        return [p for p in self.pilots if (p, kind, item) in self.published]

    def there(self, kind: str, item: str, way: str, band: str) -> list[str]:
        """Return the pilots in which a number lies in a band, clearly or by itself."""
        found = []
        for pilot in self.known(kind, item):
            rows = self.published[pilot, kind, item]
            lying = (
                clear_band(rows, len(self.published))
                if way == "clear"
                else near_band(rows["standard"], intervals=self.intervals)
            )
            if lying == band:
                found.append(pilot)
        return found

    def mostly(self, kind: str, item: str, way: str, band: str) -> bool:
        """Say whether that holds in two pilots (or the one shown) and in most of those with a number."""
        there, known = self.there(kind, item, way, band), self.known(kind, item)
        return len(there) >= min(2, len(self.pilots)) and 2 * len(there) > len(known)


WORDS = {
    ("clear", "low"): "clearly under 40 of 100",
    ("clear", "high"): "clearly 70 or more of 100",
    ("around", "low"): "around 40 of 100 or under",
    ("around", "high"): "around 70 of 100 or more",
}


Lying = Mapping[tuple[str, str], Sequence[str]]  # band and type: the pilots


def band_headline(numbers: Numbers, item: str, name: str, kind_of: Name, pilot: Name) -> str:
    """Return the sentence on bands, or nothing: the types with the most pilots, all that tie."""
    for way in ("clear", "around"):
        found = {
            (band, kind): numbers.there(kind, item, way, band)
            for band in ("low", "high")
            for kind in numbers.types
            if numbers.mostly(kind, item, way, band)
        }
        most = max(map(len, found.values()), default=0)
        tied = {key: there for key, there in found.items() if len(there) == most}
        said = [
            f"The community’s score on “{name}” is {WORDS[way, band]} for{each}"
            for band in ("low", "high")
            if (each := _grouped(tied, band, numbers, item, (kind_of, pilot)))
        ]
        if said:
            return "; ".join(said) + (UNSURE if way == "around" else "")
    return ""


def _grouped(tied: Lying, band: str, numbers: Numbers, item: str, names: tuple[Name, Name]) -> str:
    """Return types and their pilots; those of the same pilots together."""
    kind_of, pilot = names
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for (lying, kind), there in tied.items():
        if lying == band:
            where = phrase(there, numbers.known(kind, item), numbers.pilots, pilot)
            groups.setdefault((tuple(there), where), []).append(kind_of(kind))
    parts = [f"{listed(kinds)} {where}" for (_, where), kinds in groups.items()]
    return (":" if len(parts) > 1 else "") + " " + "; ".join(parts) if parts else ""


def superlative(
    clear: Mapping[str, Sequence[str]],
    way: str,
    numbers: Numbers,
    item: str,
    names: tuple[str, Name, Name],
) -> str:
    """Return the sentence on what is clearly lowest or highest; `clear`: by type the pilots."""
    name, kind_of, pilot = names
    most = max(map(len, clear.values()), default=0)
    if most < min(2, len(numbers.pilots)):
        return ""
    parts = [
        f"{kind_of(kind)} {{}}{phrase(there, numbers.known(kind, item), numbers.pilots, pilot)}"
        for kind, there in clear.items()
        if len(there) == most
    ]
    if len(parts) > 1:
        those = "; ".join(part.format("") for part in parts)
        return f"On “{name}”, the community rates clearly {way}: {those}"
    said = f"The community rates {parts[0].format(f'clearly {way} on “{name}” ')}"
    if len(numbers.pilots) > 1:
        return said
    rows = {
        k: numbers.published[numbers.pilots[0], k, item]["standard"]
        for k in numbers.types
        if (numbers.pilots[0], k, item) in numbers.published
    }
    kind = next(k for k, there in clear.items() if there)
    others = {k: r["score"] for k, r in rows.items() if k != kind}
    end = plain_score((max if way == "lowest" else min)(others.values()))
    alike = listed(kind_of(k) for k in rows if k != kind and plain_score(others[k]) == end)
    return f"{said}: {plain_score(rows[kind]['score'])} of 100, against {end} for {alike}"


def range_headline(numbers: Numbers, kind: str, item: str, names: tuple[str, str, Name]) -> str:
    """Return between which numbers the pilots lie; those without an interval only where none has one."""
    name, called, pilot = names
    known = numbers.known(kind, item)
    rows = {p: numbers.published[p, kind, item]["standard"] for p in known}
    sure = [p for p in known if rows[p]["low"] is not None] or known
    low, high = (plain_score(f(rows[p]["score"] for p in sure)) for f in (min, max))
    where = phrase(sure, known, numbers.pilots, pilot)
    lies = f"is {low} of 100" if low == high else f"lies between {low} and {high} of 100"
    loose = [pilot(p) for p in known if p not in sure]
    ending = f"; not counted, as there is no interval: {listed(loose)}" if loose else ""
    return f"For {called}, “{name}” {lies} {where}{ending}"


def criteria_headline(numbers: Numbers, kind_of: Name, pilot: Name) -> str:
    """Return on how many criteria the types with the most are low, else high: clearly, else around."""
    if not numbers.published:
        return "No numbers on meaningful participation can be shown here"
    alone = len(numbers.pilots) == 1
    head = f"In {pilot(numbers.pilots[0])}, " if alone else ""
    for (way, band), words in WORDS.items():
        counts = {
            kind: sum(numbers.mostly(kind, item, way, band) for item in numbers.items)
            for kind in numbers.types
        }
        most = max(counts.values())
        if not most:
            continue
        tied = [kind for kind in numbers.types if counts[kind] == most]
        what = f"{most} of {len(numbers.items)} criteria of meaningful participation are"
        about = listed(map(kind_of, tied))
        gone = [
            pilot(p)
            for p in numbers.pilots
            if any(p not in numbers.known(kind, item) for kind in tied for item in numbers.items)
        ]
        ending = UNSURE if way == "around" else ""
        if alone:
            return f"{head}{what} {words} for {about}{ending}"
        missing = f" (a number is missing in {listed(gone)})" if gone else ""
        most_pilots = "in most pilots with a number"
        return f"For {about}, {what} {words} {most_pilots}{missing}{ending}"
    what = "criterion of meaningful participation is under 40, and none 70 or more"
    return f"{head}no {what}" if alone else f"No {what}, in most pilots"


LINES = {
    ("clear", "high"): "Clearly 70 or more",
    ("around", "high"): "Around 70 or more",
    ("clear", "low"): "Clearly under 40",
    ("around", "low"): "Around 40 or under",
}


def strengths(numbers: Numbers, kind: str, item_of: Name, pilot: Name) -> list[str]:
    """Return every line on strengths and weaknesses about one type."""
    lines = {lying: _strong(numbers, kind, lying, (item_of, pilot)) for lying in LINES}
    high = lines["clear", "high"] + lines["around", "high"]
    low = lines["clear", "low"] + lines["around", "low"]
    return [*(high or ["No part is 70 or more."]), *(low or ["No part is under 40."])]


def _strong(
    numbers: Numbers, kind: str, lying: tuple[str, str], names: tuple[Name, Name]
) -> list[str]:
    """Return the lines of one kind, those of most pilots first; what is clear is not said again as around."""
    (way, band), (item_of, pilot) = lying, names
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for item in numbers.items:
        sure = numbers.there(kind, item, "clear", band) if way == "around" else []
        there = tuple(p for p in numbers.there(kind, item, way, band) if p not in sure)
        if there:
            key = (there, tuple(numbers.known(kind, item)))
            groups.setdefault(key, []).append(item_of(item))
    return [
        f"{LINES[lying]} {phrase(there, known, numbers.pilots, pilot, named=True)}: {'; '.join(items)}."
        for (there, known), items in sorted(groups.items(), key=lambda each: -len(each[0][0]))
    ]
