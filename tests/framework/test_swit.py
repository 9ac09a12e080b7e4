"""The shipped framework as content: what the founding document asks for is there, and comparable."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import polib
import pytest

from swit_data.framework import Framework, Indicator, interview, load

ROOT = Path(__file__).parents[2]
SWIT = load(ROOT / "data" / "framework" / "swit.toml")
CODES = [
    *(f"C{n}" for n in range(1, 7)),
    *(f"X{n}" for n in range(1, 5)),
    *(f"P{n}" for n in range(1, 11)),
    *("P3a", "P3b", "P3c", "P7a", "P7b", "P7c"),
    *(f"P8{letter}" for letter in "abcdefghi"),
    *(f"K{n}" for n in range(1, 15)),
    *(f"S{n}" for n in range(1, 9)),
]
SWIT_CHAPTERS = [part for part in SWIT.parts if part[0] == "C"]
EXTERNAL = [kind.code for kind in SWIT.external_types]
# Words that somebody who reads a question aloud would stumble over, or have to explain.
BANNED = r"\b(stakeholder|meaningful|capacity|modalit|utili[sz]e|mechanism|accountab|framework|PSK)"


def of_part(part: str, chosen: str) -> list[Indicator]:
    return [i for i in SWIT.in_set(chosen) if i.part == part and i.kind == "opinion"]


def test_there_are_at_least_seventy_indicators() -> None:
    assert len(SWIT.indicators) >= 70


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_founding_document_is_cited(code: str) -> None:
    assert [i.code for i in SWIT.indicators.values() if code in i.source]


def test_no_source_is_invented() -> None:
    cited = {code for i in SWIT.indicators.values() for code in (*i.source, *i.also)}
    assert cited <= set(CODES)


@pytest.mark.parametrize("code", [code for code in CODES if re.fullmatch(r"P\d[a-i]", code)])
def test_every_sub_item_has_an_indicator_of_its_own(code: str) -> None:
    own = [i for i in SWIT.indicators.values() if code in i.source and i.kind == "opinion"]
    assert any({s for s in i.source if re.fullmatch(r"P\d[a-i]", s)} == {code} for i in own)


@pytest.mark.parametrize("part", [p for p in SWIT.parts if p[0] in "XP"])
def test_x_and_p_are_asked_alike_of_every_external_type(part: str) -> None:
    for indicator in of_part(part, "full"):
        about = set(indicator.stakeholder_types) & set(EXTERNAL)
        assert about in (set(EXTERNAL), set()), indicator.code
        assert not about or not indicator.targets


@pytest.mark.parametrize(
    ("part", "chosen", "who"),
    list(product(SWIT_CHAPTERS, ["core", "full"], ["community", "institution"])),
)
def test_three_quarters_of_each_c_part_is_worded_alike(part: str, chosen: str, who: str) -> None:
    asked = [i for i in of_part(part, chosen) if who in i.answered_by]
    for kind in SWIT.external_types:
        for target in kind.targets:
            here = [i for i in asked if target in SWIT.targets_of(i, kind.code)]
            alike = [i for i in here if set(EXTERNAL) <= set(i.stakeholder_types) and not i.targets]
            whole = sum(i.weight for i in here)
            assert 4 * sum(i.weight for i in alike) >= 3 * whole, (kind.code, target.code)


def test_core_asks_about_every_part_of_every_external_type() -> None:
    for part, kind in product(SWIT.parts, EXTERNAL):
        asked = [i for i in of_part(part, "core") if "community" in i.answered_by]
        assert [i for i in asked if kind in i.stakeholder_types], (part, kind)


def test_types_have_questions_of_their_own() -> None:
    for kind in EXTERNAL:
        assert [i for i in SWIT.indicators.values() if i.stakeholder_types == (kind,)], kind


def questions_and_minutes(framework: Framework) -> tuple[int, float]:
    """Count the longest core interview anew: docs/framework.md, 'Read aloud'."""
    blocks: dict[str, list[Indicator]] = {}
    for kind in framework.stakeholder_types.values():
        per_target = [
            [
                i
                for i in framework.indicators.values()
                if i.set == "core"
                and "community" in i.answered_by
                and kind.code in i.stakeholder_types
                if not i.targets or target.code in i.targets
            ]
            for target in kind.targets
        ]
        blocks[kind.code] = max(per_target, key=len)
    own = [i for k, b in blocks.items() if k not in EXTERNAL for i in b]
    two = sorted((blocks[kind] for kind in EXTERNAL), key=len, reverse=True)[:2]
    asked = own + [i for block in two for i in block]
    words = sum(
        len(i.text["en"].split())
        + sum(len(a.label["en"].split()) for a in framework.scales[i.scale].answers)
        for i in asked
    )
    others = 1 + len(framework.characteristics) + len(two)
    return len(asked) + others, words / 110 + 8 / 60 * len(asked) + others * (20 / 110 + 8 / 60)


def test_one_interview_can_bear_the_core() -> None:
    questions, minutes = questions_and_minutes(SWIT)
    counted = interview(SWIT, "core")
    assert counted.questions == questions <= 60
    assert counted.minutes == pytest.approx(minutes, abs=0.5)
    assert minutes <= 45


@pytest.mark.parametrize("code", list(SWIT.indicators))
def test_a_question_can_be_read_aloud(code: str) -> None:
    indicator = SWIT.indicators[code]
    text, plain = indicator.text["en"], indicator.plain["en"]
    assert text.endswith("?")
    assert len(text.split()) <= 22
    assert 2 <= len(plain.split()) <= 25
    assert not re.search(BANNED, f"{text} {plain}", re.IGNORECASE)


def test_facts_are_asked_of_nobody_and_name_a_source() -> None:
    facts = [i for i in SWIT.indicators.values() if i.kind == "fact"]
    assert any("P3c" in i.source for i in facts)
    assert all(not i.answered_by and i.source for i in facts)


def test_a_month_can_be_told_from_less() -> None:
    (fact,) = [i for i in SWIT.indicators.values() if i.kind == "fact" and "P3c" in i.source]
    assert "a_month_or_more" in SWIT.scales[fact.scale].codes


def test_bad_news_is_the_exception() -> None:
    negative = [i for i in SWIT.indicators.values() if i.direction == "negative"]
    assert len(negative) <= len(SWIT.indicators) / 5


def keys(framework: Framework) -> dict[str, str]:
    """Return every key of the framework's words with its English text."""
    found = {"framework.title": framework.title["en"], "framework.source": framework.source["en"]}
    for kind in framework.stakeholder_types.values():
        found[f"type.{kind.code}"] = kind.label["en"]
        found |= {f"target.{kind.code}.{t.code}": t.label["en"] for t in kind.targets}
    for characteristic in framework.characteristics.values():
        found[f"characteristic.{characteristic.code}"] = characteristic.label["en"]
        for category, label in characteristic.categories.items():
            found[f"category.{characteristic.code}.{category}"] = label["en"]
    for dimension in framework.dimensions.values():
        found[f"dimension.{dimension.code}"] = dimension.label["en"]
        if dimension.split is not None:
            for group, label in dimension.split.labels.items():
                found[f"category.{dimension.split.characteristic}.{group}"] = label["en"]
    found |= {f"part.{part.code}": part.label["en"] for part in framework.parts.values()}
    for scale in framework.scales.values():
        found |= {f"answer.{scale.code}.{a.code}": a.label["en"] for a in scale.answers}
    for indicator in framework.indicators.values():
        found[f"indicator.{indicator.code}.text"] = indicator.text["en"]
        found[f"indicator.{indicator.code}.plain"] = indicator.plain["en"]
    return found


def test_every_word_of_the_framework_is_in_ukrainian() -> None:
    file = polib.pofile(str(ROOT / "data" / "wording" / "framework.uk.po"))
    translated = {entry.msgctxt: (entry.msgid, entry.msgstr) for entry in file}
    assert {key: text for key, (text, _) in translated.items()} == keys(SWIT)
    assert [key for key, (_, said) in translated.items() if not re.search("[а-яіїєґ]", said)] == []
