"""A text as a file of XML can hold it, whatever an owner typed or pasted."""

import re

# What XML 1.0 has no place for; half a sign of UTF-16 among it.
_NO_PLACE = re.compile(r"[^\t\n\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def xml_text(said: str) -> str:
    """Return a text without control characters, which slides and Word documents cannot hold."""
    return _NO_PLACE.sub("", said)
