"""Differences, small multiples and the key: every mark is a released number, on one scale, and keeps its reason."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from swit_data import style
from swit_data.figures import (
    Canvas,
    category_matrix,
    item_matrix,
    own_panel,
    pilot_differences,
    small_multiples,
    stakeholder_matrix,
    target_matrix,
    withheld_key,
)
from swit_data.figures.answers import answer_bars
from swit_data.figures.drawing import Drawing
from swit_data.figures.profile import profile_matrix
from swit_data.figures.segments import reach_of
from swit_data.figures.type_orders import order_matrix
from swit_data.findings import (
    difference_headline,
    difference_table,
    spoken_differences,
    spoken_everyone,
)
from swit_data.findings.type_orders import SolidScene, verdicts
from swit_data.release.illustrative import illustrative
from swit_data.released.answers import Answered
from swit_data.released.between_pilots import Place, beside
from swit_data.released.release import Release
from swit_data.released.rows import score_rows, split_rows
from swit_data.released.tables import REASONS
from swit_data.released.type_orders import Compared
from swit_data.style import Theme
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of, rows_of

PILOTS = illustrative().pilots
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")
THEMES: tuple[Theme, ...] = ("light", "dark")
CLASSES = ("community", "institution")
ITEMS = tuple(part for part in illustrative().framework.parts if part[0] in "CXP")


Row = dict[str, Any]


def released(chosen_round: str, answered: str, kind: str) -> dict[tuple[str, str], Row]:
    """Return the standard rows over all targets, straight from the released table."""
    return {
        (row["pilot"], row["item"]): row
        for row in rows_of(illustrative(), "scores")
        if (row["round"], row["respondent_class"], row["stakeholder_type"])
        == (chosen_round, answered, kind)
        and (row["target"], row["split"], row["scoring"]) == ("all", "all", "standard")
    }


@pytest.mark.parametrize(
    ("chosen_round", "answered", "kind"), [*itertools.product("12", CLASSES, TYPES)]
)
def test_every_difference_drawn_is_one_released_number_less_another(
    chosen_round: str, answered: str, kind: str
) -> None:
    place = Place(illustrative(), chosen_round, answered, kind)
    rows = released(chosen_round, answered, kind)
    for reference in ("KEN", "SUR"):
        found = {(e.pilot, e.item): e for e in beside(place, ITEMS, PILOTS, reference)}
        labels = labels_of(illustrative())
        said = spoken_everyone([*found.values()], labels)
        figure = pilot_differences([*found.values()], said, Canvas(labels))
        low, high = figure.layout.xaxis.range
        marks = {
            (pilot, item): (trace, n)
            for trace in figure.data
            for n, (pilot, item) in enumerate(trace.customdata)
        }
        assert low == -high
        assert set(marks) == {key for key, each in found.items() if not each.reason}
        for key, (trace, n) in marks.items():
            assert low <= trace.x[n] <= high
            assert trace.marker.symbol[n].endswith("-open") is not found[key].clear
            if found[key].sides is None:
                assert_over_common(
                    trace, n, key[1], *(of_pilot(rows, p) for p in (key[0], reference))
                )
                continue
            # Of a pilot that asked more, what both asked is compared: its core questions.
            sides = zip((key[0], reference), found[key].items, strict=True)
            assert_released(trace, n, *(rows[side] for side in sides))
        for (pilot, item), each in found.items():
            ends = {rows.get((p, item), {}).get("withheld") for p in (pilot, reference)}
            assert each.reason in ends | {"", "not_comparable", "no_round"}


def assert_released(trace: Any, n: int, one: Row, other: Row) -> None:  # noqa: ANN401 - plotly has no types
    """A mark is one score less another: both rest on the same questions."""
    assert one["basis"] == other["basis"]
    assert trace.x[n] == pytest.approx(float(one["score"]) - float(other["score"]))


def of_pilot(rows: dict[tuple[str, str], Row], pilot: str) -> dict[str, Row]:
    return {item: row for (code, item), row in rows.items() if code == pilot}


def assert_over_common(
    trace: Any,  # noqa: ANN401 - plotly has no types
    n: int,
    part: str,
    one: dict[str, Row],
    other: dict[str, Row],
) -> None:
    """Where a part rests on other questions, it is the weighted difference of those that both have, without limits."""
    assert one[part]["basis"] != other[part]["basis"]
    weights = {
        indicator.code: indicator.weight
        for indicator in illustrative().framework.indicators.values()
        if indicator.part == part and indicator.kind == "opinion"
        if all(
            rows.get(indicator.code, {"withheld": "x"})["withheld"] == "" for rows in (one, other)
        )
    }
    between = sum(w * (one[code]["score"] - other[code]["score"]) for code, w in weights.items())
    assert trace.x[n] == pytest.approx(between / sum(weights.values()))
    assert trace.error_x.array[n] is None
    assert trace.marker.symbol[n].endswith("-open")


@pytest.mark.parametrize("across", [1, 4])
@pytest.mark.parametrize(("chosen_round", "kind"), [*itertools.product("12", TYPES)])
def test_every_panel_has_the_released_scores_on_the_same_scale(
    chosen_round: str, kind: str, across: int
) -> None:
    rows = score_rows(illustrative(), ITEMS, chosen_round=chosen_round, stakeholder_types=(kind,))
    items = list(dict.fromkeys(rows["item"]))
    figure = small_multiples(rows, PILOTS, items, Canvas(labels_of(illustrative())), across)
    wanted = released(chosen_round, "community", kind)
    assert [trace.customdata[0][0] for trace in figure.data if len(trace.x)] == [
        pilot
        for pilot in PILOTS
        if any(w["withheld"] == "" for (p, i), w in wanted.items() if p == pilot and i in items)
    ]
    lanes: dict[str, set[float]] = {}
    height = figure.layout.yaxis.range[0] / (len(PILOTS) if across == 1 else 1)
    for number, trace in enumerate(figure.data):
        for n, (pilot, item) in enumerate(trace.customdata):
            row = wanted[pilot, item]
            left = trace.x[n] - float(row["score"])
            assert left == pytest.approx((number % across) * 134)  # one panel, one beginning
            lanes.setdefault(item, set()).add(round(trace.y[n] % height, 6))
            for side, limit in (("array", row["high"]), ("arrayminus", row["low"])):
                reach = trace.error_x[side][n]
                assert (reach is None) == (limit is None)
    assert all(len(found) == 1 for found in lanes.values())  # the same lane in every panel


def look_of(trace: Any, place: int) -> tuple[object, ...]:  # noqa: ANN401 - plotly has no types
    """Return fill and pattern of one bar of a trace."""
    pattern = trace.marker.pattern
    told = [trace.marker.color, pattern.shape, pattern.size, pattern.solidity]
    told += [pattern.fillmode, pattern.fgopacity]
    assert isinstance(
        trace.marker.color, tuple
    )  # one fill for all would have lines of another colour
    return tuple(each[place] if isinstance(each, tuple) else each for each in told)


@pytest.mark.parametrize("theme", THEMES)
def test_the_key_has_a_mark_of_its_own_and_the_words_of_each_reason(theme: Theme) -> None:
    canvas = Canvas(labels_of(illustrative()), theme)
    figure = withheld_key(REASONS, canvas)
    looks = [look_of(figure.data[0], place) for place in range(len(REASONS))]
    assert len(set(looks)) == len(REASONS)
    for reason, look in zip(REASONS, looks, strict=True):
        hatch = style.WITHHELD[reason]
        assert look[:4] == (canvas.palette.withheld, hatch.shape, hatch.size, hatch.solidity)
    words = [note.text for note in figure.layout.annotations]
    assert words == [canvas.labels.reason(reason) for reason in REASONS]
    assert figure.layout.height == 34 * len(REASONS)


def withheld(reason: str) -> Release:
    """Return a release in which nothing but this reason is told, of a score, of a group and of a pair."""
    scores = f"pilot type split withheld\nKEN ngo all {reason}\nKEN ngo gender=woman {reason}"
    return drawn(scores, f"pilot a b withheld n\nKEN government un_agency {reason} -")


def scores_of(canvas: Canvas) -> pd.DataFrame:
    return score_rows(canvas.labels.release, ["rollout"], chosen_round="1")


def groups(_: str, canvas: Canvas) -> Drawing:
    who = {"chosen_round": "1", "stakeholder_type": "ngo"}
    return category_matrix(split_rows(canvas.labels.release, "rollout", **who), ["KEN"], canvas)


def panel(reason: str, canvas: Canvas) -> Drawing:
    return own_panel({("KEN", "P1c"): {"withheld": reason}}, ["P1c"], ["KEN"], canvas)


def orders(_: str, canvas: Canvas) -> Drawing:
    scene = SolidScene(Compared(canvas.labels.release, "rollout", "1"), ("KEN",))
    return order_matrix(scene.orders, verdicts(scene, canvas.labels), ["KEN"], canvas)


def answers(reason: str, canvas: Canvas) -> Drawing:
    lanes = (Answered("KEN", "ngo", "all", "C1a", reason),)
    return answer_bars(lanes, reach_of(lanes, canvas), canvas)


CELLS: dict[str, Callable[[str, Canvas], Drawing]] = {
    "types": lambda _, canvas: stakeholder_matrix(scores_of(canvas), ["KEN"], canvas),
    "groups": groups,
    "institutions": lambda _, canvas: target_matrix(scores_of(canvas), ["KEN"], canvas),
    "items": lambda _, canvas: item_matrix(scores_of(canvas), ["KEN"], canvas),
    "profile": lambda _, canvas: profile_matrix(scores_of(canvas), ["ngo"], canvas),
    "panel": panel,
    "orders": orders,
    "answers": answers,
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("draw", CELLS)
def test_a_cell_without_a_number_looks_in_every_figure_as_in_the_key(
    draw: str, theme: Theme
) -> None:
    key = withheld_key(REASONS, Canvas(labels_of(illustrative()), theme)).data[0]
    for place, reason in enumerate(REASONS):
        labels = labels_of(withheld(reason))
        figure = CELLS[draw](reason, Canvas(labels, theme))
        (trace,) = [trace for trace in figure.data if trace.type == "bar"]
        assert look_of(trace, 0) == look_of(key, place)
        assert (
            trace.marker.color[0] in trace.textfont.shadow[0]
        )  # lines do not strike words through
        said = trace.text[0].replace("<br>", " ").strip().casefold()
        assert labels.reason(reason).casefold() in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_differences_in_words(language: str) -> None:
    release = drawn(
        "pilot type score people basis withheld\n"
        "KEN ngo 40 40 s -\nUKR ngo 90 40 s -\nIDN ngo 41 40 s -\nSUR ngo - - - too_few_people"
    )
    labels = labels_of(release, language)
    found = beside(Place(release, "1", "community", "ngo"), ["rollout"], release.pilots, "KEN")
    headline = difference_headline(found, "KEN", labels)
    assert labels.pilot("KEN") in headline
    assert "1" in headline
    assert "2" in headline
    said = spoken_differences(found, spoken_everyone(found, labels), labels)
    assert labels.reason("too_few_people") in said
    assert said.count(labels.wording.text("differ.clear")) == 1
    table = difference_table(found, labels)
    assert table[labels.wording.text("differ.points")].dropna().tolist() == [1.0, 50.0]
    nothing = [each for each in found if each.reason]
    assert labels.pilot("KEN") in difference_headline(nothing, "KEN", labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_beside_the_panels_are_whole(language: str) -> None:
    labels = labels_of(illustrative(), language)
    rows = score_rows(illustrative(), ITEMS, chosen_round="1", stakeholder_types=("ngo",))
    items = list(dict.fromkeys(rows["item"]))
    axis = small_multiples(rows, PILOTS, items, Canvas(labels)).layout.yaxis
    said = [text.replace("<br>", "").replace(" ", "") for text in axis.ticktext]
    assert said == [labels.item(item).replace(" ", "") for item in items]
    lane = axis.tickvals[1] - axis.tickvals[0]
    assert lane >= 18 * max(1 + text.count("<br>") for text in axis.ticktext)
