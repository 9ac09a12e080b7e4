"""Colours can be told apart: on their background, in grey, and by people who see fewer colours."""

from __future__ import annotations

import colorsys
from itertools import combinations, pairwise

import numpy as np
import plotly.graph_objects as go
import pytest

from swit_data import style

THEMES: tuple[style.Theme, ...] = ("light", "dark")

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SEEN_BY = {
    "everyone": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(colour: str, seen_by: str = "everyone") -> np.ndarray:
    xyz = TO_XYZ @ np.clip(SEEN_BY[seen_by] @ linear(colour), 0, 1)
    root = xyz / np.array([0.95047, 1, 1.08883])
    root = np.where(root > 216 / 24389, np.cbrt(root), (24389 / 27 * root + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def distance(one: str, other: str, seen_by: str) -> float:
    return float(np.linalg.norm(lab(one, seen_by) - lab(other, seen_by)))


def contrast(one: str, other: str) -> float:
    values = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (values[1] + 0.05) / (values[0] + 0.05)


def is_red(colour: str) -> bool:
    hue, saturation, _ = colorsys.rgb_to_hsv(*(int(colour[p : p + 2], 16) / 255 for p in (1, 3, 5)))
    return saturation > 0.25 and (hue < 18 / 360 or hue > 335 / 360)


def answers(theme: style.Theme) -> tuple[str, ...]:
    colours = style.PALETTES[theme]
    return colours.yes, colours.no, colours.partly, colours.dont_know


def test_identity_is_red() -> None:
    assert all(is_red(style.PALETTES[theme].identity) for theme in THEMES)


@pytest.mark.parametrize("theme", THEMES)
def test_no_data_is_red(theme: style.Theme) -> None:
    colours = style.PALETTES[theme]
    ramp = [style.score_colour(score, theme) for score in range(101)]
    drawn = [*colours.pilots, *answers(theme), *ramp, colours.withheld, colours.hatch]
    assert [colour for colour in drawn if is_red(colour)] == []


@pytest.mark.parametrize("theme", THEMES)
def test_pilots_stand_out_from_the_page(theme: style.Theme) -> None:
    colours = style.PALETTES[theme]
    assert min(contrast(pilot, colours.background) for pilot in colours.pilots) >= 3


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize("theme", THEMES)
def test_pilots_differ(theme: style.Theme, seen_by: str) -> None:
    pairs = combinations(style.PALETTES[theme].pilots, 2)
    close = {pair: distance(*pair, seen_by) for pair in pairs}
    assert {pair: found for pair, found in close.items() if found < 15} == {}


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize("theme", THEMES)
def test_answers_differ(theme: style.Theme, seen_by: str) -> None:
    for one, other in combinations(answers(theme), 2):
        assert distance(one, other, seen_by) >= 15, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_text_reads(theme: style.Theme) -> None:
    colours = style.PALETTES[theme]
    for text in (colours.ink, colours.quiet, colours.identity):
        assert contrast(text, colours.background) >= 4.5
        assert contrast(text, colours.surface) >= 4.5
    for text in (colours.ink, colours.quiet):  # in figures
        assert contrast(text, colours.background) >= 7
        assert contrast(text, colours.withheld) >= 7


@pytest.mark.parametrize("theme", THEMES)
def test_text_reads_on_every_score_and_answer(theme: style.Theme) -> None:
    scores = [style.score_colour(score / 2, theme) for score in range(201)]
    for colour in (*scores, *answers(theme)):
        assert contrast(style.text_on(colour), colour) >= 7, colour
    assert len({style.text_on(colour) for colour in scores}) == 1  # two would look like a class


@pytest.mark.parametrize("theme", THEMES)
def test_ramp_is_even_in_grey(theme: style.Theme) -> None:
    grey = [lab(style.score_colour(score, theme))[0] for score in range(0, 101, 5)]
    steps = [after - before for before, after in pairwise(grey)]
    assert len({step > 0 for step in steps}) == 1
    assert max(map(abs, steps)) < 1.35 * min(map(abs, steps))
    # All that is left where the ink (L* 10) needs 7:1, which ends at L* 67.5: the number and the band's shape say it.
    assert abs(grey[-1] - grey[0]) > 28
    assert grey[-1] < grey[0]  # a fuller colour is the higher number in both themes


def test_scores_beyond_the_scale_take_its_ends() -> None:
    assert style.score_colour(-5) == style.score_colour(0) == style.PALETTES["light"].ramp[0]
    assert style.score_colour(140) == style.score_colour(100) == style.PALETTES["light"].ramp[2]


def test_contrast_agrees_with_its_own_formula() -> None:
    for colour in style.PALETTES["light"].pilots:
        assert style.contrast(colour, "#FFFFFF") == pytest.approx(contrast(colour, "#FFFFFF"))


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0, "low"), (39.999, "low"), (40, "middle"), (69.999, "middle"), (70, "high"), (100, "high")],
)
def test_bands_begin_at_their_limit(score: float, expected: str) -> None:
    assert style.band(score) == expected


def test_every_band_and_reason_has_a_shape_of_its_own() -> None:
    assert len(set(style.BAND_SHAPES.values())) == 3
    assert len(set(style.WITHHELD.values())) == len(style.WITHHELD)
    assert len({style.pilot_mark(place) for place in range(6)}) == 6


@pytest.mark.parametrize("theme", THEMES)
def test_template_is_ours_alone(theme: style.Theme) -> None:
    layout = go.layout.Template(style.template(theme, 18)).layout
    assert layout.font.family == style.FONT
    assert layout.xaxis.tickfont.size == 18
    assert layout.paper_bgcolor == style.PALETTES[theme].background


@pytest.mark.parametrize("theme", THEMES)
def test_plotlys_lines_over_a_cell_without_a_number_have_the_colour_of_the_palette(
    theme: style.Theme,
) -> None:
    """Over a light fill Plotly draws them in #444444, over a dark one in #FFFFFF, both as strong as we say."""
    colours = style.PALETTES[theme]
    ink = 0x44 if theme == "light" else 0xFF
    for place in (1, 3, 5):
        fill, wanted = (int(c[place : place + 2], 16) for c in (colours.withheld, colours.hatch))
        assert abs(fill + (ink - fill) * colours.hatching - wanted) <= 12
