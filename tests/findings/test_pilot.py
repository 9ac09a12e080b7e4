"""One pilot in depth: its focal point, how its rounds were held, what its owner tells and why."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from swit_data.findings.pilot import Told, focus_of, held_lines, told
from swit_data.release.illustrative import illustrative
from swit_data.released.release import Release
from swit_data.released.tables import PILOT
from swit_data.views.pilot import PilotScene, change_lines, headline
from tests.drawn import SMALL, small
from tests.findings import drawn_answers
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of, rows_of


def test_the_focal_point_is_the_part_that_weighs_more_than_every_other_one() -> None:
    assert focus_of(illustrative().framework) == "C1"
    assert focus_of(SMALL) == "C1"
    assert focus_of(small(parts={"C1": 1})) == ""
    assert focus_of(small(parts={"P1": 2})) == ""


def test_community_empowerment_comes_first_with_everything_that_speaks_to_it() -> None:
    release = illustrative()
    sections = PilotScene(release, "KEN", "1").sections
    indicators = release.framework.indicators.values()
    assert list(sections) == ["focus", "also", "rollout", "participation"]
    opinions = [i for i in indicators if i.kind == "opinion"]
    assert sections["focus"] == ("C1", *(i.code for i in opinions if i.part == "C1"))
    assert sections["also"] == tuple(i.code for i in opinions if "C1" in i.also)
    assert sections["participation"] == ("participation", *(f"P{n}" for n in range(1, 11)))


SENTENCES = [
    (
        "government 10\nKEN un_agency 50\nKEN ngo 75",
        "In Kenya, sex workers rate government clearly under 40 of 100 on “Rollout”",
    ),
    (  # 30 answers: the interval of 30 reaches over 40
        "government 30\nKEN un_agency 50\nKEN ngo 65",
        (
            "In Kenya, sex workers rate government at around 40 of 100 or under on “Rollout”; a few more answers could "
            "change this"
        ),
    ),
    (
        "government 45\nKEN un_agency 50\nKEN ngo 50",
        (
            "In Kenya, sex workers rate no stakeholder type clearly lowest or highest on “Rollout”, and none under 40 "
            "or at 70 and more"
        ),
    ),
]


@pytest.mark.parametrize(("scores", "sentence"), SENTENCES)
def test_the_sentence_is_on_this_pilot_alone(scores: str, sentence: str) -> None:
    release = drawn(f"""
        pilot type score
        UKR ngo 10
        KEN {scores}
    """)
    # this framework has no focal point: the sentence is on its first dimension
    scene = PilotScene(release, "KEN", "1")
    object.__setattr__(scene, "focus", "")
    assert headline(scene, labels_of(release)) == sentence


def texts(narratives: str, language: str = "en") -> dict[str, tuple[Told, ...]]:
    release = drawn_answers.answered(narratives=narratives)
    return told("AAA", "1", labels_of(release, language))


MANY = """
    pilot section        stakeholder_type target part language text             source
    AAA   context        -                -      -    en       Before_the_vote  Our_notes
    AAA   recommendation government       health C1   en       Fund_us          -
    AAA   recommendation government       health C1   uk       Фінансуйте_нас   -
    AAA   reason         government       health C1   en       We_do_the_work   The_budget
    AAA   reason         government       health C1   uk       Працюємо_ми      Бюджет
    AAA   recommendation -                -      -    en       Ask_first        -
    AAA   narrative      -                -      -    en       Our_story        -
    BBB   narrative      -                -      -    en       Theirs           -
    AAA   extra          -                -      -    en       More             -
