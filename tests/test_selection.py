"""A selection is the URL and back; no URL is ever an error."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swit_data.selection import NAMES, Choices, Selection, from_query

CHOICES = Choices(
    pilots=("IDN", "KEN", "SUR", "UKR"),
    rounds=("r1", "r2"),
    stakeholder_types=("government", "un_agency", "ngo"),
    levels=("national", "local"),
    targets=("police_national", "health_national"),
    dimensions=("rollout", "participation"),
    parts=("C1", "C2", "X1"),
    classes=("community", "institution"),
    alone=("IDN", "KEN", "SUR", "UKR"),
    indicators=("C1_build", "P1_who"),
    kinds=("opinion", "fact", "personal"),
    sets=("core", "full"),
    sources=("C1", "K3"),
    languages=("en", "uk"),
    start=Selection(dimension="participation"),
)


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values), max_size=len(values) - 1).map(
        lambda chosen: tuple(value for value in values if value in chosen)
    )


selections = st.builds(
    Selection,
    pilots=some(CHOICES.pilots),
    round=st.sampled_from(CHOICES.rounds),
    stakeholder_types=some(CHOICES.stakeholder_types),
    level=st.sampled_from(("", *CHOICES.levels)),
    target=st.sampled_from(("", *CHOICES.targets)),
    dimension=st.sampled_from(CHOICES.dimensions),
    parts=some(CHOICES.parts),
    respondent_class=st.sampled_from(CHOICES.classes),
    weights=st.sampled_from(CHOICES.weights),
    pilot=st.sampled_from(("", *CHOICES.pilots)),
    alone=st.sampled_from(("", *CHOICES.alone)),
    indicator=st.sampled_from(("", *CHOICES.indicators)),
    kind=st.sampled_from(("", *CHOICES.kinds)),
    set=st.sampled_from(("", *CHOICES.sets)),
    source=st.sampled_from(("", *CHOICES.sources)),
    language=st.sampled_from(CHOICES.languages),
)


@given(selections)
def test_a_selection_comes_back_from_its_url(selection: Selection) -> None:
    query = selection.to_query(CHOICES.default)
    assert from_query(query, CHOICES) == (selection, ())
    assert from_query(parse_qs(urlencode(query)), CHOICES) == (selection, ())


@given(
    st.dictionaries(
        st.text() | st.sampled_from(list(NAMES.values())), st.text() | st.lists(st.text())
    )
)
def test_any_url_gives_a_legal_selection(params: dict[str, str | list[str]]) -> None:
    selection, ignored = from_query(params, CHOICES)
    assert from_query(selection.to_query(CHOICES.default), CHOICES) == (selection, ())
    assert len(ignored) <= 6
    assert all(len(each) < 60 and each.isprintable() for each in ignored)


def test_the_default_is_a_bare_url() -> None:
    assert CHOICES.default.to_query(CHOICES.default) == {}
    assert CHOICES.default == Selection(round="r1", dimension="participation")
    assert Selection().to_query() == {}


def test_ids_are_written_with_commas() -> None:
    chosen = replace(CHOICES.default, pilots=("KEN", "UKR"), stakeholder_types=("government",))
    assert chosen.to_query(CHOICES.default) == {"pilots": "KEN,UKR", "stakeholder": "government"}


def test_the_fixed_order_is_kept_and_all_is_no_filter() -> None:
    assert from_query({"pilots": "UKR,KEN"}, CHOICES)[0].pilots == ("KEN", "UKR")
    assert from_query({"pilots": "UKR,KEN,SUR,IDN"}, CHOICES)[0].pilots == ()
    assert from_query({"pilots": ["UKR", "KEN"]}, CHOICES)[0].pilots == ("KEN", "UKR")


def test_the_last_of_a_repeated_single_choice_counts() -> None:
    assert from_query({"round": ["r1", "r2"]}, CHOICES)[0].round == "r2"


@pytest.mark.parametrize(
    ("params", "ignored"),
    [
        ({"pilots": "atlantis"}, ("pilots=atlantis",)),
        ({"pilots": "KEN,atlantis,ken"}, ("pilots=atlantis", "pilots=ken")),
        ({"round": "-1"}, ("round=-1",)),
        ({"lang": "Українська"}, ("lang=Українська",)),
        ({"alone": "atlantis"}, ("alone=atlantis",)),
        ({"question": "C9_none", "kind": "rumour"}, ("question=C9_none", "kind=rumour")),
        ({"utm_source": "x"}, ("utm_source=x",)),
        ({"level": "\x00"}, ("level=?",)),
        ({"stakeholder": "'; DROP TABLE x"}, ("stakeholder='; DROP TABLE x",)),
        ({"pilots": ""}, ()),
        ({"pilots": []}, ()),
        ({"target": []}, ()),
    ],
)
def test_what_is_unknown_is_ignored_and_told(
    params: dict[str, str | list[str]], ignored: tuple[str, ...]
) -> None:
    selection, told = from_query(params, CHOICES)
    assert told == ignored
    assert replace(selection, pilots=()) == CHOICES.default


def test_a_hostile_url_is_cut_short() -> None:
    _, told = from_query({"pilots": "x" * 10_000}, CHOICES)
    assert told == ("pilots=" + "x" * 33 + "…",)
    _, told = from_query({f"n{number}": "v" for number in range(2000)}, CHOICES)
    assert len(told) == 6
    assert told[-1] == "… 1995"
