"""Strips of many items: every mark is a released number, every kind of missing has a mark of its own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from swit_data import style
from swit_data.figures import Canvas, criteria_strips
from swit_data.figures.strips import MISSING, STRIP
from swit_data.release.illustrative import illustrative
from swit_data.released.rows import score_rows
from swit_data.released.tables import REASONS
from swit_data.selection import Selection
from swit_data.views import participation
from tests.figures.test_numbers import number_in, released
from tests.findings.drawn_release import PILOTS, drawn, labels_of

ROUNDS = "12"
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")


def strips_of(chosen_round: str) -> participation.ParticipationScene:
    release = illustrative()
    chosen = Selection(round=chosen_round)
    return participation.of_participation(release, chosen, release.pilots)


@pytest.mark.parametrize("types", [TYPES, ("government",), ("un_agency", "ngo")])
@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("chosen_round", ROUNDS)
def test_every_mark_of_the_strips_is_a_released_score(
    chosen_round: str, types: tuple[str, ...], *, beside: bool
) -> None:
    scene = strips_of(chosen_round)
    for items in (scene.criteria, scene.questions, scene.groups):
        rows = scene.scores(items)
        rows = rows.loc[rows["stakeholder_type"].isin(types)]
        if rows.empty:
            assert (items, chosen_round) == (scene.groups, "1")
            continue
        before = rows.copy(deep=True)
        canvas = Canvas(labels_of(illustrative()))
        figure = criteria_strips(rows, PILOTS, types, canvas, beside=beside)
        pd.testing.assert_frame_equal(rows, before)
        about = {"round": chosen_round, "respondent_class": "community", "target": "all"}
        wanted = {
            (row["pilot"], row["stakeholder_type"], row["item"]): row
            for row in released(**about)
            if row["item"] in items and row["stakeholder_type"] in types
        }
        assert_strips(figure, wanted, types)


def assert_strips(
    figure: go.Figure, wanted: dict[tuple[str, str, str], dict[str, Any]], types: tuple[str, ...]
) -> None:
    """Every published row has its mark where it belongs; every other lane has a mark of what is missing."""
    found = set()
    for trace in (trace for trace in figure.data if trace.customdata is not None):
        for place, key in enumerate(map(tuple, trace.customdata)):
            row = wanted[key]
            found.add(key)
            assert trace.x[place] - STRIP * types.index(key[1]) == pytest.approx(row["score"])
            assert f"{row['respondents']} people answered" in trace.hovertext[place]
            if len(types) == 1:
                assert number_in(trace.text[place]) == pytest.approx(row["score"], abs=0.5)
    assert found == {key for key, row in wanted.items() if not row["withheld"]}
    missing = [trace.x for trace in figure.data if trace.customdata is None]
    lanes = len({key[0] for key in wanted}) * len(types) * len({key[2] for key in wanted})
    assert sum(x is not None for places in missing for x in places) == lanes - len(found)


def test_each_kind_of_missing_has_a_mark_of_its_own_and_its_words_in_the_key() -> None:
    head = "pilot type item score withheld\nKEN ngo rollout 50 -"
    lines = [f"KEN ngo C1 - {reason}" for reason in REASONS if reason in MISSING]
    seen = set()
    for line in lines:
        release = drawn(f"{head}\n{line}")
        rows = score_rows(release, ["rollout", "C1"], chosen_round="1")
        figure = criteria_strips(rows, release.pilots, ["ngo"], Canvas(labels_of(release)))
        mark = figure.data[-1]
        reason = line.split()[-1]
        assert mark.name == labels_of(release).reason(reason)
        assert mark.text == (mark.name,)
        seen.add(mark.marker.symbol)
        assert mark.marker.symbol not in style.SHAPES
    assert len(seen) == len(lines)
    assert set(MISSING) - {"no_round"} <= set(REASONS)


def test_a_pilot_without_the_round_stands_in_the_key_and_has_no_lane() -> None:
    text = "pilot type item score\nKEN ngo C1 50\nIDN ngo C1 60"
    release = drawn(text, pilots="pilot round\nKEN 1\nIDN 1\nSUR 2")
    rows = score_rows(release, ["C1"], chosen_round="1")
    figure = criteria_strips(rows, release.pilots, ["ngo"], Canvas(labels_of(release)))
    assert [t.name for t in figure.data] == ["Kenya", "Indonesia", "Suriname: no such round"]
    assert figure.data[-1].x == (None,)
    assert figure.layout.showlegend
