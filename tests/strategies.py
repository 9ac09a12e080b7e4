"""Hypothesis strategies: small random datasets of the small framework, close to every threshold.

Some are larger and well answered, with a second characteristic: in these, splits are often shown.
Some people were asked the same as others (a *menu*), some know one institution and not the other,
and some groups are of one mind.
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
MANY = st.sampled_from([36, 24, 44, 30, 20, 56])
# The first category is the most frequent one; a missing characteristic is prefer_not_to_say.
CATEGORIES = {
    "gender": ("woman", "man", "prefer_not_to_say", None),
    "age": ("middle", "young", "old", "prefer_not_to_say", None),
}
TARGETS = st.sampled_from(["health", "police", "local_police", "clinic"])
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
_BY_GENDER = """
[[dimensions]]
code = "participation"
label = "Participation"
split = { characteristic = "gender" }
"""
# Rollout by gender too, coarser if need be, and a third dimension by age; a fourth target of the
# government; a scale on which two answers are worth the same; personal questions of each dimension;
# and a type that is asked nothing in a core round.
_WIDE = {
    _NO_SPLIT: """
[[dimensions]]
code = "rollout"
label = "Rollout"
[dimensions.split]
characteristic = "gender"
[[dimensions.split.fallbacks]]
groups = [{ code = "not_women", label = "Others", categories = ["man", "prefer_not_to_say"] }]
""",
    'level = "local", body = "police" },\n]': 'level = "local", body = "police" },\n'
    '  { code = "courts", label = "Courts", level = "local", body = "courts" },\n]',
    **{
        f'{indicator}\ndirection = "positive"\nkind = "opinion"\nset = "core"': indicator
        + '\ndirection = "positive"\nkind = "opinion"\nset = "full"'
        for indicator in (
            'code = "P1c"\npart = "P1"\nscale = "how_often"',
            'code = "P2b"\npart = "P2"\nscale = "partly"',
        )
    },
    "[form]\n": """
