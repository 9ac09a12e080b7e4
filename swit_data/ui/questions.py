"""What Questions shows under a Selection: which questions are found, and the answers to one of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from swit_data.findings.answers import (
    answer_lines,
    answers_headline,
    facts_headline,
    spoken_side,
    stated_lines,
)
from swit_data.findings.facts import fact_lines, fact_table
from swit_data.findings.questions import OWN, about_itself, found
from swit_data.findings.who import withheld_reasons
from swit_data.framework.model import KINDS, SETS
from swit_data.release.answers import UNASKED, Answered, Question, answered
from swit_data.release.labels import Labels
from swit_data.release.rows import Release
from swit_data.release.stated import statement_rows
from swit_data.selection import Choices, Selection
from swit_data.ui import choices

FILTERS = ("stakeholder_types", "target", "round")
FINDING = ("parts", "kind", "set", "source")
LONGEST = 80  # letters of a search
CUT = 90  # letters of a question in the list to choose from


def finder(labels: Labels) -> tuple[str, dict[str, DeltaGenerator]]:
    """Draw the box to search in, and return what is written there and where the filters of questions stand."""
    text = labels.wording.text
    asked = st.container()
    with st.expander(text("questions.find")):
        words = st.text_input(
            text("questions.search"),
            key="search_questions",
            placeholder=text("questions.search.how"),
            max_chars=LONGEST,
        )
        columns = st.columns(len(FINDING))
    return words, {"indicator": asked, **dict(zip(FINDING, columns, strict=True))}


def choices_of(labels: Labels) -> Choices:
    """Return every id that the page lets choose, its questions and their source codes among them."""
    framework = labels.framework
    indicators = tuple(framework.indicators.values())
    kinds = [kind for kind in KINDS if any(i.kind == kind for i in indicators)]
    own = [OWN] if any(about_itself(i, framework) for i in indicators) else []
    options = choices.choices_of(labels.release)
    codes = tuple(framework.indicators)
    return replace(
        options,
        parts=tuple(p for p in framework.parts if any(i.part == p for i in indicators)),
        indicators=codes,
        kinds=(*kinds, *own),
        sets=tuple(s for s in SETS if any(i.set == s for i in indicators)),
        sources=tuple(sorted({s for i in indicators for s in i.source}, key=_natural)),
        start=replace(options.start, indicator=codes[0]),
    )


def narrowed(labels: Labels, words: str) -> Callable[[Selection, Choices], Choices]:
    """Return how the questions offered narrow to those that are found, and institutions to the type chosen."""

    def narrow(chosen: Selection, options: Choices) -> Choices:
        kinds = chosen.stakeholder_types or options.stakeholder_types
        types = [labels.framework.stakeholder_types[code] for code in kinds[:1]]
        targets = tuple(target.code for kind in types for target in kind.targets)
        offered = targets if chosen.stakeholder_types else ()
        return replace(options, indicators=found(labels, chosen, words), targets=offered)

    return narrow


def named(labels: Labels) -> Callable[[str, str], str]:
    """Return what an id of a filter of the page is called."""
    of_others = choices.named(labels)

    def name(field: str, code: str) -> str:
        said = of_others(field, code)
        return said if len(said) <= CUT else f"{said[:CUT].rstrip()}…"

    return name


def _natural(code: str) -> tuple[str, int, str]:
    letters, number, rest = re.fullmatch(r"(\D*)(\d*)(.*)", code, re.DOTALL).groups()  # type: ignore[union-attr]
    return letters, int(number or 0), rest


@dataclass(frozen=True)
class Scene:
    """The answers to one question."""

    question: Question

    @cached_property
    def community(self) -> tuple[Answered, ...]:
        """Return what the community answered, institution by institution."""
        return answered(self.question)

    @cached_property
    def groups(self) -> tuple[Answered, ...]:
        """Return what focus groups answered, where there were any."""
        lanes = answered(self.question, "group")
        return tuple(lane for lane in lanes if lane.withheld not in UNASKED)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Return the stakeholder types that have answers or a reason why not."""
        return tuple(dict.fromkeys(lane.stakeholder_type for lane in self.community))

    def about(self, kind: str) -> tuple[Answered, ...]:
        """Return what the community answered about one stakeholder type."""
        return tuple(lane for lane in self.community if lane.stakeholder_type == kind)

    def stated(self, kind: str) -> pd.DataFrame:
        """Return facts, or what institutions say of themselves: one row per institution and answer."""
        asked = self.question
        rows = statement_rows(
            asked.release,
            kind,
            [asked.indicator],
            chosen_round=asked.chosen_round,
            pilots=asked.pilots,
            stakeholder_types=asked.stakeholder_types,
        )
        return rows.loc[rows["target"] == asked.target] if asked.target else rows


