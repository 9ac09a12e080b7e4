"""The shipped framework as content: what it covers, in which words, how long it is.

Read with `tomllib` alone and counted anew, so that a mistake of the loader does not hide one of the file.
"""

from __future__ import annotations

import re
import tomllib
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from swit_data.framework import interview, load
from swit_data.framework.model import UNSAID
from swit_data.wording import read_catalog

DATA = Path(__file__).parents[2] / "data"
FILE = DATA / "framework" / "swit.toml"
SWIT: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
INDICATORS: list[dict[str, Any]] = SWIT["indicators"]
SCALES: dict[str, dict[str, Any]] = {scale["code"]: scale for scale in SWIT["scales"]}
PARTS = [part["code"] for part in SWIT["parts"]]
EXTERNAL = {
    kind["code"]: [target["code"] for target in kind["targets"]]
    for kind in SWIT["stakeholder_types"]
    if kind["external"]
}
(OWN,) = (kind["code"] for kind in SWIT["stakeholder_types"] if not kind["external"])
TARGETS = [(kind, target) for kind, targets in EXTERNAL.items() for target in targets]
SETS = {"core": ("core",), "full": ("core", "full")}  # a full round asks both

CHAPTERS = [f"C{n}" for n in range(1, 7)]
CROSSING = [f"X{n}" for n in range(1, 5)]
CRITERIA = [f"P{n}" for n in range(1, 11)]
SUB_ITEMS = [f"P3{x}" for x in "abc"] + [f"P7{x}" for x in "abc"] + [f"P8{x}" for x in "abcdefghi"]
CONCERNS = [f"K{n}" for n in range(1, 15)]
STATEMENTS = [f"S{n}" for n in range(1, 9)]
SOURCES = [*CHAPTERS, *CROSSING, *CRITERIA, *SUB_ITEMS, *CONCERNS, *STATEMENTS]

# Where the founding document names something that can be looked up.
FACTS = {"X1", "P3c", "P7a", "K3", "K8", "K13", "S1", "S2", "S3", "S7"}

# Words of reports, not of people.
BANNED = (
    "stakeholder",
    "meaningful",
    "capacity",
    "modalit",
    "utilis",
    "utiliz",
    "leverag",
    "beneficiar",
    "implement",
    "empower",
    "engage",
    "mechanism",
    "facilitat",
    "advoca",
    "indicator",
    "framework",
    "participat",
    "key population",
    "vulnerab",
    "sensiti",
    "intervention",
    "accountab",
    "transparen",
    "rollout",
    "roll-out",
    "cross-cutting",
    "multi-",
    "prostitut",
)
# Names that people know, or that the founding document has. No other name stands in the file.
NAMES = {"SWIT", "UN", "HIV", "World", "Health", "Organization", "Global", "Fund"}


def of(indicator: dict[str, Any], kind: str, target: str) -> bool:
    own = indicator.get("targets", [target])
    return kind in indicator["stakeholder_types"] and target in own


def asked(kind: str, target: str, by: str, chosen: str) -> list[dict[str, Any]]:
    """Return the opinions that a class is asked about a target: those are scored."""
    return [
        indicator
        for indicator in INDICATORS
        if indicator["kind"] == "opinion"
        and by in indicator["answered_by"]
        and indicator["set"] in SETS[chosen]
        and of(indicator, kind, target)
    ]


def same_for_all(indicator: dict[str, Any]) -> bool:
    """Say whether every external target is asked about in these words."""
    return all(
        any(other["text"] == indicator["text"] and of(other, *each) for other in INDICATORS)
        for each in TARGETS
    )


def words(text: str) -> int:
    return len(text.split())


def test_it_loads() -> None:
    framework = load(FILE)
    assert len(framework.indicators) == len(INDICATORS) >= 70
    assert list(framework.parts) == [*CHAPTERS, *CROSSING, *CRITERIA]
    assert {code: part.weight for code, part in framework.parts.items() if part.weight > 1} == {
        "C1": 2
    }
    assert [pilot.code for pilot in framework.form.pilots] == ["KEN", "IDN", "SUR", "UKR"]
    assert (framework.k, framework.k0, framework.low, framework.high) == (5, 10, 40, 70)


