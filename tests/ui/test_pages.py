"""Every page of the real app, without a browser: what is chosen, what is told, in which language."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from babel.messages.pofile import read_po
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from swit_data import store
from swit_data.findings import headline, who_answered
from swit_data.release.illustrative import illustrative
from swit_data.ui import beforehand, frame, server, sources
from swit_data.wording import Wording, forms_of
from tests.every_language import in_turns
from tests.examples import each_third
from tests.findings.drawn_release import LANGUAGES, ROOT, labels_of, scene
from tests.release.test_folder import owned, released
from tests.ui.elements_told import elements_told, figures_told, folds_told, sheets_told

Open = Callable[..., AppTest]
TYPES = ("government", "un_agency", "global_fund_programme", "ngo")
CLASSES = ("community", "institution", "group")

Grid = list[dict[str, str]]
GRIDS: dict[str, Grid] = {
    "overview": [
        *(
            {"dimension": dimension, "round": number, "level": level, "weights": weights}
            for dimension, number in itertools.product(("rollout", "participation"), "12")
            for level, weights in (("", "standard"), ("national", "equal"), ("international", ""))
        ),
        {"pilots": "SUR", "round": "2"},  # a pilot that has not held this round
        {"pilots": "KEN,UKR"},
    ],
    "compare": [
        *(
            {"stakeholder": kind, "dimension": dimension, "round": number, "class": answered}
            for kind, (dimension, number, answered) in zip(
                itertools.cycle(TYPES),
                itertools.product(("rollout", "participation"), "12", CLASSES),
                strict=False,
            )
        ),
        *({"stakeholder": kind} for kind in TYPES),
        {"level": "international"},  # government has no target of this level
        {"stakeholder": "un_agency", "target": "unfpa"},
        {"stakeholder": "government", "target": "unfpa"},  # of another type
        {"pilots": "SUR", "round": "2"},
        {"pilots": "UKR"},
        *({"reference": pilot, "order": "value"} for pilot in ("KEN", "SUR")),
        {"reference": "UKR", "class": "institution", "stakeholder": "ngo"},
        {"reference": "KEN", "pilots": "KEN"},
        {"reference": "SUR", "round": "2", "order": "value"},
    ],
    "criterion": [
        {},
        *(
            {"part": part, "round": number}
            for part, number in (("P8", "1"), ("X1", "2"), ("P3", "2"))
        ),
        {"part": "C1", "pilots": "SUR", "round": "2"},
    ],
    "breakdown": [
        {"stakeholder": kind, "dimension": dimension, "round": number}
        for kind, dimension, number in itertools.product(
            ("government", "ngo"), ("rollout", "participation"), "12"
        )
    ],
    "stakeholders": [
        *(
            {"stakeholder": kind, "dimension": dimension, "round": number}
            for kind, (dimension, number) in zip(
                itertools.cycle(TYPES),
                itertools.product(("rollout", "participation"), "12"),
                strict=False,
            )
        ),
        *({"stakeholder": kind, "dimension": "rollout"} for kind in TYPES),
        {"part": "C2", "dimension": "rollout", "target": "police_local"},
        {"part": "P3", "level": "local"},
        {"part": "C2", "dimension": "participation"},  # of the other dimension
        {"pilots": "SUR", "round": "2"},
        {"pilots": "UKR", "stakeholder": "ngo"},
    ],
    "participation": [
        *({"stakeholder": kind, "round": number} for kind in ("", *TYPES) for number in "12"),
        {"part": "P3"},
        {"part": "P8", "round": "2"},
        {"part": "C2"},  # of the other dimension
        {"pilots": "SUR", "round": "2"},
        {"pilots": "UKR"},
    ],
    "questions": [
        *({"stakeholder": kind, "round": number} for kind in ("", *TYPES) for number in "12"),
        {"question": "P3c_time"},
        {"question": "own_pay_fear"},
        {"question": "C1_registration", "stakeholder": "government", "round": "2"},
        {"question": "C1_build", "stakeholder": "un_agency", "target": "unfpa"},
        {"question": "C1_build", "stakeholder": "ngo", "target": "unfpa"},  # of another type
        {"part": "C1", "kind": "fact", "set": "core"},
        {"kind": "own", "source": "K14"},
        {"kind": "own", "stakeholder": "ngo"},  # nothing is found
        {"pilots": "SUR", "round": "2"},
        {"pilots": "UKR", "source": "P3c"},
    ],
    "pilot": [
        *({"pilot": pilot, "round": number} for pilot in ("KEN", "IDN", "UKR") for number in "12"),
        {"pilot": "SUR"},
        {"pilot": "SUR", "round": "2"},  # not held: its latest is shown
        {"alone": "SUR"},
        {"alone": "KEN", "round": "2"},
    ],
    "change": [
        *(
            {"dimension": dimension, "weights": weights, "level": level}
            for dimension in ("rollout", "participation")
            for weights, level in (("", ""), ("equal", ""), ("", "national"), ("equal", "local"))
        ),
        *({"stakeholder": kind, "dimension": "rollout", "part": "C1"} for kind in TYPES),
        {"part": "C1", "dimension": "participation"},  # a part of the other dimension
        {"pilots": "SUR"},  # one round only
        {"pilots": "KEN"},  # two that cannot be compared
        {"pilots": "IDN,UKR", "part": "P3"},
    ],
    "asks": [
        {},
        *({"status": status} for status in ("asked", "promised", "kept", "broken", "overtaken")),
        *({"stakeholder": kind} for kind in TYPES),
        {"pilots": "SUR"},
        {"pilots": "SUR", "status": "kept"},  # nothing is found
        {"alone": "IDN"},
    ],
    "solid": [
        *(
            {"dimension": dimension, "round": number}
            for dimension, number in itertools.product(("rollout", "participation"), "12")
        ),
        {"pilots": "SUR", "round": "2"},  # not held
        {"pilots": "SUR", "dimension": "rollout"},
        {"pilots": "KEN,UKR", "dimension": "rollout", "weights": "equal"},
    ],
    "method": [{}],
    "documents": [
        {},
        *({"pilot": pilot, "round": number} for pilot, number in (("KEN", "2"), ("SUR", "1"))),
        {"pilot": "SUR", "round": "2"},  # a pilot that has not held this round
        {"alone": "UKR"},
    ],
}


@pytest.fixture
def told(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001 - sets up
    """Show errors as the server does, and begin and end without an open release."""
    begin = LocalScriptRunner.__init__

    def begin_with_our_errors(self: LocalScriptRunner, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        begin(self, *args, **kwargs)
        self._on_script_error = server.on_script_error

    monkeypatch.setattr(LocalScriptRunner, "__init__", begin_with_our_errors)
    yield
    st.cache_resource.clear()


@pytest.fixture
def app(whole_app: None, monkeypatch: pytest.MonkeyPatch) -> Open:  # noqa: ARG001 - sets up
    """Return a way to open a page of the app at a query, over the release that all tests share."""
    monkeypatch.setattr(sources, "_opened", lambda: (illustrative(), ()))
    return open_page


TABLES = 12  # at most on a page


def open_page(
    name: str = "overview", *, phone: bool = False, unfolded: bool = True, **query: str
) -> AppTest:
    """Open a page as a screen shows it; `unfolded`: its tables are drawn too."""
    test = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    test.session_state["swit_kept_narrow"] = phone
    for place in range(TABLES if unfolded else 0):
        test.session_state[f"table_{place}"] = True
    test.query_params.update(query)
    test.run() if name == "overview" else test.switch_page(f"pages/{name}.py").run()
    return test


def lines(app: AppTest) -> list[tuple[str, str]]:
    """Return the tags and texts that the words of a page stand in."""
    found = elements_told(app)
    drawn = [words for words in found if isinstance(words, list)]  # steps have more to a line
    return [(line[0], line[1]) for words in drawn for line in words if len(line) == 2]


def text_of(app: AppTest, tag: str) -> str:
    return next(text for found, text in lines(app) if found == tag)


def shown(app: AppTest) -> list[str]:
    """Return every text on a page: words, charts and their descriptions, filters, tables."""
    found = [text for _, text in lines(app)]
    for drawn in figures_told(app):
        figure = drawn.spec
        found += [drawn.alt, *(n["text"] for n in figure["layout"].get("annotations", ()))]
        for trace in figure["data"]:
            found += [*trace.get("text", ()), *trace.get("hovertext", ())]
    for box in (*app.selectbox, *app.multiselect):
        found += [box.label, *box.options]
    found += folds_told(app)
    for each in (*app.warning, *app.text, *app.error):
        found.append(each.value)
    found += [cell for sheet in sheets_told(app) for row in sheet for cell in row]
    for table in app.dataframe:
        found += [str(name) for name in table.value.columns]
        found += [str(value) for value in table.value.astype(str).to_numpy().ravel()]
    parts = (re.sub(r"</?b>|<span[^>]*>|</span>", "", text) for text in found)
    return [part.replace("<br>", " ") for part in parts]


@pytest.mark.parametrize(
    "language",
    [pytest.param(code, marks=[pytest.mark.long] * (code != "en")) for code in LANGUAGES],
)
@pytest.mark.parametrize("page", frame.PAGES)
def test_every_page_with_every_kind_of_choice(app: Open, page: str, language: str) -> None:
    for chosen in each_third(GRIDS[page]):
        query = {name: value for name, value in chosen.items() if value} | {"lang": language}
        opened = app(page, **query)
        assert not opened.exception, query
        assert not opened.error, query
        assert not opened.warning, query
        assert text_of(opened, "h1").strip(), query
        assert text_of(opened, "mark") == Wording.of(language).text("app.illustrative")
        for chart in figures_told(opened):
            assert {each["type"] for each in chart.spec["data"]} <= {
                "bar",
                "scatter",
            }  # static/plotly-basic
            assert len(chart.alt) > 3, query
            assert "nan" not in chart.alt.split(), query


def test_the_grid_has_every_page() -> None:
    assert set(GRIDS) == set(frame.PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dimension", ["rollout", "participation"])
def test_the_sentence_is_that_of_the_selection(app: Open, dimension: str, language: str) -> None:
    labels = labels_of(illustrative(), language)
    for chosen_round in "12":
        opened = app(dimension=dimension, round=chosen_round, lang=language)
        wanted = headline(scene(illustrative(), item=dimension, chosen_round=chosen_round), labels)
        assert text_of(opened, "h1") == wanted.text
        told = [text for tag, text in lines(opened) if tag == "p"]
        for line in who_answered(labels, chosen_round, illustrative().pilots):
            assert line in told


def test_overview_shows_every_pilot_every_type_and_the_communitys_own_panel(app: Open) -> None:
    opened = app(lang="en")
    matrix = figures_told(opened)[0].spec
    assert matrix["layout"]["xaxis"]["ticktext"] == ["Kenya", "Indonesia", "Suriname", "Ukraine"]
    assert len(matrix["layout"]["yaxis"]["ticktext"]) == 4
    assert ("h2", "What we know and need") in lines(opened)
    phone = figures_told(app(lang="en", phone=True))[0].spec
    assert phone["layout"]["xaxis"]["ticktext"] == ["Kenya", "Indonesia", "Suriname", "Ukraine"]
    said = " ".join(str(note["text"]) for note in phone["layout"]["annotations"])
    for name in ("Government", "UN agencies", "NGOs"):
        assert name in said


def test_the_page_that_opens_is_made_beforehand(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    illustrative().let_go()
    beforehand.make()
    monkeypatch.setattr("swit_data.views.overview.of_types", None)
    assert text_of(app("overview"), "h1")


def test_a_deep_link_is_followed_and_kept_on_the_next_page(app: Open) -> None:
    opened = app("compare", stakeholder="ngo", dimension="rollout", pilots="KEN,UKR", lang="uk")
    assert opened.selectbox(key="filter_stakeholder_types").value == "ngo"
    assert opened.selectbox(key="filter_dimension").value == "rollout"
    figure = figures_told(opened)[0].spec
    assert [trace["name"] for trace in figure["data"]] == ["Кенія", "Україна"]
    opened.switch_page("pages/overview.py").run()
    assert opened.selectbox(key="filter_dimension").value == "rollout"
    assert opened.query_params["pilots"] == "KEN,UKR"
    assert opened.query_params["lang"] == "uk"


def figures_of(opened: AppTest) -> list[str]:
    """Return what the page's figures are drawn from, without the key of what is missing."""
    key = Wording.of("en").text("key.title")
    return [json.dumps(each.spec) for each in figures_told(opened) if not each.alt.startswith(key)]


