"""Getting ready while the browser loads: a page waits for it, whatever comes of it."""

import threading

import pytest

from swit_data.errors import ReleaseError
from swit_data.ui import readiness, sources


def test_a_page_waits_until_what_is_shown_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    opening, drawn = threading.Event(), threading.Event()
    monkeypatch.setattr(sources, "open_beforehand", lambda: opening.wait(60))
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

    monkeypatch.setattr(sources, "open_beforehand", refuse)
    thread = readiness.begin()
    readiness.wait()
    thread.join(60)
    assert not thread.is_alive()