def test_targets() -> None:
    assert list(EXTERNAL) == ["government", "un_agency", "global_fund_programme", "ngo"]
    assert OWN == "sex_worker_led_organisation"
    bodies = {
        kind["code"]: {target["body"] for target in kind["targets"]}
        for kind in SWIT["stakeholder_types"]
    }
    assert bodies["government"] == {"health", "justice_and_police", "labour", "migration"}
    agencies = {"unaids", "unfpa", "undp", "who", "world_bank"}  # those that published the SWIT
    assert bodies["un_agency"] == {*agencies, "un_regional"}
    donors = {"principal_recipient", "sub_recipient", "bilateral_donor"}
    assert bodies["global_fund_programme"] == donors
    levels = {
        kind["code"]: {t["level"] for t in kind["targets"]} for kind in SWIT["stakeholder_types"]
    }
    assert levels["government"] == {"national", "local"}
    assert levels["un_agency"] == {"national", "regional"}
    assert levels["global_fund_programme"] == {"national", "local", "international"}
    assert levels["ngo"] == {"international", "national"}


def uncited(indicators: list[dict[str, Any]]) -> set[str]:
    """Return the codes that no question cites, and those that are no codes of the source."""
    return {code for indicator in indicators for code in indicator["source"]} ^ set(SOURCES)


def test_every_code_of_the_source_is_cited_and_no_other() -> None:
    assert uncited(INDICATORS) == set()
    assert [i["code"] for i in INDICATORS if not i["source"]] == []


@pytest.mark.parametrize("code", SOURCES)
def test_a_code_that_nobody_cites_is_found(code: str) -> None:
    without = [{"source": [c for c in i["source"] if c != code]} for i in INDICATORS]
    assert uncited(without) == {code}
    assert uncited([*INDICATORS, {"source": ["P11"]}]) == {"P11"}


@pytest.mark.parametrize("item", SUB_ITEMS)
def test_each_sub_item_has_an_indicator_of_its_own(item: str) -> None:
    own = [
        indicator
        for indicator in INDICATORS
        if indicator["kind"] == "opinion" and set(indicator["source"]) & set(SUB_ITEMS) == {item}
    ]
    assert own
    assert {indicator["part"] for indicator in own} == {item[:2]}


def test_crossing_questions_and_criteria_are_worded_the_same_for_all() -> None:
    found = [
        indicator
        for indicator in INDICATORS
        if indicator["part"] in {*CROSSING, *CRITERIA} and indicator["stakeholder_types"] != [OWN]
    ]
    assert [i["code"] for i in found if set(i["stakeholder_types"]) != set(EXTERNAL)] == []
    assert [i["code"] for i in found if "targets" in i] == []
    assert {indicator["part"] for indicator in found} == {*CROSSING, *CRITERIA}
    texts = [indicator["text"] for indicator in INDICATORS]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("chosen", SETS)
@pytest.mark.parametrize("by", ["community", "institution"])
def test_three_quarters_of_a_chapter_are_worded_the_same_for_all(by: str, chosen: str) -> None:
    for (kind, target), part in product(TARGETS, CHAPTERS):
        here = [i for i in asked(kind, target, by, chosen) if i["part"] == part]
        whole = sum(indicator["weight"] for indicator in here)
        same = sum(indicator["weight"] for indicator in here if same_for_all(indicator))
        assert 4 * same >= 3 * whole > 0, (kind, target, part, same, whole)


@pytest.mark.parametrize("by", ["community", "institution"])
@pytest.mark.parametrize(("kind", "target"), TARGETS)
def test_core_has_every_part(kind: str, target: str, by: str) -> None:
    assert {indicator["part"] for indicator in asked(kind, target, by, "core")} == set(PARTS)


def block(kind: str, target: str) -> list[float]:
    """Return the seconds of each question that the community is asked about a target in core."""
    return [
        seconds(i["text"], sum(words(a["label"]) for a in SCALES[i["scale"]]["answers"]))
        for i in INDICATORS
        if i["set"] == "core" and "community" in i["answered_by"] and of(i, kind, target)
    ]


