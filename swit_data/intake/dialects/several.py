"""Questions with several answers: one column of codes, however the file writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.errors import IntakeError, listed, say
from swit_data.intake.problems import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from swit_data.errors import Sentence
    from swit_data.intake.book import Sheet

_CHOSEN = pa.array(["1", "1.0", "true"])
_NOT_CHOSEN = pa.array(["", "0", "0.0", "false"])
_FEW = 5


def from_options(sheet: Sheet, options: Mapping[str, int]) -> pa.ChunkedArray:
    """Return the codes chosen in each row, with blanks between, from one column an option.

    KoboToolbox leaves the columns empty where the question was not answered, ODK Central writes 0.

    Raises:
        IntakeError: a cell says neither that an option was chosen nor that it was not.
    """
    # pyarrow 26 loses rows in which all is null when it is told to skip nulls, so there are none.
    chosen = [
        pc.if_else(is_chosen(sheet, place), f"{code} ", "") for code, place in options.items()
    ]
    return pc.utf8_rtrim_whitespace(pc.binary_join_element_wise(*chosen, ""))


def is_chosen(sheet: Sheet, place: int) -> pa.ChunkedArray:
    """Return which rows chose an option.

    Raises:
        IntakeError: a cell says neither yes nor no.
    """
    said = pc.utf8_lower(pc.utf8_trim_whitespace(sheet.table[str(place)]))
    chosen = pc.is_in(said, _CHOSEN)
    unclear = pc.invert(pc.or_(chosen, pc.is_in(said, _NOT_CHOSEN)))
    if pc.any(unclear).as_py():
        raise IntakeError(
            say(
                "{file}: column “{column}”, {rows}: this says neither that the option was chosen nor that it "
                "was not; allowed: 1 and 0, or true and false. Correct it in the file, or export again.",
                file=sheet.file,
                column=shown(sheet.header[place]),
                rows=rows_of(sheet.numbers(), unclear),
            )
        )
    return chosen


def looks_like_options(sheet: Sheet, place: int) -> bool:
    """Say whether a column holds only what a column of an option can hold."""
    said = pc.utf8_lower(pc.utf8_trim_whitespace(pc.unique(sheet.table[str(place)])))
    return bool(pc.all(pc.is_in(said, pa.concat_arrays([_CHOSEN, _NOT_CHOSEN]))).as_py())


def check_agreement(
    sheet: Sheet, place: int, codes: pa.ChunkedArray, options: Mapping[str, int]
) -> None:
    """Refuse a column of codes that its columns of options contradict.

    Raises:
        IntakeError: a row names an option that its column denies, or the other way round.
    """
    padded = pc.binary_join_element_wise("", codes, "", " ")
    for code, option in options.items():
        named = pc.match_substring(padded, f" {code} ")
        wrong = pc.xor(named, is_chosen(sheet, option))
        if pc.any(wrong).as_py():
            raise IntakeError(
                say(
                    "{file}: {rows}: the columns “{column}” and “{option}” contradict each other. Export the "
                    "file again, or correct one of them.",
                    file=sheet.file,
                    rows=rows_of(sheet.numbers(), wrong),
                    column=shown(sheet.header[place]),
                    option=shown(sheet.header[option]),
                )
            )


def rows_of(numbers: Sequence[int], wrong: pa.ChunkedArray) -> Sentence:
    """Return “row 7” or “rows 7, 9” of the rows that are wrong, as a spreadsheet shows them."""
    rows = [numbers[n] for n in pc.indices_nonzero(wrong).to_pylist()]
    if len(rows) == 1:
        return say("row {row}", row=rows[0])
    return say("rows {rows}", rows=listed(rows, _FEW))
