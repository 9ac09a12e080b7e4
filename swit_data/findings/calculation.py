"""How exactly this number was made: its questions, their weights, and the answers behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from swit_data.framework import Framework
from swit_data.released.contributions import (
    Number,
    effective_weights,
    indicators_of,
    reason_of,
    rows_at,
    scored_with,
    whole_item,
)
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.tables import ALL
from swit_data.released.thresholds import INTERVAL_FROM
from swit_data.released.written_scores import adding_up, score_interval, written_row, written_score

_EXACT = 2  # digits of the calculation, which a reader follows with a calculator
SCORED_OTHERWISE = ("middle_low", "middle_high", "dont_know_zero")
BOUNDS = ("worst", "best")  # of a group of a split, and of an older release, there are none


@dataclass(frozen=True)
class Made:
    """How one number was made: in sentences, by its questions, and by the counts of their answers.

    `said`: how much it is, and on how many people it rests, or why it is not shown; `how`: by which rule.
    """

    name: str
    said: tuple[str, ...]
    how: tuple[str, ...]
    questions: pd.DataFrame
    answers: pd.DataFrame


def made(number: Number, labels: Labels) -> Made:
    """Return how a number was made, or why it is not shown, down to the released counts of answers."""
    row = scored_with(labels.release, number)
    weights = effective_weights(labels.release, number)
    said = (_result(number, row, labels), *_people(row, labels))
    how = (
        *_formula(number, row, labels),
        *_interval(number, row, labels),
        *_scorings(number, row, labels),
    )
    codes = indicators_of(labels.release, number)
    rows = _indicator_rows(labels.release, number, codes)
    questions = [_question(code, rows.get(code, {}), weights, labels) for code in codes]
    if row and not row["withheld"]:
        _agree(questions, row["score"], labels)
    answers = [line for code in codes for line in _answers(number, code, labels)]
    tables = (pd.DataFrame(questions), pd.DataFrame(answers))
    return Made(number_name(number, labels), said, how, *tables)


def number_name(number: Number, labels: Labels) -> str:
    """Return what a number is about: pilot, stakeholder type, institution, group, item."""
    parts = [labels.pilot(number.pilot), labels.stakeholder_type(number.stakeholder_type)]
    if number.target != ALL:
        parts.append(labels.target(number.stakeholder_type, number.target))
    if number.split != ALL:
        parts.append(labels.split(number.split))
    if number.respondent_class != "community":
        parts.append(labels.wording.text(f"class.{number.respondent_class}"))
    equal = _kind(number.item, labels.framework) == "equal"
    item = labels.item(number.item)
    if equal:
        item = f"{item} ({labels.wording.text('weights.equal')})"
    return " · ".join([*parts, item])


def whole_calculation(
    numbers: Sequence[Number], labels: Labels
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the questions, and the answers, of several numbers: one row per number and question (and answer)."""
    named = labels.wording.text("made.number")
    found = [made(number, labels) for number in numbers]
    frames = [[each.questions for each in found], [each.answers for each in found]]
    whole = [
        [table.assign(**{named: each.name}) for each, table in zip(found, tables, strict=True)]
        for tables in frames
    ]
    questions, answers = (
        pd.concat([table for table in tables if len(table)], ignore_index=True)
        if any(map(len, tables))
        else pd.DataFrame()
        for tables in whole
    )
    return questions, answers


def _result(number: Number, row: Mapping[str, Any], labels: Labels) -> str:
    text, framework = labels.wording.text, labels.release.framework_of(number.pilot, number.round)
    if reason := reason_of(labels.release, number):
        return text(f"why.{reason}", k=framework.k, k0=framework.k0)
    values = {
        "score": written_score(row["score"], labels),
        "exact": labels.wording.number(row["score"], _EXACT),
    }
    if pd.isna(row["low"]):
        return text("made.score", **values)
    return text("made.score.interval", **values, interval=score_interval(row, labels))


def _people(row: Mapping[str, Any], labels: Labels) -> list[str]:
    """Return who stands behind a number; of a withheld one only what its release gives."""
    if not row or pd.isna(row["respondents"]) or pd.isna(row["coverage"]):
        return []
    wording = labels.wording
    return [
        wording.text(
            "made.people",
            people=wording.number(int(row["respondents"])),
            answered=wording.number(int(row["answered"])),
            coverage=wording.percent(row["coverage"]),
            dont_know=wording.percent(0.0 if pd.isna(row["dont_know"]) else row["dont_know"]),
        )
    ]


def _formula(number: Number, row: Mapping[str, Any], labels: Labels) -> list[str]:
    """Return the rule in words, and the weight that is there of the weight asked."""
    text, framework = labels.wording.text, labels.release.framework_of(number.pilot, number.round)
    kind = _kind(number.item, framework)
    lines = [text(f"made.formula.{kind}", k=framework.k)]
    if kind != "indicator" and row and not pd.isna(row["weight_all"]):
        have, whole = (int(row[name]) for name in ("weight_have", "weight_all"))
        number_of = labels.wording.number
        lines.append(text("made.weight", have=number_of(have), all=number_of(whole)))
    return lines


def _kind(item: str, framework: Framework) -> str:
    item, _ = whole_item(framework, item)
    if item in framework.indicators:
        return "indicator"
    if item in framework.parts:
        return "part"
    return "dimension" if item in framework.dimensions else "equal"


