"""Repeats: the rows of a further table with what their submissions say, or the reason why not."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from swit_data import framework
from swit_data.errors import IntakeError
from swit_data.intake.dialects import as_export, describe
from swit_data.intake.opening.any_file import open_book
from tests.intake.field import NARROW, WIDE
from tests.intake.writer import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from swit_data.intake.dialects.export import Export

Table = list[list[str]]
MAIN = [
    ["country", "consent", "_id", "_uuid", "_submission_time", "_index"],
    ["UKR", "yes", "11", "u-1", "2026-05-01", "1"],
    ["kenya", "yes", "12", "u-2", "2026-05-01", "2"],
    ["UKR", "no", "13", "u-3", "2026-05-01", "3"],
]
LINKS = ["_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid"]
BLOCKS = [
    ["block/about", "block/trust", *LINKS],
    ["gov", "yes", "1", "Main", "1", "11", "u-1"],
    ["ngo", "no", "2", "Main", "1", "11", "u-1"],
    ["ngo", "dont_know", "3", "Main", "2", "12", "u-2"],
]


def taken(folder: Path, name: str, content: bytes, text: str = NARROW) -> Export:
    (folder / "small.toml").write_text(text, "utf-8")
    return as_export(open_book(name, content), framework.load(folder / "small.toml"))


def refused(folder: Path, tables: dict[str, Table], text: str = NARROW) -> str:
    with pytest.raises(IntakeError) as error:
        taken(folder, "export.xlsx", sheets(tables), text)
    return str(error.value)


def columns(export: Export) -> dict[str, list[str]]:
    return {name: export.table[str(n)].to_pylist() for n, name in enumerate(export.header)}


def zipped(files: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


JOINED = {
    "_uuid": ["u-1#1", "u-1#2", "u-2#1"],
    "country": ["UKR", "UKR", "kenya"],
    "consent": ["yes", "yes", "yes"],
    "about": ["gov", "ngo", "ngo"],
    "trust": ["yes", "no", "dont_know"],
}


def test_a_repeat_of_a_workbook_has_what_its_submission_says(tmp_path: Path) -> None:
    export = taken(tmp_path, "export.xlsx", sheets({"Main": MAIN, "block": BLOCKS}))
    found = columns(export)
    assert {name: found[name] for name in JOINED} == JOINED
    assert export.dialect.sheets == ("block",)
    assert list(export.numbers()) == [2, 3, 4]
    assert {cell.header: cell.sheet for cell in export.cells}["block/trust"] == "block"
    repeat = (
        "The answers stand in a repeat (“block”): each of its 3 rows counts as one interview, with what its "
        "submission says. If one person answered in several rows, that person is counted several times."
    )
    assert [str(note) for note in export.notes] == [
        repeat,
        "Submissions without a row in the repeat, so without answers: 1.",
    ]
    assert describe(export.dialect, 3) == (
        "KoboToolbox export (XLSX), names of questions and codes, groups in the header, separated by /, 1 repeat, "
        "3 interviews"
    )


def test_the_order_of_the_rows_does_not_change_their_ids(tmp_path: Path) -> None:
    turned = [BLOCKS[0], BLOCKS[3], BLOCKS[2], BLOCKS[1]]
    export = taken(tmp_path, "export.xlsx", sheets({"block": turned, "Main": MAIN}))
    ids, trust = columns(export)["_uuid"], columns(export)["trust"]
    assert dict(zip(ids, trust, strict=True)) == dict(
        zip(JOINED["_uuid"], JOINED["trust"], strict=True)
    )


def test_a_repeat_of_the_api_has_what_its_submission_says(tmp_path: Path) -> None:
    records = [
        {
            "_id": int(row[2]),
            "_uuid": row[3],
            "country": row[0],
            "consent": row[1],
            "meta/instanceID": f"uuid:{row[3]}",
            "block": [
                {"block/about": b[0], "block/trust": b[1]} for b in BLOCKS[1:] if b[-1] == row[3]
            ],
        }
        for row in MAIN[1:]
    ]
    found = columns(taken(tmp_path, "export.json", json.dumps({"results": records}).encode()))
    assert {name: found[name] for name in JOINED} == JOINED


def test_a_repeat_of_odk_has_what_its_submission_says(tmp_path: Path) -> None:
    files = {
        "form.csv": "SubmissionDate,meta-instanceID,about-country,consent,KEY,FormVersion\n"
        + "".join(f"2026-05-01,uuid:{r[3]},{r[0]},{r[1]},uuid:{r[3]},1\n" for r in MAIN[1:]),
        "form-block.csv": "block-about,trust,PARENT_KEY,KEY\n"
        "ngo,no,uuid:u-1,uuid:u-1/block[2]\n"
        "gov,yes,uuid:u-1,uuid:u-1/block[1]\n"
        "ngo,dont_know,uuid:u-2,uuid:u-2/block[1]\n",
        "form-others.csv": "remark,PARENT_KEY,KEY\nx,uuid:u-1,uuid:u-1/others[1]\n",
    }
    export = taken(tmp_path, "export.zip", zipped(files))
    found = columns(export)
    rows = sorted(zip(*(found[name] for name in JOINED), strict=True))
    assert rows == sorted(zip(*JOINED.values(), strict=True))
    assert export.dialect.groups == "-"
    assert str(export.notes[-1]) == "Tables that are not read: “form-others.csv”."


def test_a_repeat_inside_a_repeat_has_what_both_say(tmp_path: Path) -> None:
    visits = [
        ["visit", *LINKS],
        ["a", "1", "Main", "2", "12", "u-2"],
        ["b", "2", "Main", "1", "11", "u-1"],
    ]
    blocks = [
        ["about", "trust", *LINKS],
        ["gov", "yes", "1", "visits", "2", "11", "u-1"],
        ["ngo", "no", "2", "visits", "2", "11", "u-1"],
        ["ngo", "dont_know", "3", "visits", "1", "12", "u-2"],
    ]
    tables = {"Main": MAIN, "visits": visits, "block": blocks}
    export = taken(tmp_path, "export.xlsx", sheets(tables))
    found = columns(export)
    assert {name: found[name] for name in JOINED} == JOINED
    assert found["visit"] == ["b", "b", "a"]
    assert export.dialect.sheets == ("visits", "block")


def test_a_repeat_that_holds_no_answers_is_not_read(tmp_path: Path) -> None:
    main = [[*MAIN[0], "about", "trust"], *([*row, "gov", "yes"] for row in MAIN[1:])]
    members = [["age", *LINKS], ["7", "1", "Main", "1", "11", "u-1"]]
    export = taken(tmp_path, "export.xlsx", sheets({"Main": main, "members": members}))
    assert columns(export)["_uuid"] == ["u-1", "u-2", "u-3"]
    assert "age" not in export.header
    assert [str(note) for note in export.notes] == ["Tables that are not read: “members”."]


def test_two_repeats_with_answers_are_refused(tmp_path: Path) -> None:
    tables = {"Main": MAIN, "one": BLOCKS, "two": BLOCKS}
    assert "several repeats hold columns that the framework names: “one”, “two”" in refused(
        tmp_path, tables
    )


def test_a_row_of_a_repeat_that_belongs_to_none_is_named(tmp_path: Path) -> None:
    blocks = [*BLOCKS, ["gov", "yes", "4", "Main", "9", "99", "u-9"]]
    assert refused(tmp_path, {"Main": MAIN, "block": blocks}) == (
        "export.xlsx: sheet “block”, row 5: it does not say which row of “Main” this belongs to. Export the file "
        "again, and do not sort or delete rows in it."
    )


def test_rows_counted_anew_are_found_by_their_id(tmp_path: Path) -> None:
    # Two exports put into one file: _index counts from 1 twice.
    main = [MAIN[0], MAIN[1], [*MAIN[2][:-1], "1"], MAIN[3]]
    export = taken(tmp_path, "export.xlsx", sheets({"Main": main, "block": BLOCKS}))
    assert columns(export)["country"] == JOINED["country"]


def test_one_person_in_several_rows_is_refused_where_an_interview_is_one_row(
    tmp_path: Path,
) -> None:
    main = [["wave", *MAIN[0][2:]], *([["1", *row[2:]] for row in MAIN[1:]])]
    blocks = [["government_health_trust", *LINKS], *([row[1:] for row in BLOCKS[1:]])]
    said = refused(tmp_path, {"Main": main, "block": blocks}, WIDE)
    assert "submissions have several rows in the repeat “block”" in said
    once = taken(tmp_path, "export.xlsx", sheets({"Main": main, "block": blocks[:2]}), WIDE)
    assert columns(once)["_uuid"] == ["u-1"]
    assert columns(once)["government_health_trust"] == ["yes"]


def test_the_table_of_a_repeat_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="this is the table of a repeat alone"):
        taken(
            tmp_path, "block.csv", b"about,trust,PARENT_KEY,KEY\ngov,yes,uuid:a,uuid:a/block[1]\n"
        )


def test_the_sheet_with_the_answers_is_found_among_others(tmp_path: Path) -> None:
    notes = [["what", "who"], ["a note", "me"]]
    answers = [["country", "about", "trust"], ["UKR", "gov", "yes"]]
    export = taken(tmp_path, "export.xlsx", sheets({"notes": notes, "answers": answers}))
    assert export.header == ("country", "about", "trust")
    assert export.dialect.tool == "table"


def test_two_sheets_with_answers_are_listed(tmp_path: Path) -> None:
    answers = [["country", "about", "trust"], ["UKR", "gov", "yes"]]
    assert refused(tmp_path, {"May": answers, "June": answers}) == (
        "export.xlsx: 2 sheets may be the one with the answers: “May”, “June”. Leave the one that is meant in the "
        "file, or save each as a file of its own, and import again."
    )


# Each row of a repeat says in its own answer whose it is, so that no other submission can have it.
OWNERS = [
    ["country", "consent", "_id", "_uuid", "_index"],
    *([("UKR", "kenya")[n % 2], "yes", str(n), f"u-{n}", str(n + 1)] for n in range(6)),
]


def owned(order: list[int]) -> list[list[str]]:
    """Return two rows of a repeat for each submission: about government in Kenya, about NGOs in Ukraine."""
    rows = []
    for n in order:
        about = "gov" if OWNERS[n + 1][0] == "kenya" else "ngo"
        answer = ("yes", "no", "dont_know")[n % 3]
        rows += [[about, answer, "Main", str(n + 1), str(n), f"u-{n}"]] * 2
    return [
        ["about", "trust", "_index", *LINKS[1:]],
        *([*row[:2], str(k + 1), *row[2:]] for k, row in enumerate(rows)),
    ]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4, 5], [5, 3, 1, 0, 2, 4], [2, 0, 5]])
def test_each_row_of_a_repeat_stays_with_its_own_submission(
    order: list[int], tmp_path: Path
) -> None:
    tables = {"Main": OWNERS, "block": owned(order)}
    found = columns(taken(tmp_path, "export.xlsx", sheets(tables)))
    rows = zip(found["_uuid"], found["country"], found["about"], found["trust"], strict=True)
    assert sorted(rows) == sorted(
        (
            f"u-{n}#{k}",
            OWNERS[n + 1][0],
            "gov" if n % 2 else "ngo",
            ("yes", "no", "dont_know")[n % 3],
        )
        for n in order
        for k in (1, 2)
    )


def nested(tool: str) -> tuple[str, bytes]:
    """Return two visits of one submission, with two rows in each: four people."""
    if tool == "kobo":
        both = (("a", "1"), ("b", "2"))
        visits = [[name, index, "Main", "1", "11", "u-1"] for name, index in both]
        visits.insert(0, ["visit", *LINKS])
        blocks = [["about", "trust", *LINKS]]
        for k in range(4):
            about, trust = ("gov", "ngo")[k % 2], ("yes", "no")[k // 2]
            blocks.append([about, trust, str(k + 1), "visits", str(k // 2 + 1), "11", "u-1"])
        return "export.xlsx", sheets({"Main": MAIN, "visits": visits, "block": blocks})
    files = {
        "form.csv": "SubmissionDate,meta-instanceID,country,consent,KEY,FormVersion\n"
        "2026-05-01,uuid:u-1,UKR,yes,uuid:u-1,1\n",
        "form-visits.csv": "visit,PARENT_KEY,KEY\n"
        "a,uuid:u-1,uuid:u-1/visits[1]\nb,uuid:u-1,uuid:u-1/visits[2]\n",
        "form-visits-block.csv": "about,trust,PARENT_KEY,KEY\n"
        + "".join(
            f"{('gov', 'ngo')[k % 2]},{('yes', 'no')[k // 2]},uuid:u-1/visits[{k // 2 + 1}],"
            f"uuid:u-1/visits[{k // 2 + 1}]/block[{k % 2 + 1}]\n"
            for k in range(4)
        ),
    }
    return "export.zip", zipped(files)


@pytest.mark.parametrize("tool", ["kobo", "odk"])
def test_no_two_rows_of_a_nested_repeat_have_one_id(tool: str, tmp_path: Path) -> None:
    name, content = nested(tool)
    found = columns(taken(tmp_path, name, content))
    assert set(found["country"]) == {"UKR"}
    rows = zip(found["about"], found["trust"], strict=True)
    assert sorted(rows) == [("gov", "no"), ("gov", "yes"), ("ngo", "no"), ("ngo", "yes")]
    assert len(set(found["_uuid"])) == 4


@pytest.mark.parametrize("links", ["index", "id"])
def test_an_empty_row_of_a_repeat_is_named_and_not_read(links: str, tmp_path: Path) -> None:
    empty = ["", "n/a", "4", "Main", "2", "12", "u-2"]
    wanted = BLOCKS if links == "index" else [[*row[:4], "", *row[5:]] for row in BLOCKS]
    wanted = [BLOCKS[0], *wanted[1:]]
    export = taken(tmp_path, "export.xlsx", sheets({"Main": MAIN, "block": [*wanted, empty]}))
    found = columns(export)
    assert {name: found[name] for name in JOINED} == JOINED
    assert "export.xlsx, sheet “block”: row 5 of the repeat is empty: it is not read." in map(
        str, export.notes
    )
