"""Bars with intervals, of one pilot or about one stakeholder type: every bar, line and number is a released one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from swit_data.figures import Canvas, item_matrix, pilot_comparison, stakeholder_matrix
from swit_data.figures.drawing import Drawing
from swit_data.figures.profile import profile_matrix
from swit_data.release.illustrative import illustrative
from swit_data.released.rows import score_rows
from tests.findings.drawn_release import drawn, labels_of, rows_of
from tests.written import plain_score

PARTS = ("C1", "C2", "C3")
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")


def released(item: str, pilot: str, kind: str) -> dict[str, Any]:
    """Return the released row, read by itself."""
    (row,) = [
        row
        for row in rows_of(illustrative(), "scores")
        if (row["item"], row["pilot"], row["stakeholder_type"]) == (item, pilot, kind)
        and (row["round"], row["target"], row["split"]) == ("1", "all", "all")
        and (row["respondent_class"], row["scoring"]) == ("community", "standard")
    ]
    return row


Rows = dict[tuple[str, str], dict[str, Any]]  # by what a click on a bar is told


def assert_bars(figure: Drawing, wanted: Rows) -> None:
    """Compare the bars, the numbers beside them and the lines on them with rows."""
    notes = {n.y: re.sub(r"<[^>]*>", "", n.text) for n in figure.layout.annotations if n.xshift}
    seen: dict[tuple[str, str], float] = {}
    for trace in (each for each in figure.data if each.type == "bar"):
        for place, (one, other) in enumerate(trace.customdata):
            row = wanted[one, other]
            seen[one, other] = trace.x[place]
            written = notes.get(trace.y[place], trace.text[place])
            reason = labels_of(illustrative()).reason(row["withheld"])
            number = written.split(" ", 1)[-1]  # behind its shape
            assert written == reason if reason else number == plain_score(row["score"])
            assert (trace.y[place] in notes) == (not row["withheld"])
    assert seen == {a: 100 if r["withheld"] else r["score"] for a, r in wanted.items()}
    assert_lines(figure, {about: row for about, row in wanted.items() if not row["withheld"]})


def assert_lines(figure: Drawing, wanted: Rows) -> None:
    """Compare the marks and the ends of their lines."""
    drawn_lines = {}
    for trace in (each for each in figure.data if each.type == "scatter"):
        for place, (one, other) in enumerate(trace.customdata):
            reach = trace.error_x.arrayminus[place], trace.error_x.array[place]
            middle = trace.x[place]
            drawn_lines[one, other] = [middle, *reach]
    assert drawn_lines.keys() == wanted.keys()
    for about, (middle, below, over) in drawn_lines.items():
        row = wanted[about]
        ends = [row["score"] - row["low"], row["high"] - row["score"]]
        assert middle == row["score"]
        assert [below, over] == pytest.approx(ends)


@pytest.mark.parametrize("beside", [True, False])
def test_one_pilot_has_a_bar_a_stakeholder_type(beside: bool) -> None:
    rows = score_rows(illustrative(), ["participation"], chosen_round="1", stakeholder_types=TYPES)
    rows = rows.loc[rows["pilot"] == "KEN"]
    figure = stakeholder_matrix(rows, ["KEN"], Canvas(labels_of(illustrative())), beside=beside)
    assert_bars(figure, {("KEN", kind): released("participation", "KEN", kind) for kind in TYPES})
    assert any("Kenya · People who answered: 48" in n.text for n in figure.layout.annotations)


def test_one_stakeholder_type_has_a_bar_a_pilot_with_its_own_mark() -> None:
    release = illustrative()
    rows = score_rows(
        release, ["participation"], chosen_round="1", stakeholder_types=("government",)
    )
    figure = stakeholder_matrix(rows, release.pilots, Canvas(labels_of(release)))
    about = {(p, "government"): released("participation", p, "government") for p in release.pilots}
    assert about["SUR", "government"]["withheld"]  # and its bar says why
    assert_bars(figure, about)
    assert len({trace.marker.symbol for trace in figure.data if trace.type == "scatter"}) == 4


def test_parts_and_profile_of_one_pilot_are_bars_too() -> None:
    release, canvas = illustrative(), Canvas(labels_of(illustrative()))
    rows = score_rows(release, PARTS, chosen_round="1", stakeholder_types=("ngo",), pilots=("KEN",))
    wanted = {("KEN", item): released(item, "KEN", "ngo") for item in PARTS}
    assert_bars(item_matrix(rows, ["KEN"], canvas), wanted)
    assert_bars(pilot_comparison(rows, ["KEN"], canvas), wanted)
    by_type = {("ngo", item): row for (_, item), row in wanted.items()}
    assert_bars(profile_matrix(rows, ["ngo"], canvas), by_type)


def test_several_pilots_and_types_stay_a_matrix() -> None:
    release = drawn(
        "pilot type score\nKEN ngo 50\nKEN government 30\nIDN ngo 60\nIDN government 40"
    )
    rows = score_rows(release, ["rollout"], chosen_round="1")
    figure = stakeholder_matrix(rows, release.pilots, Canvas(labels_of(release)))
    assert {trace.type for trace in figure.data} == {"bar"}
