"""What a file is, judged by its bytes; a name that says something else is refused."""

import codecs
import re

from swit_data.errors import IntakeError, Sentence, say

AGAIN = say(
    "Export it again: in KoboToolbox choose “CSV” or “XLS” and “XML values and headers”; in Excel “Save as”, "
    "“Excel workbook (.xlsx)” or “CSV UTF-8”."
)
_OTHERS = (
    (b"%pdf", say("a PDF")),
    (b"\x1f\x8b", say("a compressed file (gzip)")),
    (b"7z\xbc\xaf\x27\x1c", say("a compressed file (7-Zip)")),
    (b"rar!", say("a compressed file (RAR)")),
    (b"<!doctype", say("a web page")),
    (b"<html", say("a web page")),
    (b"<?xml", say("an XML file")),
    (b"{\\rtf", say("a text document (RTF)")),
    (b"\x89png", say("a picture")),
    (b"\xff\xd8\xff", say("a picture")),
    (b"gif8", say("a picture")),
    (b"par1", say("a Parquet file")),
    (b"sqlite format 3", say("a database")),
)
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream of a workbook with a password
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_JSON = re.compile(rb'(?:\{\s*["}]|\[\s*[\[{\]])')

_ENDINGS = {
    "csv": (".csv", ".tsv", ".tab", ".txt"),
    "xlsx": (".xlsx",),
    "json": (".json",),
    "zip": (".zip",),
}
_CALLED = {
    "csv": say("a CSV table"),
    "xlsx": say("an Excel workbook"),
    "json": say("JSON"),
    "zip": say("a zip of CSV files"),
}
# Endings that promise something else than is in the file; any other (none, “.2024”) promises nothing.
_OFFICE = (
    ".xls .xlsm .xlsb .xltx .ods .numbers .pdf .html .htm .xml .doc .docx .sav .dta .rds .parquet"
)
_PROMISES = frozenset(end for ends in _ENDINGS.values() for end in ends) | set(_OFFICE.split())


def kind_of(file: str, content: bytes) -> str:
    """Return csv, json or packed (a workbook or another zip).

    Raises:
        IntakeError: it is empty, or none of them.
    """
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise IntakeError(say("{file}: this file is empty. {again}", file=file, again=AGAIN))
    if content.startswith(_ZIP):
        return "packed"
    if content.startswith(_OLE):
        raise IntakeError(_of_old_office(file, content))
    head = content[:4096].removeprefix(codecs.BOM_UTF8).lstrip()
    start = head[:64].lower()
    for magic, called in _OTHERS:
        if start.startswith(magic):
            text = "{file}: this is {called}, not a table. {again}"
            raise IntakeError(say(text, file=file, called=called, again=AGAIN))
    return "json" if _JSON.match(head) else "csv"


def _of_old_office(file: str, content: bytes) -> Sentence:
    if _ENCRYPTED in content:
        return say(
            "{file}: this workbook has a password. Open it in Excel, remove the password (File, Info, Protect "
            "Workbook, Encrypt with Password: empty the field), save it and import it again.",
            file=file,
        )
    return say(
        "{file}: this is an old Office file (.xls), which is not read. Open it in Excel and save it as “Excel "
        "workbook (.xlsx)” or “CSV UTF-8”.",
        file=file,
    )


def check_name(file: str, name: str, kind: str) -> None:
    """Check that the name of a file does not promise another kind.

    Raises:
        IntakeError: it does.
    """
    last = re.split(r"[/\\]", name)[-1]
    ending = "." + last.rpartition(".")[2].lower() if "." in last else ""
    if ending in _PROMISES and ending not in _ENDINGS[kind]:
        raise IntakeError(
            say(
                "{file}: its name ends in {ending}, but it holds {called}. Check that it is the file you mean, then "
                "give it a name that ends in {right}.",
                file=file,
                ending=ending,
                called=_CALLED[kind],
                right=_ENDINGS[kind][0],
            )
        )
