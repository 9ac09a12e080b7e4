"""Small releases drawn as text in a test: counts of answers, statements and texts, without a dataset behind them."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from swit_data.released.release import Release
from swit_data.released.tables import TABLES
from tests.drawn import SMALL, rows
from tests.findings.drawn_release import drawn

_LANE = {"round": "1", "respondent_class": "community", "split": "all", "type": "government"}
PILOTS = "pilot\nAAA\nBBB"
_TEXTS = ("text", "ask", "promise", "verdict")


def answered(
    counts: str = "",
    statements: str = "",
    narratives: str = "",
    *,
    pilots: str = PILOTS,
    scores: str = "",
    asks: str = "",
) -> Release:
    """Return a release of the small framework with these answers.

    `counts`: pilot, target, item and a column an answer, empty where the answer was not counted; `type`, `class`,
    `round`, `withheld`. `statements`: columns of tables.STATEMENTS. `narratives`: columns of tables.NARRATIVES, a line
    a text, whose words are joined by underscores. `asks`: columns of tables.ASKS; `type`, `by` and `month` for
    the long names.
    """
    base = drawn(scores, pilots=pilots, measured=SMALL)
    told = [_words(line) for line in rows(narratives)] if narratives else []
    stated: list[dict[str, object]] = (
        [{"round": "1", **line} for line in rows(statements)] if statements else []
    )
    tables: dict[str, list[dict[str, object]]] = {
        "answer_counts": [row for line in rows(counts) for row in _each(line)] if counts else [],
        "statements": stated,
        "narratives": [{"round": "1", **line} for line in told],
        "asks": [{**_ask(_words(line))} for line in rows(asks)] if asks else [],
    }
    made = {name: _table(lines, TABLES[name]) for name, lines in tables.items()}
    return replace(base, tables={**base.tables, **made})


def _ask(line: dict[str, str]) -> dict[str, str]:
    names = {"type": "stakeholder_type", "by": "promised_by", "month": "promised_month"}
    return {names.get(name, name): value for name, value in line.items()}


def _words(line: dict[str, str]) -> dict[str, str]:
    return {
        name: value.replace("_", " ") if name in _TEXTS else value for name, value in line.items()
    }


def _each(line: dict[str, str]) -> list[dict[str, object]]:
    """Return a row an answer; withheld ones have no numbers."""
    about = {**_LANE, **line}
    about["stakeholder_type"] = about.pop("type")
    about["respondent_class"] = about.pop("class", about["respondent_class"])
    known = {"pilot", "target", "item", "withheld", *_LANE, "type", "class"}
    given = {name: value for name, value in line.items() if name not in known and value}
    withheld = line.get("withheld", "")
    everybody = sum(int(n) for n in given.values()) or 1
    return [
        {
            **about,
            "answer": answer,
            "count": None if withheld else int(n),
            "share": None if withheld else int(n) / everybody,
            "withheld": withheld,
        }
        for answer, n in given.items()
    ]


def _table(lines: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    typed = [
        {
            field.name: (line.get(field.name) or "")
            if field.type == pa.string()
            else _number(line.get(field.name))
            for field in schema
        }
        for line in lines
    ]
    return pa.Table.from_pylist(typed, schema)


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value else None if value == "" else value
