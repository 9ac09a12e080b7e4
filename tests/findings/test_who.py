"""Who answered, in the singular and the plural of each language, and why something is not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from swit_data.findings import who_answered, withheld_reasons
from swit_data.release.illustrative import illustrative
from swit_data.released.reading import Reading
from swit_data.released.tables import REASONS
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of

COUNTS = [
    # community, groups, informants, English, Ukrainian
    ("11", "0", "0", "11 people of the community", "11 людей зі спільноти"),
    ("21", "0", "0", "21 people of the community", "21 людина зі спільноти"),
    ("22", "0", "0", "22 people of the community", "22 людини зі спільноти"),
    ("1", "0", "0", "1 person of the community", "1 людина зі спільноти"),
    (
        "12",
        "1",
        "0",
        "12 people of the community, 1 focus group",
        "12 людей зі спільноти, 1 фокус-група",
    ),
    (
        "12",
        "3",
        "0",
        "12 people of the community, 3 focus groups",
        "12 людей зі спільноти, 3 фокус-групи",
    ),
    (
        "12",
        "5",
        "0",
        "12 people of the community, 5 focus groups",
        "12 людей зі спільноти, 5 фокус-груп",
    ),
    (
        "30",
        "0",
        "1",
        "30 people of the community, 1 informant of an institution",
        "30 людей зі спільноти, 1 представник установи",
    ),
    (
        "30",
        "0",
        "4",
        "30 people of the community, 4 informants of institutions",
        "30 людей зі спільноти, 4 представники установ",
    ),
    (
        "1234",
        "0",
        "25",
        "1,234 people of the community, 25 informants of institutions",
        "1\u00a0234 людини зі спільноти, 25 представників установ",
    ),
]


@pytest.mark.parametrize(("people", "groups", "informants", "english", "ukrainian"), COUNTS)
def test_how_many_answered(
    people: str, groups: str, informants: str, english: str, ukrainian: str
) -> None:
    release = drawn(pilots=f"pilot community groups informants\nKEN {people} {groups} {informants}")
    assert who_answered(labels_of(release), "1", ("KEN",))[0] == f"Kenya, March 2026: {english}."
    line = who_answered(labels_of(release, "uk"), "1", ("KEN",))[0]
    assert line == f"Кенія, березень 2026\u202fр.: {ukrainian}."


def test_under_k0_nobody_is_counted() -> None:
    release = drawn(pilots="pilot community\nKEN -")
    assert who_answered(labels_of(release), "1", ("KEN",))[0] == (
        "Kenya, March 2026: fewer than 10 people: only the story is told."
    )


def test_how_people_were_reached_and_an_unreviewed_translation() -> None:
    release = drawn(
        pilots="""
        pilot mode recruitment translation month
        KEN   Phone. Networks  unreviewed  2026-03
        IDN   -      Networks  reviewed    spring
        SUR   -      -         unreviewed  -
        """
    )
    lines = who_answered(labels_of(release), "1", ("KEN", "IDN", "SUR"))
    assert lines[0].endswith(
        "Phone. Networks. The translation of the questions has not been reviewed."
    )
    assert lines[1].startswith("Indonesia, spring: ")
    assert "translation" not in lines[1]
    assert lines[2].startswith("Suriname, 1: ")  # no month: its round
    assert lines[2].endswith("community. The translation of the questions has not been reviewed.")


def test_pilots_in_the_order_asked_for_and_only_those_of_the_round() -> None:
    release = drawn(pilots="pilot round\nKEN 1\nIDN 1\nUKR 2")
    lines = who_answered(labels_of(release), "1", ("UKR", "IDN", "KEN"))
    assert [line.split(",")[0] for line in lines[:-1]] == ["Indonesia", "Kenya"]
    assert lines[-1].startswith("People were reached through their organisations")
    assert len(who_answered(labels_of(release), "9", ("KEN",))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_illustrative_pilots(language: str) -> None:
    labels = labels_of(illustrative(), language)
    numbers = {"KEN": 48, "IDN": 40, "SUR": 14, "UKR": 33}
    lines = who_answered(labels, "1", labels.release.pilots)
    for pilot, line in zip(labels.release.pilots, lines, strict=False):
        assert line.startswith(labels.pilot(pilot))
        assert f" {numbers[pilot]} " in line
        assert ".." not in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_for_each_reason_in_a_fixed_order(language: str) -> None:
    labels = labels_of(illustrative(), language)
    every = withheld_reasons(labels, ["no_round", *reversed(REASONS), "", "not_asked"])
    assert len(every) == len(set(every)) == len(REASONS) + 1
    assert every[0] == labels.wording.text("why.not_asked")
    assert every[-1] == labels.wording.text("why.no_round")
    assert withheld_reasons(labels, ["", ""]) == (labels.wording.text("withheld.none"),)
    few = " ".join(withheld_reasons(labels, ["too_few_people"]))
    assert (str(labels.framework.k), str(labels.framework.k0)) == ("5", "10")
    assert "5" in few
    assert "10" in few


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            (
                "Kenya: the community read this before it was released, in November 2026. Who read it: Members. "
                "Findings agreed: 3; withheld: 1; with a comment: 2. Questions of which nothing is told: 4."
            ),
        ),
        (
            "uk",
            "Кенія, листопад 2026\u202fр.: спільнота прочитала це до випуску. Хто читав: Members.",
        ),
    ],
)
def test_who_read_it_before_it_was_released_is_said(language: str, line: str) -> None:
    """Of a release without a record nothing is said."""
    release = replace(
        illustrative(), readings={"KEN": Reading("2026-11", "Members", 3, 1, 2, kept_back=4)}
    )
    lines = who_answered(labels_of(release, language), "1", ("IDN", "KEN"))
    assert [said for said in lines if said.startswith(line)], lines
    assert (
        len(lines)
        == len(who_answered(labels_of(illustrative(), language), "1", ("IDN", "KEN"))) + 1
    )
