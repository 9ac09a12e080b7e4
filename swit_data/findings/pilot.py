"""One pilot in depth: how its rounds were held, and what its owner tells and recommends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from swit_data.dataset.texts import in_order
from swit_data.findings.question_search import best_language, language_name
from swit_data.framework import Framework
from swit_data.released.labels import Labels
from swit_data.released.rows import picked, records, rounds_held, score_rows
from swit_data.released.written_scores import written_row

# The sections of a narrative that have a title of their own, in the order of the page; others follow under their code.
SECTIONS = ("narrative", "recommendation", "context")
REASON = "reason"  # stands under the recommendation about the same


@dataclass(frozen=True)
class Told:
    """One text of the owner: whom and what it is about, its source, its language if not the reader's; or empty."""

    about: str
    text: str
    source: str = ""
    language: str = ""


def focus_of(framework: Framework) -> str:
    """Return the part that weighs more than every other one, such as community empowerment, or nothing."""
    weights = sorted(part.weight for part in framework.parts.values())
    if len(weights) > 1 and weights[-1] == weights[-2]:
        return ""
    return max(framework.parts.values(), key=lambda part: part.weight).code


def held_lines(pilot: str, chosen_round: str, labels: Labels) -> tuple[str, ...]:
    """Return how a round was held, one line each: how people were asked and reached, how much they answered."""
    held = rounds_held(labels.release).get((pilot, chosen_round))
    return tuple(_held(held, labels)) if held else ()


def _held(row: Mapping[str, Any], labels: Labels) -> Iterator[str]:
    text, wording = labels.wording.text, labels.wording
    yield from (
        text(f"pilot.held.{name}", value=str(row[name]).rstrip("."))
        for name in ("organisation", "mode", "recruitment")
        if row[name]
    )
    if row["branches"]:
        yield wording.plural("pilot.held.branches", int(row["branches"]))
    else:
        yield text("pilot.held.branches.unknown")
    yield text("pilot.held.set", value=text(f"set.{row['set']}"))
    yield text(f"pilot.held.translation.{row['translation']}")
    if row["participants"]:
        yield wording.plural("pilot.held.participants", int(row["participants"]))
    if row["informants_without_consent"]:
        yield text("pilot.held.without_consent")
    yield from _coverage(row, labels)


def _coverage(row: Mapping[str, Any], labels: Labels) -> Iterator[str]:
    """Give what share of the questions asked was answered, by dimension: about the type with the least and the most."""
    dimensions = [*labels.framework.dimensions]
    at = {"chosen_round": row["round"], "pilots": (row["pilot"],)}
    rows = score_rows(labels.release, dimensions, **at)
    for dimension in dimensions:
        shares = rows.loc[rows["item"] == dimension, "coverage"].dropna()
        if len(shares):
            ends = [labels.wording.percent(float(share)) for share in (shares.min(), shares.max())]
            same = ".same" if ends[0] == ends[1] else ""
            item = labels.dimension(dimension)
            key = f"pilot.held.coverage{same}"
            yield labels.wording.text(key, item=item, least=ends[0], most=ends[1])


def told(pilot: str, chosen_round: str, labels: Labels) -> dict[str, tuple[Told, ...]]:
    """Return what the owner tells of a round, by section: approved texts with what they are about and their sources.

    In the reader's language where there is such a text; else in the language that there is, which is said. The reasons
    of a recommendation stand under it.
    """
    kept = picked(labels.release.frame("narratives"), pilot=pilot, round=chosen_round)
    plain = kept.astype("str").map(in_order)
    rows = _in_one_language(records(plain), labels)
    last = {_about(row): row for row in rows if row["section"] == "recommendation"}
    reasons = [row for row in rows if row["section"] == REASON]
    sections = (*SECTIONS, *(row["section"] for row in rows))
    found: dict[str, list[Told]] = {section: [] for section in sections}
    for row in rows:
        if row["section"] == REASON and _about(row) in last:
            continue  # it stands under its recommendation
        found[row["section"]].append(_told(row, labels))
        if row is last.get(_about(row)):
            same = (reason for reason in reasons if _about(reason) == _about(row))
            found[row["section"]] += [_told(reason, labels) for reason in same]
    return {section: tuple(texts) for section, texts in found.items() if texts}


def _about(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["stakeholder_type"], row["target"], row["part"]


def _in_one_language(rows: list[dict[str, Any]], labels: Labels) -> list[dict[str, Any]]:
    """Return of texts of one section about the same those in one language: the reader's, English, or the first."""
    there: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        there.setdefault((row["section"], *_about(row)), []).append(row["language"])
    best = {key: best_language(codes, labels) for key, codes in there.items()}
    return [row for row in rows if row["language"] == best[row["section"], *_about(row)]]


def _told(row: Mapping[str, str], labels: Labels) -> Told:
    text, reason = labels.wording.text, row["section"] == REASON
    kind = row["stakeholder_type"]
    whom = labels.target(kind, row["target"]) if row["target"] else labels.stakeholder_type(kind)
    about = " · ".join(filter(None, (whom, labels.item(row["part"]))))
    source = text("pilot.told.source", source=row["source"]) if row["source"] else ""
    language = ""
    if row["language"] != labels.wording.language:
        named = language_name(row["language"], labels)
        language = text("pilot.told.language", language=named)
    said = text("pilot.told.reason", text=row["text"]) if reason else row["text"]
    return Told("" if reason else about, said, source, language)


def profile_table(rows: pd.DataFrame, labels: Labels, *, exact: bool) -> pd.DataFrame:
    """Return released scores of one pilot, one row per item and one column a stakeholder type.

    `exact`: the released numbers, for a file; else as people read them.
    """
    names = {c: labels.stakeholder_type(c) for c in dict.fromkeys(rows["stakeholder_type"])}
    cells: dict[str, dict[str, object]] = {}
    for row in records(rows):
        value = row["score"] if exact and not row["withheld"] else written_row(row, labels)
        cells.setdefault(row["item"], {})[names[row["stakeholder_type"]]] = value
    head = labels.wording.text("table.item")
    return pd.DataFrame([{head: labels.item(item), **line} for item, line in cells.items()])
