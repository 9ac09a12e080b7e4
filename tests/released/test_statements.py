"""Facts and what institutions say of themselves: the released statements, picked and in order."""

from __future__ import annotations

import itertools

import pytest

from swit_data.release.illustrative import illustrative
from swit_data.released.statements import statement_rows
from tests.findings.drawn_release import rows_of

KINDS = ("fact", "institution")


@pytest.mark.parametrize(("kind", "chosen_round"), [*itertools.product(KINDS, "12")])
def test_every_statement_is_there_once_and_as_released(kind: str, chosen_round: str) -> None:
    release = illustrative()
    indicators = tuple(release.framework.indicators)
    rows = statement_rows(release, kind, indicators, chosen_round=chosen_round)
    names = [name for name in rows.columns if name not in ("of", "count")]
    wanted = [
        row
        for row in rows_of(release, "statements")
        if row["kind"] == kind and row["round"] == chosen_round
    ]
    key = lambda row: tuple(str(row[name]) for name in names)  # noqa: E731 - both sides the same way
    found = rows.to_dict("records")
    assert sorted(map(key, found)) == sorted(map(key, wanted))
    pilots = [release.pilots.index(p) for p in rows["pilot"]]
    order = list(zip([indicators.index(i) for i in rows["indicator"]], pilots, strict=True))
    assert order == sorted(order)
    for row in found if kind == "institution" else ():
        same = [
            other["count"]
            for other in wanted
            if all(other[n] == row[n] for n in ("pilot", "stakeholder_type", "target", "indicator"))
        ]
        assert row["of"] == sum(same)
        assert 1 <= row["count"] <= row["of"]


def test_statements_of_some_pilots_types_and_questions() -> None:
    release = illustrative()
    rows = statement_rows(
        release,
        "fact",
        ("P3c_time",),
        chosen_round="1",
        pilots=("UKR", "KEN"),
        stakeholder_types=("ngo", "government"),
    )
    about = list(zip(rows["pilot"], rows["stakeholder_type"], rows["indicator"], strict=True))
    assert about == [
        ("KEN", "government", "P3c_time"),
        ("KEN", "ngo", "P3c_time"),
        ("UKR", "government", "P3c_time"),
        ("UKR", "ngo", "P3c_time"),
    ]
    assert statement_rows(release, "fact", (), chosen_round="1").empty
