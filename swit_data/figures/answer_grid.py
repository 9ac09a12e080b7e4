"""What people answer to a question, all institutions at once: a row an institution, a column a pilot, 100 % a bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from swit_data import style
from swit_data.figures import cells
from swit_data.figures.answers import k_of_n, key_of_colours
from swit_data.figures.canvas import WORDS, Canvas, cut, door_at, doors, safe, wrapped
from swit_data.figures.drawing import Drawing, Trace
from swit_data.figures.segments import Lanes, colour_of, drawn_answers
from swit_data.released.answers import Answered
from swit_data.released.contributions import address_of

ROW, BAR = 22, 15  # px
LINE, HEAD = 20, 26  # px of a line of the key, and of the pilots' names under it
_NAMES, _LETTERS = 50, 16  # characters in a line of an institution's name, of a pilot's
_START, _END = 0.3, 0.96  # of a column: its bar; before it stands k of n
_PLOT, _LETTER = 800, 8  # px of all columns, about, and of a digit

Cell = tuple[Answered, float, int]  # with the start of its column, and its row


@dataclass(frozen=True)
class _Plan:
    """The cells of all columns, and what they are called."""

    pilots: Sequence[str]
    places: Sequence[tuple[str, str]]  # stakeholder type and institution
    cells: Sequence[Cell]

    @property
    def counted(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell[0].withheld]


def answer_grid(lanes: Lanes, canvas: Canvas) -> Drawing:
    """Return the answers to one question: in each cell k of n, and a bar of everybody who answered.

    `lanes`: as from released.answers.answered.
    """
    plan = _planned(lanes)
    key = key_of_colours(lanes, 150, canvas)
    head = HEAD + LINE * (1 + key["text"].count("<br>"))
    figure = canvas.figure(head + ROW * len(plan.places), barmode="overlay", bargap=0)
    for code in drawn_answers(lanes, canvas):
        figure.add_trace(_segments(code, lanes, plan, canvas))
    above = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left"}
    above |= {"yanchor": "top", "yshift": head}
    figure.add_notes([key | above, *_words(plan, canvas)])
    figure.update_layout(margin={"l": 4, "r": 4, "t": head, "b": 0})
    cells.name_columns(figure, [cut(canvas.labels.pilot(pilot), _LETTERS) for pilot in plan.pilots])
    names = [wrapped(canvas.labels.target(*place), _NAMES, most=1) for place in plan.places]
    cells.name_rows(figure, names)
    figure.update_yaxes(autorange=False, range=[len(names) - 0.5, -0.5])
    return figure


def _planned(lanes: Lanes) -> _Plan:
    pilots = list(dict.fromkeys(lane.pilot for lane in lanes))
    places = list(dict.fromkeys((lane.stakeholder_type, lane.target) for lane in lanes))
    found = [
        (lane, pilots.index(lane.pilot), places.index((lane.stakeholder_type, lane.target)))
        for lane in lanes
    ]
    return _Plan(pilots, places, found)


def _segments(code: str, lanes: Lanes, plan: _Plan, canvas: Canvas) -> Trace:
    """Return the segment of one answer in every cell."""
    indicator = lanes[0].indicator
    colour, said = colour_of(code, indicator, canvas), canvas.labels.answer(indicator, code)
    shown = [cell for cell in plan.counted if cell[0].counts.get(code)]
    order = drawn_answers(lanes, canvas)
    long = [(_END - _START) * lane.counts[code] / lane.of for lane, _, _ in shown]
    room = [width * _PLOT / max(len(plan.pilots), 1) for width in long]
    edge = canvas.palette.quiet if colour == canvas.palette.withheld else canvas.palette.background
    return cells.worded_bar(
        name=wrapped(said, 40),
        x=long,
        base=[place + _start(code, order, lane) for lane, place, _ in shown],
        y=[row for _, _, row in shown],
        width=BAR / ROW,
        text=[
            str(lane.counts[code]) if px > _LETTER * len(str(lane.counts[code])) + 4 else ""
            for (lane, _, _), px in zip(shown, room, strict=True)
        ],
        textfont={"color": style.text_on(colour), "size": WORDS},
        marker={"color": colour, "line": {"color": edge, "width": 1}},
        customdata=[[cell.pilot, cell.stakeholder_type, cell.target, code] for cell, _, _ in shown],
        **doors(lane.keys for lane, _, _ in shown),
        hovertext=[_hover(lane, said, lane.counts[code], canvas) for lane, _, _ in shown],
    )


def _start(code: str, order: Sequence[str], lane: Answered) -> float:
    """Return where the segment of an answer begins in its column."""
    before = [0, *accumulate(lane.counts.get(each, 0) for each in order)]
    return _START + (_END - _START) * before[order.index(code)] / lane.of


def _hover(lane: Answered, said: str, count: int, canvas: Canvas) -> str:
    labels, number = canvas.labels, canvas.labels.wording.number
    share = labels.wording.text("k_of_n", k=number(count), n=number(lane.of))
    about = f"{labels.pilot(lane.pilot)}, {labels.target(lane.stakeholder_type, lane.target)}"
    return f"{wrapped(about, 40)}<br>{labels.wording.labelled(wrapped(said, 40), share)}"


def _words(plan: _Plan, canvas: Canvas) -> list[Mapping[str, Any]]:
    """Return k of n at the start of each cell, or why there is no count."""
    palette = canvas.palette
    side = {"xanchor": "left", "yanchor": "middle", "showarrow": False}
    return [
        {
            "text": safe(canvas.labels.reason(lane.withheld))
            if lane.withheld
            else f"<b>{k_of_n(lane, canvas)}</b>",
            "x": place + 0.02,
            "y": row,
            "font": {"size": WORDS, "color": palette.quiet if lane.withheld else palette.ink},
            **side,
            **door_at(address_of(lane.keys)),
        }
        for lane, place, row in plan.cells
    ]
