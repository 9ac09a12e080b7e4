"""What is said of orders that hold and of those that turn."""

from __future__ import annotations

import re

import pytest

from swit_data.findings.type_orders import (
    SolidScene,
    lead,
    order_table,
    solid_headline,
    spoken_weights,
    summary,
    that_turn,
    tried,
    verdicts,
    weight_table,
)
from swit_data.release.illustrative import illustrative
from swit_data.released.release import Release
from swit_data.released.type_orders import Compared
from tests.drawn import framework
from tests.findings.drawn_release import LANGUAGES, WIDE, drawn, labels_of


def of(
    release: Release, dimension: str = "rollout", number: str = "1", **chosen: tuple[str, ...]
) -> SolidScene:
    return SolidScene(Compared(release, dimension, number), chosen.get("pilots", release.pilots))


def pairs(*lines: str) -> Release:
    """Return a release of these pairs (pilot, two types, their scores, left_one_out, n) under every weighting."""
    rows = [f"{line} {item}" for line in lines for item in ("rollout", "rollout_equal", "C1", "C2")]
    return drawn(pairs="\n".join(["pilot a b a_score b_score left_one_out n item", *rows]))


SOLID = "government ngo 20 70 holds 200"


def test_the_order_that_holds_in_most_pilots_is_said() -> None:
    release = pairs(f"KEN {SOLID}", f"IDN {SOLID}", "SUR government ngo 70 20 holds 200")
    found = solid_headline(of(release), labels_of(release))
    assert (
        found.text
        == "On “Rollout”, sex workers rate NGOs above government in 2 of 3 pilots, however it is counted"
    )
    assert solid_headline(of(release), labels_of(release, "uk")).text.endswith("хоч як рахувати")


@pytest.mark.parametrize(
    "other",
    [
        "government ngo 70 20 holds 200",  # the other way round
        "government ngo 20 70 does_not_hold 200",
        "government ngo 49 50 holds 40",  # the interval holds 0
        "government ngo 50 50 does_not_hold 200",
    ],
)
def test_what_holds_in_one_pilot_only_is_no_pattern(other: str) -> None:
    release = pairs(f"KEN {SOLID}", f"IDN {other}")
    found = solid_headline(of(release), labels_of(release))
    assert (found.kind, found.text) == (
        "none",
        "On “Rollout”, no order of two stakeholder types is sure in two pilots",
    )


def test_one_pilot_counts_its_orders() -> None:
    release = pairs(f"KEN {SOLID}", "KEN un_agency ngo 49 50 holds 40")
    found = solid_headline(of(release), labels_of(release))
    assert (
        found.text
        == "In Kenya, 1 of 2 orders of two stakeholder types on “Rollout” hold however they are counted"
    )


def test_without_pairs_nothing_is_said() -> None:
    release = drawn("pilot type score\nKEN ngo 50\nIDN ngo 50")
    assert solid_headline(of(release), labels_of(release)).kind == "nothing"
    assert {o.withheld for o in of(release).orders} == {"not_asked"}


def test_a_survey_of_one_stakeholder_type_has_no_order() -> None:
    kept = WIDE.content.decode()
    for code in ("un_agency", "ngo"):
        place = kept.index(f'code = "{code}"')
        kept = kept[:place] + kept[place:].replace("targets = ", "external = false\ntargets = ", 1)
    release = drawn("pilot type score\nKEN government 50", measured=framework(kept))
    scene, labels = of(release), labels_of(release)
    assert [kind.code for kind in release.framework.external_types] == ["government"]
    assert solid_headline(scene, labels).text.endswith("so there is no order of two")
    assert (lead(scene, labels), tried(scene, labels), that_turn(scene, labels)) == ((), (), ())


def test_each_order_has_its_words() -> None:
    release = pairs(
        f"KEN {SOLID}",
        "IDN government ngo 20 70 does_not_hold 200",
        "SUR government ngo 49 50 holds 40",
        "UKR government ngo 50 50 does_not_hold 40",
    )
    scene, labels = of(release), labels_of(release)
    words = {
        key[0]: text
        for key, text in verdicts(scene, labels).items()
        if key[1] == ("government", "ngo")
    }
    assert words == {
        "KEN": "holds in every way tried",
        "IDN": "turns with one question or one person",
        "SUR": "a few more answers could turn it",
        "UKR": "both have the same number",
    }
    assert summary(scene, labels) == (
        "Orders of two stakeholder types: 4. Hold in every way tried, and a few more answers would hardly turn them: "
        "1. Hold in every way tried, but a few more answers could turn them: 1. Turn with the way of counting: 1. The "
        "same number twice: 1."
    )
    assert that_turn(scene, labels) == (
        "Indonesia, NGOs above Government: turns with one question or one person.",
    )
    table = order_table(scene, labels)
    shown = table.loc[table.iloc[:, 4].notna()]
    assert shown.iloc[:, [0, 1, 2, 4, 5]].to_numpy().tolist() == [
        ["Kenya", "NGOs", "Government", 50.0, "hardly"],
        ["Indonesia", "NGOs", "Government", 50.0, "hardly"],
        ["Suriname", "NGOs", "Government", 1.0, "yes"],
        ["Ukraine", "", "", 0.0, "yes"],
    ]


@pytest.mark.parametrize(
    ("dimension", "weights"), [("rollout", "1, 1.5, 2, 2.5 and 3"), ("participation", "the same")]
)
def test_what_was_tried_is_told(dimension: str, weights: str) -> None:
    release = pairs(f"KEN {SOLID}")
    lines = tried(of(release, dimension), labels_of(release))
    assert len(lines) == 6
    assert weights in lines[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_scores_at_each_weight_in_words_and_as_a_table(language: str) -> None:
    release = illustrative()
    labels, scene = labels_of(release, language), of(illustrative())
    table = weight_table(scene, labels)
    assert len(table) == 4 * 4 * 5
    spoken = spoken_weights(scene.weighted_of("SUR"), labels)
    assert spoken.count(labels.reason("not_asked")) == 5
    assert spoken.count(",") >= 16
    assert spoken_weights(scene.weighted_of("XXX"), labels) == f"{labels.reason('no_round')}."


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_called_best_and_no_number_of_a_pilot_is_ranked(language: str) -> None:
    release = illustrative()
    labels = labels_of(release, language)
    for dimension in release.framework.dimensions:
        for number in release.rounds:
            text = solid_headline(of(release, dimension, number), labels).text
            counted = re.sub(r"\([^)]*\)", "", text)  # those not compared are named beside
            assert not any(labels.pilot(pilot) in counted for pilot in release.pilots)
