"""The release a second time: docs/release.md in plain Python, slow and obvious.

The functions stand in the order of that page. Means and scores are exact fractions; only what goes
through a square root is a float.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, TypeVar, cast

from scipy import stats

from swit_data.released.tables import ALL, SCORINGS

if TYPE_CHECKING:
    from swit_data.dataset import Dataset, Round
    from swit_data.framework import Answer, Dimension, Framework, Indicator, StakeholderType

Row = dict[str, Any]
Ask = tuple[str, str]  # respondent, target
AskedSet = frozenset[tuple[str, str, str]]  # stakeholder type, target, dimension or ""
Used = dict[str, list[str]]  # part to indicators
Partition = dict[str, tuple[str, ...]]  # group to categories
Shown = list[tuple["Dimension", Partition]]  # in the order in which they were decided on
Frozen = Mapping[tuple[str, str, str, str], int]  # pilot, round, type or "", dimension: the rank
Named = Iterable[tuple[str, str, str, str]]  # pilot, round, type, indicator
Number = TypeVar("Number", Fraction, float)

HIDDEN = ("too_few_people", "personal", "no_consent", "split_refused")
GROUPS, PARTICIPANTS, INTERVAL_FROM, INFORMANTS = 3, 10, 10, 10
SKIPPED = "-"
ALIKE, UNKNOWN_BRANCHES, FEWEST_BRANCHES = 0.25, 4, 3
MARGIN = 5  # points
BOUNDS = {"worst": Fraction(0), "best": Fraction(100)}
IN_SPLITS = ("standard", "middle_low", "middle_high", "dont_know_zero")
DIGITS = 6
NO_VARIANCE = 1e-9  # points squared: what floats leave of a variance that is 0


# Words


@dataclass(eq=False)
class Told:
    """What one respondent class of a pilot and round was asked, and said, about one type."""

    framework: Framework
    round: Round
    respondent_class: str
    about: StakeholderType
    base: set[str]
    participants: int
    indicators: dict[str, Indicator]  # opinion and personal, of the set, answerable by the class
    characteristics: dict[str, Row]  # of each person of the base
    with_consent: set[str]  # targets that informants with consent were asked about
    without_consent: set[str]  # likewise, without consent
    asked_sets: dict[str, AskedSet]  # of each person of the base
    named: frozenset[str]  # indicators that the owner published by name, though a group agrees
    asked: dict[str, set[Ask]] = field(default_factory=dict)  # the skipped among them
    skipped: dict[str, set[Ask]] = field(default_factory=dict)
    expected: dict[str, set[Ask]] = field(default_factory=dict)
    given: dict[str, dict[Ask, str]] = field(default_factory=dict)


@dataclass(eq=False)
class Cell:
    """A `Told` in one target group; `kept` holds what was worked out before."""

    told: Told
    target: str  # a code, level=<level>, or all
    targets: tuple[str, ...]
    indicators: dict[str, Indicator]  # those that cover at least one of the targets
    asked: dict[str, set[Ask]]
    skipped: dict[str, set[Ask]]
    expected: dict[str, set[Ask]]
    given: dict[str, dict[Ask, str]]
    whole: Cell | None  # the cell of `all`; missing for itself
    kept: dict[Any, Any] = field(default_factory=dict)


Work = TypeVar("Work", bound=Callable[..., Any])


def once(work: Work) -> Work:
    """Keep on the cell what a function found for it."""

    def kept(cell: Cell, *names: object) -> object:
        key = (work.__name__, *names)
        if key not in cell.kept:
            cell.kept[key] = work(cell, *names)
        return cell.kept[key]

    return cast("Work", kept)


@dataclass(frozen=True, eq=False)
class Item:
    """An indicator, a part or a dimension with its opinion indicators, by part."""

    code: str
    kind: str  # indicator | part | dimension
    parts: Used
    equal: bool = False
    core: bool = False

    @property
    def indicators(self) -> list[str]:
        """Return its indicators."""
        return [code for codes in self.parts.values() for code in codes]


def target_groups(about: StakeholderType) -> dict[str, tuple[str, ...]]:
    """Return the targets of each target group."""
    groups: dict[str, tuple[str, ...]] = {t.code: (t.code,) for t in about.targets}
    for level in about.levels:
        groups[f"level={level}"] = tuple(t.code for t in about.targets if t.level == level)
    groups[ALL] = tuple(target.code for target in about.targets)
    return groups


def answer_of(framework: Framework, indicator: str, code: str) -> Answer:
    """Return an answer of an indicator's scale."""
    scale = framework.scales[framework.indicators[indicator].scale]
    return next(answer for answer in scale.answers if answer.code == code)


def score_of(framework: Framework, indicator: str, answer: str, scoring: str) -> Fraction | None:
    """Return the score of an answer after direction, or nothing if it is no scored answer.

    An answer of "" is none at all.
    """
    if not answer:
        return None
    asked, found = framework.indicators[indicator], answer_of(framework, indicator, answer)
    if found.means != "answer" or found.score is None:
        return None
    negative = asked.direction == "negative"
    score: float | None = found.score
    if scoring == "middle_low" and found.lower is not None:
        score = found.higher if negative else found.lower
    if scoring == "middle_high" and found.higher is not None:
        score = found.lower if negative else found.higher
    assert score is not None  # lower and higher stand together
    return 100 - Fraction(score) if negative else Fraction(score)


def y_of(
    framework: Framework, indicator: str, said: Sequence[str], scoring: str
) -> Fraction | None:
    """Return y of somebody who said this about the targets of a cell ("": nothing at all)."""
    scores = [score_of(framework, indicator, answer, scoring) for answer in said]
    scored = [score for score in scores if score is not None]
    if scored:
        return sum(scored, Fraction(0)) / len(scored)
    meant = [answer_of(framework, indicator, answer).means if answer else "" for answer in said]
    if scoring == "dont_know_zero" and "dont_know" in meant:
        return Fraction(0)
    due = [what for what in meant if what != "not_applicable"]
    return BOUNDS[scoring] if scoring in BOUNDS and due else None


@dataclass
class Means:
    """The answers to one indicator in a cell under one scoring."""

    n: int
    p: Fraction
    pull: dict[str, float]  # of each person with y: (y - p) / n


@once
def means(cell: Cell, indicator: str, scoring: str) -> Means:
    """Return n, p and what each y pulls p by."""
    # People who said the same have the same y: it is worked out once for them all.
    alike: list[tuple[Fraction, list[str]]] = []
    for said, people in people_by_answers(cell, indicator).items():
        y = y_of(cell.told.framework, indicator, said, scoring)
        if y is not None:
            alike.append((y, people))
    n = sum(len(people) for _, people in alike)
    p = sum((y * len(people) for y, people in alike), Fraction(0)) / n if n else Fraction(0)
    return Means(n, p, {r: float((y - p) / n) for y, people in alike for r in people})


@once
def people_by_answers(cell: Cell, indicator: str) -> dict[tuple[str, ...], list[str]]:
    """Return the people who gave the same answers about the targets of a cell."""
    said: dict[str, list[str]] = defaultdict(list)
    for ask in cell.expected[indicator]:
        said[ask[0]].append(cell.given[indicator].get(ask, ""))
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person, answers in said.items():
        alike[tuple(sorted(answers))].append(person)
    return alike


# Items and rows of `scores`


@once
def items(cell: Cell) -> dict[str, Item]:
    """Return the items of a cell by their code."""
    framework = cell.told.framework
    found = [Item(i.code, "indicator", {i.part: [i.code]}) for i in cell.indicators.values()]
    opinions = [i for i in cell.indicators.values() if i.kind == "opinion"]
    of_part = {
        part: [i.code for i in opinions if i.part == part]
        for part in framework.parts
        if any(i.part == part for i in opinions)
    }
    found += [Item(part, "part", {part: codes}) for part, codes in of_part.items()]
    for dimension in framework.dimensions:
        parts = {p: c for p, c in of_part.items() if framework.parts[p].dimension == dimension}
        if parts:
            found.append(Item(dimension, "dimension", parts))
            found.append(Item(f"{dimension}_equal", "dimension", parts, equal=True))
    core = core_items(cell, found) if cell.told.round.set == "full" else []
    return {item.code: item for item in (*found, *core)}


