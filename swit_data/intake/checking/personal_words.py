"""The words by which a header says that its column can identify a person: data/intake/personal_words.toml."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from swit_data.errors import FrameworkError, IntakeError, say
from swit_data.framework.error_place import Place
from swit_data.framework.tables import Table
from swit_data.framework.toml_file import normalised, tables_in
from swit_data.intake.opening.any_file import content_of

WORDS = Path(__file__).parents[3] / "data" / "intake" / "personal_words.toml"
KINDS = (
    *("places", "bodies", "pictures_and_voices", "telephones", "e_mails", "identity_papers"),
    "names",
)
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

Words = frozenset[str]


def header_words(header: str) -> Words:
    """Return the words of a header, also those of phoneNumber and phone_number."""
    spaced = _CAMEL.sub(" ", header).replace("'", "").replace("’", "")
    return frozenset(word.casefold() for word in _WORD.findall(spaced))


@cache
def personal_words(path: Path) -> Mapping[str, tuple[Words, ...]]:
    """Return of each kind what says it: a header that holds all words of one of these.

    Raises:
        IntakeError: the file cannot be read, lacks a list, or holds what is no word.
    """
    try:
        lists = Table(Place(path.name), "", tables_in(normalised(content_of(path)), path.name))
        lists.only(*KINDS)
        return {kind: _words_of(lists, kind) for kind in KINDS}
    except FrameworkError as error:
        raise IntakeError(*error.sentences) from error


def _words_of(lists: Table, kind: str) -> tuple[Words, ...]:
    if not lists.data.get(kind):
        lists.refuse(kind, lists.data.get(kind), say("a list of texts that are not empty"))
    written = lists.texts(kind)
    for words in written:
        if not header_words(words):
            lists.refuse(kind, words, say("words of letters, as a header holds them"))
    return tuple(map(header_words, written))
