"""Page one of a report card: at most 30 numbers, community empowerment first, what is asked of whom."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from swit_data.documents.content import Content, Section
from swit_data.documents.front_page import MOST_NUMBERS, front
from swit_data.documents.making import Wanted, content_of
from swit_data.documents.report_card import report_card
from swit_data.release.illustrative import illustrative
from tests.every_language import EVERY_LANGUAGE

DAY = date(2026, 11, 23)
CARDS = [
    (pilot, chosen)
    for pilot in illustrative().pilots
    for chosen in illustrative().rounds
    if pilot in illustrative().pilots_of(chosen)
]


def card(pilot: str, chosen: str, language: str) -> Content:
    return content_of(Wanted(illustrative(), pilot, language, "pdf", DAY, chosen))


def printed(content: Content) -> list[str]:
    """Return the text of each page between its head and its foot, as it is read on one line."""
    pages = PdfReader(io.BytesIO(report_card(content))).pages
    texts = [" ".join(page.extract_text().replace("\u200b", "").split()) for page in pages]
    foot = " ".join(content.foot.split())
    return [
        text.removeprefix(" ".join(content.mark.split())).split(foot)[0].strip() for text in texts
    ]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize(("pilot", "chosen"), CARDS)
def test_page_one_holds_at_most_thirty_numbers(pilot: str, chosen: str, language: str) -> None:
    content = card(pilot, chosen, language)
    first, second, *more = printed(content)
    assert 12 < len(re.findall(r"\d+(?:[.,]\d+)?", first)) <= MOST_NUMBERS == 30
    assert more == []
    titles = {section.code: section.title for section in content.sections}
    places = [first.index(titles[code]) for code in ("empowerment", "parts")]
    assert places == sorted(places)
    assert second.startswith(titles["criteria"])
    for line in (" ".join(said.split()) for said in (content.headline, content.who)):
        assert line in first


def test_what_is_asked_of_whom_stands_on_page_one_and_once() -> None:
    content = card("KEN", "1", "en")
    first, second = printed(content)
    asked = next(section for section in content.sections if section.code == "ask")
    assert asked.title == "What we ask, and of whom"
    assert len(asked.lines) == 5
    for line in asked.lines:
        assert line in first
        assert line not in second
    assert "Ministry of health: Illustrative text. Give organisations a month to answer." in first


def test_an_ask_that_is_answered_is_a_promise_in_the_next_round() -> None:
    """Asked in round 1 and promised: a promise. Asked and nothing promised: still asked, beside what is new."""
    content = card("KEN", "2", "en")
    (lines,) = (section.lines for section in content.sections if section.code == "ask")
    assert [line.partition(":")[0] for line in lines] == ["Local police", "UNAIDS country office"]


def test_where_nothing_was_asked_what_the_organisation_recommends_stands_there() -> None:
    content = card("UKR", "1", "en")
    without = tuple(section for section in content.sections if section.code != "ask")
    page = front(replace(content, sections=without))
    assert page
    assert page.ask_title == "What the organisation recommends"
    assert page.asks[0].startswith("Illustrative text. Let organisations choose")
    bare = tuple(s for s in without if s.code not in {"recommendation", "promises"})
    assert "What the organisation recommends" not in printed(replace(content, sections=bare))[0]


FULL = ("A: answer in 30 days, by 1 May 2027, in 3 languages", "B: " + "w" * 900, "C: " + "v" * 200)


def test_asks_that_do_not_fit_stand_on_the_next_page_and_page_one_says_so() -> None:
    content = card("KEN", "1", "en")
    sections = tuple(
        replace(section, lines=FULL) if section.code == "ask" else section
        for section in content.sections
    )
    full = replace(content, sections=sections)
    first, second = printed(full)[:2]
    assert FULL[2][:40] in first
    assert "answer in 30 days" not in first
    assert "Everything that we ask stands on the next page." in first
    later = "".join(printed(full)[1:])
    assert all(line[:40] in later for line in FULL)
    assert second.startswith("Meaningful participation")
    assert len(re.findall(r"\d+(?:[.,]\d+)?", first)) <= MOST_NUMBERS


def test_many_long_asks_leave_page_one_a_page() -> None:
    content = card("UKR", "1", "uk")
    many = Section(
        "ask", "Чого ми вимагаємо", lines=tuple(f"{'Слово ' * 25}{n}" for n in "абвгґдеє")
    )
    others = tuple(section for section in content.sections if section.code != "ask")
    full = replace(content, sections=(*others, many))
    assert printed(full)[1].startswith("Значуща участь")


def test_the_comparison_has_no_page_of_its_own_for_one() -> None:
    assert front(content_of(Wanted(illustrative(), "", "en", "pdf", DAY, "1"))) is None
