"""What was written in the boxes of texts and not saved: it outlives a change of pages."""

from typing import Any

from swit_data.ui import session

_TEXTS = "texts"


def written(text: str) -> dict[str, Any]:
    """Return what was written in the boxes of a text and not saved, by field."""
    kept: dict[str, Any] = _texts().get(text, {})
    return kept


def unsaved() -> tuple[str, ...]:
    """Return the names of the texts that were written and not saved; a name follows its key and a line."""
    return tuple(text.partition("|")[2] for text in _texts() if "|" in text)


def keep_written(text: str, field: str, widget: str) -> None:
    """Keep what a box of a text says now, until it is saved or let go."""
    put(text, field, session.value_of(widget))


def put(text: str, field: str, value: object) -> None:
    """Put something into a box of a text."""
    session.remember(_TEXTS, _texts() | {text: written(text) | {field: value}})


def let_go(text: str) -> None:
    """Forget what was written: it is saved, or what is saved is to be shown again."""
    session.remember(_TEXTS, {name: kept for name, kept in _texts().items() if name != text})


def _texts() -> dict[str, dict[str, Any]]:
    return session.remembered(_TEXTS, {})
