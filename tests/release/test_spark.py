"""The same SQL on Spark: equal tables, made by two worker processes.

    pip install -r requirements-spark.txt && SWIT_LONG=1 pytest -m long -n 0 tests/release/test_spark.py

Needs Java 17 or newer besides; without them it is skipped and says so.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data.dataset import Fact, Round
from swit_data.framework import Framework
from swit_data.release.engine import locked_connection
from swit_data.release.illustrative import FOLDER
from swit_data.released.tables import TABLES
from tests.drawn import Drawn, Row, dataset, people, small

ROOT = Path(__file__).resolve().parents[2]
MISSING = "Needs Java 17 and pyspark: pip install -r requirements-spark.txt"
SETTINGS = """
spark.master local-cluster[2,1,1024]
spark.sql.shuffle.partitions 2
spark.ui.enabled false
spark.ui.showConsoleProgress false
spark.eventLog.enabled true
spark.eventLog.compress false
spark.eventLog.dir file://{log}
"""
pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None or shutil.which("java") is None, reason=MISSING
    ),
]


@pytest.fixture
def cluster(tmp_path: Path) -> dict[str, str]:
    """Return the environment of somebody whose Spark is a cluster of two workers with a core each."""
    conf, log = tmp_path / "conf", tmp_path / "log"
    conf.mkdir()
    log.mkdir()
    (conf / "spark-defaults.conf").write_text(SETTINGS.format(log=log), "utf-8")
    return {**os.environ, "SPARK_CONF_DIR": str(conf), "SPARK_LOCAL_IP": "127.0.0.1"}


def released(folder: Path, out: Path, engine: str, env: dict[str, str]) -> Path:
    """Release a dataset as a person does, in a process of its own."""
    command = [sys.executable, "-m", "swit_data", "release", str(folder), str(out), "--approve"]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "--engine", engine],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return out


def rows(out: Path, name: str) -> pa.Table:
    """Return the rows of a table of all pilots, sorted by every column."""
    table = pa.concat_tables(pq.read_table(path) for path in sorted(out.glob(f"*/{name}.parquet")))
    return table.sort_by([(column, "ascending") for column in table.column_names])


def tasks(log: Path) -> Counter[str]:
    """Return how many tasks each executor finished, as the cluster wrote down."""
    files = [path for path in log.rglob("*") if path.is_file() and not path.name.startswith(".")]
    events = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
    ends = [each for each in events if each["Event"] == "SparkListenerTaskEnd"]
    return Counter(each["Task Info"]["Executor ID"] for each in ends)


def equal(folder: Path, tmp_path: Path, cluster: dict[str, str]) -> None:
    """Release a dataset twice and compare."""
    theirs = released(folder, tmp_path / "spark", "spark", cluster)
    ours = released(folder, tmp_path / "duckdb", "duckdb", cluster)
    for name in TABLES:
        assert rows(theirs, name).schema == TABLES[name]
        assert rows(theirs, name).equals(rows(ours, name)), name
    for out in (ours, theirs):
        heads = [tomllib.loads(path.read_text("utf-8")) for path in out.glob("*/release.toml")]
        assert {head["computed_by"] for head in heads} == {out.name}
    done = tasks(tmp_path / "log")
    assert set(done) == {"0", "1"}, done
    assert min(done.values()) > 100, done


def test_the_illustrative_release_is_the_same(tmp_path: Path, cluster: dict[str, str]) -> None:
    equal(FOLDER, tmp_path, cluster)
    assert rows(tmp_path / "spark", "scores").num_rows > 10_000


def test_a_hostile_dataset_is_the_same(tmp_path: Path, cluster: dict[str, str]) -> None:
    hostile().store(tmp_path / "dataset")
    equal(tmp_path / "dataset", tmp_path, cluster)
    scores = rows(tmp_path / "spark", "scores")
    # Shares that end on a half at the seventh place, splits, and several reasons are in it.
    halves = {Decimal(n) / 128 for n in range(1, 128, 2)}
    ties = {float(n.quantize(Decimal("1e-6"), ROUND_HALF_UP)) for n in halves}
    assert ties & set(scores["coverage"].to_pylist())
    assert {"all", "gender=woman", "gender=man"} <= set(scores["split"].to_pylist())
    assert len(set(scores["withheld"].to_pylist())) > 4


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::FutureWarning")
def test_a_number_is_the_same_to_the_last_bit(
    cluster: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    from swit_data.release.spark_dialect import Dialect  # noqa: PLC0415 - an extra
    from swit_data.release.spark_engine import Spark  # noqa: PLC0415

    monkeypatch.setenv("SPARK_CONF_DIR", cluster["SPARK_CONF_DIR"])
    numbers, theirs, ours = edges(), Spark(), locked_connection()
    try:
        theirs.register("numbers", numbers)
        ours.register("numbers", numbers)
        (made,) = Dialect().tables(ARITHMETIC)
        found = SparkSession.active().sql(made.query).toArrow()
    finally:
        theirs.close()
    ours.execute(ARITHMETIC)
    wanted = ours.table("found").to_arrow_table().cast(found.schema)
    assert found.num_rows == len(set(numbers["lot"].to_pylist()))
    assert found.sort_by("lot").equals(wanted.sort_by("lot"))


ARITHMETIC = """
create table found as
select lot, min(round(x, 6)) as rounded, max(round(-x, 6)) as turned,
    cast(sum(cast(x as decimal(18, 14))) as double) as whole,
    list_reduce(list(w), lambda a, b: lcm(a, b)) as multiple, sum(w) // 7 as part, min(w) / 8 as share