def seconds(text: str, more: int = 0) -> float:
    return (words(text) + more) * 60 / 110 + 8


HALF_A_MINUTE = 30  # s a question where people think, ask back and are answered
MOST_QUESTIONS, MOST_SECONDS = 60, 45 * 60


def interviews(own: list[float]) -> list[list[float]]:
    """Return the seconds of each question of every interview: of two types, and of ourselves."""
    beside = [seconds("", 20)] * (1 + len(SWIT["characteristics"]) + 2)
    return [
        [*block(one, target), *block(two, other), *own, *beside]
        for one, two in combinations(EXTERNAL, 2)
        for target, other in product(EXTERNAL[one], EXTERNAL[two])
    ]


def borne(every: list[list[float]]) -> bool:
    """Say whether the longest interview is short enough, by questions, by words and by half minutes."""
    # Also where a person is asked of all four which targets they know, before two are chosen.
    questions = max(map(len, every)) + len(EXTERNAL) - 2
    longest = max(HALF_A_MINUTE * questions, *map(sum, every))
    return questions <= MOST_QUESTIONS and longest <= MOST_SECONDS


def test_an_interview_in_core_can_be_borne() -> None:
    """Consent, characteristics, targets known, one target of each of two types, ourselves."""
    assert SWIT["form"]["stakeholder_types_per_interview"] == 2
    own = block(OWN, "community")
    every = interviews(own)
    assert borne(every)
    # One question more, or one that takes a quarter of an hour longer, is found.
    spare = MOST_QUESTIONS - max(map(len, every)) - len(EXTERNAL) + 2
    assert not borne(interviews([*own, *[8.0] * (spare + 1)]))
    assert not borne(interviews([own[0] + MOST_SECONDS - max(map(sum, every)) + 1, *own[1:]]))
    longest = max(every, key=sum)
    counted = interview(load(FILE), "core")
    assert counted.questions == len(longest)
    assert counted.minutes == pytest.approx(sum(longest) / 60)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator["code"])
def test_a_text_can_be_read_aloud(indicator: dict[str, Any]) -> None:
    for text in (indicator["text"], indicator["plain"]):
        assert 0 < words(text) <= 22
        assert [word for word in BANNED if word in text.lower()] == []
        assert not re.search(r"[/();{}]|\be\.g\.|\bi\.e\.|\betc\b", text)
        assert text == " ".join(text.split())
    assert indicator["text"].endswith("?")
    assert indicator["plain"].endswith(".")


def test_no_organisation_is_named() -> None:
    found = set()
    for indicator in INDICATORS:
        for text in (indicator["text"], indicator["plain"]):
            for sentence in re.split(r"(?<=[.?:]) ", text):
                found |= set(re.findall(r"(?<!^)\b[A-Z][\w-]*", sentence))
    assert found <= NAMES
    targets = " ".join(t["label"] for kind in SWIT["stakeholder_types"] for t in kind["targets"])
    assert set(re.findall(r"\b[A-Z]{3,}\b", targets)) == {"UNAIDS", "UNFPA", "UNDP", "WHO", "NGO"}
    assert "name" not in "".join(key for pilot in SWIT["form"]["pilots"] for key in pilot)


def test_facts_are_what_can_be_looked_up() -> None:
    facts = [indicator for indicator in INDICATORS if indicator["kind"] == "fact"]
    assert len(facts) >= 5
    for fact in facts:
        assert set(fact["source"]) <= FACTS, fact["code"]
        assert fact["answered_by"] == []
        assert not any("score" in answer for answer in SCALES[fact["scale"]]["answers"])
    assert {"P3c", "P7a", "K8", "S1"} <= {code for fact in facts for code in fact["source"]}
    month = {answer["code"] for answer in SCALES["consultation_time"]["answers"]}
    assert "a_month_or_more" in month


def test_few_questions_are_turned_round() -> None:
    negative = [i["code"] for i in INDICATORS if i["direction"] == "negative"]
    assert 0 < len(negative) <= 0.2 * len(INDICATORS)


