"""The sentences of findings, worked out again from released rows: in plain loops, and with scipy's quantiles.

Nothing here calls findings: denominators, bands, ties and words are written a second time, from docs/release.md
("What is said of the numbers").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from swit_data.released.labels import Labels
from tests.findings.test_headline import wilson
from tests.written import plain_score

Row = Mapping[str, Any]
Name = Callable[[str], str]
THREE = ("standard", "middle_low", "middle_high")
UNSURE = "; a few more answers could change this"


def opened(text: str) -> str:
    """Return a sentence that begins with a capital letter."""
    return text[0].upper() + text[1:]


def names_of(labels: Labels) -> tuple[Name, Name]:
    """Return what is said of an item and of a stakeholder type: the English catalogue, by the framework's own name."""
    framework, english = labels.framework, labels.wording.english

    def on(item: str) -> str:
        whole = item.removesuffix("_equal")
        known = framework.parts.get(item) or framework.dimensions.get(whole)
        label = known.label["en"] if known else labels.item(item)
        return english.get(f"on.{label}", (f"on “{label}”",))[0]

    def kind(code: str) -> str:
        label = framework.stakeholder_types[code].label["en"]
        return english.get(f"object.{label}", (f"“{label}”",))[0]

    return on, kind


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
    ("clear", "high"): "clearly at 70 or more of 100",
    ("around", "low"): "at around 40 of 100 or under",
    ("around", "high"): "at around 70 of 100 or more",
}


Lying = Mapping[tuple[str, str], Sequence[str]]  # band and type: the pilots


def band_headline(numbers: Numbers, item: str, on: str, kind_of: Name, pilot: Name) -> str:
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
            f"{where}, sex workers rate {kinds} {WORDS[way, band]} {on}"
            for band in ("low", "high")
            for where, kinds in _grouped(tied, band, numbers, item, (kind_of, pilot))
        ]
        if said:
            return opened("; ".join(said)) + (UNSURE if way == "around" else "")
    return ""


def _grouped(
    tied: Lying, band: str, numbers: Numbers, item: str, names: tuple[Name, Name]
) -> list[tuple[str, str]]:
    """Return in which pilots, and the types; those of the same pilots together."""
    kind_of, pilot = names
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for (lying, kind), there in tied.items():
        if lying == band:
            where = phrase(there, numbers.known(kind, item), numbers.pilots, pilot)
            groups.setdefault((tuple(there), where), []).append(kind_of(kind))
    return [(where, listed(kinds)) for (_, where), kinds in groups.items()]


def superlative(
    clear: Mapping[str, Sequence[str]],
    way: str,
    numbers: Numbers,
    item: str,
    names: tuple[str, Name, Name],
) -> str:
    """Return the sentence on what is clearly lowest or highest; `clear`: by type the pilots."""
    on, kind_of, pilot = names
    most = max(map(len, clear.values()), default=0)
    if most < min(2, len(numbers.pilots)):
        return ""
    if len(numbers.pilots) > 1:
        return opened(
            "; ".join(
                f"{phrase(there, numbers.known(kind, item), numbers.pilots, pilot)}, "
                f"sex workers rate {kind_of(kind)} clearly {way} {on}"
                for kind, there in clear.items()
                if len(there) == most
            )
        )
    rows = {
        k: numbers.published[numbers.pilots[0], k, item]["standard"]
        for k in numbers.types
        if (numbers.pilots[0], k, item) in numbers.published
    }
    kind = next(k for k, there in clear.items() if there)
    others = {k: r["score"] for k, r in rows.items() if k != kind}
    end = plain_score((max if way == "lowest" else min)(others.values()))
    alike = listed(kind_of(k) for k in rows if k != kind and plain_score(others[k]) == end)
    said = f"In {pilot(numbers.pilots[0])}, sex workers rate {kind_of(kind)} {way} {on}"
    return f"{said}: {plain_score(rows[kind]['score'])} of 100, against {end} for {alike}"


