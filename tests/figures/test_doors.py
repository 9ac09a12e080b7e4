"""Every mark is a door to its own number: what stands on it, and in the panel that it opens, is the released row.

The oracle reads the parquet files of the release with DuckDB, by the keys in the address; it knows nothing of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import duckdb
import pandas as pd
import pytest

from swit_data.figures import Canvas
from swit_data.release.illustrative import READY, illustrative
from swit_data.selection import from_query
from swit_data.views import choices, question_choices
from swit_data.views import criterion as one_criterion
from swit_data.views import pilot as one_pilot
from swit_data.views.behind import MOST, Behind, behind, beside, numbers_at
from swit_data.views.breakdown import breakdown
from swit_data.views.change import change
from swit_data.views.compare import compare
from swit_data.views.overview import overview
from swit_data.views.participation import participation
from swit_data.views.questions import questions
from swit_data.views.slides import KINDS
from swit_data.views.solid import solid
from swit_data.views.stakeholders import stakeholders
from swit_data.views.view import Beside, Folded, Panel, Part, Shapes, Sheet, Table, View, Words
from tests.findings.drawn_release import labels_of
from tests.written import plain_score, whole

ON = date(2026, 7, 1)
KEYS = ("pilot", "round", "respondent_class", "stakeholder_type", "target", "item", "split")
LABELS = labels_of(illustrative())


@cache
def pages() -> dict[str, View]:
    release, canvas = illustrative(), Canvas(LABELS)
    start = choices.choices_of(release).default
    typed = choices.about_one_type(release).default
    compared = choices.of_compare(release).default
    asked = question_choices.choices_of(LABELS).default
    of_themselves = replace(compared, respondent_class="institution", stakeholder_types=("ngo",))
    return {
        "overview": overview(canvas, start),
        "compare": compare(canvas, compared),
        "institutions": compare(canvas, of_themselves),
        "against": compare(canvas, replace(compared, reference="KEN", dimension="rollout")),
        "solid": solid(canvas, replace(start, dimension="rollout")),
        "stakeholders": stakeholders(canvas, typed),
        "participation": participation(canvas, start),
        "questions": questions(canvas, asked, ""),
        "criterion": one_criterion.criterion(canvas, one_criterion.choices_of(release).default, ON),
        "pilot": one_pilot.pilot(canvas, one_pilot.choices_of(release).default),
        "change": change(canvas, start),
        "breakdown": breakdown(canvas, typed),
    }


def parts_of(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        match part:
            case Shapes():
                yield from parts_of((*part.wide, *part.narrow))
            case Folded():
                yield from parts_of(part.parts)
            case Beside():
                yield from parts_of(tuple(each for column in part.columns for each in column))


def marks(view: View) -> Iterator[tuple[str, str]]:
    """Give the address behind each mark of a page, and what is said of the mark where one points at it."""
    for panel in (each for each in parts_of(view.parts) if isinstance(each, Panel)):
        for trace in panel.figure.told()["data"]:
            said = trace.get("hovertext", [])
            assert len(trace.get("meta", said)) == len(said) or trace["hoverinfo"] == "skip"
            yield from zip(trace.get("meta", ()), said, strict=False)


def opened_on(page: str) -> set[str]:
    """Return the address of each number that a mark of a page opens, alone or with others."""
    return {each for door, _ in marks(pages()[page]) for each in door.split(",") if each}


@cache
def released(table: str) -> Mapping[tuple[str, ...], list[dict[str, Any]]]:
    """Return every row of a table of the release by its keys, as the files hold them."""
    only = "where scoring = 'standard'" if table == "scores" else ""
    with duckdb.connect() as opened:
        found = opened.sql(f"select * from '{READY}/*/{table}.parquet' {only}").fetchdf()  # noqa: S608 - our own words
    rows: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in found.to_dict("records"):
        rows.setdefault(tuple(str(row[name]) for name in KEYS), []).append(row)
    return rows


def number_on(address: str) -> dict[str, Any]:
    """Return the released row at an address; where there is none, nobody was asked."""
    return next(iter(released("scores").get(tuple(address.split("~")), [])), {"withheld": "none"})


@pytest.mark.parametrize("page", pages())
def test_every_mark_opens_the_number_that_stands_on_it(page: str) -> None:
    seen = 0
    for address, said in marks(pages()[page]):
        if not address or "," in address:  # what opens several numbers has tests of its own
            continue
        row, words = number_on(address), re.sub(r"<[^>]*>", " ", said)
        counted = re.search(r"(\d+) of (\d+)(?! 00)", words)
        if counted and counted[2] != "100":  # k of n people, and not of 100
            counts = released("answer_counts")[tuple(address.split("~"))]
            assert int(counted[2]) == sum(each["count"] for each in counts)
            assert int(counted[1]) in {each["count"] for each in counts}
        elif row["withheld"]:
            assert not re.search(r"\d", said.rpartition("<br>")[2])
        else:
            assert plain_score(row["score"]) in words
        seen += 1
    assert seen > 7


def drawn(page: str, key: str) -> Iterator[tuple[list[dict[str, Any]], list[Any], str]]:
    """Give of each mark of the pictures whose key begins so: the rows that it opens, what it is about, what it says."""
    for panel in (each for each in parts_of(pages()[page].parts) if isinstance(each, Panel)):
        for trace in panel.figure.told()["data"] if panel.key.startswith(key) else ():
            for door, about, said in zip(
                trace["meta"], trace["customdata"], trace["hovertext"], strict=True
            ):
                rows = [number_on(each) for each in door.split(",")]
                yield rows, about, re.sub(r"<[^>]*>", " ", said)


def test_a_difference_opens_the_two_numbers_that_it_is_between() -> None:
    seen = shared = 0
    for (one, other), (pilot, item), said in drawn("against", "against"):
        assert (one["pilot"], other["pilot"]) == (pilot, "KEN")
        assert {row["item"].removesuffix("_core") for row in (one, other)} == {item}
        if one["basis"] != other["basis"]:
            assert "over the questions they share" in said
            shared += 1
        else:
            points = re.findall(r"[+-]?\d+", said.replace("−", "-"))[0]
            assert int(points) == whole(one["score"]) - whole(other["score"])
            seen += 1
    assert seen > 20
    assert shared


@pytest.mark.parametrize(
    ("page", "key"), [("against", "against_90"), ("stakeholders", "gap_parts_90")]
)
def test_the_number_beside_a_lane_opens_the_two_that_it_is_between(page: str, key: str) -> None:
    """Also where there is none: the panel says which of the two is not shown, and why."""
    (panel,) = (each for each in parts_of(pages()[page].parts) if getattr(each, "key", "") == key)
    assert isinstance(panel, Panel)
    lanes = [note for note in panel.figure.annotations if note.get("xref") == "paper"]
    assert len(lanes) > 10
    for note in lanes:
        numbers = numbers_at(illustrative(), note.get("name", ""))
        no_pair = page == "stakeholders" and note["text"].endswith("–")
        assert len(numbers) == 2 or (no_pair and not numbers)


def test_an_order_opens_the_numbers_of_both_types() -> None:
    seen = 0
    for (one, other), (pilot, first, second, kind), said in drawn("solid", "orders"):
        assert [one.get("stakeholder_type", first), other.get("stakeholder_type", second)] == [
            first,
            second,
        ]
        assert {row["item"] for row in (one, other) if "item" in row} <= {"rollout"}
        assert {row["pilot"] for row in (one, other) if "pilot" in row} <= {pilot}
        if kind != "withheld" and one["basis"] == other["basis"]:
            higher = first if one["score"] > other["score"] else second
            assert LABELS.stakeholder_type(higher) in said
        seen += kind != "withheld"
    assert seen > 10


def test_a_weighting_opens_what_it_weighs() -> None:
    """A filled mark is a released number; a hollow one is the dimension with less or more of the part beside it."""
    weights = {code: part.weight for code, part in LABELS.framework.parts.items()}
    seen = 0
    for rows, (kind, weight), said in drawn("solid", "weights"):
        if weight in (1, 2):
            (row,) = rows
            assert row["item"] == ("rollout" if weight == 2 else "rollout_equal")
            assert plain_score(row["score"]) in said
            continue
        dimension, part = rows
        assert (dimension["item"], part["item"]) == ("rollout", "C1")
        there = [
            weights[row["item"]]
            for row in released_parts(dimension["pilot"], kind)
            if not row["withheld"]
        ]
        more = 0 if part["withheld"] else weight - 2
        mixed = dimension["score"] * sum(there) + (part["score"] * more if more else 0)
        assert plain_score(mixed / (sum(there) + more)) in said
        seen += 1
    assert seen > 30


def released_parts(pilot: str = "KEN", kind: str = "government") -> list[dict[str, Any]]:
    """Return the community's rows of the parts of "Rollout" about one type as a whole in the first round."""
    place = (pilot, "1", "community", kind, "all")
    return [
        rows[0]
        for keys, rows in released("scores").items()
        if (*keys[:5], keys[6]) == (*place, "all")
        and keys[5] in LABELS.framework.parts
        and LABELS.framework.parts[keys[5]].dimension == "rollout"
    ]


