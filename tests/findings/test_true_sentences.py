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

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from swit_data.findings import (
    Finding,
    SplitScene,
    comparison_headline,
    headline,
    split_headline,
    stands_out,
)
from swit_data.released.release import Release
from swit_data.released.rows import score_rows, split_rows
from tests.examples import examples
from tests.findings.drawn_release import PILOTS, TYPES, drawn, labels_of, rows_of, scene
from tests.findings.sentences_by_hand import (
    Numbers,
    band_headline,
    counted,
    names_of,
    range_headline,
    superlative,
)
from tests.findings.test_headline import LEVELS, excludes_zero, wilson
from tests.written import plain_points, plain_score, whole

Row = Mapping[str, Any]
NAMES = {"Government": "government", "UN agencies": "un_agency", "NGOs": "ngo"}
COUNTRIES = {"Kenya": "KEN", "Indonesia": "IDN", "Suriname": "SUR", "Ukraine": "UKR"}
THREE = ("standard", "middle_low", "middle_high")
ALL_FOUR = (*THREE, "dont_know_zero")
REASONS = ("too_few_people", "too_little_answered", "not_asked")
SLOW = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))

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
        rows = rows_of(self.release, "scores")
        return {
            (row["pilot"], row["stakeholder_type"]): row
            for row in rows
            if row["scoring"] == "standard" and row["item"] == "rollout" and not row["withheld"]
        }

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the pairs."""
        return [row for row in rows_of(self.release, "pairs") if not row["withheld"]]

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


def numbers_of(release: Release, types: tuple[str, ...]) -> Numbers:
    """Return the numbers of a page about these types."""
    rows = rows_of(release, "scores")
    return Numbers(rows, release.pilots, types, ("rollout",))


@given(releases())
@SLOW
def test_the_headline_is_true(release: Release) -> None:
    truth, pilots, labels = Truth(release), release.pilots, labels_of(release)
    found = headline(scene(release), labels)
    event(found.kind)
    on, kind_of = names_of(labels)
    numbers, names = numbers_of(release, TYPES), (on("rollout"), kind_of, labels.pilot)
    clear = {
        way: {k: [p for p in pilots if truth.clearly(p, k, side)] for k in TYPES}
        for way, side in {"lowest": -1, "highest": 1}.items()
    }
    said = [superlative(clear[way], way, numbers, "rollout", names) for way in clear]
    said.append(band_headline(numbers, "rollout", *names))
    if wanted := next(filter(None, said), ""):
        assert found.text == wanted
    else:
        assert found.kind == ("not_clear" if truth.cells else "nothing")


@given(releases(), st.sampled_from(TYPES))
@SLOW
def test_the_range_of_one_type_is_true(release: Release, kind: str) -> None:
    labels = labels_of(release)
    text = headline(scene(release, stakeholder_types=(kind,)), labels).text
    numbers = numbers_of(release, (kind,))
    if not numbers.published:
        assert text.startswith("No numbers")
        return
    on, kind_of = names_of(labels)
    names = (on("rollout"), kind_of(kind), labels.pilot)
    assert text == range_headline(numbers, kind, "rollout", names)


NUMBER = r"(?:just (?:under|over) )?\d+"
ON = "on “Rollout”"
TWO = rf": (?P<higher>{NUMBER}) of 100, against (?P<lower>{NUMBER})\."
SENTENCES = {
    "types": re.compile(
        rf"In (?P<pilot>\w+), sex workers rate (?P<first>.+) higher than (?P<second>.+) {ON}{TWO}"
    ),
    "targets": re.compile(
        rf"In (?P<pilot>\w+), sex workers rate (?P<first>.+) higher than (?P<second>.+) {ON}, "
        rf"though both are government{TWO}"
    ),
    "gap": re.compile(
        rf"In (?P<pilot>\w+), sex workers rate NGOs at (?P<community>{NUMBER}) of 100 {ON}, "
        rf"against (?P<institution>{NUMBER}) from the institutions’ own people\."
    ),
}
ENDING = (
    rf" (?P<points>{NUMBER}) points \(between (?P<low>{NUMBER}) and (?P<high>{NUMBER})"
    r"(?:, (?P<level>[\d.]+)\s% interval)?"
)
BOTH = r", counting how sure both sides are\)\."
BESIDE = {
    "types": re.compile(
        rf"(?P<pilot>\w+), (?P<first>.+) and (?P<second>.+): the difference is{ENDING}\)\."
    ),
    "targets": re.compile(
        rf"(?P<pilot>\w+), (?P<first>.+) and (?P<second>.+): the difference is{ENDING}\)\."
    ),
    "gap": re.compile(rf"(?P<pilot>\w+), NGOs: the gap is{ENDING}{BOTH}"),
}
SIDES = {
    "types": lambda row, side: row[f"{side}_stakeholder_type"],
    "targets": lambda row, side: row[f"{side}_target"],
}
SPOKEN = {
    "government": "government",
    "UN agencies": "un_agency",
    "NGOs": "ngo",
    "the ministry of health": "health",
    "“Police”": "police",
}
CALLED = NAMES | {"Ministry of health": "health", "Police": "police"}


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
    """Return the pairs that are clear under every scoring that they need, by kind: their standard row.

    One whose sides have no score of their own here could hide any number who do not know: it needs all four.
    """
    by_pair: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in truth.rows:
        ends = tuple(row[f"{s}_{n}"] for s in "ab" for n in ("stakeholder_type", "target", "class"))
        by_pair.setdefault((row["pilot"], *ends), {})[row["scoring"]] = row
    clear: dict[str, list[Row]] = {"types": [], "targets": [], "gap": []}
    for rows in by_pair.values():
        first, kind = rows["standard"], kind_of(rows["standard"])
        sides = [(first["pilot"], first[f"{side}_stakeholder_type"]) for side in "ab"]
        few = kind == "types" and all(truth.cells[side]["dont_know"] <= 1 / 3 for side in sides)
        if {truth.side(rows[scoring]) for scoring in (THREE if few else ALL_FOUR)} in ({1}, {-1}):
            clear[kind].append(first)
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
            assert_difference(each, kind, clear[kind], truth)


@given(releases())
@SLOW
def test_where_many_do_not_know_is_true(release: Release) -> None:
    cells = Truth(release).cells
    found = stands_out(scene(release), labels_of(release))
    many = [row for row in cells.values() if row["dont_know"] > 1 / 3]
    unknown = [each.text for each in found if each.kind == "dont_know"]
    assert len(unknown) == min(2, len(many), 5 - len(found) + len(unknown))
    for text in unknown:
        said = re.fullmatch(
            rf"In (\w+), many sex workers do not know about (.+): (\d+)% of the answers {ON} are “don’t know”\.",
            text,
        )
        assert said
        assert round(100 * cells[COUNTRIES[said[1]], SPOKEN[said[2]]]["dont_know"]) == int(said[3])


def nearly(number: float) -> set[str]:
    """Return how a number may be written that is worked out anew: it may fall on the other side of a half."""
    return {plain_points(max(number + small, 0)) for small in (-1e-4, 0, 1e-4)}


def level_of(compared: int) -> str | None:
    """Return the level that a sentence must name: 95 % goes without saying."""
    level = next(each for each in LEVELS if each >= compared)
    return {1: None, 2: "97.5", 3: "98.3", 6: "99.2", 10: "99.5", 20: "99.75", 50: "99.9"}[level]


def assert_difference(found: Finding, kind: str, clear: list[Row], truth: Truth) -> None:
    """Read a sentence: it names a pair that is clear, with its numbers, and beside it its interval."""
    said, beside = SENTENCES[kind].fullmatch(found.text), BESIDE[kind].fullmatch(found.beside)
    assert said, found.text
    assert beside, found.beside
    assert said["pilot"] == beside["pilot"]
    for row in clear:
        first, second = ("a", "b") if row["a_score"] > row["b_score"] else ("b", "a")
        if row["pilot"] == COUNTRIES[said["pilot"]] and named(said, beside, kind) == (
            ("ngo",) if kind == "gap" else (SIDES[kind](row, first), SIDES[kind](row, second))
        ):
            sides = {name: row[f"{row_side}_score"] for name, row_side in written(kind, first)}
            for name, score in sides.items():
                assert said[name] == plain_score(score), found.text
            assert_interval(beside, row, truth)
            return
    raise AssertionError(f"no clear pair says: {found.text}")


def named(said: re.Match[str], beside: re.Match[str], kind: str) -> tuple[str, ...]:
    """Return the two that a sentence names, as the line beside it does; of a gap the type that both name."""
    if kind == "gap":
        return ("ngo",)
    pair = (SPOKEN[said["first"]], SPOKEN[said["second"]])
    assert pair == (CALLED[beside["first"]], CALLED[beside["second"]])
    return pair


def written(kind: str, first: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return which side of a row stands at which place: the higher first, of a gap always the community."""
    if kind == "gap":
        return ("community", "a"), ("institution", "b")
    return ("higher", first), ("lower", "b" if first == "a" else "a")


