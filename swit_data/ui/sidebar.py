"""Selection <-> URL, and the filters that change it: the only place with session state.

The choice lives in the session as ids; the URL repeats it, so that it can be sent to somebody. A link,
or the browser's back and forward, is followed; a page change keeps the choice although Streamlit then
empties the URL (which is told apart by `lang`, since the URL written here always holds it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from swit_data.selection import LISTS, NAMES, Choices, Selection, from_query
from swit_data.style import MOST_DRAWN
from swit_data.wording import Wording, languages, nearest

LANGUAGE = NAMES["language"]
Kept = TypeVar("Kept")
Narrowed = Callable[[Selection, Choices], Choices]
Named = Callable[[str, str], str]  # field of Selection and id, to the text a reader sees

_IDS = "swit_ids"  # the choice, as ids by their name in the URL
_WRITTEN = "swit_written"  # the query as it was last written
_SHOWN = "swit_shown"  # what this page's filters say
_CHOSEN = "swit_chosen"  # the Selection that this page shows
_WRITTEN_TEXTS = "swit_texts"  # what was written and not saved, by text and field
_SEEN = "swit_seen"  # the number of the state that a page showed last, by dataset
_NEXT = "swit_next"  # what the next run says of what this one did


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
    st.session_state[_CHOSEN] = chosen
    written = chosen.to_query(choices.default) | {LANGUAGE: language()}
    st.session_state[_IDS] = elsewhere | written
    return chosen


def filters(
    fields: tuple[str, ...],
    choices: Choices,
    named: Named,
    narrowed: Narrowed | None = None,
    places: Mapping[str, st.delta_generator.DeltaGenerator] | None = None,
) -> Selection:
    """Draw a filter for each of these fields of Selection, in one row, and return what is chosen.

    `narrowed`: the choices that go with what is chosen, such as one stakeholder type's institutions; what is chosen
    and does not go with it is not shown, and kept for when it does. `places`: further fields, each with the place on
    the page where its filter stands.
    """
    chosen = selection(choices)
    offered = narrowed(chosen, choices) if narrowed else choices
    with (
        st.container(key="filters"),
        st.grid(_across(len(fields)), min_column_width=165, gap="small"),
    ):
        for field in fields:
            _filter(field, offered, chosen, named)
    for field, place in (places or {}).items():
        with place:
            _filter(field, offered, chosen, named)
    values = {field: getattr(chosen, field) for field in (*fields, *(places or ()))}
    if "indicator" in values and chosen.indicator not in offered.indicators:  # a search hides it
        first = next(iter(offered.indicators), "")
        st.session_state[_CHOSEN] = replace(chosen, indicator=first)
    st.session_state[_SHOWN] = {
        field: (value,) if isinstance(value, str) else value
        for field, value in values.items()
        if value
    }
    return chosen


def _filter(field: str, choices: Choices, chosen: Selection, named: Named) -> None:
    draw = _several if field == "pilots" else _one
    draw(field, choices, chosen, named)


def shown() -> dict[str, tuple[str, ...]]:
    """Return what the filters of this page say, as ids by field of Selection; an empty filter says nothing."""
    said: dict[str, tuple[str, ...]] = st.session_state.get(_SHOWN, {})
    return said


def begin() -> None:
    """Begin a run: this page has drawn no filters yet."""
    st.session_state[_SHOWN] = {}
    st.session_state[_CHOSEN] = None


def chosen_here() -> Selection | None:
    """Return the Selection that the page of this run shows; a page without a choice has none."""
    found: Selection | None = st.session_state[_CHOSEN]
    return found


def remembered(name: str, otherwise: Kept) -> Kept:
    """Return what this visit keeps under a name and no URL may hold, such as a meeting with its notes."""
    found: Kept = st.session_state.get(f"swit_kept_{name}", otherwise)
    return found


def remember(name: str, value: object) -> None:
    """Keep something for this visit, from page to page."""
    st.session_state[f"swit_kept_{name}"] = value


def value_of(widget: str) -> Any:  # noqa: ANN401 - whatever the widget holds
    """Return what a widget says now, also before it is drawn in this run; nothing where it was never drawn."""
    return st.session_state.get(widget)


def speak(code: str) -> None:
    """Go on in a language."""
    st.session_state[_IDS] = _ids() | {LANGUAGE: code}


def alone(pilots: tuple[str, ...]) -> str:
    """Return the pilot that everything is about, as in a national meeting, or nothing."""
    pilot = _ids().get(NAMES["alone"], "")
    return pilot if pilot in pilots and len(pilots) > 1 else ""


def show_alone(pilot: str) -> None:
    """Show one pilot alone on every page from the next run on; rounds that may not be its own are let go."""
    others = {NAMES[field] for field in ("pilots", "pilot", "reference", "round")}
    kept = {n: v for n, v in _ids().items() if n not in others}
    st.session_state[_IDS] = kept | {NAMES["alone"]: pilot}


def show_all() -> None:
    """Go back from one pilot alone to all of them."""
    st.session_state[_IDS] = {n: v for n, v in _ids().items() if n != NAMES["alone"]}


def written(text: str) -> dict[str, Any]:
    """Return what was written in the boxes of a text and not saved, by field; it outlives a change of pages."""
    kept: dict[str, Any] = st.session_state.get(_WRITTEN_TEXTS, {}).get(text, {})
    return kept


def unsaved() -> tuple[str, ...]:
    """Return the names of the texts that were written and not saved; a name follows its key and a line."""
    texts = st.session_state.get(_WRITTEN_TEXTS, {})
    return tuple(text.partition("|")[2] for text in texts if "|" in text)


def keep_written(text: str, field: str, widget: str) -> None:
    """Keep what a box of a text says now, until it is saved or let go."""
    put(text, field, st.session_state[widget])


def put(text: str, field: str, value: object) -> None:
    """Put something into a box of a text."""
    st.session_state.setdefault(_WRITTEN_TEXTS, {}).setdefault(text, {})[field] = value


def let_go(text: str) -> None:
    """Forget what was written: it is saved, or what is saved is to be shown again."""
    st.session_state.get(_WRITTEN_TEXTS, {}).pop(text, None)


def seen(dataset: str, number: int) -> int:
    """Note which state of a dataset is shown, and return the one shown before; 0 the first time."""
    numbers = st.session_state.setdefault(_SEEN, {})
    before: int = numbers.get(dataset, 0)
    numbers[dataset] = number
    return before


def say_next(key: str) -> None:
    """Let the next run say what this one did: it is drawn anew from the first line on."""
    st.session_state[_NEXT] = key


def said_before() -> str:
    """Return, once, what the run before wanted to be said."""
    return str(st.session_state.pop(_NEXT, ""))


def choose_language() -> None:
    """Draw the choice of language; each stands there in its own words."""
    key = _widget("language")
    st.session_state[key] = language()
    st.selectbox(
        words().text("language.choose"),
        list(languages()),
        format_func=lambda code: languages()[code],
        key=key,
        on_change=_choose,
        args=("language",),
        label_visibility="collapsed",
        width=160,
    )


def write_url() -> dict[str, str]:
    """Repeat the choice in the URL; once, last in a run.

    Returns what is still to be written in place: nothing, or the whole query after a page change. Then
    Streamlit has emptied the URL, and writing it would take a second step back to leave the page.
    """
    kept = {name: _ids().get(name, "") for name in NAMES.values()}
    query = {name: value for name, value in kept.items() if value} | {LANGUAGE: language()}
    url = _url()
    st.session_state[_WRITTEN] = query
    if url and url != query:
        st.query_params.from_dict(query)
    return {} if url else query


def _ids() -> dict[str, str]:
    """Return the choice as ids, after a link or the browser's back and forward was followed."""
    url = _url()
    followed = LANGUAGE in url and url != st.session_state.get(_WRITTEN)
    if _IDS not in st.session_state or followed:
        st.session_state[_IDS] = st.session_state[_WRITTEN] = url
    ids: dict[str, str] = st.session_state[_IDS]
    return ids