def text_of(parts: tuple[Part, ...]) -> str:
    lines = [line for part in parts if isinstance(part, Words) for line in part.lines]
    return "\n".join(text for _, text in lines)


def panel_of(address: str) -> Behind:
    (number,) = numbers_at(illustrative(), address)
    return behind(number, LABELS, ON)


@pytest.mark.parametrize("page", pages())
def test_the_panel_says_what_is_released_and_nothing_else(page: str) -> None:
    addresses = opened_on(page)
    for address in sorted(addresses):
        row, opened = number_on(address), panel_of(address)
        said = text_of((opened.number,))
        name, first, *_ = said.split("\n")
        assert opened.cited.count(illustrative().fingerprint) == 1
        if row["withheld"]:
            assert "of 100" not in first
            assert "of 100" not in opened.cited.replace(name, "")
            assert "not shown" in opened.cited
            continue
        assert f" {plain_score(row['score'])} of 100" in first
        assert f"{plain_score(row['score'])} of 100" in opened.cited
        assert f"{row['respondents']} respondents" in said
        if row["low"] == row["low"]:
            between = f"between {plain_score(row['low'])} and {plain_score(row['high'])}"
            assert between in first
            assert between in opened.cited


@pytest.mark.parametrize("page", pages())
def test_the_panel_counts_the_released_answers(page: str) -> None:
    """Each count and weight in the panel's tables is one of the release; what is withheld has none."""
    text = LABELS.wording.text
    addresses = opened_on(page)
    for address in sorted(addresses)[::7]:
        sheets = [s for s in parts_of(panel_of(address).more) if isinstance(s, Sheet)]
        keys = address.split("~")
        for line in sheets[0].shown.to_dict("records") if sheets else []:
            if text("table.count") not in line:
                continue
            item = line.get(text("table.code"), keys[5])  # where it is one, the heading says it
            there = [
                row
                for known, rows in released("answer_counts").items()
                if (known[:4], known[5:]) == ((*keys[:4],), (item, keys[6]))
                for row in rows
            ]
            count = line[text("table.count")]
            if line[text("table.withheld")]:
                assert pd.isna(count)
            else:
                assert int(count) in {int(row["count"]) for row in there if not row["withheld"]}


