"""Dumbbells and the matrices of one type: every number drawn is the released one, and how it is drawn."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pandas as pd
import pytest

from swit_data import findings, style
from swit_data.figures import (
    Canvas,
    contradictions,
    criteria_strips,
    item_matrix,
    perception_gap,
    target_matrix,
)
from swit_data.release.illustrative import illustrative
from swit_data.released.between_sides import decided, gap_rows, target_rows
from swit_data.released.rows import score_rows
from swit_data.selection import Selection
from swit_data.style import Theme
from swit_data.views import choices, stakeholders
from tests.figures.test_looks import HOSTILE, OURS, release_of
from tests.figures.test_numbers import assert_cells, released
from tests.figures.test_strips import strips_of
from tests.findings.drawn_release import LANGUAGES, PILOTS, drawn, labels_of, rows_of
from tests.written import plain_score, whole

ROUNDS = "12"
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")
DIMENSIONS = ("rollout", "participation")
EVERY = [*itertools.product(TYPES, DIMENSIONS, ROUNDS)]
THEMES: tuple[Theme, ...] = ("light", "dark")


def scene_of(
    kind: str, dimension: str, chosen_round: str, level: str = ""
) -> stakeholders.StakeholderScene:
    release = illustrative()
    chosen = Selection(
        stakeholder_types=(kind,), dimension=dimension, round=chosen_round, level=level
    )
    return stakeholders.of_stakeholder(release, chosen, release.pilots)


def pairs_of(kind: str, chosen_round: str, b_class: str) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return the standard rows of pairs inside a type, by pilot, item and targets, straight from the table."""
    return {
        (row["pilot"], row["item"], row["a_target"], row["b_target"]): row
        for row in rows_of(illustrative(), "pairs")
        if row["a_stakeholder_type"] == row["b_stakeholder_type"] == kind
        and (row["round"], row["b_class"], row["scoring"]) == (chosen_round, b_class, "standard")
    }


@pytest.mark.parametrize("target", ["", "level"])
@pytest.mark.parametrize(("kind", "dimension", "chosen_round"), EVERY)
def test_every_mark_of_a_gap_is_a_released_number(
    kind: str, dimension: str, chosen_round: str, target: str
) -> None:
    scene = scene_of(kind, dimension, chosen_round, level="national" if target else "")
    wanted = pairs_of(kind, chosen_round, "institution")
    canvas = Canvas(labels_of(illustrative()))
    for _, rows in scene.gap_figures():
        before = rows.copy(deep=True)
        figure = perception_gap(rows, PILOTS, canvas)
        pd.testing.assert_frame_equal(rows, before)
        drawn_marks = set()
        for trace in figure.data[2:]:
            side = "b" if trace.marker.color and trace.marker.color[0] == "#FFFFFF" else "a"
            for place, (pilot, item, about) in enumerate(trace.customdata):
                row = wanted[pilot, item, about, about]
                assert not row["withheld"]
                assert trace.x[place] == row[f"{side}_score"]
                said = trace.hovertext[place].split("<br>")[1].removesuffix(" of 100")
                assert said == plain_score(row[f"{side}_score"])
                assert f"{row[f'{side}_respondents']} p" in trace.hovertext[place]
                drawn_marks.add((pilot, item, side))
        items = set(rows["item"])
        published = {
            (pilot, item)
            for (pilot, item, a, _), row in wanted.items()
            if item in items and a == scene.target and not row["withheld"]
        }
        assert drawn_marks == {(*key, side) for key in published for side in "ab"}
        assert_gap_labels(figure, rows)


