"""What is said of changes between rounds: the sentence, the list, what cannot be compared, the table."""

from __future__ import annotations

import pytest

from swit_data.findings.change import ChangeScene, apart, change_headline, named_changes
from swit_data.findings.change_spoken import change_table, not_shown, spoken_rounds
from swit_data.release.illustrative import illustrative
from swit_data.released.between_rounds import Rounds
from swit_data.released.release import Release
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of, rows_of
from tests.findings.several_rounds import release_of, several_rounds

EXTERNAL = ("government", "un_agency", "ngo")
HEAD = "pilot round type score people basis"


def of(
    release: Release,
    item: str = "rollout",
    *,
    pilots: tuple[str, ...] = (),
    kinds: tuple[str, ...] | None = None,
) -> ChangeScene:
    shown = EXTERNAL if kinds is None else kinds
    return ChangeScene(Rounds(release, item), pilots or release.pilots, shown)


def said(
    *lines: str, pilots: tuple[str, ...] = (), kinds: tuple[str, ...] | None = None
) -> tuple[str, str]:
    """Return the kind and the text of the headline over drawn rows; every pilot drawn held every round drawn."""
    held = dict.fromkeys(tuple(line.split()[:2]) for line in lines)
    rounds = "\n".join(["pilot round", *(" ".join(each) for each in held)])
    release = drawn("\n".join([HEAD, *lines]), pilots=rounds)
    found = change_headline(of(release, pilots=pilots, kinds=kinds), labels_of(release))
    return found.kind, found.text


def pilot(code: str, kind: str, *scores: int | str, people: int = 60) -> list[str]:
    return [f"{code} {n} {kind} {score} {people} b" for n, score in enumerate(scores, 1)]


def test_what_changed_alike_in_several_pilots_is_counted() -> None:
    lines = [
        *pilot("KEN", "ngo", 20, 80),
        *pilot("IDN", "ngo", 20, 70),
        *pilot("UKR", "ngo", 50, 51),
    ]
    assert said(*lines, *pilot("KEN", "government", 90, 20)) == (
        "rose",
        "In 2 of 3 pilots, sex workers’ rating of NGOs on “Rollout” rose by 10 points or more between two rounds",
    )
    turned = [*pilot("KEN", "ngo", 80, 20), *pilot("IDN", "ngo", 70, 20)]
    assert said(*turned)[0] == "fell"


def test_pilots_whose_rounds_cannot_be_compared_are_named_and_types_that_tie_too() -> None:
    lines = [f for code in ("KEN", "IDN") for f in pilot(code, "ngo", 20, 80)]
    lines += [f for code in ("KEN", "IDN") for f in pilot(code, "government", 80, 20)]
    assert said(*lines, *pilot("UKR", "ngo", 50))[1] == (
        "In both pilots that can be compared (not Ukraine), sex workers’ rating of government on “Rollout” fell by 10 "
        "points or more between two rounds; in both pilots that can be compared (not Ukraine), sex workers’ rating of "
        "NGOs on “Rollout” rose by 10 points or more between two rounds"
    )


def test_one_change_is_told_with_its_numbers() -> None:
    lines = [*pilot("KEN", "ngo", 20, 60), *pilot("IDN", "government", 70, 20)]
    assert said(*lines) == (
        "fell_one",  # the larger of the two
        "In Indonesia, sex workers’ rating of government on “Rollout” fell from 70 to 20 between round 1 and round 2",
    )
    assert said(*lines, pilots=("KEN",))[0] == "rose_one"
    assert said(*lines, kinds=("ngo",))[0] == "rose_one"


def test_what_rose_and_fell_again_is_not_told_as_a_rise() -> None:
    assert said(*pilot("KEN", "ngo", 10, 90, 30)) == (
        "fell_one",
        "In Kenya, sex workers’ rating of NGOs on “Rollout” fell from 90 to 30 between round 2 and round 3",
    )
    # Where nothing of the latest step is named, the earlier change is told with its rounds.
    assert "between round 1 and round 2" in said(*pilot("KEN", "ngo", 10, 90, 89))[1]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (pilot("KEN", "ngo", 50, 54), "small"),
        (pilot("KEN", "ngo", 50), "one_round"),
        ([*pilot("KEN", "ngo", 50), "KEN 2 ngo 90 60 other"], "apart"),
        ([*pilot("KEN", "ngo", 50), "IDN 2 ngo 90 60 b"], "one_round"),
    ],
)
def test_where_nothing_is_named_it_says_why(lines: list[str], kind: str) -> None:
    assert said(*lines)[0] == kind


