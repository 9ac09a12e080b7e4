"""Who made a release, by the page's door: forgeries are named and not shown, and a key is learnt by its digits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from swit_data import store
from swit_data.release.learning import learn
from swit_data.released import read_release
from tests.findings.drawn_release import ROOT
from tests.release import signed
from tests.ui.test_pages import lines


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed.made(tmp_path_factory.mktemp("signed"))


@pytest.fixture
def releases(whole_app: None, once: Path, tmp_path: Path) -> Path:  # noqa: ARG001 - sets up
    return shutil.copytree(once, tmp_path / "releases")


def words(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(text for _, text in lines(app))


def opened(page: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.query_params["lang"] = "en"
    return app.switch_page(f"pages/{page}.py").run()


def test_every_forgery_is_named_on_the_page_and_never_shown(
    releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, whole = releases / "newer", shutil.copytree(releases / "newer", releases / "whole")
    monkeypatch.setenv("SWIT_RELEASE", str(newer))
    by = read_release(newer / "AAA").signature
    assert by
    learn({"AAA": by}, "Ours", by.digits)
    app = opened("method")
    assert f"AAA: Signed by a key that this computer knows as “Ours” ({by.digits})." in words(app)
    for forge, told in signed.FORGERIES.items():
        shutil.rmtree(newer)
        shutil.copytree(whole, newer)
        forge(releases)
        st.cache_resource.clear()  # opened anew
        said = words(app.run())
        assert told in said, forge
        assert "Part of the data cannot be shown." in said, forge
        assert said.count("AAA: ") == 1, forge
        assert "BBB: Signed by a key that this computer knows as “Ours”, but for AAA" in said


def test_a_key_is_learnt_on_the_page_by_its_digits_alone(releases: Path, home: Path) -> None:
    by = read_release(releases / "newer" / "AAA").signature
    assert by
    chosen = {"release": str(releases / "newer"), "dataset": ""}
    home.mkdir(exist_ok=True)
    (home / "chosen.json").write_text(json.dumps(chosen), "utf-8")
    app = opened("data")
    app.text_input(key="keys_digits").set_value(f"{by.digits[:-1]}x")
    app.text_input(key="keys_name").set_value("Ours")
    app.button(key="keys_learn").click().run()
    assert "are not the digits of the key that signed this release" in words(app)
    assert store.known_keys() == {}
    app.text_input(key="keys_digits").set_value(by.digits.replace(" ", ""))
    app.button(key="keys_learn").click().run()
    assert "On this computer, releases of this key are those of “Ours”." in words(app)
    assert [row.name for row in store.known_keys().values()] == ["Ours", "Ours"]
    assert "keys_digits" not in [field.key for field in app.text_input]