def range_headline(numbers: Numbers, kind: str, item: str, names: tuple[str, str, Name]) -> str:
    """Return between which numbers the pilots lie; those without an interval only where none has one."""
    on, called, pilot = names
    known = numbers.known(kind, item)
    rows = {p: numbers.published[p, kind, item]["standard"] for p in known}
    sure = [p for p in known if rows[p]["low"] is not None] or known
    low, high = (plain_score(f(rows[p]["score"] for p in sure)) for f in (min, max))
    where = opened(phrase(sure, known, numbers.pilots, pilot))
    between = f"at {low}" if low == high else f"between {low} and {high}"
    loose = [pilot(p) for p in known if p not in sure]
    ending = f"; this leaves out {listed(loose)} (no interval)" if loose else ""
    return f"{where}, sex workers rate {called} {between} of 100 {on}{ending}"


def criteria_headline(numbers: Numbers, kind_of: Name, pilot: Name) -> str:
    """Return on how many criteria the types with the most are low, else high: clearly, else around."""
    if not numbers.published:
        return "No numbers on meaningful participation can be shown here"
    alone = len(numbers.pilots) == 1
    head = f"In {pilot(numbers.pilots[0])}, s" if alone else "S"
    for (way, band), words in WORDS.items():
        counts = {
            kind: sum(numbers.mostly(kind, item, way, band) for item in numbers.items)
            for kind in numbers.types
        }
        most = max(counts.values())
        if not most:
            continue
        tied = [kind for kind in numbers.types if counts[kind] == most]
        what = f"on {most} of {len(numbers.items)} criteria of meaningful participation"
        rate = f"{head}ex workers rate {listed(map(kind_of, tied))} {words} {what}"
        gone = [
            pilot(p)
            for p in numbers.pilots
            if any(p not in numbers.known(kind, item) for kind in tied for item in numbers.items)
        ]
        ending = UNSURE if way == "around" else ""
        if alone:
            return f"{rate}{ending}"
        missing = f" (a number is missing for {listed(gone)})" if gone else ""
        return f"{rate} in most pilots with a number{missing}{ending}"
    what = "a criterion of meaningful participation" + ("" if alone else " in most pilots")
    return f"{head}ex workers rate no stakeholder type under 40, or at 70 or more, on {what}"


LINES = {
    ("clear", "high"): "clearly at 70 or more",
    ("around", "high"): "at around 70 or more",
    ("clear", "low"): "clearly under 40",
    ("around", "low"): "at around 40 or under",
}


def strengths(numbers: Numbers, kind: str, names: tuple[Name, Name], pilot: Name) -> list[str]:
    """Return every line on strengths and weaknesses about one type; `names`: of items and types, as names_of."""
    lines = {lying: _strong(numbers, kind, lying, (*names, pilot)) for lying in LINES}
    high = lines["clear", "high"] + lines["around", "high"]
    low = lines["clear", "low"] + lines["around", "low"]
    rate = f"Sex workers rate {names[1](kind)}"
    none = (f"{rate} at 70 or more on no part.", f"{rate} under 40 on no part.")
    return [*(high or none[:1]), *(low or none[1:])]


def _strong(
    numbers: Numbers, kind: str, lying: tuple[str, str], names: tuple[Name, Name, Name]
) -> list[str]:
    """Return the lines of one kind, those of most pilots first; what is clear is not said again as around."""
    (way, band), (item_of, kind_of, pilot) = lying, names
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for item in numbers.items:
        sure = numbers.there(kind, item, "clear", band) if way == "around" else []
        there = tuple(p for p in numbers.there(kind, item, way, band) if p not in sure)
        if there:
            key = (there, tuple(numbers.known(kind, item)))
            groups.setdefault(key, []).append(item_of(item))
    return [
        f"{opened(phrase(there, known, numbers.pilots, pilot, named=True))}, "
        f"sex workers rate {kind_of(kind)} {LINES[lying]} {listed(items)}."
        for (there, known), items in sorted(groups.items(), key=lambda each: -len(each[0][0]))
    ]
