"""The community's own panel, what we know and need: counts in words, without the score ramp."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from swit_data.figures import cells, phone_grid
from swit_data.figures.canvas import Canvas, above, doors, wrapped
from swit_data.figures.drawing import Drawing, Trace, bar

HEAD = 30  # px
CELL = 42
SHARE, SHARE_UNDER = 6, 14  # the bar of a share, and how far below the middle of its cell
LINE = 19  # of a question that stands above its cells
_BESIDE, _ABOVE = 62, 44  # characters in a line of a question
_NUMBER = 16  # px
_COUNT = 0.8  # of the letters of a line of words in a cell: a count is larger

Counts = Mapping[tuple[str, str], Mapping[str, Any]]


def own_panel(
    counts: Counts,
    indicators: Sequence[str],
    pilots: Sequence[str],
    canvas: Canvas,
    *,
    beside: bool = True,
) -> Drawing:
    """Return how many said yes to each of the community's own questions, pilots side by side.

    `counts`: by (pilot, indicator), the released answer count of the answer scored highest. `beside`: the questions
    stand at the left of their cells; else, for a phone, above them.
    """
    width = _BESIDE if beside else _ABOVE
    questions = [wrapped(canvas.labels.item(indicator), width) for indicator in indicators]
    lines = [LINE * (1 + question.count("<br>")) for question in questions]
    tall = [max(CELL, line + 4) if beside else CELL for line in lines]
    bottoms = list(accumulate(tall if beside else [CELL + line for line in lines]))
    middles = [bottom - height / 2 for bottom, height in zip(bottoms, tall, strict=True)]
    figure = canvas.figure(HEAD + bottoms[-1], barmode="overlay", bargap=0)
    letters = 40 if beside else int(phone_grid.letters(pilots) * _COUNT)
    for place, pilot in enumerate(pilots):
        at = {"base": place, "y": middles, "width": [height - 6 for height in tall]}
        figure.add_trace(_column(pilot, counts, indicators, canvas, letters) | at)
    if len(pilots) == 1 and any(not row["withheld"] for row in counts.values()):
        figure.add_trace(_shares(pilots[0], counts, indicators, middles, canvas))
    if not beside:
        tops = [bottom - CELL - line + 2 for bottom, line in zip(bottoms, lines, strict=True)]
        figure.add_notes(map(above, questions, tops))
    figure.update_layout(margin={"l": 4, "r": 4, "t": HEAD - 4, "b": 0})
    cells.name_columns(figure, [wrapped(canvas.labels.pilot(pilot), 14) for pilot in pilots])
    shown = {"range": [bottoms[-1], 0], "visible": beside, "ticklabelstandoff": 10}
    cells.name_rows(figure, questions, middles, **shown)
    return figure


def _column(
    pilot: str, counts: Counts, indicators: Sequence[str], canvas: Canvas, letters: int
) -> Trace:
    reason = "not_asked" if any(code == pilot for code, _ in counts) else "no_round"
    absent = {**next(iter(counts.values()), {}), "pilot": pilot, "withheld": reason}
    rows = [counts.get((pilot, item), absent | {"item": item}) for item in indicators]
    looks = [_look(row, canvas, letters) for row in rows]
    name = wrapped(canvas.labels.pilot(pilot), 40)
    about = [[pilot, indicator] for indicator in indicators]
    words = [look.text for look in looks]
    return cells.column(looks, canvas, name=name, customdata=about, hovertext=words, **doors(rows))


def _shares(
    pilot: str, counts: Counts, indicators: Sequence[str], middles: Sequence[float], canvas: Canvas
) -> Trace:
    """Return under each count of one pilot its share of everybody who answered, which the cell stands for."""
    found = [counts.get((pilot, code), {"withheld": "not_asked"}) for code in indicators]
    shown = [(row, y) for row, y in zip(found, middles, strict=True) if not row["withheld"]]
    return bar(
        name=wrapped(canvas.labels.pilot(pilot), 40),
        orientation="h",
        x=[row["count"] / row["of"] for row, _ in shown],
        y=[y + SHARE_UNDER for _, y in shown],
        width=SHARE,
        marker={"color": canvas.mark(pilot).colour},
        hoverinfo="skip",
    )


def _look(row: Mapping[str, Any], canvas: Canvas, letters: int) -> cells.Look:
    if row["withheld"]:
        return cells.without_number(row["withheld"], canvas, 16)
    number, palette = canvas.labels.wording.number, canvas.palette
    text = canvas.labels.wording.text("k_of_n", k=number(row["count"]), n=number(row["of"]))
    return cells.Look(wrapped(text, letters), palette.surface, palette.ink, _NUMBER)
