"""The page on which owners write, without a browser: drafts, approvals, two windows, and what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from swit_data import store
from swit_data.dataset import Ask, Dataset, Narrative
from swit_data.wording import languages
from tests.findings.drawn_release import ROOT
from tests.ui.test_pages import lines, shown

NARROW = "Let organisations choose their own speakers."


@pytest.fixture
def folder(whole_app: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001
    """Return a dataset that this person works on."""
    monkeypatch.setenv("SWIT_HOME", str(tmp_path))
    made = tmp_path / "datasets" / "own"
    shutil.copytree(ROOT / "data" / "illustrative", made)
    chosen = {"release": "", "dataset": str(made)}
    (tmp_path / "chosen.json").write_text(json.dumps(chosen), "utf-8")
    return made


def open_texts(language: str = "en") -> AppTest:
    test = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    test.query_params["lang"] = language
    return test.switch_page("pages/texts.py").run()


def dataset_of(folder: Path) -> Dataset:
    return store.open_dataset(folder).dataset


def new_ones(folder: Path) -> list[Narrative]:
    return [n for n in dataset_of(folder).narratives if not n.text.startswith(("Ill", "Ілю"))]


def ask_of(folder: Path, code: str, language: str) -> Ask:
    return next(
        a for a in dataset_of(folder).asks if a.key == ("KEN", "1", code) and a.language == language
    )


def widget(app: AppTest, kind: str, start: str, field: str) -> object:
    """Return the one widget of a sheet's field, whatever number the dataset has."""
    found = [
        e for e in app.get(kind) if (e.key or "").startswith(start) and f"_{field}@" in str(e.key)
    ]
    assert len(found) == 1, [e.key for e in app.get(kind)]
    return found[0]


def write(app: AppTest, start: str, **fields: str) -> AppTest:
    for field, text in fields.items():
        kind = "text_area" if field in {"text", "ask", "promise", "verdict"} else "text_input"
        widget(app, kind, start, field).input(text)  # type: ignore[attr-defined]
    return app.run()


def press(app: AppTest, start: str, step: str) -> AppTest:
    widget(app, "button", start, step).click()  # type: ignore[attr-defined]
    opened = app.run()
    assert not opened.exception
    return opened


def pick(app: AppTest, kind: str, option: str) -> AppTest:
    (box,) = [e for e in app.selectbox if (e.key or "").startswith(f"{kind}_KEN")]
    box.select(option)
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(text for _, text in lines(app))


def test_a_text_is_a_draft_until_the_community_has_read_it(folder: Path) -> None:
    app = write(open_texts(), "text_", text=NARROW, source="Our minutes")
    assert "Not saved: what stands in the boxes differs" in said(app)
    assert new_ones(folder) == []
    app = press(app, "text_", "save")
    (row,) = new_ones(folder)
    assert (row.pilot, row.round, row.section, row.language) == ("KEN", "1", "recommendation", "en")
    assert (row.text, row.source, row.status) == (NARROW, "Our minutes", "draft")
    assert "Saved as a draft." in said(app)
    assert [text for _, text in lines(app)].count(NARROW) == 0  # the preview holds no draft
    assert widget(app, "button", "text_", "approve").disabled  # type: ignore[attr-defined]
    widget(app, "checkbox", "text_", "read").check()  # type: ignore[attr-defined]
    app = press(app.run(), "text_", "approve")
    assert new_ones(folder)[0].status == "approved"
    assert NARROW in [text for _, text in lines(app)]
    app = press(write(app, "text_", text=f"{NARROW} Soon."), "text_", "save")
    assert [(n.text, n.status) for n in new_ones(folder)] == [(f"{NARROW} Soon.", "draft")]
    press(app, "text_", "delete")
    assert new_ones(folder) == []
    assert store.history(folder)[-1].what == "edit"


def test_an_approval_can_be_taken_back(folder: Path) -> None:
    app = pick(open_texts(), "narratives", "context____1")
    press(app, "text_", "withdraw")
    states = {
        (n.language, n.status) for n in dataset_of(folder).narratives if n.section == "context"
    }
    assert states == {("en", "draft"), ("uk", "approved")}


