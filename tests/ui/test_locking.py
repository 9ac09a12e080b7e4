"""A dataset in a vault, without a browser: it locks itself when nobody does anything, and a draft is closed with it."""

import json
import re
import shutil
import time
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from swit_data import store
from swit_data.release.illustrative import illustrative
from swit_data.ui.data import locking
from tests.findings.drawn_release import ROOT
from tests.ui.elements_told import elements_told
from tests.vaults import OTHER, PASSPHRASE, cheap


@pytest.fixture
def folder(whole_app: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001
    """Return a dataset in a vault that this person works on."""
    cheap(monkeypatch)
    monkeypatch.setenv("SWIT_HOME", str(tmp_path))
    made = tmp_path / "datasets" / "own"
    shutil.copytree(ROOT / "data" / "illustrative", made)
    with store.running():
        store.into_vault(made, PASSPHRASE, tmp_path / "backup.zip")
    chosen = {"release": "", "dataset": str(made)}
    (tmp_path / "chosen.json").write_text(json.dumps(chosen), "utf-8")
    return made


def open_page(name: str) -> AppTest:
    test = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    test.query_params["lang"] = "en"
    return test.switch_page(f"pages/{name}.py").run()


def unlock(app: AppTest, passphrase: str = PASSPHRASE) -> AppTest:
    app.text_input(key="vault_passphrase").input(passphrase)
    return app.button(key="vault_open_now").click().run()


def locked(app: AppTest) -> bool:
    return any(each.key == "vault_passphrase" for each in app.text_input)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", ["data", "texts"])
def test_a_page_that_shows_answers_asks_for_the_passphrase(page: str) -> None:
    app = open_page(page)
    assert locked(app)
    assert not app.dataframe
    assert not app.text_area
    assert locked(unlock(app, OTHER))
    opened = unlock(app)
    assert not locked(opened)
    assert opened.dataframe or opened.text_area or opened.selectbox
    assert locked(open_page(page))  # another visit knows nothing of it


@pytest.mark.usefixtures("folder")
def test_the_recovery_sheet_of_the_page_has_a_code_that_opens_the_dataset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handed: list[object] = []
    monkeypatch.setattr(st, "download_button", lambda _, data, **_rest: handed.append(data))
    app = unlock(open_page("data"))
    app.button(key="vault_sheet_make").click().run()
    lines = [line[1] for told in elements_told(app) if isinstance(told, list) for line in told]
    (code,) = {line for line in lines if re.fullmatch(r"\w+(-\w+){7}", line)}
    assert any(code.encode() in data for data in handed if isinstance(data, bytes))
    app.button(key="vault_lock").click().run()
    assert locked(app)
    assert not locked(unlock(app, code))


@pytest.mark.usefixtures("folder")
def test_a_vault_locks_itself_when_nobody_does_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    app = unlock(open_page("data"))
    app.session_state["swit_kept_draft"] = illustrative()
    monkeypatch.setattr(locking, "IDLE", 0.3)
    app.run()
    time.sleep(1)
    assert not app.session_state["swit_kept_vaults"].opened.any_open  # though nobody has clicked
    app.run()
    assert locked(app)
    assert app.session_state["swit_kept_draft"] is None


@pytest.mark.usefixtures("folder")
def test_a_vault_that_is_used_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    app = unlock(open_page("data"))
    monkeypatch.setattr(locking, "IDLE", 60.0)
    for _ in range(3):
        assert not locked(app.run())
    app.button(key="vault_lock").click().run()
    assert locked(app)
