"""Every cell of a pilot's profile is the released score, with its band, or the reason why there is none."""

from __future__ import annotations

import re

import pytest

from swit_data import style
from swit_data.figures import Canvas
from swit_data.figures.profile import profile_matrix
from swit_data.findings.pilot import profile_table
from swit_data.release.illustrative import illustrative
from swit_data.views.pilot import PilotScene
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of, rows_of
from tests.written import plain_score

ROUNDS = [("KEN", "1"), ("KEN", "2"), ("IDN", "1"), ("SUR", "1"), ("UKR", "2")]


def released(pilot: str, chosen_round: str) -> dict[tuple[str, str], dict[str, object]]:
    return {
        (row["stakeholder_type"], row["item"]): row
        for row in rows_of(illustrative(), "scores")
        if (row["pilot"], row["round"], row["respondent_class"])
        == (pilot, chosen_round, "community")
        and (row["target"], row["split"], row["scoring"]) == ("all", "all", "standard")
    }


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize(("pilot", "chosen_round"), ROUNDS)
def test_every_cell_is_a_released_score(pilot: str, chosen_round: str, beside: bool) -> None:
    release = illustrative()
    scene, canvas = PilotScene(release, pilot, chosen_round), Canvas(labels_of(release))
    wanted = released(pilot, chosen_round)
    for items in scene.sections.values():
        rows = scene.rows(items)
        figure = profile_matrix(rows, scene.types, canvas, beside=beside)
        assert len(figure.data) == len(scene.types)
        cells = [
            ((code, item), text, fill)
            for trace in figure.data
            for (code, item), text, fill in zip(
                trace.customdata, trace.text, trace.marker.color, strict=True
            )
        ]
        assert {item for (_, item), _, _ in cells} == set(rows["item"])
        for key, text, fill in cells:
            assert_cell(wanted.get(key, {"withheld": "not_asked"}), text, fill, canvas)


def assert_cell(row: dict[str, object], text: str, fill: str, canvas: Canvas) -> None:
    plain = re.sub(r"<span[^>]*>|</span>", "", text).replace("<br>", " ")
    if row["withheld"]:
        assert plain == canvas.labels.reason(str(row["withheld"]))
        assert fill == canvas.palette.withheld
        return
    score, many = float(str(row["score"])), float(str(row["dont_know"])) > 1 / 3
    band = style.BAND_SHAPES[style.band(score)]
    assert (band in plain) == (not many)
    assert plain.removeprefix(band).strip().removesuffix("many do not know").strip() == plain_score(
        score
    )
    assert fill == style.score_colour(score)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_the_same_cells(language: str) -> None:
    release = illustrative()
    labels, scene = labels_of(release, language), PilotScene(release, "KEN", "1")
    rows = scene.rows(scene.sections["rollout"])
    table, exact = (profile_table(rows, labels, exact=each) for each in (False, True))
    wanted = released("KEN", "1")
    assert len(table) == 11
    for item, line in zip(scene.sections["rollout"], table.itertuples(index=False), strict=True):
        assert line[0] == labels.item(item)
        for code, cell in zip(scene.types, line[1:], strict=True):
            row = wanted[code, item]
            score = row["score"]
            assert isinstance(score, float)
            assert cell == plain_score(score, language)
            assert score in exact.iloc[:, 1 + scene.types.index(code)].tolist()


def test_where_many_do_not_know_no_band_is_named() -> None:
    release = drawn("""
        pilot type       score dont_know
        KEN   government 30    0.4
        KEN   ngo        75    0.2
    """)
    scene = PilotScene(release, "KEN", "1")
    figure = profile_matrix(scene.rows(("rollout",)), scene.types, Canvas(labels_of(release)))
    texts = {trace.customdata[0][0]: trace.text[0] for trace in figure.data}
    assert "many do not know" in texts["government"]
    assert "▽" not in texts["government"]
    assert "△" in texts["ngo"]
    assert "not asked" in texts["un_agency"]


def test_the_mark_of_illustrative_data_is_in_the_matrix() -> None:
    release = illustrative()
    scene = PilotScene(release, "KEN", "1")
    rows = scene.rows(scene.sections["focus"])
    figure = profile_matrix(rows, scene.types, Canvas(labels_of(release)))
    assert "Illustrative" in figure.layout.title.text