def core_items(cell: Cell, whole: Iterable[Item]) -> list[Item]:
    """Return the core items of a full round: each part and dimension over its core indicators alone."""
    found = []
    for item in whole:
        parts = {
            part: [i for i in codes if cell.indicators[i].set == "core"]
            for part, codes in item.parts.items()
        }
        parts = {part: codes for part, codes in parts.items() if codes}
        if item.kind != "indicator" and parts and cell.told.respondent_class == "community":
            code = f"{item.code.removesuffix('_equal') if item.equal else item.code}_core"
            code = f"{code}_equal" if item.equal else code
            found.append(Item(code, item.kind, parts, item.equal, core=True))
    return found


@once
def counted(cell: Cell, indicator: str) -> bool:
    """Say whether an opinion indicator enters scores."""
    told, n = cell.told, means(cell, indicator, "standard").n
    if told.respondent_class != "community":
        return told.respondent_class == "institution" and n >= 1
    enough = n >= told.framework.k and 2 * n >= len(people_due(cell, indicator))
    return enough and not target_rule(cell, items(cell)[indicator])


def people_due(cell: Cell, indicator: str) -> set[str]:
    """Return the people to whom the question applies about some target."""
    return {
        ask[0]
        for ask in cell.expected[indicator]
        if meant(cell, indicator, ask) != "not_applicable"
    }


def meant(cell: Cell, indicator: str, ask: Ask) -> str:
    """Return what an answer means, or nothing where there is none."""
    answer = cell.given[indicator].get(ask)
    return answer_of(cell.told.framework, indicator, answer).means if answer else ""


def why_unanswered(cell: Cell, indicator: str) -> str:
    """Return why an indicator has too few scored answers, the first reason that fits."""
    told, n = cell.told, means(cell, indicator, "standard").n
    least = told.framework.k if told.respondent_class == "community" else 1
    whole = {person for person, _ in cell.asked[indicator]}
    due = people_due(cell, indicator)
    unknowing = {
        ask[0] for ask in cell.given[indicator] if meant(cell, indicator, ask) == "dont_know"
    } - set(means(cell, indicator, "standard").pull)
    not_applicable = whole - {
        ask[0]
        for ask in cell.asked[indicator] - cell.skipped[indicator]
        if meant(cell, indicator, ask) != "not_applicable"
    }
    telling = told.respondent_class != "community" or len(whole) > 2 * told.framework.k
    if telling and len(not_applicable) >= least and 2 * len(not_applicable) > len(whole):
        return "mostly_not_applicable"
    if len(unknowing) >= least and 2 * len(unknowing) > len(due):
        return "most_do_not_know"
    return "too_few_answers" if n < least else "too_little_answered"


def target_rule(cell: Cell, item: Item) -> bool:
    """Say whether the item is withheld at every target and level."""
    if cell.told.respondent_class != "community" or cell.whole is None:
        return False
    if item.kind == "indicator" and uneven(cell.whole, item.code):
        return True
    return some_target_has_few(cell.whole, item.code)


@once
def some_target_has_few(whole: Cell, item: str) -> bool:
    """Say whether fewer than k people have a scored answer to an item at a target asked about."""
    indicators = items(whole)[item].indicators
    scored: dict[str, set[str]] = {t: set() for i in indicators for _, t in whole.expected[i]}
    for indicator in indicators:
        for (person, target), answer in whole.given[indicator].items():
            if score_of(whole.told.framework, indicator, answer, "standard") is not None:
                scored[target].add(person)
    return any(len(people) < whole.told.framework.k for people in scored.values())


@once
def uneven(whole: Cell, indicator: str) -> bool:
    """Say whether a weighting of its target groups leaves the answers of fewer than k people."""
    level_of = {target.code: target.level for target in whole.told.about.targets}
    people = Counter((ALL, targets) for targets in target_sets(whole, indicator).values())
    return few_are_left(people, level_of, whole.told.framework.k)


def target_sets(whole: Cell, indicator: str) -> dict[str, frozenset[str]]:
    """Return T(r): the targets about which each person has a scored answer."""
    found: dict[str, set[str]] = defaultdict(set)
    for (person, target), answer in whole.given[indicator].items():
        if score_of(whole.told.framework, indicator, answer, "standard") is not None:
            found[person].add(target)
    return {person: frozenset(targets) for person, targets in found.items()}


Kind = tuple[str, frozenset[str]]  # a group of a split (ALL: everybody), and a set of targets


def few_are_left(
    people: Mapping[Kind, int], level_of: Mapping[str, str], k: int, *, mean: bool = True
) -> bool:
    """Say whether some weights are 0 on everybody but 1 to k - 1 people; `people`: by group and target set.

    `mean`: people count with a mean over their targets; else with a sum, as in how many answered. Every set of
    fewer than k people is tried. Weights that are 0 on all the others are a space: it must hold one that is not
    0 on everybody.
    """
    names = [*sorted({f"group {g}" for g, _ in people}), *sorted(set(level_of.values())), *level_of]
    rows = {kind: weights_on(kind, level_of, names, mean=mean) for kind in people}
    # A set of k people or more is never among those left: its weights are 0 whatever is tried.
    rare = [kind for kind, number in people.items() if number < k]
    every = [[Fraction(int(i == j)) for j in range(len(names))] for i in range(len(names))]
    frequent = narrowed(every, (row for t in rows if t not in rare for row in rows[t]))
    everybody = narrowed(frequent, (row for t in rare for row in rows[t]))
    if len(everybody) == len(frequent):
        return False
    for left in subsets(rare, k - 1):
        if sum(people[kind] for kind in left) < k:
            space = narrowed(frequent, (row for t in rare if t not in left for row in rows[t]))
            if len(space) > len(everybody):
                return True
    return False


def subsets(kinds: Sequence[Kind], most: int) -> Iterable[tuple[Kind, ...]]:
    """Return every choice of one or more, and of so many at most."""
    return (some for size in range(1, most + 1) for some in combinations(kinds, size))


def weights_on(
    kind: Kind, level_of: Mapping[str, str], names: Sequence[str], *, mean: bool
) -> list[dict[int, Fraction]]:
    """Return for each target of a person what a, b and c (by their place) weigh the answer with."""
    group, targets = kind
    rows = []
    for target in targets:
        in_level = [other for other in targets if level_of[other] == level_of[target]]
        row = {names.index(f"group {group}"): Fraction(1, len(targets) if mean else 1)}
        row[names.index(level_of[target])] = Fraction(1, len(in_level) if mean else 1)
        row[names.index(target)] = Fraction(1)
        rows.append(row)
    return rows


def narrowed(
    basis: list[list[Fraction]], rows: Iterable[Mapping[int, Fraction]]
) -> list[list[Fraction]]:
    """Return a basis of the vectors of a space on which every row is 0."""
    for row in rows:
        on = [sum((v * vector[i] for i, v in row.items()), Fraction(0)) for vector in basis]
        pivot = next((place for place, value in enumerate(on) if value), None)
        if pivot is not None:
            basis = [
                [x - on[place] / on[pivot] * y for x, y in zip(vector, basis[pivot], strict=True)]
                for place, vector in enumerate(basis)
                if place != pivot
            ]
    return basis


def used(cell: Cell, item: Item) -> Used:
    """Return the counted indicators a score rests on; of a dimension, those of scored parts."""
    found = {part: [i for i in codes if counted(cell, i)] for part, codes in item.parts.items()}
    if item.kind == "dimension":
        suffix = "_core" if item.core else ""
        found = {part: codes for part, codes in found.items() if is_scored(cell, part + suffix)}
    return {part: codes for part, codes in found.items() if codes}


