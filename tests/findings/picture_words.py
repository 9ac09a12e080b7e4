"""What can be read in a picture, and what a headline names: the reader who looks for the one in the other."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from swit_data.figures.drawing import Drawing
from swit_data.released import spoken_names
from swit_data.released.labels import Labels
from swit_data.views.view import Beside, Panel, Part, Shapes

_NUMBER = re.compile(r"\d+")
# "all 4 pilots", "3 of 4 pilots", "on 4 criteria": who reads this counts columns.
_COUNTED = re.compile(r"(\d+ (?:of|зі?|із) )?\d+ (?:pilots|пілот|criteria(?! of)|критеріями)")
_TAG = re.compile(r"<[^>]*>")
_LETTERS = 22  # of a name: a long one is folded or cut behind them
_FOLDED = re.compile(r"[\s\u00ad]+")

Name = tuple[str, str]  # its kind, and how the picture has it


def first_pictures(parts: Iterable[Part]) -> list[Panel]:
    """Return a page's first picture, in each shape that it has."""
    for part in parts:
        match part:
            case Panel():
                return [part]
            case Shapes():
                return [*first_pictures(part.wide)[:1], *first_pictures(part.narrow)[:1]]
            case Beside():
                if found := first_pictures(each for column in part.columns for each in column):
                    return found
    return []


def pictures_of(parts: Iterable[Part]) -> list[Panel]:
    """Return a page's pictures in their wide shape, without what is folded."""
    found: list[Panel] = []
    for part in parts:
        match part:
            case Panel():
                found.append(part)
            case Shapes():
                found += pictures_of(part.wide)
            case Beside():
                found += pictures_of(each for column in part.columns for each in column)
    return found


def rows_in(figures: Iterable[Drawing]) -> int:
    """Return how many bars are drawn in all: a row each, or a cell where they stand in columns."""
    return sum(len({*_places(figure)}) for figure in figures)


def _places(figure: Drawing) -> Iterator[tuple[int, float]]:
    for trace in figure.told()["data"]:
        if trace["type"] == "bar":
            base = trace.get("base", 0)
            columns = base if isinstance(base, list) else [base] * len(trace["y"])
            yield from ((int(column), y) for column, y in zip(columns, trace["y"], strict=True))


def words_of(figure: Drawing) -> tuple[str, ...]:
    """Return every text that is seen in a figure, not what shows when one points at it."""
    told = figure.told()
    layout = told["layout"]
    axes = [
        layout[name].get("ticktext", []) for name in layout if name.startswith(("xaxis", "yaxis"))
    ]
    notes = [note["text"] for note in layout.get("annotations", [])]
    seen = [(trace.get("text"), trace.get("name")) for trace in told["data"]]
    return tuple(_texts([seen, notes, axes]))


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever Plotly draws
    if isinstance(value, str):
        yield html.unescape(_TAG.sub(" ", value))
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each)


def names(labels: Labels) -> Mapping[str, Name]:
    """Return every name as a sentence has it, the longest first, to its kind and to what the picture has."""
    framework, types = labels.framework, labels.framework.stakeholder_types
    found: dict[str, Name] = {}
    for pilot in labels.release.pilots:
        for said in (spoken_names.where(pilot, labels), spoken_names.of_pilots([pilot], labels)):
            found[said] = ("pilot", labels.pilot(pilot))
    forms: tuple[spoken_names.Form, ...] = ("subject", "object", "of")
    for code, form in product(types, forms):
        found[spoken_names.called(code, labels, form)] = ("type", labels.stakeholder_type(code))
    for item in (*framework.dimensions, *framework.parts, *framework.indicators):
        found[spoken_names.on(item, labels)] = ("item", labels.item(item))
    return dict(sorted(found.items(), key=lambda each: -len(each[0])))


def missing(
    headline: str, seen: Sequence[str], known: Mapping[str, Name], numbers_too: Iterable[float]
) -> list[str]:
    """Return what a headline names or counts and its picture does not show; `numbers_too`: what needs not stand there.

    A kind of name that no row or column of the picture has is what the whole picture is about.
    """
    shown = [_pressed(text) for text in seen]
    rest, named = headline.lower(), []
    for said, name in known.items():
        pattern = rf"(?<!\w){re.escape(said.lower())}(?!\w)"
        if re.search(pattern, rest):
            named.append(name)
            rest = re.sub(pattern, " ", rest)
    kinds = {kind for kind, name in known.values() if _stands(name, shown)}
    absent = [name for kind, name in named if kind in kinds and not _stands(name, shown)]
    numbers = {number for text in seen for number in _NUMBER.findall(text)}
    numbers |= {f"{limit:g}" for limit in (0, 100, *numbers_too)}
    return absent + [n for n in _NUMBER.findall(_COUNTED.sub(" ", rest)) if n not in numbers]


def _pressed(text: str) -> str:
    return _FOLDED.sub("", text).lower()


def _stands(name: str, shown: list[str]) -> bool:
    return any(text.startswith(_pressed(name)[:_LETTERS]) for text in shown)
