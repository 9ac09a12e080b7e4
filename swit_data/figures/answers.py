"""What people answer to a question: one bar a pilot and institution, 100 %, around the middle answer.

Everybody who answered is in a bar. Answers of one end stand left of the line, of the other end right of it, a middle
answer half on each side; who does not know or did not say stands apart at the right end. Hues are those of the words
(yes, no), not of praise or blame.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from swit_data import style
from swit_data.figures.canvas import WORDS, Canvas, above, cut, doors, safe, wrapped
from swit_data.figures.cells import column, without_number, worded_bar
from swit_data.figures.drawing import Drawing, Trace
from swit_data.figures.segments import GAP, Lanes, Reach, colour_of, drawn_answers, start_of
from swit_data.released.answers import Answered, side_of

LANE = 46  # px, its label above the bar
BAR, BELOW = 20, 16  # px; from the middle of a bar to the end of its lane
TITLE = 34
LINE = 20  # a line of the key to the colours, and a further line of a title
LETTER = 7.6  # px
WIDE = 60  # characters of a reason
LEFT = 4  # px
NAME = 22  # characters of a pilot's name
AT_LEFT = {"xref": "paper"}  # of the plot, whatever its scale
_PLOT = 330  # px of the bars on a phone, about


def answer_bars(lanes: Lanes, reach: Reach, canvas: Canvas, width: int = 38) -> Drawing:
    """Return the answers to one question on a phone: a block an institution, a bar a pilot, k of n above it.

    `lanes`: as from released.answers.answered; `reach`: of all lanes of the page; `width`: characters in a line.
    """
    plan = _laid_out(lanes, canvas, width)
    figure = canvas.figure(round(plan.height), barmode="overlay", bargap=0)
    for code in drawn_answers(lanes, canvas):
        figure.add_trace(_segments(code, plan, reach, canvas))
    figure.add_trace(_withheld(plan, reach, canvas))
    titles = [above(f"<b>{text}</b>", y + 6) | AT_LEFT for text, y in plan.titles]
    labels = [_label(lane, y, canvas) for lane, y in plan.lanes]
    figure.add_notes([key_of_colours(lanes, width, canvas), *titles, *labels])
    _axes(figure, plan, reach, canvas)
    return figure


@dataclass(frozen=True)
class _Plan:
    """Where each title and each lane stands, in px from the top."""

    titles: Sequence[tuple[str, float]]
    lanes: Sequence[tuple[Answered, float]]
    height: float


def _laid_out(lanes: Lanes, canvas: Canvas, width: int) -> _Plan:
    top: float = LINE * (1 + key_of_colours(lanes, width, canvas)["text"].count("<br>")) + 8
    titles: list[tuple[str, float]] = []
    placed: list[tuple[Answered, float]] = []
    last = None
    for lane in lanes:
        place = (lane.stakeholder_type, lane.target)
        if place != last:
            title = wrapped(canvas.labels.target(*place), width)
            titles.append((title, top))
            top += TITLE + LINE * title.count("<br>")
            last = place
        placed.append((lane, top + LANE - BELOW))
        top += LANE
    return _Plan(titles, placed, top + 8)


def _name(lane: Answered, canvas: Canvas) -> str:
    return canvas.labels.pilot(lane.pilot)


def k_of_n(lane: Answered, canvas: Canvas) -> str:
    """Return how many gave an answer at the right of the line, of everybody who answered."""
    if lane.withheld:
        return ""
    number, k = canvas.labels.wording.number, lane.on("more", canvas.labels.framework)
    return canvas.labels.wording.text("k_of_n", k=number(k), n=number(lane.of))


def _segments(code: str, plan: _Plan, reach: Reach, canvas: Canvas) -> Trace:
    """Return every lane's segment of one answer."""
    shown = [(lane, y) for lane, y in plan.lanes if lane.counts.get(code)]
    indicator = plan.lanes[0][0].indicator
    colour = colour_of(code, indicator, canvas)
    said = canvas.labels.answer(indicator, code)
    apart = side_of(canvas.labels.framework, indicator, code) == "apart" and code != "dont_know"
    edge = canvas.palette.quiet if apart else canvas.palette.background
    texts = [_number(lane.counts[code], lane, reach) for lane, _ in shown]
    return worded_bar(
        name=wrapped(said, 40),
        y=[y for _, y in shown],
        width=BAR,
        x=[lane.counts[code] / lane.of for lane, _ in shown],
        base=[start_of(code, lane, reach, canvas) for lane, _ in shown],
        text=texts,
        textfont={"color": canvas.palette.ink if apart else style.text_on(colour), "size": WORDS},
        marker={"color": colour, "line": {"color": edge, "width": 1}},
        customdata=[[lane.pilot, lane.stakeholder_type, lane.target, code] for lane, _ in shown],
        **doors(lane.keys for lane, _ in shown),
        hovertext=[_hover(lane, said, lane.counts[code], canvas) for lane, _ in shown],
    )


