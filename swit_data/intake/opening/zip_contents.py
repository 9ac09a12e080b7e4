"""What a zip holds: a workbook without anything that runs or reaches out, or CSV files and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, Sentence, say, shown
from swit_data.intake.opening.csv_file import read_delimited
from swit_data.intake.opening.file_kinds import AGAIN, kind_of

if TYPE_CHECKING:
    from swit_data.intake.opening.book import Sheet
    from swit_data.intake.opening.zip_file import Archive

WORKBOOK = "xl/workbook.xml"
_SAVE = say("Open it in Excel and save it as “Excel workbook (.xlsx)”.")
# Parts of a workbook that run or reach out; calamine does nothing with them, but the file is passed on to others.
_DANGEROUS = (
    (re.compile(r"vbaProject|macrosheets/", re.IGNORECASE), say("macros")),
    (re.compile(r"externalLinks/", re.IGNORECASE), say("links to other files")),
    (re.compile(r"embeddings/|oleObject|activeX/", re.IGNORECASE), say("embedded objects")),
)
_MACROS = b"macroEnabled"  # the content type of .xlsm, whether macros are left in it or not
_OTHER_BOOKS = (
    ("content.xml", say("an OpenDocument file (.ods)")),
    ("xl/workbook.bin", say("a binary Excel workbook (.xlsb)")),
    ("word/document.xml", say("a Word document")),
    ("ppt/presentation.xml", say("a PowerPoint presentation")),
    ("Index/Document.iwa", say("an Apple Numbers file")),
)
_MEDIA = re.compile(
    r"""\.(jpe?g|png|gif|heic|webp|bmp|tiff?|svg
    |amr|mp3|m4a|wav|og[ga]|aac|3gpp?|mp4|mov|avi|webm|mkv)$""",
    re.IGNORECASE | re.VERBOSE,
)
_ZIPS = re.compile(r"\.(zip|xls[xm]|ods|7z|rar|gz|tar|jar)$", re.IGNORECASE)
_OF_THE_SYSTEM = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


def kind_inside(archive: Archive) -> str:
    """Return xlsx or zip (CSV files).

    Raises:
        IntakeError: it is neither, or a workbook with macros, links to other files or embedded objects.
    """
    names = archive.names
    if WORKBOOK in names:
        _check_parts(archive)
        return "xlsx"
    for part, called in _OTHER_BOOKS:
        if part in names:
            text = "{file}: this is {called}, which is not read. {save}"
            raise IntakeError(say(text, file=archive.file, called=called, save=_SAVE))
    if any(name.lower().endswith(".csv") for name in names):
        return "zip"
    text = (
        "{file}: this zip holds neither a workbook nor CSV files{media}. From ODK Central take “All data” as zip of "
        "CSV files. {again}"
    )
    media = say("")
    if any(map(_MEDIA.search, names)):
        media = say(", but photos, sound or video")
    raise IntakeError(say(text, file=archive.file, media=media, again=AGAIN))


def _check_parts(archive: Archive) -> None:
    names = archive.names
    found = [called for part, called in _DANGEROUS if any(map(part.search, names))]
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if _MACROS in types and not found:
        found = [say("macros")]
    if found:
        text = (
            "{file}: this workbook holds {found}, which can run programs or send data elsewhere. Open it in Excel, "
            "copy the answers into a new workbook, and save that as “Excel workbook (.xlsx)”."
        )
        raise IntakeError(say(text, file=archive.file, found=found[0]))


def read_tables(archive: Archive) -> list[Sheet]:
    """Return every CSV file of a zip as a table.

    Raises:
        IntakeError: something else is in it, or a CSV cannot be read.
    """
    names = [name for name in archive.names if not _OF_THE_SYSTEM.search(name)]
    others = [name for name in names if not name.lower().endswith(".csv")]
    wrong = [_wrong_file(archive.file, name) for name in others]
    if wrong:
        raise IntakeError(*wrong[:5])
    return [_table(archive, name) for name in names]


def _table(archive: Archive, name: str) -> Sheet:
    content = archive.read(name)
    file = f"{archive.file}, {shown(name)}"
    if kind_of(file, content) != "csv":
        text = "{file}: this is no CSV table, whatever its name says. {again}"
        raise IntakeError(say(text, file=file, again=AGAIN))
    return read_delimited(archive.file, content, shown(name.rpartition("/")[2]))


def _wrong_file(file: str, name: str) -> Sentence:
    if _MEDIA.search(name):
        return say(
            "{file}: “{name}” is a photo, sound or video. They can show who somebody is and never come in. Export "
            "the data without media, and stop collecting them.",
            file=file,
            name=shown(name),
        )
    if _ZIPS.search(name):
        text = "{file}: “{name}” is a zip or workbook inside a zip. Unpack it and import it alone."
        return say(text, file=file, name=shown(name))
    text = (
        "{file}: “{name}” is no CSV file; only those are read from a zip. Take it out of the zip."
    )
    return say(text, file=file, name=shown(name))
