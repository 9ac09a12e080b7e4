"""The walk through a draft without a browser: what was said counts of what was read, and until the next release."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from swit_data import store
from swit_data.__main__ import main
from swit_data.dataset import Ask
from swit_data.release.decision import Decision, decide
from swit_data.released.pilot_release import read_release
from swit_data.store import open_dataset
from tests.findings.drawn_release import ROOT
from tests.release.test_kept_back import KEPT, clinic
from tests.ui.test_pages import lines

OTHER = "AAA 1 ngo C1b"


@pytest.fixture
def folder(whole_app: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001
    """Return a dataset of twelve people that this person works on."""
    monkeypatch.setenv("SWIT_HOME", str(tmp_path))
    made = tmp_path / "datasets" / "own"
    clinic({"C1b": 3}).store(made)
    chosen = {"release": "", "dataset": str(made)}
    (tmp_path / "chosen.json").write_text(json.dumps(chosen), "utf-8")
    return made


def draft(*, questions: bool = True) -> AppTest:
    """Open the page in a new visit, its draft, and the walk through it."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.query_params["lang"] = "en"
    app.switch_page("pages/data.py").run()
    app.toggle(key="data_look_0").set_value(True).run()
    if questions:
        app.toggle(key="walk_questions").set_value(True).run()
    return app


def findings(app: AppTest) -> list[str]:
    return next([*s.options] for s in app.selectbox if str(s.key).startswith("walk_which"))


def words(app: AppTest) -> list[str]:
    return [text for _, text in lines(app)]


def go_to(app: AppTest, part: str) -> AppTest:
    """Read the finding that holds these words."""
    picked = next(s for s in app.selectbox if str(s.key).startswith("walk_which"))
    place = next(n for n, option in enumerate(picked.options) if part in option)
    return picked.select_index(place).run()


def press(app: AppTest, name: str) -> AppTest:
    return app.button(key=name).click().run()


def state(app: AppTest, part: str) -> str:
    """Return what the list of findings says was said of one."""
    found = next(option for option in findings(app) if part in option)
    return found[found.rindex("(") :] if found.endswith(")") else ""


def said(folder: Path) -> dict[str, dict[str, str]]:
    path = store.reading_file(folder)
    found: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def release(folder: Path, *words: str) -> None:
    out = folder.parents[1] / "releases" / folder.name
    given = ["release", str(folder), str(out), *words, "--approve", "--community-read", "2026-11"]
    assert main(given) == 0


def approved(app: AppTest, folder: Path) -> Decision:
    """Approve the draft that is open, and return what the next release would keep back."""
    app.selectbox(key="data_month").select_index(1).run()
    app.checkbox(key="data_read").check().run()
    press(app, "data_approve")
    return decide(open_dataset(folder))


def kept(decision: Decision) -> list[str]:
    return sorted(str(question) for question in decision.kept_back)


def test_agreeing_to_a_criterion_tells_none_of_its_questions_that_was_withheld(
    folder: Path,
) -> None:
    release(folder, "--keep-back", KEPT)
    app = draft(questions=False)
    for part in ("C1", "Rollout"):
        press(go_to(app, part), "walk_agreed")
    assert kept(approved(app, folder)) == [KEPT]


def test_agreeing_to_that_very_question_tells_it(folder: Path) -> None:
    release(folder, "--keep-back", KEPT)
    app = draft()
    press(go_to(app, "C1a"), "walk_agreed")
    # Its number is seen only now: that it may be told is no word on what it says.
    assert "before it said this" in state(app, "C1a")
    assert kept(approved(app, folder)) == []


def test_what_was_said_is_forgotten_with_a_release_by_the_terminal(folder: Path) -> None:
    """An “Agree” from before would tell what the release has kept back."""
    press(go_to(draft(), "C1a"), "walk_agreed")
    assert said(folder)
    release(folder, "--keep-back", KEPT)
    assert not said(folder)
    app = draft()
    assert state(app, "C1a") == "(kept back)"
    assert kept(approved(app, folder)) == [KEPT]


def test_what_was_said_is_gone_with_the_dataset(folder: Path) -> None:
    app = go_to(draft(), "C1a")
    app.text_input(key=f"walk_comment_{KEPT}").set_value("Too near to one of us.").run()
    press(app, "walk_withheld")
    assert said(folder)[KEPT]["verdict"] == "withheld"
    shutil.rmtree(folder)
    assert not [
        p for p in folder.parents[1].rglob("*") if p.is_file() and b"Too near" in p.read_bytes()
    ]
    clinic().store(folder)
    assert state(draft(), "C1a") == ""


