"""One cell of a right file is changed: it is read as it was, or refused by naming exactly that cell."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swit_data import intake
from swit_data.errors import IntakeError
from swit_data.framework import parse
from swit_data.intake import Key, Reading
from tests.examples import examples
from tests.intake.field import NARROW, WIDE
from tests.intake.test_rows import THREE, wide

KEY = Key(b"k" * 32)
FILES = {
    "narrow": (NARROW, THREE),
    "wide": (
        WIDE,
        wide(
            "1,sw,,,,,b1,woman,health police,yes,no,,,yes,u1",
            "1,sw,,,,,b2,prefer_not_to_say,police,,dont_know,,,no,u2",
            "1,staff,government,health,yes,,,,,yes,,yes,,,u3",
            "1,fgd,,,,7,,,health,no,,,,yes,u4",
        ),
    ),
}
HOSTILE = [
    *(
        "",
        " ",
        "yes",
        "no",
        "6",
        "3,5",
        "NA",
        "007",
        "inf",
        "nan",
        "1e400",
        "9" * 20,
        "٣٤",
        "\u00a0yes",
    ),
    *(
        "e\u0301",
        "уes",
        "ye\u200bs",
        "\u202eyes",
        "😀",
        "03/04/2026",
        "2199-01-01",
        "=1+1",
        "@SUM(A1)",
    ),
    *(
        "'; DROP TABLE x; --",
        "<img src=x onerror=y>",
        "![x](https://e.org)",
        "a;b",
        'a"b',
        "a\nb",
        "a\tb",
    ),
    *(
        "+254712345678",
        "a@b.org",
        "-1.29 36.82",
        "x" * 5000,
        "\ufeffyes",
        "#N/A",
        "#REF!",
        "KEN",
        "health",
    ),
]
VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30),
)


@st.composite
def corrupted(draw: Any) -> tuple[str, list[list[str]], int, int, str]:  # noqa: ANN401 - Hypothesis' own type
    """Give a file of FILES as rows, and the row, column and value of the cell that is changed."""
    name = draw(st.sampled_from(sorted(FILES)))
    rows = list(csv.reader(io.StringIO(FILES[name][1])))
    row = draw(st.integers(1, len(rows) - 1))
    column = draw(st.integers(0, len(rows[0]) - 1))
    return name, rows, row, column, draw(VALUES)


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def said(name: str, rows: list[list[str]]) -> dict[tuple[str, str, str, str], str]:
    """Return what a file says: one entry an answer, by an id that its other cells cannot change."""
    review = intake.examine(
        "export.csv", written(rows), Reading(parse(FILES[name][0].encode(), "f.toml"), KEY)
    )
    review.problems.raise_if_any(review.export)
    return {
        (r["respondent"], r["stakeholder_type"], r["target"], r["indicator"]): r["answer"]
        for r in review.intake.tables["answers"].to_pylist()
    }


EXPECTED = {
    name: said(name, list(csv.reader(io.StringIO(text)))) for name, (_, text) in FILES.items()
}
OWN = ("today", "remarks", "_submission_time", "deviceid", "_uuid")


def check(change: tuple[str, list[list[str]], int, int, str]) -> str:
    """Check one corrupted file, and return what became of it."""
    name, rows, row, column, value = change
    before, header = rows[row][column], rows[0][column]
    rows[row][column] = value
    try:
        found = said(name, rows)
    except IntakeError as error:
        lines = str(error).splitlines()
        here = [
            line
            for line in lines
            if f"“{header}”" in line and re.search(rf"rows? [^:]*\b{row + 1}\b", line)
        ]
        whole = [
            line
            for line in lines
            if "no row of this file counts" in line or "identify a person" in line
        ]
        consequence = [line for line in lines if re.search(rf"rows? [^:]*\b{row + 1}\b", line)]
        assert here or whole or consequence, lines
        assert len(here) + len(whole) + len(consequence) >= len(lines), lines
        return "refused"
    legal = value.strip() == before.strip()
    if legal or header in OWN[:4]:
        assert found == EXPECTED[name] or header == "_uuid"
        return "unchanged"
    # Read otherwise: the cell now holds another legal value, and only this row's answers may differ.
    others = {answer for answer in EXPECTED[name].items() if answer not in found.items()}
    respondents = {key[0] for key, _ in others} | {
        key[0] for key in found if key not in EXPECTED[name]
    }
    assert len(respondents) <= 2, respondents
    return "other"


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(corrupted())
def test_one_changed_cell(change: tuple[str, list[list[str]], int, int, str]) -> None:
    check(change)


@pytest.mark.long
@pytest.mark.timeout(0)
@settings(max_examples=5000, deadline=10_000, suppress_health_check=list(HealthCheck))
@given(corrupted())
def test_five_thousand_changed_cells(change: tuple[str, list[list[str]], int, int, str]) -> None:
    check(change)


def test_the_corruptions_are_refused_and_read_alike() -> None:
    """Without this the property could pass on files that are all refused, or none."""
    seen = {"refused": 0, "unchanged": 0, "other": 0}
    for name in FILES:
        for value in HOSTILE:
            rows = list(csv.reader(io.StringIO(FILES[name][1])))
            seen[
                check(
                    (
                        name,
                        rows,
                        1,
                        rows[0].index("trust" if name == "narrow" else "government_health_trust"),
                        value,
                    )
                )
            ] += 1
    assert min(seen.values()) > 0, seen