def is_scored(cell: Cell, part: str) -> bool:
    """Say whether a part has a published score."""
    return reason(cell, items(cell)[part]) == ""


def people_scored(cell: Cell, rests_on: Used, scoring: str = "standard") -> set[str]:
    """Return the distinct people with a scored answer to the indicators used."""
    return {p for codes in rests_on.values() for i in codes for p in means(cell, i, scoring).pull}


def people_answered(cell: Cell, item: Item) -> set[str]:
    """Return the distinct people who gave an answer of any kind."""
    return {person for i in item.indicators for person, _ in cell.given[i]}


def respondents(cell: Cell, item: Item) -> int:
    """Return the number of people a score rests on."""
    if item.kind == "indicator":
        return means(cell, item.code, "standard").n
    return len(people_scored(cell, used(cell, item)))


def expected(cell: Cell, item: Item) -> int:
    """Return the number of (person, target) pairs asked."""
    return sum(len(cell.expected[i]) for i in item.indicators)


def answered(cell: Cell, item: Item) -> int:
    """Return the number of answers of any kind."""
    return sum(len(cell.given[i]) for i in item.indicators)


@once
def reason(cell: Cell, item: Item) -> str:
    """Return why an item is withheld, or nothing: the first reason that fits."""
    told = cell.told
    if item.kind == "indicator" and told.indicators[item.code].kind == "personal":
        return "personal"
    if no_consent(cell):
        return "no_consent"
    if expected(cell, item) == 0:
        return "not_asked"
    if small_base(told):
        return "too_few_people"
    return "not_scored" if told.respondent_class == "group" else reason_in_answers(cell, item)


def small_base(told: Told) -> bool:
    """Say whether the base is too small for anything to be published."""
    if told.respondent_class == "group":
        return len(told.base) < GROUPS or told.participants < PARTICIPANTS
    return told.respondent_class == "community" and len(told.base) < told.framework.k0


def reason_in_answers(cell: Cell, item: Item) -> str:
    """Return the first reason from 4 on that fits."""
    community, k = cell.told.respondent_class == "community", cell.told.framework.k
    if answered(cell, item) == 0:
        return "no_answers"
    if target_rule(cell, item):
        return "too_few_people"
    if item.kind == "indicator":
        return "" if counted(cell, item.code) else why_unanswered(cell, item.code)
    have, full = weights(cell, item)
    if 3 * have < 2 * full:
        return why_too_light(cell, item)
    return "too_few_people" if community and respondents(cell, item) < k else ""


def why_too_light(cell: Cell, item: Item) -> str:
    """Return why most of the missing weight of a part or dimension is missing."""
    named = ("most_do_not_know", "mostly_not_applicable", "too_few_people", "too_little_answered")
    missing = dict.fromkeys(named, 0)
    for i in item.indicators:
        why = reason(cell, items(cell)[i])
        if cell.expected[i] and why:
            weight = cell.told.framework.indicators[i].weight
            missing[why if why in missing else "too_little_answered"] += weight
    return max(named, key=lambda why: missing[why])  # of equal ones the first


def no_consent(cell: Cell) -> bool:
    """Say whether there are informants of the type and target group, but none with consent."""
    here = set(cell.targets)
    return bool(cell.told.without_consent & here) and not cell.told.with_consent & here


# Weights and scores


def part_weight(framework: Framework, part: str, equal: bool) -> int:
    """Return PW of a part."""
    return 1 if equal else framework.parts[part].weight


def weight_of(framework: Framework, indicators: Sequence[str]) -> int:
    """Return the sum of indicator weights."""
    return sum(framework.indicators[i].weight for i in indicators)


def full_weights(cell: Cell, parts: Used) -> dict[str, int]:
    """Return weight_all of each part over the opinion indicators asked (0: nothing asked)."""
    framework = cell.told.framework
    asked = {part: [i for i in codes if cell.expected[i]] for part, codes in parts.items()}
    return {part: weight_of(framework, codes) for part, codes in asked.items()}


def weights(cell: Cell, item: Item) -> tuple[int, int]:
    """Return weight_have and weight_all."""
    framework = cell.told.framework
    full = full_weights(cell, item.parts)
    have = {part: weight_of(framework, codes) for part, codes in used(cell, item).items()}
    if item.kind != "dimension":
        return sum(have.values()), sum(full.values())
    return dimension_weights(framework, have, full, item.equal)