def assert_interval(beside: re.Match[str], row: Row, truth: Truth) -> None:
    """The line beside has the points between the two numbers as they are written, and the limits at its level."""
    for name, limit in zip(("low", "high"), interval(row, truth.compared), strict=True):
        assert beside[name] in nearly(limit), beside.string
    difference = abs(whole(row["a_score"]) - whole(row["b_score"]))
    assert beside["points"] == (str(difference) if difference else plain_points(0.4)), beside.string
    assert beside["level"] == level_of(truth.compared), beside.string


ITEMS = ("C1", "C2", "C1a")
SPREAD = re.compile(
    rf"[Ff]or NGOs, the pilots stand furthest apart on “(?P<item>.+?)\??”: (?P<low>{NUMBER}) of 100 (?P<of_low>.+?), "
    rf"against (?P<high>{NUMBER}) (?P<of_high>.+)"
)
SAME = re.compile(
    rf"[Ff]or NGOs, the pilots have the same number on “(?P<item>.+?)\??”: (?P<low>{NUMBER}) of 100 (?P<of_low>.+)"
)
ALONE = re.compile(
    rf"In (?P<pilot>\w+), the numbers about NGOs lie between (?P<low>{NUMBER}) of 100 (?P<of_low>.+)"
    rf" and (?P<high>{NUMBER}) (?P<of_high>on .+)"
)
ALL_ONE = re.compile(rf"In (?P<pilot>\w+), every number about NGOs is (?P<low>{NUMBER}) of 100")
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
        assert_alone(text, {item: number for (item, _), number in shown.items()}, *pilots)
    elif spreads:
        assert_widest(text, shown)
    else:
        assert text.startswith("No numbers ")


