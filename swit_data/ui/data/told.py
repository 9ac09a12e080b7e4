"""What a job said, in the reader's language: sentences, and errors where they happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from swit_data.errors import Sentence, SwitError, of_disk
from swit_data.ui import blocks
from swit_data.wording import Wording


def tell(key: str, wording: Wording, lines: Iterable[Sentence], *, tag: str = "p") -> None:
    """Show sentences, each a line."""
    found = [(tag, wording.sentence(line)) for line in lines]
    if found:
        blocks.words(key, *found)


@contextmanager
def told(key: str, wording: Wording) -> Iterator[None]:
    """Show the sentences of an error in place of what could not be done."""
    try:
        yield
    except SwitError as error:
        tell(f"error_{key}", wording, error.sentences, tag="li")
    except OSError as error:
        refusal = of_disk(error)
        if refusal is None:
            raise
        tell(f"error_{key}", wording, refusal.sentences, tag="li")
