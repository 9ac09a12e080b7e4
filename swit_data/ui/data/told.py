"""What a job said, in the reader's language: sentences, and errors where they happen."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from swit_data.errors import Sentence, SwitError, of_disk
from swit_data.ui import blocks, session
from swit_data.wording import Wording


def tell(key: str, wording: Wording, lines: Iterable[Sentence], *, tag: str = "p") -> None:
    """Show sentences, each a line; of a place on this computer only its last name."""
    found = [(tag, wording.sentence(_without_places(line))) for line in lines]
    if found:
        blocks.words(key, *found)


@contextmanager
def told(key: str, wording: Wording) -> Iterator[None]:
    """Show the sentences of an error in place of what could not be done."""
    try:
        yield
    except (SwitError, OSError) as error:
        refusal = error if isinstance(error, SwitError) else of_disk(error)
        if refusal is None:
            raise
        tell(f"error_{key}", wording, refusal.sentences, tag="li")


def announce(key: str, line: str) -> None:
    """Draw the page again as it now is, with a line that says what was done."""
    session.say_next(line, f"announced_{key}")
    st.rerun()


def announced(key: str) -> None:
    """Show once what was done."""
    if line := session.said_before(f"announced_{key}"):
        blocks.words(f"announced_{key}", ("mark", line))


def _without_places(line: Sentence) -> Sentence:
    return Sentence(line.text, tuple((name, _without_place(value)) for name, value in line.values))


def _without_place(value: object) -> object:
    if isinstance(value, Sentence):
        return _without_places(value)
    if isinstance(value, Path) or (isinstance(value, str) and Path(value).is_absolute()):
        return Path(str(value)).name
    return value
