"""Sentences are true: each is read as a person with the released rows and a pencil would read it.

Random small releases are drawn; a sentence is taken apart by its words, and every claim and number in it is worked out
again from the rows, by code that shares nothing with findings (scipy's quantiles, plain loops).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from swit_data.findings import SplitScene, comparison_headline, headline, split_headline, stands_out
from swit_data.release.rows import Release, score_rows, split_rows
from tests.findings.drawn_release import PILOTS, TYPES, drawn, labels_of, scene
from tests.findings.test_headline import excludes_zero, wilson

Row = Mapping[str, Any]
NAMES = {"Government": "government", "UN agencies": "un_agency", "NGOs": "ngo"}
COUNTRIES = {"Kenya": "KEN", "Indonesia": "IDN", "Suriname": "SUR", "Ukraine": "UKR"}
THREE = ("standard", "middle_low", "middle_high")
ALL_FOUR = (*THREE, "dont_know_zero")
REASONS = ("too_few_people", "too_little_answered", "not_asked")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

# Scores lie close together or far apart, and near the bands, so that every kind of sentence is said.
SCORES = st.one_of(
    st.floats(0, 100), st.sampled_from([20.0, 39.999999, 40.0, 69.999999, 70.0, 90.0])
).map(lambda score: round(score, 6))
SIZES = st.sampled_from([12, 40, 150, 900])


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Draw up to four pilots, three types, and the pairs of those that have numbers."""
    pilots = PILOTS[: draw(st.integers(1, 4))]
    scores = ["pilot type score dont_know withheld"]
    pairs = ["pilot a b a_target b_target b_class b_respondents a_score b_score n rho scoring"]
    for pilot in pilots:
        there = {}
        lean = draw(st.sampled_from([0, 0, 40]))  # in some pilots government is far lower
        for kind in TYPES:
            if draw(st.integers(0, 7)) == 0:
                scores.append(f"{pilot} {kind} - - {draw(st.sampled_from(REASONS))}")
                continue
            score = draw(SCORES)
            there[kind] = score * 0.3 if lean and kind == "government" else score
            share = draw(st.sampled_from([0, 0.1, 0.333, 0.334, 0.6]))
            scores.append(f"{pilot} {kind} {there[kind]:.6f} {share} -")
        for a, b in combinations(there, 2):
            pairs += draw(sides(pilot, (a, b), (there[a], there[b])))
        if draw(st.booleans()):
            pairs += draw(targets(pilot))
    held = "\n".join(["pilot", *pilots])
    return drawn("\n".join(scores), "\n".join(pairs), held)


@st.composite
def sides(
    draw: st.DrawFn, pilot: str, kinds: tuple[str, str], scores: tuple[float, float]
) -> list[str]:
    """Draw the four rows of a pair: its numbers are those of the types, or other ones under another scoring."""
    size, rho = draw(SIZES), draw(st.sampled_from([0, 0.3, 0.8]))
    lines = []
    for scoring in ALL_FOUR:
        shift = 0 if scoring == "standard" else draw(st.sampled_from([0, 0, 0, 25]))
        a, b = min(100, scores[0] + shift), scores[1]
        lines.append(
            f"{pilot} {' '.join(kinds)} all all community {size} {a:.6f} {b:.6f} {size} {rho} {scoring}"
        )
    return lines if draw(st.integers(0, 9)) else []  # not comparable: no row to show


@st.composite
def targets(draw: st.DrawFn, pilot: str) -> list[str]:
    """Draw a pair inside one type, and a gap between community and institution."""
    (a, b), (c, d), size = (
        draw(st.tuples(SCORES, SCORES)),
        draw(st.tuples(SCORES, SCORES)),
        draw(SIZES),
    )
    informants = draw(st.sampled_from([3, 9, 10, 25]))
    return [
        f"{pilot} government government health police community {size} {a:.6f} {b:.6f} {size} 0 -",
        f"{pilot} ngo ngo all all institution {informants} {c:.6f} {d:.6f} {size} 0 -",
    ]


