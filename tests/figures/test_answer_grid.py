"""The answers to a question about all institutions at once: every segment and every k of n is a released count."""

from __future__ import annotations

import re

import pytest

from swit_data.figures import Canvas
from swit_data.figures.answer_grid import answer_grid
from swit_data.release.illustrative import illustrative
from swit_data.released.answers import Question, answered
from tests.findings.drawn_release import labels_of, rows_of


@pytest.mark.parametrize("question", ["X1_knows", "C1_build", "own_use"])
def test_every_segment_is_a_released_count_and_every_cell_says_k_of_n(question: str) -> None:
    release = illustrative()
    kinds = tuple(release.framework.indicators[question].stakeholder_types)
    lanes = answered(Question(release, question, "1", release.pilots, kinds))
    figure = answer_grid(lanes, Canvas(labels_of(release)))
    counts = {
        (row["pilot"], row["target"], row["answer"]): int(row["count"])
        for row in rows_of(release, "answer_counts")
        if (row["item"], row["round"], row["split"]) == (question, "1", "all")
        and row["respondent_class"] == "community"
        and row["stakeholder_type"] in kinds
        and not row["withheld"]
    }
    everybody: dict[tuple[str, str], int] = {}
    for (pilot, target, _), count in counts.items():
        everybody[pilot, target] = everybody.get((pilot, target), 0) + count
    widths: dict[tuple[float, float], float] = {}
    for trace in figure.data:
        for place, (pilot, _, target, answer) in enumerate(trace.customdata):
            count, of = counts[pilot, target, answer], everybody[pilot, target]
            assert trace.x[place] == pytest.approx(0.66 * count / of)
            assert trace.text[place] in ("", str(count))
            column = release.pilots.index(pilot)
            assert column + 0.3 - 1e-9 <= trace.base[place] <= column + 0.96
            cell = (column, trace.y[place])
            widths[cell] = widths.get(cell, 0) + trace.x[place]
    assert list(widths.values()) == pytest.approx([0.66] * len(widths))  # everybody who answered
    said = [re.sub(r"<[^>]*>", "", note.text) for note in figure.layout.annotations]
    for (pilot, target, answer), count in counts.items():
        if answer == "yes":
            assert f"{count} of {everybody[pilot, target]}" in said
    assert len(widths) == len([lane for lane in lanes if not lane.withheld]) > 0
