"""Hypothesis strategies: small random datasets of the small framework, close to every threshold.

Some are larger and well answered, with a second characteristic: in these, splits are often shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from swit_data.dataset import SKIPPED, Dataset, Fact, Round
from tests.drawn import PARTS, SMALL, Drawn, Row, dataset, framework, small

if TYPE_CHECKING:
    from swit_data.framework import Framework, Indicator

Draw = Callable[[st.SearchStrategy[Any]], Any]

# Numbers of people around k (5) and k0 (10), and some in between.
PEOPLE = st.sampled_from([10, 11, 12, 16, 9, 10, 11, 13, 14, 15, 5, 4, 6, 1, 0])
# Enough for every group of a split to have k people, or just not.
MANY = st.sampled_from([30, 24, 36, 44, 20, 16])
# The first category is the most frequent one; a missing characteristic is prefer_not_to_say.
CATEGORIES = {
    "gender": ("woman", "man", "prefer_not_to_say", None),
    "age": ("middle", "young", "old", "prefer_not_to_say", None),
}
# A second dimension with another characteristic, and fallbacks each coarser than the one before.
_AGE = """
[[characteristics]]
code = "age"
label = "Age"
categories = [
  { code = "young", label = "Young" },
  { code = "middle", label = "Middle" },
  { code = "old", label = "Old" },
]

