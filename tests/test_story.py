"""The story told to one institution: drafted as a pure function, every number of a headline in its own picture."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from swit_data.figures import Canvas
from swit_data.meeting import STORY, Meeting, read, slide_of, written
from swit_data.release.illustrative import illustrative
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.selection import Selection, from_query
from swit_data.views import story
from swit_data.views.slide import ROOM, Picture
from swit_data.views.slides import KINDS
from swit_data.wording import Wording
from tests.findings.drawn_release import LANGUAGES, drawn

OVER = 28  # px that a long name may take beyond the room, as in tests/ui/test_meeting.py
GOVERNMENT = ("KEN", "government", "")
KENYA = ("KEN", "government", "health_national")


def pictures(release: Release, made: Meeting) -> dict[str, Picture]:
    """Return the picture of each kind of slide, by the door of the presentation."""
    labels = Labels(release, Wording.of(made.language))
    found = {}
    for slide in made.slides:
        kind = KINDS[slide.page]
        query = {**slide.selection, "lang": made.language}
        chosen, missing = from_query(query, kind.choices(labels))
        assert missing == (), slide
        found[slide.page] = kind.picture(chosen, Canvas(labels, "light", ROOM))
    return found


def told(
    release: Release, language: str = "en", about: tuple[str, str, str] = ("KEN", "government", "")
) -> dict[str, Picture]:
    return pictures(release, story.draft(release, *about, language))


def seen_in(picture: Picture) -> str:
    """Return every text that a person reads in a picture or in the lines that stand for it."""
    if picture.panel is None:
        return " ".join(picture.lines)
    layout = picture.panel.figure.told()["layout"]
    notes = [note["text"] for note in layout["annotations"]]
    ticks = [f"{tick:g}" for tick in layout["xaxis"]["tickvals"]]
    return " ".join(re.sub("<[^>]+>", " ", text) for text in [*notes, *ticks])


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


@cache
def all_met() -> tuple[tuple[str, str, str], ...]:
    """Return everybody who can be met: each pilot, type, and institution or none."""
    release = illustrative()
    return tuple(
        (pilot, kind.code, target)
        for pilot in release.pilots
        for kind in release.framework.external_types
        for target in ("", *(target.code for target in kind.targets))
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pilot", illustrative().pilots)
def test_every_number_of_a_headline_stands_in_its_own_picture(pilot: str, language: str) -> None:
    checked = 0
    for about in all_met():
        if about[0] != pilot:
            continue
        for kind, first in told(illustrative(), language, about).items():
            for picture in first.slides:
                there = numbers(seen_in(picture))
                for number in numbers(picture.headline):
                    assert number in there, (about, kind, picture.headline, there)
                    checked += 1
    assert checked > 80  # of a pilot with the fewest institutions that may be shown: 96


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slide_never_contradicts_its_picture(language: str) -> None:
    """The score in the headline is the one beside the mark of its own row, read from the release by hand."""
    release = illustrative()
    for pilot, kind, target in all_met():
        found = told(release, language, (pilot, kind, target))["seen"]
        if found.panel is None:
            assert found.lines, (pilot, kind, target)
            continue
        score = by_hand(release, pilot, kind, target or "all", found.asked.rounds[0])
        (trace,) = found.panel.figure.told()["data"]
        assert trace["x"][0] == pytest.approx(score), (pilot, kind, target)
        written_as = str(round(score))  # or "just under 40", which says 40 too
        assert written_as in numbers(found.headline), (found.headline, score)
        assert written_as in numbers(seen_in(found))


def by_hand(release: Release, *about: str) -> float:
    """Return the first of the headline's items that has a number, from the released rows."""
    pilot, kind, target, number = about
    frame = release.frame("scores")
    keep = (frame["pilot"] == pilot) & (frame["stakeholder_type"] == kind)
    keep &= (frame["target"] == target) & (frame["round"] == number)
    keep &= (frame["respondent_class"] == "community") & (frame["scoring"] == "standard")
    keep &= (frame["split"] == "all") & (frame["withheld"] == "")
    there = dict(zip(frame.loc[keep, "item"], frame.loc[keep, "score"], strict=True))
    return float(next(there[i] for i in ("participation", "rollout", "C1") if i in there))


def test_six_slides_about_the_ministry_of_health_in_its_latest_round() -> None:
    release = illustrative()
    made = story.draft(release, *KENYA, "uk")
    assert [slide.page for slide in made.slides] == list(STORY)
    assert (made.language, made.second, made.release) == ("uk", "", release.fingerprint)
    assert {slide.selection["round"] for slide in made.slides} == {"2"}
    assert {slide.selection["target"] for slide in made.slides} == {"health_national"}
    assert read(written(made)) == made
    assert story.draft(release, *KENYA, "uk") == made


