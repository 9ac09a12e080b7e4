"""What a file is, judged by its bytes before anything parses it."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError
from swit_data.intake.problems import shown

if TYPE_CHECKING:
    from pathlib import Path

AS_CSV = (
    "Export it as CSV: in KoboToolbox choose “CSV” and “XML values and headers”; "
    "in Excel “Save as”, “CSV UTF-8”."
)
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or one with a password"),
    (b"%pdf", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_text(path: Path) -> str:
    """Return the text of a file, without a byte order mark.

    Raises:
        IntakeError: it cannot be read, is empty, is no text, or is not in UTF-8.
    """
    file = shown(path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IntakeError(
            f"{file}: this file cannot be read ({error.strerror}). Check its name and place."
        ) from error
    content = content.removeprefix(codecs.BOM_UTF8)
    kind = _unfit(content)
    if kind:
        raise IntakeError(f"{file}: {kind}")
    return _decoded(content, file)


def _unfit(content: bytes) -> str:
    """Say why these bytes are no table in text, or return nothing."""
    if content.startswith(_UTF16) or _looks_like_utf16(content):
        return f"this file is in UTF-16; needed is UTF-8. {AS_CSV}"
    if not content.strip():
        return f"this file is empty. {AS_CSV}"
    start = content[:64].lstrip().lower()
    for magic, kind in _KINDS:
        if start.startswith(magic.lower()):
            return f"this is {kind}, not a CSV table. {AS_CSV}"
    if b"\0" in content:
        return f"this file is not text, so not a table. {AS_CSV}"
    return ""


def _looks_like_utf16(content: bytes) -> bool:
    """Say whether every other byte is nearly always zero, as in Latin letters in UTF-16."""
    start = content[:2000]
    half = len(start) // 2
    even, odd = start[::2].count(0), start[1::2].count(0)
    return half > 1 and max(even, odd) > 0.7 * half and min(even, odd) < 0.1 * half


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise IntakeError(
            f"{file}: line {line} is not in UTF-8, so letters would be read wrongly. {AS_CSV}"
        ) from error
