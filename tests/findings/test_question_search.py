"""Which questions are found: every filter and search, in any language; what stands in the list."""

from __future__ import annotations

from typing import Any

import pytest

from swit_data.findings.question_search import found, question_lines, question_table
from swit_data.release.illustrative import illustrative
from swit_data.selection import Selection
from tests.drawn import SMALL, framework
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of


def codes(words: str = "", **chosen: Any) -> tuple[str, ...]:  # noqa: ANN401
    return found(labels_of(illustrative()), Selection(**chosen), words)


def test_without_a_filter_every_question_is_found_in_the_frameworks_order() -> None:
    assert codes() == tuple(illustrative().framework.indicators)


@pytest.mark.parametrize(
    ("field", "value", "attribute"),
    [
        ("kind", "fact", "kind"),
        ("kind", "personal", "kind"),
        ("set", "core", "set"),
        ("parts", ("C1",), "part"),
        ("parts", ("P10",), "part"),
    ],
)
def test_a_filter_leaves_what_it_names(field: str, value: Any, attribute: str) -> None:  # noqa: ANN401
    indicators = illustrative().framework.indicators.values()
    named = value if isinstance(value, str) else value[0]
    wanted = tuple(i.code for i in indicators if getattr(i, attribute) == named)
    assert codes(**{field: value}) == wanted
    assert 0 < len(wanted) < len(codes())


def test_source_codes_types_and_institutions_are_filters_too() -> None:
    assert "P3c_month" in codes(source="P3c")
    assert "C1_build" not in codes(source="P3c")
    of_ngo = codes(stakeholder_types=("ngo",))
    assert "C1_speaks_as" in of_ngo
    assert "C1_openly" not in of_ngo
    of_health = codes(stakeholder_types=("government",), target="health_national")
    assert "C6_hiv_plan" in of_health
    assert "C1_registration" not in of_health  # asked of the ministry of justice
    # an institution of another type, kept from another page, narrows nothing
    assert codes(stakeholder_types=("ngo",), target="health_national") == of_ngo


def test_what_the_community_is_asked_about_itself_is_a_kind() -> None:
    own = codes(kind="own")
    assert len(own) == 21
    assert all(code.startswith("own_") for code in own)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("free condoms", "C4_supplies"),
        ("CONDOMS", "C4_supplies"),
        ("презервативи", "C4_supplies"),
        ("Безкоштовно отримувати презервативи", "C4_supplies"),
        ("C4_supplies", "C4_supplies"),
        ("k14", "own_pay_fear"),
    ],
)
def test_a_search_finds_words_of_any_language_and_codes(words: str, code: str) -> None:
    assert code in codes(words)
    assert len(codes(words)) < 30


def test_every_word_of_a_search_must_be_there_and_nothing_else_is_read_in_it() -> None:
    assert set(codes("condoms police")) <= set(codes("condoms"))
    for hostile in ("<script>", ".*", "%", "'; DROP TABLE", "\\", "condoms zebra"):
        assert codes(hostile) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_the_words_of_every_language(language: str) -> None:
    labels = labels_of(illustrative(), language)
    table = question_table(codes(), labels)
    assert len(table) == len(illustrative().framework.indicators)
    for name in LANGUAGES:
        words = labels_of(illustrative(), name)
        column = table[{"en": "English", "uk": "Українська"}[name]]
        assert list(column) == [words.item(code) for code in codes()]
    assert list(table.iloc[:, 0]) == list(codes())


def test_a_language_that_only_the_framework_has_its_own_column() -> None:
    text = SMALL.content.decode().replace(
        'text = "C1a?"', 'text = { en = "C1a?", ha = "Ko, C1a?" }'
    )
    measured = framework(text)
    table = question_table(tuple(measured.indicators), labels_of(drawn(measured=measured)))
    assert table["Hausa"].tolist() == ["Ko, C1a?"] + [""] * (len(table) - 1)
    assert set(table["Українська"]) == {""}  # nothing is translated: empty, never English again
    assert found(labels_of(drawn(measured=measured)), Selection(), "ko c1a") == ("C1a",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_told_in_full(language: str) -> None:
    labels = labels_of(illustrative(), language)
    lines = question_lines("C5_names", labels)
    said = " ".join(text for _, text in lines)
    assert lines[0] == ("h2", labels.item("C5_names"))
    for each in ("C5_names", "S3", "P10", labels.stakeholder_type("ngo"), labels.plain("C5_names")):
        assert each in said
    other = labels_of(illustrative(), "uk" if language == "en" else "en")
    assert other.item("C5_names") in said
    against = {"en": "speaks against the institution", "uk": "свідчить проти установи"}[language]
    assert against in said  # here a yes is no praise
    assert against not in " ".join(text for _, text in question_lines("C1_build", labels))
