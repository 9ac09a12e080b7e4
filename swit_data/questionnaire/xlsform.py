"""The form as an XLSForm workbook, for KoboToolbox and ODK."""

import io
from collections.abc import Iterator, Mapping

from swit_data.questionnaire.lists import Lists, lists_of
from swit_data.questionnaire.plan import Plan
from swit_data.questionnaire.questions_in_order import rows_on_screen
from swit_data.questionnaire.rows import Row, Texts
from swit_data.wording import Wording, own_name
from swit_data.workbooks import SAME_ALWAYS, Cells, workbook, write_sheet

AUDIO = "media::audio"
_RECORDED = ("note", "select_one", "select_multiple", "integer", "text")


def xlsform(plan: Plan, *, audio: bool = False) -> bytes:
    """Return the workbook; `audio`: with the names of the recordings that it plays, and their list.

    Raises:
        QuestionnaireError: the framework names what no form can hold.
    """
    rows, out = rows_on_screen(plan), io.BytesIO()
    with workbook(out, created=SAME_ALWAYS) as book:
        write_sheet(book, "survey", _survey(plan, rows, audio=audio), marked=_contact_rows(rows))
        write_sheet(book, "choices", _choices(plan, rows))
        write_sheet(book, "settings", _settings(plan))
        if audio:
            write_sheet(book, "recordings", _recordings(plan, rows))
    return out.getvalue()


def column_name(language: str) -> str:
    """Return what a language is called in the columns of an XLSForm, such as Українська (uk)."""
    return f"{own_name(language)} ({language})"


def form_id(plan: Plan) -> str:
    """Return the id of a form: a new round's form of the same kind replaces it."""
    group = "_groups" if plan.classes == ("group",) else ""
    return f"{plan.framework.code}_{plan.chosen_set}{group}"


def version(plan: Plan) -> str:
    """Return the version of a form: that of the framework, and its file's fingerprint."""
    return f"{plan.framework.version}-{plan.framework.hash[:8]}-{plan.chosen_set}"


def recording(row: Row, language: str) -> str:
    """Return the name of the file in which a text is read aloud: one a text, not one a target."""
    return f"{row.indicator or row.name}.{language}.mp3" if row.kind in _RECORDED else ""


def _survey(plan: Plan, rows: tuple[Row, ...], *, audio: bool) -> Cells:
    titles = (
        "type",
        "name",
        *_titled(plan, "label"),
        *_titled(plan, "hint"),
        *_titled(plan, AUDIO),
        *("required", "relevant", "constraint"),
        *_titled(plan, "constraint_message"),
        *("calculation", "choice_filter", "appearance"),
    )
    yield titles
    for row in rows:
        played = {code: recording(row, code) if audio else "" for code in plan.languages}
        yield (
            f"{row.kind} {row.choices}".strip()
            if row.choices
            else row.kind.replace("_group", " group"),
            "" if row.kind == "end_group" else row.name,
            *_said(plan, row.labels),
            *_said(plan, row.hints),
            *_said(plan, played),
            "yes" if row.required else "",
            row.relevant,
            row.constraint,
            *_said(plan, row.messages),
            row.calculation,
            row.choice_filter,
            row.appearance,
        )


def _choices(plan: Plan, rows: tuple[Row, ...]) -> Cells:
    yield ("list_name", "name", *_titled(plan, "label"), *_titled(plan, AUDIO), "under")
    for name, answers in used_lists(plan, rows).items():
        for answer in answers:
            silent = [""] * len(plan.languages)
            yield (name, answer.code, *_said(plan, answer.labels), *silent, answer.under)


def used_lists(plan: Plan, rows: tuple[Row, ...]) -> Lists:
    """Return the lists that a row of the form uses."""
    used = {row.choices for row in rows}
    return {name: answers for name, answers in lists_of(plan).items() if name in used}


def _settings(plan: Plan) -> Cells:
    words = Wording.of(plan.languages[0])  # a form has one title, whatever its languages
    settings = {
        "form_title": words.label(plan.framework.title, "framework.title"),
        "form_id": form_id(plan),
        "version": version(plan),
        "default_language": column_name(plan.languages[0]),
        "style": "pages",
        # The same target's code may stand under two stakeholder types.
        "allow_choice_duplicates": "yes",
    }
    yield tuple(settings)
    yield tuple(settings.values())


def _recordings(plan: Plan, rows: tuple[Row, ...]) -> Cells:
    """Give one row per recording: its file, its language, and what is read aloud."""
    yield ("file", "language", "text")
    seen: dict[str, tuple[str, str]] = {}
    for row in rows:
        for code in plan.languages:
            if recording(row, code) and row.labels:
                seen.setdefault(recording(row, code), (column_name(code), row.labels[code]))
    yield from ((file, *text) for file, text in seen.items())


def _titled(plan: Plan, what: str) -> Iterator[str]:
    return (f"{what}::{column_name(code)}" for code in plan.languages)


def _said(plan: Plan, texts: Texts | Mapping[str, str]) -> Iterator[str]:
    return (texts.get(code, "") for code in plan.languages)


def _contact_rows(rows: tuple[Row, ...]) -> frozenset[int]:
    """Return the rows of the sheet that an organisation should look at: whom to call."""
    return frozenset(n for n, row in enumerate(rows, start=1) if row.about == "contact")
