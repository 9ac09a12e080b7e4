"""The segments of a bar of answers: which there are, where each begins, in which colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from swit_data.figures.canvas import Canvas
from swit_data.released.answers import Answered, answers_on, side_of

GAP = 0.06  # of 100 %, before those who stand apart
_FULL = 0.75  # strength from which on an answer has the whole colour
_NEAR, _FAR = 0.2, 0.36  # shares of it before that
_LEAST = 0.1  # of 100 %: no side is drawn narrower

Lanes = Sequence[Answered]


@dataclass(frozen=True)
class Reach:
    """How far bars reach left and right of the middle, and apart, in shares of everybody who answered."""

    less: float
    more: float
    apart: float

    @property
    def width(self) -> float:
        """Return the width of the whole plot."""
        return self.less + self.more + GAP + self.apart


def reach_of(lanes: Lanes, canvas: Canvas) -> Reach:
    """Return the reach that holds every lane, so that figures of one question keep one scale."""
    framework = canvas.labels.framework
    less, more, apart = [_LEAST], [_LEAST], [_LEAST]
    for lane in lanes:
        if not lane.withheld:
            half = lane.on("middle", framework) / 2
            less.append((lane.on("less", framework) + half) / lane.of)
            more.append((lane.on("more", framework) + half) / lane.of)
            apart.append(lane.on("apart", framework) / lane.of)
    return Reach(max(less), max(more), max(apart))


def drawn_answers(lanes: Lanes, canvas: Canvas) -> tuple[str, ...]:
    """Return the answers that may stand in a bar, from its left end to its right end; the apart ones last."""
    framework, indicator = canvas.labels.framework, lanes[0].indicator
    less, middle, more = (
        answers_on(framework, indicator, side) for side in ("less", "middle", "more")
    )
    there = {code for lane in lanes for code in lane.counts}
    apart = [code for lane in lanes for code in lane.counts]
    apart = [c for c in dict.fromkeys(apart) if side_of(framework, indicator, c) == "apart"]
    return tuple(c for c in (*less, *middle, *more[::-1], *apart) if c in there)


def colour_of(code: str, indicator: str, canvas: Canvas) -> str:
    """Return an answer's colour: the further from the middle, the fuller; two hues, neither red nor green."""
    palette, framework = canvas.palette, canvas.labels.framework
    side = side_of(framework, indicator, code)
    if side == "apart":
        return palette.dont_know if code == "dont_know" else palette.withheld
    if side == "middle":
        return palette.partly
    scale = framework.scales[framework.indicators[indicator].scale]
    score = next(a.score for a in scale.answers if a.code == code)
    strength = abs((score or 0.0) - 50) / 50
    return _tint(palette.yes if side == "more" else palette.no, palette.background, strength)


def _tint(colour: str, background: str, strength: float) -> str:
    """Return the colour itself for an answer at the end of its scale, and one much nearer to the background before it.

    Between the two lie colours on which no text has a contrast of 7:1, neither a dark nor a light one.
    """
    if strength >= _FULL:
        return colour
    share = _NEAR + (_FAR - _NEAR) * strength / _FULL
    mixed = (
        round(int(colour[n : n + 2], 16) * share + int(background[n : n + 2], 16) * (1 - share))
        for n in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02X}" for value in mixed)


def start_of(code: str, lane: Answered, reach: Reach, canvas: Canvas) -> float:
    """Return where an answer's segment begins, in shares, 0 being the middle."""
    framework, indicator = canvas.labels.framework, lane.indicator
    half = lane.on("middle", framework) / 2
    side = side_of(framework, indicator, code)
    if side == "middle":
        return -half / lane.of
    outward = list(answers_on(framework, indicator, side))[::-1]
    if side == "apart":
        outward = [c for c in lane.counts if side_of(framework, indicator, c) == "apart"]
    inside = sum(lane.counts.get(c, 0) for c in outward[: outward.index(code)])
    if side == "apart":
        return reach.more + GAP + inside / lane.of
    if side == "more":
        return (half + inside) / lane.of
    return -(half + inside + lane.counts.get(code, 0)) / lane.of
