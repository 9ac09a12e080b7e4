"""The line with which somebody quotes a number, or a picture or table of them: whose it is, when, of which release."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from swit_data.findings.calculation import number_name
from swit_data.findings.who import people_of
from swit_data.released.contributions import Number, reason_of, scored_with
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import Row, rounds_held
from swit_data.released.written_scores import score_interval, written_score


def cited_number(number: Number, labels: Labels, on: date) -> str:
    """Return the line with which one number is quoted, read on a day; a withheld one is quoted with its reason."""
    held = rounds_held(labels.release).get((number.pilot, number.round), {})
    value = _withheld(number, labels) or _value(number, labels)
    return labels.wording.text(
        "cite.number",
        owner=_owner(held, labels),
        round=labels.wording.text("round.named", round=number.round),
        month=_month(held, labels),
        value=labels.wording.labelled(number_name(number, labels), value),
        release=labels.release.fingerprint,
        day=on.isoformat(),
    )


@kept_while_open
def cited_view(
    title: str, labels: Labels, rounds: Sequence[str], pilots: Sequence[str], on: date
) -> str:
    """Return the line with which a picture or a table of some rounds and pilots is quoted, saved on a day."""
    wording = labels.wording
    owners = [_owner(row, labels) for row in _held_in(labels, rounds, pilots) or [{}]]
    return wording.text(
        "cite.view",
        owner="; ".join(dict.fromkeys(owners)),
        title=title.rstrip("."),
        fieldwork="; ".join(fieldwork(labels, rounds, pilots)),
        round=wording.listing([wording.text("round.named", round=each) for each in rounds]),
        release=labels.release.fingerprint,
        day=on.isoformat(),
    )


def fieldwork(labels: Labels, rounds: Sequence[str], pilots: Sequence[str]) -> tuple[str, ...]:
    """Return in which month each pilot asked its people in each round, and how many of them answered."""
    return tuple(
        labels.wording.text(
            "cite.fieldwork",
            pilot=labels.pilot(row["pilot"]),
            month=_month(row, labels),
            people=people_of(labels, row),
        )
        for row in _held_in(labels, rounds, pilots)
    )


def _held_in(labels: Labels, rounds: Sequence[str], pilots: Sequence[str]) -> list[Row]:
    held = rounds_held(labels.release)
    return [held[pilot, each] for pilot in pilots for each in rounds if (pilot, each) in held]


def _withheld(number: Number, labels: Labels) -> str:
    reason = labels.reason(reason_of(labels.release, number))
    return labels.wording.text("cite.withheld", reason=reason) if reason else ""


def _value(number: Number, labels: Labels) -> str:
    """Return a number as it is quoted: of 100, with its interval, and on how many people or groups it rests."""
    row, wording = scored_with(labels.release, number), labels.wording
    said = [wording.text("hover.score", score=written_score(row["score"], labels))]
    if not pd.isna(row["low"]):
        said.append(score_interval(row, labels))
    counted = "who.groups" if number.respondent_class == "group" else "count.people"
    said.append(wording.plural(counted, int(row["respondents"])))
    return "; ".join(said)


def _owner(held: Row, labels: Labels) -> str:
    """Return whose numbers they are, as the owner wrote it; of invented ones that they are invented."""
    if labels.release.illustrative:
        return labels.wording.text("app.illustrative")
    return str(held.get("organisation") or held.get("title") or labels.wording.text("app.name"))


def _month(held: Row, labels: Labels) -> str:
    """Return the month of the fieldwork; a dash where its owner wrote none."""
    return labels.wording.month(held["month"]) if held.get("month") else "–"
