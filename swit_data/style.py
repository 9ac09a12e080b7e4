"""One Plotly template, colours and marks: how everything that is drawn looks, light and dark.

Red is the umbrella's colour, for the mark, links and focus only: no data is ever drawn in it, because
the people in the room would read their own colour as failure. Colours are tested for contrast and for
three kinds of colour blindness (tests/test_style.py).
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Theme = Literal["light", "dark"]
Band = Literal["low", "middle", "high"]
Rgb = tuple[float, float, float]

FONT = "'Noto Sans', sans-serif"
LABEL_SIZE = 14  # px; never under 13 on a screen

# So light that one colour of text has a contrast of 7:1 on all of it; the same in both themes, so that a fuller colour
# is the higher number in both.
RAMP = ("#EEF8FA", "#A1D6DB", "#58B4BF")
LEAST = 7.0  # WCAG 2.2, 1.4.6: the contrast of every text of a figure

# The shapes are Plotly's names; a pilot keeps its place, so its colour and its shape, for life.
SHAPES = ("circle", "square", "diamond", "triangle-up", "pentagon", "cross")
SIGNS = dict(zip(SHAPES, "●■◆▲⬟✚", strict=True))  # the same in a line of text
MOST_DRAWN = len(SHAPES)  # side by side, one shape each
BAND_SHAPES: dict[Band, str] = {"low": "▽", "middle": "○", "high": "△"}


@dataclass(frozen=True)
class Hatch:
    """How a cell without a number is filled: Plotly's pattern shape, its size and density."""

    shape: str
    size: int = 8
    solidity: float = 0.2


@dataclass(frozen=True)
class Mark:
    """How one pilot is drawn."""

    colour: str
    shape: str


@dataclass(frozen=True)
class Palette:
    """Every colour of one theme."""

    background: str
    surface: str
    ink: str
    quiet: str  # small print; 7:1 and more
    line: str  # grid and axis
    identity: str
    pilots: tuple[str, ...]
    ramp: tuple[str, str, str]  # score 0, 50 and 100: one hue, lightness in even steps
    yes: str
    partly: str
    no: str
    dont_know: str
    withheld: str  # the page's grey behind every pattern
    hatch: str  # the lines of the pattern, and what is not certain
    hatching: (
        float  # how strong Plotly's #444444 or #FFFFFF is over `withheld` to look like `hatch`
    )


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        background="#FFFFFF",
        surface="#F4F2EF",
        ink="#1C1B1A",
        quiet="#55514C",
        line="#CFCAC4",
        identity="#A4133C",
        pilots=("#003A7A", "#D97700", "#1B9E77", "#A64D9B", "#5B3A0E", "#8F6BFF"),
        ramp=RAMP,
        yes="#174A8A",
        partly="#DEDAD4",
        no="#7A4700",
        dont_know="#B0ACA6",
        withheld="#F4F2EF",
        hatch="#A39D96",
        hatching=0.46,
    ),
    "dark": Palette(
        background="#15171A",
        surface="#212429",
        ink="#F0EEEB",
        quiet="#B4B0AA",
        line="#4A4F57",
        identity="#F4849F",
        pilots=("#5C8DF6", "#F0922B", "#3FD6A5", "#E9A6E4", "#9A6A3A", "#EAE6A0"),
        ramp=RAMP,
        yes="#86B8F2",
        partly="#50545A",
        no="#E5AC4E",
        dont_know="#B0B4BA",
        withheld="#212429",
        hatch="#6A6F77",
        hatching=0.33,
    ),
}

WITHHELD: dict[str, Hatch] = {
    "not_asked": Hatch("", 8, 0.0),
    "no_answers": Hatch(".", 8, 0.15),
    "too_few_people": Hatch("/", 8, 0.2),
    "too_few_answers": Hatch("\\", 8, 0.2),
    "too_little_answered": Hatch("x", 10, 0.12),
    "most_do_not_know": Hatch("x", 6, 0.2),
    "mostly_not_applicable": Hatch("|", 12, 0.1),
    "split_refused": Hatch("-", 8, 0.2),
    "personal": Hatch("|", 8, 0.2),
    "no_consent": Hatch("+", 10, 0.12),
    "not_scored": Hatch(".", 12, 0.1),
    "not_comparable": Hatch("-", 12, 0.1),
    "kept_back": Hatch("/", 14, 0.12),
}


def pilot_mark(place: int, theme: Theme = "light") -> Mark:
    """Return the mark of the pilot at a place of the fixed order; at most six are drawn at once."""
    return Mark(PALETTES[theme].pilots[place % MOST_DRAWN], SHAPES[place % MOST_DRAWN])


def band(score: float, low: float = 40, high: float = 70) -> Band:
    """Return the band of a score of 0-100: low < `low` <= middle < `high` <= high."""
    if score < low:
        return "low"
    return "middle" if score < high else "high"


def score_colour(score: float, theme: Theme = "light") -> str:
    """Return the ramp's colour of a score of 0-100; lightness is even, so it stays true in grey."""
    stops = [_lab(_linear(colour)) for colour in PALETTES[theme].ramp]
    place = min(max(score, 0.0), 100.0) / 50
    first = min(int(place), 1)
    return _hex(_from_lab(_mixed(stops[first], stops[first + 1], place - first)))


@cache
def text_on(colour: str) -> str:
    """Return the text colour that reads on a colour; on every colour that figures are filled with, 7:1 and more."""
    return max(("#1C1B1A", "#FFFFFF"), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def template(theme: Theme = "light", size: int = LABEL_SIZE) -> dict[str, Any]:
    """Return the look of every figure; draw it with theme=None, so a page and a handout agree."""
    colours = PALETTES[theme]
    axis = {
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zerolinecolor": colours.line,
        "tickfont": {"color": colours.ink, "size": size},
        "title": {"font": {"color": colours.quiet, "size": size}},
        "automargin": True,
    }
    layout = {
        "font": {"family": FONT, "size": size, "color": colours.ink},
        "paper_bgcolor": colours.background,
        "plot_bgcolor": colours.background,
        "colorway": list(colours.pilots),
        "xaxis": axis,
        "yaxis": axis,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "showlegend": False,
        "hoverlabel": {"font": {"family": FONT, "size": size}},
        "dragmode": False,
    }
    return {"layout": layout}


def _linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _expanded(red), _expanded(green), _expanded(blue)


def _expanded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(rgb: Rgb) -> Rgb:
    red, green, blue = rgb
    x = _root((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    y = _root(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    z = _root((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else 7.787 * value + 16 / 116


def _from_lab(lab: Rgb) -> Rgb:
    y = (lab[0] + 16) / 116
    x, z = _cube(y + lab[1] / 500) * 0.95047, _cube(y - lab[2] / 200) * 1.08883
    y = _cube(y)
    return (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )


def _cube(value: float) -> float:
    return value**3 if value > 6 / 29 else (value - 16 / 116) / 7.787


def _mixed(start: Rgb, end: Rgb, share: float) -> Rgb:
    one, two, three = (a + (b - a) * share for a, b in zip(start, end, strict=True))
    return one, two, three


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(255 * _compressed(value)):02X}" for value in rgb)


def _compressed(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055  # noqa: PLR2004
