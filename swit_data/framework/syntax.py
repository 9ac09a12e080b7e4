"""What is wrong in a file that is not TOML: the line, the column, what stands there and what is allowed."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from swit_data.errors import Sentence, say

_AT = re.compile(
    r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL
)
_HEADER = re.compile(r"\s*\[+[A-Za-z]")
_PAST = 2  # a \ and the letter after it: tomllib says the place behind both
_MOST = 100  # mistakes that are looked for
_LONGEST = 40  # letters of what stands there
_CURLY = "“”„«»‘’"
_STRAIGHT = say(
    'Put straight quotes " before and after a text; a word processor makes curly ones of them.'
)
_TEXT_ENDS = say(
    "{found}: this text does not end; allowed: the same quote at its beginning and its end, in one line."
)
_TWICE = say("{found}: this stands twice; allowed: each table and each key once.")
_OTHERWISE = say(
    "{found}: this was begun in another way above (as a list, as {{ }} or as one value); allowed: one of them."
)
_BRACKET = say(
    "{found}: this list or table is not closed; allowed: a comma between two values, and a bracket at the end for each "
    "at the beginning. A table in {{ }} stands in one line."
)
# What tomllib says, and what we say. {found} is what stands there.
_SAID = (
    (
        "Invalid statement",
        say(
            "{found}: nothing begins like this; allowed: key = value, a table as [form] or [[parts]], or # and a "
            "remark."
        ),
    ),
    (
        "Expected newline or end of document",
        say(
            "{found}: this stands after the value; allowed there: nothing but # and a remark. Put it into a line of "
            "its own, or into the quotes of the text."
        ),
    ),
    (
        "Expected '=' after a key",
        say("{found}: this is no key = value; allowed: a key, the sign = and a value."),
    ),
    (
        "Invalid initial character for a key",
        say(
            "{found}: no key begins like this; allowed: letters a-z, digits, _ and -, or a text in quotes."
        ),
    ),
    (
        "Invalid value",
        say(
            '{found}: this is no value; allowed: a text in quotes as "yes", a number, true, false, a list [ ] or a '
            "table {{ }}."
        ),
    ),
    ("Unterminated string", _TEXT_ENDS),
    ("Illegal character '\\n'", _TEXT_ENDS),
    ("Found invalid character '\\n'", _TEXT_ENDS),
    ('Expected "\'"', _TEXT_ENDS),
    (
        "Illegal character",
        say(
            "{found}: a sign stands here that nobody sees; allowed: letters. Write the line again."
        ),
    ),
    (
        "Found invalid",
        say(
            "{found}: a sign stands here that nobody sees; allowed: letters. Write the line again."
        ),
    ),
    ("Unclosed", _BRACKET),
    (
        "Unescaped '\\'",
        say(
            "{found}: \\ means something of its own in a text; allowed: \\\\ for one \\, or ' around the text."
        ),
    ),
    (
        "Invalid hex",
        say("{found}: after \\u stand four digits or letters a-f; allowed: the letter itself too."),
    ),
    (
        "Escaped character",
        say("{found}: after \\u stand four digits or letters a-f; allowed: the letter itself too."),
    ),
    (
        "Invalid date",
        say("{found}: there is no such day; allowed: a day as 2026-01-31, or a text in quotes."),
    ),
    ("Cannot overwrite a value", _TWICE),
    ("Duplicate inline table key", _TWICE),
    ("Cannot declare", _TWICE),
    ("Cannot mutate", _OTHERWISE),
    ("Cannot redefine", _OTHERWISE),
    (
        "Expected ']",
        say("{found}: the name of this table is not closed; allowed: [form], [[parts]]."),
    ),
)
_UNKNOWN = say(
    "{found}: this cannot be read; allowed: key = value, a table as [form] or [[parts]], or # and a remark."
)
_SPANNING = ("Unclosed",)  # said where the next statement begins, of one that began above


@dataclass(frozen=True)
class Slip:
    """A mistake against TOML: where it is, and the sentence about it."""

    line: int
    column: int
    sentence: Sentence


def slips(text: str) -> Iterator[Slip]:
    """Give the mistakes against TOML, each once: what is wrong is taken out, and the rest read again."""
    lines = text.split("\n")
    for _ in range(_MOST):
        error = _error("\n".join(lines))
        if error is None:
            return
        found = _AT.fullmatch(str(error))
        if found is None:  # a number without end, brackets without end
            yield Slip(0, 0, Sentence(_UNKNOWN.text, (("found", _shown(str(error))),)))
            return
        yield _slip_at(lines, found["what"], int(found["line"] or 0), int(found["column"] or 1))


def _slip_at(lines: list[str], what: str, line: int, column: int) -> Slip:
    """Return a mistake, and take what is wrong out of the lines; line 0 is the end of the file."""
    last = min(line or len(lines), len(lines))
    begun = _begun(lines, last)
    if begun < last and (not line or what.startswith(_SPANNING)):
        slip = Slip(begun, 1, _sentence(what, lines[begun - 1]))
        # A text of several lines without an end takes the rest of the file with it.
        whole = last if '"""' in lines[begun - 1] or "'''" in lines[begun - 1] else begun
        _take_out(lines, begun, last - 1 if line else whole)
        return slip
    slip = _slip(what, lines[last - 1], last, column)
    _take_out(lines, begun, _closed(lines, begun, last))
    return slip