def assert_gap_labels(figure: Any, rows: pd.DataFrame) -> None:  # noqa: ANN401 - a plotly figure
    """Every gap written beside its lane is the institution's number less the community's; bold only where clear."""
    beside = [
        note.text for note in figure.layout.annotations if note.xref == "paper" and note.x > 1
    ]
    names = {code: labels_of(illustrative()).pilot(code) for code in PILOTS}
    said = sorted(beside)
    wanted = []
    for row in rows.to_dict("records"):
        if row["withheld"]:
            wanted.append(f"{names[row['pilot']]} –")
            continue
        gap = whole(row["b_score"]) - whole(row["a_score"])  # what a reader finds with a pencil
        sign = "+" if gap > 0 else "−" if gap < 0 else ""
        text = f"{sign}{abs(gap)}"
        wanted.append(f"{names[row['pilot']]} " + (f"<b>{text}</b>" if row["clear"] else text))
        assert gap == pytest.approx(row["b_score"] - row["a_score"], abs=1)
    missing = len(beside) - len(wanted)  # pilots without a row of an item
    assert sorted(t for t in said if not t.endswith(" –")) == sorted(
        t for t in wanted if not t.endswith(" –")
    )
    assert missing >= 0


def test_the_community_is_filled_the_institution_hollow_and_only_clear_gaps_are_thick() -> None:
    text = """
    pilot a          b          b_class     a_score b_score b_respondents n
    KEN   government government institution 20      90      12            60
    IDN   government government institution 30      90      3             60
    """
    release = drawn(pairs=text)
    chosen = Selection(stakeholder_types=("government",), dimension="rollout", round="1")
    rows = decided(
        gap_rows(release, ["rollout"], chosen_round=chosen.round, stakeholder_type="government"), 1
    )
    figure = perception_gap(rows, release.pilots, Canvas(labels_of(release)))
    grey, thick, *marks = figure.data
    assert (grey.line.width, thick.line.width) == (1.5, 4)
    assert [x for x in thick.x if x is not None] == [20, 90]
    assert [x for x in grey.x if x is not None] == [30, 90]
    assert len(marks) == 4
    for place in (0, 2):
        community, institution = marks[place], marks[place + 1]
        assert community.marker.color == (community.marker.line.color,)
        assert institution.marker.color == (style.PALETTES["light"].background,)
        assert community.marker.symbol == institution.marker.symbol
    beside = [n.text for n in figure.layout.annotations if n.xref == "paper"]
    assert beside == ["Kenya <b>+70</b>", "Indonesia +60"]


def test_items_stand_by_their_widest_gap_and_those_without_one_last() -> None:
    text = """
    pilot item    a          b          b_class     a_score b_score b_respondents n  withheld
    KEN   rollout government government institution 50      55      2             40 -
    KEN   C1      government government institution 80      20      2             40 -
    KEN   C1a     government government institution -       -       -             -  no_consent
    """
    release = drawn(pairs=text)
    items = ["C1a", "rollout", "C1"]
    rows = decided(gap_rows(release, items, chosen_round="1", stakeholder_type="government"), 1)
    figure = perception_gap(rows, release.pilots, Canvas(labels_of(release)))
    titles = [n for n in figure.layout.annotations if n.text.startswith("<b>")]
    order = [n.text for n in sorted(titles, key=lambda n: n.y)]
    assert order == ["<b>C1</b>", "<b>Rollout</b>", "<b>C1a?</b>"]
    assert "no consent to publish" in [n.text for n in figure.layout.annotations]


@pytest.mark.parametrize(("kind", "dimension", "chosen_round"), EVERY)
def test_every_contradiction_drawn_is_a_released_pair(
    kind: str, dimension: str, chosen_round: str
) -> None:
    scene = scene_of(kind, dimension, chosen_round)
    found = findings.clear_contradictions(scene.contradictions)
    if found.empty:
        return
    wanted = pairs_of(kind, chosen_round, "community")
    figure = contradictions(found, Canvas(labels_of(illustrative())))
    ends: dict[tuple[str, str], set[float]] = {}
    for trace in figure.data[2:]:
        for place, (pilot, item, target) in enumerate(trace.customdata):
            rows = [r for k, r in wanted.items() if k[:2] == (pilot, item) and target in k[2:]]
            scores = [r["a_score"] if r["a_target"] == target else r["b_score"] for r in rows]
            assert trace.x[place] in scores
            ends.setdefault((pilot, item), set()).add(trace.x[place])
    for row in found.to_dict("records"):
        assert ends[row["pilot"], row["item"]] == {row["a_score"], row["b_score"]}
    assert len(ends) == len(found)


