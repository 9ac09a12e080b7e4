"""What people answered to one question: lanes, the sentence, the lines, the table."""

from __future__ import annotations

from typing import Any

import pytest

from swit_data.findings.answers import (
    answer_lines,
    answers_headline,
    answers_table,
    facts_headline,
    spoken_side,
    stated_lines,
)
from swit_data.release.illustrative import illustrative
from swit_data.released.answers import Answered, Question, answered, answers_on, side_of
from swit_data.released.release import Release
from swit_data.released.statements import statement_rows
from tests.drawn import SMALL
from tests.findings import drawn_answers
from tests.findings.drawn_release import LANGUAGES, labels_of, rows_of

Rows = dict[tuple[str, str, str], dict[str, dict[str, Any]]]


def lanes(release: Release, indicator: str, **chosen: Any) -> tuple[Answered, ...]:  # noqa: ANN401
    respondent_class = chosen.pop("respondent_class", "community")
    question = Question(release, indicator, "1", release.pilots, **chosen)
    return answered(question, respondent_class)


def said(counts: str, indicator: str = "C1a", language: str = "en") -> str:
    release = drawn_answers.answered(counts)
    return answers_headline(lanes(release, indicator), labels_of(release, language)).text


SIDES = [
    ("C1a", ("yes",), ("partly",), ("no",)),
    ("C1c", ("always",), (), ("never", "sometimes")),
    ("C2a", ("yes",), (), ("no",)),
]


@pytest.mark.parametrize(("indicator", "more", "middle", "less"), SIDES)
def test_answers_stand_on_the_side_of_their_score(
    indicator: str, more: tuple[str, ...], middle: tuple[str, ...], less: tuple[str, ...]
) -> None:
    assert answers_on(SMALL, indicator, "more") == more
    assert answers_on(SMALL, indicator, "middle") == middle
    assert answers_on(SMALL, indicator, "less") == less


def test_an_answer_without_a_score_stands_apart_and_direction_turns_nothing() -> None:
    assert [side_of(SMALL, "C1a", a) for a in ("dont_know", "not_applicable", "other")] == [
        "apart"
    ] * 3
    assert (
        side_of(SMALL, "C1b", "yes") == "more"
    )  # a question whose yes speaks against the institution


def test_a_lane_is_an_institution_in_a_pilot() -> None:
    release = drawn_answers.answered("""
        pilot target item yes partly no dont_know withheld
        AAA   health C1a  3   1      6  2         -
        BBB   health C1a  1   1      1  1         too_few_answers
        AAA   police C1a  0   0      5  0         -
        AAA   local_police C1a 1 1   1  1         not_asked
    """)
    found = {(lane.pilot, lane.target): lane for lane in lanes(release, "C1a")}
    assert list(found) == [
        ("AAA", "health"),
        ("BBB", "health"),
        ("AAA", "police"),
        ("BBB", "police"),
    ]
    assert found["AAA", "health"].of == 12
    assert dict(found["AAA", "health"].counts) == {"yes": 3, "partly": 1, "no": 6, "dont_know": 2}
    assert found["AAA", "health"].on("less", SMALL) == 6
    assert found["BBB", "health"].withheld == "too_few_answers"
    assert not found["BBB", "health"].counts
    assert found["BBB", "police"].withheld == "not_asked"


def test_a_pilot_without_the_round_says_so() -> None:
    release = drawn_answers.answered(
        "pilot target item yes no\nAAA health C1a 4 3", pilots="pilot round\nAAA 1\nBBB 2"
    )
    assert [lane.withheld for lane in lanes(release, "C1a")] == ["", "no_round"]


def test_one_type_and_one_institution_can_be_chosen() -> None:
    release = drawn_answers.answered("""
        pilot type       target item yes no
        AAA   government health C1a  4   3
        AAA   government police C1a  4   3
        AAA   ngo        clinic C1a  4   3
    """)
    only = lanes(release, "C1a", stakeholder_types=("government",), target="police")
    assert [(lane.pilot, lane.target) for lane in only] == [("AAA", "police"), ("BBB", "police")]


def test_groups_of_whom_none_answered_have_no_answers() -> None:
    release = drawn_answers.answered("""
        pilot target class item yes no
        AAA   health group C1a  0   0
        BBB   health group C1a  2   1
    """)
    found = lanes(release, "C1a", respondent_class="group")
    assert [(lane.withheld, lane.of) for lane in found] == [("no_answers", 0), ("", 3)]


