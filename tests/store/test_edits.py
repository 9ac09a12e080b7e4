"""What its owner edits by hand counts when it was taken in; until then nothing is shown or written."""

from __future__ import annotations

import os

import pytest

from swit_data import store
from swit_data.errors import DatasetError
from tests.store.monitor import Monitor

FIRST = ("u1 kenya yes", "u2 UKR no")


def edit(monitor: Monitor, before: str, after: str) -> None:
    path = monitor.folder / "dataset.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


@pytest.fixture
def edited(monitor: Monitor) -> Monitor:
    monitor.take(*FIRST)
    edit(monitor, 'organisation = ""', '# as we call ourselves\norganisation = "Наша мережа"')
    return monitor


@pytest.mark.parametrize("command", ["release", "undo", "backup", "withdraw", "import"])
def test_every_door_asks_for_the_edit_first(edited: Monitor, command: str) -> None:
    given: dict[str, tuple[object, ...]] = {
        "release": (edited.place / "out",),
        "backup": (edited.place / "b.zip",),
        "withdraw": ("u1",),
    }
    if command == "import":
        told = edited.take("u3 kenya yes")
    else:
        told = edited.run(command, edited.folder, *given.get(command, ()))
    assert told.code == 2
    assert "dataset.toml is not as it was saved. If you edited it, take the change in" in told.err
    assert "Наша мережа" in (edited.folder / "dataset.toml").read_text("utf-8")
    assert len(store.history(edited.folder)) == 1


def test_an_edit_is_taken_in_with_its_comments(edited: Monitor) -> None:
    told = edited.run("edit", edited.folder, "--who", "Anna")
    assert (told.code, told.out) == (0, "Taken in: dataset.toml.\n")
    assert store.open_dataset(edited.folder).dataset.rounds[0].organisation == "Наша мережа"
    assert "# as we call ourselves" in (edited.folder / "dataset.toml").read_text("utf-8")
    last = store.history(edited.folder)[-1]
    assert (last.what, last.who) == ("edit", "Anna")
    assert edited.take("u3 kenya yes").code == 0
    assert store.open_dataset(edited.folder).dataset.rounds[0].organisation == "Наша мережа"
    assert edited.run("edit", edited.folder).out == "Nothing was edited; nothing was changed.\n"


def test_an_edit_is_put_back(edited: Monitor) -> None:
    told = edited.run("edit", edited.folder, "--put-back")
    assert (told.code, told.out) == (0, "Put back as saved: dataset.toml.\n")
    assert store.open_dataset(edited.folder).dataset.rounds[0].organisation == ""
    assert len(store.history(edited.folder)) == 1
    assert edited.temporary() == []


def test_an_edit_back_to_an_earlier_text_is_an_edit_too(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    earlier = (monitor.folder / "dataset.toml").read_bytes()
    edit(monitor, "own_meeting", "network")
    monitor.run("edit", monitor.folder)
    (monitor.folder / "dataset.toml").write_bytes(earlier)
    with pytest.raises(DatasetError, match="is not as it was saved"):
        store.open_dataset(monitor.folder)
    assert monitor.run("edit", monitor.folder).code == 0
    assert store.open_dataset(monitor.folder).dataset.rounds[0].shown_to == "own_meeting"


def test_facts_and_narratives_can_be_added_and_taken_away(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    facts = '[[narratives]]\npilot = "KEN"\nround = "1"\nsection = "context"\nlanguage = "en"\n'
    path = monitor.folder / "narratives.toml"
    path.write_text(f'\ufeff{facts}text = "Said"\nstatus = "draft"\n', "utf-8")  # as Notepad saves
    assert monitor.run("edit", monitor.folder).out == "Taken in: narratives.toml.\n"
    assert [n.text for n in store.open_dataset(monitor.folder).dataset.narratives] == ["Said"]
    path.unlink()
    assert monitor.run("edit", monitor.folder).code == 0
    assert store.open_dataset(monitor.folder).dataset.narratives == ()
    monitor.run("undo", monitor.folder)
    assert path.is_file()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('pilot = "KEN"', 'pilot = "CON"', "the pilot is “CON”; allowed: letters A-Z"),
        ('pilot = "KEN"', 'pilot = "../x"', "the pilot is “../x”; allowed: letters A-Z"),
        ('pilot = "KEN"', 'pilot = ""', "the pilot is “”; allowed: letters A-Z"),
        ('pilot = "KEN"', 'pilot = "ukr"', "UKR and ukr would be one folder on Windows"),
        ('pilot = "KEN"', 'pilot = "GHA"', "belong to the answers and stay as they are"),
        ("shape = 1", "shape = 2", "belong to the answers and stay as they are"),
        ("own_meeting", "everybody", "allowed: own_meeting, network, public"),
        ("shape = 1", "shape 1", "this is not TOML"),
    ],
)
def test_an_edit_that_is_not_allowed_is_refused_and_stays(
    monitor: Monitor, before: str, after: str, said: str
) -> None:
    monitor.take(*FIRST)
    edit(monitor, before, after)
    told = monitor.run("edit", monitor.folder)
    assert told.code == 2
    assert said in told.err
    assert after in (monitor.folder / "dataset.toml").read_text("utf-8")
    assert monitor.run("edit", monitor.folder, "--put-back").code == 0
    assert len(monitor.said()) == 2


def test_a_description_that_is_deleted_or_no_text_can_be_put_back(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    path = monitor.folder / "dataset.toml"
    for content in (None, b"\xff\xfe"):
        path.unlink() if content is None else path.write_bytes(content)
        told = monitor.run("edit", monitor.folder)
        assert told.code == 2
        assert "missing or no text in UTF-8" in told.err
        assert monitor.run("edit", monitor.folder, "--put-back").code == 0
        assert len(monitor.said()) == 2


def test_an_edit_made_after_a_crash_is_not_overwritten(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copies of the last commit still wait under another name: the next write would put them down."""
    monitor.take(*FIRST)
    replace = os.replace

    def cut_off(old: object, new: object) -> None:
        if str(new).endswith("dataset.toml"):
            raise OSError(5, "gone")
        replace(old, new)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", cut_off)
    assert monitor.take("u3 kenya yes", options=("--round", "2")).code == 0
    monkeypatch.undo()
    assert len(monitor.said()) == 3
    edit(monitor, "own_meeting", "network")
    told = monitor.take("u4 kenya yes")
    assert told.code == 2
    assert "is not as it was saved" in told.err
    assert "network" in (monitor.folder / "dataset.toml").read_text("utf-8")
    assert monitor.run("edit", monitor.folder, "--put-back").code == 0
    assert monitor.take("u4 kenya yes").code == 0
    assert monitor.temporary() == []
