"""How a figure is made: fixed order, colours and marks; hostile text; the illustrative mark."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import pytest

from swit_data import style
from swit_data.figures import Canvas, item_matrix, own_panel, pilot_comparison, stakeholder_matrix
from swit_data.figures.canvas import cut, safe, wrapped
from swit_data.release.illustrative import illustrative
from swit_data.released.release import Release
from swit_data.released.rows import score_rows
from swit_data.released.tables import REASONS
from swit_data.style import Theme
from swit_data.wording import languages
from tests.drawn import framework
from tests.findings.drawn_release import PILOTS, TYPES, WIDE, drawn, labels_of

THEMES: tuple[Theme, ...] = ("light", "dark")
LINE = 17  # px of a line of 13 px, as Plotly sets it
HOSTILE = {
    "link": "<a href=https://evil.example>click</a>",
    "script": "<script>alert(1)</script>",
    "image": "![x](https://evil.example/x.png)",
    "styled": "<b style='font-size:90px'>&lt;b&gt; $x$ {y}</b>",
    "long": "a fine long name " * 600,  # 10,000 characters
    "word": "w" * 200,
}
# The only tags that figures write themselves.
OURS = re.compile(r"<br>|</?b>|<span style='(font-size:\d+px|color:#[0-9A-F]{6})'>|</span>")


def texts(figure: go.Figure) -> list[str]:
    """Return every text of a figure that Plotly reads as its pseudo-HTML."""
    found: list[Any] = [note.text for note in figure.layout.annotations]
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        found += list(axis.ticktext or ())
    for trace in figure.data:
        found += [trace.name, *(trace.text or ()), *(trace.hovertext or ())]
    return [str(each) for each in found]


def matrix(release: Release, theme: Theme = "light", pilots: tuple[str, ...] = ()) -> go.Figure:
    rows = score_rows(release, ["rollout"], chosen_round="1", stakeholder_types=TYPES)
    return stakeholder_matrix(rows, pilots or release.pilots, Canvas(labels_of(release), theme))


def dots(release: Release, theme: Theme = "light", pilots: tuple[str, ...] = ()) -> go.Figure:
    rows = score_rows(
        release, ["rollout", "C1", "C1a"], chosen_round="1", stakeholder_types=("ngo",)
    )
    return pilot_comparison(rows, pilots or release.pilots, Canvas(labels_of(release), theme))


def panel(release: Release, theme: Theme = "light", pilots: tuple[str, ...] = ()) -> go.Figure:
    counts: dict[tuple[str, str], dict[str, Any]] = {
        ("KEN", "P1c"): {"withheld": "", "count": 3.0, "of": 12.0},
        ("IDN", "P1c"): {"withheld": "too_few_answers", "count": None, "of": None},
    }
    canvas = Canvas(labels_of(release), theme)
    return own_panel(counts, ["P1c"], pilots or release.pilots, canvas)


FIGURES = (matrix, dots, panel)
Draw = Callable[..., go.Figure]
SCORES = "pilot type item score\n" + "\n".join(
    f"{pilot} {kind} {item} {number}"
    for pilot, number in zip(PILOTS, (69.6, 39.6, 20, 80), strict=True)
    for kind in TYPES
    for item in ("rollout", "C1", "C1a")
)


def release_of(text: str = SCORES, provenance: str = "collected", named: str = "") -> Release:
    measured = WIDE
    if named:
        quoted = '"' + named.replace("\\", "\\\\").replace('"', '\\"') + '"'
        content = WIDE.content.decode().replace(
            '{ code = "KEN" }', f'{{ code = "KEN", name = {quoted} }}'
        )
        for label in ('"NGOs"', '"Rollout"', '"C1a?"', '"P1c?"', '"UN agencies"'):
            content = re.sub(
                rf"(label|text) = {re.escape(label)}", lambda m: f"{m[1]} = {quoted}", content
            )
        measured = framework(content)
    return drawn(text, provenance=provenance, measured=measured)


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("pilots", [PILOTS, ("UKR", "KEN"), ("SUR",)])
def test_pilots_stand_in_the_order_given_and_are_never_sorted(
    draw: Draw, pilots: tuple[str, ...]
) -> None:
    figure = draw(release_of(), pilots=pilots)
    names = [labels_of(release_of()).pilot(pilot) for pilot in pilots]
    assert list(dict.fromkeys(trace.name for trace in figure.data)) == names
    heads = [n for n in figure.layout.annotations if n.yref == "paper" and n.y == 1]
    if len(pilots) == 1 and draw is not panel:
        assert OURS.sub("", heads[0].text).split(" · ")[0] == names[0]
    elif draw is dots:
        found = [note.text for note in sorted(heads, key=lambda note: note.xshift)]
        assert [OURS.sub("", text)[2:] for text in found] == names
    else:
        assert list(figure.layout.xaxis.ticktext) == names


@pytest.mark.parametrize("theme", THEMES)
def test_a_pilot_keeps_its_colour_and_its_mark(theme: Theme) -> None:
    alone = {pilot: dots(release_of(), theme, (pilot,)).data[-1].marker for pilot in PILOTS}
    together = dots(release_of(), theme).data
    for place, pilot in enumerate(PILOTS):
        mark = style.pilot_mark(place, theme)
        for marker in (alone[pilot], together[place].marker):
            assert (marker.color, marker.symbol) == (mark.colour, mark.shape)
    assert len({marker.symbol for marker in alone.values()}) == len(PILOTS)


def test_questions_stand_by_spread_and_those_without_numbers_last() -> None:
    release = drawn(
        """
        pilot type item    score withheld
        KEN   ngo  rollout 50    -
        IDN   ngo  rollout 55    -
        KEN   ngo  C1      20    -
        IDN   ngo  C1      80    -
        KEN   ngo  C1a     -     too_few_people
        IDN   ngo  C1a     -     not_asked
        """
    )
    axis = dots(release).layout.yaxis
    assert list(axis.ticktext) == ["C1", "Rollout", "C1a?"]
    assert list(axis.tickvals) == sorted(axis.tickvals)
    assert axis.range[0] > axis.range[1]  # from top to bottom


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("reason", REASONS)
def test_a_withheld_cell_has_words_and_a_pattern_and_no_colour_of_the_ramp(
    reason: str, theme: Theme
) -> None:
    text = f"pilot type score withheld\nKEN government - {reason}\nKEN ngo 50 -"
    cells = matrix(drawn(text), theme).data[0]
    ramp = {style.score_colour(score, theme) for score in range(101)}
    assert cells.text[0].replace("<br>", " ") == labels_of(drawn(text)).reason(reason)
    assert cells.marker.color[0] == style.PALETTES[theme].withheld
    assert cells.marker.color[0] not in ramp
    assert cells.marker.color[1] in ramp
    # What was not asked is plain grey; everything else that is withheld has a pattern.
    assert (cells.marker.pattern.shape[0] == "") == (reason == "not_asked")
    assert not re.search(r"\d", cells.text[0])


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", REASONS)
def test_the_words_of_a_reason_have_room_in_a_cell_in_every_language(
    reason: str, language: str
) -> None:
    cells = "\n".join(
        f"{pilot} {kind} {item} {said}"
        for item in ("rollout", "C1")
        for kind in TYPES
        for pilot, said in (("KEN", f"- {reason}"), ("IDN", "50 -"))
    )
    release = drawn(f"pilot type item score withheld\n{cells}")
    canvas = Canvas(labels_of(release, language))
    rows = score_rows(release, ["rollout"], chosen_round="1", stakeholder_types=TYPES)
    about = score_rows(
        release, ["rollout", "C1"], chosen_round="1", stakeholder_types=("government",)
    )
    for figure, number in (
        (stakeholder_matrix(rows, ("KEN", "IDN"), canvas), len(TYPES)),
        (item_matrix(about, ("KEN", "IDN"), canvas), 2),
    ):
        layout = figure.told()["layout"]
        tall = layout["height"] - layout["margin"]["t"] - layout["margin"].get("b", 8)
        texts_drawn = figure.told()["data"][0]["text"]
        assert len(texts_drawn) == number
        whole = texts_drawn[0].replace("-<br>", "-").replace("<br>", " ")  # no word is broken
        assert whole == canvas.labels.reason(reason)
        assert LINE * (1 + texts_drawn[0].count("<br>")) <= tall / number


def test_a_withheld_count_has_words_and_a_pattern() -> None:
    figure = panel(release_of())
    shown, few, none, _ = figure.data
    assert shown.text == ("3 of 12",)
    assert shown.marker.pattern.shape == ("",)
    assert few.text[0].replace("<br>", " ") == "too few answers"
    assert few.marker.pattern.shape[0] != ""
    assert none.text[0].replace("<br>", " ") == "no such round"


def test_what_was_not_asked_is_told_apart_from_a_round_that_was_not_held() -> None:
    """A core round beside a full one: the pilot held the round, but was not asked this question."""
    text = "pilot type item score\nKEN ngo C1a 50\nKEN ngo C1 50\nIDN ngo C1 60"
    release = drawn(text, pilots="pilot round\nKEN 1\nIDN 1\nSUR 2")
    rows = score_rows(release, ["C1a", "C1"], chosen_round="1")
    figure = pilot_comparison(rows, release.pilots, Canvas(labels_of(release)))
    quiet = style.PALETTES["light"].quiet
    words = [
        n.text.replace("<br>", " ") for n in figure.layout.annotations if n.font.color == quiet
    ]
    assert words == ["not asked", "no such round", "no such round"]


def test_a_pilot_that_has_not_held_the_round_says_so_on_a_phone() -> None:
    release = drawn(SCORES, pilots="pilot\nKEN\nIDN\nSUR\nUKR")
    rows = score_rows(release, ["rollout"], chosen_round="9", pilots=("SUR",))
    figure = stakeholder_matrix(rows, ["SUR"], Canvas(labels_of(release)))
    assert [t.replace("<br>", " ") for t in figure.data[0].text] == ["no such round"] * len(TYPES)


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_stays_text(draw: Draw, kind: str) -> None:
    figure = draw(release_of(named=HOSTILE[kind]))
    joined = "".join(texts(figure))
    left = OURS.sub("", joined)
    assert "<" not in left
    assert ">" not in left
    assert html.unescape(left) != left or kind in ("image", "long", "word")
    for text in texts(figure):
        for line in text.split("<br>"):
            assert len(html.unescape(OURS.sub("", line))) <= 130
        assert text.count("<br>") <= 12
    assert figure.layout.height < 1200
    assert "evil" not in str(figure.layout.images)


def test_a_text_is_wrapped_broken_and_cut() -> None:
    assert wrapped("", 10) == ""
    assert wrapped("ab cd ef", 5) == "ab cd<br>ef"
    assert wrapped("w" * 25, 10) == "<br>".join(["w" * 10, "w" * 10, "w" * 5])
    assert wrapped("a b c d e f", 3, most=2) == "a b<br>c…"
    assert wrapped("<b> &amp;", 3) == "&lt;b&gt;<br>&amp;am<br>p;"
    assert safe("<a & 'b'>") == "&lt;a &amp; 'b'&gt;"
    assert cut("Suriname", 8) == "Suriname"
    assert cut("Neighbourhood A1", 9) == "Nei…od A1"
    assert cut("<<<", 2) == "…&lt;"


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("theme", THEMES)
def test_the_illustrative_mark_stands_once_below_the_plot_in_a_strip_of_its_own(
    draw: Draw, theme: Theme
) -> None:
    marked, collected = (
        draw(release_of(provenance=each), theme) for each in ("illustrative", "collected")
    )
    title = marked.layout.title
    assert title.text == "Illustrative data - not results of any pilot"
    assert sum(title.text in text for text in texts(marked)) == 0  # nowhere else
    strip = marked.layout.height - collected.layout.height
    assert (title.yref, title.yanchor) == ("container", "top")
    assert title.y * marked.layout.height == pytest.approx(strip)  # where its first line begins
    assert strip >= title.font.size * 1.3 + title.pad.t
    bottoms = [8 if f.layout.margin.b is None else f.layout.margin.b for f in (marked, collected)]
    assert bottoms[0] - bottoms[1] == strip  # it takes nothing from the plot
    assert style.contrast(title.font.color, style.PALETTES[theme].background) >= 7
    assert collected.layout.title.text is None


def test_the_illustrative_mark_in_ukrainian_is_whole_on_a_phone() -> None:
    release = illustrative()
    rows = score_rows(release, ["rollout"], chosen_round="1")
    canvas = Canvas(labels_of(release, "uk"))
    figure = stakeholder_matrix(rows, release.pilots, canvas, beside=False)
    text = figure.layout.title.text
    room = figure.layout.title.y * figure.layout.height  # px: every line stands in the picture
    assert room >= figure.layout.title.font.size * 1.3 * len(text.split("<br>"))
    assert text.replace("<br>", " ") == canvas.labels.wording.text("app.illustrative")
    assert max(len(line) for line in text.split("<br>")) <= 46


@pytest.mark.parametrize(
    ("score", "written", "band"),
    [
        (69.6, "just under 70", "middle"),
        (69.4, "69", "middle"),
        (70.0, "70", "high"),
        (69.96, "just under 70", "middle"),
        (69.999999, "just under 70", "middle"),
        (39.5, "just under 40", "low"),
        (40.0, "40", "middle"),
        (0.0, "0", "low"),
        (100.0, "100", "high"),
    ],
)
def test_a_score_is_not_rounded_into_another_band(
    score: float, written: str, band: style.Band
) -> None:
    release = drawn(f"pilot type item score\nKEN ngo rollout {score}")
    canvas = Canvas(labels_of(release))
    assert canvas.number({"score": score}) == written
    (cell,) = matrix(release).data[0].text
    plain = re.sub(r"<[^>]*>", "", cell.replace("<br>", " "))
    assert plain == f"{style.BAND_SHAPES[band]} {written}"
    assert ("font-size:13px" in cell) == written.startswith("just")  # words take less room
    assert f"{style.BAND_SHAPES[band]} {written}" in [OURS.sub("", t) for t in texts(dots(release))]
    assert f"{written} of 100" in matrix(release).data[0].hovertext[0]


def test_the_ramp_and_the_template_follow_the_theme() -> None:
    for theme in THEMES:
        figure = matrix(release_of(), theme)
        assert figure.data[0].marker.color[0] == style.score_colour(69.6, theme)
        assert figure.layout.template.layout.paper_bgcolor == style.PALETTES[theme].background
        assert not figure.layout.showlegend