[[dimensions]]
code = "rollout"
label = "Rollout"
[dimensions.split]
characteristic = "age"
[[dimensions.split.fallbacks]]
groups = [{ code = "unknown_or_old", label = "Old or not said", categories = ["old", "prefer_not_to_say"] }]
[[dimensions.split.fallbacks]]
groups = [{ code = "others", label = "Others", categories = ["young", "old", "prefer_not_to_say"] }]
"""
_NO_SPLIT = """
[[dimensions]]
code = "rollout"
label = "Rollout"
"""


def frameworks(shape: int) -> st.SearchStrategy[Framework]:
    """Give the small framework, as it is or with random weights and raised thresholds."""
    weights = st.integers(1, 4)
    parts = st.fixed_dictionaries(dict.fromkeys(PARTS, weights))
    own = st.fixed_dictionaries(dict.fromkeys(SMALL.indicators, weights))
    thresholds = st.sampled_from([(5, 10), (5, 10), (5, 11), (6, 10)])
    drawn = st.just(small(shape)) | st.builds(small, st.just(shape), thresholds, parts, own)
    return drawn | drawn.map(lambda found: split_by_age(found.content))


@cache
def split_by_age(content: bytes) -> Framework:
    """Return the small framework with a split, and its fallbacks, for `rollout` too."""
    text = content.decode()
    assert text.count(_NO_SPLIT) == 1
    return framework(text.replace(_NO_SPLIT, _AGE))


@st.composite
def datasets(draw: Draw) -> Drawn:
    """Give a valid dataset of one or two pilots with one or two rounds."""
    shape = draw(st.sampled_from([1, 2, 2]))
    measured = draw(st.lists(frameworks(shape), min_size=1, max_size=2, unique_by=_hash))
    rounds = draw(
        st.lists(
            st.tuples(st.sampled_from(["AAA", "BBB"]), st.sampled_from(["1", "2"])),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    described = [draw(_round(pilot, number, measured)) for pilot, number in rounds]
    facts = [fact for row in described for fact in draw(_facts(row))]
    whole = dataset(measured, described, facts)
    drawn = Drawn(whole, [], [], [])
    for row in described:
        _add_round(draw, drawn, row)
    return drawn


def _hash(measured: Framework) -> str:
    return measured.hash


def _round(pilot: str, number: str, measured: list[Framework]) -> st.SearchStrategy[Round]:
    return st.builds(
        Round,
        pilot=st.just(pilot),
        round=st.just(number),
        framework=st.sampled_from([f.hash for f in measured]),
        month=st.sampled_from(["", "2026-03"]),
        set=st.sampled_from(["core", "full"]),
        branches=st.sampled_from([3, 0, 60, 4, 1, 2, 15]),  # 60: hardly anybody is of another one's
    )


@st.composite
def _facts(draw: Draw, row: Round) -> list[Fact]:
    fact = Fact(row.pilot, row.round, "government", "health", "C2f", "yes", "The law", "2026-01")
    return draw(st.sampled_from([[], [fact]]))  # type: ignore[no-any-return]


def _add_round(draw: Draw, drawn: Drawn, row: Round) -> None:
    """Add the people of a pilot and round, what they were asked, and what they said."""
    measured = drawn.dataset.frameworks[row.framework]
    # One seed for the many answers: drawing each would exhaust Hypothesis' budget.
    manner = _Manner(draw, measured, row.set)
    start = len(drawn.respondents)
    many = MANY if manner.eager else PEOPLE
    if drawn.dataset.shape == 2:
        drawn.respondents.extend(_community(row, draw(many), manner, ""))
    else:
        for code in draw(st.lists(st.sampled_from(list(measured.stakeholder_types)), unique=True)):
            drawn.respondents.extend(_community(row, draw(many), manner, code))
    drawn.respondents.extend(_groups(draw, drawn.dataset, row, measured))
    drawn.respondents.extend(_institutions(draw, row, measured))
    for number, person in enumerate(drawn.respondents[start:], start):
        person["respondent"] = f"r{number}"
        abouts = _asked(person, drawn.dataset.shape, manner)
        for about in abouts:
            named = manner.dimensions_asked()
            drawn.asked.extend(
                {"respondent": f"r{number}", **about, "dimension": code} for code in named
            )
        drawn.answers.extend(_answers(person, abouts, manner))


class _Manner:
    """How the people of a round answer: how often they are asked, answer, and do not know."""

    def __init__(self, draw: Draw, measured: Framework, chosen: str) -> None:
        self.measured, self.set = measured, chosen
        self.random = Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311 - chance, not secrets
        # Eager people answer nearly everything with a score: then splits can be shown.
        self.eager = draw(st.booleans())
        few = () if self.eager else (0.6, 0.3)
        self.asked = draw(st.sampled_from([1.0, 1.0, 0.9, *few]))
        fewer = () if self.eager else (0.6, 0.5, 0.1, 0.0)
        self.answers = draw(st.sampled_from([1.0, 1.0, 0.9, *fewer]))
        self.dont_know = draw(st.sampled_from([0.0, 0.1] if self.eager else [0.0, 0.1, 0.4, 0.8]))
        # How often an asked row names a dimension, and how much rarer each next category is.
        self.by_dimension = draw(st.sampled_from([0.0, 0.0, 0.3, 1.0]))
        self.rarer = draw(st.sampled_from([1.0, 0.6] if self.eager else [1.0, 0.6, 0.3]))
        # Which questions the form skips, and how often; what applies to few.
        codes = st.sets(st.sampled_from(list(measured.indicators)), max_size=4)
        self.skips, self.skipped = draw(codes), draw(st.sampled_from([0.3, 0.1, 0.7, 0.0]))
        self.applies = draw(st.sampled_from([1.0, 1.0, 0.7, 0.3]))
        # How often people say the best answer about some targets, and the worst about the others.
        often = [0.8, 0.8, 0.9] if self.eager else [0.0, 0.5, 0.8, 0.9, 1.0]
        self.agree = draw(st.sampled_from(often))
        self.good = draw(st.sets(st.sampled_from(["health", "police", "local_police", "clinic"])))

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def dimensions_asked(self) -> tuple[str, ...]:
        """Return the dimensions of the asked rows about one target; an empty one is every."""
        if not self.happens(self.by_dimension):
            return ("",)
        choices = (("rollout", "participation"), ("rollout",), ("", "rollout"), ("participation",))
        return choices[0 if self.eager and self.happens(0.9) else self.random.randrange(4)]

    def characteristics(self) -> dict[str, str | None]:
        """Return what somebody is, for each characteristic of the framework."""
        return {
            code: self.random.choices(
                CATEGORIES[code], [self.rarer**place for place in range(len(CATEGORIES[code]))]
            )[0]
            for code in self.measured.characteristics
        }


def _community(row: Round, number: int, manner: _Manner, code: str) -> list[Row]:
    return [
        _person(row, "community", code)
        | {"branch": manner.random.choice(["", "1", "2"])}
        | manner.characteristics()
        for _ in range(number)
    ]


def _groups(draw: Draw, whole: Dataset, row: Round, measured: Framework) -> list[Row]:
    sizes = draw(st.lists(st.integers(0, 6), max_size=5))
    codes = st.sampled_from([t.code for t in measured.external_types])
    return [
        _person(row, "group", draw(codes) if whole.shape == 1 else "") | {"participants": size}
        for size in sizes
    ]


def _institutions(draw: Draw, row: Round, measured: Framework) -> list[Row]:
    found = []
    for about in measured.external_types:
        # Now and then enough of them to say something "clear".
        number = draw(st.sampled_from([0, 0, 1, 2, 3, 10]))
        consent = st.sampled_from(draw(st.sampled_from([[True], [False], [True, False]])))
        targets = st.sampled_from(["", *(t.code for t in about.targets)])
        for _ in range(number):
            more = {"target": draw(targets), "consent_on_record": draw(consent)}
            found.append(_person(row, "institution", about.code) | more)
    return found


def _person(row: Round, respondent_class: str, code: str) -> Row:
    return {
        "respondent": "",
        "pilot": row.pilot,
        "round": row.round,
        "class": respondent_class,
        "participants": None,
        "stakeholder_type": code,
        "target": "",
        "consent_on_record": None,
        "branch": "",
        "gender": "prefer_not_to_say",
    }


def _asked(person: Row, shape: int, manner: _Manner) -> list[dict[str, str]]:
    """Return the types and targets a person was asked about."""
    one_type = shape == 1 or person["class"] == "institution"
    found = []
    for about in manner.measured.stakeholder_types.values():
        if one_type and about.code != person["stakeholder_type"]:
            continue
        for target in about.targets:
            own = person["target"] in ("", target.code)
            if own and (one_type or manner.happens(manner.asked)):
                found.append({"stakeholder_type": about.code, "target": target.code})
    return found


def _answers(person: Row, abouts: list[dict[str, str]], manner: _Manner) -> list[Row]:
    by = "institution" if person["class"] == "institution" else "community"
    return [
        {
            "respondent": person["respondent"],
            "pilot": person["pilot"],
            "round": person["round"],
            **about,
            "indicator": indicator.code,
            "answer": _answer(indicator, about["target"], manner),
        }
        for about in abouts
        for indicator in manner.measured.in_set(manner.set)
        if by in indicator.answered_by
        and about["target"] in _covered(manner.measured, indicator, about["stakeholder_type"])
        and manner.happens(manner.answers)
    ]


def _covered(measured: Framework, indicator: Indicator, code: str) -> list[str]:
    return [target.code for target in measured.targets_of(indicator, code)]


def _answer(indicator: Indicator, target: str, manner: _Manner) -> str:
    scale = manner.measured.scales[indicator.scale]
    if indicator.code in manner.skips and manner.happens(manner.skipped):
        return SKIPPED
    if "not_applicable" in scale.codes and not manner.happens(manner.applies):
        return "not_applicable"
    if manner.happens(manner.dont_know):
        return "dont_know"
    if manner.happens(manner.agree):
        best = (target in manner.good) == (indicator.direction == "positive")
        return next(answer.code for answer in scale.answers if answer.score == (100 if best else 0))
    return manner.random.choice(scale.codes)
