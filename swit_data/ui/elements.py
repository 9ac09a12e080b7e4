"""Our own elements of a page, each drawn by its script in browser/; lines of text are the one on every page."""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

Line = tuple[str, str]  # tag and text
# Plotly with bars and points alone, which is all that our figures have: 0.4 MB on the line where Streamlit's has 1.4.
PLOTLY = "app/static/plotly-basic-4.1.1.min.js"
MOST = 4096  # elements kept as they are told, of 0.1 to 2 KB


@cache
def element(
    name: str, style: str = "", *, shared: tuple[str, ...] = (), isolated: bool = True
) -> ComponentRenderer:
    """Return what draws an element; `style`: its rules, which hold for the whole page if it is not isolated.

    `shared`: scripts and rules that others have too.
    """
    css = "".join(_read(f"{each}.css") for each in (*shared, style) if each) or None
    js = "".join(_read(f"{each}.js") for each in (*shared, name)).replace("PLOTLY", PLOTLY)
    return st.components.v2.component(name, css=css, js=js, isolate_styles=isolated)


@cache
def _read(name: str) -> str:
    return (Path(__file__).parent / "browser" / name).read_text("utf-8")


def words(key: str, *lines: Line, doors: Sequence[str] = (), door: str = "") -> None:
    """Show lines of text as they are, each in its tag: h1, h2, h3, p, small, li or mark; none is read as Markdown.

    `doors`: for each line the address of the numbers behind it, or nothing; `door`: the words of the button beside it.
    """
    told = lines_told(lines, tuple(doors), door).encode()
    element("words", shared=("lines",))(data=told, key=f"words_{key}")


@lru_cache(MOST)
def lines_told(lines: tuple[Line, ...], doors: tuple[str, ...], door: str) -> str:
    """Return lines with their doors as JSON."""
    return json.dumps(
        [
            [*line, address, door] if address else [*line]
            for line, address in zip_longest(lines, doors, fillvalue="")
        ]
    )


def told(data: object) -> bytes:
    """Return what an element is told, in bytes: of anything else Streamlit asks at each rerun whether it is a table."""
    return json.dumps(data).encode()