def test_pages_and_their_pictures_have_doors() -> None:
    """A picture without a door is a key."""
    for name, view in pages().items():
        for panel in (each for each in parts_of(view.parts) if isinstance(each, Panel)):
            if panel.saved and not panel.key.startswith("key") and not panel.figure.doors:
                assert not panel.figure.told()["data"], (name, panel.key)


def test_who_uses_no_mouse_goes_on_to_every_number_beside() -> None:
    view = pages()["overview"]
    table = next(each for each in parts_of(view.parts) if isinstance(each, Table))
    (number,) = numbers_at(illustrative(), table.made[0].address)
    there = {each.address for each in beside(view, number, illustrative())}
    assert {each.address for each in table.made} <= there
    assert len(there) == 16


def test_a_mark_of_two_numbers_leads_to_each_of_them() -> None:
    """The list in the panel names single numbers: a picture of differences holds those that it is made of."""
    (number,) = numbers_at(illustrative(), "KEN~1~community~government~all~rollout~all")
    there = {each.address for each in beside(pages()["solid"], number, illustrative())}
    assert len({address for address in there if address.endswith("~rollout~all")}) == 16
    assert {*drawn_addresses("orders"), *drawn_addresses("weights_KEN")} <= there


def drawn_addresses(key: str) -> set[str]:
    return {
        address
        for panel in parts_of(pages()["solid"].parts)
        if isinstance(panel, Panel) and panel.key.startswith(key)
        for trace in panel.figure.told()["data"]
        for door in trace["meta"]
        for address in door.split(",")
    }


