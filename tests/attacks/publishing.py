"""The release of a sample, made by the program as a black box."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from swit_data.dataset import Round
from tests.attacks.samples import Row, Sample
from tests.computing import compute
from tests.drawn import Drawn, dataset

Tables = dict[str, pa.Table]
PILOT = "AAA"  # the one of a dataset of one
TOGETHER = 24  # pilots published in one call: much faster than one by one


def rows_of(
    sample: Sample, pilot: str, number: str = "1", ids: Sequence[str] = ()
) -> tuple[list[Row], list[Row], list[Row]]:
    """Return respondents, answers and asked rows of a sample as one pilot and round; people have ids of their own."""
    respondents: list[Row] = []
    answers: list[Row] = []
    asked: list[Row] = []
    for person, about in enumerate(sample.about):
        mine = {name: rows[person] for name, rows in sample.blocks.items()}
        key: Row = {"respondent": ids[person] if ids else f"{pilot}-{person}"}
        place = {"pilot": pilot, "round": number}
        respondents.append(
            {
                **key,
                **place,
                "class": "community",
                "stakeholder_type": about,
                "target": "",
                "branch": "",
            }
            | {name: row.category for name, row in mine.items()}
        )
        names = ("stakeholder_type", "target", "dimension")
        every = dict.fromkeys(ask for row in mine.values() for ask in row.asked)
        asked += [{**key, **dict(zip(names, ask, strict=True))} for ask in every]
        for row in mine.values():
            for (indicator, code, target), answer in (*row.answers, *row.personal.items()):
                said = {
                    "stakeholder_type": code,
                    "target": target,
                    "indicator": indicator,
                    "answer": answer,
                }
                answers.append({**key, **place, **said})
    for person_row, their_asked, their_answers in sample.others:
        key = {"respondent": f"{pilot}-{person_row['respondent']}"}
        place = {"pilot": pilot, "round": number}
        respondents.append({"target": "", "branch": "", **person_row, **place, **key})
        asked += [{**row, **key} for row in their_asked]
        answers += [{**row, **place, **key} for row in their_answers]
    return respondents, answers, asked


def publish(samples: Sequence[Sample]) -> list[Tables]:
    """Return the release of each sample; each is a pilot of its own in a dataset of many."""
    found: list[Tables] = []
    for shape in (1, 2):
        of_shape = [sample for sample in samples if sample.shape == shape]
        for start in range(0, len(of_shape), TOGETHER):
            found += _publish(of_shape[start : start + TOGETHER])
    in_order = {
        id(s): t for s, t in zip(sorted(samples, key=lambda s: s.shape), found, strict=True)
    }
    return [in_order[id(sample)] for sample in samples]


def _publish(samples: Sequence[Sample]) -> list[Tables]:
    pilots = [f"P{number:02}" for number in range(len(samples))]
    rounds = [
        Round(p, "1", s.framework.hash, branches=3) for p, s in zip(pilots, samples, strict=True)
    ]
    whole = dataset(list({s.framework.hash: s.framework for s in samples}.values()), rounds)
    rows = [rows_of(sample, pilot) for pilot, sample in zip(pilots, samples, strict=True)]
    parts = ([row for one in rows for row in one[place]] for place in range(3))
    tables = compute(whole, Drawn(whole, *parts).tables())
    return [{name: _of_pilot(table, pilot) for name, table in tables.items()} for pilot in pilots]


def _of_pilot(table: pa.Table, pilot: str) -> pa.Table:
    mine = table.filter(pc.equal(table["pilot"], pilot))
    mine = mine.drop_columns(["pilot"])
    texts = [
        f.name for f in mine.schema if f.type == pa.string() and f.name not in ("basis", "withheld")
    ]
    return mine.sort_by([(name, "ascending") for name in texts])


def release_bytes(tables: Tables) -> dict[str, bytes]:
    """Return each table of a release as the bytes of a parquet file."""
    found = {}
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink)
        found[name] = sink.getvalue().to_pybytes()
    return found