# The other pilot has no number about an institution that is counted here: it is named, and not counted.
MISSING = " (a number is missing in BBB)"
HEADLINES = [
    ("AAA health C1a 3 1 6 2", "AAA, Ministry of health: 3 of 12 people answered “yes”" + MISSING),
    (
        "AAA health C1a 3 1 6 2\nAAA police C1a 1 0 5 0\nBBB police C1a 5 0 1 0",
        "About 2 of 3 institutions, more people answered “no” than “yes”" + MISSING,
    ),
    (
        "AAA health C1a 9 1 6 2\nAAA police C1a 6 0 5 0\nBBB police C1a 1 0 2 2",
        "About 2 of 3 institutions, more people answered “yes” than “no”" + MISSING,
    ),
    (
        "AAA health C1a 9 1 6 2\nAAA police C1a 1 0 5 0",
        "2 institutions: about 1 of them more people answered “yes”, about 1 more answered “no”"
        + MISSING,
    ),
    (  # a tie leans nowhere: two of four is not most
        "AAA health C1a 9 0 6 0\nBBB health C1a 9 0 6 0\nAAA police C1a 3 0 3 0\nBBB police C1a 1 0 4 0",
        "4 institutions: about 2 of them more people answered “yes”, about 1 more answered “no”",
    ),
    (
        "AAA health C1a 3 1 6 2\nBBB health C1a 1 0 5 0",
        "Ministry of health: in 2 of 2 pilots, more people answered “no” than “yes”",
    ),
    (
        "AAA health C1a 3 1 2 4\nAAA police C1a 2 0 1 2\nBBB police C1a 5 0 1 0",
        "About 2 of 3 institutions, more than a third of the people do not know" + MISSING,
    ),
    (  # exactly a third is not more than a third
        "AAA health C1a 3 1 2 3\nAAA police C1a 3 0 1 2",
        "About 2 of 2 institutions, more people answered “yes” than “no”" + MISSING,
    ),
]


@pytest.mark.parametrize(("drawn", "sentence"), HEADLINES)
def test_the_sentence_counts_institutions(drawn: str, sentence: str) -> None:
    text = said("pilot target item yes partly no dont_know\n" + drawn)
    assert text.casefold() == sentence.casefold()


def test_the_sentence_about_how_often_names_both_answers_of_an_end() -> None:
    text = said(
        """
        pilot target       item never sometimes always
        AAA   police       C1c  2     3         4
        AAA   local_police C1c  2     3         4
    """,
        "C1c",
    )
    assert text.casefold().endswith(
        ("more people answered “never” or “sometimes” than “always”" + MISSING).casefold()
    )


def test_nothing_to_show_is_said() -> None:
    text = said("pilot target item yes no withheld\nAAA health C1a 1 1 too_few_people")
    assert text == "The answers to this question cannot be shown here"


def test_a_personal_question_is_yes_or_anything_else() -> None:
    text = said(
        """
        pilot target       item yes other
        AAA   police       C2p  6   6
        BBB   police       C2p  5   7
        AAA   local_police C2p  9   5
    """,
        "C2p",
    )
    assert text == "About 2 of 3 institutions, at least half of the people answered “yes”" + MISSING


def released() -> Rows:
    """Return the released counts about each institution, straight from the table: by pilot, target and question."""
    found: Rows = {}
    for row in rows_of(illustrative(), "answer_counts"):
        if (row["round"], row["respondent_class"], row["split"]) == ("1", "community", "all"):
            found.setdefault((row["pilot"], row["target"], row["item"]), {})[row["answer"]] = row
    return found


def tallied(code: str, counted: Rows) -> dict[str, int]:
    """Return in how many lanes of a question each thing holds that a sentence may say, recounted from the rows."""
    measured = illustrative().framework
    indicator = measured.indicators[code]
    scores = {a.code: a.score for a in measured.scales[indicator.scale].answers}
    targets = {
        t.code for k in indicator.stakeholder_types for t in measured.targets_of(indicator, k)
    }
    tally = dict.fromkeys(("more", "less", "half", "dont_know", "total"), 0)
    for (_, target, item), answers in counted.items():
        if item == code and target in targets and not any(r["withheld"] for r in answers.values()):
            numbers = {a: row["count"] for a, row in answers.items()}
            high = sum(n for a, n in numbers.items() if (scores.get(a) or 0) > 50)
            low = sum(
                n
                for a, n in numbers.items()
                if (scores.get(a, 100) or 0) < 50 and _scored(scores, a)
            )
            tally["total"] += 1
            tally["more"] += high > low
            tally["less"] += low > high
            tally["half"] += 2 * high >= sum(numbers.values())
            tally["dont_know"] += 3 * numbers.get("dont_know", 0) > sum(numbers.values())
    return tally


