"""Questions with several answers: one column of codes, however the file writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.errors import IntakeError, listed, say, shown
from swit_data.intake.dialects.folding import EMPTY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from swit_data.errors import Sentence
    from swit_data.intake.dialects.answer_codes import Options
    from swit_data.intake.opening.book import Sheet

# As KoboToolbox, ODK, LimeSurvey (Y) and REDCap (Checked) write, and Excel in the languages that were met.
_YES = (
    "1 1.0 1,0 true yes y x ✓ ✔ checked selected істина так истина да verdadero sí si wahr ja vrai oui vero "
    "prawda tak benar ya waar doğru evet verdadeiro sim"
)
_NO = (
    "0 0.0 0,0 false no n unchecked хибність ні ложь нет falso falsch nein faux non onwaar nee fałsz nie salah "
    "tidak yanlış hayır não"
)
_CHOSEN = pa.array(_YES.split())
_NOT_CHOSEN = pa.array(
    ["", *_NO.split(), "not selected", "not checked", "не вибрано", *sorted(EMPTY)]
)
_FEW = 5


def from_options(
    sheet: Sheet, places: Mapping[str, int], options: Options | None = None
) -> pa.ChunkedArray:
    """Return the codes chosen in each row, with blanks between, from one column an option.

    KoboToolbox leaves the columns empty where the question was not answered, ODK Central writes 0.

    Raises:
        IntakeError: a cell says neither that an option was chosen nor that it was not.
    """
    # pyarrow 26 loses rows in which all is null when it is told to skip nulls, so there are none.
    chosen = [
        pc.if_else(is_chosen(sheet, (code, place), options), f"{code} ", "")
        for code, place in places.items()
    ]
    return pc.utf8_rtrim_whitespace(pc.binary_join_element_wise(*chosen, ""))


def is_chosen(sheet: Sheet, option: tuple[str, int], options: Options | None) -> pa.ChunkedArray:
    """Return which rows chose an option, given by its code and place.

    Raises:
        IntakeError: a cell says neither yes nor no.
    """
    chosen, unclear = _said(sheet, option, options)
    if pc.any(unclear).as_py():
        raise IntakeError(
            say(
                "{file}: column “{column}”, {rows}: this says neither that the option was chosen nor that it "
                "was not; allowed: 1 and 0, or true and false. Correct it in the file, or export again.",
                file=sheet.file,
                column=shown(sheet.header[option[1]]),
                rows=rows_of(sheet.numbers(), unclear),
            )
        )
    return chosen


def understood(sheet: Sheet, option: tuple[str, int], options: Options) -> bool:
    """Say whether the column of an option says yes or no everywhere."""
    return not pc.any(_said(sheet, option, options)[1]).as_py()


def _said(
    sheet: Sheet, option: tuple[str, int], options: Options | None
) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Return which rows chose an option, and which say neither that nor the contrary."""
    code, place = option
    said = pc.utf8_lower(pc.utf8_trim_whitespace(sheet.table[str(place)]))
    chosen = pc.is_in(said, _CHOSEN)
    unclear = pc.invert(pc.or_(chosen, pc.is_in(said, _NOT_CHOSEN)))
    if pc.any(unclear).as_py():  # some tools write what the option is called, for a yes
        own = pc.is_in(said, pa.array(_own_words(code, options), pa.string()))
        chosen, unclear = pc.or_(chosen, own), pc.and_(unclear, pc.invert(own))
    return chosen, unclear


def _own_words(code: str, options: Options | None) -> list[str]:
    """Return what an option is called."""
    choices = options.choices if options else ()
    mine = [choice for choice in choices if choice.code == code]
    return sorted({code.lower(), *(t.lower() for choice in mine for t in choice.labels.values())})


def looks_like_options(sheet: Sheet, place: int) -> bool:
    """Say whether a column holds only what a column of an option can hold."""
    said = pc.utf8_lower(pc.utf8_trim_whitespace(pc.unique(sheet.table[str(place)])))
    return bool(pc.all(pc.is_in(said, pa.concat_arrays([_CHOSEN, _NOT_CHOSEN]))).as_py())


def check_agreement(
    sheet: Sheet, place: int, codes: pa.ChunkedArray, columns: tuple[Mapping[str, int], Options]
) -> None:
    """Refuse a column of codes that its columns of options contradict.

    Raises:
        IntakeError: a row names an option that its column denies, or the other way round.
    """
    padded = pc.binary_join_element_wise("", codes, "", " ")
    places, options = columns
    for code, option in places.items():
        named = pc.match_substring(padded, f" {code} ")
        wrong = pc.xor(named, is_chosen(sheet, (code, option), options))
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
