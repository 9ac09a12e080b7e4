"""An answer drawn for a benchmark: its expected score is a level, some are skipped and some are don't-know."""

from __future__ import annotations

import numpy as np

from swit_data.framework.model import Scale


def drawn_answer(
    scale: Scale, level: float, chance: np.random.Generator, *, skipped: float, dont_know: float
) -> str:
    """Return an answer near a level (0-100, cut there); empty where the question is skipped."""
    unknown = [answer.code for answer in scale.answers if answer.means == "dont_know"]
    skip, known = chance.random(2)
    if skip < skipped:
        return ""
    if unknown and known < dont_know:
        return unknown[0]
    scored = sorted((a.score, a.code) for a in scale.answers if a.score is not None)
    place = float(np.interp(level, [score for score, _ in scored], range(len(scored))))
    above = chance.random() < place - int(place)
    return scored[int(place) + above][1]
