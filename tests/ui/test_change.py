"""The pages Change and How solid is this?: what each choice shows, and that every number shown is a released one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from swit_data.findings.change import ChangeScene, apart, change_headline
from swit_data.findings.type_orders import SolidScene, solid_headline
from swit_data.release.illustrative import illustrative
from swit_data.released.between_rounds import Rounds
from swit_data.released.type_orders import Compared
from swit_data.ui import sources
from tests.every_language import in_turns
from tests.findings.drawn_release import LANGUAGES, labels_of, rows_of
from tests.findings.several_rounds import release_of, several_rounds
from tests.release.test_folder import owned, released
from tests.ui.elements_told import figures_told
from tests.ui.test_pages import lines, open_page, text_of
from tests.written import plain_points, plain_score

Open = Callable[..., AppTest]
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ()))
    return open_page


@pytest.fixture
def of_folder(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:  # noqa: ARG001
    """Return a way to open a page over a release folder."""

    def open_folder(page: str, folder: Path, **query: str) -> AppTest:
        monkeypatch.setenv("SWIT_RELEASE", str(folder))
        return open_page(page, phone=False, unfolded=True, **query)

    yield open_folder
    st.cache_resource.clear()


def listed(opened: AppTest) -> list[str]:
    return [text for tag, text in lines(opened) if tag == "li"]


def alts(opened: AppTest) -> list[str]:
    return [figure.alt for figure in figures_told(opened)]


def table_with(opened: AppTest, column: str) -> pd.DataFrame:
    return next(each.value for each in opened.dataframe if column in each.value.columns)


def scores(**wanted: str) -> list[dict[str, Any]]:
    everywhere = {
        "target": "all",
        "respondent_class": "community",
        "split": "all",
        "scoring": "standard",
    }
    rows = rows_of(illustrative(), "scores")
    return [
        r for r in rows if all(r[name] == value for name, value in (everywhere | wanted).items())
    ]


@pytest.mark.parametrize(
    ("chosen", "language"),
    in_turns([{"dimension": "rollout"}, {"dimension": "rollout", "part": "C2"}], LANGUAGES),
)
def test_change_shows_the_released_numbers_of_every_round(
    app: Open, chosen: dict[str, str], language: str
) -> None:
    opened = app("change", **chosen, lang=language)
    labels = labels_of(illustrative(), language)
    text = labels.wording.text
    item = chosen.get("part", chosen["dimension"])
    scene = ChangeScene(Rounds(illustrative(), item), illustrative().pilots, TYPES)
    assert text_of(opened, "h1") == change_headline(scene, labels).text
    assert set(apart(scene, labels)) <= set(listed(opened))
    names = [text for tag, text in lines(opened) if tag == "h2"][: len(TYPES)]
    assert names == [labels.stakeholder_type(kind) for kind in TYPES]
    table = table_with(opened, text("table.change"))
    rows = {
        (labels.stakeholder_type(r["stakeholder_type"]), labels.pilot(r["pilot"]), r["round"]): r
        for r in scores(item=item)
    }
    columns = [text("table.type"), text("table.pilot"), text("filter.round")]
    for shown in table.to_dict("records"):
        row = rows[tuple(shown[name] for name in columns)]
        if row["withheld"]:
            assert pd.isna(shown[text("table.score")])
        else:
            assert str(shown[text("table.score")]) == plain_score(row["score"], language)
            assert shown[text("table.people")] == row["respondents"]
    external = {labels.stakeholder_type(kind) for kind in TYPES}
    assert len(table) == sum(kind in external for kind, *_ in rows)


def test_one_type_has_one_panel_and_every_alt_says_its_numbers(app: Open) -> None:
    assert len(alts(app("change", dimension="rollout", lang="en"))) >= 4
    opened = app("change", dimension="rollout", stakeholder="ngo", lang="en")
    alt = alts(opened)[0]
    for row in scores(item="rollout", stakeholder_type="ngo", withheld=""):
        assert f"round {row['round']}: {row['score']:.0f}" in alt
    assert "Government" not in [text for tag, text in lines(opened) if tag == "h2"]


def test_the_parts_offered_are_those_of_the_dimension(app: Open) -> None:
    opened = app("change", dimension="participation", part="C1", lang="en")
    box = opened.selectbox(key="filter_parts")
    assert box.value == ""
    assert len(box.options) == 1 + 10
    assert "on taking part" in text_of(opened, "h1")


def test_three_rounds_and_two_breaks_from_a_folder(of_folder: Open, tmp_path: Path) -> None:
    folder = released(tmp_path, several_rounds())
    opened = of_folder("change", folder, dimension="rollout", lang="en")
    assert not opened.exception
    assert text_of(opened, "h1") == (
        "In AAA, sex workers’ rating of government on “Rollout” fell from 80 to 30 between round 2 and round 3"
    )
    said = listed(opened)
    assert any(text.startswith("AAA, Government: from 20 in round 1 to 80") for text in said)
    assert any("another version of the questions" in text for text in said)
    assert any("asked in another way" in text for text in said)
    figure = figures_told(opened)[0].spec
    assert figure["layout"]["xaxis"]["ticktext"] == ["round 1", "round 2", "round 3"]
    # Both versions of the framework count parts of their own.
    assert release_of(several_rounds()).framework.version == "2"


@pytest.mark.parametrize("page", ["change", "solid"])
def test_a_release_of_one_round_and_few_people_stands(
    of_folder: Open, tmp_path: Path, page: str
) -> None:
    folder = released(tmp_path, owned("AAA"))
    for language, dimension in itertools.product(LANGUAGES, ("rollout", "participation")):
        opened = of_folder(page, folder, dimension=dimension, lang=language)
        assert not opened.exception
        assert not opened.error
        assert text_of(opened, "h1").strip()


@pytest.mark.parametrize(
    ("chosen", "language"),
    in_turns([*itertools.product(("rollout", "participation"), "12")], LANGUAGES),
)
def test_solid_shows_released_differences(
    app: Open, chosen: tuple[str, str], language: str
) -> None:
    dimension, number = chosen
    opened = app("solid", dimension=dimension, round=number, lang=language)
    labels = labels_of(illustrative(), language)
    text = labels.wording.text
    scene = SolidScene(Compared(illustrative(), dimension, number), illustrative().pilots)
    assert text_of(opened, "h1") == solid_headline(scene, labels).text
    pairs = {
        (labels.pilot(row["pilot"]), text("solid.pair", first=a, second=b)): row
        for row in rows_of(illustrative(), "pairs")
        if (row["item"], row["round"], row["scoring"]) == (dimension, number, "standard")
        and row["b_class"] == "community"
        and row["a_target"] == row["b_target"] == "all"
        for a, b in [[labels.stakeholder_type(row[f"{s}_stakeholder_type"]) for s in "ab"]]
    }
    table = table_with(opened, text("solid.table.points"))
    assert len(table) == 6 * 4
    for shown in table.to_dict("records"):
        row = pairs.get((shown[text("table.pilot")], shown[text("solid.table.pair")]))
        if row is None or row["withheld"]:
            assert pd.isna(shown[text("solid.table.points")])
            assert shown[text("table.withheld")]
        else:
            points = plain_points(abs(row["difference"]), language)
            assert str(shown[text("solid.table.points")]) == points
            higher = row["a_stakeholder_type" if row["difference"] > 0 else "b_stakeholder_type"]
            assert shown[text("solid.table.higher")] == labels.stakeholder_type(higher)


def test_solid_has_panels_of_weights_where_one_part_weighs_more(app: Open) -> None:
    rollout = app("solid", dimension="rollout", lang="en")
    assert any("C1 Community Empowerment” weighed" in text for _, text in lines(rollout))
    table = table_with(rollout, "How it is made").to_dict("records")
    names = {labels_of(illustrative()).pilot(code): code for code in illustrative().pilots}
    kinds = {labels_of(illustrative()).stakeholder_type(code): code for code in TYPES}
    for weight, item in ((1.0, "rollout_equal"), (2.0, "rollout")):
        rows = {(r["pilot"], r["stakeholder_type"]): r for r in scores(item=item, round="1")}
        for shown in (line for line in table if line["Weight"] == weight):
            row = rows[names[shown["Pilot"]], kinds[shown["Stakeholder type"]]]
            assert shown["How it is made"] == "released"
            if row["withheld"]:
                assert pd.isna(shown["Score, 0-100"])
            else:
                assert str(shown["Score, 0-100"]) == plain_score(row["score"])
    participation = app("solid", dimension="participation", lang="en")
    assert not any("weighed" in text for _, text in lines(participation))
    assert any("every part counts the same" in text for text in listed(participation))


def test_one_pilot_counts_its_orders_and_a_round_not_held_says_so(app: Open) -> None:
    said = text_of(app("solid", pilots="KEN", lang="en"), "h1")
    of = 4 * 3 // 2  # orders of two among four stakeholder types
    assert re.fullmatch(
        rf"In Kenya, [1-{of}] of {of} orders of two stakeholder types on taking part hold "
        "however they are counted",
        said,
    )
    opened = app("solid", pilots="SUR", round="2", lang="en")
    assert "No numbers can be shown" in text_of(opened, "h1")
    assert "no such round" in alts(opened)[0]
