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
    return [each for told in _told(app) for each in (_within(told) if _is_body(told) else [told])]


def figures_told(app: AppTest) -> list[FigureTold]:
    """Return the figures of a page, in its order."""
    found = [part for told in _told(app) if _is_body(told) for part in _parts(told)]
    return [FigureTold(part["alt"], part["drawing"]) for part in found if "figure" in part]


def folds_told(app: AppTest) -> list[str]:
    """Return the titles of what is folded on a page."""
    found = [part for told in _told(app) if _is_body(told) for part in _parts(told)]
    return [each.label for each in app.expander] + [p["folded"] for p in found if "folded" in p]


def sheets_told(app: AppTest) -> list[list[list[str]]]:
    """Return the tables in the body of a page, row by row."""
    found = [part for told in _told(app) if _is_body(told) for part in _parts(told)]
    return [part["sheet"] for part in found if "sheet" in part]


def _told(app: AppTest) -> list[Any]:
    found = [each.proto for each in app.get("bidi_component")]
    return [json.loads(proto.bytes or proto.json) for proto in found if proto.bytes or proto.json]


def _is_body(told: Any) -> bool:  # noqa: ANN401 - anything of JSON
    return isinstance(told, list) and bool(told) and all(isinstance(part, dict) for part in told)


def _parts(told: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in told:
        yield part
        for group in (part.get("parts", []), *part.get("columns", [])):
            yield from _parts(group)


def _within(told: list[dict[str, Any]]) -> Iterator[Any]:
    for part in _parts(told):
        if "words" in part:
            yield part["lines"]
        elif part.get("save"):
            yield part["save"]
        elif "slider" in part:
            yield part
