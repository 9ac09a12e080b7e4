"""The bytes of a text file as UTF-8, or a sentence about what they are instead."""

import codecs
from itertools import pairwise

from swit_data.errors import IntakeError, Sentence, say
from swit_data.intake.opening.file_kinds import AGAIN

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HEAD = 4000
_TEXT = frozenset(b"\t\n\v\f\r\x1a\x1b")  # control characters that texts have


def as_utf8(file: str, content: bytes) -> bytes:
    """Return the text of a file in UTF-8 without a byte order mark; that it is UTF-8 is checked when it is read.

    Excel's “Unicode text” is UTF-16 and is read, with its mark or without.

    Raises:
        IntakeError: it is no text.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    kind = _UTF16.get(content[:2]) or _unmarked_utf16(content)
    if kind:
        return _from_utf16(file, content, kind)
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        text = "{file}: line {line} holds a zero byte, so this file is not text or it is damaged. {again}"
        raise IntakeError(say(text, file=file, line=line, again=AGAIN))
    return content


def _from_utf16(file: str, content: bytes, kind: str) -> bytes:
    try:
        text = content.decode(kind).removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = "{file}: this file is in UTF-16 and damaged, perhaps cut short while it was copied. {again}"
        raise IntakeError(say(text, file=file, again=AGAIN)) from None
    if "\0" in text:
        said = say("{file}: this file is not text, so not a table. {again}", file=file, again=AGAIN)
        raise IntakeError(said)
    return text.encode()


def _unmarked_utf16(content: bytes) -> str:
    """Return which UTF-16 a text without a mark is in: the one that makes letters and signs of it, or none."""
    head = content[: _HEAD - _HEAD % 2]
    if b"\0" not in head:
        return ""
    for kind in _UTF16.values():
        text = head[: len(head) // 2 * 2].decode(kind, "replace")
        good = sum(c.isprintable() or c in "\t\r\n" for c in text)
        if text and good > 0.98 * len(text) and _has_plain_signs(text):
            return kind
    return ""


def _has_plain_signs(text: str) -> bool:
    """Say whether separators and line ends are there: read in the wrong order they are Chinese signs."""
    return any(sign in text for sign in ",;\t\r\n")


def decoded(file: str, content: bytes) -> str:
    """Return a text.

    Raises:
        IntakeError: it is not in UTF-8; the sentence names the line and what it is probably in.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise IntakeError(_not_utf8(file, content, error.start)) from None


def _not_utf8(file: str, content: bytes, place: int) -> Sentence:
    if any(byte < 32 and byte not in _TEXT for byte in content[:_HEAD]):  # noqa: PLR2004
        return say("{file}: this file is not text, so not a table. {again}", file=file, again=AGAIN)
    start = content.rfind(b"\n", 0, place) + 1
    return say(
        "{file}: line {line} is not in UTF-8, so its letters would be read wrongly{guess}. In Excel choose “Save as”, "
        "“CSV UTF-8”; in a text editor save it with the encoding UTF-8; or export it again.",
        file=file,
        line=content.count(b"\n", 0, place) + 1,
        guess=_guess(content[start : start + 10_000].split(b"\n")[0]),
    )


def _guess(line: bytes) -> Sentence:
    """Return what a line is probably in: words of high bytes are Cyrillic, single ones are accented letters."""
    high = [byte for byte in line if byte >= 0x80]  # noqa: PLR2004
    pairs = sum(min(pair) >= 0xA5 for pair in pairwise(line))  # noqa: PLR2004
    if not high or pairs < len(high) / 2:
        return say("; this looks like Windows-1252 (Western European)")
    if sum(0x80 <= byte < 0xB0 for byte in high) > len(high) / 2:  # noqa: PLR2004
        return say("; this looks like an old DOS table (code page 866)")
    small = sum(byte >= 0xE0 for byte in high)  # noqa: PLR2004
    if small > sum(0xC0 <= byte < 0xE0 for byte in high):  # noqa: PLR2004
        return say("; this looks like Windows-1251 (Cyrillic)")
    return say("; this looks like KOI8 (Cyrillic)")