def of_question(
    release: Release, chosen: Selection, indicators: tuple[str, ...], pilots: tuple[str, ...]
) -> Scene | None:
    """Return the scene of the question chosen, or of the first one that is found; none is found: nothing."""
    if not indicators:
        return None
    code = chosen.indicator if chosen.indicator in indicators else indicators[0]
    kinds = chosen.stakeholder_types
    framework = release.framework
    there = {t.code for k in kinds for t in framework.targets_of(framework.indicators[code], k)}
    target = chosen.target if chosen.target in there else ""
    return Scene(Question(release, code, chosen.round, pilots, kinds, target))


def headline(scene: Scene | None, labels: Labels) -> str:
    """Return the sentence of the page: about the answers, the facts, or that no question is found."""
    if scene is None:
        return labels.wording.text("questions.none")
    indicator = labels.framework.indicators[scene.question.indicator]
    if indicator.kind == "fact":
        return facts_headline(scene.stated("fact"), labels).text
    return answers_headline(scene.community, labels).text


def how_to_read(scene: Scene | None, labels: Labels) -> str:
    """Return the one line that says how to read the answers of this kind of question."""
    text = labels.wording.text
    if scene is None:
        return text("questions.none.how")
    code = scene.question.indicator
    kind = labels.framework.indicators[code].kind
    if kind == "fact":
        return text("questions.how.fact")
    key = "questions.how" if kind == "opinion" else "questions.how.personal"
    return text(key, more=spoken_side(code, "more", labels))


def apart(scene: Scene, labels: Labels) -> dict[str, list[tuple[str, str]]]:
    """Return what stands apart from the community's answers: facts, and focus groups."""
    text = labels.wording.text
    facts = fact_lines(scene.stated("fact"), labels).get(scene.question.indicator, ())
    groups = answer_lines(scene.groups, "answers.line.groups", labels)
    stands = {
        "facts": [("p", facts[1] if facts else ""), *(("li", line) for line in facts[2:])],
        "groups": [("p", text("questions.groups.how")), *(("li", line) for line in groups)],
    }
    return {
        key: [("h3", text(f"questions.{key}")), *lines]
        for key, lines in stands.items()
        if lines[1:]
    }


def facts_table(scene: Scene, labels: Labels) -> pd.DataFrame:
    """Return the facts that answer the question, with their sources; its words stand above."""
    table = fact_table(scene.stated("fact"), labels)
    return table.drop(columns=labels.wording.text("table.question"))


def of_themselves(scene: Scene, labels: Labels) -> tuple[str, ...]:
    """Return what institutions say of themselves, a line each, or nothing."""
    lines = stated_lines(scene.stated("institution"), labels)
    return (labels.wording.text("questions.institutions.how"), *lines) if lines else ()


def reasons(scene: Scene, labels: Labels) -> tuple[str, ...]:
    """Return one sentence for each kind of missing that the page shows, and where a number may still be."""
    withheld = [lane.withheld for lane in (*scene.community, *scene.groups)]
    few = {"too_few_people", "too_few_answers", "too_little_answered"} & set(withheld)
    more = (labels.wording.text("questions.few"),) if few else ()
    return (*withheld_reasons(labels, withheld), *more)