def test_without_a_number_nothing_is_said() -> None:
    release = drawn(
        "pilot round type score withheld\nKEN 1 ngo - too_few_people\nKEN 2 ngo - too_few_people",
        pilots="pilot round\nKEN 1\nKEN 2",
    )
    scene, labels = of(release), labels_of(release)
    assert change_headline(scene, labels).kind == "nothing"
    assert not_shown(scene, "ngo", labels) == (
        "Kenya, round 1: too few people; Kenya, round 2: too few people."
    )
    assert change_headline(of(release, kinds=()), labels).kind == "nothing"
    assert spoken_rounds(scene, "government", labels) == "not asked."


def test_from_answers_to_sentences() -> None:
    release = release_of(several_rounds())
    scene, labels = of(release), labels_of(release)
    level = "99.2\xa0% interval"  # four changes are decided together
    assert named_changes(scene, labels) == (
        f"AAA, Government: from 20 in round 1 to 80 in round 2. 60 points more (between 29 and 77, {level}).",
        f"AAA, Government: from 80 in round 2 to 30 in round 3. 50 points fewer (between 19 and 70, {level}).",
    )
    apart_of = "They stand side by side; no difference is made. Government and NGOs."
    assert apart(scene, labels) == (
        f"BBB, rounds 1 and 2: another version of the questions. {apart_of}",
        f"BBB, rounds 2 and 3: people were asked in another way. {apart_of}",
        "One round so far: CCC.",
    )
    assert spoken_rounds(scene, "government", labels) == (
        "AAA: round 1: 20; round 2: 80 (may be named); round 3: 30 (may be named). "
        "BBB: round 1: 25; round 2: 95 (not comparable: another version of the questions); "
        "round 3: 25 (not comparable: asked in another way). CCC: round 2: 50."
    )
    table = change_table(scene, labels)
    assert table.iloc[:, [1, 2, 3, 6]].astype("object").where(table.notna(), None).head(
        7
    ).to_numpy().tolist() == [
        ["AAA", "1", 20.0, None],
        ["AAA", "2", 80.0, 60.0],
        ["AAA", "3", 30.0, -50.0],
        ["BBB", "1", 25.0, None],
        ["BBB", "2", 95.0, None],
        ["BBB", "3", 25.0, None],
        ["CCC", "2", 50.0, None],
    ]


def test_focus_groups_and_people_are_not_compared() -> None:
    release = drawn(
        "pilot round type score withheld\nKEN 1 ngo - too_few_people\nKEN 2 ngo 50 -",
        pilots="pilot round groups withheld\nKEN 1 4 too_few_people\nKEN 2 0 -",
    )
    (text,) = apart(of(release), labels_of(release))
    assert text.startswith("Kenya, round 1: focus groups answered")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_that_of_the_released_rows(language: str) -> None:
    release = illustrative()
    labels = labels_of(release, language)
    kinds = tuple(kind.code for kind in release.framework.external_types)
    released = {
        (labels.stakeholder_type(r["stakeholder_type"]), labels.pilot(r["pilot"]), r["round"]): r
        for r in rows_of(release, "scores")
        if (r["item"], r["target"], r["respondent_class"], r["split"], r["scoring"])
        == ("participation", "all", "community", "all", "standard")
        and r["stakeholder_type"] in kinds
    }
    table = change_table(of(release, "participation", kinds=kinds), labels)
    assert len(table) == len(released)
    for kind, pilot_, number, score, people, withheld in table.iloc[:, :6].itertuples(index=False):
        row = released[kind, pilot_, number]
        assert withheld == (labels.reason(row["withheld"]) if row["withheld"] else "")
        if not withheld:
            assert (score, people) == (row["score"], row["respondents"])
