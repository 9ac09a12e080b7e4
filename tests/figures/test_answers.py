"""Every bar of answers is released counts: all of a lane are in it, on their side of the middle, on one scale."""

from __future__ import annotations

from collections import defaultdict

import plotly.graph_objects as go
import pytest

from swit_data import style
from swit_data.figures import Canvas
from swit_data.figures.answers import answer_bars
from swit_data.figures.segments import GAP, drawn_answers, reach_of
from swit_data.release.illustrative import illustrative
from swit_data.released.answers import Answered, Question, answered
from tests.findings import drawn_answers as answers_drawn
from tests.findings.drawn_release import labels_of, rows_of

QUESTIONS = ("X1_knows", "C1_build", "C2_acts", "C4_crime", "C4_supplies", "P3c_month", "own_use")
Key = tuple[str, str, str]  # pilot, target, answer


def lanes_of(code: str, chosen_round: str = "1") -> tuple[Answered, ...]:
    release = illustrative()
    return answered(Question(release, code, chosen_round, release.pilots))


def segments(figure: go.Figure) -> dict[Key, tuple[float, float]]:
    """Return where each segment begins and how wide it is, by pilot, target and answer."""
    return {
        (pilot, target, answer): (base, x)
        for trace in figure.data
        for (pilot, _, target, answer), base, x in zip(
            trace.customdata, trace.base, trace.x, strict=True
        )
    }


def released(code: str, chosen_round: str) -> dict[Key, tuple[int, str]]:
    """Return the released counts about each institution, straight from the table."""
    measured = illustrative().framework
    indicator = measured.indicators[code]
    targets = {
        t.code for k in indicator.stakeholder_types for t in measured.targets_of(indicator, k)
    }
    return {
        (row["pilot"], row["target"], row["answer"]): (row["count"], row["withheld"])
        for row in rows_of(illustrative(), "answer_counts")
        if (row["item"], row["round"], row["respondent_class"]) == (code, chosen_round, "community")
        and row["split"] == "all"
        and row["target"] in targets
    }


@pytest.mark.parametrize("chosen_round", ["1", "2"])
@pytest.mark.parametrize("code", QUESTIONS)
def test_every_segment_is_a_released_count_of_a_hundred_percent(
    code: str, chosen_round: str
) -> None:
    lanes = lanes_of(code, chosen_round)
    canvas = Canvas(labels_of(illustrative()))
    drawn = segments(answer_bars(lanes, reach_of(lanes, canvas), canvas))
    wanted = released(code, chosen_round)
    whole: dict[tuple[str, str], int] = defaultdict(int)
    for (pilot, target, _), (count, withheld) in wanted.items():
        whole[pilot, target] += 0 if withheld else count
    shown = {key: x for key, (_, x) in drawn.items() if key[2]}
    assert shown == {
        key: count / whole[key[:2]] for key, (count, withheld) in wanted.items() if count
    }
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for (pilot, target, _), share in shown.items():
        shares[pilot, target] += share
    assert list(shares.values()) == pytest.approx([1.0] * len(shares))


@pytest.mark.parametrize("code", QUESTIONS)
def test_segments_meet_without_overlap_and_the_middle_is_halved(code: str) -> None:
    lanes, canvas = lanes_of(code), Canvas(labels_of(illustrative()))
    reach = reach_of(lanes, canvas)
    measured = illustrative().framework
    scores = {a.code: a.score for a in measured.scales[measured.indicators[code].scale].answers}
    by_lane: dict[tuple[str, str], list[tuple[float, float, float | None]]] = defaultdict(list)
    for (pilot, target, answer), (base, x) in segments(answer_bars(lanes, reach, canvas)).items():
        if answer:
            by_lane[pilot, target].append((base, base + x, scores[answer]))
    for found in by_lane.values():
        scored = sorted(each for each in found if each[2] is not None)
        assert [end for _, end, _ in scored[:-1]] == pytest.approx([each[0] for each in scored[1:]])
        assert [score for *_, score in scored] == sorted(score for *_, score in scored)  # type: ignore[type-var]
        for start, end, score in found:
            assert -reach.less - 1e-9 <= start < end <= reach.more + GAP + reach.apart + 1e-9
            assert on_its_side(start, end, score, reach.more + GAP)


