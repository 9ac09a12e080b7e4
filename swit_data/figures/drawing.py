"""A figure as plain dictionaries, as the browser takes it; Plotly's own classes check each value, which takes longer.

Tests read `data` and `layout`, and so check every family against Plotly's schema; a page sends what is `unchecked`, or
its `json`, and can keep by its `mark` what it made of it.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

import plotly.graph_objects as go
import plotly.io
from plotly.basedatatypes import BaseFigure

from swit_data.released.contributions import addresses_in

Trace = dict[str, Any]
_LINE, _AROUND, _SIZE = 17, 14, 13  # px of a line below a figure, around it, and of its letters
_RISE = 9  # px by which Plotly sets a title of several lines higher than one of one line (0.7 of its letters)
_MARGIN = 8  # px below a figure that says nothing of it, as the template of style.py has it
_BELOW = {"x": 0, "xref": "container", "xanchor": "left", "yref": "container", "yanchor": "top"}


def bar(**of: object) -> Trace:
    """Return a trace of bars."""
    return {"type": "bar", **of}


def scatter(**of: object) -> Trace:
    """Return a trace of points or lines."""
    return {"type": "scatter", **of}


def strip_of(text: str) -> int:
    """Return the px of the strip in which a text stands below a figure."""
    return _LINE * (1 + text.count("<br>")) + _AROUND if text else 0


class Drawing:
    """A figure that is being drawn: traces, and a layout with one axis each way.

    Once it was checked or its JSON was asked for, it does not change any more: many sessions share it.
    """

    def __init__(self, **layout: object) -> None:
        """Begin a figure."""
        self._data: list[Trace] = []
        self._layout: dict[str, Any] = layout
        self._strip = 0

    @property
    def height(self) -> int:
        """Return its height in px."""
        return int(self._layout["height"]) + self._strip

    @property
    def doors(self) -> tuple[str, ...]:
        """Return the address of each number that its marks and texts stand for, once, in their order."""
        marks = (address for trace in self._data for address in trace.get("meta", ()))
        texts = (str(note.get("name", "")) for note in self.annotations)
        return tuple(
            dict.fromkeys(each for door in (*marks, *texts) for each in addresses_in(door))
        )

    @property
    def annotations(self) -> list[dict[str, Any]]:
        """Return the texts that stand in it."""
        found: list[dict[str, Any]] = self._layout.get("annotations", [])
        return found

    def add_trace(self, trace: Trace) -> None:
        """Draw a trace over those before it."""
        self._refuse_if_done()
        self._data.append(trace)

    def add_notes(self, notes: Iterable[Mapping[str, Any]]) -> None:
        """Write texts after those that stand there."""
        self.update_layout(annotations=[*self.annotations, *notes])

    def update_layout(self, **changes: object) -> None:
        """Change what is named, and in what has parts only the parts that are named.

        Raises:
            RuntimeError: the figure is done.
        """
        self._refuse_if_done()
        self._layout = _changed(self._layout, changes)

    def update_xaxes(self, **changes: object) -> None:
        """Change the axis below."""
        self.update_layout(xaxis=changes)

    def update_yaxes(self, **changes: object) -> None:
        """Change the axis at the left."""
        self.update_layout(yaxis=changes)

    def say_below(self, text: str, colour: str) -> None:
        """Write a text in a strip of its own at the foot of the picture: below everything, across nothing."""
        self._refuse_if_done()
        self._strip = strip_of(text)
        font = {"size": _SIZE, "color": colour, "weight": 700}
        above = _AROUND - 4 + (_RISE if "<br>" in text else 0)
        place = {**_BELOW, "pad": {"t": above, "l": 4}}
        self._layout["title"] = {"text": text, "font": font, "automargin": False, **place}

    def _refuse_if_done(self) -> None:
        if {"json", "checked"} & vars(self).keys():
            raise RuntimeError(
                "This figure is done: what was made of it would differ. Draw another."
            )

    def told(self) -> dict[str, Any]:
        """Return the figure as Plotly's JSON has it; not to be changed."""
        return {"data": [_told(trace) for trace in self._data], "layout": _told(self._shown())}

    def _shown(self) -> dict[str, Any]:
        """Return the layout with the strip below it."""
        if not self._strip:
            return self._layout
        margin = self._layout.get("margin", {})
        below = margin.get("b", _MARGIN) + self._strip
        title = self._layout["title"] | {"y": self._strip / self.height}
        shown = {"height": self.height, "margin": {**margin, "b": below}, "title": title}
        return self._layout | shown

    def unchecked(self) -> BaseFigure:
        """Return it for st.plotly_chart, which would else check it at every rerun."""
        return _Unchecked(self.told())

    @cached_property
    def json(self) -> str:
        """Return it as Plotly's JSON, made once, and the same for the same figure."""
        return str(plotly.io.to_json(self.unchecked(), validate=False))

    @cached_property
    def mark(self) -> str:
        """Return what tells it from every other figure: 16 hexadecimal digits of its JSON's sha256."""
        return sha256(self.json.encode()).hexdigest()[:16]

    @cached_property
    def checked(self) -> go.Figure:
        """Return it as Plotly's own figure; to be asked for once it is drawn.

        Raises:
            ValueError: something in it is not what Plotly's schema allows.
        """
        return go.Figure(self.told())

    @property
    def data(self) -> tuple[Any, ...]:
        """Return its traces, checked."""
        found: tuple[Any, ...] = self.checked.data
        return found

    @property
    def layout(self) -> go.Layout:
        """Return its layout, checked."""
        return self.checked.layout


class _Unchecked(BaseFigure):  # type: ignore[misc]
    """A figure of Plotly's to Streamlit, which asks one for its dictionary and nothing else."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told

    def to_dict(self) -> dict[str, Any]:
        return self._told


def _changed(old: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        name: _changed(old[name], value)
        for name, value in changes.items()
        if isinstance(value, Mapping) and isinstance(old.get(name), Mapping)
    }
    return {**old, **changes, **both}


def _told(value: Any) -> Any:  # noqa: ANN401 - whatever Plotly draws
    """Return a value without what is not said (None), as Plotly's classes leave it out."""
    if isinstance(value, Mapping):
        return {name: _told(each) for name, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_told(each) if isinstance(each, Mapping) else each for each in value]
    return value