@pytest.mark.parametrize("phone", [False, True])
def test_another_type_changes_every_figure_and_the_url(app: Open, phone: bool) -> None:
    opened = app("compare", lang="en", phone=phone)
    before = figures_of(opened)
    opened.selectbox(key="filter_stakeholder_types").select("ngo").run()
    after = figures_of(opened)
    assert opened.query_params["stakeholder"] == "ngo"
    assert len(before) == len(after) == 3  # parts, a panel a pilot and questions
    assert not set(before) & set(after)


@pytest.mark.parametrize(
    ("page", "language"), in_turns([name for name in frame.PAGES if name != "method"], LANGUAGES)
)
def test_what_a_link_gets_wrong_is_told(app: Open, page: str, language: str) -> None:
    wrong = {"pilots": "KEN,atlantis", "round": "nine", "level": "<b>", "no_such": "1"}
    opened = app(page, **wrong, lang=language)
    assert not opened.exception
    assert opened.warning[0].value == Wording.of(language).text("filter.ignored")
    ignored = set(opened.text[0].value.split("\n"))
    assert ignored == {"pilots=atlantis", "round=nine", "level=<b>", "no_such=1"}
    assert opened.query_params["pilots"] == "KEN"
    assert "no_such" not in opened.query_params


def test_a_mistake_in_a_link_to_the_method_page_breaks_nothing(app: Open) -> None:
    opened = app("method", round="nine", no_such="1", lang="en")
    assert not opened.exception
    assert text_of(opened, "h1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_stands_on_the_method_page(app: Open, language: str) -> None:
    measured, labels = illustrative().framework, labels_of(illustrative(), language)
    tables = [each.value for each in app("method", lang=language).dataframe]
    asked, parts, scales, *chapters = tables  # a translation has a table of who read it
    assert len(chapters) == (language != "en")
    assert [str(code) for code in asked.iloc[:, 0]] == list(measured.indicators)
    for code, question, plain in asked.iloc[:, [0, 2, 3]].itertuples(index=False):
        assert question == labels.item(code)
        assert plain == labels.plain(code)
    assert len(parts) == len(measured.parts)
    assert parts.iloc[:, 2].tolist() == [part.weight for part in measured.parts.values()]
    assert len(scales) == sum(len(scale.answers) for scale in measured.scales.values())


@cache
def english_pieces() -> tuple[frozenset[str], frozenset[str]]:
    """Return what is English in the interface: whole texts, and pieces of those that hold values."""
    with (ROOT / "data" / "wording" / "en.po").open(encoding="utf-8") as file:
        english = [message for message in read_po(file) if message.id]
    with (ROOT / "data" / "wording" / "uk.po").open(encoding="utf-8") as file:
        same = {text for message in read_po(file) for text in forms_of(message.string)}
    texts = {text for message in english for text in forms_of(message.id)} - same
    pieces = {
        piece.strip() for text in texts for piece in re.split(r"\{\w+\}", text) if piece != text
    }
    return frozenset(texts), frozenset(p for p in pieces if len(re.findall("[A-Za-z]", p)) >= 6)


# What stands in Latin letters on a Ukrainian page: codes, names of the tool and of organisations, and
# what the owners of a dataset wrote themselves.
OWN = re.compile(
    r"SWIT|UNAIDS|UNFPA|UNDP|WHO|MOVER|95 %|\(illustrative\)|Face to face, two sittings|"
    r"Through sex worker-led networks|English|swit_data|HIV"
)


@pytest.mark.parametrize("page", frame.PAGES)
def test_no_english_is_left_on_a_ukrainian_page(app: Open, page: str) -> None:
    seen: set[str] = set()
    for chosen in each_third(GRIDS[page][::2]):
        seen |= set(shown(app(page, **{k: v for k, v in chosen.items() if v}, lang="uk")))
    whole, pieces = english_pieces()
    left = (seen & whole) | {p for p in pieces if any(p in text for text in seen)}
    assert left == set()
    assert len(seen) > (20 if page == "documents" else 40)
    assert len(whole) > 120
    assert len(pieces) > 20


@pytest.mark.parametrize("page", ["overview", "compare", "breakdown"])
def test_words_of_a_ukrainian_page_are_ukrainian(app: Open, page: str) -> None:
    opened = app(page, lang="uk")
    said = [text for _, text in lines(opened)] + [figure.alt for figure in figures_told(opened)]
    said += [box.label for box in opened.selectbox] + folds_told(opened)
    for text in said:
        plain = re.sub(r"\b[CXPKS]\d+\w*\b", "", OWN.sub("", text))
        assert not re.search(r"[A-Za-z]{3,}", plain), text


def complaint(opened: AppTest) -> str:
    """Return what is said instead of a page, after checking that nothing of ours is given away."""
    assert not opened.exception
    said = "\n".join(shown(opened))
    for secret in ("Traceback", ".py", "site-packages", str(ROOT / "swit_data"), "Error:"):
        assert secret not in said
    return said


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("made"), owned("AAA", "BBB"))


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "out")


