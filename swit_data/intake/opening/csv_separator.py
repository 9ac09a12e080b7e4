"""What stands between the cells of a CSV file, seen from its first rows alone."""

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice

from swit_data.errors import IntakeError, Sentence, say
from swit_data.intake.opening.encoding import decoded
from swit_data.intake.opening.file_kinds import AGAIN

SEPARATORS = {";": say("semicolon"), ",": say("comma"), "\t": say("tab")}
_OTHERS = {"|": say("vertical bar"), ":": say("colon"), "^": say("caret"), "~": say("tilde")}
_HEAD = 1_000_000  # bytes in which the header must end
_ROWS = 50
_AFTER = re.compile(r'"([;,\t])[;,\t]*\r?$', re.MULTILINE)
LONGEST_CELL = 2**31 - 1  # the csv module refuses cells over 131,072 letters unless told


@dataclass(frozen=True)
class Split:
    """The first rows of a file, cut at one separator."""

    separator: str
    header: tuple[str, ...]
    alike: float  # share of the rows that are as long as the header

    @property
    def fit(self) -> float:
        """Return how well the separator fits: many columns, in every row as many."""
        return len(self.header) * self.alike if len(self.header) > 1 else 0


def find_separator(file: str, content: bytes) -> Split:
    """Return the header of a CSV file, cut at the separator that fits best.

    Raises:
        IntakeError: it is not in UTF-8, or its columns are separated by another sign.
    """
    end = content.rfind(b"\n", 0, _HEAD) + 1 or content.rfind(b"\r", 0, _HEAD) + 1
    head = content if len(content) <= _HEAD else content[: end or _HEAD]
    text = decoded(file, head) if end or head is content else head.decode("utf-8", "ignore")
    found = [_split(text, separator) for separator in (*SEPARATORS, *_OTHERS)]
    # Cut at a sign that stands in every cell by chance, as the colon in times, there are fewer columns.
    best = max(found[: len(SEPARATORS)], key=lambda split: split.fit)
    other = max(found[len(SEPARATORS) :], key=lambda split: split.fit)
    if not best.fit and other.alike == 1 and other.fit:
        raise IntakeError(_other_separator(file, other))
    return best if best.fit else _split(text, _after_cells(text))


def _after_cells(text: str) -> str:
    """Return what stands after cells that hold a whole row each, as “"a;b;c";;;”; a comma where nothing does."""
    found = _AFTER.search(text)
    return found[1] if found else ","


def _other_separator(file: str, split: Split) -> Sentence:
    return say(
        "{file}: the columns are separated by a {found}; allowed: semicolon, comma, tab. {again}",
        file=file,
        found=_OTHERS[split.separator],
        again=AGAIN,
    )


def _split(text: str, separator: str) -> Split:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = list(islice((row for row in reader if row), _ROWS))
    header = tuple(rows[0]) if rows else ()
    return Split(separator, header, sum(len(row) == len(header) for row in rows) / (len(rows) or 1))
