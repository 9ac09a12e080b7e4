"""KoboToolbox's JSON becomes the tables that its workbook would have, numbers as they are written."""

from __future__ import annotations

import json

import pytest

from swit_data.intake.opening.limits import Limits
from tests.intake.books import cells, only, opened, refused

SUBMISSION = {
    "_id": 7,
    "formhub/uuid": "f",
    "about/trust": "yes",
    "about/many": "a b",
    "empty": None,
    "_geolocation": [None, None],
    "_attachments": [],
    "_tags": [],
    "_validation_status": {},
    "_uuid": "u1",
}


def as_json(*rows: object, **more: object) -> str:
    return json.dumps({"count": len(rows), "next": None, "previous": None, "results": rows, **more})


@pytest.mark.parametrize("text", [as_json(SUBMISSION), json.dumps([SUBMISSION], indent=2)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_apis_answer_is_a_table(text: str, encoding: str) -> None:
    book = opened(text.encode(encoding), "data.json")
    (sheet,) = book.sheets
    assert (book.kind, sheet.name, list(sheet.numbers())) == ("json", "", [2])
    assert cells(sheet) == [
        [*SUBMISSION],
        ["7", "f", "yes", "a b", "", "", "", "", "", "u1"],
    ]


def test_what_must_not_come_in_is_still_seen_by_the_next_step() -> None:
    photo = {**SUBMISSION, "_geolocation": [50.45, 30.52], "_attachments": [{"filename": "x.jpg"}]}
    (sheet,) = opened(as_json(photo), "data.json").sheets
    row = dict(zip(*cells(sheet), strict=True))
    assert row["_attachments"] == '[{"filename": "x.jpg"}]'
    assert row["_geolocation"] == "50.45 30.52"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("7", "7"),
        ("7.0", "7.0"),
        ("-0", "-0"),
        ("1e400", "1e400"),
        ("12345678901234567890", "12345678901234567890"),
        ("0.1000000000000000055", "0.1000000000000000055"),
        ("true", "TRUE"),
        ("null", ""),
        ('"007"', "007"),
        ('["a", "b", null]', "a b"),
        ('"\\u0442\\u0430\\u043a"', "так"),
    ],
)
def test_values_are_as_they_are_written(written: str, text: str) -> None:
    assert only(f'[{{"id": "1", "q": {written}}}]', "a.json") == [["id", "q"], ["1", text]]


def test_a_question_missing_in_a_submission_is_an_empty_cell() -> None:
    text = json.dumps([{"id": "1", "a": "x"}, {"id": "2", "b": "y"}, {"c": "z", "id": "3"}])
    assert only(text, "a.json") == [
        ["id", "a", "b", "c"],
        ["1", "x", "", ""],
        ["2", "", "y", ""],
        ["3", "", "", "z"],
    ]


def test_repeats_are_tables_of_their_own_that_name_their_submission() -> None:
    def people(*ages: int) -> list[dict[str, object]]:
        toys = [{"house/people/toys/toy": "ball"}]
        return [{"house/people/age": age, "house/people/toys": toys} for age in ages]

    rows = [
        {"_id": 7, "_uuid": "u1", "house/people": people(30, 2)},
        {"_id": 8, "_uuid": "u2"},
        {"_id": 9, "_uuid": "u3", "house/people": people(5)},
    ]
    main, persons, toys = opened(as_json(*rows), "a.json").sheets
    assert [main.name, persons.name, toys.name] == ["results", "people", "toys"]
    own = ["_submission__id", "_submission__uuid"]
    assert [row[:2] for row in cells(main)] == [
        ["_id", "_uuid"],
        ["7", "u1"],
        ["8", "u2"],
        ["9", "u3"],
    ]
    assert cells(persons) == [
        ["house/people/age", "_parent_table_name", "_parent_index", *own, "_index"],
        ["30", "results", "1", "7", "u1", "1"],
        ["2", "results", "1", "7", "u1", "2"],
        ["5", "results", "3", "9", "u3", "3"],
    ]
    assert cells(toys)[0][1:3] == ["_parent_table_name", "_parent_index"]
    assert [row[2] for row in cells(toys)[1:]] == ["1", "2", "3"]


def test_groups_that_are_nested_get_their_names_before_the_question() -> None:
    text = '[{"a": {"b": {"c": "1"}, "d": "2"}, "e": {}}]'
    assert only(text, "a.json") == [["a/b/c", "a/d", "e"], ["1", "2", ""]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1}', "this JSON holds no list of submissions, alone or under “results”."),
        ("[[1, 2]]", "this JSON holds no list of submissions"),
        ('{"results": [1]}', "this JSON holds no list of submissions"),
        ('[{"a": NaN}]', "this JSON holds NaN, which is no number."),
        ('[{"a": -Infinity}]', "this JSON holds -Infinity, which is no number."),
        ('[{"a": 1, "b": 2, "a": 3}]', "a submission of this JSON holds “a” twice."),
        ('[{"a\\u202e": 1, "a\\u202e": 3}]', "holds “a\\u202e” twice."),
        ('[{"a": 1},\n{"b": ', "line 2, sign 7 is not as JSON is written"),
        ("[{'a': 1}]", "line 1, sign 3 is not as JSON is written"),
        ("[" * 100_000, "the groups of this JSON are nested too deeply; allowed are 20 levels."),
        ('[{"a":' * 50_000, "the groups of this JSON are nested too deeply"),
        ('{"a":' * 90 + "1" + "}" * 90, "this JSON holds no list of submissions"),
        ("[" + '{"a":' * 90 + "1" + "}" * 90 + "]", "nested too deeply; allowed are 20 levels."),
        (as_json(SUBMISSION, next="https://x/?page=2"), "this JSON is one page of several"),
        ("[]", "no table is in this file."),
    ],
)
def test_json_that_is_not_whole_gets_a_sentence(text: str, sentence: str) -> None:
    assert f"a.json: {sentence}" in refused(text, "a.json") or sentence in refused(text, "a.json")


def test_repeats_inside_repeats_have_a_limit() -> None:
    deep = '{"a": [' * 60 + '{"b": 1}' + "]}" * 60
    assert "nested too deeply" in refused(f"[{deep}]", "a.json")


def test_json_has_a_limit_of_size() -> None:
    said = refused(as_json(SUBMISSION), "a.json", Limits(unpacked=0, json=100))
    assert said == "a.json: this JSON is 1 MB; allowed are 0 MB. Export the data as CSV."