def _error(text: str) -> Exception | None:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return error
    return None


def _begun(lines: list[str], line: int) -> int:
    """Return the line in which a statement begins that is wrong in a line: all before it can be read."""
    while line > 1 and _error("\n".join(lines[: line - 1])) is not None:
        line -= 1
    return line


def _closed(lines: list[str], first: int, last: int) -> int:
    """Return the line up to which the brackets of a statement reach, where they close before the next table."""
    depth = sum(map(_depth, lines[first - 1 : last]))
    for number in range(last, len(lines)):
        if depth <= 0 or _HEADER.match(lines[number]):
            break
        depth += _depth(lines[number])
        if depth <= 0:
            return number + 1
    return last


def _depth(line: str) -> int:
    return sum(line.count(c) for c in "[{") - sum(line.count(c) for c in "]}")


def _take_out(lines: list[str], first: int, last: int) -> None:
    """Empty lines; a table keeps a name of its own, so that its keys do not fall to the one above."""
    opened = lines[first - 1].lstrip().startswith("[")
    lines[first - 1 : last] = [""] * (last - first + 1)
    if opened:
        lines[first - 1] = f"[line_{first}]"


def _slip(what: str, text: str, line: int, column: int) -> Slip:
    column -= _PAST if what.startswith("Unescaped") else 0
    rest = text[column - 1 :]
    ends = what.startswith(
        (
            "Cannot",
            "Invalid initial",
            "Duplicate",
            "Expected '=",
            "Unterminated",
            "Illegal character '\\n'",
        )
    )
    if ends or not rest.strip():
        rest = text
    return Slip(line, column, _sentence(what, rest))


def _sentence(what: str, text: str) -> Sentence:
    if what.startswith("Invalid initial") and _depth(text) > 0:
        return Sentence(_BRACKET.text, (("found", _shown(text)),))
    told = next((said for begins, said in _SAID if what.startswith(begins)), _UNKNOWN)
    if what.startswith(("Invalid value", "Expected newline")) and any(c in text for c in _CURLY):
        told = say("{found}: these quotes begin no text. {straight}", straight=_STRAIGHT)
    return Sentence(told.text, (("found", _shown(text)), *told.values))


def _shown(text: str) -> str:
    plain = "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))
    return f"“{plain if len(plain) <= _LONGEST else plain[:_LONGEST] + '…'}”"
