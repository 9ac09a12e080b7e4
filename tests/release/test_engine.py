"""The locked DuckDB: what it cannot reach, and that text, order and chance change nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swit_data.dataset import Fact, Round
from swit_data.errors import ReleaseError
from swit_data.release import engine
from swit_data.release.engine import locked_connection
from tests.computing import compute
from tests.drawn import SMALL, Drawn, Row, answers, asked, dataset, framework, people, small
from tests.examples import examples
from tests.strategies import datasets

if TYPE_CHECKING:
    from pathlib import Path

RANDOM = settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))

OUTSIDE = [
    "select * from read_csv('{file}')",
    "select * from read_text('{file}')",
    "select * from read_parquet('{file}')",
    "select * from '{file}'",
    "select * from glob('{folder}/*')",
    "copy (select 1) to '{folder}/new.csv'",
    "copy made from '{file}'",
    "export database '{folder}/new'",
    "attach '{folder}/new.duckdb'",
    "attach '{file}' as there (read_only)",
    "install httpfs",
    "load httpfs",
    "load '{file}'",
    "select * from read_csv('https://127.0.0.1/x.csv')",
]
SETTINGS = [
    "set enable_external_access = true",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set disabled_filesystems = ''",
    "set allow_community_extensions = true",
    "set autoinstall_known_extensions = true",
    "set python_enable_replacements = true",
    "set temp_directory = '{folder}'",
    "set memory_limit = '99GB'",
    "set threads = 9",
    "pragma threads = 9",
]


@pytest.mark.parametrize("statement", OUTSIDE)
def test_nothing_outside_can_be_reached(statement: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("answer\nyes\n", "utf-8")
    connection = locked_connection()
    connection.execute("create table made (answer text)")
    with pytest.raises(duckdb.PermissionException, match="disabled"):
        connection.execute(statement.format(file=file, folder=tmp_path))
    assert connection.execute("select count(*) from made").fetchone() == (0,)
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


@pytest.mark.parametrize("statement", SETTINGS)
def test_no_setting_can_be_changed(statement: str, tmp_path: Path) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="the configuration has been locked"):
        locked_connection().execute(statement.format(folder=tmp_path))


def test_every_lock_holds_by_itself() -> None:
    wanted = {
        "python_enable_replacements": False,
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "lock_configuration": True,
        "temp_directory": "",
    }
    names = ", ".join(f"current_setting('{name}')" for name in wanted)
    found = locked_connection().execute(f"select {names}").fetchone()
    assert found == tuple(wanted.values())
    with pytest.raises(duckdb.PermissionException, match="LocalFileSystem has been disabled"):
        locked_connection().execute("select * from read_text('/etc/hostname')")


def test_only_what_is_registered_can_be_read() -> None:
    in_this_scope = pd.DataFrame({"answer": ["yes"]})
    connection = locked_connection()
    with pytest.raises(duckdb.CatalogException, match="in_this_scope does not exist"):
        connection.execute("select * from in_this_scope")
    connection.register("given", in_this_scope)
    assert connection.execute("select * from given").fetchall() == [("yes",)]


def test_too_little_memory_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    little = engine._LOCK.replace("2GB", "3MB")
    monkeypatch.setattr(engine, "_LOCK", little)
    with pytest.raises(ReleaseError, match="needs more memory than the release may use"):
        compute(dataset(), drawn("p").tables())


# Each text stands in one field; the plain one and what somebody could write there instead.
HOSTILE = {
    "AAA": "A'; drop table scores; --",
    "1": "1\"; attach 'x' as y; --",
    "The law": "'); delete from answers; select ('",
    "Ours": "Ours' or '1' = '1",
    "Drawn": "$most_degrees ? %s {0} \\ \u202e 'Ї' \n\t;",
    "Government": "'; drop table rounds; --",
}


def drawn(prefix: str, words: dict[str, str] | None = None) -> Drawn:
    """Return twelve people about two stakeholder types, with other words where they are given."""
    said = {word: word for word in HOSTILE} | (words or {})
    pilot, number = said["AAA"], said["1"]
    measured = framework(SMALL.content.decode().replace('"Government"', f'"{said["Government"]}"'))
    whole = dataset(
        measured,
        [Round(pilot, number, measured.hash, branches=2, organisation=said["Ours"])],
        [Fact(pilot, number, "government", "health", "C2f", "yes", said["The law"], "")],
    )
    kept: dict[str, Any] = {"pilot": pilot, "round": number, "branch": prefix, "gender": prefix}
    return Drawn(
        replace(whole, title=said["Drawn"]),
        people(12, prefix, **kept),
        answers(SAID.format(p=prefix), pilot, number),
        asked(ABOUT.format(p=prefix)),
    )


SAID = """
respondent  stakeholder_type target indicator answer
{p}1-{p}8   ngo              clinic C1a       yes
{p}9-{p}12  ngo              clinic C1a       no
{p}1-{p}6   government       health C1a       partly
{p}7-{p}12  government       health C1a       yes
{p}1        government       health P1a       yes'--
{p}2        government       health P1a';--   yes
{p}3        government       he'lth P1a       yes
{p}4        gov"rnment       health P1a       yes
"""
ABOUT = """
respondent stakeholder_type target
{p}1-{p}12 ngo              clinic
{p}1-{p}12 government       health
{p}1-{p}12 gov"rnment       he'lth
"""


def test_hostile_text_is_text() -> None:
    plain = drawn("p")
    hostile = drawn("';drop/**/table\"answers;", HOSTILE)
    wanted = compute(plain.dataset, plain.tables())
    found = compute(hostile.dataset, hostile.tables())
    hashes = {plain.dataset.rounds[0].framework: hostile.dataset.rounds[0].framework}
    words = HOSTILE | hashes
    for name, table in wanted.items():
        rows = [
            {key: _reworded(key, value, words) for key, value in row.items()}
            for row in table.to_pylist()
        ]
        assert found[name].to_pylist() == rows
    assert any(row["low"] for row in wanted["scores"].to_pylist())
    assert {row["source"] for row in found["statements"].to_pylist()} == {HOSTILE["The law"]}


def _reworded(key: str, value: object, words: dict[str, str]) -> object:
    texts = ("pilot", "round", "source", "organisation", "title", "framework")
    return words.get(str(value), value) if key in texts else value


def written(tables: dict[str, pa.Table]) -> dict[str, bytes]:
    found = {}
    for name, table in tables.items():
        buffer = pa.BufferOutputStream()
        pq.write_table(table, buffer)
        found[name] = buffer.getvalue().to_pybytes()
    return found


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@RANDOM
@given(datasets(), st.integers(0, 2**32))
def test_the_order_of_rows_changes_no_byte(one: Drawn, seed: int) -> None:
    shuffled = {name: table.to_pylist() for name, table in one.tables().items()}
    for rows in shuffled.values():
        random.Random(seed).shuffle(rows)  # noqa: S311 - chance, not secrets
    other = Drawn(one.dataset, **shuffled)
    first, again = (compute(each.dataset, each.tables()) for each in (one, other))
    assert written(first) == written(again)
    for row in first["scores"].to_pylist():
        assert within(row, 0, row["score"], row["low"], row["high"])
    for row in first["pairs"].to_pylist():
        assert within(row, -100, row["difference"], row["low"], row["high"])
        for side in ("a", "b"):
            assert within(row, 0, *(row[f"{side}_{n}"] for n in ("score", "low", "high")))
        assert row["rho"] is None or -1 <= row["rho"] <= 1


def test_a_sum_on_the_edge_of_rounding_falls_to_one_side_in_any_order() -> None:
    # y is 0, 1/3, 2/3 or 1 of 100 over three targets; their mean over 512 people ends on a 5 in the 7th decimal.
    chance = random.Random(3)  # noqa: S311 - chance, not secrets
    targets = [target.code for target in SMALL.stakeholder_types["government"].targets]
    about = [
        {"respondent": f"p{n}", "stakeholder_type": "government", "target": target}
        for n in range(1, 513)
        for target in targets
    ]
    said = [chance.choice(["yes", "no"]) for _ in about]
    while said.count("yes") % 6 != 3:
        said[said.index("yes")] = "no"
    asked_about = {"pilot": "AAA", "round": "1", "indicator": "C1a"}
    given_answers = [
        row | asked_about | {"answer": answer} for row, answer in zip(about, said, strict=True)
    ]
    seen = set()
    for _ in range(8):
        chance.shuffle(given_answers)
        one = Drawn(dataset(), people(512), given_answers, about)
        seen.add(written(compute(one.dataset, one.tables()))["scores"])
    assert len(seen) == 1


def within(
    row: Row, least: float, value: float | None, low: float | None, high: float | None
) -> bool:
    """Say whether a number and its limits are in order; withheld numbers and their limits are missing."""
    if row["withheld"]:
        return value is low is high is None
    if value is None or (low is None) != (high is None):
        return False
    limits = (value, value) if low is None or high is None else (low, high)
    # Differences and their limits are rounded each for itself (1e-6).
    inside = limits[0] <= value + 2e-6 and value <= limits[1] + 2e-6
    return inside and least <= value <= 100 and (least < 0 or (limits[0] >= 0 and limits[1] <= 100))


def test_weights_without_a_common_multiple_are_told() -> None:
    """Sixteen parts whose weights are different primes: their least common multiple fits in no 64 bits."""
    primes = (29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
    part, indicator = _table_of("parts", 'code = "C1"'), _table_of("indicators", 'code = "C1a"')
    text = small().content.decode()
    for number, prime in enumerate(primes):
        text = text.replace("[form]", part.replace("C1", f"Z{number}") + "\n[form]", 1)
        table = indicator.replace("C1", f"Z{number}").replace("weight = 1", f"weight = {prime}")
        text = text.replace("[form]", table + "\n[form]", 1)
    measured = framework(text)
    drawn = Drawn(
        dataset(measured),
        people(10),
        answers("respondent stakeholder_type target indicator answer\np1-p10 ngo clinic C1a yes"),
        asked("respondent stakeholder_type target\np1-p10 ngo clinic"),
    )
    with pytest.raises(ReleaseError, match="simpler weights"):
        compute(drawn.dataset, drawn.tables())


def _table_of(name: str, code: str) -> str:
    """Return the table [[name]] of the small framework that holds a code."""
    tables = small().content.decode().split(f"[[{name}]]")
    found = next(table for table in tables[1:] if code in table)
    return f"[[{name}]]" + found.split("[[")[0].split("[form]")[0]
