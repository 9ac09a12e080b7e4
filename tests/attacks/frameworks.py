"""Frameworks drawn by chance: two dimensions, each split by a characteristic, and a few questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from swit_data.framework import Framework
from tests.drawn import framework

UNSAID = "prefer_not_to_say"
_HEAD = """
[framework]
code = "attacked"
version = "1"
title = "Attacked"

[thresholds]
k = 5
k0 = 10
{types}
{characteristics}
{dimensions}
{parts}
[[scales]]
code = "yes_no"
answers = [
  {{ code = "yes", label = "Yes", means = "answer", score = 100 }},
  {{ code = "no", label = "No", means = "answer", score = 0 }},
  {{ code = "dont_know", label = "Don't know", means = "dont_know" }},
  {{ code = "unsaid", label = "Not said", means = "prefer_not_to_say" }},
]
[[scales]]
code = "partly"
answers = [
  {{ code = "yes", label = "Yes", means = "answer", score = 100 }},
  {{ code = "partly", label = "Partly", means = "answer", score = 50, lower = 25, higher = 75 }},
  {{ code = "no", label = "No", means = "answer", score = 0 }},
  {{ code = "dont_know", label = "Don't know", means = "dont_know" }},
]
{indicators}
[form]
shape = {shape}
pilot = {{ column = "pilot" }}
stakeholder_type = {{ column = "stakeholder_type" }}
target = {{ column = "target" }}
question = "{{stakeholder_type}}_{{target}}_{{indicator}}"
pilots = [{{ code = "AAA" }}]
"""
_TARGETS = {
    "government": ("health", "police", "justice"),
    "ngo": ("clinic", "shelter"),
    "un": ("who",),
}
_DIMENSIONS = {"rollout": "R", "participation": "P"}
_TWO_MINISTRIES = """
[[stakeholder_types]]
code = "government"
label = "government"
targets = [
  { code = "health", label = "health", level = "national" },
  { code = "police", label = "police", level = "national" },
]
"""
CATEGORIES = {"site": ("urban", "rural"), "gender": ("woman", "man", "transgender")}
# Each fallback is coarser than those before it: that a finer one was refused then says of no group that it is the
# short one.
_FALLBACKS: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {
    "site": ((), (("rural", UNSAID),)),
    "gender": (
        (),
        (("man", "transgender"),),
        (("transgender", UNSAID),),
        (("transgender", UNSAID), ("man", "transgender", UNSAID)),
    ),
}


def random_framework(random: Random) -> Framework:
    """Return a framework of two dimensions, split by two characteristics, with 4 to 12 questions."""
    types = random.sample(list(_TARGETS), random.choice([1, 2, 2, 3]))
    splits = random.sample(list(CATEGORIES), 2)
    parts = [f"{letter}{number}" for letter in "RP" for number in range(1, random.choice([2, 3]))]
    text = _HEAD.format(
        types="\n".join(_type(random, code) for code in types),
        characteristics="\n".join(map(_characteristic, CATEGORIES)),
        dimensions="\n".join(
            _dimension(code, by, random.choice(_FALLBACKS[by]))
            for code, by in zip(_DIMENSIONS, splits, strict=True)
        ),
        parts="\n".join(_part(part, random.choice([1, 1, 2])) for part in parts),
        indicators="\n".join(_indicators(random, types, parts)),
        shape=random.choice([1, 2, 2, 2, 2]),
    )
    return framework(text)


def two_ministries() -> Framework:
    """Return a framework of twelve questions about two ministries, both dimensions split."""
    scales = {"scale": "yes_no", "kind": "opinion"}
    parts = ("R1", "P1")
    text = _HEAD.format(
        types=_TWO_MINISTRIES,
        characteristics="\n".join(map(_characteristic, CATEGORIES)),
        dimensions="\n".join(
            _dimension(code, by, ())
            for code, by in (("rollout", "site"), ("participation", "gender"))
        ),
        parts="\n".join(_part(part, 1) for part in parts),
        indicators="\n".join(
            _indicator(f"{part}q{n}", ["government"], None, **scales)
            for part in parts
            for n in range(6)
        ),
        shape=2,
    )
    return framework(text)


def _type(random: Random, code: str) -> str:
    levels = random.choice([["national"], ["national", "local"]])
    targets = ", ".join(
        f'{{ code = "{t}", label = "{t}", level = "{random.choice(levels)}" }}'
        for t in _TARGETS[code]
    )
    return f'[[stakeholder_types]]\ncode = "{code}"\nlabel = "{code}"\ntargets = [{targets}]'


def _characteristic(code: str) -> str:
    categories = ", ".join(f'{{ code = "{c}", label = "{c}" }}' for c in CATEGORIES[code])
    return f'[[characteristics]]\ncode = "{code}"\nlabel = "{code}"\ncategories = [{categories}]'


def _dimension(code: str, by: str, fallbacks: Sequence[tuple[str, ...]]) -> str:
    lines = [f'[[dimensions]]\ncode = "{code}"\nlabel = "{code}"']
    lines.append(f'[dimensions.split]\ncharacteristic = "{by}"')
    for merged in fallbacks:
        group = f'{{ code = "{"_or_".join(merged)}", label = "x", categories = {list(merged)} }}'
        lines.append(f"[[dimensions.split.fallbacks]]\ngroups = [{group}]")
    return "\n".join(lines)


def _part(code: str, weight: int) -> str:
    dimension = next(name for name, letter in _DIMENSIONS.items() if code[0] == letter)
    return f'[[parts]]\ncode = "{code}"\nlabel = "x"\ndimension = "{dimension}"\nweight = {weight}'


def _indicators(random: Random, types: list[str], parts: list[str]) -> Iterator[str]:
    # A question in each part, then others, then one or two personal ones.
    wanted = parts + random.choices(parts, k=random.randint(4, 10) - len(parts))
    for number, part in enumerate(wanted):
        about = random.sample(types, random.randint(1, len(types)))
        only = random.choice([None, None, random.choice(_TARGETS[about[0]])])
        scale = random.choice(["yes_no", "partly"])
        about = about[:1] if only else about
        yield _indicator(f"{part}q{number}", about, only, scale=scale, kind="opinion")
    for number in range(random.choice([1, 2])):
        about = random.sample(types, 1)
        only = random.choice([None, random.choice(_TARGETS[about[0]])])
        part = random.choice(parts)
        code = f"{part}personal{number}"
        yield _indicator(code, about, only, scale="yes_no", kind="personal")


def _indicator(code: str, types: list[str], only: str | None, *, scale: str, kind: str) -> str:
    by = ["community"] if kind == "personal" else ["community", "institution"]
    return "\n".join(
        [
            f'[[indicators]]\ncode = "{code}"\ntext = "{code}?"\nplain = "{code}"\npart = "{code[:2]}"',
            f'scale = "{scale}"\nkind = "{kind}"\nset = "core"\ndirection = "positive"\nweight = 1',
            f"stakeholder_types = {types}\ntargets = {[only] if only else []}\nanswered_by = {by}",
        ]
    )
