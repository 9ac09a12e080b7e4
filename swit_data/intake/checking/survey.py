"""Whether a file is of the survey that it is read with, and which of its rows count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from swit_data.errors import (
    IntakeError,
    OtherSurveyError,
    Sentence,
    UnknownLabelsError,
    listed,
    say,
)
from swit_data.intake.checking import own_consent
from swit_data.intake.checking.columns import sort_columns
from swit_data.intake.checking.consent import unclear
from swit_data.intake.checking.doubtful_ids import damaged_ids
from swit_data.intake.checking.findings_of_file import Described
from swit_data.intake.checking.identity import refusals
from swit_data.intake.checking.missing_columns import missing, unknown_labels
from swit_data.intake.checking.source import Source
from swit_data.intake.checking.submissions import count_submissions
from swit_data.intake.problems import Problems

if TYPE_CHECKING:
    from swit_data.framework import Framework
    from swit_data.framework.named_columns import NamedColumns
    from swit_data.intake.checking.columns import Columns
    from swit_data.intake.checking.missing_columns import Missing
    from swit_data.intake.dialects.export import Export


def read_source(export: Export, named: NamedColumns, *, not_asked: bool) -> Source:
    """Return the rows of a file that count; `not_asked`: core questions that it does not have were not asked.

    Raises:
        IntakeError: a column must not come in, is missing or doubled, or is of another survey.
    """
    framework = named.framework
    problems = Problems(export.file)
    columns = sort_columns(export.header, named, framework.form, problems)
    lacking = _lacking(export, columns, named, not_asked=not_asked)
    if lacking:
        problems.add(lacking.sentence())
    for refused in own_consent.refusals(columns, named):
        problems.add(refused)
    damaged = damaged_ids(export, columns, framework.form)
    if damaged:
        problems.add(damaged)
    problems.raise_if_any(export)
    submissions = count_submissions(export, columns, framework.form, round_given=named.round_given)
    source = Source(framework, named, export, columns, submissions, problems)
    _note_consents(source)
    return source


def _lacking(export: Export, columns: Columns, named: NamedColumns, *, not_asked: bool) -> Missing:
    """Check in this order whether this is the survey, whether its language is known, and what must not come in.

    Raises:
        IntakeError: it is not, or holds what must not come in.
    """
    framework = named.framework
    if columns.places.keys().isdisjoint(named.questions):
        raise OtherSurveyError(_of_another_survey(export, columns, named))
    lacking = missing(export, columns, named, framework)
    if not_asked:
        lacking = replace(lacking, questions=())
    if lacking and export.dialect.names != "xml":
        raise UnknownLabelsError(unknown_labels(export, lacking, framework))
    refused = refusals(export, columns, _codes(framework))
    if refused:
        raise IntakeError(*(say("{file}: {what}", file=export.file, what=what) for what in refused))
    return lacking


def _note_consents(source: Source) -> None:
    """Note consents that are neither a yes nor a no."""
    consent = source.framework.form.consent
    if consent:
        for value, rows in source.submissions.unclear.items():
            source.wrong_rows(consent.column, rows, unclear(value, consent))


def _of_another_survey(export: Export, columns: Columns, named: NamedColumns) -> Sentence:
    text = (
        "{file}: {dialect}. None of its columns is named by the framework, which names, for example, "
        "{names}. Check the framework file; for a form of your own with labels in its header, give the form too."
    )
    if columns.places.keys() - {named.framework.form.id}:
        text = (
            "{file}: {dialect}. None of its columns is a question of “{title}”, which asks, for example, {names}. If "
            "these are answers to another survey, choose its framework; for a form of your own with labels in its "
            "header, give the form too."
        )
    return say(
        text,
        file=export.file,
        dialect=Described(export.dialect, len(export)),
        names=listed(list(named.questions if "title" in text else named.all), 5),
        title=named.framework.title["en"],
    )


def _codes(framework: Framework) -> frozenset[str]:
    """Return every code that an answer to a choice question of this framework can be."""
    form = framework.form
    own = [consent.column for consent in framework.sensitive.values()]
    columns = (form.pilot, form.respondent_class, form.stakeholder_type, form.consent, *own)
    return frozenset(
        {code for scale in framework.scales.values() for code in scale.codes}
        | {code for c in framework.characteristics.values() for code in c.categories}
        | {t.code for kind in framework.stakeholder_types.values() for t in kind.targets}
        | {said for column in columns if column for said in column.values}
        | {pilot.value for pilot in form.pilots}
        | set(framework.stakeholder_types)
    )
