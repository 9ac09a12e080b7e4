"""Answers written as KoboToolbox, ODK Central and Excel write them; nothing of the reader is used.

The rules are those of kobotoolbox/formpack and kpi and of getodk/central-backend (lib/data/briefcase.js), as seen in
real exports of both.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from swit_data.intake.dialects import FormQuestion, FormWords

Answers = dict[str, "str | list[str]"]  # by name; options chosen are a list; "id" is the id


@dataclass(frozen=True)
class Style:
    """One way to write a file."""

    tool: str = "kobo"  # kobo, odk, table
    kind: str = "csv"  # csv, xlsx, json, zip
    language: str = "xml"
    groups: str = ""  # the separator; empty: no groups in headers
    several: str = "both"  # summary, details, both
    tags: bool = False
    separator: str = ";"
    resaved: bool = False  # by Excel
    moved: str = ""  # a question that stood in another group in an older version of the form


def write(form: FormWords, answers: Sequence[Answers], style: Style) -> tuple[str, bytes]:
    """Return a file name and its bytes."""
    if style.kind == "json":
        return "export.json", json.dumps({"results": [_record(form, a) for a in answers]}).encode()
    rows = _table(form, answers, style)
    if style.kind == "xlsx":
        return "export.xlsx", _workbook(rows, style)
    if style.kind == "zip":
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("form.csv", _text(rows, style))
        return "export.zip", held.getvalue()
    return "export.csv", _text(rows, style)


def said(labels: dict[str, str], name: str, language: str) -> str:
    return labels.get(language) or name


def header(form: FormWords, question: FormQuestion, style: Style, old: bool = False) -> str:
    """Return a question's header; in an older version it stood in a group of another name."""
    text = said(dict(question.labels), question.name, style.language)
    if not style.groups:
        return text
    if old:
        return f"older{style.groups}{text}"
    names = question.groups
    groups = [
        said(dict(form.groups.get(names[: n + 1], {})), names[n], style.language)
        for n in range(len(names))
    ]
    return style.groups.join([*groups, text])


def _table(form: FormWords, answers: Sequence[Answers], style: Style) -> list[list[str]]:
    columns = [*_columns(form, answers, style)]
    own = _own(answers, style)
    columns = [*own, *columns] if style.tool == "odk" else [*columns, *own]
    if style.tags:
        columns = [[c[0], f"#q{n}+code" if n < 2 else "", *c[1:]] for n, c in enumerate(columns)]
    if style.resaved:
        columns += [[""] * len(columns[0])] * 2
    return [list(row) for row in zip(*columns, strict=True)]


def _columns(form: FormWords, answers: Sequence[Answers], style: Style) -> Iterator[list[str]]:
    for question in form.questions:
        if question.kind == "select_multiple":
            yield from _several(form, question, answers, style)
            continue
        cells = [_cell(form, question, answer, style) for answer in answers]
        if question.name == style.moved:
            halves = [[c if n % 2 == k else "" for n, c in enumerate(cells)] for k in (0, 1)]
            yield [header(form, question, style, old=True), *halves[0]]
            yield [header(form, question, style), *halves[1]]
        else:
            yield [header(form, question, style), *cells]


def _cell(form: FormWords, question: FormQuestion, answer: Answers, style: Style) -> str:
    code = str(answer.get(question.name, ""))
    return _label(form, question, code, style) if code else ""


def _label(form: FormWords, question: FormQuestion, code: str, style: Style) -> str:
    for choice in form.choices.get(question.choices, ()):
        if choice.code == code:
            return said(dict(choice.labels), code, style.language)
    return code


def _several(
    form: FormWords, question: FormQuestion, answers: Sequence[Answers], style: Style
) -> Iterator[list[str]]:
    text = header(form, question, style)
    chosen = [answer.get(question.name, []) for answer in answers]
    if style.several != "details":
        cells = [
            " ".join(_label(form, question, code, style) for code in codes) for codes in chosen
        ]
        yield [text, *cells]
    if style.several == "summary":
        return
    yes, no = ("True", "False") if style.resaved else ("1", "0")
    odk = style.tool == "odk"
    between = "/" if odk else style.groups or "/"
    for choice in form.choices[question.choices]:
        if odk and not any(choice.code in codes for codes in chosen):
            continue  # it writes only what was ever chosen
        label = said(dict(choice.labels), choice.code, style.language)
        unanswered = no if odk else ""
        cells = [(yes if choice.code in codes else no) if codes else unanswered for codes in chosen]
        yield [f"{text}{between}{label}", *cells]


def _own(answers: Sequence[Answers], style: Style) -> list[list[str]]:
    ids = [str(answer["id"]) for answer in answers]
    count = len(ids)
    if style.tool == "odk":
        group = "meta-" if style.groups else ""
        return [
            ["SubmissionDate", *["2026-05-01T08:00:00.000Z"] * count],
            [f"{group}instanceID", *[f"uuid:{i}" for i in ids]],
            ["KEY", *[f"uuid:{i}" for i in ids]],
            ["SubmitterName", *["someone"] * count],
            ["ReviewState", *[""] * count],
            ["FormVersion", *["7"] * count],
        ]
    if style.tool == "table":
        return [["_uuid", *ids]]
    return [
        ["__version__", *["v1" if style.moved and n % 2 == 0 else "v2" for n in range(count)]],
        ["_id", *[str(1000 + n) for n in range(count)]],
        ["_uuid", *ids],
        ["_submission_time", *["2026-05-01T08:00:00"] * count],
        ["_validation_status", *[_review(style)] * count],
        ["_submitted_by", *["someone"] * count],
        ["_index", *[str(n + 1) for n in range(count)]],
    ]


def _review(style: Style) -> str:
    return "validation_status_approved" if style.language == "xml" else "Approved"


def _record(form: FormWords, answer: Answers) -> dict[str, object]:
    """Return a submission as KoboToolbox's API gives it."""
    record: dict[str, object] = {"_id": 7, "formhub/uuid": "f0", "__version__": "v2"}
    for question in form.questions:
        given = answer.get(question.name)
        if given:
            value = " ".join(given) if isinstance(given, list) else given
            record["/".join((*question.groups, question.name))] = value
    return record | {
        "meta/instanceID": f"uuid:{answer['id']}",
        "_uuid": answer["id"],
        "_submission_time": "2026-05-01T08:00:00",
        "_validation_status": {"uid": "validation_status_approved", "label": "Approved"},
        "_geolocation": [None, None],
        "_attachments": [],
        "_submitted_by": None,
    }


def _text(rows: list[list[str]], style: Style) -> bytes:
    held = io.StringIO(newline="")
    odk = style.tool == "odk"
    separator, end = ("," if odk else style.separator), ("\n" if odk else "\r\n")
    if odk or style.resaved:
        csv.writer(held, delimiter=separator, lineterminator=end).writerows(rows)
    else:
        quoted = csv.writer(held, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
        quoted.writerows(rows)
    return held.getvalue().encode("utf-8-sig" if style.resaved else "utf-8")


def _workbook(rows: list[list[str]], style: Style) -> bytes:
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet("Form")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if style.resaved and number and cell in ("True", "False"):
                    sheet.write_boolean(number, place, cell == "True")
                elif style.resaved and number and cell.isdecimal() and str(int(cell)) == cell:
                    sheet.write_number(number, place, int(cell))
                elif cell:
                    sheet.write_string(number, place, cell)
    return held.getvalue()


def sheets(tables: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Return a workbook of these tables, every cell a text."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, cell)
    return held.getvalue()
