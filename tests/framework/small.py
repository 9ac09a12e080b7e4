"""A small framework that has every table and key, and mistakes made in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from swit_data.errors import FrameworkError
from swit_data.framework import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swit_data.framework import Framework

# Every table and every key that docs/framework.md names, once or more.
SMALL = """\
[framework]
code = "small"
version = "1"
title = { en = "A small survey", uk = "Мале опитування" }
source = "Drawn in a test."

[thresholds]
k = 6
k0 = 12

[bands]
low = 30
high = 60

[[stakeholder_types]]
code = "government"
label = "Government"
[[stakeholder_types.targets]]
code = "health"
label = "Ministry of health"
level = "national"
body = "health"
[[stakeholder_types.targets]]
code = "police"
label = "Regional police"
level = "regional"

[[stakeholder_types]]
code = "ngo"
label = "NGOs"
[[stakeholder_types.targets]]
code = "clinic"
label = "The clinic"
level = "local"

[[stakeholder_types]]
code = "network"
label = "The community itself"
external = false
[[stakeholder_types.targets]]
code = "us"
label = "We"
level = "national"

[[characteristics]]
code = "gender"
label = "Gender"
question = "q_gender"
[[characteristics.categories]]
code = "woman"
label = "Women"
[[characteristics.categories]]
code = "man"
label = "Men"
[[characteristics.categories]]
code = "transgender"
label = "Transgender people"
[[characteristics.categories]]
code = "other"
label = "Others"

[[characteristics]]
code = "site"
label = "Town or countryside"
categories = [{ code = "urban", label = "Town" }, { code = "rural", label = "Countryside" }]

[[dimensions]]
code = "rollout"
label = "Roll-out"
split = { characteristic = "site" }

[[dimensions]]
code = "participation"
label = "Participation"
[dimensions.split]
characteristic = "gender"
[[dimensions.split.fallbacks]] # first
groups = [{ code = "men_and_transgender", label = "Men and trans people", categories = ["man", "transgender"] }]
[[dimensions.split.fallbacks]]
[[dimensions.split.fallbacks.groups]]
code = "men_and_transgender"
label = "Men and trans people"
categories = ["man", "transgender"]
[[dimensions.split.fallbacks.groups]]
code = "others"
label = "All others"
categories = ["woman", "other"]

[[parts]]
code = "C1"
label = "Empowerment"
dimension = "rollout"
weight = 2

[[parts]]
code = "P1"
label = "Choice"
dimension = "participation"

[[scales]]
code = "partly"
[[scales.answers]]
code = "yes"
label = "Yes"
score = 100
[[scales.answers]]
code = "somewhat"
label = "Partly"
score = 50
lower = 25
higher = 75
[[scales.answers]]
code = "no"
label = "No"
score = 0 # no
[[scales.answers]]
code = "dont_know"
label = "Don't know"
means = "dont_know"

[[scales]]
code = "yes_no"
[[scales.answers]]
code = "1"
label = "Yes"
score = 100
[[scales.answers]]
code = "0"
label = "No"
score = 0 # last

[[scales]]
code = "record"
[[scales.answers]]
code = "on_record"
label = "Yes"

[[indicators]]
code = "C1_asks"
text = "Does it ask?"
plain = "Before it plans."
part = "C1"
also = ["P1"]
stakeholder_types = ["government", "ngo"]
answered_by = ["community", "institution"]
scale = "partly"
direction = "negative"
weight = 3
kind = "opinion"
set = "core"
source = ["C1", "K1"]

[[indicators]]
code = "P1_fear"
text = "Were you afraid?"
plain = "Of anyone."
part = "P1"
stakeholder_types = ["government"]
targets = ["police"]
answered_by = ["community"]
scale = "yes_no"
kind = "personal"
set = "full"
question = "fear"

[[indicators]]
code = "P1_seat"
text = "Is there a seat?"
plain = "By law."
part = "P1"
stakeholder_types = ["government"]
answered_by = []
scale = "record"
kind = "fact"

[form]
shape = 2
pilot = { column = "country" }
round = { constant = "1" }
class = { column = "who", values = { sw = "community", staff = "institution" } }
stakeholder_type = { column = "about", values = { gov = "government" } }
target = { column = "office" }
asked = "{stakeholder_type}_known"
consent = { column = "consent", values = ["yes"] }
consent_on_record = { column = "on_record", values = ["yes"] }
participants = "people"
branch = "branch"
question = "{stakeholder_type}_{target}_{indicator}"
ignore = ["remarks"]
rejected = "keep"
id = "_id"
stakeholder_types_per_interview = 2
[[form.pilots]]
code = "KEN"
value = "kenya"
[[form.pilots]]
code = "A1"
name = "Quarter A1"
"""


def opened(text: str) -> Framework:
    return parse(text.encode(), "small.toml")


def changed(before: str, after: str) -> str:
    assert SMALL.count(before) == 1, f"{SMALL.count(before)} times: {before}"
    return SMALL.replace(before, after)


def said(text: str) -> str:
    with pytest.raises(FrameworkError) as error:
        opened(text)
    return str(error.value)


def mistakes(drawn: str) -> pytest.MarkDecorator:
    """Draw mistakes: what is changed => into what, and further in the sentence that it gets."""
    cases: list[list[str]] = []
    for line in drawn.strip("\n").splitlines():
        if line.startswith(" " * 8):
            cases[-1].append(line.strip())
        else:
            cases.append([line.strip()])
    return pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [(*_change(change), " ".join(sentence)) for change, *sentence in cases],
    )


def _change(line: str) -> list[str]:
    return line.replace(r"\n", "\n").split(" => ")


def inside(data: Any, path: tuple[Any, ...]) -> Any:  # noqa: ANN401 - whatever TOML holds
    for step in path:
        data = data[step]
    return data


def paths(data: object, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path of every value that is not the file itself."""
    if before:
        yield before
    steps = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data if isinstance(data, list) else ())
    )
    for step, value in steps:
        yield from paths(value, (*before, step))


def toml(data: dict[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in data.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value)
