"""Released rows and wording to figures; one family a file. Numbers are drawn, never computed."""

from swit_data.figures.canvas import Canvas
from swit_data.figures.dots import pilot_comparison
from swit_data.figures.matrix import category_matrix, stakeholder_matrix
from swit_data.figures.panel import own_panel

__all__ = ["Canvas", "category_matrix", "own_panel", "pilot_comparison", "stakeholder_matrix"]
