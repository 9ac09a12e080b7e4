"""Answers written in every dialect we can name come back as they were given."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from swit_data import framework
from swit_data.errors import IntakeError
from swit_data.framework.named_columns import NamedColumns
from swit_data.intake.dialects import as_export, words_of_form
from swit_data.intake.opening.any_file import open_book
from swit_data.questionnaire.making import Order, make
from tests.examples import examples
from tests.intake.forms import LANGUAGES, Drawn, drawn_answers, drawn_forms
from tests.intake.writer import Answers, Style, header, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swit_data.framework import Framework
    from swit_data.intake.dialects import FormWords
    from swit_data.intake.dialects.export import Export

SWIT = Path(__file__).resolve().parents[2] / "data" / "framework" / "swit.toml"
_GROUPS = ["", "/", "-", ".", "::", " - ", "|", " » ", "##"]


def styles(forms_languages: Sequence[str], kinds: Sequence[str]) -> st.SearchStrategy[Style]:
    """Return every way that one of the tools writes a file."""
    several = st.sampled_from(["summary", "details", "both"])
    kobo = st.builds(
        Style,
        kind=st.sampled_from([kind for kind in kinds if kind in ("csv", "xlsx")]),
        language=st.sampled_from(["xml", *forms_languages]),
        groups=st.sampled_from(_GROUPS),
        several=several,
        tags=st.booleans(),
        separator=st.sampled_from([";", ",", "\t"]),
        resaved=st.booleans(),
    )
    odk = st.builds(
        Style,
        tool=st.just("odk"),
        kind=st.sampled_from([kind for kind in kinds if kind in ("csv", "zip")]),
        groups=st.sampled_from(["", "-"]),
        several=st.sampled_from(["summary", "both"]),
    )
    table = st.builds(Style, tool=st.just("table"), several=several, resaved=st.booleans())
    api = st.just(Style(kind="json", groups="/", several="summary"))
    return st.one_of(kobo, kobo, odk, table, *([api] if "json" in kinds else []))


def any_answer(answers: Sequence[Answers]) -> bool:
    """Say whether anything of the survey was answered: a remark is the collector's own."""
    own = {"id", "remark"}
    return any(value for answer in answers for name, value in answer.items() if name not in own)


def taken(form: FormWords, answers: Sequence[Answers], style: Style, measured: Framework) -> Export:
    name, content = write(form, answers, style)
    return as_export(open_book(name, content), measured, [form])


def expected(answers: Sequence[Answers], name: str) -> list[str]:
    found = [answer.get(name, "") for answer in answers]
    return [" ".join(value) if isinstance(value, list) else value for value in found]


def check(export: Export, form: FormWords, answers: Sequence[Answers], measured: Framework) -> None:
    named = {*NamedColumns(measured).all}
    asked = [question.name for question in form.questions if question.name in named]
    assert Counter(export.header)["_uuid"] == 1
    for name in ("_uuid", *asked):
        assert Counter(export.header)[name] == 1, name
        values = export.table[str(export.header.index(name))].to_pylist()
        assert values == expected(answers, "id" if name == "_uuid" else name), name


def clashes(form: FormWords, style: Style) -> bool:
    """Say whether two columns have the same words, and only a person could tell which is the option."""
    questions: Counter[str] = Counter()
    several, options = set(), set()
    for question in form.questions:
        text = " ".join(header(form, question, style).split())
        questions[text.casefold()] += 1
        for choice in form.choices.get(question.choices, ()):
            if question.kind == "select_multiple":
                several.add(text.casefold())
                label = choice.labels.get(style.language) or choice.code
                for between in {style.groups or "/", "/"}:
                    options.add(" ".join(f"{text}{between}{label}".split()).casefold())
    # Without a column of its own, a question that has several answers may be missed in the row.
    missed = style.several == "details" and any(questions[text] > 1 for text in several)
    return missed or not options.isdisjoint(questions)


