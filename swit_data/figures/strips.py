"""Many items at once: one strip of 0 to 100 a stakeholder type, one lane a pilot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd

from swit_data.figures.canvas import BARE, WORDS, Canvas, above, doors, over, wrapped
from swit_data.figures.drawing import Drawing, Trace, scatter
from swit_data.figures.lanes import interval
from swit_data.released.contributions import address_of
from swit_data.released.rows import records

STRIP = 124  # from the start of one strip to the next, in points of the scale; 24 of them are empty
LANE, READ_LANE = 6, 20  # px; where one type or one pilot stands alone, numbers have room
GAP = 5  # between two items
LINE = 19
SCALE = 18  # what the ends of the strips are, below them
KEY, KEY_EDGE = 20, 6  # a line of the key at the top, and the room around it
_BESIDE = 56  # characters in a line of an item's name
_LETTER, _SIGN = 7.5, 42  # px of the key: a letter, a mark with its room
_PAGE, _PHONE = 1050, 330
_EDGE = 84  # from here on a number stands at the left of its mark

# A number that is missing is a grey mark at the start of its lane, a kind of missing its own.
MISSING = {
    "not_asked": "line-ew-open",
    "no_round": "line-ns-open",
    "no_answers": "circle-open",
    "too_few_people": "x-thin-open",
    "too_few_answers": "cross-thin-open",
    "too_little_answered": "asterisk-open",
    "most_do_not_know": "hourglass-open",
    "mostly_not_applicable": "bowtie-open",
    "no_consent": "square-open",
    "not_scored": "diamond-open",
    "kept_back": "hexagon-open",
}
_OTHER = "hash-open"
_KEYS = ("pilot", "stakeholder_type", "item")  # what tells a mark from the others

Row = Mapping[str, Any]
# On the axes, nowhere: only in the key; and the address of the number that is missing there.
Place = tuple[float | None, float | None, str]
_NOWHERE: Place = (None, None, "")


@dataclass(frozen=True)
class _Plan:
    """Where items, types and pilots stand; `numbers`: there is room for them."""

    items: tuple[str, ...]
    types: tuple[str, ...]
    pilots: tuple[str, ...]
    names: tuple[str, ...]
    heads: tuple[str, ...]
    beside: bool

    @property
    def head(self) -> int:
        return 4 + LINE * (1 + max((text.count("<br>") for text in self.heads), default=0))

    @property
    def numbers(self) -> bool:
        return 1 in (len(self.types), len(self.pilots))

    @property
    def lane(self) -> int:
        return READ_LANE if self.numbers else LANE

    def top(self, item: int) -> float:
        return sum(self.height(place) for place in range(item))

    def height(self, item: int) -> float:
        name = LINE * (1 + self.names[item].count("<br>"))
        lanes = self.lane * len(self.pilots)
        return GAP + (max(lanes, name) if self.beside else lanes + name)

    def y(self, item: int, pilot: int) -> float:
        lanes = self.lane * len(self.pilots)
        room = self.height(item) - GAP
        over = (room - lanes) / 2 if self.beside else room - lanes
        return self.top(item) + GAP / 2 + over + self.lane * (pilot + 0.5)


def criteria_strips(
    rows: pd.DataFrame,
    pilots: Sequence[str],
    stakeholder_types: Sequence[str],
    canvas: Canvas,
    *,
    beside: bool = True,
) -> Drawing:
    """Return every item's number about each stakeholder type in each pilot, all on one scale.

    `rows`: one row per pilot, type and item, as from score_rows, in the order of the items. `beside`: names stand at
    the left of the strips; else, for a phone, above them. A pilot without any row has no lane; the key says why.
    """
    plan = _planned(rows, pilots, stakeholder_types, canvas, beside=beside)
    absent = {pilot: canvas.absent(pilot, rows) for pilot in pilots if pilot not in plan.pilots}
    by_key = {(r["pilot"], r["stakeholder_type"], r["item"]): r for r in records(rows)}
    missing = _missing(plan, by_key)
    words = _key(plan, missing, absent, canvas)
    edge = KEY_EDGE + KEY * _key_lines(words, _PAGE if beside else _PHONE) + plan.head
    height = plan.top(len(plan.items))
    figure = canvas.figure(round(height) + edge + SCALE)
    traces = [_numbers(pilot, plan, by_key, canvas) for pilot in plan.pilots]
    traces += [_absent(reason, at, canvas, numbers=plan.numbers) for reason, at in missing.items()]
    traces += [_absent(reason, [_NOWHERE], canvas, numbers=False) for reason in absent.values()]
    for trace, word in zip(traces, words, strict=True):
        figure.add_trace({**trace, "name": wrapped(word, 40)})
    figure.update_layout(shapes=[*_rules(plan, height, canvas)])
    figure.add_notes(_scale(plan, height, canvas))
    if len(plan.pilots) == 1:
        figure.add_notes(_at_the_end(plan, by_key, canvas))
    _arrange(figure, plan, height, edge)
    return figure


def _planned(
    rows: pd.DataFrame,
    pilots: Sequence[str],
    stakeholder_types: Sequence[str],
    canvas: Canvas,
    *,
    beside: bool,
) -> _Plan:
    items = tuple(dict.fromkeys(rows["item"]))
    held = set(rows["pilot"])
    labels = canvas.labels
    return _Plan(
        items,
        tuple(stakeholder_types),
        tuple(pilot for pilot in pilots if pilot in held),
        tuple(wrapped(name, _BESIDE) if beside else over(name) for name in map(labels.item, items)),
        tuple(wrapped(labels.stakeholder_type(code), 24) for code in stakeholder_types),
        beside,
    )


def _missing(plan: _Plan, by_key: Mapping[tuple[str, str, str], Row]) -> dict[str, list[Place]]:
    """Return by kind of missing the lanes that have no number."""
    found: dict[str, list[Place]] = {}
    first = {**next(iter(by_key.values()), {}), "withheld": "not_asked"}
    for number, pilot in enumerate(plan.pilots):
        for column, code in enumerate(plan.types):
            for place, item in enumerate(plan.items):
                absent = first | dict(zip(_KEYS, (pilot, code, item), strict=True))
                row = by_key.get((pilot, code, item), absent)
                if reason := str(row["withheld"]):
                    at = (column * STRIP + 3.0, plan.y(place, number), address_of(row))
                    found.setdefault(reason, []).append(at)
    return found


def _key(
    plan: _Plan, missing: Mapping[str, object], absent: Mapping[str, str], canvas: Canvas
) -> list[str]:
    """Return the words of the key: pilots, kinds of missing, pilots without a lane and why."""
    labels = canvas.labels
    words = [labels.pilot(pilot) for pilot in plan.pilots]
    words += [labels.reason(reason) for reason in missing]
    return words + [
        labels.wording.labelled(labels.pilot(pilot), labels.reason(r))
        for pilot, r in absent.items()
    ]


def _key_lines(words: Sequence[str], page: int) -> int:
    """Return the lines that the key takes: in one line each entry has its own room, in several that of the longest."""
    rooms = [_SIGN + _LETTER * min(40, len(word)) for word in words]
    return 1 if sum(rooms) <= page else ceil(len(rooms) / max(1, int(page / max(rooms))))


def _numbers(
    pilot: str, plan: _Plan, by_key: Mapping[tuple[str, str, str], Row], canvas: Canvas
) -> Trace:
    """Return a pilot's marks: one for each type and item with a number."""
    lane = plan.pilots.index(pilot)
    found = [
        (column * STRIP, plan.y(place, lane), by_key.get((pilot, code, item)))
        for column, code in enumerate(plan.types)
        for place, item in enumerate(plan.items)
    ]
    shown = [(start, y, row) for start, y, row in found if row is not None and not row["withheld"]]
    return canvas.marks(
        pilot,
        {"size": 9 if plan.numbers else 8},
        x=[start + row["score"] for start, _, row in shown],
        y=[y for _, y, _ in shown],
        mode="markers+text" if plan.numbers and len(plan.pilots) > 1 else "markers",
        text=[canvas.number(row) if plan.numbers else "" for _, _, row in shown],
        textposition=[f"middle {'left' if r['score'] > _EDGE else 'right'}" for _, _, r in shown],
        textfont={"size": WORDS, "color": canvas.palette.ink},
        error_x=_intervals(pilot, [row for _, _, row in shown], plan, canvas),
        customdata=[[pilot, row["stakeholder_type"], row["item"]] for _, _, row in shown],
        **doors(row for _, _, row in shown),
        hovertext=[_hover(row, canvas) for _, _, row in shown],
        cliponaxis=False,
    )


