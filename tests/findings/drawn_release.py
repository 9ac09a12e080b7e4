"""Small releases drawn as text in a test: score and pair rows by hand, without a dataset behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from swit_data.dataset import Round
from swit_data.findings import Scene
from swit_data.framework import Framework
from swit_data.release.making import of_tables
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.tables import SCORINGS, TABLES
from swit_data.wording import Wording
from tests.drawn import SMALL, dataset, framework, rows

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "uk")

_UN_AGENCY = """[[stakeholder_types]]
code = "un_agency"
label = "UN agencies"
targets = [{ code = "unaids", label = "UNAIDS", level = "national" }]
[[stakeholder_types]]
code = "ngo"
"""
_FOUR = '[{ code = "KEN" }, { code = "IDN" }, { code = "SUR" }, { code = "UKR" }]'
# Three external stakeholder types and four pilots: government, un_agency, ngo; KEN, IDN, SUR, UKR.
WIDE = framework(
    SMALL.content.decode()
    .replace('[[stakeholder_types]]\ncode = "ngo"\n', _UN_AGENCY)
    .replace('[{ code = "AAA" }, { code = "BBB" }]', _FOUR)
    .replace("'government', 'ngo'", "'government', 'un_agency', 'ngo'")
)
TYPES = ("government", "un_agency", "ngo")
PILOTS = ("KEN", "IDN", "SUR", "UKR")

INFORMANTS = 10  # from here on an institution's people have an interval too
_SCORES = {"round": "1", "respondent_class": "community", "target": "all", "item": "rollout"}
_SCORES |= {"split": "all", "people": "30", "dont_know": "0", "may_be_clear": "1"}
_PAIRS = {"round": "1", "item": "rollout", "a_class": "community", "b_class": "community"}
_PAIRS |= {"a_target": "all", "b_target": "all", "rho": "0", "n": "60", "may_be_clear": "1"}
_PILOT = {"title": "Drawn", "round": "1", "month": "2026-03", "community": "30", "groups": "0"}
_PILOT |= {"informants": "0", "translation": "original", "set": "core"}


def drawn(
    scores: str = "",
    pairs: str = "",
    pilots: str = "",
    *,
    provenance: str = "collected",
    measured: Framework = WIDE,
) -> Release:
    """Return a release of drawn rows; what is not drawn is that of a published row of round 1.

    `scores`: pilot, type, score; `people`, `effective`, `withheld` and every column of tables.SCORES. `pairs`: pilot,
    a, b (types), a_score, b_score; `n` is both sides' effective number of answers, `scoring` one or several with commas
    (none: all). `pilots`: pilot and columns of tables.PILOT.
    """
    tables: dict[str, list[dict[str, Any]]] = {
        "scores": [row for line in rows(scores or "pilot") for row in _each_scoring(_score(line))],
        "pairs": [row for line in rows(pairs or "pilot") for row in _each_scoring(_pair(line))],
    }
    named = {row["pilot"] for row in tables["scores"]} | {row["pilot"] for row in tables["pairs"]}
    lines = rows(pilots) if pilots else [{"pilot": code} for code in sorted(named)]
    tables["pilot"] = [{**_PILOT, "provenance": provenance, **line} for line in lines]
    held = {(row["pilot"], row["round"]) for row in tables["pilot"]}
    described = replace(
        dataset(measured, [Round(*pilot_and_round, "") for pilot_and_round in sorted(held)]),
        provenance="illustrative" if provenance == "illustrative" else "collected",
    )
    return of_tables(
        described,
        {name: _table(tables.get(name, []), schema) for name, schema in TABLES.items()},
    )


def _score(line: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {**_SCORES, **line}
    row["stakeholder_type"] = row.pop("type", "")
    row["respondents"] = row["answered"] = row.pop("people")
    row["effective_n"], row["degrees"] = row["respondents"], int(row["respondents"] or 1) - 1
    return row


def _pair(line: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {**_PAIRS, **line}
    size = row.pop("n")
    for side in ("a", "b"):
        row[f"{side}_stakeholder_type"] = row.pop(side)
        row.setdefault(f"{side}_respondents", size)
        if (
            row[f"{side}_class"] == "community"
            or int(row[f"{side}_respondents"] or 0) >= INFORMANTS
        ):
            row[f"{side}_effective_n"] = size
            row[f"{side}_degrees"] = str(int(size) - 1) if size else ""
    if not row.get("withheld"):
        row["difference"] = float(row["a_score"]) - float(row["b_score"])
    return row


def _each_scoring(row: dict[str, Any]) -> list[dict[str, Any]]:
    scorings = row.pop("scoring", "") or ",".join(SCORINGS)
    return [{**row, "scoring": scoring} for scoring in scorings.split(",")]


def _table(lines: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    typed = [
        {field.name: _typed(line.get(field.name), field.type) for field in schema} for line in lines
    ]
    return pa.Table.from_pylist(typed, schema)


def _typed(value: object, kind: pa.DataType) -> object:
    if kind == pa.string():
        return str(value or "")
    if value is None or value == "":
        return None
    number = float(str(value))
    if kind == pa.bool_():
        return bool(number)
    return number if kind == pa.float64() else int(number)


def labels_of(release: Release, language: str = "en") -> Labels:
    """Return a release's names in a language."""
    return Labels(release, Wording.of(language))


def scene(release: Release, **chosen: Any) -> Scene:  # noqa: ANN401 - fields of Scene
    """Return what Overview would show of a release: every external type, on the roll-out in round 1."""
    shown = {
        "item": "rollout",
        "chosen_round": "1",
        "pilots": release.pilots,
        "stakeholder_types": tuple(kind.code for kind in release.framework.external_types),
    }
    return Scene(release, **(shown | chosen))


def rows_of(release: Release, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table as plain dictionaries, made once a release; they are not to be changed."""
    kept = release.kept
    if ("rows", table) not in kept:
        kept["rows", table] = release.tables[table].to_pylist()
    found: list[dict[str, Any]] = kept["rows", table]
    return found


def scorings_asked(release: Release, pair: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the scorings under which a released pair has to be clear: the fourth where many do not know."""
    kept = release.kept
    names = ("pilot", "round", "item", "respondent_class", "stakeholder_type", "target")
    if "unknowing" not in kept:
        kept["unknowing"] = {
            tuple(row[name] for name in names)
            for row in rows_of(release, "scores")
            if row["split"] == "all" and row["dont_know"] is not None and row["dont_know"] > 1 / 3
        }
    unknowing: set[tuple[str, ...]] = kept["unknowing"]
    own = ("class", "stakeholder_type", "target")
    sides = [tuple(pair[f"{side}_{name}"] for name in own) for side in "ab"]
    where = (pair["pilot"], pair["round"], pair["item"])
    return SCORINGS[: 4 if any((*where, *side) in unknowing for side in sides) else 3]
