"""The key of what is missing: each reason with the mark it is drawn with."""

from collections.abc import Sequence

from swit_data import style
from swit_data.figures.canvas import Canvas, safe
from swit_data.figures.cells import filled
from swit_data.figures.drawing import Drawing, bar

ROW = 34  # px
_BOX, _WIDTH = 64, 420  # px of a mark, and of the whole


def withheld_key(reasons: Sequence[str], canvas: Canvas) -> Drawing:
    """Return the key of these reasons: a box with its mark, and beside it the words that stand in a cell."""
    height, words = ROW * len(reasons), [safe(canvas.labels.reason(each)) for each in reasons]
    figure = Drawing(template=style.template(canvas.theme), height=height, bargap=0.2)
    figure.update_layout(barmode="overlay", margin={"l": 0, "r": 0, "t": 0, "b": 0})
    figure.add_trace(
        bar(
            orientation="h",
            x=[_BOX] * len(reasons),
            y=list(range(len(reasons))),
            marker=filled([canvas.palette.withheld] * len(reasons), reasons, canvas)
            | {"line": {"color": canvas.palette.line, "width": 1}},
            customdata=[[reason] for reason in reasons],
            hovertext=words,
            hoverinfo="text",
        )
    )
    beside = {"x": _BOX + 12, "xanchor": "left", "showarrow": False}
    figure.add_notes({"text": text, "y": place, **beside} for place, text in enumerate(words))
    figure.update_xaxes(range=[0, _WIDTH], visible=False, fixedrange=True)
    figure.update_yaxes(autorange="reversed", visible=False, fixedrange=True)
    return figure
