"""Each kind of mistake in a framework file gives a sentence: file, table, code, found, allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from swit_data.errors import FrameworkError
from swit_data.framework import load, parse

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """
[framework]
code = "small"
version = "1"
title = "A small survey"

[thresholds]
k = 5
k0 = 10

[bands]
low = 40
high = 70

[[stakeholder_types]]
code = "office"
label = "The office"
[[stakeholder_types.targets]]
code = "desk"
label = "The desk"
level = "local"
body = "desk"

[[characteristics]]
code = "site"
label = "Where"
categories = [{ code = "town", label = "Town" }, { code = "village", label = "Village" }]

[[dimensions]]
code = "service"
label = "Service"
[dimensions.split]
characteristic = "site"
[[dimensions.split.fallbacks]]
groups = [{ code = "both", label = "Both", categories = ["town", "village"] }]

[[parts]]
code = "P1"
label = "Asked"
dimension = "service"
weight = 1

[[scales]]
code = "partly"
[[scales.answers]]
code = "yes"
label = "Yes"
score = 100
[[scales.answers]]
code = "half"
label = "Partly"
score = 50
lower = 25
higher = 75
[[scales.answers]]
code = "no"
label = "No"
score = 0
[[scales.answers]]
code = "dk"
label = "Don't know"
means = "dont_know"

[[indicators]]
code = "asks"
text = "Do they ask?"
plain = "Asking counts."
part = "P1"
stakeholder_types = ["office"]
answered_by = ["community"]
scale = "partly"

[[indicators]]
code = "listens"
text = "Do they listen?"
plain = "Listening counts."
part = "P1"
stakeholder_types = ["office"]
answered_by = ["community"]
scale = "partly"