from numbers group by lot
"""


def edges() -> pa.Table:
    """Return numbers near a half at the sixth and at the fourteenth place, and weights, each in a lot of its own."""
    chance = random.Random(6)  # noqa: S311 - no secret
    near = [chance.randint(0, 10**8) / 10**6 + 5e-7 for _ in range(20_000)]
    shares = [100 * chance.randint(0, n) / n / 3 for n in range(1, 2_000)]
    numbers = [
        *near,
        *(math.nextafter(x, 1e9) for x in near),
        *shares,
        *(n / 128 for n in range(128)),
    ]
    weights = [chance.randint(1, 999) for _ in numbers]
    return pa.table({"lot": [n // 2 for n in range(len(numbers))], "x": numbers, "w": weights})


def hostile() -> Drawn:
    """Return answers with blanks, refusals and skips, ties, weights that do not divide, and texts in Ukrainian."""
    measured = small(parts={"C1": 7, "P1": 3}, weights={"C1a": 3, "C1b": 7, "P1a": 11})
    described = (
        Round("AAA", "1", "", "2025-03", "full", branches=3, organisation="Ліга «Ґанок»"),
        Round("AAA", "2", "", "2026-03", "core", branches=0, organisation="їжак і Ящірка"),
    )
    facts = [Fact("AAA", "1", "government", "health", "C2f", "yes", "Наказ № 1, «Про…»", "2025-01")]
    whole = replace(dataset(measured, described, facts), provenance="illustrative", title="Оцінка")
    drawn, chance = Drawn(whole, [], [], []), random.Random(34)  # noqa: S311 - no secret
    for row in described:
        _add(drawn, row, chance)
    return drawn


def _add(drawn: Drawn, row: Round, chance: random.Random) -> None:
    # 128 people: what one of them says or leaves out is a share that ends on a half at the seventh place.
    own = {"pilot": row.pilot, "round": row.round}
    found = people(128, f"п{row.round}", **own)
    found += people(4, f"g{row.round}", **own | {"class": "group", "participants": 3})
    found += people(1, f"h{row.round}", **own | {"class": "group"})
    found += people(
        11, f"i{row.round}", **own | {"class": "institution", "stakeholder_type": "ngo"}
    )
    for number, person in enumerate(found):
        person["gender"] = chance.choice(["woman", "man", "prefer_not_to_say", None])
        person["branch"] = chance.choice(["", "Київ", "Львів"])
        if person["class"] == "institution":
            person["consent_on_record"] = number % 5 != 0
        _say(drawn, row, person, chance)
    drawn.respondents.extend(found)


def _say(drawn: Drawn, row: Round, person: Row, chance: random.Random) -> None:
    """Ask a person about most of the targets, and let them answer most of what they are asked."""
    measured = drawn.dataset.framework_of(row.pilot, row.round)
    own = person["stakeholder_type"]
    types = [t for t in measured.stakeholder_types.values() if own in ("", t.code)]
    for about, target in [(each, target) for each in types for target in each.targets]:
        # The only target of a type is asked of all 128.
        if len(about.targets) == 1 or chance.random() < 0.7:
            place = {"stakeholder_type": about.code, "target": target.code}
            place["respondent"] = person["respondent"]
            drawn.asked.append({**place, "dimension": ""})
            drawn.answers.extend(
                {**place, "pilot": row.pilot, "round": row.round, "indicator": code, "answer": said}
                for code, said in _answers(measured, row.set, person, place, chance)
            )


def _answers(
    measured: Framework, asked: str, person: Row, place: Row, chance: random.Random
) -> Iterator[tuple[str, str]]:
    by = "institution" if person["class"] == "institution" else "community"
    for indicator in measured.in_set(asked):
        codes = list(measured.scales[indicator.scale].codes)
        codes += ["-"] if indicator.code in {"C1c", "P2a"} and by == "community" else []
        targets = measured.targets_of(indicator, place["stakeholder_type"])
        heard = by in indicator.answered_by and place["target"] in {t.code for t in targets}
        if heard and chance.random() < 0.95:
            yield indicator.code, chance.choice(codes)
