"""Cells of a matrix: how each looks, with its number or with the mark of why it has none, and the bar of a column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from swit_data import style
from swit_data.figures.canvas import BARE, WORDS, Canvas, wrapped
from swit_data.figures.drawing import Drawing, Trace, bar
from swit_data.released.thresholds import MANY_DO_NOT_KNOW

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Look:
    """How a cell is drawn; `size`: px of its words; `reason`: why it has no number (a code), else empty."""

    text: str
    fill: str
    ink: str
    size: int = WORDS
    reason: str = ""


_SHAPE = 2  # letters that the shape of a band takes before a number


@dataclass(frozen=True)
class Print:
    """How the words of a cell are set: in lines of `letters` characters, band and number in px.

    `many`: how a number stands with the words that many do not know; `many_size`: their px.
    """

    letters: int
    band: int
    number: int
    many: str
    many_letters: int
    many_size: int = WORDS
    lines: int = 8


def scored(row: Row, printed: Print, canvas: Canvas) -> Look:
    """Return the cell of a score: its number with its band; where many do not know no band, but that."""
    if row["withheld"]:
        return without_number(row["withheld"], canvas, printed.letters, printed.lines)
    labels, number = canvas.labels, canvas.in_cell(row, printed.letters - _SHAPE)
    fill = style.score_colour(row["score"], canvas.theme)
    if row["dont_know"] > MANY_DO_NOT_KNOW:
        words = wrapped(labels.wording.text("many_do_not_know"), printed.many_letters)
        text = printed.many.format(number=number, words=words)
        return Look(text, fill, style.text_on(fill), printed.many_size)
    band = style.band(row["score"], labels.framework.low, labels.framework.high)
    text = f"<span style='font-size:{printed.band}px'>{style.BAND_SHAPES[band]}</span> {number}"
    return Look(text, fill, style.text_on(fill), printed.number)


def without_number(reason: str, canvas: Canvas, letters: int, lines: int = 8) -> Look:
    """Return the cell of what is withheld: why, in words, on the page's grey."""
    words = wrapped(canvas.labels.reason(reason), letters, lines)
    return Look(words, canvas.palette.withheld, canvas.palette.ink, reason=reason)


def filled(fills: Sequence[str], reasons: Sequence[str], canvas: Canvas) -> dict[str, Any]:
    """Return how cells are filled: with the mark of their reason, in the key as in every figure; plainly without one.

    Of a list of fills Plotly ignores `fgcolor` and `bgcolor`: it draws lines in the fill itself, over nothing, which
    nobody sees; as an overlay it draws them over the fill, in its dark or its white, as strong as we say.
    """
    hatches = [style.WITHHELD.get(reason, style.Hatch("")) for reason in reasons]
    pattern = {
        "shape": [hatch.shape for hatch in hatches],
        "size": [hatch.size for hatch in hatches],
        "solidity": [hatch.solidity for hatch in hatches],
        "fillmode": "overlay",
        "fgopacity": canvas.palette.hatching,
    }
    return {"color": list(fills), "pattern": pattern}


def column(looks: Sequence[Look], canvas: Canvas, **of: object) -> Trace:
    """Return the cells of one column; `of`: its name and place, and whatever else Plotly is told."""
    edge = of.pop("line", {"color": canvas.palette.background, "width": 3})
    fills, reasons = [look.fill for look in looks], [look.reason for look in looks]
    marker = filled(fills, reasons, canvas) | {"line": edge}
    font = {"color": [look.ink for look in looks], "size": [look.size for look in looks]}
    font["shadow"] = [_halo(look) for look in looks]
    told = {"x": [1] * len(looks), "text": [look.text for look in looks], **of}
    return worded_bar(textfont=font, marker=marker, **told)


def _halo(look: Look) -> str:
    """Return an edge of the fill round the words of a cell with a mark: its lines would strike them through."""
    return ", ".join([f"0 0 3px {look.fill}"] * 4) if look.reason else "none"


def worded_bar(**of: object) -> Trace:
    """Return a bar that lies, with words in the middle, never turned and never made smaller."""
    words = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
    words |= {"orientation": "h", "constraintext": "none", "hoverinfo": "text"}
    return bar(**words | of)


def name_columns(figure: Drawing, names: Sequence[str]) -> None:
    """Write the name of each column above it."""
    middles = [place + 0.5 for place in range(len(names))]
    across = {"side": "top", "range": [0, len(names)], "tickangle": 0}
    figure.update_xaxes(tickvals=middles, ticktext=list(names), **across, **BARE)


def name_rows(
    figure: Drawing, names: Sequence[str], middles: Sequence[float] = (), **of: object
) -> None:
    """Write the name of each row beside it; without `middles` the rows are of one height, the first above."""
    if not middles:
        middles = range(len(names))
        of = {"autorange": "reversed", "ticklabelstandoff": 8}
    figure.update_yaxes(tickvals=list(middles), ticktext=list(names), **of, **BARE)