"""


def test_a_recommendation_has_its_reason_under_it_and_its_source() -> None:
    found = texts(MANY)
    assert list(found) == ["narrative", "recommendation", "context", "extra"]
    assert found["recommendation"] == (
        Told("Ministry of health · C1", "Fund us"),
        Told("", "Why: We do the work", "Source: The_budget"),
        Told("", "Ask first"),
    )
    assert found["narrative"] == (Told("", "Our story"),)
    assert "Theirs" not in str(found)


def test_texts_are_in_the_readers_language_where_there_are_some_else_it_is_said() -> None:
    found = texts(MANY, "uk")
    said = [each.text for each in found["recommendation"]]
    assert "Фінансуйте нас" in said
    assert "Fund us" not in said
    assert any("Працюємо ми" in text for text in said)
    (story,) = found["narrative"]
    assert story == Told("", "Our story", "", "Цей текст є лише іншою мовою: English")


def test_a_reason_without_its_recommendation_is_not_lost() -> None:
    found = texts("""
        pilot section stakeholder_type target part language text
        AAA   reason  government       -      -    en       Because
    """)
    assert found == {"reason": (Told("", "Why: Because"),)}


def test_the_reason_stands_under_the_last_recommendation_about_the_same() -> None:
    found = texts("""
        pilot section        stakeholder_type target part language text
        AAA   reason         government       -      -    en       Because
        AAA   recommendation government       -      -    en       First
        AAA   recommendation ngo              -      -    en       Other
        AAA   recommendation government       -      -    en       Second
    """)
    assert list(found) == ["recommendation"]
    said = [each.text for each in found["recommendation"]]
    assert said == ["First", "Other", "Second", "Why: Because"]


def test_another_round_has_its_own_texts() -> None:
    release = drawn_answers.answered(narratives=MANY)
    assert told("AAA", "2", labels_of(release)) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_a_round_was_held_is_told_line_by_line(language: str) -> None:
    labels = labels_of(illustrative(), language)
    frame = illustrative().tables
    scores = frame["scores"].to_pylist()
    for row in frame["pilot"].to_pylist():
        said = " ".join(held_lines(row["pilot"], row["round"], labels))
        assert row["mode"] in said
        assert row["recruitment"] in said
        assert labels.wording.text(f"set.{row['set']}") in said
        for dimension in ("rollout", "participation"):
            shares = [
                each["coverage"]
                for each in scores
                if (each["pilot"], each["round"], each["item"])
                == (row["pilot"], row["round"], dimension)
                and (each["respondent_class"], each["target"], each["split"], each["scoring"])
                == ("community", "all", "all", "standard")
                and each["coverage"] is not None
            ]
            assert labels.wording.percent(min(shares)) in said
            assert labels.wording.percent(max(shares)) in said


def held(**row: object) -> str:
    release = drawn_answers.answered(pilots="pilot participants branches\nAAA 0 4")
    (line,) = rows_of(release, "pilot")
    table = pa.Table.from_pylist([{**line, "informants_without_consent": False, **row}], PILOT)
    release = replace(release, tables={**release.tables, "pilot": table})
    return " ".join(held_lines("AAA", "1", labels_of(release)))


def test_unknown_branches_a_translation_and_left_out_informants_are_said() -> None:
    assert (
        "is not known: the intervals are widened as for four branches, and nothing is called clear"
        in held(branches=0)
    )
    assert "through 4 branches" in held(branches=4)
    assert "has not been reviewed" in held(translation="unreviewed")
    assert "no consent on record" in held(informants_without_consent=True)
    assert "no consent on record" not in held(informants_without_consent=False)
    assert "27 people took part in focus groups" in held(participants=27)


def test_a_round_that_was_not_held_has_no_lines() -> None:
    assert held_lines("SUR", "2", labels_of(illustrative())) == ()


def test_a_change_is_named_only_from_ten_points_on() -> None:
    release = two_rounds("31", "52", "33", "34")
    scene = PilotScene(release, "KEN", "2")
    lines = change_lines(scene, labels_of(release))
    assert any("31" in line and "52" in line and "Government" in line for line in lines)
    assert not any("33" in line for line in lines)
    small_ones = two_rounds("31", "36", "33", "34")
    lines = change_lines(PilotScene(small_ones, "KEN", "2"), labels_of(small_ones))
    assert any("no change" in line and "is large enough to be named" in line for line in lines)


def two_rounds(first: str, second: str, other: str, another: str) -> Release:
    return drawn(
        f"""
        pilot round type       score people basis
        KEN   1     government {first}   400 same
        KEN   2     government {second}  400 same
        KEN   1     ngo        {other}   400 same
        KEN   2     ngo        {another} 400 same
        """,
        pilots="pilot round framework\nKEN 1 same\nKEN 2 same",
    )
