"""What our own elements on a page are told."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from streamlit.testing.v1 import AppTest


class FigureTold(NamedTuple):
    """A figure in the body of a page: its words and what it is drawn from."""

    alt: str
    spec: dict[str, Any]


def elements_told(app: AppTest) -> list[Any]:
    """Return what each element is told, in the order of the page; one that is told nothing is left out.

    Of a body: the lines of its words, and what its sliders, sheets and the buttons under its figures are told.
    """
    return [each for told in _told(app) for each in (_within(told) if is_body(told) else [told])]


def figures_told(app: AppTest) -> list[FigureTold]:
    """Return the figures of a page, in its order."""
    return [
        FigureTold(part["alt"], part["drawing"]) for part in _in_bodies(app) if "figure" in part
    ]


def folds_told(app: AppTest) -> list[str]:
    """Return the titles of what is folded on a page."""
    return [each.label for each in app.expander] + [
        p["folded"] for p in _in_bodies(app) if "folded" in p
    ]


def sheets_told(app: AppTest) -> list[list[list[str]]]:
    """Return the tables in the body of a page, row by row."""
    return [part["sheet"] for part in _in_bodies(app) if "sheet" in part]


def _in_bodies(app: AppTest) -> list[dict[str, Any]]:
    return [part for told in _told(app) if is_body(told) for part in parts_of(told)]


def _told(app: AppTest) -> list[Any]:
    found = [each.proto for each in app.get("bidi_component")]
    return [json.loads(proto.bytes or proto.json) for proto in found if proto.bytes or proto.json]


def is_body(told: Any) -> bool:  # noqa: ANN401 - anything of JSON
    """Say whether this is what a body is told (ui/body.py): parts, one below the other."""
    return isinstance(told, list) and bool(told) and all(isinstance(part, dict) for part in told)


def parts_of(told: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give each part of a body, and what stands in it."""
    for part in told:
        yield part
        for group in (part.get("parts", []), *part.get("columns", [])):
            yield from parts_of(group)


def _within(told: list[dict[str, Any]]) -> Iterator[Any]:
    for part in parts_of(told):
        if "words" in part:
            yield part["lines"]
        elif part.get("save"):
            yield part["save"]
        elif "slider" in part:
            yield part