def spoil(pilot: Path) -> None:
    path = pilot / "scores.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("page", frame.PAGES)
def test_a_release_of_collected_answers_is_shown_without_the_mark(
    out: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("SWIT_RELEASE", str(out))
    opened = open_page(page, lang="en")
    assert not opened.exception
    assert not opened.error
    assert "mark" not in {tag for tag, _ in lines(opened)}
    assert "llustrative" not in "".join(shown(opened))


@pytest.mark.usefixtures("told")
def test_one_damaged_pilot_is_told_and_the_others_are_shown(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(out / "AAA")
    monkeypatch.setenv("SWIT_RELEASE", str(out))
    opened = open_page(lang="en")
    said = complaint(opened)
    assert "Part of the data cannot be shown." in said
    assert "AAA" in said
    assert "scores.parquet" in said
    matrix = figures_told(opened)[0].spec
    assert {trace["name"] for trace in matrix["data"]} == {"BBB"}


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("page", "language"), in_turns(frame.PAGES, LANGUAGES))
def test_a_damaged_release_is_a_sentence(
    out: Path, monkeypatch: pytest.MonkeyPatch, page: str, language: str
) -> None:
    for pilot in ("AAA", "BBB"):
        spoil(out / pilot)
    monkeypatch.setenv("SWIT_RELEASE", str(out))
    opened = open_page(page, lang=language)
    said = complaint(opened)
    assert Wording.of(language).text("error.told") in said
    assert "scores.parquet" in said
    assert not figures_told(opened)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("name", ["SWIT_RELEASE", "SWIT_DATASET"])
@pytest.mark.parametrize("folder", ["empty", "missing", "a_file"])
def test_a_folder_without_anything_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, folder: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a_file").write_text("nothing", "utf-8")
    monkeypatch.setenv(name, str(tmp_path / folder))
    opened = open_page(lang="en")
    said = complaint(opened)
    assert "This cannot be shown as it is." in said
    assert folder in said
    assert not figures_told(opened)


@pytest.mark.usefixtures("told")
def test_collected_answers_are_not_shown_without_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = owned("AAA").store(tmp_path / "dataset")
    assert store.open_dataset(tmp_path / "dataset").dataset == stored.dataset
    monkeypatch.setenv("SWIT_DATASET", str(tmp_path / "dataset"))
    said = complaint(open_page(lang="en"))
    assert "only through a release that their owners approved" in said
    assert "canary" not in said


def test_the_institutions_offered_are_those_of_the_type_chosen(app: Open) -> None:
    of_un = app("compare", stakeholder="un_agency")
    (box,) = [box for box in of_un.selectbox if box.label == "Institution"]
    assert len(box.options) == 1 + 6  # all, five agencies and a regional office
    of_government = app("compare", stakeholder="government", target="unfpa")
    (box,) = [box for box in of_government.selectbox if box.label == "Institution"]
    assert box.value == ""  # an agency is no ministry: all of them are shown
    assert len(box.options) == 7


def test_a_table_is_drawn_when_somebody_unfolds_it(app: Open) -> None:
    folded = app("stakeholders", unfolded=False, lang="en")
    assert not folded.dataframe
    assert len(sheets_told(folded)) == 1  # how people were asked stands in "Who answered"
    assert not folded.get("download_button")
    titles = folds_told(folded)
    assert titles.count("The same numbers as a table") == 2
    assert len(app("stakeholders", lang="en").dataframe) == 4
    paper = next(each for each in elements_told(folded) if "tables" in each)
    assert len(paper["tables"]) == 5  # a printer has no fold