def test_the_two_weakest_are_those_with_the_lowest_numbers() -> None:
    """Read by hand from the released rows; counts are those of the table of answers."""
    release = illustrative()
    frame = release.frame("scores")
    keep = (frame["pilot"] == "KEN") & (frame["round"] == "2") & (frame["split"] == "all")
    keep &= (frame["target"] == "health_national") & (frame["scoring"] == "standard")
    keep &= (frame["respondent_class"] == "community") & (frame["withheld"] == "")
    keep &= frame["item"].isin(list(release.framework.parts)) & (frame["dont_know"] <= 0.25)
    lowest = frame.loc[keep].sort_values("score")["item"].astype(str).tolist()[:2]
    made = story.draft(release, *KENYA, "en")
    (weakest,) = (slide for slide in made.slides if slide.page == "weakest")
    assert set(weakest.selection["part"].split(",")) == set(lowest)
    text = seen_in(pictures(release, made)["weakest"])
    assert "11 people answered: Partly 2; No 7; Don't know 2" in text
    assert "12 people answered: Often 2; Sometimes 6; Never 4" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_slide_is_taller_than_its_room(language: str) -> None:
    for about in all_met():
        for kind, first in told(illustrative(), language, about).items():
            for picture in first.slides:
                if picture.panel:
                    assert picture.panel.figure.height <= ROOM + OVER, (about, kind)
                    assert len(picture.panel.alt) > 20
                else:
                    assert picture.lines, (about, kind)


DRAWN = "pilot type score target item low high"


def lines_of(*scores: str) -> str:
    return "\n".join([DRAWN, *scores])


ALL = "KEN government {score} all {item} {low} {high}"


def row(score: float, item: str) -> str:
    return ALL.format(score=score, item=item, low=score - 9, high=score + 9)


def test_where_the_gap_is_withheld_the_slide_says_why() -> None:
    pair = (
        "pilot a b a_score b_score b_class item withheld n\n"
        "KEN government government - - institution participation too_few_people -"
    )
    release = drawn(lines_of(row(31, "participation")), pair)
    found = told(release)["gap"]
    assert found.panel is None
    assert "may not be shown" in found.headline
    assert not numbers(found.headline)
    assert found.lines[0].startswith("Too few people")


def test_where_the_gap_may_be_shown_both_numbers_stand_in_it() -> None:
    pair = (
        "pilot a b a_score b_score b_class item n low high\n"
        "KEN government government 31 62 institution participation 60 -40 -20"
    )
    found = told(drawn(lines_of(row(31, "participation")), pair))["gap"]
    assert found.panel is not None
    assert {"31", "62"} <= set(numbers(found.headline)) & set(numbers(seen_in(found)))


def test_where_nobody_spoke_for_the_institution_the_slide_says_so() -> None:
    found = told(drawn(lines_of(row(31, "participation"))))["gap"]
    assert found.panel is None
    assert found.lines[0].startswith("Not asked")


def test_where_nothing_was_promised_or_asked_the_slides_say_so() -> None:
    found = told(drawn(lines_of(row(31, "participation"))))
    for kind in ("promised", "asked"):
        assert found[kind].headline.startswith("No ")
        assert "has been published" in found[kind].headline
        assert found[kind].panel is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_may_be_said_no_slide_says_a_number(language: str) -> None:
    withheld = "pilot type score withheld item people\n" + "\n".join(
        f"KEN government - too_few_people {item} -" for item in ("participation", "rollout", "C1")
    )
    pilot = "pilot community\nKEN -"
    found = told(drawn(withheld, "", pilot), language)
    for kind in ("seen", "gap", "weakest"):
        assert not numbers(found[kind].headline), kind
        assert found[kind].panel is None
    for picture in found.values():
        there = numbers(" ".join(picture.lines))
        assert all(number in there for number in numbers(picture.headline)), picture.headline
    assert any(line.startswith(("Too few people", "Замало людей")) for line in found["seen"].lines)


def test_one_criterion_alone_is_said_alone() -> None:
    found = told(drawn(lines_of(row(31, "participation"), row(22, "P1"))))["weakest"]
    assert "22 of 100" in found.headline
    assert found.headline.count("of 100") == 1


def test_a_criterion_that_many_do_not_know_is_not_called_low() -> None:
    head = f"{DRAWN} dont_know\n"
    lines = [f"{row(10, 'P1')} 0.5", f"{row(40, 'P2')} 0", f"{row(50, 'C1')} 0"]
    found = told(drawn(head + "\n".join(lines)))["weakest"]
    assert {"40", "50"} <= set(numbers(found.headline))
    assert "10" not in numbers(found.headline)


def test_a_slide_holds_ids_only_and_shows_the_round_it_was_drafted_with() -> None:
    release = illustrative()
    slide = slide_of("seen", Selection(pilot="KEN", stakeholder_types=("ngo",), round="1"))
    assert set(slide.selection) == {"pilot", "stakeholder", "round"}
    (found,) = pictures(release, Meeting((slide,), "en")).values()
    assert found.asked.rounds == ("1",)
    assert found.caption == "round 1"


def test_the_draft_is_made_of_the_release_alone() -> None:
    source = Path(story.__file__).read_text("utf-8")
    assert "today" not in source
    assert "session" not in source
