"""Every number and every cell of the pages Change and How solid is this? is a released one."""

from __future__ import annotations

import json
import re
from itertools import pairwise, product
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from swit_data import style
from swit_data.figures import Canvas
from swit_data.figures.label_spacing import CLOSEST, apart
from swit_data.figures.slopes import round_slopes
from swit_data.figures.type_orders import order_matrix
from swit_data.figures.weightings import weight_lines
from swit_data.findings.change import ChangeScene
from swit_data.findings.type_orders import SolidScene, verdicts
from swit_data.release.illustrative import illustrative
from swit_data.released import what_if_weights
from swit_data.released.between_rounds import Rounds
from swit_data.released.release import Release
from swit_data.released.type_orders import Compared
from tests.drawn import framework
from tests.figures.test_looks import HOSTILE, OURS, texts
from tests.findings.drawn_release import LANGUAGES, WIDE, drawn, labels_of, rows_of
from tests.findings.several_rounds import release_of, several_rounds
from tests.findings.test_type_orders import SOLID, pairs
from tests.written import plain_score

TYPES = ("government", "un_agency", "global_fund_programme", "ngo")
THEMES: tuple[style.Theme, ...] = ("light", "dark")


def released(release: Release, table: str, **wanted: str) -> list[dict[str, Any]]:
    rows = rows_of(release, table)
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def panel(release: Release, item: str, kind: str, theme: style.Theme = "light") -> go.Figure:
    scene = ChangeScene(Rounds(release, item), release.pilots, (kind,))
    before = scene.rows_of(kind).copy(deep=True)
    figure = round_slopes(
        scene.rows_of(kind), scene.steps_of(kind), release.pilots, Canvas(labels_of(release), theme)
    )
    pd.testing.assert_frame_equal(scene.rows_of(kind), before)
    return figure


def marks(figure: go.Figure) -> dict[tuple[str, str], float]:
    """Return what is drawn for each pilot and round."""
    return {
        (pilot, number): trace.y[place]
        for trace in figure.data
        if trace.mode == "markers"
        for place, (pilot, number) in enumerate(trace.customdata)
    }


@pytest.mark.parametrize(("item", "kind"), [*product(("rollout", "participation", "C1"), TYPES)])
def test_every_mark_of_a_panel_is_a_released_score(item: str, kind: str) -> None:
    rows = released(
        illustrative(),
        "scores",
        item=item,
        stakeholder_type=kind,
        target="all",
        respondent_class="community",
        scoring="standard",
        split="all",
        withheld="",
    )
    figure = panel(illustrative(), item, kind)
    assert marks(figure) == {(row["pilot"], row["round"]): row["score"] for row in rows}
    ends = [note.text for note in figure.layout.annotations if "<b>" in note.text]
    lasts = {row["pilot"]: row for row in rows}  # a later round stands after
    for pilot, row in lasts.items():
        (end,) = [text for text in ends if text.startswith(labels_of(illustrative()).pilot(pilot))]
        assert f"<b>{plain_score(row['score'])}</b>" in end


def lines(figure: go.Figure) -> dict[tuple[str, str], list[go.Scatter]]:
    """Return the pieces of each line, by pilot and the round it leads to."""
    found: dict[tuple[str, str], list[go.Scatter]] = {}
    for trace in figure.data:
        if trace.mode == "lines":
            pilot, _, number = trace.customdata[0]
            found.setdefault((pilot, number), []).append(trace)
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_a_line_is_coloured_where_a_change_is_named_and_broken_where_rounds_differ(
    theme: style.Theme,
) -> None:
    release = release_of(several_rounds())
    found = lines(panel(release, "rollout", "government", theme))
    assert {key: len(pieces) for key, pieces in found.items()} == {
        ("AAA", "2"): 1,
        ("AAA", "3"): 1,
        ("BBB", "2"): 2,
        ("BBB", "3"): 2,
    }
    own, grey = style.pilot_mark(0, theme).colour, style.PALETTES[theme].hatch
    colours = {key: {piece.line.color for piece in pieces} for key, pieces in found.items()}
    assert colours["AAA", "2"] == colours["AAA", "3"] == {own}
    assert colours["BBB", "2"] == colours["BBB", "3"] == {grey}
    (line,) = found["AAA", "3"]
    assert (list(line.x), list(line.y)) == ([1, 2], [80, 30])
    small = lines(panel(release, "rollout", "ngo", theme))["AAA", "2"]
    assert [(piece.line.color, piece.line.dash) for piece in small] == [(grey, "solid")]
    broken = panel(release, "rollout", "government", theme)
    assert [note.text for note in broken.layout.annotations].count("//") == 2


def test_a_line_without_an_interval_is_dotted() -> None:
    release = illustrative()  # Indonesia's rounds have other scored questions about the Global Fund
    (line,) = lines(panel(release, "rollout", "global_fund_programme"))["IDN", "2"]
    assert line.line.dash == "dot"


@pytest.mark.parametrize("scores", [[50, 50, 50, 50], [0, 0, 1], [99, 100, 100, 98], [10, 60], []])
def test_labels_never_touch_and_stay_in_the_panel(scores: list[float]) -> None:
    found = apart([{"score": score} for score in scores])
    heights = [height for _, height in found]
    assert [row["score"] for row, _ in found] == sorted(scores)
    assert all(b - a >= CLOSEST - 1e-9 for a, b in pairwise(heights))
    assert all(0 <= height <= 100 for height in heights)


