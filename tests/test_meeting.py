"""A meeting's file: what was saved opens again, and whatever else is given is refused in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swit_data import meeting
from swit_data.errors import MeetingError, SwitError
from swit_data.meeting import KINDS, MOST_BYTES, MOST_NOTE, MOST_SLIDES, PAGES, Meeting, Slide
from swit_data.selection import Selection
from swit_data.wording import Wording

SLIDE: dict[str, Any] = {"page": "overview", "selection": {"round": "1"}, "note": ""}
WHOLE: dict[str, Any] = {
    "format": "swit-meeting",
    "version": 1,
    "language": "en",
    "second": "uk",
    "release": "e4fb997bf24b0904-KEN",
    "slides": [SLIDE],
}
HOSTILE = '<script>hit()</script> ![m](https://evil.example/m) \u202e =1+1 "\\" {x} %s'
PLANTED = "EVIL-VALUE-77"
CHANGED: tuple[dict[str, Any], ...] = (
    {PLANTED: 1},
    {"format": PLANTED},
    {"version": 2},
    {"version": True},
    {"version": "1"},
    {"language": PLANTED},
    {"language": ""},
    {"second": ["uk"]},
    {"release": f"../{PLANTED}"},
    {"release": None},
    {"slides": {}},
    {"slides": [SLIDE] * (MOST_SLIDES + 1)},
    {"slides": [PLANTED]},
    {"slides": [{"page": "overview"}]},
    {"slides": [SLIDE | {"score": 31}]},
    {"slides": [SLIDE | {"page": PLANTED}]},
    {"slides": [SLIDE | {"page": "../data"}]},
    {"slides": [SLIDE | {"page": "data"}]},
    {"slides": [SLIDE | {"page": ["overview"]}]},
    {"slides": [SLIDE | {"selection": []}]},
    {"slides": [SLIDE | {"selection": {PLANTED: "1"}}]},
    {"slides": [SLIDE | {"selection": {"lang": "uk"}}]},
    {"slides": [SLIDE | {"selection": {"round": 1}}]},
    {"slides": [SLIDE | {"selection": {"round": "1\n2"}}]},
    {"slides": [SLIDE | {"selection": {"round": "x" * 501}}]},
    {"slides": [SLIDE | {"note": 7}]},
    {"slides": [SLIDE | {"note": "x" * (MOST_NOTE + 1)}]},
    {"slides": [SLIDE | {"note": "\ud800"}]},
    {"slides": [SLIDE | {"note": "a\x00b"}]},
)
REFUSED: dict[str, bytes] = {
    "empty": b"",
    "no json": b"PK\x03\x04",
    "not utf-8": b"\xff\xfe{}",
    "a list": b"[]",
    "nothing": b"null",
    "nested": b"[" * 50_000,
    "large": b" " * (MOST_BYTES + 1),
    "a number of 50,000 digits": b'{"format": ' + b"9" * 50_000 + b"}",
    "a key twice": json.dumps(WHOLE).replace('"second"', '"language"').encode(),
    **{f"{found}": json.dumps(WHOLE | found).encode() for found in CHANGED},
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_meeting_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(MeetingError) as caught:
        meeting.read(content)
    (sentence,) = caught.value.sentences
    assert PLANTED not in str(sentence)
    assert len(str(sentence)) < 300
    assert str(sentence).endswith(".")
    said = Wording.of("uk").sentence(sentence)
    assert said != str(sentence)
    assert "{" not in said


def test_a_meeting_that_was_saved_opens_again() -> None:
    slides = [
        Slide(page, {"round": "1", "pilots": "KEN,UKR", "level": ""}, f"{page}\n{HOSTILE}")
        for page in KINDS
    ]
    whole = Meeting(tuple(slides), "uk", "en", "e4fb997bf24b0904")
    assert meeting.read(meeting.written(whole)) == whole
    assert meeting.read(b"\xef\xbb\xbf" + meeting.written(whole)) == whole  # through an editor


def test_the_largest_meeting_is_still_a_file_that_opens() -> None:
    slide = Slide("overview", {"round": "1", "pilots": "KEN,UKR,IDN,SUR"})
    whole = Meeting(language="en")
    for _ in range(MOST_SLIDES + 5):
        whole = whole.add(slide, "r")
    assert len(whole.slides) == MOST_SLIDES
    for place in range(MOST_SLIDES):
        whole = whole.noted(place, "😀" * (MOST_NOTE + 50))
    assert meeting.read(meeting.written(whole)) == whole


@given(st.text(max_size=MOST_NOTE + 20))
def test_any_note_that_can_be_typed_is_saved_and_opens(note: str) -> None:
    noted = Meeting((Slide("pilot"),), "en").noted(0, note)
    assert meeting.read(meeting.written(noted)) == noted


@given(st.binary(max_size=400))
def test_any_bytes_are_a_meeting_or_a_sentence(content: bytes) -> None:
    try:
        meeting.read(content)
    except SwitError:
        return
    pytest.fail("no meeting of so few bytes was ever saved")


def test_slides_are_moved_and_removed() -> None:
    a, b, c = (Slide(page) for page in PAGES[:3])
    whole = Meeting((a, b, c), release="r")
    assert whole.move(0, 1).slides == (b, a, c)
    assert whole.move(2, -1).slides == (a, c, b)
    assert whole.move(0, -1).slides == whole.move(2, 1).slides == (a, b, c)
    assert whole.remove(1).slides == (a, c)
    assert whole.add(a, "another").release == "r"  # it says what it was begun with
    assert Meeting(release="old").add(a, "new").release == "new"


def test_a_drafted_meeting_stands_after_the_slides_that_are_there() -> None:
    a, b = Slide("pilot"), Slide("seen")
    assert Meeting((a,), "en", "", "old").joined(Meeting((b,), "uk", "", "new")).slides == (a, b)
    assert Meeting((a,), release="old").joined(Meeting((b,), release="new")).release == "old"
    assert Meeting().joined(Meeting((b,), release="new")).release == "new"
    full = Meeting((a,) * MOST_SLIDES)
    assert full.joined(Meeting((b,))).slides == full.slides


def test_a_slide_holds_ids_and_no_language() -> None:
    chosen = Selection(pilots=("KEN", "UKR"), round="2", dimension="rollout", language="uk")
    assert meeting.slide_of("overview", chosen).selection == {
        "pilots": "KEN,UKR",
        "round": "2",
        "dimension": "rollout",
    }
