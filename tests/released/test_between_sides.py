"""Pairs that a page shows: which rows, in which order, and whether each is clear at the level of that page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from swit_data.release.illustrative import illustrative
from swit_data.released.between_sides import compared, decided, gap_rows, target_rows
from swit_data.released.differences import clear_band
from swit_data.released.rows import records
from tests.findings.drawn_release import drawn, rows_of, scorings_asked
from tests.findings.test_headline import excludes_zero

PAIRS = """
pilot a          b          b_class     a_target b_target  a_score b_score b_respondents
UKR   government government institution all      all       30      70      12
KEN   government government institution all      all       30      70      12
KEN   government government community   health   police    80      20      40
KEN   government ngo        community   all      all       80      20      40
KEN   ngo        ngo        institution all      all       30      70      12
KEN   government government institution health   health    30      70      12
"""
WHO = {"chosen_round": "1", "stakeholder_type": "government"}


def standard(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    first = rows.loc[rows["scoring"] == "standard"]
    return list(zip(first["pilot"], first["a_target"], first["b_target"], strict=True))


def test_a_gap_is_of_one_type_and_target_and_pilots_keep_their_order() -> None:
    release = drawn(pairs=PAIRS)
    assert standard(gap_rows(release, ["rollout"], **WHO)) == [
        ("KEN", "all", "all"),
        ("UKR", "all", "all"),
    ]
    assert standard(gap_rows(release, ["rollout"], **WHO, target="health")) == [
        ("KEN", "health", "health")
    ]
    assert standard(gap_rows(release, ["rollout"], **WHO, pilots=("UKR",))) == [
        ("UKR", "all", "all")
    ]
    assert gap_rows(release, ["C1"], **WHO).empty


def test_a_contradiction_is_between_two_institutions_of_one_type() -> None:
    release = drawn(pairs=PAIRS)
    rows = target_rows(release, ["rollout"], **WHO)
    assert standard(rows) == [("KEN", "health", "police")]
    assert compared(rows, gap_rows(release, ["rollout"], **WHO)) == 3
    assert compared(rows.iloc[:0]) == 1


@pytest.mark.parametrize(
    ("informants", "pairs", "clear"), [(12, 1, True), (9, 1, False), (12, 10_000, False)]
)
def test_a_gap_is_decided_by_informants_and_by_the_level_of_the_page(
    informants: int, pairs: int, *, clear: bool
) -> None:
    text = f"""
    pilot a          b          b_class     a_score b_score b_respondents n
    KEN   government government institution 40      70      {informants}  40
    """
    (found,) = decided(gap_rows(drawn(pairs=text), ["rollout"], **WHO), pairs).to_dict("records")
    assert found["clear"] == clear
    assert found["difference"] == -30


@pytest.mark.parametrize("kind", ["government", "un_agency", "global_fund_programme", "ngo"])
@pytest.mark.parametrize("chosen_round", ["1", "2"])
def test_what_is_decided_is_the_same_by_another_hand(kind: str, chosen_round: str) -> None:
    """Every pair inside a type, over the whole release: rows as released, clear by formulas written again."""
    release = illustrative()
    items = ("rollout", "participation", *release.framework.parts)
    wanted: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
    names = ("pilot", "item", "a_target", "b_target", "b_class")
    for row in rows_of(release, "pairs"):
        same = row["a_stakeholder_type"] == row["b_stakeholder_type"] == kind
        if same and row["round"] == chosen_round and row["item"] in items:
            wanted.setdefault(tuple(row[n] for n in names), {})[row["scoring"]] = row
    who: dict[str, Any] = {"chosen_round": chosen_round, "stakeholder_type": kind}
    tables = [target_rows(release, items, **who)]
    targets = {key[2] for key in wanted if key[4] == "institution"}
    tables += [gap_rows(release, items, **who, target=target) for target in targets]
    found = [row for table in tables for row in records(decided(table, 12))]
    assert len(found) == len(wanted)
    for row in found:
        by_scoring = wanted[tuple(row[n] for n in names)]
        plain = by_scoring["standard"]
        for name in ("a_score", "b_score", "difference", "low", "high"):
            assert row[name] == plain[name] or (pd.isna(row[name]) and plain[name] is None)
        asked = [by_scoring[s] for s in scorings_asked(release, plain)]
        signs = {clear_by_hand(each) for each in asked}
        assert row["clear"] == (signs in ({1}, {-1})), row


def clear_by_hand(row: dict[str, Any]) -> int:
    """Return on which side of 0 a difference lies at the level of 12 pairs (20 in the table of quantiles)."""
    if row["b_class"] == "community":
        return excludes_zero(row, 12)
    few = row["withheld"] or row["b_respondents"] < 10
    return 0 if few else excludes_zero(row, 12)


BAND = {"withheld": "", "score": 18.0, "effective_n": 60.0, "degrees": 59, "dont_know": 0.0}
BAND |= {"may_be_clear": True}


@pytest.mark.parametrize(
    ("changed", "band"),
    [
        ({}, "low"),
        ({"score": 34.0}, ""),  # under the limit, but not its whole interval
        ({"score": 26.0}, ""),  # the whole interval, but not five points under it
        ({"may_be_clear": False}, ""),
        ({"score": 90.0}, "high"),
        ({"score": 75.0}, ""),
        ({"score": 50.0}, ""),
        ({"dont_know": 0.34}, ""),
        ({"withheld": "too_few_people"}, ""),
        ({"effective_n": None}, ""),
    ],
)
def test_a_band_is_clear_only_with_the_whole_interval(changed: dict[str, Any], band: str) -> None:
    three = dict.fromkeys(("standard", "middle_low", "middle_high"), BAND | changed)
    assert clear_band(three, 40, 70) == band
    assert not clear_band({"standard": BAND}, 40, 70)
    for scoring in three:  # one scoring that says otherwise is enough
        assert not clear_band(three | {scoring: BAND | {"score": 50.0}}, 40, 70)
    if changed == {}:
        assert clear_band(three | {"standard": BAND | {"score": 22.0}}, 40, 70) == "low"
        looser = dict.fromkeys(three, BAND | {"score": 22.0})
        assert clear_band(looser, 40, 70, 1) == "low"
        assert not clear_band(looser, 40, 70, 100)
