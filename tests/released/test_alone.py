"""A pilot shown alone is what its own release would show, and nothing of the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from swit_data.release.illustrative import illustrative
from swit_data.released import open_release
from swit_data.released.tables import TABLES
from tests.findings.drawn_release import drawn
from tests.release.test_folder import owned, released


def test_it_holds_the_same_rows_as_the_pilots_own_folder(tmp_path: Path) -> None:
    out = released(tmp_path, owned("AAA", "BBB"))
    whole, _ = open_release(out)
    own, _ = open_release(out / "BBB")
    alone = whole.alone("BBB")
    assert alone.pilots == own.pilots == ("BBB",)
    assert alone.rounds == own.rounds
    assert dict(alone.frameworks) == dict(own.frameworks)
    assert alone.illustrative == own.illustrative
    for name in TABLES:
        assert alone.tables[name].to_pylist() == own.tables[name].to_pylist(), name
        assert alone.frame(name).equals(own.frame(name)), name


@pytest.mark.parametrize("pilot", ["KEN", "IDN", "SUR", "UKR"])
def test_no_table_has_a_row_of_another_pilot(pilot: str) -> None:
    alone = illustrative().alone(pilot)
    for name in TABLES:
        assert set(alone.tables[name]["pilot"].to_pylist()) <= {pilot}
    assert alone.provenances == {pilot: "illustrative"}


def test_it_keeps_its_place_and_so_its_colour_and_mark() -> None:
    whole = illustrative()
    assert whole.pilots == ("KEN", "IDN", "SUR", "UKR")
    assert [whole.place(pilot) for pilot in whole.pilots] == [0, 1, 2, 3]
    assert whole.alone("UKR").place("UKR") == 3


def test_two_pilots_alone_are_two_releases() -> None:
    whole = illustrative()
    assert len({whole, whole.alone("KEN"), whole.alone("UKR")}) == 3
    assert whole.alone("KEN") == whole.alone("KEN")
    assert whole.beside == ()


def test_invented_numbers_of_another_pilot_are_not_its_own() -> None:
    both = drawn("pilot type score\nKEN ngo 50\nUKR ngo 60")
    mixed = replace(both, provenances={"KEN": "illustrative", "UKR": "collected"})
    assert mixed.illustrative
    assert not mixed.alone("UKR").illustrative
    assert mixed.alone("KEN").illustrative


def test_rows_of_many_pilots_are_found_however_they_came_together() -> None:
    """Batches that hold one pilot are taken as they are, those that hold several are looked through."""
    whole = drawn("pilot type score\nKEN ngo 50\nUKR ngo 60\nIDN ngo 70\nSUR ngo 80")
    mixed = whole.tables["scores"]
    apart = pa.concat_tables([mixed.slice(place, 1) for place in range(mixed.num_rows)])
    for scores in (mixed, mixed.combine_chunks(), apart, mixed.slice(0, 0)):
        release = replace(whole, tables={**whole.tables, "scores": scores})
        for pilots in (("KEN",), ("SUR", "IDN"), ("UKR", "KEN", "SUR")):
            found = release.among(pilots).tables["scores"]
            wanted = [row for row in scores.to_pylist() if row["pilot"] in pilots]
            assert found.to_pylist() == wanted
            assert found.schema == scores.schema
