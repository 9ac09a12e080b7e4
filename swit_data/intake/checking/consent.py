"""What a consent says: a yes, a no, nothing, or what is neither and so a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swit_data.errors import Sentence, listed, say, shown
from swit_data.intake.dialects.folding import folded_code
from swit_data.intake.problems import CORRECT

if TYPE_CHECKING:
    from swit_data.framework.columns import Column

# What forms and spreadsheets write for a no. A yes is what the framework says, and nothing else.
NO = frozenset(
    [
        *("no", "n", "0", "0.0", "0,0", "false", "ні", "нет", "non"),
        *("nein", "nee", "tidak", "não", "nao", "hapana", "falso", "faux", "falsch"),
        *(
            "ложь",
            "хибність",
            "refused",
            "refuse",
            "declined",
            "no_consent",
            "not_given",
            "disagree",
        ),
    ]
)
_YES = frozenset(
    [
        *("yes", "y", "1", "1.0", "1,0", "true", "так", "да", "oui"),
        *("ja", "ya", "sí", "si", "sim", "ndiyo", "verdadero", "vrai", "wahr"),
        *("истина", "істина", "agree", "agreed"),
    ]
)


def consents(value: str, column: Column) -> bool | None:
    """Say whether this is a yes; nothing where it is neither a yes nor a known no."""
    said = folded_code(value)
    if value in column.values or said in {folded_code(yes) for yes in column.values}:
        return True
    if not said or said in NO or said in {folded_code(no) for no in column.no}:
        return False
    return None


def unclear(value: str, column: Column) -> Sentence:
    """Return the sentence about a consent that is neither a yes nor a no."""
    yes = next(iter(column.values))
    text = (
        "“{value}” is neither a yes ({yes}) nor a no ({no}) of this question{near}. {correct} If it is one, name it in "
        "the framework file, in values or in no of this column."
    )
    near = say(" (did you mean “{word}”?)", word=shown(yes))
    return say(
        text,
        value=shown(value),
        yes=listed(list(column.values)),
        no=listed(list(column.no) or ["no"]),
        near=near if folded_code(value) in _YES else Sentence(""),
        correct=CORRECT,
    )
