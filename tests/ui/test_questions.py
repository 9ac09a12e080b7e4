"""Questions without a browser: what is found, whose answers are shown, in which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from swit_data.findings.answers import answers_headline
from swit_data.release.illustrative import illustrative
from swit_data.released.answers import Question, answered
from swit_data.ui import sources
from tests.every_language import in_turns
from tests.findings.drawn_release import LANGUAGES, labels_of, rows_of
from tests.ui.elements_told import figures_told
from tests.ui.test_pages import lines, open_page, text_of

Open = Callable[..., AppTest]


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ()))
    return lambda **query: open_page("questions", **query)


def question_box(opened: AppTest) -> list[str]:
    (box,) = [b for b in opened.selectbox if b.key == "filter_indicator"]
    return list(box.options)


@pytest.mark.parametrize(
    ("code", "language"),
    in_turns(["X1_knows", "C2_shaming", "P3c_month", "own_pay_fear", "own_use"], LANGUAGES),
)
def test_the_sentence_and_the_question_are_those_of_the_link(
    app: Open, code: str, language: str
) -> None:
    release, labels = illustrative(), labels_of(illustrative(), language)
    opened = app(question=code, lang=language)
    lanes = answered(Question(release, code, "1", release.pilots))
    assert text_of(opened, "h1") == answers_headline(lanes, labels).text
    assert text_of(opened, "h2") == labels.item(code)
    assert opened.query_params.get("question", ["X1_knows"]) in (code, [code])


def test_every_count_on_the_page_is_a_released_one(app: Open) -> None:
    opened = app(question="C1_build", stakeholder="government", lang="en")
    counts = {
        (row["pilot"], row["target"], row["answer"]): row["count"]
        for row in rows_of(illustrative(), "answer_counts")
        if (row["item"], row["round"], row["respondent_class"]) == ("C1_build", "1", "community")
    }
    figure = figures_told(opened)[0].spec
    seen = 0
    for trace in figure["data"]:
        for (pilot, _, target, answer), text in zip(
            trace["customdata"], trace.get("text", ()), strict=False
        ):
            if answer and text:
                assert int(text) == counts[pilot, target, answer]
                seen += 1
    assert seen > 15
    labels = labels_of(illustrative())
    names = {labels.pilot(p): p for p in illustrative().pilots}
    kind = illustrative().framework.stakeholder_types["government"]
    targets = {labels.target("government", t.code): t.code for t in kind.targets}
    answers = {
        labels.answer("C1_build", a): a
        for a in ("yes", "partly", "no", "dont_know", "prefer_not_to_say")
    }
    table = opened.dataframe[0].value
    told = [row for row in table.itertuples(index=False) if row[3]]
    assert len(told) > 30
    for pilot, _, target, answer, count, *_ in told:
        assert count == counts[names[pilot], targets[target], answers[answer]]


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"question": "C1_build"}, 4),
        ({"question": "C1_build", "stakeholder": "ngo"}, 1),
        ({"question": "own_use"}, 1),
    ],
)
def test_one_figure_and_on_a_phone_one_a_stakeholder_type(
    app: Open, query: dict[str, str], number: int, phone: bool
) -> None:
    drawn = figures_told(app(lang="en", phone=phone, **query))
    assert len(drawn) == (number if phone else 1)  # on a wide screen one holds all of them


def test_a_search_narrows_the_list_and_the_questions_offered(app: Open) -> None:
    opened = app(lang="en")
    assert len(question_box(opened)) == len(illustrative().framework.indicators)
    opened.text_input(key="search_questions").input("презервативи").run()
    assert not opened.exception
    assert 2 < len(question_box(opened)) < 12
    listed = opened.dataframe[-1].value
    assert len(listed) == len(question_box(opened))
    measured, words = illustrative().framework, labels_of(illustrative(), "uk")
    for code in listed.iloc[:, 0]:
        assert code in measured.indicators
        assert "презерватив" in f"{words.item(code)} {words.plain(code)}".casefold()
    opened.text_input(key="search_questions").input("no such words").run()
    assert text_of(opened, "h1") == "No question fits this search and these filters"
    assert not figures_told(opened)
    assert not opened.exception


def test_filters_work_together_and_stand_in_the_link(app: Open) -> None:
    opened = app(lang="en")
    opened.selectbox(key="filter_kind").select("fact").run()
    opened.selectbox(key="filter_source").select("P3c").run()
    assert opened.query_params["kind"] == "fact"
    assert opened.query_params["source"] == "P3c"
    assert list(opened.dataframe[-1].value.iloc[:, 0]) == ["P3c_time"]
    assert text_of(opened, "h1").startswith("The public record answers this question about 15")


def test_a_fact_is_shown_with_every_source_and_without_a_figure(app: Open) -> None:
    opened = app(question="P3c_time", lang="en")
    assert not figures_told(opened)
    facts = [
        row
        for row in rows_of(illustrative(), "statements")
        if (row["indicator"], row["round"], row["kind"]) == ("P3c_time", "1", "fact")
    ]
    table = opened.dataframe[0].value
    assert len(table) == len(facts)
    assert set(table["Source"]) == {row["source"] for row in facts}


def test_focus_groups_and_institutions_stand_apart(app: Open) -> None:
    opened = app(question="C1_build", lang="en")
    said = lines(opened)
    assert ("h3", "What focus groups said, counted in groups") in said
    assert any(
        tag == "li" and text.startswith("Indonesia, ") and "of 4 groups" in text
        for tag, text in said
    )
    assert any("by 1 informant." in text for _, text in said)
    for chart in figures_told(opened):
        assert "group" not in chart.alt
        assert "informant" not in chart.alt


def test_an_unknown_question_is_ignored_with_a_notice(app: Open) -> None:
    opened = app(question="C9_none", lang="en")
    assert opened.text[0].value == "question=C9_none"
    assert text_of(opened, "h2") == labels_of(illustrative()).item("X1_knows")


def test_a_round_that_did_not_ask_it_says_so(app: Open) -> None:
    full = next(
        i.code
        for i in illustrative().framework.indicators.values()
        if i.set == "full" and i.kind == "opinion"
    )
    opened = app(question=full, round="1", lang="en")
    assert text_of(opened, "h1") == "The answers to this question cannot be shown here"