def refused(form: FormWords, answers: Sequence[Answers], style: Style, measured: Framework) -> str:
    """Return the sentence with which a file is refused; empty where it is taken as it was given."""
    try:
        export = taken(form, answers, style, measured)
    except IntakeError as error:
        return str(error)
    check(export, form, answers, measured)
    assert (export.dialect.tool, export.dialect.kind) == (style.tool, style.kind)
    assert export.dialect.tags == style.tags
    return ""


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), drawn=drawn_forms())
def test_answers_come_back_from_every_dialect(
    data: st.DataObject, drawn: Drawn, tmp_path_factory: pytest.TempPathFactory
) -> None:
    style = data.draw(styles(LANGUAGES, ["csv", "zip", "json"]))
    answers = data.draw(drawn_answers(drawn.form))
    # Of the API's JSON without any answer nobody can say which survey it is of.
    assume(style.kind != "json" or any_answer(answers))
    said = refused(drawn.form, answers, style, drawn.measured(tmp_path_factory.mktemp("drawn")))
    if said:
        in_one_cell = style.language != "xml" and style.several == "summary"
        assert (in_one_cell and "where one ends" in said) or clashes(drawn.form, style)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), drawn=drawn_forms())
def test_answers_come_back_from_workbooks(
    data: st.DataObject, drawn: Drawn, tmp_path_factory: pytest.TempPathFactory
) -> None:
    style = Style(
        kind="xlsx", resaved=data.draw(st.booleans()), groups=data.draw(st.sampled_from(_GROUPS))
    )
    answers = data.draw(drawn_answers(drawn.form))
    measured = drawn.measured(tmp_path_factory.mktemp("drawn"))
    assert not refused(drawn.form, answers, style, measured)


@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), drawn=drawn_forms())
def test_a_question_that_moved_between_versions_is_one_column(
    data: st.DataObject, drawn: Drawn, tmp_path_factory: pytest.TempPathFactory
) -> None:
    groups = data.draw(st.sampled_from(["", "/", "::"]))
    # A question that stands in no group has its own name, and no other column is taken for it.
    inside = [replace(q, groups=q.groups or ("start",)) for q in drawn.form.questions]
    form = replace(drawn.form, questions=tuple(inside))
    moved = data.draw(st.sampled_from([q.name for q in form.questions if q.kind == "select_one"]))
    answers = data.draw(drawn_answers(form))
    measured = drawn.measured(tmp_path_factory.mktemp("drawn"))
    export = taken(form, answers, Style(groups=groups, moved=moved), measured)
    check(export, form, answers, measured)
    assert len(export.dialect.versions) == min(2, len(answers))


@pytest.fixture(scope="module")
def swit() -> Framework:
    return framework.load(SWIT)


@pytest.fixture(scope="module", params=["xlsform", "groups"])
def our_form(request: pytest.FixtureRequest, swit: Framework) -> FormWords:
    """Return what the form says that people load into KoboToolbox, read from the file itself."""
    made = next(iter(make(Order(swit, "core"), request.param)))
    return words_of_form(open_book(made.file, made.content))


@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_answers_to_our_form_come_back_from_every_dialect(
    data: st.DataObject, our_form: FormWords, swit: Framework
) -> None:
    style = data.draw(styles(our_form.languages, ["csv", "zip", "json"]))
    random = Random(data.draw(st.integers(0, 10_000)))  # noqa: S311 - answers, not secrets
    answers = [_filled_in(our_form, n, random) for n in range(20)]
    name, content = write(our_form, answers, style)
    export = as_export(open_book(name, content), swit)  # no form is given: it is our own
    check(export, our_form, answers, swit)
    assert export.dialect.names == style.language


@pytest.mark.parametrize("groups", [" » ", " - "])
def test_names_with_blanks_between_their_groups_are_names(
    our_form: FormWords, swit: Framework, groups: str
) -> None:
    style = Style(groups=groups, several="both", separator=",", tags=True, resaved=True)
    random = Random(259)  # noqa: S311 - answers, not secrets
    answers = [_filled_in(our_form, n, random) for n in range(20)]
    export = as_export(open_book(*write(our_form, answers, style)), swit)
    check(export, our_form, answers, swit)
    assert export.dialect.names == "xml"


def _filled_in(form: FormWords, number: int, random: Random) -> Answers:
    answer: Answers = {"id": f"{number:08d}-aaaa-4bbb-8ccc-0123456789ab"}
    for question in form.questions:
        codes = [choice.code for choice in form.choices.get(question.choices, ())]
        if question.several:
            answer[question.name] = [code for code in codes if random.random() < 1 / 3]
        elif codes:
            answer[question.name] = random.choice(["", *codes])
        elif question.kind != "note":
            answer[question.name] = random.choice(["", "7"])
    return answer