[[parts]]
code = "R1"
label = "R1"
dimension = "reach"
[[scales]]
code = "rated"
[[scales.answers]]
code = "good"
label = "good"
means = "answer"
score = 100
[[scales.answers]]
code = "bad"
label = "bad"
means = "answer"
score = 0
[[scales.answers]]
code = "worse"
label = "worse"
means = "answer"
score = 0
[[scales.answers]]
code = "dont_know"
label = "dont_know"
means = "dont_know"
[[indicators]]
code = "R1a"
part = "R1"
scale = "rated"
direction = "positive"
kind = "opinion"
set = "core"
text = "R1a?"
plain = "R1a"
stakeholder_types = ["government", "ngo"]
answered_by = ["community", "institution"]
[[indicators]]
code = "R1b"
part = "R1"
scale = "yes_no"
direction = "positive"
kind = "opinion"
set = "core"
text = "R1b?"
plain = "R1b"
stakeholder_types = ["government"]
answered_by = ["community"]
[[indicators]]
code = "R1p"
part = "R1"
scale = "yes_no"
direction = "positive"
kind = "personal"
set = "full"
text = "R1p?"
plain = "R1p"
stakeholder_types = ["ngo", "community"]
answered_by = ["community"]
[[indicators]]
code = "P1p"
part = "P1"
scale = "yes_no"
direction = "positive"
kind = "personal"
set = "core"
text = "P1p?"
plain = "P1p"
stakeholder_types = ["government"]
targets = ["courts", "health"]
answered_by = ["community"]
[form]
""",
}


def frameworks(shape: int) -> st.SearchStrategy[Framework]:
    """Give the small framework, as it is or with random weights and raised thresholds."""
    weights = st.integers(1, 4)
    parts = st.fixed_dictionaries(dict.fromkeys(PARTS, weights))
    own = st.fixed_dictionaries(dict.fromkeys(SMALL.indicators, weights))
    thresholds = st.sampled_from([(5, 10), (5, 10), (5, 11), (6, 10)])
    drawn = st.just(small(shape)) | st.builds(small, st.just(shape), thresholds, parts, own)
    return (
        drawn
        | drawn.map(lambda found: split_by_age(found.content))
        | drawn.map(lambda found: turned(split_by_age(found.content).content))
        | drawn.map(lambda found: wide(found.content))
    )


@cache
def split_by_age(content: bytes) -> Framework:
    """Return the small framework with a split, and its fallbacks, for `rollout` too."""
    return _replaced(content, {_NO_SPLIT: _AGE})


@cache
def turned(content: bytes) -> Framework:
    """Return a framework whose last dimension stands first."""
    first = '\n[[dimensions]]\ncode = "rollout"'
    return _replaced(content, {_BY_GENDER: "\n", first: _BY_GENDER + first})


@cache
def wide(content: bytes) -> Framework:
    """Return the small framework with more of everything that splits and targets depend on."""
    by_age = _AGE.replace("rollout", "reach").replace("Rollout", "Reach")
    return _replaced(content, _WIDE | {_BY_GENDER: _BY_GENDER + by_age})


@cache
def endangering(content: bytes, *codes: str) -> Framework:
    """Return a framework whose characteristics of these codes endanger people."""
    lines = [f'code = "{code}"\nlabel = "{code.title()}"\n' for code in codes]
    return _replaced(content, {line: f"{line}sensitive = true\n" for line in lines})


def endangering_frameworks(shape: int) -> st.SearchStrategy[Framework]:
    """Give frameworks of which one characteristic, or both, endanger people."""
    thresholds = st.sampled_from([(5, 10), (5, 10), (6, 12), (12, 15)])
    drawn = st.builds(small, st.just(shape), thresholds)
    both = drawn.map(lambda found: split_by_age(found.content).content)
    wider = drawn.map(lambda found: wide(found.content).content)
    either = both | both.map(lambda found: turned(found).content) | wider
    codes = st.sampled_from([("age",), ("gender",), ("age", "gender")])
    return st.builds(lambda content, of: endangering(content, *of), either, codes)


def _replaced(content: bytes, changes: dict[str, str]) -> Framework:
    text = content.decode()
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return framework(text)


@st.composite
def datasets(draw: Draw, of: Callable[[int], st.SearchStrategy[Framework]] = frameworks) -> Drawn:
    """Give a valid dataset of one or two pilots with one or two rounds; `of`: of which frameworks, by shape."""
    shape = draw(st.sampled_from([1, 2, 2]))
    measured = draw(st.lists(of(shape), min_size=1, max_size=2, unique_by=_hash))
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
        menu = manner.menu_of(person)
        abouts = _asked(person, drawn.dataset.shape, menu)
        for about in abouts:
            named = menu.dimensions_asked(about["target"])
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
        self.eager = draw(st.sampled_from([True, True, False]))
        self._draw_what_is_asked(draw)
        self._draw_what_is_said(draw)

    def _draw_what_is_asked(self, draw: Draw) -> None:
        few = (0.7,) if self.eager else (0.6, 0.3)
        self.asked = draw(st.sampled_from([1.0, 1.0, 0.9, *few]))
        # How often an asked row names a dimension, and how much rarer each next category is.
        self.by_dimension = draw(st.sampled_from([0.0, 0.0, 0.3, 1.0]))
        self.rarer = draw(st.sampled_from([1.0, 0.6] if self.eager else [1.0, 0.6, 0.3]))
        # Who was asked what: everybody something else, or menus, shared out by a characteristic.
        number = draw(st.sampled_from([0, 1, 2, 2, 3] if self.eager else [0, 0, 1, 2]))
        self.menus = [_Menu(self, fixed=True) for _ in range(number)]
        self.own_menu = draw(st.sampled_from([0.0, 0.0, 0.2, 0.5]))
        self.menu_by = draw(st.sampled_from(["", *self.measured.characteristics]))
        self.any_menu = draw(st.sampled_from([0.3, 0.1, 0.6]))

    def _draw_what_is_said(self, draw: Draw) -> None:
        fewer = () if self.eager else (0.6, 0.5, 0.1, 0.0)
        self.answers = draw(st.sampled_from([1.0, 1.0, 0.9, *fewer]))
        self.dont_know = draw(st.sampled_from([0.0, 0.1] if self.eager else [0.0, 0.1, 0.4, 0.8]))
        # One question that few people answer about one target.
        self.rare = draw(st.sampled_from(list(self.measured.indicators))), draw(TARGETS)
        self.rarely = draw(st.sampled_from([0.1, 0.2, 0.8, 1.0]))
        # Which questions the form skips, and how often; what applies to few.
        codes = st.sets(st.sampled_from(list(self.measured.indicators)), max_size=4)
        self.skips, self.skipped = draw(codes), draw(st.sampled_from([0.3, 0.1, 0.7, 0.0]))
        if self.eager and draw(st.booleans()):
            self.skips = set()
        some = (0.9,) if self.eager else (0.7, 0.3)
        self.applies = draw(st.sampled_from([1.0, 1.0, *some]))
        # What the people of a category say alike about some questions, or but for a few of them.
        self.of_one_mind, self.mind = draw(codes), draw(st.sampled_from([1.0, 1.0, 0.8, 0.0]))
        self.alike = draw(st.sampled_from(list(self.measured.characteristics)))
        # How often people say the best answer about some targets, and the worst about the others.
        often = [0.6, 0.8, 0.9] if self.eager else [0.0, 0.5, 0.8, 0.9, 1.0]
        self.agree = draw(st.sampled_from(often))
        self.good = draw(st.sets(TARGETS))

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def menu_of(self, person: Row) -> _Menu:
        """Return what somebody was asked about: as others were, or as nobody else."""
        community = person["class"] == "community"
        if not self.menus or not community or self.happens(self.own_menu):
            return _Menu(self, fixed=False)
        category = person.get(self.menu_by)
        if category is None or self.happens(self.any_menu):
            return self.random.choice(self.menus)
        return self.menus[CATEGORIES[self.menu_by].index(category) % len(self.menus)]

    def characteristics(self) -> dict[str, str | None]:
        """Return what somebody is, for each characteristic of the framework."""
        return {
            code: self.random.choices(
                CATEGORIES[code], [self.rarer**place for place in range(len(CATEGORIES[code]))]
            )[0]
            for code in self.measured.characteristics
        }


class _Menu:
    """The targets, and the dimensions of each, that somebody is asked about."""

    def __init__(self, manner: _Manner, *, fixed: bool) -> None:
        self.manner, self.fixed = manner, fixed
        self.kept: dict[object, Any] = {}

    def has(self, target: str) -> bool:
        """Say whether a target is asked about."""
        return self._once(("has", target), lambda: self.manner.happens(self.manner.asked))  # type: ignore[no-any-return]

    def dimensions_asked(self, target: str) -> tuple[str, ...]:
        """Return the dimensions of the asked rows about one target; an empty one is every."""
        return self._once(target, self._dimensions)  # type: ignore[no-any-return]

    def _once(self, key: object, choose: Callable[[], Any]) -> Any:  # noqa: ANN401 - as chosen
        if key not in self.kept or not self.fixed:
            self.kept[key] = choose()
        return self.kept[key]

    def _dimensions(self) -> tuple[str, ...]:
        manner = self.manner
        if not manner.happens(manner.by_dimension):
            return ("",)
        every = tuple(manner.measured.dimensions)
        if manner.eager and manner.happens(0.9):
            return every
        return manner.random.choice([every, every[:1], ("", every[0]), every[1:]])


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


def _asked(person: Row, shape: int, menu: _Menu) -> list[dict[str, str]]:
    """Return the types and targets a person was asked about."""
    one_type = shape == 1 or person["class"] == "institution"
    found = []
    for about in menu.manner.measured.stakeholder_types.values():
        if one_type and about.code != person["stakeholder_type"]:
            continue
        for target in about.targets:
            own = person["target"] in ("", target.code)
            if own and (one_type or menu.has(target.code)):
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
            "answer": _answer(person, indicator, about["target"], manner),
        }
        for about in abouts
        for indicator in manner.measured.in_set(manner.set)
        if by in indicator.answered_by
        and about["target"] in _covered(manner.measured, indicator, about["stakeholder_type"])
        and manner.happens(manner.answers)
        and ((indicator.code, about["target"]) != manner.rare or manner.happens(manner.rarely))
    ]


def _covered(measured: Framework, indicator: Indicator, code: str) -> list[str]:
    return [target.code for target in measured.targets_of(indicator, code)]


def _answer(person: Row, indicator: Indicator, target: str, manner: _Manner) -> str:
    scale = manner.measured.scales[indicator.scale]
    if indicator.code in manner.skips and manner.happens(manner.skipped):
        return SKIPPED
    if "not_applicable" in scale.codes and not manner.happens(manner.applies):
        return "not_applicable"
    if manner.happens(manner.dont_know):
        return "dont_know"
    alike = person.get(manner.alike) == CATEGORIES[manner.alike][0]
    if alike and indicator.code in manner.of_one_mind and manner.happens(manner.mind):
        return scale.codes[0]
    if manner.happens(manner.agree):
        best = (target in manner.good) == (indicator.direction == "positive")
        return next(answer.code for answer in scale.answers if answer.score == (100 if best else 0))
    return manner.random.choice(scale.codes)