@dataclass(frozen=True)
class Truth:
    """The released rows of a page, looked at without findings."""

    release: Release

    @property
    def cells(self) -> dict[tuple[str, str], Row]:
        """Return the published standard scores by pilot and type."""
        rows = self.release.tables["scores"].to_pylist()
        return {
            (row["pilot"], row["stakeholder_type"]): row
            for row in rows
            if row["scoring"] == "standard" and row["item"] == "rollout" and not row["withheld"]
        }

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the pairs."""
        return [row for row in self.release.tables["pairs"].to_pylist() if not row["withheld"]]

    @property
    def compared(self) -> int:
        """Return how many pairs the page compares."""
        return max(1, sum(1 for row in self.rows if row["scoring"] == "standard"))

    def side(self, row: Row) -> int:
        """Return on which side of 0 a difference lies clearly, by scipy."""
        few = row["b_class"] == "institution" and row["b_respondents"] < 10
        return 0 if few else excludes_zero(row, self.compared)

    def lies(self, pilot: str, one: str, other: str, scorings: tuple[str, ...]) -> set[int]:
        """Return on which sides of another type one lies, under each scoring."""
        found = []
        for row in self.rows:
            ends = (row["a_stakeholder_type"], row["b_stakeholder_type"])
            if row["pilot"] == pilot and {*ends} == {one, other} and row["scoring"] in scorings:
                found.append(self.side(row) * (1 if ends[0] == one else -1))
        return set(found) if len(found) == len(scorings) else {0}

    def clearly(self, pilot: str, kind: str, side: int) -> bool:
        """Say whether a type has the lowest (or highest) number and is clear of every other one shown."""
        here = {k: row for (p, k), row in self.cells.items() if p == pilot}
        if kind not in here or len(here) < 2:
            return False
        many = any(row["dont_know"] > 1 / 3 for row in here.values())
        scorings = ALL_FOUR if many else THREE
        others = [k for k in here if k != kind]
        ahead = all(side * (here[kind]["score"] - here[k]["score"]) >= 0 for k in others)
        return ahead and all(self.lies(pilot, kind, k, scorings) == {side} for k in others)


SUPERLATIVE = re.compile(
    r"(?:(?P<type>.+): clearly (?P<way>\w+) on “Rollout” in (?P<count>\d) of (?P<total>\d) pilots"
    r"|(?P<pilot>.+): clearly (?P<way1>\w+) on “Rollout”: (?P<type1>.+))"
)
BAND = re.compile(
    r"(?:In (?P<count>\d) of (?P<total>\d) pilots, “Rollout” is (?P<band>.+) of 100: (?P<type>.+)"
    r"|(?P<pilot>.+), (?P<type1>.+): “Rollout” is (?P<band1>.+) of 100)"
)


@given(releases())
@SLOW
def test_the_headline_is_true(release: Release) -> None:
    truth, pilots = Truth(release), release.pilots
    found = headline(scene(release), labels_of(release))
    event(found.kind)
    counts = {
        (kind, way): sum(truth.clearly(pilot, kind, side) for pilot in pilots)
        for kind, (way, side) in product(TYPES, {"lowest": -1, "highest": 1}.items())
    }
    if said := SUPERLATIVE.fullmatch(found.text):
        way, kind = said["way"] or said["way1"], NAMES[said["type"] or said["type1"]]
        assert counts[kind, way] == int(said["count"] or 1)
        assert int(said["total"] or 1) == len(pilots)
        assert said["pilot"] is None or COUNTRIES[said["pilot"]] == pilots[0]
        return
    assert max(counts.values()) < min(
        2, len(pilots)
    )  # nothing that should have been said was left out
    if said := BAND.fullmatch(found.text):
        band, kind = said["band"] or said["band1"], NAMES[said["type"] or said["type1"]]
        many = {key for key, row in truth.cells.items() if row["dont_know"] > 1 / 3}
        scores = [r["score"] for k, r in truth.cells.items() if k[1] == kind and k not in many]
        within = {"under 40": lambda s: s < 40, "70 or more": lambda s: s >= 70}[band]
        assert sum(map(within, scores)) == int(said["count"] or 1)
        assert int(said["total"] or 1) == len(pilots)
        assert 2 * int(said["count"] or 1) > len(pilots)
    else:
        assert found.kind == ("not_clear" if truth.cells else "nothing")


@given(releases(), st.sampled_from(TYPES))
@SLOW
def test_the_range_of_one_type_is_true(release: Release, kind: str) -> None:
    shown = scene(release, stakeholder_types=(kind,))
    text = headline(shown, labels_of(release)).text
    scores = [row["score"] for key, row in Truth(release).cells.items() if key[1] == kind]
    if not scores:
        assert text.startswith("No numbers")
        return
    numbers = [
        float(n) for n in re.findall(r"(?<![\w“])\d+(?:\.\d+)?", text.partition("“Rollout”")[2])
    ]
    low, high = numbers[0], numbers[1 if len(scores) > 1 else 0]
    for said, true in ((low, min(scores)), (high, max(scores))):
        assert abs(said - true) <= 0.5
        for limit in (40, 70):
            assert (said < limit) == (true < limit)
    if len(scores) > 1:
        assert numbers[3:] == [len(scores), len(release.pilots)]


TWO = r"(?P<higher>[\d.]+), (?P<second>.+) (?P<lower>[\d.]+)\. The difference is"
ENDING = r" (?P<points>[\d.]+) points \(between (?P<low>[\d.]+) and (?P<high>[\d.]+)\)\."
DIFFERENCES = {
    "types": re.compile(rf"(?P<pilot>\w+): (?P<first>.+) {TWO}{ENDING}"),
    "targets": re.compile(
        rf"(?P<pilot>\w+), inside one stakeholder type \(Government\): (?P<first>.+) {TWO}{ENDING}"
    ),
    "gap": re.compile(
        r"(?P<pilot>\w+), NGOs\. (?P<first>.+): (?P<higher>[\d.]+); (?P<second>.+): (?P<lower>[\d.]+)\. The gap is"
        + ENDING
    ),
}
SIDES = {
    "types": lambda row, side: row[f"{side}_stakeholder_type"],
    "targets": lambda row, side: row[f"{side}_target"],
    "gap": lambda row, side: row[f"{side}_class"],
}
CALLED = NAMES | {
    "Ministry of health": "health",
    "Police": "police",
    "Community": "community",
    "Institutions about themselves": "institution",
}


def kind_of(row: Row) -> str:
    if row["b_class"] == "institution":
        return "gap"
    return "targets" if row["a_stakeholder_type"] == row["b_stakeholder_type"] else "types"


def interval(row: Row, compared: int) -> tuple[float, float]:
    """Return the limits of |a - b|: the larger of two roots, from scipy's quantiles."""
    a, b = row["a_score"], row["b_score"]
    la, ua = wilson(a, row["a_effective_n"], row["a_degrees"], compared)
    lb, ub = (
        (b, b)
        if row["b_effective_n"] is None
        else wilson(b, row["b_effective_n"], row["b_degrees"], compared)
    )
    rho = row["rho"] or 0
    low = (a - b) - max(0, (a - la) ** 2 + (ub - b) ** 2 - 2 * rho * (a - la) * (ub - b)) ** 0.5
    high = (a - b) + max(0, (ua - a) ** 2 + (b - lb) ** 2 - 2 * rho * (ua - a) * (b - lb)) ** 0.5
    return (low, high) if a > b else (-high, -low)


