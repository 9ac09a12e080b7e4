"""The line to quote: whose numbers, when they were asked, of which release and day; in both languages."""

from __future__ import annotations

import re
from datetime import date

import pytest

from swit_data.findings import cited_number, cited_view, fieldwork
from swit_data.release.illustrative import illustrative
from swit_data.released.contributions import Number
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of

ON = date(2026, 7, 1)
OF = ("community", "government", "all", "all")


def test_a_number_is_quoted_in_one_line() -> None:
    labels = labels_of(illustrative())
    assert cited_number(Number("KEN", "1", *OF, "participation"), labels, ON) == (
        "Illustrative data - not results of any pilot. SWIT assessment, March 2018, round 1. Kenya · Government · "
        "Meaningful participation: 34 of 100; between 28 and 41; 48 people answered. "
        f"Release {illustrative().fingerprint}, read on 2026-07-01."
    )
    said = cited_number(Number("SUR", "1", *OF, "participation"), labels, ON)
    assert (
        "Suriname · Government · Meaningful participation: not shown (too little answered)." in said
    )


def test_a_question_ends_with_its_own_sign() -> None:
    said = cited_number(Number("KEN", "1", *OF, "P1_who"), labels_of(illustrative()), ON)
    assert "?:" not in said
    assert re.search(r"\? \d+ of 100", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_quoted_with_the_month_and_the_people_of_each_round(language: str) -> None:
    labels = labels_of(illustrative(), language)
    said = cited_view("A finding.", labels, ("1", "2"), ("KEN", "SUR"), ON)
    there = fieldwork(labels, ("1", "2"), ("KEN", "SUR"))
    assert len(there) == 3  # Suriname held one round
    assert "; ".join(there) in said
    assert "A finding. " in said
    assert said.startswith(labels.wording.text("app.illustrative"))
    assert all(sign in said for sign in (illustrative().fingerprint, "2026-07-01"))
    if language == "uk":
        rest = said.replace("A finding", "").replace(illustrative().fingerprint, "")
        assert not re.search(r"[A-Za-z]", rest.replace("SWIT", ""))


def test_collected_numbers_are_quoted_as_their_owner_wrote_their_name() -> None:
    labels = labels_of(drawn("pilot type score\nKEN ngo 4"))
    said = cited_view("A finding", labels, labels.release.rounds, ("KEN",), ON)
    assert "llustrative" not in said
    pilot = labels.release.frame("pilot").iloc[0]
    assert said.startswith(f"{pilot['organisation'] or pilot['title'] or 'SWIT assessments'}. ")