def _intervals(pilot: str, rows: Sequence[Row], plan: _Plan, canvas: Canvas) -> Trace | None:
    """Return the lines of the intervals, where one pilot stands alone: several would cross each other."""
    limits = ((row["score"], row["low"], row["high"]) for row in rows)
    return interval(limits, canvas.mark(pilot).colour) if len(plan.pilots) == 1 else None


def _at_the_end(
    plan: _Plan, by_key: Mapping[tuple[str, str, str], Row], canvas: Canvas
) -> list[dict[str, Any]]:
    """Return the numbers of one pilot at the right end of each strip, where no interval crosses them."""
    font = {"size": WORDS, "color": canvas.palette.ink, "weight": 700}
    side = {"xanchor": "left", "align": "left", "showarrow": False, "font": font}
    return [
        {
            "x": column * STRIP + 101,
            "y": plan.y(place, 0),
            "text": wrapped(canvas.number(row), 10),
            **side,
        }
        for column, code in enumerate(plan.types)
        for place, item in enumerate(plan.items)
        if (row := by_key.get((plan.pilots[0], code, item))) and not row["withheld"]
    ]


def _absent(reason: str, places: Sequence[Place], canvas: Canvas, *, numbers: bool) -> Trace:
    """Return the grey marks of one kind of missing; in words where there is room."""
    words = wrapped(canvas.labels.reason(reason), 40)
    return scatter(
        name=words,
        x=[x for x, _, _ in places],
        y=[y for _, y, _ in places],
        meta=[address for _, _, address in places],
        mode="markers+text" if numbers else "markers",
        text=[words if numbers else ""] * len(places),
        textposition="middle right",
        textfont={"size": WORDS, "color": canvas.palette.quiet},
        marker={
            "symbol": MISSING.get(reason, _OTHER),
            "size": 7,
            "color": canvas.palette.quiet,
            "line": {"width": 1.5, "color": canvas.palette.quiet},
        },
        hovertext=[words] * len(places),
        hoverinfo="text",
    )


