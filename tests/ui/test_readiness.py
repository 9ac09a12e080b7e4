"""Getting ready while the browser loads: a page waits for it, whatever comes of it."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from swit_data.errors import ReleaseError
from swit_data.ui import beforehand, readiness
from tests.stand import ROOT


@pytest.fixture(autouse=True)
def _nothing_stays_set_aside() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_a_page_waits_until_what_is_shown_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    opening, drawn = threading.Event(), threading.Event()
    monkeypatch.setattr(beforehand, "make", lambda: opening.wait(60))
    thread = readiness.begin()

    def draw() -> None:
        readiness.wait()
        drawn.set()

    page = threading.Thread(target=draw)
    page.start()
    assert not drawn.wait(0.2)
    opening.set()
    assert drawn.wait(60)
    thread.join(60)
    page.join(60)


def test_what_cannot_be_opened_is_left_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise ReleaseError("scores.parquet is damaged.")

    monkeypatch.setattr(beforehand, "make", refuse)
    thread = readiness.begin()
    readiness.wait()
    thread.join(60)
    assert not thread.is_alive()


def test_what_cannot_be_shown_is_searched_for_garbage_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searching = []

    def refuse() -> None:
        searching.append(gc.isenabled())
        raise ReleaseError("scores.parquet is damaged.")

    monkeypatch.setattr(beforehand, "make", refuse)
    readiness.begin().join(60)
    assert [*searching, gc.isenabled()] == [False, True]


def test_a_server_answers_before_it_has_loaded_what_pages_need() -> None:
    heavy = "{'pandas', 'numpy', 'pyarrow', 'duckdb', 'babel', 'swit_data.store'}"
    asked = f"import sys; from swit_data.ui import server; print({heavy} & set(sys.modules))"
    told = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "set()"
