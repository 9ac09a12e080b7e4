"""Find it again: a view's link, its tables and figures as files, and how exactly its numbers were made."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st

from swit_data import documents, findings
from swit_data.documents import About
from swit_data.documents.making import refuse_draft
from swit_data.documents.reference import plain
from swit_data.released.contributions import Number
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.selection import Selection
from swit_data.ui import choice, sources
from swit_data.ui.elements import element, told
from swit_data.views import choices
from swit_data.views.asks import today
from swit_data.views.cited import cited
from swit_data.views.view import MOST_ON_PAPER, Panel, Table, View
from swit_data.wording import Wording

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PRINTED = 128  # pages whose tables for the printer are kept, of 5 to 60 KB


def link(wording: Wording) -> None:
    """Draw the button that copies the address of what is shown; of a draft nobody else could open it."""
    if sources.draft():
        return
    copy("view.link", "", wording)


def copy(said: str, place: str, wording: Wording, text: str | None = None) -> None:
    """Draw the button that copies a text, or the page's address; `said`: the family of its words."""
    told = {name: wording.text(f"{said}.{name}") for name in ("label", "done", "failed")}
    data = told if text is None else told | {"text": text}
    key = f"copy_{said}_{place}" if place else "copy_link"
    element("copy_link", "buttons")(data=data, key=key, width="content")


def saving(panel: Panel, title: str, labels: Labels) -> str:
    """Return, as JSON, what the buttons under a figure are told: behind its numbers, and saved under its title."""
    shown = _Shown(page_name(), choice.chosen_here(), choice.shown(), today())
    return _saved((panel.key, panel.alt, panel.doors), title, shown, labels)


class _Shown(NamedTuple):
    """A page as a reader has it: what a file of it says of itself."""

    page: str
    chosen: Selection | None
    filters: Mapping[str, tuple[str, ...]]
    on: date


@kept_while_open
def _saved(
    figure: tuple[str, str, tuple[str, ...]], title: str, shown: _Shown, labels: Labels
) -> str:
    """Return what the buttons under a figure (key, words for it, addresses of its numbers) are told."""
    (key, alt, doors), text = figure, labels.wording.text
    first = next(iter(doors), "")
    quoted = cited(title, doors, labels, shown.chosen, shown.on)
    return json.dumps(
        {
            "figure": f"figure_{key}",
            "name": file_name(labels, key),
            "title": title,
            "alt": alt,
            "caption": _caption(quoted, shown, labels),
            "label": text("view.save"),
            "failed": text("view.save.failed"),
            "behind": {"label": text("behind.figure"), "number": first} if first else None,
        }
    )


def _cited(title: str, doors: tuple[str, ...], labels: Labels) -> str:
    """Return the line with which a picture or a table of the page shown is quoted today."""
    return cited(title, doors, labels, choice.chosen_here(), today())


def _caption(quoted: str, shown: _Shown, labels: Labels) -> list[str]:
    """Return the pieces of the lines under a saved figure."""
    text = labels.wording.text
    framework = f"{labels.framework.code} {labels.framework.version}"
    chosen = [labels.wording.labelled(name, value) for name, value in _said(shown.filters, labels)]
    framed = text("view.caption.framework", framework=framework)
    return [quoted, text(f"page.{shown.page}"), *chosen, framed]


@kept_while_open
def _said(chosen: Mapping[str, tuple[str, ...]], labels: Labels) -> tuple[tuple[str, str], ...]:
    """Return what the filters of a page say: the name of each, and what it is set to."""
    name, wording = choices.named(labels), labels.wording
    return tuple(
        (wording.text(f"filter.{field}"), wording.listing([name(field, each) for each in ids]))
        for field, ids in chosen.items()
    )


def on_paper(view: View, labels: Labels) -> None:
    """Draw a page's tables for the printer: those on the screen are pictures, and empty where they were folded."""
    element("paper", "paper")(data=_printed(view, labels), key="paper")


def _marks(view: View) -> tuple[int, ...]:
    return tuple(sheet.mark for _, sheet in view.sheets)


@st.cache_resource(show_spinner=False, max_entries=MOST_PRINTED, hash_funcs={View: _marks})
def _printed(view: View, _labels: Labels) -> bytes:
    """Return what the printer is told of a page's tables."""
    tables = [
        {"title": title, "rows": sheet.printed, "more": _more(len(sheet.shown), _labels)}
        for title, sheet in view.sheets
    ]
    return told({"tables": tables})


def _more(total: int, labels: Labels) -> str:
    """Return the line under a table that is longer than paper shows."""
    if total <= MOST_ON_PAPER:
        return ""
    return labels.wording.text("view.paper.more", shown=MOST_ON_PAPER, total=total)


def downloads(table: Table, title: str, place: str, labels: Labels) -> None:
    """Draw the buttons that make a table's files when they are clicked; `title`: what it stands under.

    Of a draft no file is made.
    """
    if labels.release.draft:
        return
    address, quoted = choice.address(), partial(_cited, title, table.doors, labels)
    of_page = partial(about_view, labels, title, page_name(), choice.shown())

    def about() -> About:
        text, told = labels.wording.text, of_page()
        link = (text("cite.address"), address)
        return replace(told, facts=(*told.facts, link), cited=(text("cite.name"), quoted()))

    with st.container(horizontal=True, key=f"files_{place}"):
        _file("csv", lambda: documents.csv_file(table.rows, about()), labels, place)
        _file(
            "xlsx", lambda: documents.xlsx_file({table.title: table.rows}, about()), labels, place
        )
        if table.made:
            _file("whole", lambda: _whole_file(table.made, labels, about()), labels, place)


def _whole_file(numbers: tuple[Number, ...], labels: Labels, about: About) -> bytes:
    questions, answers = findings.whole_calculation(numbers, labels)
    text = labels.wording.text
    return documents.xlsx_file(
        {text("made.questions"): questions, text("made.answers"): answers}, about
    )


def _file(kind: str, data: Callable[[], bytes], labels: Labels, place: str) -> None:
    suffix = "csv" if kind == "csv" else "xlsx"
    st.download_button(
        labels.wording.text(f"view.file.{kind}"),
        data,
        file_name=f"{file_name(labels, f'{kind}-{place}')}.{suffix}",
        mime="text/csv" if suffix == "csv" else XLSX,
        key=f"file_{kind}_{place}",
        on_click="ignore",
        type="tertiary",
    )


def about_view(
    labels: Labels, title: str, page: str, chosen: Mapping[str, tuple[str, ...]]
) -> About:
    """Return what a file of a view says of itself: the page, the choice, the release, the method.

    Raises:
        DocumentError: the release is a draft.
    """
    refuse_draft(labels.release)
    text = labels.wording.text
    said = ((text("view.page"), text(f"page.{page}")), *_said(chosen, labels))
    of_round = next(iter(chosen.get("round", ())), labels.release.rounds[-1])
    return documents.about(labels, title, said, of_round, today())


def file_name(labels: Labels, what: str) -> str:
    """Return a file's name: the page, what it holds, the release it is of; it says where data is invented."""
    kind = "-illustrative" if labels.release.illustrative else ""
    return f"swit{kind}-{page_name()}-{plain(what)}-{labels.release.fingerprint[:8]}"


def page_name() -> str:
    """Return the page that is shown, by the name of its file."""
    path = urlsplit(st.context.url or "").path
    return path.rstrip("/").rpartition("/")[2] or "overview"