def assert_alone(text: str, numbers: Mapping[str, float], pilot: str) -> None:
    """One pilot is said with both ends of its items, or with the number that they all have."""
    quoted = {"C1": "on “C1”", "C2": "on “C2”", "C1a": "on “C1a?”"}
    if len({plain_score(number) for number in numbers.values()}) == 1:
        said = ALL_ONE.fullmatch(text)
        assert said
        assert said["low"] == plain_score(next(iter(numbers.values())))
    else:
        said = ALONE.fullmatch(text)
        assert said
        assert_ends(said, {quoted[item]: number for item, number in numbers.items()})
    assert COUNTRIES[said["pilot"]] == pilot


def assert_widest(text: str, shown: Shown) -> None:
    """All items with the widest spread are said, each with both ends."""
    spreads = spreads_of(shown)
    widest = [item for item in ITEMS if spreads.get(item) == max(spreads.values())]
    names = {code: f"in {name}" for name, code in COUNTRIES.items()}
    assert text[0] == "F"
    for item, part in zip(widest, text.split("; "), strict=True):
        numbers = {names[p]: n for (i, p), n in shown.items() if i == item}
        same = len({plain_score(number) for number in numbers.values()}) == 1
        said = (SAME if same else SPREAD).fullmatch(part)
        assert said, part
        assert said["item"] == item
        assert_ends(said, numbers)


def spreads_of(shown: Shown) -> dict[str, int]:
    """Return how far apart the pilots are, as whole numbers, on each item that two or more have a number for."""
    numbers = {item: [n for (i, _), n in shown.items() if i == item] for item in ITEMS}
    return {item: whole(max(n)) - whole(min(n)) for item, n in numbers.items() if len(n) > 1}


def assert_ends(said: re.Match[str], numbers: Mapping[str, float]) -> None:
    """Each end is written as everywhere, and all whose number is written so are named."""
    ends = {"low": min(numbers.values()), "high": max(numbers.values())}
    for end, least in ends.items():
        if end not in said.re.groupindex:  # all have one number
            continue
        assert said[end] == plain_score(least)
        alike = [name for name, number in numbers.items() if plain_score(number) == said[end]]
        assert sorted(
            said[f"of_{end}"].replace(", and ", " and ").replace(", ", " and ").split(" and ")
        ) == sorted(alike)


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
    known, count = len(kinds) - kinds.count("none"), kinds.count("shown")
    if not known:
        assert text.startswith("This survey has no split")
    elif not count:
        assert text.endswith("without danger to somebody")
    else:
        assert ("in Kenya" if len(kinds) == 1 else counted(count, known, len(kinds))) in text
