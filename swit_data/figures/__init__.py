"""Released rows and wording to figures; one family a file. Numbers are drawn, never computed."""

from swit_data.figures.canvas import Canvas
from swit_data.figures.differences import pilot_differences
from swit_data.figures.dots import pilot_comparison
from swit_data.figures.dumbbell import contradictions, perception_gap
from swit_data.figures.matrix import category_matrix, item_matrix, stakeholder_matrix, target_matrix
from swit_data.figures.multiples import small_multiples
from swit_data.figures.panel import own_panel
from swit_data.figures.strips import criteria_strips
from swit_data.figures.withheld_key import withheld_key

__all__ = [
    "Canvas",
    "category_matrix",
    "contradictions",
    "criteria_strips",
    "item_matrix",
    "own_panel",
    "perception_gap",
    "pilot_comparison",
    "pilot_differences",
    "small_multiples",
    "stakeholder_matrix",
    "target_matrix",
    "withheld_key",
]
