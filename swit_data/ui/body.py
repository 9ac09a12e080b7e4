"""The body of a page as one element: the parts of a view, told in one message and drawn by browser/body.js.

Each message costs the server and the browser, and a figure that Streamlit draws is made anew at each change; ours is
changed (docs/decisions/0035). Tables, which readers sort and take away as files, stay Streamlit's.
"""

import json
from collections.abc import Iterable, Mapping
from functools import singledispatch

from swit_data.released.labels import Labels
from swit_data.ui import screen, take_away
from swit_data.ui.elements import element, lines_told
from swit_data.views.view import (
    MOST_ON_PAPER,
    Beside,
    Folded,
    Panel,
    Part,
    Shapes,
    Sheet,
    Slider,
    Table,
    Words,
)

Titles = Mapping[int, str]  # what each figure stands under, by its mark (inside.py)


def holds(part: Part) -> bool:
    """Say whether a part, with all in it, is drawn in the body: all but tables, and sheets longer than paper takes."""
    if isinstance(part, Sheet):
        return len(part.shown) <= MOST_ON_PAPER
    return not isinstance(part, Table) and all(map(holds, _inside(part)))


def shape_of(part: Shapes) -> tuple[Part, ...]:
    """Return the parts of the shape that this screen is for."""
    return part.narrow if screen.narrow() else part.wide


def name_of(part: Shapes) -> str:
    """Return the name of the shape that this screen is for."""
    return f"{'narrow' if screen.narrow() else 'wide'}_{part.key}"


def show(parts: Iterable[Part], titles: Titles, labels: Labels) -> None:
    """Draw parts that the body holds, one below the other."""
    own = list(parts)
    told = _list(own, titles, labels).encode()
    element("body", "body", shared=("lines",), isolated=False)(
        data=told, key=f"body_{_key(own[0])}"
    )


def _inside(part: Part) -> tuple[Part, ...]:
    match part:
        case Shapes():
            return shape_of(part)
        case Folded():
            return part.parts
        case Beside():
            return tuple(each for column in part.columns for each in column)
        case _:
            return ()


def _key(part: Part) -> str:
    """Return what tells a body from the others of its page: the first name in it."""
    if inside := _inside(part):
        return _key(inside[0])
    return f"{type(part).__name__}_{getattr(part, 'key', '')}".lower()


def _list(parts: Iterable[Part], titles: Titles, labels: Labels) -> str:
    return f"[{','.join(_told(part, titles, labels) for part in parts)}]"


def _object(**members: str) -> str:
    """Return an object of JSON whose members are JSON already: a figure's was made when it was drawn first."""
    return "{" + ",".join(f'"{name}":{text}' for name, text in members.items()) + "}"


@singledispatch
def _told(part: Part, titles: Titles, labels: Labels) -> str:
    raise NotImplementedError


@_told.register
def _words(part: Words, titles: Titles, labels: Labels) -> str:
    del titles
    door = labels.wording.text("behind.sentence") if part.doors else ""
    return _object(words=json.dumps(part.key), lines=lines_told(part.lines, part.doors, door))


@_told.register
def _slider(part: Slider, titles: Titles, labels: Labels) -> str:
    del titles, labels
    said = {name: getattr(part, name) for name in ("label", "written", "steps", "first")}
    return json.dumps({"slider": part.key, **said})


@_told.register
def _shapes(part: Shapes, titles: Titles, labels: Labels) -> str:
    return _object(group=json.dumps(name_of(part)), parts=_list(shape_of(part), titles, labels))


@_told.register
def _folded(part: Folded, titles: Titles, labels: Labels) -> str:
    return _object(folded=json.dumps(part.title), parts=_list(part.parts, titles, labels))


@_told.register
def _beside(part: Beside, titles: Titles, labels: Labels) -> str:
    columns = ",".join(_list(column, titles, labels) for column in part.columns)
    return _object(beside=json.dumps(part.widths), columns=f"[{columns}]")


@_told.register
def _panel(panel: Panel, titles: Titles, labels: Labels) -> str:
    saved = panel.saved and not labels.release.draft
    return _object(
        figure=json.dumps(panel.key),
        alt=json.dumps(panel.alt),
        height=str(panel.figure.height),
        drawing=panel.figure.json,
        save=take_away.saving(panel, titles[panel.mark], labels) if saved else "null",
    )


@_told.register
def _sheet(sheet: Sheet, titles: Titles, labels: Labels) -> str:
    del titles, labels
    return _object(sheet=json.dumps(sheet.printed))
