"""Narratives, recommendations, their reasons and the context, one text at a time."""

from dataclasses import replace
from functools import partial
from itertools import count

import streamlit as st

from swit_data.dataset import Narrative
from swit_data.dataset.asks import APPROVED, DRAFT
from swit_data.findings.pilot import REASON, SECTIONS
from swit_data.ui import blocks
from swit_data.ui.texts import unsaved
from swit_data.ui.texts.desk import Desk
from swit_data.ui.texts.sheet import Sheet, Texts, Values, pick, picked, steps

_NEW = "new"
_FIELDS = ("section", "stakeholder_type", "target", "text", "source")
_KNOWN = (*SECTIONS, REASON)


def write_narratives(desk: Desk) -> None:
    """Draw the choice of a text of the pilot, round and language, its boxes and its steps."""
    text = desk.wording.text
    blocks.words(
        "narratives", ("h2", text("texts.narratives")), ("p", text("texts.narratives.how"))
    )
    mine = _mine(desk)
    which = pick(
        desk,
        "narratives",
        [_NEW, *mine],
        lambda code: title(mine[code][1], desk) if code in mine else text("texts.new"),
    )
    place, row = mine.get(which, (-1, None))
    sheet = _sheet(desk, which, row)
    values = _boxes(sheet)
    steps(sheet, values, partial(_after, sheet, values, place), whole=bool(values["text"]))


def _mine(desk: Desk) -> dict[str, tuple[int, Narrative]]:
    """Return the texts in this language with their places; a text keeps its code when others come and go."""
    found: dict[str, tuple[int, Narrative]] = {}
    for place, row in enumerate(desk.stored.dataset.narratives):
        if desk.holds(row) and row.language == desk.language:
            about = "_".join((row.section, row.stakeholder_type, row.target, row.part))
            code = next(c for n in count(1) if (c := f"{about}_{n}") not in found)
            found[code] = (place, row)
    return found


def title(row: Narrative, desk: Desk) -> str:
    """Return what a text is, about whom, and its state."""
    text = desk.wording.text
    about = (
        f" - {desk.labels.stakeholder_type(row.stakeholder_type)}" if row.stakeholder_type else ""
    )
    state = row.status if row.status == APPROVED else DRAFT
    return f"{section(row.section, desk)}{about} ({text(f'texts.status.{state}')})"


def section(code: str, desk: Desk) -> str:
    """Return what a section is called; one that is not ours by its own name."""
    return desk.wording.text(f"texts.section.{code}") if code in _KNOWN else code


def _sheet(desk: Desk, which: str, row: Narrative | None) -> Sheet:
    row = row or Narrative(desk.pilot, desk.round, "recommendation", desk.language, "", "")
    name = section(row.section, desk) if row.status else desk.wording.text("texts.new")
    code = f"text_{which}_{desk.pilot}_{desk.round}_{desk.language}"
    return Sheet(desk, code, {name: getattr(row, name) for name in _FIELDS}, row.status, name)


def _boxes(sheet: Sheet) -> Values:
    desk, text = sheet.desk, sheet.desk.wording.text
    own = [sheet.saved["section"]] if sheet.saved["section"] not in _KNOWN else []
    kinds = ["", *(kind.code for kind in desk.framework.external_types)]
    with st.grid(3, min_column_width=200, gap="small"):
        about = {
            "section": sheet.choice(
                "section", "section", [*_KNOWN, *own], partial(section, desk=desk)
            ),
            "stakeholder_type": sheet.choice(
                "stakeholder_type",
                "type",
                kinds,
                lambda code: desk.labels.stakeholder_type(code) if code else text("texts.type.all"),
            ),
        }
        about["target"] = choose_target(sheet, about["stakeholder_type"])
    words = {"text": sheet.area("text", "text"), "source": sheet.line("source", "source")}
    return {**about, **words}


def choose_target(sheet: Sheet, kind: str) -> str:
    """Draw the choice of an institution of a stakeholder type, or of all of them."""
    desk = sheet.desk
    codes = [t.code for t in desk.framework.stakeholder_types[kind].targets] if kind else []
    everybody = desk.wording.text("texts.target.all")
    return sheet.choice(
        "target",
        "target",
        ["", *codes],
        lambda code: desk.labels.target(kind, code) if code else everybody,
    )


def _after(sheet: Sheet, values: Values, place: int, step: str) -> Texts:
    """Return every text of the dataset after a step."""
    desk, dataset = sheet.desk, sheet.desk.stored.dataset
    rows = list(dataset.narratives)
    if place < 0:
        named = {"pilot": desk.pilot, "round": desk.round, "language": desk.language}
        rows.append(Narrative(**named, **values, status=DRAFT))
        _pick_next(desk, rows)
    elif step == "delete":
        del rows[place]
        unsaved.let_go(picked(desk, "narratives"))
    elif step == "save":
        row = rows[place]
        changed = replace(row, **values)
        rows[place] = row if changed == row else replace(changed, status=DRAFT)
        _pick_next(desk, rows, place)
    else:
        rows[place] = replace(rows[place], status=APPROVED if step == "approve" else DRAFT)
    return tuple(rows), dataset.asks


def _pick_next(desk: Desk, rows: list[Narrative], place: int = -1) -> None:
    """Let the text that is saved now be the one that is chosen."""
    stored = replace(desk.stored, dataset=replace(desk.stored.dataset, narratives=tuple(rows)))
    codes = {at: code for code, (at, _) in _mine(replace(desk, stored=stored)).items()}
    unsaved.put(picked(desk, "narratives"), "which", codes[place % len(rows)])
