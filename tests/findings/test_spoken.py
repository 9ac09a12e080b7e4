"""Figures in words and as tables: the numbers are those released, and those that figures show."""

from __future__ import annotations

import pandas as pd
import pytest

from swit_data.figures.canvas import Canvas
from swit_data.findings import comparison_headline, count_table, score_table, spoken_rows
from swit_data.findings.on_screen import on_screen
from swit_data.release.illustrative import illustrative
from swit_data.released.rows import count_rows, records, score_rows
from swit_data.released.written_scores import written_score
from tests.findings.drawn_release import LANGUAGES, PILOTS, drawn, labels_of
from tests.written import plain_score, whole

SCORES = """
pilot type       score low  high people dont_know coverage withheld
KEN   government 39.6  30.1 50.2 40     0.1       0.9      -
KEN   ngo        69.97 60   80   40     0         1        -
IDN   government -     -    -    -      -         -        too_few_people
IDN   ngo        70    -    -    8      0.5       0.5      -
"""


def test_every_row_in_words() -> None:
    release = drawn(SCORES)
    rows = score_rows(release, ["rollout"], chosen_round="1")
    assert spoken_rows(rows, labels_of(release)) == (
        "Kenya, Government: just under 40; Kenya, NGOs: just under 70; Indonesia, Government: too few people; "
        "Indonesia, NGOs: 70."
    )
    assert spoken_rows(rows, labels_of(release, "uk"), items=True).startswith(
        "Кенія, Rollout: майже 40; "
    )


def test_a_pilot_without_rows_has_not_held_the_round() -> None:
    release = drawn(SCORES)
    rows = score_rows(release, ["rollout"], chosen_round="1", pilots=("SUR",))
    assert spoken_rows(rows, labels_of(release)) == "no such round."


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_and_figures_write_a_number_alike(language: str) -> None:
    labels = labels_of(illustrative(), language)
    canvas = Canvas(labels)
    for score in [each / 100 for each in range(0, 10001, 7)] + [39.5, 39.999999, 69.5, 69.96, 70.0]:
        written = written_score(score, labels)
        assert written == canvas.number({"score": score}) == plain_score(score, language)


def test_the_table_has_the_released_numbers() -> None:
    release = drawn(SCORES)
    rows = score_rows(release, ["rollout"], chosen_round="1")
    before = rows.copy(deep=True)
    table = score_table(rows, labels_of(release))
    pd.testing.assert_frame_equal(rows, before)
    assert list(table.columns) == [
        "Pilot",
        "Stakeholder type",
        "What is scored",
        "Score, 0-100",
        "from",
        "to",
        "People",
        "Answered",
        "Don’t know",
        "Not shown because",
    ]
    first, *_, last = table.astype(object).where(table.notna(), None).to_numpy().tolist()
    assert first == ["Kenya", "Government", "Rollout", 39.6, 30.1, 50.2, 40, 90, 10, ""]
    assert last == ["Indonesia", "NGOs", "Rollout", 70, None, None, 8, 50, 50, ""]
    assert table["Not shown because"].tolist() == ["", "", "too few people", ""]
    assert table["Score, 0-100"].isna().tolist() == [False, False, True, False]  # missing, never 0


def test_the_table_of_every_dimension_of_the_illustrative_release() -> None:
    release = illustrative()
    labels = labels_of(release)
    for chosen_round in release.rounds:
        rows = score_rows(release, list(release.framework.dimensions), chosen_round=chosen_round)
        table = score_table(rows, labels)
        assert len(table) == len(rows) > 20
        for row, shown in zip(records(rows), table.to_dict("records"), strict=True):
            assert shown["Pilot"] == labels.pilot(row["pilot"])
            assert (shown["Not shown because"] == "") == (row["withheld"] == "")
            if row["withheld"]:
                assert pd.isna(shown["Score, 0-100"])
            else:
                assert shown["Score, 0-100"] == row["score"]  # the file has what was released
                assert shown["from"] <= shown["Score, 0-100"] <= shown["to"]
        for row, shown in zip(
            records(rows), on_screen(table, labels).to_dict("records"), strict=True
        ):
            if not row["withheld"]:
                assert str(shown["Score, 0-100"]) == plain_score(row["score"])
                assert str(shown["from"]) == plain_score(row["low"])
                assert shown["Answered"] == whole(100 * row["coverage"])


