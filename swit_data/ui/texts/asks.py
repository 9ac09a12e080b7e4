"""Asks and promises, one at a time; everything but the words is the same in every language."""

from dataclasses import replace
from functools import partial
from itertools import count

import streamlit as st

from swit_data.dataset import Ask
from swit_data.dataset.asks import APPROVED, ASKED, DRAFT, SHARED, STATUSES
from swit_data.ui import blocks
from swit_data.ui.texts import unsaved
from swit_data.ui.texts.desk import Desk
from swit_data.ui.texts.narratives import choose_target
from swit_data.ui.texts.sheet import Sheet, Texts, Values, pick, picked, steps

_NEW = ""
_WORDS = ("ask", "promise", "promised_by", "verdict")


def write_asks(desk: Desk) -> None:
    """Draw the choice of an ask of the pilot and round, its boxes in this language and its steps."""
    text = desk.wording.text
    blocks.words("asks", ("h2", text("texts.asks")), ("p", text("texts.asks.how")))
    codes = dict.fromkeys(ask.code for ask in desk.asks)
    which = pick(
        desk,
        "ask",
        [_NEW, *codes],
        lambda code: _title(code, desk) if code else text("texts.ask.new"),
    )
    sheet = _sheet(desk, which)
    values = _boxes(sheet)
    steps(sheet, values, partial(_after, sheet, values, which), whole=bool(values["ask"]))


def _title(code: str, desk: Desk) -> str:
    rows = {ask.language: ask for ask in desk.asks if ask.code == code}
    row = rows.get(desk.language, next(iter(rows.values())))
    kind = desk.labels.stakeholder_type(row.stakeholder_type)
    own = desk.language in rows
    state = desk.wording.text(f"texts.status.{row.approval if own else DRAFT}")
    return desk.wording.text("texts.ask.named", code=code, about=kind, state=state)


def _sheet(desk: Desk, which: str) -> Sheet:
    """Return the sheet of an ask; in a language in which it has no words yet, with what all languages share."""
    kind = desk.framework.external_types[0].code
    rows = {ask.language: ask for ask in desk.asks if ask.code == which}
    own = rows.get(desk.language)
    new = Ask(desk.pilot, desk.round, which, desk.language, kind, "", ASKED, "")
    shared = next(iter(rows.values()), new)
    values = {name: getattr(shared, name) for name in SHARED}
    values |= {name: getattr(own or new, name) for name in _WORDS}
    code = f"ask_{which or 'new'}_{desk.pilot}_{desk.round}_{desk.language}"
    name = which or desk.wording.text("texts.ask.new")
    return Sheet(desk, code, values, own.approval if own else "", name)


def _boxes(sheet: Sheet) -> Values:
    desk, text = sheet.desk, sheet.desk.wording.text
    kinds = [kind.code for kind in desk.framework.external_types]
    with st.grid(2, min_column_width=250, gap="small"):
        kind = sheet.choice("stakeholder_type", "type", kinds, desk.labels.stakeholder_type)
        target = choose_target(sheet, kind)
    indicators = sheet.choices(
        "indicators",
        "ask.indicators",
        [i.code for i in desk.framework.indicators.values() if kind in i.stakeholder_types],
        desk.labels.item,
    )
    about = {"stakeholder_type": kind, "target": target, "indicators": indicators}
    words = {name: sheet.area(name, f"ask.{name}") for name in ("ask", "promise")}
    with st.grid(4, min_column_width=200, gap="small"):
        lines = {
            name: sheet.line(name, f"ask.{name}")
            for name in ("promised_by", "promised_month", "due")
        }
        status = sheet.choice(
            "status", "ask.status", STATUSES, lambda code: text(f"asks.status.{code}")
        )
    verdict = sheet.area("verdict", "ask.verdict")
    return {**about, **lines, **words, "verdict": verdict, "status": status}


def _after(sheet: Sheet, values: Values, which: str, step: str) -> Texts:
    """Return every ask of the dataset after a step."""
    desk, dataset = sheet.desk, sheet.desk.stored.dataset
    key = (desk.pilot, desk.round, which)
    if step == "save":
        code = which or _free(desk)
        unsaved.put(picked(desk, "ask"), "which", code)
        return dataset.narratives, _with(desk, values, code)
    rows = [
        replace(ask, approval=APPROVED if step == "approve" else DRAFT)
        if (ask.key, ask.language) == (key, desk.language)
        else ask
        for ask in dataset.asks
        if step != "delete" or (ask.key, ask.language) != (key, desk.language)
    ]
    return dataset.narratives, tuple(rows)


def _with(desk: Desk, values: Values, code: str) -> tuple[Ask, ...]:
    """Return the asks with one as it is written now: what changed is a draft again, in every language it changed in."""
    written = Ask(desk.pilot, desk.round, code, desk.language, approval=DRAFT, **values)
    shared = {name: values[name] for name in SHARED}
    rows = []
    for ask in desk.stored.dataset.asks:
        same = ask.key == written.key
        own = same and ask.language == desk.language
        now = replace(ask, **(values if own else shared)) if same else ask
        rows.append(ask if now == ask else replace(now, approval=DRAFT))
    there = any((a.key, a.language) == (written.key, written.language) for a in rows)
    return tuple(rows if there else [*rows, written])


def _free(desk: Desk) -> str:
    """Return a code that no ask of this pilot and round has."""
    taken = {ask.code for ask in desk.asks}
    return next(code for n in count(1) if (code := f"ask-{n}") not in taken)
