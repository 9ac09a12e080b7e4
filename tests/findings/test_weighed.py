"""Whom sex workers rate lowest at each weight, worked out again by hand from the released rows of the criteria."""

from __future__ import annotations

import re

import pytest

from swit_data.findings import weighed
from swit_data.findings.type_orders import SolidScene
from swit_data.release.illustrative import illustrative
from swit_data.released.type_orders import Compared
from tests.findings.drawn_release import drawn, labels_of, rows_of

STEPS = (1.0, 1.5, 2.0, 2.5, 3.0)
HEAD = "pilot type item score withheld weight_have weight_all"


def by_hand(pilot: str, chosen_round: str, weight: float) -> tuple[str, ...]:
    """Return who has the lowest mean of released criteria where C1 weighs so much, with a released whole."""
    framework = illustrative().framework
    parts = [part.code for part in framework.parts.values() if part.dimension == "rollout"]
    found: dict[str, dict[str, float]] = {}
    for row in rows_of(illustrative(), "scores"):
        about = (row["pilot"], row["round"], row["respondent_class"], row["target"], row["split"])
        wanted = (pilot, chosen_round, "community", "all", "all")
        external = framework.stakeholder_types[row["stakeholder_type"]].external
        told = row["scoring"] == "standard" and external and not row["withheld"]
        if about == wanted and told and row["item"] in (*parts, "rollout", "rollout_equal"):
            found.setdefault(row["stakeholder_type"], {})[row["item"]] = row["score"]
    means = {
        kind: sum(
            (weight if part == "C1" else 1) * scores[part] for part in parts if part in scores
        )
        / sum(weight if part == "C1" else 1 for part in parts if part in scores)
        for kind, scores in found.items()
        if {"rollout", "rollout_equal"} <= scores.keys()
    }
    return tuple(kind for kind, mean in means.items() if abs(mean - min(means.values())) < 1e-5)


@pytest.mark.parametrize("chosen_round", ["1", "2"])
def test_who_is_lowest_is_right_at_every_step(chosen_round: str) -> None:
    scene = SolidScene(Compared(illustrative(), "rollout", chosen_round), illustrative().pilots)
    found = weighed.lowest(scene)
    assert found
    for pilot, at in found.items():
        assert tuple(at) == STEPS
        for weight, types in at.items():
            assert sorted(types) == sorted(by_hand(pilot, chosen_round, weight))


def test_a_pilot_without_the_number_neither_agrees_nor_contradicts() -> None:
    """In round 1 government has no number in Suriname."""
    scene = SolidScene(Compared(illustrative(), "rollout", "1"), illustrative().pilots)
    for _, sentence in weighed.verdicts(scene, labels_of(illustrative())):
        assert (
            "rate government lowest in all 3 pilots that can be compared (not Suriname)."
            in sentence
        )
        assert by_hand("SUR", "1", 2.0) == ("un_agency",)
        assert re.search(
            r"Suriname \d+ \(UN agencies\)", sentence
        )  # and no number of another type passes for it
        assert sentence.count("(") == 2  # "not Suriname", and whose its number is


def said(rows: str, language: str = "en") -> list[str]:
    release = drawn(f"{HEAD}\n{rows.strip()}")
    scene = SolidScene(Compared(release, "rollout", "1"), release.pilots)
    found = weighed.verdicts(scene, labels_of(release, language))
    assert len(found) == len(STEPS)
    return [sentence for _, sentence in found]


def scores(pilot: str, kind: str, c1: float, c2: float) -> str:
    """Return the released rows of two criteria, and of the dimension at weights 1 and 2."""
    items = {"C1": c1, "C2": c2, "rollout_equal": (c1 + c2) / 2, "rollout": (2 * c1 + c2) / 3}
    return "\n".join(f"{pilot} {kind} {item} {score:.6f} - 1 1" for item, score in items.items())


def test_what_stays_is_said_at_every_weight_with_its_number() -> None:
    lines = said("\n".join([scores("AAA", "government", 20, 30), scores("AAA", "ngo", 60, 70)]))
    assert all(line.startswith("However you weigh “C1”, from 1 to 3 times") for line in lines)
    assert all("rate government lowest" in line for line in lines)
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["25.", "24.", "23.", "23.", "22."]


def test_where_it_turns_is_said_and_from_which_weight_on() -> None:
    turning = "\n".join([scores("AAA", "government", 20, 70), scores("AAA", "ngo", 50, 20)])
    lines = said(turning)
    # C1 at weight w: (20w + 70) / (w + 1) against (50w + 20) / (w + 1): equal where 30w = 50, w = 1.67.
    assert ["At this weight" in line for line in lines] == [True] * 5
    assert ["rate NGOs lowest" in line for line in lines] == [True, True, False, False, False]
    assert ["rate government lowest" in line for line in lines] == [False] * 2 + [True] * 3
    assert all("up to 1.5 NGOs; from 2 on government" in line for line in lines)


def test_a_pilot_that_turns_does_not_hide_one_in_which_it_stays() -> None:
    turning = [scores("AAA", "government", 20, 70), scores("AAA", "ngo", 50, 20)]
    steady = [scores("BBB", "government", 20, 20), scores("BBB", "ngo", 50, 50)]
    lines = said("\n".join([*turning, *steady]))
    last = lines[-1]
    assert "At this weight, sex workers rate government lowest in both pilots." in last
    assert "However you weigh “C1”" in last
    assert "in 1 of 2 pilots" in last


def test_one_type_alone_is_not_lowest() -> None:
    release = drawn(f"{HEAD}\n{scores('AAA', 'government', 20, 30)}")
    scene = SolidScene(Compared(release, "rollout", "1"), release.pilots)
    assert weighed.verdicts(scene, labels_of(release, "uk")) == ()