def test_what_is_not_saved_is_still_there_after_another_page_and_is_named(folder: Path) -> None:
    app = write(open_texts(), "text_", text=NARROW)
    app = app.switch_page("pages/method.py").run()
    app = app.switch_page("pages/texts.py").run()
    assert widget(app, "text_area", "text_", "text").value == NARROW  # type: ignore[attr-defined]
    assert "Not saved yet: Kenya, round 1: A new text." in said(app)
    app = press(app, "text_", "forget")
    assert "Not saved yet: " not in said(app)
    assert new_ones(folder) == []


def test_a_step_in_a_window_that_is_behind_is_not_done(folder: Path) -> None:
    app = write(pick(open_texts(), "narratives", "context____1"), "text_", text=NARROW)
    stored = store.open_dataset(folder)
    asks = stored.dataset.asks
    store.describe(folder, stored.number, narratives=stored.dataset.narratives[1:], asks=asks)
    widget(app, "button", "text_", "save").click()  # type: ignore[attr-defined]
    app = app.run()
    assert not app.exception
    assert "was changed in another window or by an import" in said(app)
    assert new_ones(folder) == []
    assert "Not saved yet: Kenya, round 1: Context." in said(app)  # theirs deleted it; ours is kept


def test_what_is_refused_is_said_and_stays_in_its_box(folder: Path) -> None:
    for text, sentence in (
        ("Call +254 712 345 678", "a telephone number"),
        ("x" * 10_000, "10000 letters; at most 2000"),
        ("a \u202e b", "U+202E"),
    ):
        app = press(write(open_texts(), "text_", text=text), "text_", "save")
        assert sentence in said(app)
        assert widget(app, "text_area", "text_", "text").value == text  # type: ignore[attr-defined]
    app = press(write(open_texts(), "ask_", ask="A month", promise="Yes"), "ask_", "save")
    assert "a promise needs its words, the office that made it" in said(app)
    assert len(store.history(folder)) == 1


def test_an_ask_is_one_in_every_language(folder: Path) -> None:
    app = pick(open_texts("uk"), "ask", "ask-1")
    app = press(write(app, "ask_", due="2027-01"), "ask_", "save")
    assert {ask_of(folder, "ask-1", code).due for code in ("en", "uk")} == {"2027-01"}
    assert {ask_of(folder, "ask-1", code).approval for code in ("en", "uk")} == {"draft"}
    words = ask_of(folder, "ask-1", "en").ask
    app = press(write(app, "ask_", verdict="Нічого не зроблено."), "ask_", "save")
    assert ask_of(folder, "ask-1", "en").ask == words
    assert ask_of(folder, "ask-1", "en").verdict == ""
    assert ask_of(folder, "ask-1", "uk").verdict == "Нічого не зроблено."
    press(app, "ask_", "delete")
    assert [a.language for a in dataset_of(folder).asks if a.key == ("KEN", "1", "ask-1")] == ["en"]


def test_a_new_ask_gets_a_code_of_its_own(folder: Path) -> None:
    app = press(write(open_texts(), "ask_", ask=NARROW), "ask_", "save")
    row = ask_of(folder, "ask-6", "en")
    assert (row.ask, row.status, row.approval) == (NARROW, "asked", "draft")
    widget(app, "checkbox", "ask_", "read").check()  # type: ignore[attr-defined]
    press(app.run(), "ask_", "approve")
    assert ask_of(folder, "ask-6", "en").approval == "approved"


def test_without_a_dataset_the_page_says_so_and_with_a_release_there_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parents[1] / "chosen.json").unlink()
    assert "There is no dataset to write for." in said(open_texts())
    monkeypatch.setenv("SWIT_RELEASE", str(folder))
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.switch_page("pages/texts.py").run()
    assert not app.text_area
    st.cache_resource.clear()


def test_a_damaged_or_edited_dataset_is_a_sentence(folder: Path) -> None:
    (folder / "asks.toml").write_text("edited", "utf-8")
    app = open_texts()
    assert "asks.toml is not as it was saved" in said(app)
    assert not app.text_area


def test_the_page_is_in_ukrainian(folder: Path) -> None:
    app = open_texts("uk")
    # What owners wrote, codes, and languages in their own words.
    own = ("Illustrative", "ask-", *languages().values())
    texts = [t for t in shown(app) if str(folder) not in t and not any(o in t for o in own)]
    texts += [e.label for e in (*app.button, *app.text_area, *app.text_input)]
    english = [t for t in texts if len([c for c in t if c.isascii() and c.isalpha()]) > 8]
    assert [t for t in english if "SWIT" not in t] == []
