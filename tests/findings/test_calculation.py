"""How a number was made: every count and weight shown is released, and they add up to the number."""

from __future__ import annotations

import random
from functools import cache

import pandas as pd
import pytest

from swit_data.findings import made, spoken_numbers, whole_calculation
from swit_data.findings.who import who_table
from swit_data.release.illustrative import illustrative
from swit_data.released.contributions import Number, numbers_of, rows_at, scored_with
from swit_data.released.rows import count_rows, score_rows, split_rows
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of
from tests.written import plain_score


@cache
def everything() -> tuple[Number, ...]:
    frame = illustrative().frame("scores")
    return numbers_of(frame.loc[frame["scoring"] == "standard"])


def some() -> list[Number]:
    return random.Random(11).sample(everything(), 60)  # noqa: S311 - no secret


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_questions_add_is_the_number(language: str) -> None:
    labels = labels_of(illustrative(), language)
    text = labels.wording.text
    seen = 0
    for number in some():
        shown, row = made(number, labels), scored_with(illustrative(), number)
        adds = (
            shown.questions[text("made.adds")] if len(shown.questions) else pd.Series(dtype=float)
        )
        if row["withheld"]:
            assert adds.isna().all()
            continue
        assert adds.sum() == pytest.approx(
            round(row["score"], 2)
        )  # to the last digit that stands there
        assert shown.questions[text("made.share")].sum() == pytest.approx(100)
        assert labels.wording.number(row["score"], 2) in shown.said[0]
        assert plain_score(row["score"], language) in shown.said[0]
        seen += 1
    assert seen > 15


def test_the_counts_of_answers_are_those_released_and_give_the_score() -> None:
    """A question about one institution: its score is the mean of what its answers are worth."""
    framework = illustrative().framework
    seen = {"positive": 0, "negative": 0}
    for number in everything():
        if number.item not in framework.indicators or number.split != "all":
            continue
        direction = framework.indicators[number.item].direction
        if seen[direction] < 30 and shown_as_released(number):
            seen[direction] += 1
    assert min(seen.values()) > 10  # where yes is bad, the worth is turned round


def shown_as_released(number: Number) -> bool:
    """Look at a question with released counts of its own; false if it has none."""
    row = scored_with(illustrative(), number)
    released = [
        r for r in rows_at(illustrative(), number, "answer_counts") if r["item"] == number.item
    ]
    if row["withheld"] or not released:
        return False
    shown = made(number, labels_of(illustrative())).answers
    assert sorted(shown["How many"]) == sorted(r["count"] for r in released)
    worth, many = shown["Worth, 0-100"].astype(float), shown["How many"].astype(float)
    scored = worth.notna()
    mean = (worth * many)[scored].sum() / many[scored].sum()
    assert mean == pytest.approx(row["score"], abs=1e-4), number
    return True


def test_a_withheld_number_says_why_and_shows_nothing_of_it() -> None:
    release = drawn("pilot type item score withheld people\nKEN ngo rollout - too_few_people -")
    labels = labels_of(release)
    (number,) = numbers_of(score_rows(release, ["rollout"], chosen_round="1"))
    shown = made(number, labels)
    assert "fewer than" in shown.said[0]
    assert not any("rests on" in line for line in (*shown.said, *shown.how))
    assert shown.questions.empty
    assert shown.answers.empty
    assert spoken_numbers([number], labels)[0].endswith("too few people")


def test_no_number_is_left_where_the_release_has_none() -> None:
    labels = labels_of(illustrative())
    for number in some():
        row = scored_with(illustrative(), number)
        if row["withheld"] not in {"too_few_people", "personal", "split_refused", "no_consent"}:
            continue
        shown = made(number, labels)
        mine = shown.questions.loc[shown.questions.get("Code", pd.Series()) == number.item]
        assert mine[["Score, 0-100", "People", "Weight, %"]].isna().all().all()


def test_numbers_come_from_any_released_rows_once() -> None:
    release = illustrative()
    scores = score_rows(release, ["rollout", "C1"], chosen_round="1")
    assert len(numbers_of(pd.concat([scores, scores]))) == len(scores)
    counts = count_rows(release, ["P1_who"], chosen_round="1")
    keys = ["pilot", "stakeholder_type", "item", "target"]
    assert len(numbers_of(counts)) == len(counts.drop_duplicates(keys))
    splits = split_rows(release, "participation", chosen_round="1", stakeholder_type="government")
    assert {n.split for n in numbers_of(splits)} == set(splits["split"])


def test_the_whole_calculation_has_every_number_of_the_view() -> None:
    labels = labels_of(illustrative())
    numbers = numbers_of(score_rows(illustrative(), ["participation"], chosen_round="1"))
    questions, answers = whole_calculation(numbers, labels)
    names = {made(number, labels).name for number in numbers}
    assert set(questions["Number"]) <= names
    for number in numbers:
        row = scored_with(illustrative(), number)
        mine = questions.loc[questions["Number"] == made(number, labels).name]
        if not row["withheld"]:
            adds = (mine["Weight, %"] * mine["Score, 0-100"] / 100).sum()
            assert adds == pytest.approx(row["score"], abs=0.05)
    assert set(answers["Number"]) <= names
    assert answers["How many"].dropna().ge(0).all()


def test_a_number_of_equal_weights_says_so() -> None:
    labels = labels_of(illustrative())
    rows = score_rows(illustrative(), ["rollout_equal"], chosen_round="1")
    number: Number = numbers_of(rows)[0]
    shown = made(number, labels)
    assert "(Equal)" in shown.name
    assert any("every part weighs the same" in line for line in (*shown.said, *shown.how))


def test_who_answered_stands_pilot_by_pilot() -> None:
    labels = labels_of(illustrative())
    rows = score_rows(
        illustrative(), ["participation"], chosen_round="1", stakeholder_types=("government", "ngo")
    )
    table = who_table(labels, "1", ("KEN", "SUR", "XXX"), rows).set_index("Pilot")
    assert list(table.index) == ["Kenya", "Suriname"]
    of_kenya = rows.loc[rows["pilot"] == "KEN", "coverage"]
    assert table.loc["Kenya", "Answered, %: least about a type"] == 100 * of_kenya.min()
    assert table.loc["Kenya", "Answered, %: most about a type"] == 100 * of_kenya.max()
    assert table.loc["Kenya", "People"] == 48
    few = drawn(pilots="pilot community withheld\nKEN - too_few_people")
    assert who_table(labels_of(few), "1", ("KEN",))["People"].isna().all()
