"""Which engine makes a release: DuckDB, unless somebody asks for a cluster, and may have one."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from swit_data.__main__ import main
from swit_data.commands.terminal import DONE, REFUSED
from tests import vaults
from tests.drawn import Drawn
from tests.release.test_folder import owned

pytestmark = pytest.mark.usefixtures("without_spark")
ASKED = ("--approve", "--community-read", "2026-11", "--read-by", "the members")


@pytest.fixture
def without_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let neither package be imported, whether or not it is there."""
    for name in ("pyspark", "sqlglot"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("spark_engine", "spark_dialect"):
        monkeypatch.delitem(sys.modules, f"swit_data.release.{name}", raising=False)


def illustrative() -> Drawn:
    drawn = owned("AAA")
    return replace(drawn, dataset=replace(drawn.dataset, provenance="illustrative"))


def test_duckdb_makes_it_and_nothing_of_spark_is_imported(tmp_path: Path) -> None:
    illustrative().store(tmp_path / "dataset")
    assert main(["release", str(tmp_path / "dataset"), str(tmp_path / "out"), "--approve"]) == DONE
    told = tomllib.loads((tmp_path / "out" / "AAA" / "release.toml").read_text("utf-8"))
    assert told["computed_by"] == "duckdb"


def test_spark_that_is_not_installed_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    illustrative().store(tmp_path / "dataset")
    command = ["release", str(tmp_path / "dataset"), str(tmp_path / "out"), "--engine", "spark"]
    assert main([*command, "--approve"]) == REFUSED
    assert "pip install -r requirements-spark.txt" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_vault_is_not_handed_to_a_cluster(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vaults.cheap(monkeypatch)
    monkeypatch.setenv("SWIT_NEW_PASSPHRASE", vaults.PASSPHRASE)
    folder = tmp_path / "dataset"
    owned("AAA").store(folder)
    assert main(["lock", str(folder), "--backup", str(tmp_path / "before.zip")]) == DONE
    command = ["release", str(folder), str(tmp_path / "out"), *ASKED]
    assert main([*command, "--engine", "spark"]) == REFUSED
    assert "lies in a vault, and a cluster would hold its answers" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert main(command) == DONE
