"""The questions of a form in the order in which they are asked, from the framework alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from swit_data.errors import QuestionnaireError, say
from swit_data.framework import Framework
from swit_data.framework.named_columns import NamedColumns
from swit_data.questionnaire.blocks import blocks, whom
from swit_data.questionnaire.plan import Plan, make_plan
from swit_data.questionnaire.rows import Row
from swit_data.questionnaire.start import INTERVIEW, agreed, end, start, who
from swit_data.translations import said_of_form
from swit_data.wording import Wording


def questions(
    framework: Framework, chosen_set: str, languages: Sequence[str], classes: Sequence[str] = ()
) -> tuple[Row, ...]:
    """Return the rows of a form, one row per question, note, or end of a group.

    `classes`: who answers it; without, everybody whom the framework knows (community, group, institution).

    Raises:
        QuestionnaireError: the framework names what no form can hold.
    """
    return rows_on_screen(make_plan(framework, chosen_set, tuple(languages), tuple(classes)))


def rows_on_screen(plan: Plan) -> tuple[Row, ...]:
    """Return the rows of a planned form, of which the first note says in each language whether it is a draft."""
    rows = rows_of(plan)
    first = next(place for place, row in enumerate(rows) if row.kind == "note")
    drafts = {code: said_of_form(Wording.of(code)) for code in plan.languages}
    # Not as its hint: where one language has none, a form shows a dash there.
    marked = {
        code: f"{drafts[code]}\n\n{text}" if drafts[code] else text
        for code, text in rows[first].labels.items()
    }
    return (*rows[:first], replace(rows[first], labels=marked), *rows[first + 1 :])


def rows_of(plan: Plan) -> tuple[Row, ...]:
    """Return the rows of a planned form.

    Raises:
        QuestionnaireError: the framework names what no form can hold.
    """
    asked = (
        *start(plan),
        # Without consent nothing after it is asked, so nothing is stored.
        Row("begin_group", INTERVIEW, (), plan.say("group.interview"), relevant=agreed(plan)),
        *who(plan),
        *whom(plan),
        *blocks(plan),
        *end(plan),
    )
    rows = (*asked, *_left_empty(plan, asked), Row("end_group", INTERVIEW))
    _check_names(rows)
    return rows


def _left_empty(plan: Plan, asked: Sequence[Row]) -> Iterator[Row]:
    """Give the columns that only people of another form fill in, always empty.

    A file that lacks a column of its framework is not taken in, whoever answered it.
    """
    everybody = plan.framework.form.classes
    if plan.classes == everybody:
        return
    # What endangers people is the exception: a file need not have it.
    sensitive = NamedColumns(plan.framework).sensitive
    names = {*(row.name for row in asked), *sensitive, *sensitive.values()}
    for row in rows_of(replace(plan, classes=everybody)):
        if row.is_column and row.name not in names:
            yield Row("calculate", row.name, (INTERVIEW,), calculation="''", about="left_empty")


def _check_names(rows: Sequence[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.kind != "end_group" and row.name.lower() in seen:
            raise QuestionnaireError(
                say(
                    "The form would hold “{name}” twice. Give the column another name in the framework file, "
                    "in [form] or under its indicator.",
                    name=row.name,
                )
            )
        seen.add(row.name.lower())