def clear_pairs(truth: Truth) -> dict[str, list[Row]]:
    """Return the pairs that are clear under all three scorings, by kind: their standard row."""
    by_pair: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in truth.rows:
        ends = tuple(row[f"{s}_{n}"] for s in "ab" for n in ("stakeholder_type", "target", "class"))
        by_pair.setdefault((row["pilot"], *ends), {})[row["scoring"]] = row
    clear: dict[str, list[Row]] = {"types": [], "targets": [], "gap": []}
    for rows in by_pair.values():
        if {truth.side(rows[scoring]) for scoring in THREE} in ({1}, {-1}):
            clear[kind_of(rows["standard"])].append(rows["standard"])
    return clear


@given(releases())
@SLOW
def test_what_stands_out_is_true(release: Release) -> None:
    truth = Truth(release)
    found = stands_out(scene(release), labels_of(release))
    clear = clear_pairs(truth)
    for kind, most in (("types", 2), ("targets", 1), ("gap", 1)):
        said = [each for each in found if each.kind == kind]
        event(f"{kind}: {len(said)}")
        assert len(said) == min(most, len({row["pilot"] for row in clear[kind]}))
        for each in said:
            assert_difference(each.text, kind, clear[kind], truth)


@given(releases())
@SLOW
def test_where_many_do_not_know_is_true(release: Release) -> None:
    cells = Truth(release).cells
    found = stands_out(scene(release), labels_of(release))
    many = [row for row in cells.values() if row["dont_know"] > 1 / 3]
    unknown = [each.text for each in found if each.kind == "dont_know"]
    assert len(unknown) == min(2, len(many), 5 - len(found) + len(unknown))
    for text in unknown:
        said = re.fullmatch(r"(\w+), (.+): many do not know\. (\d+)% of .+", text)
        assert said
        assert round(100 * cells[COUNTRIES[said[1]], NAMES[said[2]]]["dont_know"]) == int(said[3])


def assert_difference(text: str, kind: str, clear: list[Row], truth: Truth) -> None:
    """Read a sentence: it names a pair that is clear, with its numbers and its interval."""
    said = DIFFERENCES[kind].fullmatch(text)
    assert said, text
    for row in clear:
        first, second = ("a", "b") if row["a_score"] > row["b_score"] else ("b", "a")
        names = (SIDES[kind](row, first), SIDES[kind](row, second))
        if row["pilot"] == COUNTRIES[said["pilot"]] and names == (
            CALLED[said["first"]],
            CALLED[said["second"]],
        ):
            low, high = interval(row, truth.compared)
            wanted = {
                "higher": row[f"{first}_score"],
                "lower": row[f"{second}_score"],
                "low": low,
                "high": high,
            }
            for name, number in wanted.items():
                digits = len(said[name].partition(".")[2])
                assert abs(float(said[name]) - number) <= 0.5 * 10**-digits + 1e-4, (name, text)
            assert float(said["higher"]) - float(said["lower"]) == pytest.approx(
                float(said["points"])
            )
            return
    raise AssertionError(f"no clear pair says: {text}")


