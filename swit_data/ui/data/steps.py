"""The way from a form to a release: five steps, which are done, and the one that comes next."""

from contextlib import suppress
from pathlib import Path

from swit_data import fieldwork, store
from swit_data.errors import SwitError
from swit_data.ui import blocks, session, sources
from swit_data.ui.elements import element
from swit_data.wording import Wording

STEPS = ("form", "file", "check", "community", "release")
_DONE = "done"
_FILES = "data_files"  # how many files this visit kept


def file_key() -> str:
    """Return the key of the file chooser: a new one after each file that was kept."""
    return f"data_file_{session.remembered(_FILES, 0)}"


def next_file() -> None:
    """Empty the file chooser for the next file."""
    session.remember(_FILES, session.remembered(_FILES, 0) + 1)


def show_steps(folder: Path | None, wording: Wording) -> None:
    """Draw the steps of the way, and in one sentence what is next."""
    text = wording.text
    now = _now(folder)
    place = len(STEPS) if now == _DONE else STEPS.index(now.partition(".")[0])
    lines = [
        [state, str(n + 1), text(f"data.steps.{step}"), text(f"data.steps.{state}")]
        for n, step in enumerate(STEPS)
        for state in ["done" if n < place else "now" if n == place else "later"]
    ]
    element("steps", "steps")(data=lines, key="steps")
    blocks.words("next", ("p", text(f"data.next.{now}")))


def _now(folder: Path | None) -> str:
    """Return the step that is next: a file that is there is checked first."""
    if session.value_of(file_key()) is not None:
        return "check"
    if folder is None or not store.exists(folder):
        return "file"
    with suppress(SwitError, OSError):  # damage is said where the pilots and rounds stand
        return _of_dataset(folder)
    return "file"


def _of_dataset(folder: Path) -> str:
    """Return the step that is next of a dataset: more interviews, the community's reading, the release.

    Raises:
        DatasetError: it is damaged.
    """
    commits = store.history(folder)
    if commits and commits[-1].what == "release":
        return _DONE
    stored = store.open_dataset(folder)
    people = fieldwork.community(stored)
    k0 = min(framework.k0 for framework in stored.dataset.frameworks.values())
    if all(count < k0 for count in people.values()):
        return "file.more"
    return "release" if sources.draft() else "community"