def _url() -> dict[str, str]:
    return {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}


def _one(field: str, choices: Choices, chosen: Selection, named: Named) -> None:
    """Draw a choice of one; a filter begins with all, a dimension or a round is always chosen."""
    everything = [] if getattr(choices.default, field) else [""]
    options = [*everything, *choices.of(field)]
    value = getattr(chosen, field)
    current = next(iter(value), "") if field in LISTS else value
    key = _widget(field)
    st.session_state[key] = current if current in options else next(iter(options), None)
    text = words().text
    empty = "filter.reference.none" if field == "reference" else "filter.all"
    st.selectbox(
        text(f"filter.{field}"),
        options,
        format_func=lambda code: named(field, code) if code else text(empty),
        key=key,
        on_change=_choose,
        args=(field,),
    )


def _across(count: int) -> int:
    """Return how many filters stand in a row, so that the rows are even."""
    return min(count, 4 if count <= 8 else 5)  # noqa: PLR2004 - two rows


def _several(field: str, choices: Choices, chosen: Selection, named: Named) -> None:
    """Draw a choice of as many as are drawn side by side; none means all."""
    key = _widget(field)
    st.session_state[key] = list(getattr(chosen, field))
    text = words().text
    st.multiselect(
        text(f"filter.{field}"),
        choices.of(field),
        format_func=lambda code: named(field, code),
        key=key,
        on_change=_choose,
        args=(field,),
        max_selections=MOST_DRAWN,
        placeholder=text(f"filter.{field}.all"),
    )


def _choose(field: str) -> None:
    value = st.session_state[_widget(field)]
    ids = value if isinstance(value, str) else ",".join(value or ())
    st.session_state[_IDS] = _ids() | {NAMES[field]: ids}


def _not_chosen_here(choices: Choices) -> dict[str, str]:
    """Return the ids that a page knows nothing of: they stay as they are, for the next page."""
    names = (name for field, name in NAMES.items() if not choices.of(field))
    return {name: value for name in names if (value := _ids().get(name))}


def _widget(field: str) -> str:
    return f"filter_{field}"
