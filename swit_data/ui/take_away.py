"""Find it again: a view's link, its tables and figures as files, and how exactly its numbers were made."""

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from swit_data import documents, findings
from swit_data.documents import About
from swit_data.documents.making import refuse_draft
from swit_data.documents.reference import plain
from swit_data.released.contributions import Number
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.ui import choice, sources
from swit_data.ui.elements import element, words
from swit_data.views import choices
from swit_data.views.asks import today
from swit_data.views.view import MOST_ON_PAPER, Panel, Table, View
from swit_data.wording import Wording

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def link(wording: Wording) -> None:
    """Draw the button that copies the address of what is shown; of a draft nobody else could open it."""
    if sources.draft():
        return
    said = {name: wording.text(f"view.link.{name}") for name in ("label", "done", "failed")}
    element("copy_link", "buttons")(data=said, key="copy_link", width="content")


def save_figure(panel: Panel, labels: Labels) -> None:
    """Draw the buttons that save a figure, as the browser drew it; a draft is not saved."""
    if labels.release.draft:
        return
    text = labels.wording.text
    said = {
        "figure": f"figure_{panel.key}",
        "name": file_name(labels, panel.key),
        "alt": panel.alt,
        "caption": _caption(labels, page_name()),
        "label": text("view.save"),
        "failed": text("view.save.failed"),
    }
    element("save_figure", "buttons")(data=said, key=f"save_{panel.key}")


@kept_while_open
def _caption(labels: Labels, page: str) -> list[str]:
    """Return the pieces of the line under a saved figure."""
    text = labels.wording.text
    framework = f"{labels.framework.code} {labels.framework.version}"
    return [
        *([labels.mark] if labels.mark else []),
        *(text("app.name"), text(f"page.{page}")),
        text("view.caption.release", release=labels.release.fingerprint),
        text("view.caption.framework", framework=framework),
    ]


def on_paper(view: View, labels: Labels) -> None:
    """Draw a page's tables for the printer: those on the screen are pictures, and empty where they were folded."""
    tables = [
        {"title": title, "rows": sheet.printed, "more": _more(len(sheet.shown), labels)}
        for title, sheet in view.sheets
    ]
    element("paper", "paper")(data={"tables": tables}, key="paper")


def _more(total: int, labels: Labels) -> str:
    """Return the line under a table that is longer than paper shows."""
    if total <= MOST_ON_PAPER:
        return ""
    return labels.wording.text("view.paper.more", shown=MOST_ON_PAPER, total=total)


def downloads(table: Table, place: str, labels: Labels) -> None:
    """Draw the buttons that make a table's files when they are clicked; of a draft no file is made."""
    if labels.release.draft:
        return
    about = partial(about_view, labels, table.title, page_name(), choice.shown())
    with st.container(horizontal=True, key=f"files_{place}"):
        _file("csv", lambda: documents.csv_file(table.rows, about()), labels, place)
        _file(
            "xlsx", lambda: documents.xlsx_file({table.title: table.rows}, about()), labels, place
        )


def how_made(numbers: tuple[Number, ...], place: str, labels: Labels) -> None:
    """Draw, folded, how each of these released numbers was made; it is worked out when it is opened."""
    text = labels.wording.text
    folded = st.expander(text("made.title"), key=f"made_{place}", on_change="rerun")
    if not folded.open:
        return
    with folded:
        named = dict(zip(numbers, findings.spoken_numbers(numbers, labels), strict=True))
        chosen = st.selectbox(
            text("made.choose"), numbers, format_func=named.__getitem__, key=f"made_of_{place}"
        )
        _show_made(findings.made(chosen, labels), labels, place)
        if labels.release.draft:
            return
        about = partial(about_view, labels, text("made.title"), page_name(), choice.shown())
        _file("whole", lambda: _whole_file(numbers, labels, about()), labels, place)


def _show_made(shown: findings.Made, labels: Labels, place: str) -> None:
    """Draw how one number was made: sentences, its questions, the answers to them."""
    text = labels.wording.text
    words(f"made_{place}", *(("p", line) for line in shown.lines))
    for name, table in (("questions", shown.questions), ("answers", shown.answers)):
        if len(table):
            words(f"made_{name}_{place}", ("h3", text(f"made.{name}")))
            st.dataframe(table, hide_index=True, width="stretch", placeholder="–")


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
    name = choices.named(labels)
    said = [(text("view.page"), text(f"page.{page}"))]
    for field, ids in chosen.items():
        value = labels.wording.listing([name(field, each) for each in ids])
        said.append((text(f"filter.{field}"), value))
    of_round = next(iter(chosen.get("round", ())), labels.release.rounds[-1])
    return documents.about(labels, title, tuple(said), of_round, today())


def file_name(labels: Labels, what: str) -> str:
    """Return a file's name: the page, what it holds, the release it is of; it says where data is invented."""
    kind = "-illustrative" if labels.release.illustrative else ""
    return f"swit{kind}-{page_name()}-{plain(what)}-{labels.release.fingerprint[:8]}"


def page_name() -> str:
    """Return the page that is shown, by the name of its file."""
    path = urlsplit(st.context.url or "").path
    return path.rstrip("/").rpartition("/")[2] or "overview"