def _interval(number: Number, row: Mapping[str, Any], labels: Labels) -> list[str]:
    """Return how the interval was made, or why there is none."""
    if not row or row["withheld"]:
        return []
    wording = labels.wording
    if pd.isna(row["low"]):
        key = "split" if number.split != ALL else number.respondent_class
        return [wording.text(f"made.no_interval.{key}", least=INTERVAL_FROM)]
    effective = wording.number(row["effective_n"], 1)
    never = [] if row["may_be_clear"] else [wording.text("made.not_clear")]
    if pd.isna(row["degrees"]):
        return [wording.text("made.interval.plain", effective=effective), *never]
    degrees = wording.number(int(row["degrees"]))
    return [wording.text("made.interval", effective=effective, degrees=degrees), *never]


def _scorings(number: Number, row: Mapping[str, Any], labels: Labels) -> list[str]:
    """Return what the number would be if middle answers, or don't know, were worth something else."""
    if not row or row["withheld"]:
        return []
    others = {
        scoring: scored_with(labels.release, number, scoring)
        for scoring in ("middle_low", "middle_high", "dont_know_zero", "worst", "best")
    }
    said = {
        name: written_score(other["score"], labels)
        for name, other in others.items()
        if other and not pd.isna(other["score"])
    }
    lines = [("made.scorings", SCORED_OTHERWISE), ("made.bounds", BOUNDS)]
    return [labels.wording.text(key, **said) for key, needed in lines if {*needed} <= said.keys()]


def _indicator_rows(
    release: Release, number: Number, codes: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    rows = (row for row in rows_at(release, number) if row["scoring"] == "standard")
    return {row["item"]: row for row in rows if row["item"] in codes}


def _question(
    code: str, row: Mapping[str, Any], weights: Mapping[str, Any], labels: Labels
) -> dict[str, object]:
    """Return one row of the calculation: a question, its weight, its score, what it adds."""
    text = labels.wording.text
    reason = str(row.get("withheld", "not_asked"))
    weight = float(weights[code]) if code in weights else None
    score = None if reason else float(row["score"])
    adds = None if weight is None or score is None else weight * score
    return {
        text("table.part"): labels.asked_by(code).indicators[code].part,
        text("table.code"): code,
        text("table.question"): labels.item(code),
        text("made.share"): None if weight is None else 100 * weight,
        text("table.score"): None if score is None else round(score, _EXACT),
        text("made.adds"): adds,
        text("table.people"): _whole(row.get("respondents")),
        text("table.coverage"): _percent(row.get("coverage")),
        text("table.dont_know"): _percent(row.get("dont_know")),
        text("table.withheld"): labels.reason(reason),
    }


def _agree(questions: list[dict[str, object]], score: float, labels: Labels) -> None:
    """Round weights and what they add so that each column adds up to what stands above it (largest remainder)."""
    for key, whole in (("made.share", 100.0), ("made.adds", score)):
        name = labels.wording.text(key)
        there = [line for line in questions if line[name] is not None]
        numbers = adding_up([float(str(line[name])) for line in there], whole, _EXACT)
        for line, number in zip(there, numbers, strict=True):
            line[name] = number


def _answers(number: Number, code: str, labels: Labels) -> list[dict[str, object]]:
    """Return one row per institution and answer of a question: how many gave it, and what it is worth."""
    text = labels.wording.text
    framework = labels.release.framework_of(number.pilot, number.round)
    indicator = framework.indicators[code]
    scale = framework.scales[indicator.scale]
    worth = {answer.code: answer.score for answer in scale.answers}
    order = {answer.code: place for place, answer in enumerate(scale.answers)}
    turned = indicator.direction == "negative"
    rows = sorted(
        _counts(labels.release, number, code),
        key=lambda row: (row["target"], order.get(row["answer"], len(order))),
    )
    return [
        {
            text("table.code"): code,
            text("table.question"): labels.item(code),
            text("filter.target"): labels.target(number.stakeholder_type, row["target"]),
            text("table.answer"): labels.answer(code, row["answer"]),
            text("made.worth"): _worth(worth.get(row["answer"]), turned=turned),
            text("table.count"): _whole(row["count"]),
            text("table.withheld"): labels.reason(row["withheld"]),
        }
        for row in rows
    ]


def _counts(release: Release, number: Number, code: str) -> list[Mapping[str, Any]]:
    """Return the released counts of a question where the number stands, else of each institution there."""
    kind = release.framework_of(number.pilot, number.round).stakeholder_types[
        number.stakeholder_type
    ]
    level = number.target.removeprefix("level=")
    below = [t.code for t in kind.targets if number.target == ALL or t.level == level]
    here = _counts_at(release, number, code)
    return here or [
        row for target in below for row in _counts_at(release, replace(number, target=target), code)
    ]


def _counts_at(release: Release, number: Number, code: str) -> list[Mapping[str, Any]]:
    return [row for row in rows_at(release, number, "answer_counts") if row["item"] == code]


def _worth(score: float | None, *, turned: bool) -> float | None:
    return None if score is None else 100 - score if turned else score


def _whole(value: Any) -> int | None:  # noqa: ANN401 - a cell of a released row
    return None if value is None or pd.isna(value) else int(value)


def _percent(value: Any) -> int | None:  # noqa: ANN401
    return None if value is None or pd.isna(value) else round(100 * float(value))


def spoken_numbers(numbers: Sequence[Number], labels: Labels) -> tuple[str, ...]:
    """Return each number in words with its score or why there is none, to choose from."""
    said = []
    for number in numbers:
        reason = reason_of(labels.release, number)
        row = {"withheld": reason} if reason else scored_with(labels.release, number)
        said.append(labels.wording.labelled(number_name(number, labels), written_row(row, labels)))
    return tuple(said)
