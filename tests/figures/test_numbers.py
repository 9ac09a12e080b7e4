"""Every number in a figure is the released one: over every choice of the illustrative release."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from swit_data import style
from swit_data.figures import Canvas, own_panel, pilot_comparison, stakeholder_matrix
from swit_data.release.illustrative import illustrative
from swit_data.released.rows import count_rows, score_rows
from swit_data.selection import Selection
from swit_data.views import choices, compare, overview
from tests.findings.drawn_release import labels_of, rows_of
from tests.written import plain_score

ROUNDS = ("1", "2")
DIMENSIONS = ("rollout", "participation")
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")
LEVELS = ("national", "regional", "local", "international")
TARGETS = ("all", *(f"level={level}" for level in LEVELS))
ABOUT = list(itertools.product(DIMENSIONS, ROUNDS, TYPES, ("community", "institution")))

Rows = dict[tuple[str, str], dict[str, Any]]


def released(**wanted: str) -> list[dict[str, Any]]:
    """Return the rows of scores with these values, straight from the released table."""
    return [
        row
        for row in _index().get((wanted["round"], wanted["respondent_class"]), [])
        if all(row[name] == value for name, value in wanted.items())
    ]


_INDEXED: dict[tuple[str, str], list[dict[str, Any]]] = {}


def _index() -> dict[tuple[str, str], list[dict[str, Any]]]:
    if not _INDEXED:
        for row in rows_of(illustrative(), "scores"):
            if row["split"] == "all" and row["scoring"] == "standard":
                key = (row["round"], row["respondent_class"])
                _INDEXED.setdefault(key, []).append(row)
    return _INDEXED


def number_in(text: str) -> float:
    """Return the number of a label or a cell, without its band and its tags."""
    (found,) = re.findall(r"\d+(?:\.\d+)?", plain(text).split("many do not know")[0])
    return float(found)


def plain(text: str) -> str:
    """Return a label or a cell without its tags and lines."""
    return re.sub(r"<[^>]*>", "", text.replace("<br>", " "))


def says(text: str, score: float) -> bool:
    """Say whether a number is written as everywhere: whole, and in words where that would change its band."""
    said = re.search(r"(just under )?\d+(\.\d+)?", plain(text))
    return said is not None and said[0] == plain_score(score)


@pytest.mark.parametrize(("dimension", "chosen_round", "kind", "answered_by"), ABOUT)
def test_every_mark_of_a_comparison_is_a_released_score(
    dimension: str, chosen_round: str, kind: str, answered_by: str
) -> None:
    release = illustrative()
    chosen = Selection(
        dimension=dimension,
        round=chosen_round,
        stakeholder_types=(kind,),
        respondent_class=answered_by,
    )
    scene = compare.of_one_type(release, chosen)
    for items in (scene.parts, scene.questions):
        rows = scene.rows(items)
        before = rows.copy(deep=True)
        figure = pilot_comparison(rows, release.pilots, Canvas(labels_of(release)))
        pd.testing.assert_frame_equal(rows, before)
        wanted = {
            (row["pilot"], row["item"]): row
            for row in released(
                round=chosen_round,
                respondent_class=answered_by,
                stakeholder_type=kind,
                target="all",
            )
            if row["item"] in items
        }
        assert_marks(figure, wanted)


def assert_marks(figure: go.Figure, wanted: Rows) -> None:
    notes = [n for n in figure.layout.annotations if n.xref == "paper" and n.yref != "paper"]
    columns = dict(zip(illustrative().pilots, sorted({note.xshift for note in notes}), strict=True))
    said = {(note.y, note.xshift): plain(note.text) for note in notes}
    drawn = {}
    for trace in figure.data:
        for place, (pilot, item) in enumerate(trace.customdata):
            row = wanted[pilot, item]
            drawn[pilot, item] = trace.x[place]
            assert trace.x[place] == row["score"]
            lane = min((y for y, _ in said), key=lambda y: abs(y - trace.y[place]))
            named = figure.layout.yaxis.ticktext[figure.layout.yaxis.tickvals.index(lane)]
            whole = (
                labels_of(illustrative()).item(item).replace(" ", "")
            )  # a line may end at a hyphen
            assert whole.startswith(plain(named).replace(" ", "").rstrip("…"))
            assert says(said[lane, columns[pilot]], row["score"])
            for side, limit in (("array", row["high"]), ("arrayminus", row["low"])):
                reach = trace.error_x[side][place]
                assert (reach is None) == (limit is None)
                assert limit is None or reach == pytest.approx(abs(limit - row["score"]))
            assert f"{row['respondents']} p" in trace.hovertext[place]
    assert drawn == {key: row["score"] for key, row in wanted.items() if not row["withheld"]}


@pytest.mark.parametrize(
    ("item", "chosen_round", "target"),
    [*itertools.product((*DIMENSIONS, "rollout_equal", "participation_equal"), ROUNDS, TARGETS)],
)
def test_every_cell_of_the_matrix_is_a_released_score(
    item: str, chosen_round: str, target: str
) -> None:
    release = illustrative()
    rows = score_rows(
        release, [item], chosen_round=chosen_round, stakeholder_types=TYPES, target=target
    )
    before = rows.copy(deep=True)
    figure = stakeholder_matrix(rows, release.pilots, Canvas(labels_of(release)))
    pd.testing.assert_frame_equal(rows, before)
    wanted = {
        (row["pilot"], row["stakeholder_type"]): row
        for row in released(
            round=chosen_round, respondent_class="community", item=item, target=target
        )
        if row["stakeholder_type"] in TYPES
    }
    assert_cells(figure, wanted)
    assert len(wanted) == len(rows)


def assert_cells(figure: go.Figure, wanted: Rows) -> None:
    light = style.PALETTES["light"]
    labels = labels_of(illustrative())
    for trace in figure.data:
        for place, (pilot, code) in enumerate(trace.customdata):
            row = wanted.get((pilot, code))
            text, fill = trace.text[place], trace.marker.color[place]
            if row is None or row["withheld"]:
                reason = "no_round" if row is None else row["withheld"]
                assert text.replace("<br>", " ") == labels.reason(reason)
                assert fill == light.withheld
                shape = "" if row is None else style.WITHHELD[reason].shape
                assert trace.marker.pattern.shape[place] == shape
                assert not re.search(r"\d", text)
                continue
            assert says(text, row["score"])
            assert fill == style.score_colour(row["score"])
            assert trace.marker.pattern.shape[place] == ""
            many = row["dont_know"] > 1 / 3
            shapes = [shape for shape in style.BAND_SHAPES.values() if shape in text]
            assert shapes == ([] if many else [style.BAND_SHAPES[style.band(row["score"])]])
            assert ("many do not know" in text.replace("<br>", " ")) == many
            assert f"{row['respondents']} people answered" in trace.hovertext[place]


@pytest.mark.parametrize("chosen_round", ROUNDS)
@pytest.mark.parametrize("beside", [True, False])
def test_every_count_of_the_communitys_own_panel_is_released(
    chosen_round: str, *, beside: bool
) -> None:
    release = illustrative()
    chosen = Selection(dimension="rollout", round=chosen_round)
    panel = overview.own_panel(release, chosen, release.pilots)
    canvas = Canvas(labels_of(release))
    figure = own_panel(panel.counts, panel.indicators, panel.pilots, canvas, beside=beside)
    every = count_rows(
        release,
        panel.indicators,
        chosen_round=chosen_round,
        stakeholder_types=("sex_worker_led_organisation",),
    )
    seen = 0
    for trace in figure.data:
        for place, (pilot, indicator) in enumerate(trace.customdata):
            mine = every.loc[(every["pilot"] == pilot) & (every["item"] == indicator)]
            text = trace.text[place].replace("<br>", " ")
            assert trace.marker.color[place] == style.PALETTES["light"].surface  # no ramp
            if mine.empty or mine["withheld"].iloc[0]:
                reason = "no_round" if mine.empty else mine["withheld"].iloc[0]
                assert text == labels_of(release).reason(reason)
                continue
            count, of = map(int, re.fullmatch(r"(\d+) of (\d+)", text).groups())  # type: ignore[union-attr]
            assert of == mine["count"].sum()
            assert count == mine.loc[mine["answer"] == "yes", "count"].item()
            assert trace.marker.pattern.shape[place] == ""
            seen += 1
    assert seen > 20


def test_every_choice_of_the_release_was_looked_at() -> None:
    options = choices.choices_of(illustrative())
    assert (options.rounds, options.dimensions, options.stakeholder_types) == (
        ROUNDS,
        DIMENSIONS,
        TYPES,
    )
    assert set(options.classes) == {"community", "institution", "group"}  # groups have no figure
    assert {"all", *(f"level={level}" for level in options.levels)} == set(TARGETS)
