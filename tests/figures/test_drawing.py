"""A figure as text: the same figure has the same JSON, which a page can keep by its mark; it does not change then."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import pytest

from swit_data.figures.drawing import Drawing
from tests.figures.test_looks import FIGURES, release_of


@pytest.mark.parametrize("draw", FIGURES)
def test_the_same_figure_has_the_same_text_and_mark(draw: Callable[..., Drawing]) -> None:
    one, again = draw(release_of()), draw(release_of())
    assert one is not again
    assert one.json is one.json  # made once
    assert (one.json, one.mark) == (again.json, again.mark)
    assert re.fullmatch(r"[0-9a-f]{16}", one.mark)
    others = [draw(release_of(), "dark"), draw(release_of(), pilots=("KEN",))]
    assert len({one.mark, *(other.mark for other in others)}) == 3


@pytest.mark.parametrize("draw", FIGURES)
def test_the_text_is_the_figure_that_plotly_checks(draw: Callable[..., Drawing]) -> None:
    figure = draw(release_of())
    assert go.Figure(json.loads(figure.json)) == figure.checked


@pytest.mark.parametrize("made", ["json", "mark", "checked"])
@pytest.mark.parametrize(
    "change",
    [
        lambda figure: figure.add_trace({"type": "bar"}),
        lambda figure: figure.add_notes([{"text": "late"}]),
        lambda figure: figure.update_layout(height=20),
    ],
)
def test_a_figure_that_is_done_does_not_change(change: Callable[[Drawing], Any], made: str) -> None:
    figure = Drawing(height=10)
    change(figure)
    getattr(figure, made)
    with pytest.raises(RuntimeError, match="done"):
        change(figure)
