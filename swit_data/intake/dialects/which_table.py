"""Which tables of a file hold the answers: one of submissions, and repeats of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swit_data.errors import IntakeError, listed, say, shown
from swit_data.intake.dialects.collector import is_own
from swit_data.intake.dialects.form_words import heading
from swit_data.intake.dialects.header_words import best_match
from swit_data.intake.dialects.repeats import is_child, parent_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from swit_data.intake.dialects.language import Words
    from swit_data.intake.opening.book import Sheet

_ENOUGH = 2  # columns of the collecting tool


@dataclass(frozen=True)
class Tables:
    """The table of submissions, the repeats down to the one with answers, and tables not read."""

    chain: tuple[Sheet, ...]
    beside: tuple[Sheet, ...]


def tables_of(sheets: Sequence[Sheet], named: Collection[str], words: Words) -> Tables:
    """Return the tables with the columns that the framework names.

    Raises:
        IntakeError: there is a repeat without its submissions, or it is not clear which table is meant.
    """
    holding = {sheet.name: _named(sheet, named, words) for sheet in sheets}
    children = [sheet for sheet in sheets if is_child(sheet)]
    chains = [_chain(child, sheets) for child in children if holding[child.name]]
    longest = max(chains, key=len, default=())
    if any(chain[-1] not in longest for chain in chains):
        raise _two_repeats([chain[-1] for chain in chains])
    chain = longest or (_main([s for s in sheets if s not in children], holding, sheets),)
    return Tables(chain, tuple(sheet for sheet in sheets if sheet not in chain))


def _named(sheet: Sheet, named: Collection[str], words: Words) -> int:
    """Return how many of the framework's columns a table may hold."""
    others = frozenset(map(heading, sheet.header))
    names = set()
    for header in sheet.header:
        found = best_match(words, header, others)
        if found:
            names |= {found.form.questions[place].name for place in found.places}
    return len(names.intersection(named))


def _chain(child: Sheet, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Return the tables from that of submissions down to a repeat."""
    chain = [child]
    while is_child(chain[0]):
        parent = parent_of(chain[0], sheets)
        if parent is None or parent in chain:
            raise _alone(child)
        chain.insert(0, parent)
    return tuple(chain)


def _main(mains: Sequence[Sheet], holding: Mapping[str, int], sheets: Sequence[Sheet]) -> Sheet:
    if not mains:
        raise _alone(sheets[0])
    if {sheet.name.casefold() for sheet in sheets} >= {"survey", "choices"}:
        raise _form(sheets[0])
    for wanted in (
        [sheet for sheet in mains if holding[sheet.name]],
        [sheet for sheet in mains if sum(map(is_own, sheet.header)) >= _ENOUGH],
        mains,
    ):
        if len(wanted) == 1:
            return wanted[0]
        if wanted:
            mains = wanted
    raise IntakeError(
        say(
            "{file}: {count} sheets may be the one with the answers: {sheets}. Leave the one that is meant in the "
            "file, or save each as a file of its own, and import again.",
            file=mains[0].file,
            count=len(mains),
            sheets=listed([f"“{shown(sheet.name)}”" for sheet in mains]),
        )
    )


def _form(sheet: Sheet) -> IntakeError:
    return IntakeError(
        say(
            "{file}: this is a form, not its answers. Import the file that was exported, and give this one as its "
            "form.",
            file=sheet.file,
        )
    )


def _alone(child: Sheet) -> IntakeError:
    return IntakeError(
        say(
            "{file}: this is the table of a repeat alone: its rows belong to submissions that are not in the file. "
            "Import the whole export: the workbook or the zip with all its tables.",
            file=child.file,
        )
    )


def _two_repeats(children: Sequence[Sheet]) -> IntakeError:
    return IntakeError(
        say(
            "{file}: several repeats hold columns that the framework names: {sheets}. Allowed is one: a row of the "
            "one would not belong to a row of the other. Ask these questions in one repeat, or correct the "
            "framework.",
            file=children[0].file,
            sheets=listed([f"“{shown(child.name)}”" for child in children]),
        )
    )
