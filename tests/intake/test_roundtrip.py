"""Answers written in every dialect we can name come back as they were given."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from swit_data import framework
from swit_data.errors import IntakeError
from swit_data.intake.dialects import as_export
from swit_data.intake.named import named_columns
from swit_data.intake.opening import open_book
from tests.intake.forms import LANGUAGES, Drawn, drawn_answers, drawn_forms
from tests.intake.writer import Answers, Style, header, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swit_data.framework import Framework
    from swit_data.intake.dialects import FormWords
    from swit_data.intake.export import Export

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


def taken(form: FormWords, answers: Sequence[Answers], style: Style, measured: Framework) -> Export:
    name, content = write(form, answers, style)
    return as_export(open_book(name, content), measured, [form])


def expected(form: FormWords, answers: Sequence[Answers], name: str) -> list[str]:
    found = [answer.get(name, "") for answer in answers]
    return [" ".join(value) if isinstance(value, list) else value for value in found]


def check(export: Export, form: FormWords, answers: Sequence[Answers], measured: Framework) -> None:
    named = {*named_columns(measured, round_given=False).all}
    asked = [question.name for question in form.questions if question.name in named]
    assert Counter(export.header)["_uuid"] == 1
    for name in ("_uuid", *asked):
        assert Counter(export.header)[name] == 1, name
        values = export.table[str(export.header.index(name))].to_pylist()
        assert values == expected(form, answers, "id" if name == "_uuid" else name), name


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


@settings(
    max_examples=int(os.environ.get("N", "150")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data(), drawn=drawn_forms())
def test_answers_come_back_from_every_dialect(
    data: st.DataObject, drawn: Drawn, tmp_path_factory: pytest.TempPathFactory
) -> None:
    style = data.draw(styles(LANGUAGES, ["csv", "zip", "json"]))
    measured = drawn.framework(tmp_path_factory.mktemp("drawn"))
    answers = data.draw(drawn_answers(drawn.form))
    # Of the API's JSON without any answer nobody can say which survey it is of.
    assume(
        style.kind != "json" or any(value for a in answers for k, value in a.items() if k != "id")
    )
    try:
        export = taken(drawn.form, answers, style, measured)
    except IntakeError as error:
        in_one_cell = style.language != "xml" and style.several == "summary"
        assert (in_one_cell and "where one ends" in str(error)) or clashes(drawn.form, style)
        return
    check(export, drawn.form, answers, measured)
    assert (export.dialect.tool, export.dialect.kind) == (style.tool, style.kind)
    assert export.dialect.tags == style.tags
