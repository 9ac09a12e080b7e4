"""A better wording and a review put into a .po file: every other byte of it stays as it was."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.messages.catalog import Message
from babel.messages.pofile import escape, read_po

from swit_data.catalogues.texts import Key
from swit_data.errors import WordingError, say
from swit_data.rewordings import kept_as
from swit_data.translations import says_who_and_when
from swit_data.wording import Forms, forms_of

_STATE = re.compile(r"#\s+(reviewed|official):")
_ASKED_OF_A_HEADER = ("PO-Revision-Date", "Last-Translator", "Language-Team")  # else msgfmt warns


@dataclass(frozen=True)
class Change:
    """What becomes of one text: its new forms (empty: as they are), and `<organisation>, YYYY-MM` if it was read.

    `until` is the day on which a text that is asked in the field is reworded: what it said is kept, and still read.
    """

    forms: Forms = ()
    reviewed: str = ""
    until: str = ""


def rewritten(content: str, changes: Mapping[Key, Change], language: str) -> str:
    """Return a .po file with changes; a reworded text loses who read it before.

    Raises:
        WordingError: a text is not in the file, or a review does not say who read it and when.
    """
    for change in changes.values():
        if change.reviewed and not says_who_and_when(change.reviewed):
            told = (
                "Say who read it and when: the organisation in one line, and the month as YYYY-MM."
            )
            raise WordingError(say(told))
    end = "\r\n" if "\r\n" in content else "\n"
    left = dict(changes)
    written = []
    for block in _blocks(content.splitlines(keepends=True)):
        message = _message(block)
        if message is not None and not message.id and not message.context:
            block = _header(block, language, end)  # noqa: PLW2901 - the header, made whole
        key = (message.context or "", (forms_of(message.id) or ("",))[0]) if message else ("", "")
        written += _changed(block, left.pop(key), end) if key in left else block
    if left:
        told = "{file} has no text {key}. Take the file as the program has it."
        raise WordingError(say(told, file=f"*.{language}.po", key=next(iter(left))[0]))
    return "".join(written)


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Give the lines of each entry, what stands above it with it; an entry ends with its last msgstr."""
    block: list[str] = []
    said = False
    for line in lines:
        if said and not line.startswith(("msgstr", '"')):
            yield block
            block, said = [], False
        block.append(line)
        said = said or line.startswith("msgstr")
    yield block


def _message(block: list[str]) -> Message | None:
    """Return the entry of a block without its translation; nothing where it holds none that is in use."""
    if not any(line.startswith("msgid ") for line in block):
        return None
    plural = any(line.startswith("msgid_plural") for line in block)
    above = "".join(block[: _first_string(block)])
    catalog = read_po(io.StringIO(above + ('msgstr[0] ""' if plural else 'msgstr ""')))
    return next((message for message in catalog if message.id), Message(""))


def _first_string(block: list[str]) -> int:
    return next(n for n, line in enumerate(block) if line.startswith("msgstr"))


def _changed(block: list[str], change: Change, end: str) -> list[str]:
    first = _first_string(block)
    above, said = block[:first], block[first:]
    if change.forms and change.until and (was := _one_text(block)):
        above.insert(_after_own_comments(above), f"# {kept_as(was, change.until)}{end}")
    if change.forms:
        closing = "" if not said[-1].endswith(("\n", "\r")) else end
        said = [*_strings(change.forms, end)]
        said[-1] = said[-1].removesuffix(end) + closing
    if change.forms or change.reviewed:
        above = [line for line in above if not _STATE.match(line) and not line.startswith("#|")]
        above = [line for flags in above for line in _certain(flags, end)]
    if change.reviewed:
        place = _after_own_comments(above)
        above.insert(place, f"# reviewed: {change.reviewed}{end}")
    return [*above, *said]


def _one_text(block: list[str]) -> str:
    """Return what a text without plural forms says."""
    catalog = read_po(io.StringIO("".join(block)))
    return next((m.string for m in catalog if m.id and isinstance(m.string, str)), "")


def _strings(forms: Forms, end: str) -> Iterator[str]:
    for number, form in enumerate(forms):
        name = f"msgstr[{number}]" if len(forms) > 1 else "msgstr"
        yield f"{name} {escape(form)}{end}"


def _certain(line: str, end: str) -> Iterator[str]:
    """Give a line without the flag of doubt; nothing of it where that was its only flag."""
    if not line.startswith("#,"):
        yield line
        return
    flags = [flag.strip() for flag in line[2:].split(",")]
    if kept := [flag for flag in flags if flag != "fuzzy"]:
        yield f"#, {', '.join(kept)}{end}"


def _after_own_comments(above: list[str]) -> int:
    """Return where a translator's comment stands: behind those that are there, before all other lines."""
    place = max((n + 1 for n, line in enumerate(above) if not line.strip()), default=0)
    while re.match(r"#(\s|$)", above[place]):
        place += 1
    return place


def _header(block: list[str], language: str, end: str) -> list[str]:
    """Return the header with the fields that Poedit and Weblate ask for; those that are there stay as they are."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000")
    values = dict(zip(_ASKED_OF_A_HEADER, (now, "swit_data", language), strict=True))
    there = "".join(block)
    added = [f'"{k}: {v}\\n"{end}' for k, v in values.items() if f'"{k}:' not in there]
    return [*block, *added]
