"""The page on which translations are reviewed, without a browser: from the choice to the file that is given back."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from swit_data.catalogues import faults_of_language
from swit_data.translations import state_of
from swit_data.views.asks import today
from swit_data.wording import FOLDER, read_catalog
from tests.findings.drawn_release import ROOT
from tests.ui.test_pages import lines, shown

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Message

KNOWS, RIGHT = "indicator.X1_knows.text", "indicator.X1_knows.plain"
BETTER = "Чи знайома ця установа з посібником SWIT про програми за участю секс-працівників?"


@pytest.fixture
def files(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:  # noqa: ARG001
    """Return what the page offers to save now, by name."""
    offered: dict[str, bytes] = {}
    draw = st.download_button

    def noted(label: str, data: Any, **rest: Any) -> Any:  # noqa: ANN401
        offered[rest["file_name"]] = data
        return draw(label, data, **rest)

    monkeypatch.setattr(st, "download_button", noted)
    return offered


def open_page(language: str = "uk") -> AppTest:
    test = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    test.query_params["lang"] = language
    return fine(test.switch_page("pages/translations.py").run())


def fine(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(text for _, text in lines(app))


def write(app: AppTest, place: int, text: str) -> AppTest:
    app.text_area[place].set_value(text)
    return fine(app.run())


def tick(app: AppTest, place: int) -> AppTest:
    app.checkbox[place].check()
    return fine(app.run())


def sign(app: AppTest, who: str, month: str) -> AppTest:
    app.text_input(key="translations_who").set_value(who)
    app.text_input(key="translations_month").set_value(month)
    return fine(app.run())


def chosen() -> AppTest:
    """Open the first chapter in Ukrainian, Dutch beside, on an English screen."""
    app = open_page("en")
    app.selectbox(key="translations_language").select("uk")
    app = fine(app.run())
    app.selectbox(key="translations_chapter").select("X1")
    app.selectbox(key="translations_beside").select("nl")
    return fine(app.run())


def test_a_text_stands_in_its_languages_with_what_helps_to_judge_it(
    files: dict[str, bytes],
) -> None:
    app = chosen()
    told = said(app)
    assert app.text_area[0].value == text_of("framework.uk.po", KNOWS).string
    for expected in (
        english(KNOWS),
        text_of("framework.nl.po", KNOWS).string,
        "Part: X1 ",
        "Source: X1",
        "Answers: Так / ",
        "Українська: 10.0 words a sentence (short), 5.7 letters a word",
        "Draft: no community has read it yet",
        "Nothing is reworded or ticked in this file yet.",
    ):
        assert str(expected) in told
    assert files == {}


def test_a_chapter_goes_from_the_choice_to_the_file(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    app = write(chosen(), 0, f"  {BETTER}\n")
    files.clear()
    app = tick(app, 1)
    assert "Say who read it and when" in said(app)
    assert files == {}
    app = sign(app, "Example organisation", "2026-11")
    assert "Reworded: 1. Ticked as read: 1." in said(app)
    (tmp_path / "framework.uk.po").write_bytes(files["framework.uk.po"])
    reworded, read = (text_of("framework.uk.po", key, tmp_path) for key in (KNOWS, RIGHT))
    assert (reworded.string, state_of(reworded)) == (BETTER, ("draft", ""))
    assert state_of(read) == ("reviewed", "Example organisation, 2026-11")
    assert faults_of_language("uk", tmp_path) == ()
    after = files["framework.uk.po"].decode("utf-8")
    written = [line for line in after.splitlines() if line not in _added(after)]
    assert written == _changed_by_hand()
    assert warned(tmp_path / "framework.uk.po") == ""


def _changed_by_hand() -> list[str]:
    """Return the lines of the file with one text reworded today and another one read."""
    before = (FOLDER / "framework.uk.po").read_text("utf-8")
    was = str(text_of("framework.uk.po", KNOWS).string)
    asked, head = "#. Part X1, core, opinion", f'msgctxt "{RIGHT}"'
    wanted = before.replace(f'msgstr "{was}"', f'msgstr "{BETTER}"')
    # Forms that ask the old words are in the field.
    wanted = wanted.replace(asked, f"# until {today().isoformat()}: {was}\n{asked}", 1)
    reviewed = f"# reviewed: Example organisation, 2026-11\n{head}"
    return wanted.replace(head, reviewed).splitlines()


def warned(path: Path) -> str:
    """Return what gettext's own check says of a file, where it is installed."""
    tool = shutil.which("msgfmt")
    if not tool:
        return ""
    done = subprocess.run(  # noqa: S603 - gettext's own
        [tool, "-c", "-o", str(path.with_suffix(".mo")), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr


def text_of(file: str, key: str, folder: Path = FOLDER) -> Message:
    """Return a text of a catalogue."""
    return next(m for m in read_catalog(folder / file) if m.context == key)


def english(key: str) -> str:
    """Return the English of a text."""
    return str(text_of("framework.uk.po", key).id)


def _added(text: str) -> list[str]:
    """Return the lines that a header gets so that no tool misses them."""
    fields = ("PO-Revision-Date", "Last-Translator", "Language-Team")
    return [line for line in text.splitlines() if line.startswith(tuple(f'"{f}:' for f in fields))]


def test_what_was_written_outlives_another_language_of_the_screen_and_another_page(
    files: dict[str, bytes],
) -> None:
    app = sign(tick(write(open_page(), 0, BETTER), 0), "Example organisation", "2026-11")
    assert app.selectbox(key="translations_language").value == "uk"
    kept = files["framework.uk.po"]
    app.query_params["lang"] = "es"
    app = fine(app.run())
    assert "Traducciones, lado a lado" in said(app)
    assert (app.text_area[0].value, app.checkbox[0].value) == (BETTER, True)
    assert app.text_input(key="translations_who").value == "Example organisation"
    app = fine(app.switch_page("pages/method.py").run())
    files.clear()
    app = fine(app.switch_page("pages/translations.py").run())
    assert (app.text_area[0].value, app.checkbox[0].value) == (BETTER, True)
    assert files["framework.uk.po"].splitlines()[-600:] == kept.splitlines()[-600:]
    assert BETTER.encode() in kept
    app.button(key="translations_forget").click()
    app = fine(app.run())
    assert app.text_area[0].value != BETTER
    assert not app.checkbox[0].value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BETTER.replace("SWIT ", ""), "the code SWIT is lost"),
        (BETTER.replace("?", ""), "English ends with “?”, and this does not"),
        (f"{{n}} {BETTER}", "found n in braces, and English has none"),
        (f"{{ {BETTER}", "a brace stands alone"),
        ("", "it is empty"),
    ],
)
def test_a_wording_that_would_be_refused_is_not_saved(
    files: dict[str, bytes], text: str, reason: str
) -> None:
    app = open_page("en")
    app.selectbox(key="translations_language").select("uk")
    app = write(fine(app.run()), 0, text)
    assert f"{KNOWS}: {reason}" in said(app)
    assert files == {}


def test_every_form_of_a_plural_has_its_box_and_the_share_read_is_told(
    files: dict[str, bytes],
) -> None:
    assert files == {}
    app = open_page("uk")
    app.selectbox(key="translations_chapter").select("interface")
    app = fine(app.run())
    first = app.selectbox(key="translations_first_interface")
    for option in range(len(first.options)):
        app.selectbox(key="translations_first_interface").select_index(option)
        app = fine(app.run())
        boxes = [box.label for box in app.text_area]
        if any("1, 21" in label for label in boxes):
            break
    assert [label for label in boxes if "1, 21" in label]
    assert [label for label in boxes if "2, 3" in label]
    assert "X1" in " ".join(shown(app))
