"""What a visit reworded and ticked, kept from page to page until it is put back."""

import re
from datetime import date
from typing import Any, NamedTuple

from swit_data.catalogues import Change, Pair
from swit_data.translations import ROOMS_OF_FORM
from swit_data.ui import session
from swit_data.wording import Forms

_CHANGES, _TURN = "translations_changes", "translations_turn"


class Place(NamedTuple):
    """A text in a file: what it is kept under, and what its boxes are called by."""

    file: str
    number: int


def forms(file: str, pair: Pair) -> Forms:
    """Return the words of a text as they now stand in its boxes."""
    kept = _kept(file, pair.number)
    return tuple(kept.get(n, said) for n, said in enumerate(pair.said))


def ticked(file: str, pair: Pair) -> bool:
    """Say whether a text is ticked as read in this visit."""
    return bool(_kept(file, pair.number).get("read", False))


def reworded(file: str, pair: Pair) -> bool:
    """Say whether a text is worded otherwise than in its file."""
    return forms(file, pair) != pair.said


def changed(file: str, pair: Pair) -> bool:
    """Say whether anything of a text would be otherwise in the file."""
    return reworded(file, pair) or ticked(file, pair)


def change_of(file: str, pair: Pair, reviewer: str, today: date) -> Change:
    """Return what becomes of a text; `reviewer` counts where it is ticked, `today` where a form asks it."""
    new = forms(file, pair) if reworded(file, pair) else ()
    until = today.isoformat() if file.partition(".")[0] in ROOMS_OF_FORM else ""
    return Change(new, reviewer if ticked(file, pair) else "", until)


def box(file: str, pair: Pair, field: int | str) -> dict[str, Any]:
    """Return key and callback of a box of a text."""
    turn = session.remembered(_TURN, 0)
    widget = f"better_{file}_{pair.number}_{field}_{turn}"
    place = Place(file, pair.number)
    return {"key": widget, "on_change": _keep, "args": (place, field, widget)}


def any_changed() -> bool:
    """Say whether a visit wrote or ticked anything, in any file."""
    return bool(_all())


def forget(file: str) -> None:
    """Put every text of a file back as it was; its boxes are drawn anew."""
    session.remember(_CHANGES, {p: kept for p, kept in _all().items() if p.file != file})
    session.remember(_TURN, session.remembered(_TURN, 0) + 1)


def _keep(place: Place, field: int | str, widget: str) -> None:
    value = session.value_of(widget)
    # A line's end is no part of a text; blanks that do not break a line are (« ? » in French).
    said = re.sub(r"[ \t\r\n]+", " ", value).strip(" ") if isinstance(value, str) else value
    session.remember(_CHANGES, _all() | {place: _kept(*place) | {field: said}})


def _kept(file: str, number: int) -> dict[int | str, Any]:
    return _all().get(Place(file, number), {})


def _all() -> dict[Place, dict[int | str, Any]]:
    return session.remembered(_CHANGES, {})
