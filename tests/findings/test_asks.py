"""Asks and promises as they are said: counted by hand, in one language each, beside their released scores."""

from __future__ import annotations

from datetime import date

import pytest

from swit_data.findings.asks import (
    ask_headline,
    ask_lines,
    ask_table,
    asks_of,
    counted,
    promise_line,
    promises_before,
    score_rows_of,
)
from swit_data.release.illustrative import illustrative
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from tests.findings import drawn_answers
from tests.findings.drawn_release import LANGUAGES, labels_of, rows_of

DAY = date(2026, 11, 24)
PILOTS = "pilot round month\nAAA 1 2025-03\nAAA 2 2026-03\nBBB 1 2025-03"
ASKS = """
    pilot round code language type       target indicators ask     promise by     month   due     status    verdict
    AAA   1     a    en       government health C1a,P1a    Ask_us  A_month Office 2025-04 2026-10 promised  -
    AAA   1     a    uk       government health C1a,P1a    Спершу  Місяць  Відділ 2025-04 2026-10 promised  -
    AAA   1     b    en       ngo        -      C1a        Fund    Money   Office 2025-04 2026-11 promised  -
    AAA   1     c    en       ngo        clinic C1a        Open    Hours   Office 2025-04 2025-06 kept      Done
    AAA   1     d    uk       government -      -          Слухати -       -      -       -       asked     -
    AAA   2     e    en       government health C1a        Stop    Yes     Office 2026-04 2026-05 broken    No
    BBB   1     a    en       government health C1a        Ask     Soon    Office 2025-05 -       overtaken -
"""
SCORES = """
    pilot round type       target item score people withheld
    AAA   1     government health C1a  20    30     -
    AAA   2     government health C1a  -     -      too_few_answers
    AAA   2     government health P1a  64    30     -
    AAA   1     ngo        all    C1a  50    30     -
    AAA   1     ngo        clinic C1a  55    30     -
    BBB   1     government health C1a  99    30     -
"""


def release() -> Release:
    return drawn_answers.answered(asks=ASKS, scores=SCORES, pilots=PILOTS)


def labels(language: str = "en") -> Labels:
    return labels_of(release(), language)


def test_each_ask_stands_once_in_the_readers_language_or_the_one_there_is() -> None:
    said = {(a.pilot, a.code): (a.language, a.ask) for a in asks_of(labels("uk"))}
    assert said["AAA", "a"] == ("uk", "Спершу")
    assert said["AAA", "b"] == ("en", "Fund")
    assert len(said) == 6
    assert {a.language for a in asks_of(labels()) if a.code == "d"} == {"uk"}


def test_asks_keep_the_order_of_types_and_pilots() -> None:
    found = [(a.stakeholder_type, a.pilot, a.round, a.code) for a in asks_of(labels())]
    assert found == [
        ("government", "AAA", "1", "a"),
        ("government", "AAA", "1", "d"),
        ("government", "AAA", "2", "e"),
        ("government", "BBB", "1", "a"),
        ("ngo", "AAA", "1", "b"),
        ("ngo", "AAA", "1", "c"),
    ]


def test_promises_are_counted_and_overdue_when_their_month_is_over() -> None:
    asks = asks_of(labels())
    assert ask_headline(asks, labels(), DAY) == "2 of 5 promises are open; overdue: 1"
    december = date(2026, 12, 1)  # b was due in November
    assert ask_headline(asks, labels(), december) == "2 of 5 promises are open; overdue: 2"
    assert counted(asks, labels(), DAY) == (
        "5 promises. Open: 2, of them overdue in November 2026: 1; kept: 1; broken: 1; "
        "overtaken by events: 1."
    )
    assert ask_headline(asks_of(labels(), status="asked"), labels(), DAY) == (
        "1 ask was made; nothing has been promised"
    )
    nothing = asks_of(labels(), ("BBB",), ("ngo",))
    assert ask_headline(nothing, labels(), DAY) == "No ask has been published here."


def test_an_ask_says_its_office_month_status_and_the_scores_then_and_now() -> None:
    first, *_ = asks_of(labels())
    assert ask_lines(first, labels(), DAY) == [
        ("h3", "AAA, round 1: Ministry of health · □ Promised, open and overdue"),
        ("p", "Asked: Ask us"),
        ("p", "Promised: A month"),
        ("small", "Office, April 2025; due: October 2026"),
        ("small", "C1a? 20 (round 1) and too few answers (round 2)"),
        ("small", "P1a? not asked (round 1) and 64 (round 2)"),
    ]
    assert set(score_rows_of((first,), labels())["pilot"]) == {"AAA"}


def test_a_promise_of_an_earlier_round_waits_for_the_next_card() -> None:
    open_ones = [a for a in promises_before(labels(), "AAA", "2") if a.open]
    assert [promise_line(a, labels(), DAY) for a in open_ones] == [
        "Ministry of health: A month (Office, April 2025; due: October 2026) Overdue.",
        "NGOs: Money (Office, April 2025; due: November 2026)",
    ]
    ukrainian = [a for a in promises_before(labels("uk"), "AAA", "2") if a.open]
    *_, last = [promise_line(a, labels("uk"), DAY) for a in ukrainian]
    assert last.endswith(
        "Money (Office, квітень 2025\u202fр.; строк: листопад 2026\u202fр.) (English)"
    )
    assert promises_before(labels(), "AAA", "1") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_an_ask(language: str) -> None:
    labels = labels_of(illustrative(), language)
    asks = asks_of(labels)
    table = ask_table(asks, labels, DAY)
    codes = {(r["pilot"], r["round"], r["code"]) for r in released()}
    assert len(table) == len(asks) == len(codes) == 11
    statuses = [r["status"] for r in released() if r["language"] == "en"]
    assert sorted(a.status for a in asks) == sorted(statuses)


def released() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = rows_of(illustrative(), "asks")
    return rows
