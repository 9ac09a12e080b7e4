"""What a slide shows: the sentence of its page, one picture, what was asked, who answered, what is withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

import pandas as pd

from swit_data.figures.standing import Block
from swit_data.framework import Framework
from swit_data.released.labels import Labels
from swit_data.released.rows import records
from swit_data.views.change import who_answered
from swit_data.views.view import Panel

# px of a figure's height on a slide of 1280 x 720: drawn 1.385 times as large, its smallest labels (13 px) have 18 px.
ROOM = 320
ROWS, LETTERS = 11, 84  # of lines without a picture, in letters of 24 px
CONTINUED = "meeting.continued"
MOST_QUESTIONS = 8  # that can be read from a screen; the others stand on Questions

Part = TypeVar("Part")


@dataclass(frozen=True)
class Asked:
    """What stands behind a picture: its questions, about whom, in which rounds and pilots."""

    items: tuple[str, ...]
    stakeholder_types: tuple[str, ...]
    rounds: tuple[str, ...]
    pilots: tuple[str, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A slide's statement and picture; `panel` is drawn only in the language that is spoken.

    `caption`: what of the page's picture this is. `lines`: large, where there is no picture. `rest`: what had no room,
    on a slide of its own. `blocks`: what the picture shows, for documents, which draw it by their own means.
    """

    headline: str
    asked: Asked
    panel: Panel | None = None
    caption: str = ""
    lines: tuple[str, ...] = ()
    rest: Picture | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def slides(self) -> tuple[Picture, ...]:
        """Return the slide, and the one that it goes on in, if it does."""
        return (self, self.rest) if self.rest else (self,)


def over_two(
    pictured: Callable[[Sequence[Part]], Picture], whole: Sequence[Part], room: int, labels: Labels
) -> Picture:
    """Return a picture of as many rows as a slide has room for, and the next ones on a second slide.

    What has no room on two stands on the page; each caption says how many of how many it shows.
    """
    first, second = pictured(whole[:room]), whole[room : 2 * room]
    if not second:
        return first
    return replace(first, rest=replace(pictured(second), headline=labels.wording.text(CONTINUED)))


def fitting(lines: Sequence[str]) -> int:
    """Return how many of these lines can be read large on one slide; at least one."""
    rows = accumulate(1 + len(line) // LETTERS for line in lines)
    return max(1, sum(used <= ROWS for used in rows))


def asked_of(
    rows: pd.DataFrame, items: Iterable[str], chosen_round: str, pilots: tuple[str, ...]
) -> Asked:
    """Return what stands behind score rows: `items` are what they are about."""
    kinds, withheld = each_once(rows["stakeholder_type"]), each_once(rows["withheld"])
    return Asked(tuple(items), kinds, (chosen_round,), pilots, withheld)


def each_once(codes: Iterable[object]) -> tuple[str, ...]:
    """Return each code once, in the order of its first row; an empty one is none."""
    return tuple(dict.fromkeys(str(code) for code in codes if code))


def rows_of(rows: pd.DataFrame, column: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return the rows that have one of these codes in a column."""
    return rows.loc[rows[column].isin(list(codes))]


def questions_behind(asked: Asked, framework: Framework) -> tuple[str, ...]:
    """Return the questions that the items are made of, asked about these stakeholder types, in their order."""
    items = {item.removesuffix("_equal") for item in asked.items}
    return tuple(
        indicator.code
        for indicator in framework.indicators.values()
        if {indicator.code, indicator.part, framework.dimension_of(indicator.code)} & items
        and (indicator.kind == "opinion" or indicator.code in items)
        and set(asked.stakeholder_types) & set(indicator.stakeholder_types)
    )


def question_lines(asked: Asked, labels: Labels) -> tuple[str, ...]:
    """Return what was asked, word by word, as many as can be read."""
    codes = questions_behind(asked, labels.framework)
    shown = [labels.wording.labelled(code, labels.item(code)) for code in codes[:MOST_QUESTIONS]]
    if len(codes) > len(shown):
        more = len(codes) - len(shown)
        shown.append(labels.wording.plural("meeting.asked.more", more))
    return tuple(shown)


def who_lines(asked: Asked, labels: Labels) -> tuple[str, ...]:
    """Return who answered, a line a pilot and round, then what holds for all."""
    return who_answered(labels, asked.rounds, asked.pilots)


def people_line(asked: Asked, labels: Labels) -> str:
    """Return the rounds, and how many people of the community answered in each pilot of the last one."""
    text, number = labels.wording.text, labels.wording.number
    frame = labels.release.frame("pilot")
    rows = {r["pilot"]: r for r in records(frame.loc[frame["round"] == asked.rounds[-1]])}
    counts = {
        pilot: text("overview.people.few", k0=labels.framework.k0)
        if pd.isna(rows[pilot]["community"])
        else number(int(rows[pilot]["community"]))
        for pilot in asked.pilots
        if pilot in rows
    }
    people = ", ".join(f"{labels.pilot(pilot)} {said}" for pilot, said in counts.items())
    rounds = labels.wording.listing([text("round.named", round=each) for each in asked.rounds])
    return text("meeting.people", rounds=rounds, people=people)


def key_of(panel: Panel, labels: Labels) -> tuple[str, tuple[str, ...]]:
    """Return the key of a picture of scores: as a line under its headline, and in the words of an answer."""
    text, framework = labels.wording.text, labels.framework
    limits = {"low": framework.low, "high": framework.high}
    short, long = [text("story.key", **limits)], [text("story.key.words", **limits)]
    if any({"error_x", "error_y"} & trace.keys() for trace in panel.figure.told()["data"]):
        short.append(text("story.key.line"))
        long.append(text("story.key.line.words"))
    return captioned(*short), tuple(long)


def part_of(shown: Sequence[object], whole: Sequence[object], page: str, labels: Labels) -> str:
    """Return the line that says so where a slide has room for a part of the rows only."""
    if len(shown) == len(whole):
        return ""
    text = labels.wording.text
    return text("meeting.part", shown=len(shown), total=len(whole), page=text(f"page.{page}"))


def captioned(*said: str) -> str:
    """Return the caption of what there is to say."""
    return " · ".join(filter(None, said))
