"""The meeting without a browser: every view is a slide, a file is refused in a sentence, another release is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from swit_data import meeting
from swit_data.meeting import KINDS, PAGES, Meeting, Slide
from swit_data.release.illustrative import illustrative
from swit_data.released.release import open_release
from swit_data.ui import choice, sources
from swit_data.ui.present import showing
from swit_data.ui.present.showing import shown
from swit_data.views import slides
from swit_data.views.shown import Shown
from swit_data.views.slide import ROOM
from swit_data.wording import Wording
from tests.findings.drawn_release import LANGUAGES
from tests.release.test_folder import owned, released
from tests.ui.test_pages import GRIDS, app, lines, open_page, text_of

Open = Callable[..., AppTest]
__all__ = ["app"]  # the fixture
OVER = 28  # px that a long name may take beyond the room: its letters are still 17.6 px


def with_file(app: AppTest, content: bytes) -> AppTest:
    uploader = app.file_uploader[0]
    return uploader.upload("m.swit-meeting.json", content, "application/json").run()


@pytest.mark.parametrize("page", PAGES)
def test_a_slide_says_what_its_page_says_and_keeps_to_its_room(
    app: Open, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = app(page, lang="en", **GRIDS[page][-1])
    opened.button(key="meeting_add").click().run()
    assert not opened.exception
    kept: Meeting = opened.session_state["swit_kept_meeting"]
    (slide,) = kept.slides
    monkeypatch.setattr(choice, "alone", lambda _: "")
    made = shown(slide, "en", "light")
    if (
        page != "questions"
    ):  # its slides count the institutions that they show: test_headline_and_picture.py
        assert made.picture.headline == text_of(opened, "h1")
    assert made.missing == ()
    for picture in made.picture.slides:
        if picture.panel:
            assert picture.panel.figure.layout.height <= ROOM + OVER


def test_what_has_no_room_goes_on_in_a_second_slide_that_repeats_nothing(app: Open) -> None:
    opened = app("compare", lang="en")
    opened.button(key="meeting_add").click().run()
    (slide,) = opened.session_state["swit_kept_meeting"].slides
    first, second = shown(slide, "en", "light").picture.slides
    assert second.headline == Wording.of("en").text("meeting.continued")
    assert first.panel is not None
    assert second.panel is not None
    items = [
        {item for trace in panel.figure.data for _, item in trace.customdata}
        for panel in (first.panel, second.panel)
    ]
    assert items[0]
    assert items[1]
    assert not items[0] & items[1]


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_choice_of_a_page_is_a_slide(app: Open, page: str, language: str) -> None:
    for chosen in GRIDS[page]:
        query = {name: value for name, value in chosen.items() if value} | {"lang": language}
        opened = app(page, **query)
        opened.button(key="meeting_add").click().run()
        opened.switch_page("pages/meeting.py").run()
        assert not opened.exception, query
        assert not [line for tag, line in lines(opened) if tag == "h2" and not line], query
        opened.button(key="meeting_present").click().run()
        assert not opened.exception, query
        for chart in opened.get("plotly_chart"):
            assert chart.proto.alt, query


def test_what_is_no_meeting_is_told_on_the_page(app: Open) -> None:
    opened = app("meeting", lang="uk")
    with_file(opened, b"[]")
    assert not opened.exception
    assert any("Цей файл — не зустріч" in line for _, line in lines(opened))
    assert opened.button(key="meeting_present").disabled


def test_another_release_never_shows_another_view_and_says_so(
    app: Open, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = app("overview", lang="en", pilots="KEN,UKR")
    opened.button(key="meeting_add").click().run()
    kept: Meeting = opened.session_state["swit_kept_meeting"]
    assert kept.release == illustrative().fingerprint
    other = open_release(released(tmp_path_factory.mktemp("other"), owned("AAA", "BBB")))
    monkeypatch.setattr(sources, "_opened", lambda: other)
    elsewhere = open_page("meeting", lang="en")
    with_file(elsewhere, meeting.written(Meeting(kept.slides, "en", "", kept.release)))
    assert not elsewhere.exception
    said = [line for _, line in lines(elsewhere)]
    text = Wording.of("en").text
    assert text("meeting.changed") in said
    assert text("meeting.not_here") in said
    assert "pilots=KEN" in said
    elsewhere.button(key="meeting_accept").click().run()
    assert text("meeting.changed") not in [line for _, line in lines(elsewhere)]


def test_a_slide_of_one_pilot_alone_shows_no_other_and_none_where_another_is_alone(
    app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    del app
    slide = Slide("overview", {"alone": "KEN", "round": "1", "dimension": "rollout"})

    def seen(alone: str) -> Shown:
        monkeypatch.setattr(choice, "alone", lambda _: alone)
        return shown(slide, "en", "light")

    for alone in ("", "KEN"):
        assert seen(alone).labels.release.pilots == ("KEN",)
        assert "Kenya" in seen(alone).picture.headline
        panel = seen(alone).picture.panel
        assert panel is not None
        assert "Ukraine" not in panel.alt
    assert seen("UKR").missing == ("alone=KEN",)
    assert seen("UKR").picture.panel is None


def test_the_pages_of_the_file_are_those_that_can_be_shown() -> None:
    assert tuple(slides.PAGES) == PAGES
    assert tuple(slides.KINDS) == KINDS
    assert callable(showing.show)
