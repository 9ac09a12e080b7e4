"""A warm process that is copied for each job, and what a job left behind."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from swit_data import store
from swit_data.__main__ import main
from swit_data.commands.terminal import say
from swit_data.dataset import Narrative, write_toml
from swit_data.errors import DatasetError, SwitError, WrongPassphraseError
from swit_data.store import leftovers, slots
from tests.intake.field import NARROW
from tests.store.monitor import HEAD, everything
from tests.vaults import CHEAP, OTHER, PASSPHRASE, PLAIN

FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")
SECOND = ("u2 kenya yes", "u4 UKR no")
THIRD = ("u5 UKR yes",)
KEPT = "Kept in"
_SECONDS = 1200  # a job that hangs; replaying a cut import takes 100, on a busy computer more
NARRATIVE = Narrative("KEN", "1", "about", "en", "As we say it ourselves.", "draft")


@dataclass(frozen=True)
class Ended:
    """How a job ended."""

    code: int  # negative: the signal
    said: str


@dataclass(frozen=True)
class Found:
    """What a reader finds in a dataset."""

    rows: str = ""  # everything of it as one text
    refused: str = ""  # the sentence
    temporary: int = 0


def in_copy(job: Callable[[], int], *watch: str) -> Ended:
    """Run a job in a copy of this process, under strace with some options; it starts when strace watches."""
    with tempfile.TemporaryFile() as out:
        child = os.fork()
        if not child:
            _be(job, out.fileno(), wait=bool(watch))
        if watch:
            _watched(child, watch)
        _, status = os.waitpid(child, 0)
        out.seek(0)
        return Ended(os.waitstatus_to_exitcode(status), out.read().decode("utf-8", "replace"))


def _be(job: Callable[[], int], out: int, *, wait: bool) -> None:
    signal.alarm(_SECONDS)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", 0), write_through=True)
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", 0), write_through=True)
    if wait:
        os.kill(os.getpid(), signal.SIGSTOP)
    code = 99
    try:
        code = job()
    finally:
        os._exit(code)


def _watched(child: int, options: Sequence[str]) -> None:
    os.waitpid(child, os.WUNTRACED)
    strace = subprocess.Popen(  # noqa: S603 - our own tool, our own process
        ["strace", "-f", "-p", str(child), *options],  # noqa: S607
        stderr=subprocess.PIPE,
        text=True,
    )
    assert strace.stderr is not None
    assert "attached" in strace.stderr.readline()
    os.kill(child, signal.SIGCONT)
    strace.stderr.read()  # until it ends, which it does with the child
    strace.wait()


class Place:
    """A folder with a dataset, files to import, and a copy of the dataset to begin again from."""

    def __init__(self, folder: Path, *, sealed: bool = False) -> None:
        """Write the files and make the first import; `sealed`: into a vault."""
        self.folder, self.sealed = folder, sealed
        slots.COST = CHEAP
        os.environ |= {"SWIT_PASSPHRASE": PASSPHRASE, "SWIT_NEW_PASSPHRASE": OTHER}
        self.dataset = folder / "dataset"
        (folder / "small.toml").write_text(NARROW, "utf-8")
        for name, interviews in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
            self.file(name, interviews)
        # Once in this process itself: what is loaded late is loaded before anything is counted.
        code, _ = quiet(lambda: main(self.words("import", "first")))
        assert code == 0
        shutil.copytree(self.dataset, folder / "kept")

    def file(self, name: str, interviews: Sequence[str]) -> None:
        """Write a file from the field."""
        rows = [interview.split() for interview in interviews]
        lines = [f"2026-03-02,{p},ngo,yes,{a},{code},2026-03-02T10:00:00\n" for code, p, a in rows]
        (self.folder / f"{name}.csv").write_text(HEAD + "".join(lines), "utf-8")

    def words(self, command: str, *more: str) -> list[str]:
        """Return a command on this dataset; an import takes the name of a file."""
        if command != "import":
            return [command, str(self.dataset), *more]
        where = ["--framework", str(self.folder / "small.toml"), "--dataset", str(self.dataset)]
        return [
            "import",
            str(self.folder / f"{more[0]}.csv"),
            *where,
            "--yes",
            *([] if self.sealed else [PLAIN]),
        ]

    def does(self, *words: str, watch: Sequence[str] = ()) -> Ended:
        """Run a command in a copy; `by hand` and `write texts` are what an owner does in an editor and on the page."""
        given = self.words(*words)
        own = {"by hand": self.by_hand, "write texts": self.write_texts}
        return in_copy(own.get(words[0], lambda: main(given)), *watch)

    def by_hand(self) -> int:
        """Edit dataset.toml and put a file of texts beside it, as in an editor."""
        path = self.dataset / "dataset.toml"
        text = path.read_text("utf-8")
        path.write_text(text.replace('organisation = ""', 'organisation = "Our own name"'), "utf-8")
        row = NARRATIVE
        (self.dataset / "narratives.toml").write_text(write_toml("narratives", {}, (row,)), "utf-8")
        return 0

    def write_texts(self) -> int:
        """Save a text as the page *Your own texts* does."""
        try:
            with opened_by(self.dataset):
                number = store.open_dataset(self.dataset).number
                store.describe(self.dataset, number, narratives=(NARRATIVE,), asks=())
            say(f"{KEPT} the dataset")
        except SwitError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        return 0

    def again(self, kept: str = "kept") -> None:
        """Begin again from a copy."""
        shutil.rmtree(self.dataset, ignore_errors=True)
        if (self.folder / kept).exists():
            shutil.copytree(self.folder / kept, self.dataset)

    def found(self, folder: Path | None = None) -> Found:
        """Return what a reader finds."""
        place = folder or self.dataset
        ended = in_copy(lambda: _look(place))
        assert ended.code == 0, ended
        return Found(**json.loads(ended.said.splitlines()[-1]))

    def found_then_third(self) -> tuple[Found, bool, int]:
        """Return what a reader finds; whether a next import is kept then, and how much it leaves half done."""
        words = self.words("import", "third")

        def job() -> int:
            before = look(self.dataset)
            with opened_by(self.dataset) as by:
                os.environ["SWIT_PASSPHRASE"] = by or PASSPHRASE
            code, said = quiet(lambda: main(words))
            after = look(self.dataset)
            kept = code == 0 and KEPT in said and "refused" not in after
            sys.stdout.write(json.dumps([before, kept, after["temporary"]]) + "\n")
            return 0

        ended = in_copy(job)
        assert ended.code == 0, ended
        before, kept, temporary = json.loads(ended.said.splitlines()[-1])
        return Found(**before), kept, temporary


def _look(folder: Path) -> int:
    sys.stdout.write(json.dumps(look(folder)) + "\n")
    return 0


def look(folder: Path) -> dict[str, object]:
    """Return what a reader finds, as Found: answers, and what their owner says of them."""
    names = [p.name for p in folder.rglob(".*") if p.is_file()] if folder.exists() else []
    left = len(set(names) - {".lock", ".key"}) + leftovers.are_there(folder)
    if not store.exists(folder):
        return {"rows": "nothing", "temporary": left}
    try:
        with opened_by(folder) as by:
            found = store.open_dataset(folder).dataset
            own = [*found.narratives, *(row.organisation for row in found.rounds)]
            rows = str((by, sorted(everything(folder)), own))
            return {"rows": rows, "temporary": left}
    except DatasetError as error:
        return {"refused": str(error), "temporary": left}


@contextmanager
def opened_by(folder: Path) -> Iterator[str]:
    """Open a dataset by whichever passphrase does, and give that; nothing for a plain one."""
    with store.running():
        for passphrase in (PASSPHRASE, OTHER) if store.is_vault(folder) else ():
            try:
                store.open_vault(folder, passphrase)
            except WrongPassphraseError:
                continue
            (folder / ".tries").unlink(missing_ok=True)
            yield passphrase
            return
        yield ""


def quiet(job: Callable[[], int]) -> tuple[int, str]:
    """Run a job in this process and return its code and what it said."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(out):
        code = job()
    return code, out.getvalue()