def test_next_says_nothing_of_a_finding(folder: Path) -> None:
    """Of a criterion that is not told since one of its questions is withheld, nothing was said itself."""
    clinic_of_equal_weights(folder)
    app = draft()
    press(go_to(app, "C1a"), "walk_withheld")
    app.toggle(key="walk_questions").set_value(False).run()
    for _ in findings(app):
        press(app, "walk_next")
    assert {name: each["verdict"] for name, each in said(folder).items()} == {KEPT: "withheld"}
    assert kept(approved(app, folder)) == [KEPT]


def clinic_of_equal_weights(folder: Path) -> None:
    shutil.rmtree(folder)
    clinic().store(folder)


def test_an_agreement_does_not_outlive_the_number(folder: Path) -> None:
    """A correction makes 33 of 100 to 100: nobody agreed to that."""
    app = draft()
    press(go_to(app, "C1b"), "walk_agreed")
    assert state(app, "C1b") == "(agreed)"
    drawn = clinic({"C1b": 3})
    changed = [
        row | ({"answer": "no"} if row["indicator"] == "C1b" else {}) for row in drawn.answers
    ]
    store.add(folder, drawn.dataset, replace(drawn, answers=changed).tables())
    app = draft()
    assert "100 of 100" in "".join(findings(app))
    assert "before it said this" in state(app, "C1b")
    approved(app, folder)
    reading = read_release(folder.parents[1] / "releases" / "own" / "AAA").reading
    assert (reading.agreed, reading.withheld, reading.kept_back) == (0, 0, 0)


def test_what_the_dataset_does_not_have_is_named_and_not_counted(folder: Path) -> None:
    gone = {"AAA 1 ngo C9x": "agreed", "AAA 9 ngo C1a": "withheld", OTHER: "withheld"}
    content = {
        name: {"verdict": verdict, "comment": "", "read": ""} for name, verdict in gone.items()
    }
    store.reading_file(folder).write_text(json.dumps(content), "utf-8")
    app = draft()
    assert any("AAA 1 ngo C9x, AAA 9 ngo C1a" in line for line in words(app))
    assert any("agreed 0, withheld 1" in line for line in words(app))
    approved(app, folder)
    reading = read_release(folder.parents[1] / "releases" / "own" / "AAA").reading
    assert (reading.agreed, reading.withheld, reading.kept_back) == (0, 1, 1)


def test_what_was_said_last_can_be_taken_back_where_it_stops_the_release(folder: Path) -> None:
    """An approved ask is about the question: the draft is closed, and with it the walk."""
    ask = Ask("AAA", "1", "a1", "en", "ngo", "Listen.", "asked", "approved", indicators=("C1a",))
    shutil.rmtree(folder)
    drawn = clinic({"C1b": 3})
    replace(drawn, dataset=replace(drawn.dataset, asks=(ask,))).store(folder)
    app = draft()
    press(go_to(app, "C1b"), "walk_agreed")
    press(go_to(app, "C1a"), "walk_withheld")
    assert any("the approved ask a1" in line for line in words(app))
    assert not [b for b in app.button if b.key in ("walk_agreed", "data_approve")]
    press(app, "data_take_back")
    assert [*said(folder)] == [OTHER]
    app.toggle(key="walk_questions").set_value(True).run()
    assert state(app, "C1a") == ""


def test_who_read_it_is_shown_as_it_is_handed_out(folder: Path) -> None:  # noqa: ARG001 - is open
    app = draft()
    app.text_input(key="data_by").set_value("Maria at the shelter").run()
    handed = [line for line in words(app) if "handed out with the release" in line]
    assert ["Maria at the shelter" in line for line in handed] == [True]


def test_the_page_says_what_is_being_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[float, str]] = []

    class Bar:
        def progress(self, done: float, text: str) -> None:
            said.append((done, text))

        def empty(self) -> None:
            said.append((1.0, "taken away"))

    def bar(done: float, text: str) -> Bar:
        said.append((done, text))
        return Bar()

    monkeypatch.setattr("swit_data.ui.data.releasing.st.progress", bar)
    draft(questions=False)
    assert said[0] == (0.0, "Reading the answers")
    assert "Comparing institutions" in [text for _, text in said]
    assert said[-1] == (1.0, "taken away")
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert folder.exists()
