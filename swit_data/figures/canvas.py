"""What every figure shares: safe text, wrapped lines, marks and hover of a score, the mark of a draft."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.figures.drawing import Drawing, Trace, scatter
from swit_data.figures.lettering import lines_of
from swit_data.released.contributions import Number, address_of, together
from swit_data.released.labels import Labels
from swit_data.released.written_scores import limit_reached, score_interval, written_score

WORDS = 13  # px; what is not a number
BARE = {"showgrid": False, "zeroline": False, "showline": False}  # an axis without a line
_MARK = 46  # characters of the illustrative mark in a line: 340 px of a phone's 358
_OVER = 35  # ordinary letters above a lane in a folded part on a phone: 260 of 290 px, as letters are rounded up
_LETTER, _GAP = 7.5, 8  # px of a letter of 13 px, and beside it


@dataclass(frozen=True)
class Canvas:
    """How a figure is drawn: in whose words, in which theme, and in how much room.

    `room`: the px that its height may take, as on a slide; 0: what it needs. `on`: the day on which promises are looked
    at; none: today.
    """

    labels: Labels
    theme: style.Theme = "light"
    room: int = 0
    on: date | None = None

    @property
    def palette(self) -> style.Palette:
        """Return the theme's colours."""
        return style.PALETTES[self.theme]

    def figure(self, height: int, **layout: object) -> Drawing:
        """Return an empty figure in the house's look, with its mark where due."""
        figure = Drawing(template=style.template(self.theme), height=height, **layout)
        figure.update_xaxes(fixedrange=True)
        figure.update_yaxes(fixedrange=True)
        if mark := self._mark():
            figure.say_below(mark, self.palette.ink)
        return figure

    def _mark(self) -> str:
        """Return that the data is a draft or invented, in lines that a phone has room for; nothing where it is not.

        A slide says it at its foot, in letters of its own size.
        """
        text = self.labels.mark
        if self.room or not text:
            return ""
        lines = ceil(len(text) / _MARK)
        return wrapped(text, ceil(len(text) / lines) + 6 if lines > 1 else _MARK)

    def number(self, row: Mapping[str, Any]) -> str:
        """Return a released score as it is written everywhere."""
        return written_score(float(row["score"]), self.labels)

    def interval(self, row: Mapping[str, Any]) -> str:
        """Return the interval of a released score in words."""
        return score_interval(row, self.labels)

    def takes_words(self, row: Mapping[str, Any]) -> bool:
        """Say whether a score is written in words, as “just under 70”: rounded it would stand in another band."""
        return limit_reached(float(row["score"]), self.labels.framework) is not None

    def in_cell(self, row: Mapping[str, Any], letters: int) -> str:
        """Return a released score as it stands in a cell: large, or small where it takes words."""
        if not self.takes_words(row):
            return self.number(row)
        said = wrapped(self.number(row), letters)
        return f"<span style='font-size:{WORDS}px'>{said}</span>"

    def room_of(self, rows: Iterable[Mapping[str, Any]], least: float) -> float:
        """Return the px that the longest number takes beside its mark, at least what two digits take."""
        letters = max((len(self.number(r)) for r in rows if not r["withheld"]), default=0)
        return max(least, _LETTER * letters + _GAP)

    def ends(self) -> list[float]:
        """Return where a score is 0, where low ends and high begins, and where it is 100."""
        return [0, self.labels.framework.low, self.labels.framework.high, 100]

    def scale(self) -> dict[str, Any]:
        """Return an axis of scores, with a line at each of its ends."""
        return {"tickvals": self.ends(), "showgrid": True, "zeroline": False}

    def mark(self, pilot: str) -> style.Mark:
        """Return the colour and the shape of a pilot."""
        return style.pilot_mark(self.labels.release.place(pilot), self.theme)

    def marks(self, pilot: str, look: Mapping[str, Any], **of: object) -> Trace:
        """Return a pilot's marks in its colour and its shape; `look`: what else they look like."""
        mark = self.mark(pilot)
        of = {"mode": "markers", "hoverinfo": "text", **of}
        name = wrapped(self.labels.pilot(pilot), 40)
        return scatter(name=name, marker={"color": mark.colour, "symbol": mark.shape, **look}, **of)

    def hover(self, head: str, row: Mapping[str, Any]) -> str:
        """Return what is said of a score where one points at it: the number, or why there is none."""
        if row["withheld"]:
            return f"{head}<br>{safe(self.labels.reason(row['withheld']))}"
        score = self.labels.wording.text("hover.score", score=self.number(row))
        return "<br>".join([head, score, *self.how_sure(row)])

    def how_sure(self, row: Mapping[str, Any]) -> list[str]:
        """Return the interval of a score, where it has one, and how many people answered."""
        people = self.labels.wording.plural("count.people", int(row["respondents"]))
        return [people] if pd.isna(row["low"]) else [self.interval(row), people]

    def absent(self, pilot: str, rows: pd.DataFrame) -> str:
        """Return why a pilot has no row among others of a round: it was not asked, or held no such round."""
        held = any(pilot in self.labels.release.pilots_of(str(r)) for r in set(rows["round"]))
        return "not_asked" if held else "no_round"


def doors(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return what a trace tells the browser of each of its marks: the address of the released number behind it."""
    return {"meta": [address_of(row) for row in rows]}


def doors_together(marks: Iterable[Iterable[Number]]) -> dict[str, list[str]]:
    """Return the same where a mark is made of several released numbers: one panel shows them all."""
    return {"meta": [together(numbers) for numbers in marks]}


def door_at(address: str) -> dict[str, Any]:
    """Return what makes a text of a figure open the number at an address, where one clicks on it."""
    return {"captureevents": True, "name": address} if address else {}


def safe(text: str) -> str:
    """Return a text that Plotly shows as it is: its pseudo-HTML would make links of data."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int, most: int = 8) -> str:
    """Return a safe text in at most `most` lines of `width` ordinary letters; a longer word is broken, the rest cut."""
    return "<br>".join(safe(line) for line in lines_of(text, width, most, width) or [""])


def over(text: str, width: int = 44, most: int = 8) -> str:
    """Return a safe text that stands above lanes or cells on a phone, as wide as the narrowest picture there."""
    return "<br>".join(safe(line) for line in lines_of(text, width, most, _OVER) or [""])


def cut(text: str, width: int) -> str:
    """Return a safe text on one line of at most `width` characters: its ends stay, names often differ in the last."""
    start = width // 3
    ends = f"{text[:start].rstrip()}…{text[start + 1 - width :].lstrip()}"
    return safe(text if len(text) <= width else ends)


def above(text: str, top: float, x: float = 0) -> dict[str, Any]:
    """Return a text at the left that begins `top` px from above, as over lanes or cells."""
    place = {"x": x, "y": top, "xanchor": "left", "yanchor": "top", "align": "left"}
    return {"text": text, "showarrow": False, **place}