def _number(count: int, lane: Answered, reach: Reach) -> str:
    """Return a count where its segment has room for it, else nothing; the table has it."""
    text = str(count)
    room = count / lane.of / reach.width * _PLOT
    return text if room >= LETTER * len(text) + 4 else ""


def _hover(lane: Answered, said: str, count: int, canvas: Canvas) -> str:
    wording = canvas.labels.wording
    share = wording.text("k_of_n", k=wording.number(count), n=wording.number(lane.of))
    about = f"{_name(lane, canvas)}, {canvas.labels.target(lane.stakeholder_type, lane.target)}"
    return f"{wrapped(about, 40)}<br>{wording.labelled(wrapped(said, 40), share)}"


def _withheld(plan: _Plan, reach: Reach, canvas: Canvas) -> Trace:
    """Return the marked bars of lanes without a count, with the reason at their left."""
    hidden = [(lane, y) for lane, y in plan.lanes if lane.withheld]
    looks = [without_number(lane.withheld, canvas, WIDE) for lane, _ in hidden]
    return column(
        [replace(look, text=f"  {look.text}") for look in looks],
        canvas,
        line={"width": 0},
        name="",
        y=[y for _, y in hidden],
        x=[reach.width] * len(hidden),
        width=BAR,
        base=[-reach.less] * len(hidden),
        insidetextanchor="start",
        customdata=[[lane.pilot, lane.stakeholder_type, lane.target, ""] for lane, _ in hidden],
        **doors(lane.keys for lane, _ in hidden),
        hovertext=[look.text for look in looks],
    )


def key_of_colours(lanes: Lanes, width: int, canvas: Canvas) -> dict[str, Any]:
    """Return the key to the colours, in the order of the bar; as many lines as the width needs."""
    lines: list[list[str]] = [[]]
    used = 0
    for code in drawn_answers(lanes, canvas):
        said = canvas.labels.answer(lanes[0].indicator, code)
        if used and used + len(said) + 4 > width:
            lines.append([])
            used = 0
        colour = colour_of(code, lanes[0].indicator, canvas)
        hollow = colour == canvas.palette.withheld
        square = ("□", canvas.palette.ink) if hollow else ("■", colour)
        lines[-1].append(f"<span style='color:{square[1]}'>{square[0]}</span> {safe(said)}")
        used += len(said) + 4
    text = "<br>".join("   ".join(line) for line in lines)
    return above(text, 0) | AT_LEFT | {"font": {"size": 14, "color": canvas.palette.ink}}


def _label(lane: Answered, y: float, canvas: Canvas) -> dict[str, Any]:
    """Return the pilot and k of n, above the bar."""
    said = f"{cut(_name(lane, canvas), NAME)}  <b>{k_of_n(lane, canvas)}</b>"
    return {
        "text": said,
        "x": 0,
        "y": y - BAR / 2 - 10,
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": WORDS, "color": canvas.palette.ink},
        **AT_LEFT,
    }


def _axes(figure: Drawing, plan: _Plan, reach: Reach, canvas: Canvas) -> None:
    figure.update_layout(margin={"l": LEFT, "r": 4, "t": 0, "b": 0})
    figure.update_xaxes(
        range=[-reach.less, reach.more + GAP + reach.apart],
        tickvals=[0],
        ticktext=[""],
        gridcolor=canvas.palette.ink,
        showline=False,
        zeroline=False,
    )
    figure.update_yaxes(range=[plan.height, 0], visible=False)
