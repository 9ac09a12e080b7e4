"""What the first reader waits for is loaded and opened while the browser is still loading its own scripts."""

from contextlib import suppress
from threading import Event, Thread

from swit_data.errors import SwitError
from swit_data.ui import garbage

_READY = Event()
_READY.set()  # where nobody began, as in a test, nothing is waited for


def begin() -> Thread:
    """Begin to load the pages and to open what they show; whoever comes before that waits for it."""
    _READY.clear()
    thread = Thread(target=_get_ready, name="readiness", daemon=True)
    thread.start()
    return thread


def wait() -> None:
    """Wait until the pages can be drawn."""
    _READY.wait()


def _get_ready() -> None:
    try:
        with garbage.none_while_loading(), suppress(SwitError):  # the page says it
            from swit_data.ui import beforehand  # noqa: PLC0415 - 1 s, for which no server waits

            beforehand.make()
    finally:
        _READY.set()