def dimension_weights(
    framework: Framework, have: Mapping[str, int], full: Mapping[str, int], equal: bool
) -> tuple[int, int]:
    """Return weight_have and weight_all of a dimension; `have` is of scored parts only."""
    full = {part: weight for part, weight in full.items() if weight > 0}
    common = math.lcm(*full.values())
    pw = {part: part_weight(framework, part, equal) for part in full}
    top = sum(pw[part] * have[part] * common // full[part] for part in have)
    return top, sum(pw[part] * common for part in full)


def score(framework: Framework, rests_on: Used, equal: bool, p: Mapping[str, Number]) -> Number:
    """Return the weighted mean over parts of the weighted means over indicators."""
    top, bottom = p[next(iter(p))] * 0, 0
    for part, codes in rests_on.items():
        inside = p[codes[0]] * 0
        for i in codes:
            inside += framework.indicators[i].weight * p[i]
        top += part_weight(framework, part, equal) * inside / weight_of(framework, codes)
        bottom += part_weight(framework, part, equal)
    return top / bottom


def normalised(framework: Framework, rests_on: Used, equal: bool) -> dict[str, Fraction]:
    """Return W of each indicator; they sum to 1."""
    parts = sum(part_weight(framework, part, equal) for part in rests_on)
    return {
        i: Fraction(part_weight(framework, part, equal), parts)
        * Fraction(framework.indicators[i].weight, weight_of(framework, codes))
        for part, codes in rests_on.items()
        for i in codes
    }


def basis(framework: Framework, item: Item, rests_on: Used) -> str:
    """Return the hash of the counted indicators and weights."""
    texts = {
        part: ",".join(f"{i}:{framework.indicators[i].weight}" for i in sorted(codes))
        for part, codes in rests_on.items()
    }
    if item.kind == "indicator":
        text = item.code
    elif item.kind == "part":
        (text,) = texts.values()
    else:
        text = ";".join(
            f"{part}*{part_weight(framework, part, item.equal)}({texts[part]})"
            for part in sorted(texts)
        )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# Interval


@cache
def t_quantile(degrees: int) -> float:
    """Return the 0.975 quantile of t."""
    return float(stats.t.ppf(0.975, degrees))


@cache
def normal_quantile() -> float:
    """Return the 0.975 quantile of the normal distribution."""
    return float(stats.norm.ppf(0.975))


def wilson(q: float, n: float, c: float) -> tuple[float, float]:
    """Return Wilson's limits in points, cut to 0-100."""
    middle = q + c * c / (2 * n)
    half = c * math.sqrt(q * (1 - q) / n + c * c / (4 * n * n))
    low, high = (100 * (middle + side * half) / (1 + c * c / n) for side in (-1, 1))
    return max(low, 0.0), min(high, 100.0)


@dataclass
class Estimate:
    """A published score with all that belongs to it; low is missing where there is no interval."""

    score: Fraction
    respondents: int
    z: dict[str, float]
    low: float | None = None
    high: float | None = None
    effective_n: float | None = None
    degrees: int | None = None


def estimate(
    cell: Cell, rests_on: Used, equal: bool, scoring: str, *, informants: bool = False
) -> Estimate:
    """Return the score over the indicators used, with its interval where there is one.

    `informants`: an institution's informants have one too.
    """
    framework = cell.told.framework
    found = {i: means(cell, i, scoring) for codes in rests_on.values() for i in codes}
    value = score(framework, rests_on, equal, {i: m.p for i, m in found.items()})
    z: dict[str, float] = defaultdict(float)
    for i, weight in normalised(framework, rests_on, equal).items():
        w = float(weight)
        for person, pull in found[i].pull.items():
            z[person] += w * pull
    result = Estimate(value, len(people_scored(cell, rests_on)), dict(z))
    community = cell.told.respondent_class == "community"
    if (community or informants) and result.respondents >= INTERVAL_FROM:
        scales = [framework.scales[framework.indicators[i].scale] for i in found]
        plain = len(scales) == 1 and scales[0].two_answers
        branches = cell.told.round.branches or UNKNOWN_BRANCHES
        factor = max(1.0, 1 + (len(result.z) / branches - 1) * ALIKE) if community else 1.0
        add_interval(result, factor, plain)
    return result


def add_interval(result: Estimate, factor: float, plain: bool) -> None:
    """Fill in low, high, effective_n and degrees."""
    m, q = len(result.z), result.score / 100
    v = m / (m - 1) * sum(z * z for z in result.z.values()) * factor
    if plain:
        result.effective_n, quantile = m / factor, normal_quantile()
    else:
        alike = v < NO_VARIANCE or q in (0, 1)
        result.effective_n = float(m) if alike else float(q * (1 - q)) * 10_000 / v
        result.degrees, quantile = m - 1, t_quantile(m - 1)
    result.low, result.high = wilson(float(q), result.effective_n, quantile)


# Rows


def rounded(value: Fraction | float | None) -> float | None:
    """Return a number as it is published."""
    return None if value is None else round(float(value), DIGITS) + 0.0


def keys(cell: Cell, item: str, split: str = "all") -> Row:
    """Return the columns that name a row."""
    told = cell.told
    return {
        "pilot": told.round.pilot,
        "round": told.round.round,
        "respondent_class": told.respondent_class,
        "stakeholder_type": told.about.code,
        "target": cell.target,
        "item": item,
        "split": split,
    }


NO_NUMBERS: Row = dict.fromkeys(
    (
        *("score", "low", "high", "effective_n", "degrees", "weight_have", "weight_all", "basis"),
        *("respondents", "answered", "coverage", "dont_know"),
    )
)


def score_rows(cell: Cell) -> list[Row]:
    """Return the rows of `scores` of a cell."""
    rows = []
    for item in items(cell).values():
        why = reason(cell, item)
        people = counts(cell, item, why)
        for scoring in SCORINGS:
            row = keys(cell, item.code) | {"scoring": scoring} | NO_NUMBERS | people
            if why == "":
                row |= published(cell, item, scoring)
            rows.append(row | {"withheld": why, "may_be_clear": enough_branches(cell)})
    return rows


def enough_branches(cell: Cell) -> bool:
    """Say whether people were recruited through three known branches or more."""
    return cell.told.round.branches >= FEWEST_BRANCHES


def published(cell: Cell, item: Item, scoring: str) -> Row:
    """Return the numbers that a withheld row lacks."""
    rests_on = used(cell, item)
    found = estimate(cell, rests_on, item.equal, scoring)
    return {
        "score": rounded(found.score),
        "low": rounded(found.low),
        "high": rounded(found.high),
        "effective_n": rounded(found.effective_n),
        "degrees": found.degrees,
        "basis": basis(cell.told.framework, item, rests_on),
    }


def counts(cell: Cell, item: Item, why: str) -> Row:
    """Return who answered and how much, as far as the reason lets it be seen."""
    told = cell.told
    if why in HIDDEN or (item.core and why):
        return {}
    if item.core:
        return {"respondents": respondents(cell, item)} | weight_columns(cell, item)
    if why == "not_asked":
        return {"respondents": 0, "answered": 0}
    people = people_answered(cell, item)
    if told.respondent_class == "community" and why and len(people) < told.framework.k:
        return {"respondents": 0, "answered": 0, "coverage": 0.0} if why == "no_answers" else {}
    row = how_much(cell, item)
    if told.respondent_class == "group":
        return row | {"respondents": len(people)}
    return row | {"respondents": respondents(cell, item)} | weight_columns(cell, item)


def how_much(cell: Cell, item: Item) -> Row:
    """Return the number of answers, and their share of what was asked and of don't-know."""
    found = answered(cell, item)
    dont_know = sum(
        number
        for i in item.indicators
        for answer, number in Counter(cell.given[i].values()).items()
        if answer_of(cell.told.framework, i, answer).means == "dont_know"
    )
    return {
        "answered": found,
        "coverage": rounded(Fraction(found, expected(cell, item))),
        "dont_know": rounded(Fraction(dont_know, found)) if found else None,
    }


def weight_columns(cell: Cell, item: Item) -> Row:
    """Return the weights of a row."""
    have, full = weights(cell, item)
    return {"weight_have": have, "weight_all": full}


# Personal questions and `answer_counts`


def answer_rows(cell: Cell, beside: int = 0) -> list[Row]:
    """Return the rows of `answer_counts` of a cell; `beside`: the k of the splits that are shown beside it."""
    rows = []
    for indicator in cell.indicators.values():
        targets = {target for _, target in cell.expected[indicator.code]}
        one_target = cell.target in cell.targets or len(targets) == 1
        if not one_target or cell.told.respondent_class == "institution":
            continue
        if indicator.kind == "personal":
            why, numbers = personal_counts(cell, indicator, beside)
        else:
            why, numbers = opinion_counts(cell, indicator)
        total = sum(numbers.values())
        for answer, count in numbers.items():
            row = keys(cell, indicator.code) | {"answer": answer, "count": None, "share": None}
            if why == "":
                row["count"] = count
                row["share"] = rounded(Fraction(count, total)) if total else None
            rows.append(row | {"withheld": why})
    return rows


def opinion_counts(cell: Cell, indicator: Indicator) -> tuple[str, dict[str, int]]:
    """Return the reason, and how many people gave each answer of the scale."""
    given = Counter(cell.given[indicator.code].values())
    numbers = {code: given[code] for code in cell.told.framework.scales[indicator.scale].codes}
    why = reason(cell, items(cell)[indicator.code])
    return "" if why == "not_scored" else why, numbers


def personal_counts(cell: Cell, indicator: Indicator, beside: int) -> tuple[str, dict[str, int]]:
    """Return the reason, and how many people answered yes and anything else."""
    framework = cell.told.framework
    scale = framework.scales[indicator.scale]
    yes = next(answer.code for answer in scale.answers if answer.score == 100)
    given = list(cell.given[indicator.code].values())
    numbers = {yes: given.count(yes), "other": len(given) - given.count(yes)}
    shown = (
        cell.told.respondent_class == "community"
        and len(cell.told.base) >= framework.k0
        and min(numbers.values()) >= max(framework.k, beside)
    )
    return "" if shown else "personal", numbers


# Splits


def partitions(framework: Framework, dimension: Dimension) -> list[Partition]:
    """Return a dimension's partitions, the finest first; none if it names no split."""
    if dimension.split is None:
        return []
    categories = framework.characteristics[dimension.split.characteristic].categories
    found: list[Partition] = [{category: (category,) for category in categories}]
    for merged in dimension.split.partitions:
        named = {category for group in merged.values() for category in group}
        alone = {category: (category,) for category in categories if category not in named}
        found.append({**merged, **alone})
    return found


def people_of(told: Told, characteristic: str, categories: Iterable[str]) -> set[str]:
    """Return the people of the base in a group."""
    wanted = set(categories)
    return {
        person
        for person in told.base
        if (told.characteristics[person].get(characteristic) or "prefer_not_to_say") in wanted
    }


def only_about(cell: Cell, people: set[str]) -> Cell:
    """Return the cell as it would be with these people alone."""
    return replace(
        cell,
        asked={i: {a for a in asks if a[0] in people} for i, asks in cell.asked.items()},
        # Of a group nobody is told how many were skipped.
        expected={i: {a for a in asks if a[0] in people} for i, asks in cell.asked.items()},
        given={
            i: {ask: answer for ask, answer in said.items() if ask[0] in people}
            for i, said in cell.given.items()
        },
        kept={},
    )


def items_of(cell: Cell, dimension: str) -> list[Item]:
    """Return the items of a dimension: indicators, parts, the dimension and its `_equal`."""
    parts = cell.told.framework.parts
    return [
        item
        for item in items(cell).values()
        if not item.core and any(parts[part].dimension == dimension for part in item.parts)
    ]


def least_of(framework: Framework, dimension: Dimension) -> int:
    """Return how many people a group of a split has: ten and more where it tells what endangers them."""
    assert dimension.split is not None
    asked = framework.characteristics[dimension.split.characteristic]
    return max(framework.k, 10) if asked.own_consent else framework.k


def may_be_shown(scope: Sequence[Cell], dimension: Dimension, partition: Partition) -> bool:
    """Say whether every group has k people, and k scored answers to what is published."""
    assert dimension.split is not None
    published_ones = [
        (cell, item.code)
        for cell in scope
        for item in items_of(cell, dimension.code)
        if item.kind == "indicator" and reason(cell, item) == ""
    ]
    for categories in partition.values():
        for cell, indicator in published_ones:
            people = people_of(cell.told, dimension.split.characteristic, categories)
            scored = set(means(cell, indicator, "standard").pull) & people
            # Who has a scored answer is one of the people: k of the first are k of the second.
            if len(scored) < least_of(cell.told.framework, dimension):
                return False
    return bool(published_ones)


def has_room(
    scope: Sequence[Cell], dimension: Dimension, partition: Partition, before: Shown
) -> bool:
    """Say whether k people of a group could be in any groups of the splits before it.

    Answers are exchanged between people who were asked the same; so too with those who were asked
    a personal question.
    """
    assert dimension.split is not None
    told = scope[0].told
    characteristic = dimension.split.characteristic
    others = {code: split for code, split in finest(before).items() if code != characteristic}
    crossed = [
        [people_of(told, code, categories) for categories in groups.values()]
        for code, groups in ((characteristic, partition), *others.items())
    ]
    asked_sets = set(told.asked_sets.values())
    within = [asked_sets, *personal_sets(scope, asked_sets)]
    least = max(least_of(told.framework, each) for each in (dimension, *(d for d, _ in before)))
    return all(
        sum(least_with(told, asked, groups) for asked in some) >= least
        for groups in product(*crossed)
        for some in within
    )


def least_with(told: Told, asked: AskedSet, groups: Iterable[set[str]]) -> int:
    """Return the least number of people with an asked set in any one of the groups."""
    return min(sum(told.asked_sets[person] == asked for person in people) for people in groups)


def finest(shown: Shown) -> dict[str, Partition]:
    """Return the partition with the most groups of each characteristic."""
    found: dict[str, Partition] = {}
    for dimension, partition in shown:
        assert dimension.split is not None
        kept = found.get(dimension.split.characteristic, {})
        if len(partition) > len(kept):
            found[dimension.split.characteristic] = partition
    return found


def personal_sets(scope: Sequence[Cell], asked_sets: set[AskedSet]) -> list[set[AskedSet]]:
    """Return, for each personal question, type and target asked about, the asked sets with it."""
    found = []
    for cell in scope:
        framework, about = cell.told.framework, cell.told.about.code
        for indicator in (i for i in cell.indicators.values() if i.kind == "personal"):
            dimension = framework.dimension_of(indicator.code)
            for target in {target for _, target in cell.asked[indicator.code]}:
                asked = {(about, target, dimension), (about, target, "")}
                found.append({one for one in asked_sets if one & asked})
    return found


def used_partition(
    scope: Sequence[Cell], dimension: Dimension, frozen: int | None, before: Shown
) -> Partition | None:
    """Return the first partition that may be shown and has room; the ledger leaves one to try."""
    found = partitions(scope[0].told.framework, dimension)
    if frozen is not None and frozen < 0:
        return None  # refused in an earlier release
    tried = found if frozen is None else [found[frozen]]
    for partition in tried:
        if may_be_shown(scope, dimension, partition) and has_room(
            scope, dimension, partition, before
        ):
            return partition
    return None


@dataclass(frozen=True, eq=False)
class Split:
    """A cell of `all` and the groups of a partition of it that is shown."""

    cell: Cell
    dimension: str
    groups: dict[str, set[str]]  # as the column `split` says it, to people
    hidden: set[str]  # published at `all`, and not told of the groups

    def told(self, item: Item) -> Item:
        """Return an item over the indicators that are told of the groups."""
        parts = {
            part: [i for i in codes if i not in self.hidden] for part, codes in item.parts.items()
        }
        return replace(item, parts=parts)

    def used(self, item: Item) -> Used:
        """Return what a score of the split rests on; of a dimension, of parts that keep enough."""
        whole, full = used(self.cell, item), full_weights(self.cell, item.parts)
        left = {part: [i for i in codes if i not in self.hidden] for part, codes in whole.items()}
        if item.kind == "dimension":
            framework = self.cell.told.framework
            left = {
                part: codes
                for part, codes in left.items()
                if 3 * weight_of(framework, codes) >= 2 * full[part]
            }
        return {part: codes for part, codes in left.items() if codes}

    def weights(self, item: Item) -> tuple[int, int]:
        """Return weight_have over what the split rests on, and weight_all as for everybody."""
        framework, full = self.cell.told.framework, full_weights(self.cell, item.parts)
        have = {part: weight_of(framework, codes) for part, codes in self.used(item).items()}
        if item.kind != "dimension":
            return sum(have.values()), sum(full.values())
        return dimension_weights(framework, have, full, item.equal)

    def reason(self, item: Item) -> str:
        """Return why an item is withheld for every group, or nothing."""
        why = reason(self.cell, item)
        have, full = self.weights(item)
        return "split_refused" if why == "" and 3 * have < 2 * full else why


def split_of(cell: Cell, dimension: Dimension, partition: Partition) -> Split:
    """Return a shown split of a cell."""
    assert dimension.split is not None
    characteristic = dimension.split.characteristic
    groups = {
        f"{characteristic}={group}": people_of(cell.told, characteristic, categories)
        for group, categories in partition.items()
    }
    shown = [
        item.code
        for item in items_of(cell, dimension.code)
        if item.kind == "indicator" and reason(cell, item) == ""
    ]
    hidden = {
        code
        for code in shown
        if code not in cell.told.named
        and any(of_one_mind(cell, code, people) for people in groups.values())
    }
    least = least_of(cell.told.framework, dimension)
    hidden |= {code for code in shown if uneven_with_groups(cell, code, groups, least)}
    return Split(cell, dimension.code, groups, hidden)


def uneven_with_groups(cell: Cell, indicator: str, groups: Mapping[str, set[str]], k: int) -> bool:
    """Say whether a question told apart by target would, with the groups, tell fewer than k people apart."""
    if uneven(cell, indicator) or some_target_has_few(cell, indicator):
        return False
    level_of = {t.code: t.level for t in cell.told.about.targets}
    group_of = {person: group for group, people in groups.items() for person in people}
    gave: dict[str, set[str]] = defaultdict(set)
    for person, target in cell.given[indicator]:
        gave[person].add(target)
    sets = target_sets(cell, indicator)
    scored = Counter((group_of[p], targets) for p, targets in sets.items())
    given = Counter((group_of[p], frozenset(targets)) for p, targets in gave.items())
    return few_are_left(scored, level_of, k) or few_are_left(given, level_of, k, mean=False)


def of_one_mind(cell: Cell, indicator: str, people: set[str]) -> bool:
    """Say whether all scored answers of these people are one and the same answer."""
    said = {
        answer
        for (person, _), answer in cell.given[indicator].items()
        if person in people
        and score_of(cell.told.framework, indicator, answer, "standard") is not None
    }
    return len(said) == 1


def in_order(dataset: Dataset) -> list[str]:
    """Return the dimensions of all frameworks, each where it stands first."""
    return list(dict.fromkeys(code for f in dataset.frameworks.values() for code in f.dimensions))


def split_tables(
    scope: Sequence[Cell], order: Sequence[str], frozen: Frozen
) -> tuple[dict[str, list[Row]], int]:
    """Return the split rows of a scope: cells of the community, target `all`; and the k of those that are shown."""
    rows: dict[str, list[Row]] = {"scores": [], "answer_counts": []}
    told = scope[0].told
    shown: Shown = []
    for dimension in (
        told.framework.dimensions[c] for c in order if c in told.framework.dimensions
    ):
        if dimension.split is None or not asked_in(told, dimension.split.characteristic):
            continue
        about = told.about.code if told.framework.form.shape == 1 else ""
        key = (told.round.pilot, told.round.round, about, dimension.code)
        partition = used_partition(scope, dimension, frozen.get(key), shown)
        if partition is None:
            rows["scores"] += [row for cell in scope for row in refused_rows(cell, dimension)]
            continue
        shown.append((dimension, partition))
        for split in (split_of(cell, dimension, partition) for cell in scope):
            for group in split.groups:
                rows["scores"] += group_scores(split, group)
                rows["answer_counts"] += group_counts(split, group)
    return rows, max((least_of(told.framework, each) for each, _ in shown), default=0)


def asked_in(told: Told, characteristic: str) -> bool:
    """Say whether a round asked a characteristic: what endangers people is asked in the full set alone."""
    asked = told.framework.characteristics[characteristic]
    return told.round.set == "full" or asked.own_consent is None


def refused_rows(cell: Cell, dimension: Dimension) -> list[Row]:
    """Return a refused row for each category, whichever was short."""
    if dimension.code not in items(cell):
        return []
    assert dimension.split is not None
    characteristic = dimension.split.characteristic
    return [
        keys(cell, dimension.code, f"{characteristic}={category}")
        | NO_NUMBERS
        | {"scoring": "standard", "withheld": "split_refused"}
        | {"may_be_clear": enough_branches(cell)}
        for category in partitions(cell.told.framework, dimension)[0]
    ]


def group_scores(split: Split, name: str) -> list[Row]:
    """Return the rows of `scores` of a group; what counts is decided over everybody."""
    cell, rows = split.cell, []
    group = only_about(cell, split.groups[name])
    for item in items_of(cell, split.dimension):
        if personal(cell, item.code):  # never split
            continue
        why = split.reason(item)
        for scoring in IN_SPLITS:
            row = keys(cell, item.code, name) | {"scoring": scoring} | NO_NUMBERS
            if why == "":
                row |= group_numbers(split, group, item, scoring)
            rows.append(row | {"withheld": why, "may_be_clear": enough_branches(cell)})
    return rows


def group_numbers(split: Split, group: Cell, item: Item, scoring: str) -> Row:
    """Return the numbers of a group's row."""
    framework, rests_on = split.cell.told.framework, split.used(item)
    p = {i: means(group, i, scoring).p for codes in rests_on.values() for i in codes}
    have, full = split.weights(item)
    return {
        "score": rounded(score(framework, rests_on, item.equal, p)),
        "basis": basis(framework, item, rests_on),
        "respondents": len(people_scored(group, rests_on)),
        "weight_have": have,
        "weight_all": full,
        **how_much(group, split.told(item)),
    }


def group_counts(split: Split, name: str) -> list[Row]:
    """Return the rows of `answer_counts` of a group."""
    cell = split.cell
    group = only_about(cell, split.groups[name])
    framework = cell.told.framework
    rows = []
    for row in answer_rows(cell):
        code = row["item"]
        if personal(cell, code) or row["withheld"] or code in split.hidden:
            continue
        if framework.dimension_of(code) != split.dimension:
            continue
        said = list(group.given[code].values())
        count = said.count(row["answer"])
        share = rounded(Fraction(count, len(said))) if said else None
        rows.append(row | {"split": name, "count": count, "share": share})
    return rows


# `statements`


def fact_rows(dataset: Dataset, row: Round) -> list[Row]:
    """Return a row for each fact of a pilot and round."""
    return [
        {
            "pilot": row.pilot,
            "round": row.round,
            "kind": "fact",
            "stakeholder_type": fact.stakeholder_type,
            "target": fact.target,
            "indicator": fact.indicator,
            "answer": fact.answer,
            "count": None,
            "source": fact.source,
            "month": fact.month,
        }
        for fact in dataset.facts
        if (fact.pilot, fact.round) == (row.pilot, row.round)
    ]


def institution_rows(told: Told) -> list[Row]:
    """Return a row for each answer that informants with consent gave."""
    informants = Counter(
        (target, indicator, answer)
        for indicator, given in told.given.items()
        if told.indicators[indicator].kind == "opinion"
        for (_, target), answer in given.items()
    )
    return [
        {
            "pilot": told.round.pilot,
            "round": told.round.round,
            "kind": "institution",
            "stakeholder_type": told.about.code,
            "target": target,
            "indicator": indicator,
            "answer": answer,
            "count": count,
            "source": "",
            "month": "",
        }
        for (target, indicator, answer), count in informants.items()
    ]


# `pairs`

Side = tuple[str, str, str]  # class, stakeholder type, target


@dataclass(frozen=True)
class Compared:
    """Two sides and the common indicators that they are compared on."""

    a: Cell
    b: Cell
    rests_on: Used
    equal: bool

    @property
    def institution(self) -> bool:
        """Say whether side b is an institution."""
        return self.b.told.respondent_class == "institution"


def sides_of_pairs(framework: Framework) -> list[tuple[Side, Side]]:
    """Return every two sides that are compared."""
    types = framework.external_types
    pairs = [
        (("community", a.code, ALL), ("community", b.code, ALL)) for a, b in combinations(types, 2)
    ]
    for about in types:
        targets = [("community", about.code, target.code) for target in about.targets]
        pairs += combinations(targets, 2)
        pairs += [
            (("community", about.code, group), ("institution", about.code, group))
            for group in target_groups(about)
        ]
    return pairs


def pair_rows(a: Cell, b: Cell) -> list[Row]:
    """Return the rows of `pairs` of two sides."""
    both = [code for code in items(a) if code in items(b) and not personal(a, code)]
    both = [code for code in both if not items(a)[code].core]
    return [row for code in both for row in rows_of_pair(a, b, code)]


def personal(cell: Cell, code: str) -> bool:
    """Say whether an item is a personal question: these enter no pair."""
    return code in cell.indicators and cell.indicators[code].kind == "personal"


def rows_of_pair(a: Cell, b: Cell, code: str) -> list[Row]:
    """Return the four rows of an item."""
    why, compared = comparable(a, b, items(a)[code], items(b)[code])
    rows = []
    for scoring in SCORINGS:
        row: Row = {"pilot": a.told.round.pilot, "round": a.told.round.round, "item": code}
        for side, cell in (("a", a), ("b", b)):
            row[f"{side}_class"] = cell.told.respondent_class
            row[f"{side}_stakeholder_type"] = cell.told.about.code
            row[f"{side}_target"] = cell.target
        row |= {"scoring": scoring, "withheld": why}
        rows.append(row | (difference(compared, scoring) if why == "" else NO_DIFFERENCE))
    judged = [row for row in rows if row["scoring"] in ("standard", "middle_low", "middle_high")]
    may = enough_branches(a)
    if compared.institution:
        may = may and (rows[0]["b_respondents"] or 0) >= INFORMANTS
    clear = may and all(far_from_zero(row) for row in judged)
    clear = clear and len({row["low"] > 0 for row in judged}) == 1
    return [row | {"clear": clear, "may_be_clear": may} for row in rows]


def comparable(a: Cell, b: Cell, item_a: Item, item_b: Item) -> tuple[str, Compared]:
    """Return why two sides are not compared, and what they are compared on."""
    if item_a.kind == "indicator":
        why = reason(a, item_a) or reason(b, item_b)
        return why, Compared(a, b, item_a.parts, equal=False)
    none = Compared(a, b, {}, item_a.equal)
    if (
        small_base(a.told)
        or small_base(b.told)
        or target_rule(a, item_a)
        or community_rule(b, item_b)
    ):
        return "too_few_people", none
    full_a, full_b = full_weights(a, item_a.parts), full_weights(b, item_b.parts)
    full = {part: max(full_a.get(part, 0), full_b.get(part, 0)) for part in full_a | full_b}
    rests_on: Used = {}
    for part in [part for part in full if full[part] > 0]:
        codes = [i for i in item_a.parts.get(part, []) if i in item_b.parts.get(part, [])]
        common = [i for i in codes if counted(a, i) and counted(b, i)]
        if 3 * weight_of(a.told.framework, common) >= 2 * full[part]:
            rests_on[part] = common
    compared = Compared(a, b, rests_on, item_a.equal)
    have = {part: weight_of(a.told.framework, codes) for part, codes in rests_on.items()}
    top, bottom = dimension_weights(a.told.framework, have, full, item_a.equal)
    # Of one part this is the same as 3 have >= 2 all: it is scored only then.
    if top == 0 or 3 * top < 2 * bottom:
        return "not_comparable", compared
    return "", compared


def community_rule(cell: Cell, item: Item) -> bool:
    """Say whether the target rule withholds an item on a community side."""
    return cell.told.respondent_class == "community" and target_rule(cell, item)


NO_DIFFERENCE: Row = {
    f"{side}_{name}": None
    for side in ("a", "b")
    for name in ("score", "low", "high", "effective_n", "degrees", "respondents")
} | dict.fromkeys(("rho", "difference", "low", "high", "left_one_out"))


def difference(compared: Compared, scoring: str) -> Row:
    """Return the numbers of both sides on the common indicators, and of their difference."""
    a, b = (
        estimate(cell, compared.rests_on, compared.equal, scoring, informants=True)
        for cell in (compared.a, compared.b)
    )
    row: Row = {}
    for side, found in (("a", a), ("b", b)):
        row[f"{side}_score"] = rounded(found.score)
        row[f"{side}_low"] = rounded(found.low)
        row[f"{side}_high"] = rounded(found.high)
        row[f"{side}_effective_n"] = rounded(found.effective_n)
        row[f"{side}_degrees"] = found.degrees
        row[f"{side}_respondents"] = found.respondents
    rho = 0.0 if compared.institution else correlation(a.z, b.z)
    few = compared.institution and b.low is None
    low, high = shifted(a, b) if few else mover(a, b, rho)
    kept = sign_kept(compared, scoring)
    return row | {
        "rho": rounded(rho),
        "difference": rounded(a.score - b.score),
        "low": rounded(low),
        "high": rounded(high),
        "left_one_out": "holds" if kept else "does_not_hold",
    }


def correlation(z_a: Mapping[str, float], z_b: Mapping[str, float]) -> float:
    """Return rho; somebody who is on one side only has z = 0 on the other."""
    squares_a, squares_b = (sum(z * z for z in side.values()) for side in (z_a, z_b))
    if squares_a < NO_VARIANCE or squares_b < NO_VARIANCE:
        return 0.0
    products = sum(z_a[person] * z_b[person] for person in z_a if person in z_b)
    return products / math.sqrt(squares_a * squares_b)


def mover(a: Estimate, b: Estimate, rho: float) -> tuple[float | None, float | None]:
    """Return the limits of a difference from the limits of its two sides."""
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return None, None
    at, bt = float(a.score), float(b.score)

    def half(x: float, y: float) -> float:
        return math.sqrt(max(0.0, x * x + y * y - 2 * rho * x * y))

    return at - bt - half(at - a.low, b.high - bt), at - bt + half(a.high - at, bt - b.low)


def shifted(community: Estimate, institution: Estimate) -> tuple[float | None, float | None]:
    """Return the community's interval around the difference to an institution."""
    if community.low is None or community.high is None:
        return None, None
    return community.low - float(institution.score), community.high - float(institution.score)


def far_from_zero(row: Row) -> bool:
    """Say whether a published interval lies more than 5 points from 0."""
    return row["low"] is not None and (row["low"] > MARGIN or row["high"] < -MARGIN)


def sign_kept(compared: Compared, scoring: str) -> bool:
    """Say whether the sign is the same without any one common indicator and any one person."""
    codes = [i for of_part in compared.rests_on.values() for i in of_part]
    p_a = {i: float(means(compared.a, i, scoring).p) for i in codes}
    p_b = {i: float(means(compared.b, i, scoring).p) for i in codes}

    def distance(rests_on: Used) -> float:
        framework, equal = compared.a.told.framework, compared.equal
        return score(framework, rests_on, equal, p_a) - score(framework, rests_on, equal, p_b)

    whole = distance(compared.rests_on)
    others = changes_without_one_person(compared, scoring)
    left = [whole + change for change in others]
    if len(codes) > 1:
        left += [distance(without(compared.rests_on, code)) for code in codes]
    return sign(whole) != 0 and all(sign(number) == sign(whole) for number in left)


def sign(number: float) -> int:
    """Return 1, 0 or -1 of a difference as it would be published."""
    number = round(number, DIGITS)
    return (number > 0) - (number < 0)


def without(rests_on: Used, indicator: str) -> Used:
    """Return the indicators used without one; a part left without any drops out."""
    rest = {part: [i for i in codes if i != indicator] for part, codes in rests_on.items()}
    return {part: codes for part, codes in rest.items() if codes}


def changes_without_one_person(compared: Compared, scoring: str) -> list[float]:
    """Return by how much the difference changes without each community respondent.

    Without a person p is p - (y - p) / (n - 1). A common indicator has k people or more on a
    community side, so none is left without anybody.
    """
    change: dict[str, float] = defaultdict(float)
    sides = [(compared.a, -1)] if compared.institution else [(compared.a, -1), (compared.b, 1)]
    framework = compared.a.told.framework
    for i, weight in normalised(framework, compared.rests_on, compared.equal).items():
        for cell, direction in sides:
            found = means(cell, i, scoring)
            step = direction * float(weight) * found.n / (found.n - 1)
            for person, pull in found.pull.items():
                change[person] += step * pull
    return list(change.values())


# `pilot`


def pilot_row(dataset: Dataset, row: Round, people: Sequence[Row]) -> Row:
    """Return the row of a pilot and round."""
    of = {c: [p for p in people if p["class"] == c] for c in ("community", "group", "institution")}
    with_consent = [p for p in of["institution"] if p["consent_on_record"] is True]
    few = len(of["community"]) < dataset.frameworks[row.framework].k0
    same = ("pilot", "round", "month", "set", "mode", "recruitment", "branches", "translation")
    return {
        **{name: getattr(row, name) for name in (*same, "framework", "shown_to", "organisation")},
        "title": dataset.title,
        "provenance": dataset.provenance,
        "community": None if few else len(of["community"]),
        "groups": len(of["group"]),
        "participants": sum(p["participants"] or 0 for p in of["group"]),
        "informants": len(with_consent),
        "informants_without_consent": len(with_consent) < len(of["institution"]),
        "withheld": "too_few_people" if few else "",
    }


# Everything


@dataclass
class Source:
    """A dataset and its rows, by what they are looked for."""

    dataset: Dataset
    frozen: Frozen
    named: set[tuple[str, str, str, str]]
    # By pilot and round; by respondent and type (target, dimension); by both and indicator.
    people: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[tuple[str, str], set[Ask]] = field(default_factory=lambda: defaultdict(set))
    answers: dict[tuple[str, str, str], list[Row]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def asked_set(self, person: str, abouts: Iterable[str]) -> AskedSet:
        """Return all that somebody was asked about, of some stakeholder types."""
        return frozenset(
            (about, target, dimension)
            for about in abouts
            for target, dimension in self.asked[person, about]
        )

    def targets(self, person: str, about: str, dimension: str | None = None) -> set[str]:
        """Return the targets somebody was asked about (in a dimension; an empty one is every)."""
        return {
            target
            for target, named in self.asked[person, about]
            if dimension is None or named in ("", dimension)
        }


def release(
    dataset: Dataset,
    respondents: Sequence[Row],
    answers: Sequence[Row],
    asked: Sequence[Row],
    frozen: Frozen | None = None,
    *,
    named: Named = (),
) -> dict[str, list[Row]]:
    """Return the rows of each table over all pilots and rounds (not of narratives).

    `frozen` is what the ledger says: the rank of the partition that must be used (0: the finest).
    `named`: the questions that the owner published by name, though a group is of one mind.
    """
    source = Source(dataset, frozen or {}, set(named))
    for row in respondents:
        source.people[row["pilot"], row["round"]].append(row)
    for row in asked:
        ask = (row["target"], row.get("dimension") or "")
        source.asked[row["respondent"], row["stakeholder_type"]].add(ask)
    for row in answers:
        source.answers[row["respondent"], row["stakeholder_type"], row["indicator"]].append(row)
    whole: dict[str, list[Row]] = defaultdict(list)
    for one in sorted(dataset.rounds, key=lambda r: (r.pilot, r.round)):
        for name, rows in release_round(source, one).items():
            whole[name] += rows
    return dict(whole)


def release_round(source: Source, one: Round) -> dict[str, list[Row]]:
    """Return the rows of each table of one pilot and round."""
    people = source.people[one.pilot, one.round]
    everything = everything_told(source, one)
    cells = {
        (cell.told.respondent_class, cell.told.about.code, cell.target): cell
        for told in everything
        for cell in cells_of(told)
    }
    compared = [
        (cells[a], cells[b])
        for a, b in sides_of_pairs(source.dataset.frameworks[one.framework])
        if a in cells and b in cells
    ]
    institutions = [told for told in everything if told.respondent_class == "institution"]
    wholes = [
        cells["community", about, ALL] for c, about, t in cells if (c, t) == ("community", ALL)
    ]
    scopes = [[cell] for cell in wholes] if source.dataset.shape == 1 else [wholes]
    order = in_order(source.dataset)
    found = [(scope, *split_tables(scope, order, source.frozen)) for scope in scopes if scope]
    splits = [tables for _, tables, _ in found]
    beside = {cell.told.about.code: least for scope, _, least in found for cell in scope}
    return {
        "scores": [row for cell in cells.values() for row in score_rows(cell)]
        + [row for tables in splits for row in tables["scores"]],
        "answer_counts": [
            row
            for cell in cells.values()
            for row in answer_rows(cell, beside.get(cell.told.about.code, 0))
        ]
        + [row for tables in splits for row in tables["answer_counts"]],
        "statements": fact_rows(source.dataset, one)
        + [row for told in institutions for row in institution_rows(told)],
        "pairs": [row for a, b in compared for row in pair_rows(a, b)],
        "pilot": [pilot_row(source.dataset, one, people)],
    }


def everything_told(source: Source, one: Round) -> list[Told]:
    """Return what each class of a pilot and round said about each type that it can answer for."""
    framework = source.dataset.frameworks[one.framework]
    there = {person["class"] for person in source.people[one.pilot, one.round]} | {"community"}
    found = [
        told_about(source, one, respondent_class, about)
        for respondent_class in sorted(there)
        for about in framework.stakeholder_types.values()
        if respondent_class != "institution" or about.external
    ]
    return [told for told in found if told.indicators]


def told_about(source: Source, one: Round, respondent_class: str, about: StakeholderType) -> Told:
    """Return what a class of a pilot and round was asked, and said, about a type."""
    framework = source.dataset.frameworks[one.framework]
    people = [p for p in source.people[one.pilot, one.round] if p["class"] == respondent_class]
    if respondent_class == "institution" or source.dataset.shape == 1:
        people = [p for p in people if p["stakeholder_type"] == about.code]
    left_out = [
        p
        for p in people
        if respondent_class == "institution" and p["consent_on_record"] is not True
    ]
    base = [p for p in people if p not in left_out]
    by = "institution" if respondent_class == "institution" else "community"
    asked_about = [about.code] if source.dataset.shape == 1 else list(framework.stakeholder_types)
    told = Told(
        framework=framework,
        round=one,
        respondent_class=respondent_class,
        about=about,
        base={p["respondent"] for p in base},
        participants=sum(p["participants"] or 0 for p in base),
        indicators={
            i.code: i
            for i in framework.in_set(one.set)
            if i.kind != "fact" and by in i.answered_by and about.code in i.stakeholder_types
        },
        characteristics={p["respondent"]: p for p in base},
        asked_sets={p["respondent"]: source.asked_set(p["respondent"], asked_about) for p in base},
        named=frozenset(i for *of, i in source.named if of == [one.pilot, one.round, about.code]),
        with_consent={t for p in base for t in source.targets(p["respondent"], about.code)},
        without_consent={t for p in left_out for t in source.targets(p["respondent"], about.code)},
    )
    for indicator in told.indicators.values():
        listen(source, told, indicator)
    return told


def listen(source: Source, told: Told, indicator: Indicator) -> None:
    """Fill in who was asked an indicator, and the answers that count."""
    covered = {target.code for target in told.framework.targets_of(indicator, told.about.code)}
    asks = told.asked[indicator.code] = set()
    given = told.given[indicator.code] = {}
    skipped: dict[str, set[Ask]] = defaultdict(set)
    dimension = told.framework.dimension_of(indicator.code)
    for person in sorted(told.base):
        targets = source.targets(person, told.about.code, dimension)
        asks |= {(person, target) for target in targets & covered}
        for row in source.answers[person, told.about.code, indicator.code]:
            if (person, row["target"]) in asks and row["answer"] == SKIPPED:
                skipped[row["target"]].add((person, row["target"]))
            elif (person, row["target"]) in asks:
                given[person, row["target"]] = row["answer"]
    told.expected[indicator.code] = set(asks)
    told.skipped[indicator.code] = set()
    for target, those in skipped.items():
        skip(told, indicator.code, {ask for ask in asks if ask[1] == target}, those)


def skip(told: Told, indicator: str, asks: set[Ask], those: set[Ask]) -> None:
    """Fill in who was skipped at one target, and who of those asked there is expected all the same."""
    least = told.framework.k if told.respondent_class == "community" else 1
    remain = len(asks - those)
    if len(those) >= least:
        told.skipped[indicator] |= those
        if remain == 0 or remain >= least:
            told.expected[indicator] -= those


def cells_of(told: Told) -> list[Cell]:
    """Return the cells of all target groups."""
    groups = target_groups(told.about)
    whole = cell_of(told, ALL, groups[ALL], None)
    return [
        whole if target == ALL else cell_of(told, target, targets, whole)
        for target, targets in groups.items()
    ]


def cell_of(told: Told, target: str, targets: tuple[str, ...], whole: Cell | None) -> Cell:
    """Return what was told about the targets of a group."""
    covering = {
        i.code: i
        for i in told.indicators.values()
        if any(t.code in targets for t in told.framework.targets_of(i, told.about.code))
    }
    return Cell(
        told=told,
        target=target,
        targets=targets,
        indicators=covering,
        asked={i: {ask for ask in told.asked[i] if ask[1] in targets} for i in covering},
        skipped={i: {ask for ask in told.skipped[i] if ask[1] in targets} for i in covering},
        expected={i: {ask for ask in told.expected[i] if ask[1] in targets} for i in covering},
        given={
            i: {ask: answer for ask, answer in told.given[i].items() if ask[1] in targets}
            for i in covering
        },
        whole=whole,
    )
