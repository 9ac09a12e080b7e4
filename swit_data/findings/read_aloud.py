"""The findings of a pilot and round one by one, as a community reads them before a release: a sentence each."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import pyarrow.compute as pc

from swit_data.framework import Framework
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import Row, records, score_rows
from swit_data.released.spoken_names import called, on, where
from swit_data.released.tables import ALL, KEPT_BACK
from swit_data.released.written_scores import written_score

_NAME = ("pilot", "round", "stakeholder_type", "item")


@dataclass(frozen=True)
class ReadAloud:
    """What sex workers say of a stakeholder type; `name`: as its owner names it, KEN 1 government C1.

    `within`: the names of the criterion and the dimension that it is part of: whoever withholds them withholds it.
    """

    name: str
    sentence: str
    kept_back: bool
    within: tuple[str, ...]


def read_aloud(
    labels: Labels, pilot: str, chosen_round: str, *, questions: bool
) -> list[ReadAloud]:
    """Return every finding with a number, and what is kept back: of dimensions and criteria, or of each question."""
    framework = labels.release.framework_of(pilot, chosen_round)
    items = list(framework.indicators) if questions else [*framework.dimensions, *framework.parts]
    rows = score_rows(labels.release, items, chosen_round=chosen_round, pilots=(pilot,))
    order = {code: place for place, code in enumerate(framework.stakeholder_types)}
    found = sorted(records(rows), key=lambda row: order[row["stakeholder_type"]])
    return [
        _read(row, framework, labels)
        for row in found
        if not row["withheld"] or row["withheld"] == KEPT_BACK
    ]


@kept_while_open
def fingerprints(release: Release) -> Mapping[str, str]:
    """Return, by the name of each finding, what tells its number and how many people gave it from any other.

    Nothing of what is kept back: no number was read.
    """
    rows = release.tables["scores"]
    whole = {"respondent_class": "community", "target": ALL, "split": ALL, "scoring": "standard"}
    for name, value in whole.items():
        rows = rows.filter(pc.equal(rows[name], value))
    return {
        " ".join(str(row[name]) for name in _NAME): sha256(
            f"{row['score']} {row['respondents']}".encode()
        ).hexdigest()[:16]
        for row in rows.filter(pc.equal(rows["withheld"], "")).to_pylist()
    }


def _read(row: Row, framework: Framework, labels: Labels) -> ReadAloud:
    about = " ".join(str(row[name]) for name in ("pilot", "round", "stakeholder_type"))
    item = str(row["item"])
    part = framework.indicators[item].part if item in framework.indicators else item
    above = [part, framework.parts[part].dimension] if part in framework.parts else []
    within = tuple(f"{about} {code}" for code in above if code != item)
    kept = row["withheld"] == KEPT_BACK
    return ReadAloud(f"{about} {item}", _sentence(row, labels), kept, within)


def _sentence(row: Row, labels: Labels) -> str:
    wording, kept = labels.wording, row["withheld"] == KEPT_BACK
    values = {
        "pilots": where(row["pilot"], labels),
        "type": called(row["stakeholder_type"], labels),
        "item": on(row["item"], labels),
    }
    if not kept:
        values["score"] = written_score(float(row["score"]), labels)
        values["people"] = wording.plural("count.people", int(row["respondents"]))
    said = wording.text("read.kept_back" if kept else "read.finding", **values)
    return said[:1].upper() + said[1:]
