"""What exports call a column: its label, its other names, its review, its day, and its empty cells."""

from __future__ import annotations

from swit_data.framework.model import Status
from swit_data.framework.named_columns import target_questions
from tests.framework.small import SMALL, changed, mistakes, opened
from tests.framework.test_sentences import check


def test_a_column_may_say_what_exports_call_it() -> None:
    text = SMALL
    for before, after in (
        (
            'pilot = { column = "country" }',
            'pilot = { column = "country", label = { en = "Which?", uk = "Яка?" }, names = ["land"] }',
        ),
        (
            'branch = "branch"',
            'branch = { column = "branch", label = "Which branch?", names = ["b"] }',
        ),
        (
            'ignore = ["remarks"]',
            'ignore = ["more", { column = "remarks", label = "Anything else?" }]',
        ),
    ):
        text = text.replace(before, after)
    form = opened(text).form
    assert (form.pilot.column, form.branch, form.ignore) == (
        "country",
        "branch",
        ("more", "remarks"),
    )
    assert form.labels == {
        "country": {"en": "Which?", "uk": "Яка?"},
        "branch": {"en": "Which branch?"},
        "remarks": {"en": "Anything else?"},
    }
    assert form.names == {"land": "country", "b": "branch"}


def test_a_question_may_have_several_names() -> None:
    text = changed(
        'code = "C1_asks"\n',
        'code = "C1_asks"\nnames = ["old_{target}_{indicator}", "x_{target}"]\n',
    )
    names = {(q.indicator.code, q.target): q.names for q in target_questions(opened(text))}
    assert names["C1_asks", "police"] == ("old_police_C1_asks", "x_police")


def test_the_form_names_the_review_the_day_and_what_is_empty() -> None:
    text = changed(
        'rejected = "keep"',
        'rejected = "leave_out"\nstatus = { column = "checked", rejected = ["bad", "2"] }\n'
        'date = "day"\nempty = ["-99"]',
    )
    form = opened(text).form
    assert form.status == Status("checked", ("bad", "2"))
    assert (form.date, form.empty) == ("day", ("-99",))
    plain = opened(SMALL).form
    assert (plain.status, plain.date, plain.empty, plain.names) == (None, "", (), {})


@mistakes(r"""
    rejected = "keep" => status = "checked"
        [form]: “status” is 'checked'; allowed: a table [form.status]
    rejected = "keep" => status = { column = "checked" }
        [form.status]: “rejected” is []; allowed: what the column says of rejected ones
    rejected = "keep" => status = { rejected = ["bad"] }
        [form.status]: “column” is missing; allowed: a text that is not empty
    rejected = "keep" => empty = "x"
        [form]: “empty” is 'x'; allowed: a list of texts that are not empty
    rejected = "keep" => empty = ["dont_know"]
        [form]: “empty” is 'dont_know'; allowed: what is no code of an answer
    rejected = "keep" => date = 3
        [form]: “date” is 3; allowed: a text that is not empty
    branch = "branch" => branch = { label = "Which?" }
        [form.branch]: “column” is missing; allowed: a text that is not empty
    branch = "branch" => branch = { column = "branch", values = ["1"] }
        [form.branch]: “values” is ['1']; allowed: only the keys column, label, names
    branch = "branch" => branch = { column = "branch", label = 3 }
        [form.branch]: “label” is 3; allowed: a text, or { en = "...", and other languages }
    branch = "branch" => branch = { column = "branch", names = ["people"] }
        [form]: “names” is 'people'; allowed: a column of its own: this one is named for [form]
    round = { constant = "1" } => round = { constant = "1", label = "Which?" }
        [form.round]: “label” is 'Which?'; allowed: label beside a column only
    ignore = ["remarks"] => ignore = ["remarks", { label = "Anything else?" }]
        [form]: “column” is missing; allowed: a text that is not empty
    ignore = ["remarks"] => ignore = ["remarks", 3, {}]
        [form]: “ignore” is 3; allowed: a column, or { column = ..., label = ... }
    on_record", values = ["yes"] } => on_record", values = ["yes"], no = ["yes"] }
        [form.consent_on_record]: “no” is 'yes'; allowed: what says no: this one says yes
    pilot = { column = "country" } => pilot = { column = "country", no = ["x"] }
        [form.pilot]: “no” is ['x']; allowed: only the keys column, constant, values, label, names
    code = "C1_asks" => code = "C1_asks"\nnames = ["{level}"]
        [[indicators]] “C1_asks”: “names” is '{level}'; allowed: a text with {stakeholder_type},
        {target}, {indicator}
    code = "C1_asks" => code = "C1_asks"\nnames = ["country"]
        [[indicators]] “C1_asks”: “names” is 'country'; allowed: a column of its own: this one is
        named for [form]
""")
def test_a_mistake_in_what_exports_call_a_column(before: str, after: str, sentence: str) -> None:
    check(before, after, sentence)