[form]
shape = 2
pilot = { column = "pilot" }
question = "{stakeholder_type}_{target}_{indicator}"
[[form.pilots]]
code = "AAA"
"""

# what is written, what it becomes, and what the sentence must hold
MISTAKES = [
    ('part = "P1"\nst', 'part = "P9"\nst', ["[[indicators]]", "asks", "part", "P9", "P1"]),
    ('dimension = "service"', 'dimension = "care"', ["[[parts]]", "P1", "care", "service"]),
    ('scale = "partly"', 'scale = "fully"', ["[[indicators]]", "asks", "fully", "partly"]),
    ('types = ["office"]', 'types = ["bank"]', ["[[indicators]]", "asks", "bank", "office"]),
    ('types = ["office"]', "types = []", ["[[indicators]]", "asks", "stakeholder_types", "office"]),
    (
        'scale = "partly"',
        'scale = "partly"\ntargets = ["door"]',
        ["asks", "targets", "door", "desk"],
    ),
    ('code = "listens"', 'code = "asks"', ["[[indicators]]", "asks", "once"]),
    ('code = "no"', 'code = "yes"', ["[[scales.answers]]", "yes", "once"]),
    ('code = "listens"', 'code = "P1"', ["[[indicators]]", "P1", "no part"]),
    ('code = "desk"', 'code = "all"', ["stakeholder_types.targets", "all"]),
    ('level = "local"', 'level = "village"', ["desk", "level", "village", "national", "local"]),
    ("weight = 1", "weight = 1.5", ["[[parts]]", "P1", "weight", "1.5", "whole number"]),
    ("weight = 1", "heavy = 1", ["[[parts]]", "P1", "heavy", "weight"]),
    ("score = 100", "score = 101", ["[[scales.answers]]", "yes", "score", "101", "0 to 100"]),
    ("score = 100", 'score = "high"', ["yes", "score", "high", "0 to 100"]),
    ("lower = 25", "lower = 60", ["half", "score", "50", "60"]),
    ("lower = 25\n", "", ["half", "lower", "together"]),
    ('means = "dont_know"', 'means = "dont_know"\nscore = 0', ["dk", "score", "no score"]),
    ('means = "dont_know"', 'means = "shrug"', ["dk", "means", "shrug", "dont_know"]),
    ('scale = "partly"', 'scale = "partly"\nkind = "fact"', ["asks", "answered_by", "nobody"]),
    ('answered_by = ["community"]\n', "", ["asks", "answered_by", "community"]),
    ('scale = "partly"', 'scale = "partly"\nkind = "personal"', ["asks", "scale", "yes/no"]),
    (
        'characteristic = "site"',
        'characteristic = "age"',
        ["service", "characteristic", "age", "site"],
    ),
    ('"town", "village"]', '"town", "town"]', ["groups", "categories", "town", "once"]),
    ('"town", "village"]', '"town", "moon"]', ["service", "categories", "moon", "village"]),
    ('code = "both"', 'code = "town"', ["service", "groups", "town"]),
    ("k = 5", "k = 4", ["[thresholds]", "k", "4", "5 or more"]),
    ("k0 = 10", "k0 = 9", ["[thresholds]", "k0", "9", "10 or more"]),
    ("low = 40", "low = 80", ["[bands]", "high", "70", "80"]),
    ("_{indicator}", "", ["[[indicators]]", "listens", "question", "asks"]),
    ("_{indicator}", "_{item}", ["[form]", "question", "{item}", "{indicator}"]),
    ('code = "AAA"', 'code = "AAA"\n[[form.pilots]]\ncode = "aaa"', ["form.pilots", "aaa", "case"]),
    ("shape = 2", "shape = 3", ["[form]", "shape", "3"]),
    ("shape = 2", "shape = 1", ["[form]", "stakeholder_type"]),
    ('pilot = { column = "pilot" }', "pilot = {}", ["[form]", "pilot", "column or a constant"]),
    ('title = "A small survey"', 'title = ""', ["[framework]", "title"]),
    ('[framework]\ncode = "small"', "[framework]", ["[framework]", "code"]),
    ('[[parts]]\ncode = "P1"', '[parts]\ncode = "P1"', ["parts", "tables"]),
    ("[form]", "[forms]", ["the file", "forms"]),
    ("shape = 2", "shape = = 2", ["TOML"]),
]


def sentence(text: str) -> str:
    with pytest.raises(FrameworkError) as caught:
        parse(text.encode(), "small.toml")
    return str(caught.value)


def test_the_drawn_framework_is_right() -> None:
    assert set(parse(SMALL.encode(), "small.toml").indicators) == {"asks", "listens"}


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_place(right: str, wrong: str, said: list[str]) -> None:
    assert right in SMALL, "the mutation changes nothing"
    told = sentence(SMALL.replace(right, wrong, 1))
    assert told.startswith("small.toml")
    assert [part for part in said if part not in told] == []


@pytest.mark.parametrize(
    "code",
    ["hiv_status", "drug_use", "sexual_orientation", "migration_status", "HIV", "lgbt", "refugee"],
)
def test_what_would_endanger_people_is_refused(code: str) -> None:
    as_code = SMALL.replace('code = "site"', f'code = "{code}"').replace('"site"', f'"{code}"')
    as_question = SMALL.replace('label = "Where"', f'label = "Where"\nquestion = "{code}"')
    for text in (as_code, as_question):
        told = sentence(text)
        assert "may not be asked" in told
        assert "encrypted" in told


def test_a_characteristic_that_no_split_names_is_refused() -> None:
    unsplit = SMALL[: SMALL.index("[dimensions.split]")] + SMALL[SMALL.index("[[parts]]") :]
    assert "is named by no split" in sentence(unsplit)


def test_line_ends_do_not_change_the_fingerprint() -> None:
    unix, windows = SMALL.encode(), SMALL.replace("\n", "\r\n").encode()
    assert parse(unix, "a").hash == parse(windows, "b").hash


def test_a_file_that_is_no_text_or_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "framework.toml"
    with pytest.raises(FrameworkError, match="cannot be read"):
        load(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FrameworkError, match="UTF-8"):
        load(path)