@pytest.mark.parametrize(("dimension", "number"), [*product(("rollout", "participation"), "12")])
def test_every_cell_of_the_matrix_is_the_order_of_a_released_difference(
    dimension: str, number: str
) -> None:
    release = illustrative()
    labels = labels_of(release)
    scene = SolidScene(Compared(release, dimension, number), release.pilots)
    figure = order_matrix(scene.orders, verdicts(scene, labels), release.pilots, Canvas(labels))
    rows = {
        (row["pilot"], row["a_stakeholder_type"], row["b_stakeholder_type"]): row
        for row in released(
            release, "pairs", item=dimension, round=number, scoring="standard", b_class="community"
        )
        if row["a_target"] == row["b_target"] == "all"
    }
    seen = 0
    for trace in figure.data:
        for (pilot, a, b, kind), text in zip(trace.customdata, trace.text, strict=True):
            row = rows.get((pilot, a, b))
            if row is None or row["withheld"]:
                assert kind == "withheld"
                assert "<b>" not in text
                continue
            higher = re.sub(r"<br>", " ", re.findall(r"<b>(.*)</b>", text)[0])
            assert higher == labels.stakeholder_type(a if row["difference"] > 0 else b)
            seen += 1
    assert seen == sum(not row["withheld"] for row in rows.values())
    assert seen > 10


@pytest.mark.parametrize("theme", THEMES)
def test_kinds_of_cells_are_told_apart_without_colour(theme: style.Theme) -> None:
    release = pairs(
        f"KEN {SOLID}",
        "IDN government ngo 20 70 does_not_hold 200",
        "SUR government ngo 49 50 holds 40",
    )
    scene = SolidScene(Compared(release, "rollout", "1"), release.pilots)
    labels = labels_of(release)
    canvas = Canvas(labels, theme)
    figure = order_matrix(scene.orders, verdicts(scene, labels), release.pilots, canvas)
    place = [order.types for order in scene.orders if order.pilot == "KEN"].index(
        ("government", "ngo")
    )
    fills = [trace.marker.color[place] for trace in figure.data]
    assert len(set(fills)) == 3
    for trace in figure.data:
        for fill, ink in zip(trace.marker.color, trace.textfont.color, strict=True):
            assert style.contrast(fill, ink) >= 4.5
    assert len({trace.text[place] for trace in figure.data}) == 3


def test_the_lines_over_weights_are_the_rows_behind_them() -> None:
    release = illustrative()
    scene = SolidScene(Compared(release, "rollout", "1"), release.pilots)
    standard = {
        (row["pilot"], row["stakeholder_type"], row["item"]): row["score"]
        for row in released(
            release,
            "scores",
            round="1",
            target="all",
            respondent_class="community",
            scoring="standard",
            split="all",
        )
        if not row["withheld"]
    }
    for pilot in release.pilots:
        rows = scene.weighted_of(pilot)
        figure = weight_lines(rows, pilot, Canvas(labels_of(release)))
        drawn_ = {
            (kind, weight): trace.y[place]
            for trace in figure.data
            for place, (kind, weight) in enumerate(trace.customdata)
        }
        there = rows.loc[rows["withheld"] == ""]
        keys = zip(there["stakeholder_type"], there["weight"], strict=True)
        assert drawn_ == dict(zip(keys, there["score"], strict=True))
        for (kind, weight), score in drawn_.items():
            if weight in (1, 2):
                assert score == standard[pilot, kind, "rollout" if weight == 2 else "rollout_equal"]
        for trace in figure.data:
            hollow = [colour == "#FFFFFF" for colour in trace.marker.color]
            assert hollow == [False, True, False, True, True]


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_names_stay_text(kind: str) -> None:
    name = json.dumps(HOSTILE[kind])
    text = re.sub(r'(label|name) = "[^"]*"', lambda m: f"{m[1]} = {name}", WIDE.content.decode())
    text = text.replace('{ code = "KEN" }', f'{{ code = "KEN", name = {name} }}')
    release = drawn(
        "pilot round type score basis\nKEN 1 ngo 20 b\nKEN 2 ngo 60 b",
        "pilot a b a_score b_score\nKEN government ngo 20 70",
        "pilot round\nKEN 1\nKEN 2",
        measured=framework(text),
    )
    labels = labels_of(release)
    solid = SolidScene(Compared(release, "rollout", "1"), release.pilots)
    weighted = pd.DataFrame(
        [["KEN", "ngo", 1.0, 50.0, "", True, ()]],
        columns=what_if_weights.COLUMNS,
    )
    figures = [
        panel(release, "rollout", "ngo"),
        order_matrix(solid.orders, verdicts(solid, labels), ("KEN",), Canvas(labels)),
        weight_lines(weighted, "KEN", Canvas(labels)),
    ]
    for figure in figures:
        found = [each for each in texts(figure) if each]
        assert len(found) > 3
        for each in found:
            assert "<" not in OURS.sub("", each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_illustrative_mark_stands_in_every_picture(language: str) -> None:
    release = illustrative()
    labels = labels_of(release, language)
    canvas = Canvas(labels)
    change = ChangeScene(Rounds(release, "rollout"), release.pilots, TYPES)
    solid = SolidScene(Compared(release, "rollout", "1"), release.pilots)
    figures = [
        round_slopes(change.rows_of("ngo"), change.steps_of("ngo"), release.pilots, canvas),
        order_matrix(solid.orders, verdicts(solid, labels), release.pilots, canvas),
        weight_lines(solid.weighted_of("KEN"), "KEN", canvas),
    ]
    mark = labels.wording.text("app.illustrative")
    for figure in figures:
        assert figure.layout.title.text.replace("<br>", " ") == mark
