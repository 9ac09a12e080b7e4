"""The choice of a visit, as ids, and the URL that repeats it, so that it can be sent to somebody.

A link, or the browser's back and forward, is followed; a page change keeps the choice although Streamlit then
empties the URL (which is told apart by `lang`, since the URL written here always holds it).
"""

from urllib.parse import urlencode

import streamlit as st

from swit_data.selection import NAMES, Choices, Selection, from_query
from swit_data.ui import session
from swit_data.wording import Wording, languages, nearest

LANGUAGE = NAMES["language"]

_IDS = "ids"  # the choice, as ids by their name in the URL
_WRITTEN = "written"  # the query as it was last written
_SHOWN = "shown"  # what this page's filters say
_CHOSEN = "chosen"  # the Selection that this page shows
_OPEN = "open"  # the numbers whose panel is open, as their address
_NUMBER = "number"  # and its name in the URL: it is no part of what a page shows


def begin() -> None:
    """Begin a run: follow a link, or the browser's back and forward; this page has drawn no filters yet."""
    url = _url()
    followed = LANGUAGE in url and url != session.remembered(_WRITTEN, None)
    if session.remembered(_IDS, None) is None or followed:
        session.remember(_IDS, {name: ids for name, ids in url.items() if name != _NUMBER})
        session.remember(_OPEN, url.get(_NUMBER, ""))
        session.remember(_WRITTEN, url)
    session.remember(_SHOWN, {})
    session.remember(_CHOSEN, None)


def language() -> str:
    """Return the language of this run: the one chosen, else the browser's, else English."""
    asked = _ids().get(LANGUAGE, "")
    return asked if asked in languages() else nearest(st.context.locale)


def words() -> Wording:
    """Return the words of this run's language."""
    return Wording.of(language())


def selection(choices: Choices) -> Selection:
    """Return what is chosen, and say in a notice what of a link is not here."""
    elsewhere = _not_chosen_here(choices)
    here = {name: value for name, value in _ids().items() if name not in elsewhere}
    chosen, ignored = from_query(here | {LANGUAGE: language()}, choices)
    if ignored:
        st.warning(words().text("filter.ignored"))
        st.text("\n".join(ignored))
    show(chosen, {})
    said = {name: ids for name, ids in chosen.to_query().items() if here.get(name) == ids}
    written = said | chosen.to_query(choices.default) | {LANGUAGE: language()}
    session.remember(_IDS, elsewhere | written)
    return chosen


def choose(name: str, ids: str) -> None:
    """Go on with these ids under a name of the URL."""
    begin()  # a link may have come with the click
    session.remember(_IDS, _ids() | {name: ids})


def show(chosen: Selection, said: dict[str, tuple[str, ...]]) -> None:
    """Note what the page of this run shows, and what its filters say, as ids by field of Selection."""
    session.remember(_CHOSEN, chosen)
    session.remember(_SHOWN, said)


def shown() -> dict[str, tuple[str, ...]]:
    """Return what the filters of this page say, as ids by field of Selection; an empty filter says nothing."""
    return session.remembered(_SHOWN, {})


def chosen_here() -> Selection | None:
    """Return the Selection that the page of this run shows; a page without a choice has none."""
    return session.remembered(_CHOSEN, None)


def opened() -> str:
    """Return the address of the numbers whose panel is open, or nothing."""
    return session.remembered(_OPEN, "")


def open_numbers(address: str) -> None:
    """Open the panel of the numbers at an address from the next run on, or close it with none."""
    session.remember(_OPEN, address)


def alone(pilots: tuple[str, ...]) -> str:
    """Return the pilot that everything is about, as in a national meeting, or nothing."""
    pilot = _ids().get(NAMES["alone"], "")
    return pilot if pilot in pilots and len(pilots) > 1 else ""


def show_alone(pilot: str, its_round: str) -> None:
    """Show one pilot alone on every page from the next run on, in the round of its own that is shown now."""
    others = {NAMES[field] for field in ("pilots", "pilot", "reference")}
    kept = {n: v for n, v in _ids().items() if n not in others}
    session.remember(_IDS, kept | {NAMES["alone"]: pilot, NAMES["round"]: its_round})


def show_all() -> None:
    """Go back from one pilot alone to all of them, in the round that was shown."""
    shown = chosen_here()
    kept = {n: v for n, v in _ids().items() if n != NAMES["alone"]}
    session.remember(_IDS, kept | ({NAMES["round"]: shown.round} if shown else {}))


def pilots() -> tuple[str, ...]:
    """Return the pilots that pages about several are filtered by."""
    return tuple(filter(None, _ids().get(NAMES["pilots"], "").split(",")))


def write_url() -> dict[str, str]:
    """Repeat the choice in the URL; once, last in a run.

    Returns what is still to be written in place: nothing, or the whole query after a page change. Then
    Streamlit has emptied the URL, and writing it would take a second step back to leave the page.
    """
    query, url = _query(opened()), _url()
    session.remember(_WRITTEN, query)
    if url and url != query:
        st.query_params.from_dict(query)
    return {} if url else query


def address() -> str:
    """Return the address of what this page shows, to be written into a file."""
    return f"{st.context.url or ''}?{urlencode(_query(), safe=',')}"


def _query(number: str = "") -> dict[str, str]:
    """Return the choice as it stands in the URL, and the address of the numbers that are open."""
    kept = {name: _ids().get(name, "") for name in NAMES.values()}
    kept |= {_NUMBER: number, LANGUAGE: language()}
    return {name: value for name, value in kept.items() if value}


def _ids() -> dict[str, str]:
    """Return the choice as ids."""
    if session.remembered(_IDS, None) is None:
        begin()
    return session.remembered(_IDS, {})


def _url() -> dict[str, str]:
    return {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}


def _not_chosen_here(choices: Choices) -> dict[str, str]:
    """Return the ids that a page knows nothing of: they stay as they are, for the next page."""
    names = (name for field, name in NAMES.items() if not choices.of(field))
    return {name: value for name in names if (value := _ids().get(name))}
