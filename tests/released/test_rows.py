"""Rows picked from a release: the fixed order, nothing but what was released, and nothing changed."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from swit_data.release import make
from swit_data.release.making import of_tables
from swit_data.released.release import Release
from swit_data.released.rows import count_rows, pair_rows, score_rows
from swit_data.released.tables import TABLES
from tests.drawn import SMALL, dataset, framework, rows
from tests.release.test_folder import owned

EMPTY = {name: columns.empty_table() for name, columns in TABLES.items()}

# The form names BBB before AAA, and not ZZZ; types stand as government, ngo, community.
PILOTS = '[{ code = "AAA" }, { code = "BBB" }]'
MEASURED = framework(SMALL.content.decode().replace(PILOTS, '[{ code = "BBB" }, { code = "AAA" }]'))
ORDER = ("BBB", "AAA", "ZZZ")
ITEMS = ("P1a", "rollout", "C1a", "C1")  # in no order of their own
Row = dict[str, Any]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    drawn = owned("AAA", "BBB", "ZZZ", measured=MEASURED)
    return of_tables(drawn.dataset, make(drawn.store(tmp_path_factory.mktemp("rows"))))


def plainly(release: Release, name: str, items: tuple[str, ...], **wanted: str) -> list[Row]:
    """Return the rows of a table in the order of pilots, types and items, by loops alone."""
    every = release.tables[name].to_pylist()
    return [
        row
        for pilot in ORDER
        for kind in MEASURED.stakeholder_types
        for item in items
        for row in every
        if (row["pilot"], row["stakeholder_type"], row["item"]) == (pilot, kind, item)
        and all(row[key] == value for key, value in wanted.items())
    ]


def same(found: pd.DataFrame, wanted: list[Row]) -> bool:
    """Say whether rows are equal cell by cell; a missing number is NaN in a frame."""
    found_rows = [{k: _plain(v) for k, v in row.items()} for row in found.to_dict("records")]
    return found_rows == wanted


def _plain(value: object) -> object:
    return None if isinstance(value, float) and math.isnan(value) else value


SIDE = ("class", "stakeholder_type", "target")


def dont_know(release: Release, side: tuple[str, ...]) -> float | None:
    """Return the share that the score of a side has: pilot, round, item, class, type and target."""
    names = ("pilot", "round", "item", "respondent_class", "stakeholder_type", "target")
    found: float | None = next(
        row["dont_know"]
        for row in release.tables["scores"].to_pylist()
        if tuple(row[name] for name in names) == side
        and (row["split"], row["scoring"]) == ("all", "standard")
    )
    return found


WANTED = {"round": "1", "respondent_class": "community", "target": "all", "split": "all"}


@pytest.mark.parametrize("scoring", ["standard", "dont_know_zero"])
def test_scores_are_those_released_in_the_fixed_order(release: Release, scoring: str) -> None:
    found = score_rows(release, ITEMS, chosen_round="1", scoring=scoring)
    wanted = plainly(release, "scores", ITEMS, scoring=scoring, **WANTED)
    assert same(found, wanted)
    assert found["score"].notna().any()
    assert found["score"].isna().any()
    assert release.pilots == ORDER


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"respondent_class": "institution"}, {"respondent_class": "institution"}),
        ({"target": "police"}, {"target": "police"}),
        ({"target": "level=national"}, {"target": "level=national"}),
        ({"pilots": ("AAA",)}, {"pilot": "AAA"}),
        ({"stakeholder_types": ("ngo",)}, {"stakeholder_type": "ngo"}),
    ],
)
def test_a_choice_leaves_the_rows_it_names(
    release: Release, chosen: dict[str, Any], wanted: dict[str, str]
) -> None:
    found = score_rows(release, ITEMS, chosen_round="1", **chosen)
    assert len(found)
    assert same(found, plainly(release, "scores", ITEMS, scoring="standard", **(WANTED | wanted)))


def test_the_order_of_a_choice_is_that_of_the_release(release: Release) -> None:
    turned: dict[str, Any] = {
        "pilots": ("ZZZ", "AAA", "BBB"),
        "stakeholder_types": ("ngo", "government"),
    }
    found = score_rows(release, ["C1a"], chosen_round="1", **turned)
    assert list(found["pilot"]) == [pilot for pilot in ORDER for _ in range(2)]
    assert list(found["stakeholder_type"]) == ["government", "ngo"] * 3


@pytest.mark.parametrize(
    "chosen",
    [
        {"pilots": ("atlantis",)},
        {"chosen_round": "9"},
        {"stakeholder_types": ("nobody",)},
        {"target": "moon"},
        {"respondent_class": "robot"},
    ],
)
def test_what_is_unknown_gives_no_rows(release: Release, chosen: dict[str, Any]) -> None:
    asked = {"chosen_round": "1"} | chosen
    for found in (score_rows(release, ITEMS, **asked), count_rows(release, ITEMS, **asked)):
        assert found.empty
        assert "item" in found.columns
    assert score_rows(release, [], chosen_round="1").empty
    assert score_rows(release, ["C9"], chosen_round="1").empty
    assert pair_rows(release, ITEMS, chosen_round="1", pilot="atlantis").empty


def test_counts_are_those_released_in_the_order_of_the_scale(release: Release) -> None:
    found = count_rows(release, ["P1a", "C1a"], chosen_round="1", target="clinic")
    about = {k: v for k, v in WANTED.items() if k != "target"} | {"target": "clinic"}
    plain = plainly(release, "answer_counts", ("P1a", "C1a"), **about)
    scale = list(MEASURED.scales["partly"].codes)
    for start in range(0, len(plain), len(scale)):  # every answer of a question stands once
        plain[start : start + len(scale)] = sorted(
            plain[start : start + len(scale)], key=lambda row: scale.index(row["answer"])
        )
    assert same(found.drop(columns="of"), plain)
    # Everybody who answered, worked out by hand from tests/release/test_folder.py.
    assert set(found["of"]) == {12}
    yes = found.query("item == 'C1a' and answer == 'yes'")
    assert list(yes["count"]) == [8, 8, 8]


def test_everybody_who_answered_is_missing_where_counts_are_withheld(release: Release) -> None:
    found = count_rows(release, ["C1a", "C1b"], chosen_round="1", target="police")
    assert set(found["withheld"]) == {"no_answers"}
    assert found["count"].isna().all()
    assert found["of"].isna().all()  # a withheld number is missing, never 0


def test_picking_changes_nothing(release: Release) -> None:
    before = {name: release.frame(name).copy(deep=True) for name in release.tables}
    for picked in (
        score_rows(release, ITEMS, chosen_round="1"),
        count_rows(release, ["C1a"], chosen_round="1", target="clinic"),
        pair_rows(release, ["C1a"], chosen_round="1", pilot="AAA"),
    ):
        assert len(picked)
        numbers = picked.select_dtypes("number").columns
        picked.loc[:, numbers] = -1
    for name, frame in before.items():
        pd.testing.assert_frame_equal(release.frame(name), frame)


def test_pairs_are_those_released(release: Release) -> None:
    found = pair_rows(release, ("C1a", "C1"), chosen_round="1", pilot="AAA")
    every = release.tables["pairs"].to_pylist()
    wanted = [row for row in every if row["pilot"] == "AAA" and row["item"] in ("C1a", "C1")]
    assert same(found[release.frame("pairs").columns], wanted)
    for side in "ab":
        own = ("pilot", "round", "item", *(f"{side}_{name}" for name in SIDE))
        shares = [dont_know(release, tuple(row[name] for name in own)) for row in wanted]
        assert [_plain(share) for share in found[f"{side}_dont_know"]] == shares
    assert len(wanted) > 8


VERSIONS = """
older newer
1     2
9     10
1.9   1.10
"""


@pytest.mark.parametrize("drawn", rows(VERSIONS), ids=lambda row: row["newer"])
def test_the_newest_framework_gives_the_order(drawn: dict[str, str]) -> None:
    text = SMALL.content.decode()
    versions = [
        framework(text.replace('version = "1"', f'version = "{drawn[name]}"'))
        for name in ("newer", "older")
    ]
    for measured in (versions, versions[::-1]):
        assert of_tables(dataset(measured), EMPTY).framework.version == drawn["newer"]


def test_a_release_is_equal_where_its_numbers_are(release: Release) -> None:
    assert replace(release, tables={}) == release
    assert replace(release, fingerprint="other") != release