def test_personal_questions_are_about_the_community_alone() -> None:
    personal = [i for i in INDICATORS if i["kind"] == "personal"]
    assert {i["code"] for i in personal if re.search(r"\byou\b", i["text"].lower())} <= {
        i["code"] for i in INDICATORS if i["stakeholder_types"] == [OWN]
    }
    for indicator in personal:
        assert (indicator["stakeholder_types"], indicator["answered_by"]) == ([OWN], ["community"])
    # S5 and K14: what speaking up costs a person.
    assert {code for i in personal for code in i["source"]} == {"K14", "S5"}


def test_nothing_is_asked_that_endangers_people() -> None:
    assert [c["code"] for c in SWIT["characteristics"]] == ["gender", "site"]
    about_people = str(SWIT["characteristics"]).lower()
    assert not re.search(r"hiv|drug|orientation|sexual|migra|refugee|papers", about_people)
    own = [i["text"].lower() for i in INDICATORS if OWN in i["stakeholder_types"]]
    assert not re.search(r"\bhiv\b|drug|orientation|migrant|papers", " ".join(own))


def test_empowerment_runs_through() -> None:
    also = [i for i in INDICATORS if i["part"] != "C1" and "C1" in i.get("also", [])]
    assert len(also) > len(INDICATORS) / 2
    for indicator in INDICATORS:
        assert set(indicator["also"]) <= set(PARTS) - {indicator["part"]}


# ---- In Ukrainian ----


def expected() -> dict[str, str]:
    """Return every key of the framework, and its English text."""
    head = SWIT["framework"]
    found = {"framework.title": head["title"], "framework.source": head["source"]}
    for kind in SWIT["stakeholder_types"]:
        found |= labels("type", [kind]) | labels(f"target.{kind['code']}", kind["targets"])
    for scale in SWIT["scales"]:
        found |= labels(f"answer.{scale['code']}", scale["answers"])
    for indicator in INDICATORS:
        found |= {
            f"indicator.{indicator['code']}.{key}": indicator[key] for key in ("text", "plain")
        }
    found |= labels("characteristic", SWIT["characteristics"])
    found |= labels("dimension", SWIT["dimensions"])
    return found | labels("part", SWIT["parts"]) | categories()


def labels(family: str, tables: list[dict[str, Any]]) -> dict[str, str]:
    return {f"{family}.{table['code']}": table["label"] for table in tables}


def categories() -> dict[str, str]:
    """Return the categories of characteristics: as asked, and as merged by the splits."""
    found: dict[str, str] = {}
    for characteristic in SWIT["characteristics"]:
        family = f"category.{characteristic['code']}"
        found |= labels(family, characteristic["categories"])
        found[f"{family}.{UNSAID}"] = "Prefer not to say"
    for split in (dimension["split"] for dimension in SWIT["dimensions"]):
        for fallback in split.get("fallbacks", []):
            found |= labels(f"category.{split['characteristic']}", fallback["groups"])
    return found


def ukrainian() -> dict[str, tuple[str, str]]:
    """Return the English and the Ukrainian text of each key."""
    catalog = read_catalog(DATA / "wording" / "framework.uk.po")
    return {str(m.context): (str(m.id), str(m.string)) for m in catalog if m.id}


def test_everything_is_said_in_ukrainian() -> None:
    translated = ukrainian()
    assert {key: english for key, (english, _) in translated.items()} == expected()
    assert [key for key, (_, said) in translated.items() if not said.strip()] == []
    text = (DATA / "wording" / "framework.uk.po").read_text("utf-8")
    assert "#~" not in text
    assert len(re.findall("^msgctxt ", text, re.MULTILINE)) == len(translated)


def test_ukrainian_words() -> None:
    translated = ukrainian()
    for key in expected():
        english, said = translated[key]
        assert re.search("[а-яіїєґ]", said.lower()), key
        assert not re.search("[ыэъё]", said.lower()), key
        assert "проститу" not in said.lower(), key
        assert said.endswith("?") == english.endswith("?"), key
        assert said == " ".join(said.split()), key
        if "sex worker" in english.lower():
            assert "секс-прац" in said.lower(), key