def _hover(row: Row, canvas: Canvas) -> str:
    labels = canvas.labels
    head = f"{labels.pilot(row['pilot'])}, {labels.stakeholder_type(row['stakeholder_type'])}"
    return canvas.hover(wrapped(head, 40), row)


def _rules(plan: _Plan, height: float, canvas: Canvas) -> list[dict[str, Any]]:
    """Return the lines of each strip: its ends, and where low ends and high begins; one between items."""
    line = {"color": canvas.palette.line, "width": 1}
    upright = [
        {
            "type": "line",
            "x0": column * STRIP + at,
            "x1": column * STRIP + at,
            "y0": 0,
            "y1": height,
            "layer": "below",
            "line": line | ({"dash": "dot"} if at in canvas.ends()[1:3] else {}),
        }
        for column in range(len(plan.types))
        for at in canvas.ends()
    ]
    across = [
        {"type": "line", "x0": 0, "x1": (len(plan.types) - 1) * STRIP + 100, "layer": "below"}
        | {"y0": plan.top(place), "y1": plan.top(place), "line": line}
        for place in range(len(plan.items) + 1)
    ]
    return upright + across


def _scale(plan: _Plan, height: float, canvas: Canvas) -> list[dict[str, Any]]:
    """Return below each strip what its lines stand for: its ends, and where low ends and high begins."""
    font = {"size": WORDS, "color": canvas.palette.quiet}
    side = {"y": height, "yanchor": "top", "showarrow": False, "font": font}
    return [
        {"text": f"{at:g}", "x": column * STRIP + at, **side}
        for column in range(len(plan.types))
        for at in canvas.ends()
    ]


def _arrange(figure: Drawing, plan: _Plan, height: float, edge: float) -> None:
    if not plan.beside:
        tops = [plan.top(place) + GAP / 2 for place in range(len(plan.names))]
        figure.add_notes(map(above, plan.names, tops))
    figure.update_layout(
        margin={"l": 4, "r": 8, "t": edge, "b": 4 + SCALE},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "xref": "container", "y": 1, "yref": "container"}
        | {"yanchor": "top", "itemclick": False, "itemdoubleclick": False},
    )
    figure.update_xaxes(
        side="top",
        range=[-4, (len(plan.types) - 1) * STRIP + (122 if len(plan.pilots) == 1 else 104)],
        tickvals=[column * STRIP + 50 for column in range(len(plan.types))],
        ticktext=[f"<b>{text}</b>" for text in plan.heads],
        tickangle=0,
        **BARE,
    )
    figure.update_yaxes(
        range=[height, 0],
        visible=plan.beside,
        tickvals=[plan.top(n) + plan.height(n) / 2 for n in range(len(plan.items))],
        ticktext=list(plan.names),
        ticklabelstandoff=8,
        **BARE,
    )
