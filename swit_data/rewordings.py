"""What a text said before it was reworded: answers come back in the words that were asked.

A translator's comment above the text keeps it, `# until 2026-11-29: <what it said until that day>`; a form that was
handed out before that day is read by it. A language as it was before a day is written uk@2026-11-29.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import escape, unescape

BEFORE = "@"  # stands between a language and the day
_UNTIL = re.compile(r"until (\d{4}-\d{2}-\d{2}): (.*)")


def days_of(catalogs: Iterable[Catalog]) -> tuple[str, ...]:
    """Return the days, YYYY-MM-DD, on which any text of a language was reworded; the latest first."""
    found = {day for message in chain(*catalogs) for day, _ in _kept(message)}
    return tuple(sorted(found, reverse=True))


def as_before(catalog: Catalog, day: str) -> Catalog:
    """Return a catalogue with each text as it was before a day."""
    for message in catalog:
        # Of one day the first: the others were asked of nobody.
        later = sorted((kept for kept in _kept(message) if kept[0] >= day), key=itemgetter(0))
        if later:
            message.string = later[0][1]
    return catalog


def kept_as(text: str, day: str) -> str:
    """Return the comment that keeps what a text said until a day."""
    return f"until {day}: {escape(text)[1:-1]}"


def _kept(message: Message) -> Iterator[tuple[str, str]]:
    for comment in message.user_comments:
        if found := _UNTIL.fullmatch(comment.strip()):
            yield found[1], unescape(f'"{found[2]}"')
