"""What people answered to one question, in words: the sentence of the page, each institution's line, the table."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from swit_data.findings.scene import Finding
from swit_data.released.answers import Answered, Side, answers_on
from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.released.thresholds import MANY_DO_NOT_KNOW

Lanes = Sequence[Answered]
SEVERAL = 2


def answers_headline(lanes: Lanes, labels: Labels) -> Finding:
    """Return the sentence about a question: which answer more people gave, and about how many institutions."""
    shown = [lane for lane in lanes if not lane.withheld]
    if not shown:
        return Finding("nothing", labels.wording.text("answers.nothing"))
    found = _said(shown, labels)
    return replace(found, text=found.text + _without(lanes, shown, labels))


def _said(shown: Lanes, labels: Labels) -> Finding:
    if len(shown) == 1:
        return _one(shown[0], labels)
    indicator = shown[0].indicator
    if labels.framework.indicators[indicator].kind == "personal":
        return _half(shown, labels)
    unknowing = [lane for lane in shown if _unknowing(lane) > MANY_DO_NOT_KNOW]
    if SEVERAL * len(unknowing) > len(shown):
        return _counted("dont_know", len(unknowing), shown, labels)
    more, less = (_leaning(shown, side, labels) for side in ("more", "less"))
    if SEVERAL * max(more, less) <= len(shown):
        return _counted("mixed", more, shown, labels, other=less)
    return _counted("more" if more > less else "less", max(more, less), shown, labels)


def _without(lanes: Lanes, shown: Lanes, labels: Labels) -> str:
    """Return which pilots have no number of an institution that is counted in others: they were not counted."""
    there = {(lane.stakeholder_type, lane.target) for lane in shown}
    named = [
        lane.pilot
        for lane in lanes
        if lane.withheld and (lane.stakeholder_type, lane.target) in there
    ]
    if not named:
        return ""
    pilots = labels.wording.listing([labels.pilot(pilot) for pilot in dict.fromkeys(named)])
    return labels.wording.text("answers.without", pilots=pilots)


def _one(lane: Answered, labels: Labels) -> Finding:
    k = lane.on("more", labels.framework)
    text = labels.wording.plural(
        "answers.one",
        lane.of,
        pilot=labels.pilot(lane.pilot),
        k=labels.wording.number(k),
        answer=spoken_side(lane.indicator, "more", labels),
        target=labels.target(lane.stakeholder_type, lane.target),
    )
    return Finding("one", text, {"k": k, "n": lane.of})


def _half(shown: Lanes, labels: Labels) -> Finding:
    """Return where at least half said yes to a personal question: its other answers are released together."""
    half = [lane for lane in shown if SEVERAL * lane.on("more", labels.framework) >= lane.of]
    return _counted("half", len(half), shown, labels)


def _leaning(shown: Lanes, side: Side, labels: Labels) -> int:
    """Return about how many institutions more people answered on a side than on the other."""
    other: Side = "less" if side == "more" else "more"
    framework = labels.framework
    return sum(lane.on(side, framework) > lane.on(other, framework) for lane in shown)


def _unknowing(lane: Answered) -> float:
    """Return the share of everybody who answered that does not know."""
    return lane.counts.get("dont_know", 0) / lane.of


def _counted(kind: str, count: int, shown: Lanes, labels: Labels, other: int = 0) -> Finding:
    """Return a pattern over institutions, or over pilots where it is the same institution in each."""
    places = {(lane.stakeholder_type, lane.target) for lane in shown}
    over = "pilots" if len(places) == 1 else "places"
    first = shown[0]
    text = labels.wording.plural(
        f"answers.{kind}.{over}",
        len(shown),
        count=labels.wording.number(count),
        other=labels.wording.number(other),
        more=spoken_side(first.indicator, "more", labels),
        less=spoken_side(first.indicator, "less", labels),
        target=labels.target(first.stakeholder_type, first.target),
    )
    return Finding(kind, text, {"count": count, "other": other, "total": len(shown)})


def spoken_side(indicator: str, side: Side, labels: Labels) -> str:
    """Return the answers of one side in quotation marks."""
    text = labels.wording.text
    codes = answers_on(labels.framework, indicator, side)
    said = [text("answers.quoted", answer=labels.answer(indicator, code)) for code in codes]
    joined = said[0] if said else "–"
    for another in said[1:]:
        joined = text("answers.or", first=joined, second=another)
    return joined


def answer_lines(lanes: Lanes, key: str, labels: Labels) -> tuple[str, ...]:
    """Return one line an institution and pilot: each answer that somebody gave with its count; `key` says of whom."""
    return tuple(
        labels.wording.plural(
            key,
            lane.of,
            pilot=labels.pilot(lane.pilot),
            target=labels.target(lane.stakeholder_type, lane.target),
            answers=labels.wording.apart(_given(lane, labels)),
        )
        if not lane.withheld
        else labels.wording.text(
            "answers.line.withheld",
            pilot=labels.pilot(lane.pilot),
            target=labels.target(lane.stakeholder_type, lane.target),
            reason=labels.reason(lane.withheld),
        )
        for lane in lanes
    )


def _given(lane: Answered, labels: Labels) -> list[str]:
    number = labels.wording.number
    return [f"{labels.answer(lane.indicator, a)} {number(n)}" for a, n in lane.counts.items() if n]


def spoken_lanes(lanes: Lanes, labels: Labels) -> str:
    """Return every bar of a figure in words: pilot, institution, each answer with its count, or why there is none."""
    return " ".join(answer_lines(lanes, "answers.line.people", labels))


def facts_headline(rows: pd.DataFrame, labels: Labels) -> Finding:
    """Return about how many institutions the public record answers a question; `rows`: from statement_rows."""
    if rows.empty:
        return Finding("no_fact", labels.wording.text("answers.facts.none"))
    count, pilots = len(rows), rows["pilot"].nunique()
    told = labels.wording.plural("answers.facts.pilots", pilots)
    text = labels.wording.plural("answers.facts", count, pilots=told)
    return Finding("facts", text, {"count": count, "pilots": pilots})


def stated_lines(rows: pd.DataFrame, labels: Labels) -> tuple[str, ...]:
    """Return what each institution's informants said of it, one line an institution; `rows`: from statement_rows."""
    given: dict[tuple[str, str, str, str], dict[str, int]] = {}
    for row in records(rows):
        about = (row["pilot"], row["stakeholder_type"], row["target"], row["indicator"])
        given.setdefault(about, {})[row["answer"]] = int(row["count"])
    lanes = [Answered(*about, "", counts, sum(counts.values())) for about, counts in given.items()]
    return answer_lines(lanes, "answers.line.informants", labels)


def answers_table(lanes: Lanes, labels: Labels) -> pd.DataFrame:
    """Return released answers as people read them: one row per pilot, institution and answer."""
    text = labels.wording.text
    return pd.DataFrame(
        [
            {
                text("table.pilot"): labels.pilot(lane.pilot),
                text("table.type"): labels.stakeholder_type(lane.stakeholder_type),
                text("filter.target"): labels.target(lane.stakeholder_type, lane.target),
                text("table.answer"): labels.answer(lane.indicator, answer) if answer else "",
                text("table.count"): count,
                text("table.of"): lane.of if answer else None,
                text("table.withheld"): labels.reason(lane.withheld),
            }
            for lane in lanes
            for answer, count in (lane.counts.items() or [("", None)])
        ]
    )