def _scored(scores: dict[str, float | None], answer: str) -> bool:
    return scores.get(answer) is not None


def test_the_sentence_is_true_for_every_question_of_the_illustrative_release() -> None:
    release, counted = illustrative(), released()
    labels = labels_of(release)
    kinds: list[str] = []
    for code, indicator in release.framework.indicators.items():
        if indicator.kind == "fact":
            continue
        found, tally = answers_headline(lanes(release, code), labels), tallied(code, counted)
        kinds.append(found.kind)
        most = max(tally["more"], tally["less"])
        about = {
            "nothing": {},
            "one": found.about,
            "mixed": {"count": tally["more"], "other": tally["less"], "total": tally["total"]},
        }
        usual = {"count": tally.get(found.kind), "other": 0, "total": tally["total"]}
        assert found.about == about.get(found.kind, usual), code
        assert (found.kind == "nothing") == (tally["total"] == 0), code
        if found.kind in {"more", "less"}:
            assert tally[found.kind] == most > tally["total"] / 2, code
        if found.kind == "mixed":
            assert 2 * most <= tally["total"], code
    assert {"more", "less", "mixed", "half", "nothing"} <= set(kinds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_a_released_count(language: str) -> None:
    release = illustrative()
    labels, counted = labels_of(release, language), released()
    shown = lanes(release, "C1_build")
    for lane, line in zip(shown, answer_lines(shown, "answers.line.people", labels), strict=True):
        assert line.startswith(labels.pilot(lane.pilot))
        answers = counted[lane.pilot, lane.target, "C1_build"]
        assert {row["withheld"] for row in answers.values()} == {lane.withheld}
        if lane.withheld:
            assert labels.reason(lane.withheld) in line
            continue
        for answer, row in answers.items():
            written = f"{labels.answer('C1_build', answer)} {row['count']}"
            assert (written in line) == bool(row["count"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_released_count_and_reason(language: str) -> None:
    release = illustrative()
    labels = labels_of(release, language)
    shown = lanes(release, "C1_build")
    wanted = []
    for lane in shown:
        answers = released()[lane.pilot, lane.target, "C1_build"]
        about = (labels.pilot(lane.pilot), labels.target(lane.stakeholder_type, lane.target))
        if lane.withheld:
            wanted.append((*about, "", labels.reason(lane.withheld)))
        wanted += [
            (*about, f"{labels.answer('C1_build', a)} {row['count']}", "")
            for a, row in answers.items()
            if not lane.withheld
        ]
    rows = answers_table(shown, labels).itertuples(index=False)
    found = [(r[0], r[2], f"{r[3]} {int(r[4])}" if r[3] else "", r[6]) for r in rows]
    assert sorted(found) == sorted(wanted)


def test_institutions_are_told_by_their_informants() -> None:
    release = drawn_answers.answered(
        statements="""
        pilot kind        stakeholder_type target indicator answer count
        AAA   institution government       health C1a       yes    2
        AAA   institution government       health C1a       no     1
        BBB   institution government       police C1a       partly 1
    """
    )
    rows = statement_rows(release, "institution", ["C1a"], chosen_round="1")
    assert [line.casefold() for line in stated_lines(rows, labels_of(release))] == [
        "aaa, ministry of health: yes 2; no 1, by 3 informants.",
        "bbb, police: partly 1, by 1 informant.",
    ]


def test_facts_are_counted_in_institutions_and_pilots() -> None:
    release = drawn_answers.answered(
        statements="""
        pilot kind stakeholder_type target indicator answer source  month
        AAA   fact government       health C2f       yes    The_law 2026-01
        BBB   fact government       health C2f       no     The_law 2026-01
    """
    )
    labels = labels_of(release)
    rows = statement_rows(release, "fact", ["C2f"], chosen_round="1")
    found = facts_headline(rows, labels)
    assert found.text == "The public record answers this question about 2 institutions, in 2 pilots"
    assert facts_headline(rows.iloc[:0], labels).kind == "no_fact"


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_quoted_in_the_readers_language(language: str) -> None:
    labels = labels_of(illustrative(), language)
    text = spoken_side("P3c_month", "less", labels)
    assert text == {"en": "“Never” or “Sometimes”", "uk": "«Ніколи» або «Іноді»"}[language]
