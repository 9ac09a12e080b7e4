"""A released number as a document shows it: as people read it, with interval and band; or why there is none."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from swit_data import style
from swit_data.documents.content import Cell
from swit_data.released.labels import Labels
from swit_data.released.thresholds import MANY_DO_NOT_KNOW
from swit_data.released.written_scores import written_score


def cell_of(row: Mapping[str, Any], labels: Labels) -> Cell:
    """Return a released row; where many do not know, its number has no band."""
    if row["withheld"]:
        return reason_cell(row["withheld"], labels)
    cell = number_cell(row["score"], labels)
    if row["dont_know"] > MANY_DO_NOT_KNOW:
        cell = replace(cell, mark="")
    if pd.isna(row["low"]):
        return cell
    return replace(cell, low=float(row["low"]), high=float(row["high"]))


def reason_cell(code: str, labels: Labels) -> Cell:
    """Return why there is no number."""
    return Cell(labels.reason(code), withheld=code)


def number_cell(score: float, labels: Labels) -> Cell:
    """Return a number without an interval."""
    framework, fill = labels.framework, style.score_colour(score)
    mark = style.BAND_SHAPES[style.band(score, framework.low, framework.high)]
    said = written_score(score, labels)
    return Cell(said, score=float(score), mark=mark, fill=fill, ink=style.text_on(fill))