def test_a_sentence_opens_the_numbers_in_it() -> None:
    """Each whole number in a sentence of what stands out is one that its door opens."""
    (statements,) = (
        part
        for part in parts_of(pages()["overview"].parts)
        if isinstance(part, Words) and part.key == "statements"
    )
    seen = 0
    for (tag, said), address in zip(statements.lines, statements.doors, strict=False):
        if not address:
            continue
        assert tag == "li"
        rows = [number_on(each) for each in address.split(",")]
        numbers = {int(found) for found in re.findall(r"\d+", said)} - {100}
        assert numbers == {whole(row["score"]) for row in rows}
        seen += 1
    assert seen >= 2
    head = pages()["overview"].head
    assert {number_on(each)["stakeholder_type"] for each in head.doors[1].split(",")} == {
        "government"
    }


@pytest.mark.parametrize("page", pages())
def test_the_slide_that_is_offered_shows_the_number(page: str) -> None:
    """The marks of the slide hold the number; answers stand there by institution, so by pilot, type and question."""
    addresses = opened_on(page)
    shown = 0
    for address in sorted(addresses)[::11]:
        slide = panel_of(address).slide
        if slide is None:
            continue
        kind = KINDS[slide.page]
        chosen, missing = from_query({**slide.selection, "lang": "en"}, kind.choices(LABELS))
        assert not missing
        drawn = kind.picture(chosen, Canvas(LABELS, "light", 400)).slides
        doors = {door for each in drawn if each.panel for door in each.panel.figure.doors}
        if slide.page == "questions":
            keys = address.split("~")
            assert any(keys[:4] + keys[5:] == (d := door.split("~"))[:4] + d[5:] for door in doors)
        else:
            assert address in doors
        shown += 1
    assert shown or page in ("institutions", "breakdown")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "KEN",
        "KEN~1~community~government~all~participation",
        "KEN~1~community~government~all~participation~all~all",
        "XXX~1~community~government~all~participation~all",
        "KEN~1~community~government~all~<b>x</b>~all",
        "KEN~1~community~government~all~participation~all,KEN",
    ],
)
def test_what_no_release_knows_opens_nothing(wrong: str) -> None:
    assert numbers_at(illustrative(), wrong) == ()


def test_no_more_than_a_page_draws_is_opened_at_once() -> None:
    one = "KEN~1~community~government~all~participation~all"
    assert len(numbers_at(illustrative(), ",".join([one] * 40))) == MOST
