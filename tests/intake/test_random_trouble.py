"""Troubles put into good files: the same answers, or a refusal that names the trouble; never another number.

python -m pytest -n 0 -m long tests/intake/test_random_trouble.py     # 5,000 of one trouble, 1,000 of two
"""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swit_data import framework, intake
from swit_data.errors import IntakeError
from swit_data.intake.dialects import FormQuestion, FormWords
from swit_data.questionnaire import Choice
from tests.examples import examples
from tests.intake.troubles import (
    ANSWERED,
    CODES,
    COLUMNS,
    FRAMEWORK,
    LABELS,
    TROUBLES,
    Table,
    Trouble,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURED = framework.parse(FRAMEWORK.encode(), "bent.toml")
KEY = intake.Key(b"k" * 32)
FORM = FormWords(
    tuple(
        FormQuestion(
            column,
            "select_multiple" if column == "government_known" else "select_one" if column in CODES else "text",
            (),
            {"en": LABELS[column]},
            column if column in CODES else "",
        )
        for column in LABELS
    ),
    {},
    {
        column: tuple(Choice(code, {"en": label}) for code, label in codes.items())
        for column, codes in CODES.items()
    },
    ("en",),
)  # fmt: skip
_FEW = settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
_MANY = settings(_FEW, max_examples=5000)
_PAIRS = settings(_FEW, max_examples=1000)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a good file of three to eight interviews; who lists an office may say something of it."""
    found: Table = [list(COLUMNS)]
    for n in range(draw(st.integers(3, 8))):
        known = draw(st.sampled_from([["health"], ["police"], ["health", "police"]]))
        scale = st.sampled_from(["", "1", "0", "dk"])
        asked = [draw(scale) if office in known else "" for office in ("health", "police")]
        found.append(
            [
                draw(st.sampled_from(["KEN", "UKR"])),
                "2026a",
                draw(st.sampled_from(["yes", "yes", "yes", "no"])),
                draw(st.sampled_from(["", "1", "2", "7"])),
                draw(st.sampled_from(["", "woman", "man"])),
                " ".join(known),
                *asked,
                draw(scale),
                f"{n:08d}-aaaa-4bbb-8ccc-0123456789ab",
                f"2026-03-{14 + n}T10:00:00",
                f"2026-03-{14 + n}",
            ]
        )
    found[1][COLUMNS.index("consent")] = "yes"  # somebody counts
    return found


def read(content: str, *, labels: bool) -> tuple[Counter[object], Counter[object]]:
    """Return what each person said, and the people of each branch; raise what stops `--yes`."""
    reading = intake.Reading(MEASURED, KEY, forms=[FORM] if labels else ())
    review = intake.examine("export.csv", content.encode(), reading)
    review.problems.raise_if_any(review.export)
    taken = review.intake
    if taken.found.doubts:
        raise IntakeError(*taken.found.doubts)
    said: dict[str, list[tuple[str, ...]]] = {}
    for table in ("answers", "asked"):
        for row in taken.tables[table].to_pylist():
            who = str(row.pop("respondent"))
            said.setdefault(who, []).append(tuple(map(str, row.values())))
    branches: dict[str, list[object]] = {}
    people: Counter[object] = Counter()
    for row in taken.tables["respondents"].to_pylist():
        what = tuple(sorted(said.get(row["respondent"], [])))
        people[row["pilot"], row["round"], row["gender"], bool(row["branch"]), what] += 1
        branches.setdefault(row["branch"], []).append((row["pilot"], what))
    return people, Counter(tuple(sorted(map(repr, each))) for each in branches.values())


def bent(table: Table, troubles: Sequence[Trouble], random: Random, separator: str) -> str:
    """Return a file with these troubles."""
    rows = [list(row) for row in table]
    for trouble in troubles:
        rows = trouble.bend(rows, random) if trouble.bend else rows
    text = text_of(rows, separator)
    for trouble in troubles:
        text = trouble.wrap(text, random) if trouble.wrap else text
    return text


def check(table: Table, troubles: Sequence[Trouble], text: str) -> None:
    """Check that a bent file says what the good one says, or why it is refused."""
    expected = read(text_of(table), labels=False)
    labels = any(trouble.name == "labels everywhere" for trouble in troubles)
    reasons = "|".join(trouble.refused for trouble in troubles if trouble.refused)
    said = f"{[trouble.name for trouble in troubles]}\n{text}"
    try:
        found = read(text, labels=labels)
    except IntakeError as error:
        if not reasons or not re.search(reasons, str(error)):
            pytest.fail(f"{error}\n{said}")
    else:
        assert found == expected, said


def one_trouble(data: st.DataObject, table: Table) -> None:
    trouble = data.draw(st.sampled_from(TROUBLES))
    random = Random(data.draw(st.integers(0, 10**6)))  # noqa: S311 - not for secrets
    separator = data.draw(st.sampled_from([",", ";", "\t"]))
    check(table, [trouble], bent(table, [trouble], random, separator))


# Of these pairs the second could not be found after the first, or says what no tool writes: they come the other way.
_OTHER_WAY = {
    *(("repeated header", "labels everywhere"), ("repeated header", "code and text")),
    *(("code and text", "labels everywhere"), ("code and text", "options")),
    *(("labels everywhere", "options"), ("missing", "renamed in some rows")),
}


def in_order(pair: Sequence[Trouble]) -> list[Trouble]:
    """Return two troubles as they may come after each other; a file is written after its cells are bent."""
    first, second = sorted(pair, key=lambda trouble: trouble.wrap is not None)
    return [second, first] if (first.name, second.name) in _OTHER_WAY else [first, second]


def _alike(one: Trouble, other: Trouble) -> bool:
    """Say whether two troubles are one, or both give questions another name: then a name may stand twice."""
    return one is other or (one.name.startswith("renamed") and other.name.startswith("renamed"))


def two_troubles(data: st.DataObject, table: Table) -> None:
    first = data.draw(st.sampled_from(TROUBLES))
    second = data.draw(st.sampled_from([t for t in TROUBLES if not _alike(t, first)]))
    random = Random(data.draw(st.integers(0, 10**6)))  # noqa: S311 - not for secrets
    order = in_order([first, second])
    check(table, order, bent(table, order, random, data.draw(st.sampled_from([",", ";"]))))


@_FEW
@given(data=st.data(), table=tables())
def test_one_trouble_changes_no_answer(data: st.DataObject, table: Table) -> None:
    one_trouble(data, table)


@_FEW
@given(data=st.data(), table=tables())
def test_two_troubles_change_no_answer(data: st.DataObject, table: Table) -> None:
    two_troubles(data, table)


@pytest.mark.long
@pytest.mark.timeout(3600)
@_MANY
@given(data=st.data(), table=tables())
def test_one_trouble_of_5000_changes_no_answer(data: st.DataObject, table: Table) -> None:
    one_trouble(data, table)


@pytest.mark.long
@pytest.mark.timeout(3600)
@_PAIRS
@given(data=st.data(), table=tables())
def test_two_troubles_of_1000_change_no_answer(data: st.DataObject, table: Table) -> None:
    two_troubles(data, table)


def test_the_troubles_bend() -> None:
    row = ["KEN", "2026a", "yes", "1", "woman", "health police", "1", "0", ""]
    rows = [[*row, f"u{n}", "2026-03-14T10:00:00", "2026-03-14"] for n in range(3)]
    table = [list(COLUMNS), *rows]
    for trouble in TROUBLES:
        random = Random(3)  # noqa: S311 - not for secrets
        bent = trouble.bend([list(row) for row in table], random) if trouble.bend else table
        text = trouble.wrap(text_of(bent), random) if trouble.wrap else text_of(bent)
        assert text != text_of(table), trouble.name
    assert set(ANSWERED) < set(COLUMNS)


def test_options_are_those_of_a_list_however_it_is_joined() -> None:
    row = ["KEN", "2026a", "yes", "1", "woman", "health police", "1", "0", "", "u1", "", ""]
    table = [list(COLUMNS), row]
    bend = {trouble.name: trouble.bend for trouble in TROUBLES}
    options, commas = bend["options"], bend["commas"]
    assert options
    assert commas
    for seed in range(20):
        joined = commas(table, Random(seed))  # noqa: S311 - not for secrets
        bent = options(joined, Random(seed))  # noqa: S311 - not for secrets
        assert bent == options(table, Random(seed))  # noqa: S311 - not for secrets