ITEMS = ("C1", "C2", "C1a")
SPREAD = re.compile(
    r"NGOs, “(?P<item>.+?)\??”: the pilots stand between (?P<low>[\d.]+) \((?P<of_low>\w+)\)"
    r" and (?P<high>[\d.]+) \((?P<of_high>\w+)\)"
)
ALONE = re.compile(
    r"NGOs, (?P<pilot>\w+): from (?P<low>[\d.]+) on “(?P<of_low>.+?)\??”"
    r" to (?P<high>[\d.]+) on “(?P<of_high>.+?)\??”"
)
Shown = dict[tuple[str, str], float]  # numbers by item and pilot


@st.composite
def shown_numbers(draw: st.DrawFn) -> Shown:
    """Draw the numbers of up to four pilots on three items; some are withheld."""
    pilots = PILOTS[: draw(st.integers(1, 4))]
    numbers = {key: draw(st.one_of(st.none(), SCORES, SCORES)) for key in product(ITEMS, pilots)}
    return {key: number for key, number in numbers.items() if number is not None}


def said_of(shown: Shown) -> str:
    """Return the headline over a release of these numbers."""
    lines = ["pilot type item score withheld"]
    for item, pilot in product(ITEMS, PILOTS):
        there = (item, pilot) in shown
        number = f"{shown[item, pilot]:.6f} -" if there else "- too_few_people"
        lines.append(f"{pilot} ngo {item} {number}")
    release = drawn("\n".join(lines))
    rows = score_rows(release, list(ITEMS), chosen_round="1")
    return comparison_headline(rows, release.pilots, labels_of(release))


@given(shown_numbers())
@SLOW
def test_the_headline_of_a_comparison_is_true(shown: Shown) -> None:
    text, spreads = said_of(shown), spreads_of(shown)
    pilots = {pilot for _, pilot in shown}
    event(f"{len(pilots)} pilots, {len(spreads)} items side by side")
    if len(pilots) == 1:
        said = ALONE.fullmatch(text)
        assert said
        assert {COUNTRIES[said["pilot"]]} == pilots
        assert_ends(said, {item: number for (item, _), number in shown.items()})
    elif spreads:
        said = SPREAD.fullmatch(text)
        assert said
        assert spreads[said["item"]] == pytest.approx(max(spreads.values()))
        names = {code: name for name, code in COUNTRIES.items()}
        assert_ends(said, {names[p]: n for (i, p), n in shown.items() if i == said["item"]})
    else:
        assert text == "NGOs: no numbers can be shown side by side here"


def spreads_of(shown: Shown) -> dict[str, float]:
    """Return how far apart the pilots are on each item that two or more have a number for."""
    numbers = {item: [n for (i, _), n in shown.items() if i == item] for item in ITEMS}
    return {item: max(n) - min(n) for item, n in numbers.items() if len(n) > 1}


def assert_ends(said: re.Match[str], numbers: Mapping[str, float]) -> None:
    for end, least in (("low", min(numbers.values())), ("high", max(numbers.values()))):
        assert numbers[said[f"of_{end}"]] == least
        assert abs(float(said[end]) - least) <= 0.5


@given(st.lists(st.sampled_from(["shown", "refused", "none"]), min_size=1, max_size=4))
@SLOW
def test_the_headline_of_a_split_is_true(kinds: list[str]) -> None:
    lines = ["pilot type score item split withheld"]
    for pilot, kind in zip(PILOTS, kinds, strict=False):
        lines.append(f"{pilot} ngo 50 participation all -")
        for group in ("woman", "man") if kind != "none" else ():
            number, reason = ("50", "-") if kind == "shown" else ("-", "split_refused")
            lines.append(f"{pilot} ngo {number} participation gender={group} {reason}")
    release = drawn("\n".join(lines))
    rows = split_rows(release, "participation", chosen_round="1", stakeholder_type="ngo")
    text = split_headline(
        SplitScene(rows, "participation", "ngo", release.pilots), labels_of(release)
    )
    if set(kinds) == {"none"}:
        assert text.startswith("This survey has no split")
    else:
        assert f"in {kinds.count('shown')} of {len(kinds)} pilots" in text
