"""A zip opened without trusting it: its names, its sizes, and what it unpacks to."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, Sentence, say, shown
from swit_data.intake.opening.limits import MEGABYTE, PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swit_data.intake.opening.limits import Limits

# A workbook has at most three files a sheet, and Kobo and ODK write a sheet or file for each repeat: a form with
# 300 repeats would still pass. The limit on what they unpack to is what protects; this one is for the list itself.
_MOST_ENTRIES = 1000
# Text of answers packs 10 to 40 times (measured); a file that is all zeros packs 1,000 times.
_MOST_PACKED = 100
_SMALL = MEGABYTE  # a file that unpacks to less does no harm
_ENCRYPTED = 1  # flag of an entry
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|[\x00-\x1f]")
_DAMAGED = "{file}: this file is damaged, perhaps cut short while it was copied. Download or copy it again."


@dataclass(frozen=True)
class Archive:
    """A zip whose list of files is safe to follow."""

    file: str
    packed: zipfile.ZipFile

    @property
    def names(self) -> list[str]:
        """Return the names of its files, without folders."""
        return [info.filename for info in self.packed.infolist() if not info.is_dir()]

    @property
    def unpacked(self) -> int:
        """Return the bytes it says to unpack to; reading stops there (zipfile compares)."""
        return sum(info.file_size for info in self.packed.infolist())

    def read(self, name: str) -> bytes:
        """Return a file of it.

        Raises:
            IntakeError: it is damaged.
        """
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a file of it piece by piece; its length and checksum are compared at the end.

        Raises:
            IntakeError: it is damaged.
        """
        try:
            with self.packed.open(name) as part:
                yield from iter(lambda: part.read(MEGABYTE), b"")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
            raise IntakeError(say(_DAMAGED, file=self.file)) from None


def open_archive(file: str, content: bytes, limits: Limits = PAGE) -> Archive:
    """Return a zip with safe names and sizes.

    Raises:
        IntakeError: it is damaged, encrypted, or made to harm.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        raise IntakeError(say(_DAMAGED, file=file)) from None
    entries = packed.infolist()
    wrong = _wrong_names(file, entries) or _wrong_sizes(file, entries, limits)
    if wrong:
        raise IntakeError(wrong)
    return Archive(file, packed)


def _wrong_names(file: str, entries: list[zipfile.ZipInfo]) -> Sentence | None:
    if any(info.flag_bits & _ENCRYPTED for info in entries):
        text = "{file}: this zip has a password. Remove the password, or unpack it and zip it again without one."
        return say(text, file=file)
    unsafe = [info.orig_filename for info in entries if _UNSAFE.search(info.orig_filename)]
    if unsafe:
        return say(
            "{file}: this zip holds a file with an unsafe name (“{name}”), which would be written outside its folder. "
            "Do not use it; export the data again.",
            file=file,
            name=shown(unsafe[0]),
        )
    twice = [name for name, n in Counter(info.filename for info in entries).items() if n > 1]
    if twice:
        text = (
            "{file}: this zip holds two files of the same name (“{name}”). Export the data again."
        )
        return say(text, file=file, name=shown(twice[0]))
    return None


def _wrong_sizes(file: str, entries: list[zipfile.ZipInfo], limits: Limits) -> Sentence | None:
    if len(entries) > _MOST_ENTRIES:
        text = (
            "{file}: this zip holds {n} files; allowed are {most}. Export the data without media."
        )
        return say(text, file=file, n=len(entries), most=_MOST_ENTRIES)
    unpacked = sum(info.file_size for info in entries)
    if any(i.file_size > _SMALL and i.file_size > _MOST_PACKED * i.compress_size for i in entries):
        return say(
            "{file}: this file is {packed} KB and would unpack to {unpacked} MB, more than {most} times its size. That "
            "is how files are made to bring a computer down, or a workbook with very many empty cells. Copy the "
            "rows with answers into a new workbook, or export the data as CSV.",
            file=file,
            packed=sum(info.compress_size for info in entries) // 1024 + 1,
            unpacked=unpacked // MEGABYTE,
            most=_MOST_PACKED,
        )
    if unpacked > limits.unpacked:
        return say(
            "{file}: this file unpacks to {unpacked} MB; allowed are {most} MB. Delete empty formatted rows under the "
            "answers, export the data as CSV, or import it from the command line, which takes larger files.",
            file=file,
            unpacked=unpacked // MEGABYTE + 1,
            most=limits.unpacked // MEGABYTE,
        )
    return None
