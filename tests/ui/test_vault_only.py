"""On Our data what endangers people goes into a vault alone: no box offers a dataset without a passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from swit_data import store
from tests.findings.drawn_release import ROOT
from tests.intake.field import ENDANGERING, NARROW
from tests.intake.test_own_consent import rows
from tests.ui.test_pages import lines
from tests.vaults import PASSPHRASE, cheap

GIVEN = rows("a yes positive\nb no positive")


@pytest.fixture
def home(whole_app: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001
    cheap(monkeypatch)
    monkeypatch.setenv("SWIT_HOME", str(tmp_path))
    return tmp_path


def with_a_file(measured: str) -> AppTest:
    """Return Our data with a file, read with another survey's framework."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.query_params["lang"] = "en"
    app.switch_page("pages/data.py").run()
    _uploader(app, "data_file").upload("export.csv", GIVEN.encode(), "text/csv").run()
    app.selectbox(key="data_survey").select("other").run()
    _uploader(app, "data_framework").upload("f.toml", measured.encode(), "text/plain").run()
    assert not app.exception
    return app


def _uploader(app: AppTest, key: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - AppTest's own
    return next(each for each in app.file_uploader if (each.key or "").startswith(key))


def keys_of(app: AppTest) -> set[str]:
    return {each.key for each in (*app.checkbox, *app.text_input) if each.key}


@pytest.mark.usefixtures("home")
def test_a_survey_that_asks_nothing_of_the_kind_may_be_kept_plain() -> None:
    assert "vault_plain" in keys_of(with_a_file(NARROW))


def test_one_that_does_has_a_passphrase(home: Path) -> None:
    app = with_a_file(ENDANGERING)
    assert "vault_plain" not in keys_of(app)
    assert app.button(key="data_keep").disabled
    assert any("Not kept, 1 answers in “hiv_status”" in text for _, text in lines(app))
    for name in ("passphrase_new_", "passphrase_again_new_"):
        (field,) = (each for each in app.text_input if (each.key or "").startswith(name))
        field.input(PASSPHRASE).run()
    app.button(key="data_keep").click().run()
    (made,) = (home / "datasets").iterdir()
    assert store.is_vault(made)
    assert not [p for p in made.rglob("*") if p.is_file() and b"positive" in p.read_bytes()]


def test_into_a_plain_dataset_it_does_not_go(home: Path) -> None:
    """The dataset answered the same survey, before it asked this."""
    plain = home / "datasets" / "assessment"
    export, framework = home / "e.csv", home / "f.toml"
    export.write_text("_uuid,country,about,consent,trust\nb,UKR,ngo,yes,yes\n", "utf-8")
    framework.write_text(NARROW, "utf-8")
    _import(export, framework, plain)
    app = with_a_file(ENDANGERING)
    assert any("never plain on a disk. Nothing was changed." in text for _, text in lines(app))
    assert not [each for each in app.button if each.key == "data_keep"]


def _import(export: Path, framework: Path, folder: Path) -> None:
    from swit_data.__main__ import main  # noqa: PLC0415 - as a person does before

    where = ["--framework", str(framework), "--dataset", str(folder), "--plain", "--yes"]
    assert main(["import", str(export), *where]) == 0