@pytest.mark.parametrize(("kind", "dimension", "chosen_round"), EVERY)
def test_every_cell_of_the_matrices_is_a_released_score(
    kind: str, dimension: str, chosen_round: str
) -> None:
    scene = scene_of(kind, dimension, chosen_round)
    canvas = Canvas(labels_of(illustrative()))
    about = {"round": chosen_round, "respondent_class": "community", "stakeholder_type": kind}
    by_target = {(row["pilot"], row["target"]): row for row in released(item=dimension, **about)}
    assert_cells(target_matrix(scene.by_target, PILOTS, canvas), by_target)
    by_part = {
        (row["pilot"], row["item"]): row
        for row in released(target="all", **about)
        if row["item"] in scene.parts
    }
    assert_cells(item_matrix(scene.parts_here, PILOTS, canvas), by_part)
    assert len(by_part) == len(scene.parts_here)
    # Where all institutions of a type are of one level, that level is not said twice.
    unsaid = {key for key in by_target if key[1].startswith("level=")}
    shown = set(zip(scene.by_target["pilot"], scene.by_target["target"], strict=True))
    assert set(by_target) - unsaid <= shown <= set(by_target)


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("draw", ["strips", "gap", "contradictions", "targets", "items"])
def test_hostile_names_stay_text(draw: str, kind: str) -> None:
    measured = release_of(named=HOSTILE[kind]).framework
    pairs = """
    pilot item a          b          b_class     a_target b_target a_score b_score b_respondents n
    KEN   C1   government government institution all      all      20      90      12            60
    KEN   C1   government government community   health   police   20      90      12            60
    """
    scores = "pilot type item target score\nKEN government C1 all 20\nKEN government C1 health 20"
    release = drawn(scores, pairs, measured=measured)
    canvas = Canvas(labels_of(release))
    who: dict[str, Any] = {"chosen_round": "1", "stakeholder_type": "government"}
    rows = score_rows(release, ["C1"], chosen_round="1")
    figure = {
        "strips": lambda: criteria_strips(rows, ["KEN"], ["government"], canvas),
        "gap": lambda: perception_gap(
            decided(gap_rows(release, ["C1"], **who), 1), ["KEN"], canvas
        ),
        "contradictions": lambda: contradictions(
            decided(target_rows(release, ["C1"], **who), 1), canvas
        ),
        "targets": lambda: target_matrix(rows, ["KEN"], canvas),
        "items": lambda: item_matrix(rows, ["KEN"], canvas),
    }[draw]()
    texts = [note.text for note in figure.layout.annotations]
    texts += [*(figure.layout.xaxis.ticktext or ()), *(figure.layout.yaxis.ticktext or ())]
    for trace in figure.data:
        texts += [trace.name or "", *(trace.text or ()), *(trace.hovertext or ())]
    left = OURS.sub("", "".join(texts))
    assert "<" not in left
    assert ">" not in left
    assert max(len(line) for text in texts for line in text.split("<br>")) < 400
    assert figure.layout.height < 1200


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_illustrative_mark_stands_in_every_figure(theme: Theme, language: str) -> None:
    canvas = Canvas(labels_of(illustrative(), language), theme)
    scene = scene_of("government", "rollout", "1")
    strips = strips_of("1")
    words = canvas.labels.wording.text("app.illustrative")
    found = findings.clear_contradictions(scene.contradictions)
    for figure in (
        perception_gap(scene.gaps_on(scene.parts), PILOTS, canvas),
        contradictions(found, canvas),
        target_matrix(scene.by_target, PILOTS, canvas),
        item_matrix(scene.parts_here, PILOTS, canvas),
        criteria_strips(strips.scores(strips.criteria), PILOTS, TYPES, canvas),
    ):
        assert figure.layout.title.text.replace("<br>", " ") == words
        assert not [n for n in figure.layout.annotations if words[:12] in n.text]


def test_every_choice_of_the_release_was_looked_at() -> None:
    options = choices.choices_of(illustrative())
    assert (options.rounds, options.stakeholder_types) == (tuple(ROUNDS), TYPES)
    assert options.dimensions == DIMENSIONS
    assert re.fullmatch(r"[\d ]+", " ".join(options.rounds))
