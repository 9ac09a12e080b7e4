"""The key of what is missing: each reason with the mark it is drawn with."""

from __future__ import annotations

from collections.abc import Sequence

from swit_data import style
from swit_data.figures.canvas import Canvas, safe
from swit_data.figures.drawing import Drawing, bar
from swit_data.released.memory import kept_while_open

ROW = 34  # px
_BOX, _WIDTH = 64, 420  # px of a mark, and of the whole


@kept_while_open
def withheld_key(reasons: Sequence[str], canvas: Canvas) -> Drawing:
    """Return the key of these reasons: a box with its mark, and beside it the words that stand in a cell."""
    palette = canvas.palette
    figure = Drawing(
        template=style.template(canvas.theme),
        height=ROW * len(reasons),
        barmode="overlay",
        bargap=0.2,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    figure.add_trace(
        bar(
            orientation="h",
            x=[_BOX] * len(reasons),
            y=list(range(len(reasons))),
            marker=cells_without_number(reasons, canvas)
            | {"line": {"color": palette.line, "width": 1}},
            customdata=[[reason] for reason in reasons],
            hovertext=[safe(canvas.labels.reason(reason)) for reason in reasons],
            hoverinfo="text",
        )
    )
    for place, reason in enumerate(reasons):
        figure.add_annotation(
            text=safe(canvas.labels.reason(reason)),
            x=_BOX + 12,
            y=place,
            xanchor="left",
            showarrow=False,
        )
    figure.update_xaxes(range=[0, _WIDTH], visible=False, fixedrange=True)
    figure.update_yaxes(autorange="reversed", visible=False, fixedrange=True)
    return figure


def cells_without_number(reasons: Sequence[str], canvas: Canvas) -> dict[str, object]:
    """Return the fill and the pattern of cells that have no number, as every figure draws them."""
    hatches = [style.WITHHELD.get(reason, style.Hatch("")) for reason in reasons]
    return {
        "color": [canvas.palette.withheld] * len(reasons),
        "pattern": {
            "shape": [hatch.shape for hatch in hatches],
            "size": [hatch.size for hatch in hatches],
            "solidity": [hatch.solidity for hatch in hatches],
            "fgcolor": canvas.palette.hatch,
            "bgcolor": canvas.palette.withheld,
            "fgopacity": 1,
        },
    }
