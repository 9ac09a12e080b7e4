"""The filters of a page: each shows the choice, and changes it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from swit_data.selection import LISTS, NAMES, Choices, Selection
from swit_data.style import MOST_DRAWN
from swit_data.ui import choice, screen, session
from swit_data.ui.elements import words
from swit_data.views.choices import in_rounds, with_sense
from swit_data.wording import Wording, languages

# The bar: these fields in this order on every page; a part in the place of the dimension, where there is none.
BAR = ("pilots", "pilot", "stakeholder_types", "round", "dimension")

Narrowed = Callable[[Selection, Choices], Choices]
Named = Callable[[str, str], str]  # field of Selection and id, to the text a reader sees


def draw(
    fields: tuple[str, ...],
    choices: Choices,
    named: Named,
    narrowed: Narrowed | None = None,
    places: Mapping[str, st.delta_generator.DeltaGenerator] | None = None,
) -> Selection:
    """Draw the bar: a filter for each of these fields of Selection that leaves a choice; return what is chosen.

    `narrowed`: the choices that go with what is chosen, such as one stakeholder type's institutions; what is chosen
    and does not go with it is not shown, and kept for when it does: of the rounds the latest is shown meanwhile.
    `places`: further fields, each with the place on the page where its filter stands.
    """
    chosen = choice.selection(choices)
    offered = narrowed(chosen, choices) if narrowed else choices
    fields = with_sense(fields, chosen, choices)
    row, more = in_bar(fields)
    if screen.narrow():  # all of them are folded
        row, more = (*row, *more), ()
    shown = in_rounds(offered.rounds, chosen)
    if row:
        _bar(row, more, shown, offered, named)
    for field, place in (places or {}).items():
        with place:
            _filter(field, offered, shown, named)
    _tell((*fields, *(places or {})), shown, offered)
    return chosen


def _bar(
    row: tuple[str, ...],
    more: tuple[str, ...],
    chosen: Selection,
    offered: Choices,
    named: Named,
) -> None:
    """Draw the filters of the bar, those under More, and what the latter say."""
    with _row((*row, *more), chosen, offered, named):
        with st.grid(len(row) + bool(more), min_column_width=150, gap="small"):
            for field in row:
                _filter(field, offered, chosen, named)
            if more:
                _more(more, offered, chosen, named)
        if differing := _said(_changed(more, chosen, offered), chosen, offered, named):
            words("chosen_more", ("small", differing))


def _tell(drawn: tuple[str, ...], chosen: Selection, offered: Choices) -> None:
    """Note what these filters say, for whoever takes something away from the page."""
    said = {
        field: (value,) if isinstance(value, str) else value
        for field in drawn
        if (value := getattr(chosen, field))
    }
    hidden = "indicator" in drawn and chosen.indicator not in offered.indicators  # by a search
    first = next(iter(offered.indicators), "") if hidden else chosen.indicator
    choice.show(replace(chosen, indicator=first), said)


def in_bar(fields: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the filters that stand in the bar, and those that few readers change, which stand under More."""
    bar = BAR if "dimension" in fields else (*BAR, "parts")
    row = tuple(field for field in bar if field in fields)
    more = tuple(field for field in fields if field not in row)
    return (row, more) if len(more) > 1 else (row + more, ())


def _more(fields: tuple[str, ...], offered: Choices, chosen: Selection, named: Named) -> None:
    with (
        st.container(key="filters_more"),
        st.popover(choice.words().text("filter.more"), width="stretch"),
    ):
        for field in fields:
            _filter(field, offered, chosen, named)


def _changed(fields: tuple[str, ...], chosen: Selection, choices: Choices) -> tuple[str, ...]:
    """Return the filters under More that say something else than at the start: the page says so beside them."""
    return tuple(f for f in fields if getattr(chosen, f) != getattr(choices.default, f))


def _row(
    fields: tuple[str, ...], chosen: Selection, offered: Choices, named: Named
) -> st.delta_generator.DeltaGenerator:
    """Return the place of the filters: on a phone folded under one line that says what is chosen."""
    row = st.container(key="filters")
    if not screen.narrow():
        return row
    with row:
        words("chosen", ("small", _said(fields, chosen, offered, named)))
        return st.expander(choice.words().text("filter.change"))


def _said(fields: tuple[str, ...], chosen: Selection, offered: Choices, named: Named) -> str:
    """Return in one line what these filters are set to; one that lets everything through is not named."""
    text, found = choice.words().text, []
    for field in fields:
        value = getattr(chosen, field)
        codes = [code for code in ([value] if isinstance(value, str) else value) if code]
        names = [named(field, code) for code in codes if code in offered.of(field)]
        found += [text("round.named", round=name) for name in names] if field == "round" else names
    return " · ".join(found)


def _filter(field: str, choices: Choices, chosen: Selection, named: Named) -> None:
    drawn = _several if field == "pilots" else _one
    drawn(field, choices, chosen, named)


def choose_language() -> None:
    """Draw the choice of language; each stands there in its own words."""
    key = _widget("language")
    session.set_value(key, choice.language())
    st.selectbox(
        choice.words().text("language.choose"),
        list(languages()),
        format_func=lambda code: languages()[code],
        key=key,
        on_change=_choose,
        args=("language",),
        label_visibility="collapsed",
        width=160,
    )


def other_language(label: str, wording: Wording, key: str) -> str:
    """Draw and return a language beside that of the page, with which it begins."""
    names = languages()
    place = list(names).index(wording.language)
    return st.selectbox(label, list(names), place, names.__getitem__, key=key)


def _one(field: str, choices: Choices, chosen: Selection, named: Named) -> None:
    """Draw a choice of one; a filter begins with all, a dimension or a round is always chosen."""
    everything = [] if getattr(choices.default, field) else [""]
    options = [*everything, *choices.of(field)]
    value = getattr(chosen, field)
    current = next(iter(value), "") if field in LISTS else value
    key = _widget(field)
    session.set_value(key, current if current in options else next(iter(options), None))
    text = choice.words().text
    empty = "filter.reference.none" if field == "reference" else "filter.all"
    st.selectbox(
        text(f"filter.{field}"),
        options,
        format_func=({"": text(empty)} | _names(field, choices, named)).__getitem__,
        key=key,
        on_change=_choose,
        args=(field,),
    )


def _names(field: str, choices: Choices, named: Named) -> dict[str, str]:
    """Return what each choice is called; two of one name have their codes beside it, or a rerun takes the first."""
    names = {code: named(field, code) for code in choices.of(field)}
    times = Counter(names.values())
    return {code: f"{name} ({code})" if times[name] > 1 else name for code, name in names.items()}


def _several(field: str, choices: Choices, chosen: Selection, named: Named) -> None:
    """Draw a choice of up to six; none means all, or the first six."""
    key, codes = _widget(field), choices.of(field)
    session.set_value(key, list(getattr(chosen, field)))
    text = choice.words().text
    st.multiselect(
        text(f"filter.{field}"),
        codes,
        format_func=_names(field, choices, named).__getitem__,
        key=key,
        on_change=_choose,
        args=(field,),
        max_selections=MOST_DRAWN,
        placeholder=text(f"filter.{field}.{'all' if len(codes) <= MOST_DRAWN else 'first'}"),
    )


def _choose(field: str) -> None:
    value = session.value_of(_widget(field))
    choice.choose(NAMES[field], value if isinstance(value, str) else ",".join(value or ()))


def _widget(field: str) -> str:
    return f"filter_{field}"