def test_counts_of_groups_as_a_table() -> None:
    release = illustrative()
    codes = [i.code for i in release.framework.in_set("core") if i.kind == "opinion"]
    rows = count_rows(
        release,
        codes,
        chosen_round="1",
        pilots=("IDN",),
        respondent_class="group",
        stakeholder_types=("ngo",),
    )
    table = count_table(rows, labels_of(release, "uk"))
    assert len(table) == len(rows) > 10
    assert table["Скільки"].tolist() == rows["count"].tolist()
    assert set(table["Пілот"]) == {"Індонезія"}


def compared(*lines: str, language: str = "en", pilots: tuple[str, ...] = PILOTS) -> str:
    release = drawn("\n".join(["pilot type item score withheld", *lines]))
    rows = score_rows(release, ["C1", "C2"], chosen_round="1", stakeholder_types=("ngo",))
    return comparison_headline(rows, pilots, labels_of(release, language))


def test_between_which_numbers_the_pilots_stand() -> None:
    wide = ("KEN ngo C2 20.2 -", "IDN ngo C2 69.6 -", "SUR ngo C2 50 -")
    narrow = ("KEN ngo C1 50 -", "IDN ngo C1 60 -", "UKR ngo C1 - too_few_people")
    assert compared(*narrow, *wide) == (
        "For NGOs, the pilots stand furthest apart on “C2”: 20 of 100 in Kenya, against just under 70 in Indonesia"
    )
    assert compared(*narrow, *wide, pilots=("IDN", "SUR")).startswith(
        "For NGOs, the pilots stand furthest apart on “C2”: 50 of 100 in Suriname, against just"
    )


def test_one_pilot_is_compared_with_itself() -> None:
    assert compared("KEN ngo C1 20 -", "KEN ngo C2 69.6 -") == (
        "In Kenya, the numbers about NGOs lie between 20 of 100 on “C1” and just under 70 on “C2”"
    )


def test_all_that_tie_are_named() -> None:
    rows = ("KEN ngo C1 20.2 -", "IDN ngo C1 19.8 -", "SUR ngo C1 50 -", "UKR ngo C1 50 -")
    also = ("KEN ngo C2 30 -", "IDN ngo C2 60 -")
    assert compared(*rows, *also) == (
        "For NGOs, the pilots stand furthest apart on “C1”: 20 of 100 in Kenya and in Indonesia, against 50 in "
        "Suriname and in Ukraine; for NGOs, the pilots stand furthest apart on “C2”: 30 of 100 in Kenya, against 60 in "
        "Indonesia"
    )


def test_a_number_without_an_interval_is_no_end_where_others_have_one() -> None:
    release = drawn("""
        pilot type item score low high
        KEN   ngo  C1   20    10  30
        IDN   ngo  C1   50    40  60
        SUR   ngo  C1   90    -   -
    """)
    rows = score_rows(release, ["C1"], chosen_round="1", stakeholder_types=("ngo",))
    said = comparison_headline(rows, PILOTS, labels_of(release))
    assert said.endswith("on “C1”: 20 of 100 in Kenya, against 50 in Indonesia")


@pytest.mark.parametrize(
    "lines",
    [
        ("KEN ngo C1 - too_few_people", "IDN ngo C1 - not_asked"),
        ("KEN ngo C1 20 -", "IDN ngo C2 30 -"),  # nothing that two pilots have
    ],
)
def test_nothing_side_by_side(lines: tuple[str, ...]) -> None:
    assert compared(*lines) == "No numbers about NGOs can be shown side by side here"
    assert compared(*lines, pilots=()) == "No numbers about NGOs can be shown side by side here"


def test_no_rows_at_all() -> None:
    assert compared("KEN government C1 20 -") == "No numbers can be shown side by side here"


def test_one_number_is_no_spread() -> None:
    assert compared("KEN ngo C1 20 -", "IDN ngo C1 20 -") == (
        "For NGOs, the pilots have the same number on “C1”: 20 of 100 in Kenya and in Indonesia"
    )
    assert compared("KEN ngo C1 20 -") == "In Kenya, every number about NGOs is 20 of 100"