def on_its_side(start: float, end: float, score: float | None, apart: float) -> bool:
    """Say whether a segment stands where an answer of this score belongs."""
    if score is None:
        return start >= apart - 1e-9
    if score == 50:
        return start == pytest.approx(-end)
    return start >= -1e-9 if score > 50 else end <= 1e-9


def test_k_of_n_stands_at_each_bar_and_a_reason_where_there_is_none() -> None:
    release = answers_drawn.answered("""
        pilot target item yes partly no dont_know withheld
        AAA   health C1a  3   1      6  2         -
        BBB   health C1a  1   1      1  1         too_few_answers
        AAA   police C1a  0   0      5  1         -
    """)
    canvas = Canvas(labels_of(release))
    lanes = answered(Question(release, "C1a", "1", release.pilots))
    figure = answer_bars(lanes, reach_of(lanes, canvas), canvas)
    notes = [note.text for note in figure.layout.annotations]
    assert [n for n in notes if n.startswith(("AAA", "BBB"))] == [
        "AAA  <b>3 of 12</b>",
        "BBB  <b></b>",
        "AAA  <b>0 of 6</b>",
        "BBB  <b></b>",
    ]
    assert [n for n in notes if n.startswith("<b>")] == [
        "<b>Ministry of health</b>",
        "<b>Police</b>",
    ]
    hidden = figure.data[-1]
    assert [text.strip() for text in hidden.text] == ["too few answers", "not asked"]
    assert hidden.marker.pattern.shape == (style.WITHHELD["too_few_answers"].shape, "")


def test_figures_of_one_question_keep_one_scale() -> None:
    lanes, canvas = lanes_of("C1_build"), Canvas(labels_of(illustrative()))
    reach = reach_of(lanes, canvas)
    kinds = dict.fromkeys(lane.stakeholder_type for lane in lanes)
    ranges = {
        answer_bars(
            [x for x in lanes if x.stakeholder_type == kind], reach, canvas
        ).layout.xaxis.range
        for kind in kinds
    }
    assert len(kinds) == 4
    assert len(ranges) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_yes_and_no_are_two_hues_and_neither_is_red_or_green(theme: style.Theme) -> None:
    canvas = Canvas(labels_of(illustrative()), theme)
    lanes = lanes_of("P3c_month")
    figure = answer_bars(lanes, reach_of(lanes, canvas), canvas)
    colours = {trace.name: trace.marker.color for trace in figure.data if trace.name}
    palette = style.PALETTES[theme]
    assert colours["Always"] == palette.yes
    assert colours["Never"] == palette.no
    assert len({colours[a] for a in ("Always", "Often", "Sometimes", "Never")}) == 4
    for name in ("Always", "Often"):
        red, green, blue = (int(colours[name][n : n + 2], 16) for n in (1, 3, 5))
        assert blue > max(red, green)
    for name in ("Sometimes", "Never"):
        red, green, blue = (int(colours[name][n : n + 2], 16) for n in (1, 3, 5))
        assert red > green > blue  # amber


def test_a_figure_carries_the_illustrative_mark_and_names_every_answer() -> None:
    lanes, canvas = lanes_of("C1_build"), Canvas(labels_of(illustrative(), "uk"))
    figure = answer_bars(lanes, reach_of(lanes, canvas), canvas)
    notes = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert "Ілюстративні дані" in figure.layout.title.text
    (key,) = [note for note in notes if "■" in note]
    for answer in drawn_answers(lanes, canvas):
        assert canvas.labels.answer("C1_build", answer) in key


def test_hostile_names_stay_text() -> None:
    release = answers_drawn.answered(
        "pilot target item yes no\n<b>x</b> health C1a 4 3", pilots="pilot\n<b>x</b>"
    )
    canvas = Canvas(labels_of(release))
    lanes = answered(Question(release, "C1a", "1", release.pilots))
    figure = answer_bars(lanes, reach_of(lanes, canvas), canvas)
    said = [note.text for note in figure.layout.annotations]
    said += [text for trace in figure.data for text in trace.hovertext]
    assert any("&lt;b&gt;x&lt;/b&gt;" in text for text in said)
    assert not any("<b>x</b>" in text for text in said)
