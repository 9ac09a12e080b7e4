"""Questions: every question in every language, and what people answered to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from swit_data import findings
from swit_data.figures import Canvas
from swit_data.figures.answer_grid import answer_grid
from swit_data.figures.answers import answer_bars
from swit_data.figures.segments import reach_of
from swit_data.findings import question_search
from swit_data.findings.answers import (
    answer_lines,
    answers_headline,
    answers_table,
    facts_headline,
    spoken_lanes,
    spoken_side,
    stated_lines,
)
from swit_data.findings.facts import fact_lines, fact_table
from swit_data.findings.who import withheld_reasons
from swit_data.released.answers import UNASKED, Answered, Question, answered
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.statements import statement_rows
from swit_data.selection import Selection
from swit_data.views import choices
from swit_data.views.two_widths import NARROW, first_open
from swit_data.views.view import (
    Line,
    Panel,
    Part,
    Shapes,
    View,
    folded,
    headed,
    made_once,
    table,
    words,
)


@made_once
def questions(canvas: Canvas, chosen: Selection, searched: str) -> View:
    """Return Questions under a choice, and what is searched for."""
    labels = canvas.labels
    text = labels.wording.text
    pilots = choices.shown_pilots(labels.release, chosen)
    found = question_search.found(labels, chosen, searched)
    scene = of_question(labels.release, chosen, found, pilots)
    title = labels.wording.plural("questions.found", len(found))
    listing = question_search.question_table(found, labels)
    return View(
        headed(headline(scene, labels), ("p", how_to_read(scene, labels))),
        (
            *(_answers(scene, canvas) if scene else ()),
            folded(text("who.title"), findings.who_answered(labels, chosen.round, pilots), "who"),
            table(title, listing, labels, unfolded=True),
        ),
    )


def _answers(scene: Scene, canvas: Canvas) -> list[Part]:
    """Return the question's words, the community's answers, and what stands apart from them."""
    labels = canvas.labels
    text = labels.wording.text
    about = question_search.question_lines(scene.question.indicator, labels)
    parts: list[Part] = [
        *_bars(scene, canvas),
        words("counted", ("small", text("questions.counted"))),
        words("question", *about),
    ]
    if scene.community:
        parts.append(table(text("table.title"), answers_table(scene.community, labels), labels))
    parts += [words(key, *lines) for key, lines in apart(scene, labels).items()]
    if not scene.stated("fact").empty:
        found = fact_table(scene.stated("fact"), labels)
        found = found.drop(columns=text("table.question"))  # its words stand above
        parts.append(table(text("questions.facts.table"), found, labels, unfolded=True))
    if said := stated_lines(scene.stated("institution"), labels):
        said = (text("questions.institutions.how"), *said)
        parts.append(folded(text("questions.institutions"), said, "institutions"))
    return [*parts, folded(text("withheld.title"), reasons(scene, labels), "withheld")]


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


def apart(scene: Scene, labels: Labels) -> dict[str, list[Line]]:
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


def reasons(scene: Scene, labels: Labels) -> tuple[str, ...]:
    """Return one sentence for each kind of missing that the page shows, and where a number may still be."""
    withheld = [lane.withheld for lane in (*scene.community, *scene.groups)]
    few = {"too_few_people", "too_few_answers", "too_little_answered"} & set(withheld)
    more = (labels.wording.text("questions.few"),) if few else ()
    return (*withheld_reasons(labels, withheld), *more)


def _bars(scene: Scene, canvas: Canvas) -> list[Part]:
    """Return the community's answers: all institutions and pilots at once, on a phone a figure a stakeholder type."""
    if not scene.community:
        return []
    labels, lanes = canvas.labels, scene.community
    whole = Panel(
        "answers", partial(answer_grid, lanes, canvas), partial(spoken, scene, lanes, labels)
    )
    return [Shapes("answers", (whole,), first_open(_by_type(scene, canvas), labels))]


def _by_type(scene: Scene, canvas: Canvas) -> list[tuple[str, Panel]]:
    """Return a figure a stakeholder type, under its name, all on one scale."""
    labels, reach = canvas.labels, reach_of(scene.community, canvas)
    found = []
    for kind in scene.kinds:
        lanes = tuple(lane for lane in scene.community if lane.stakeholder_type == kind)
        drawn = partial(answer_bars, lanes, reach, canvas, NARROW)
        panel = Panel(f"answers_{kind}", drawn, partial(spoken, scene, lanes, labels))
        found.append((labels.stakeholder_type(kind), panel))
    return found


def spoken(scene: Scene, lanes: tuple[Answered, ...], labels: Labels) -> str:
    """Return these answers in words, after the sentence of the page."""
    cells = spoken_lanes(lanes, labels)
    return labels.wording.text("alt.answers", headline=headline(scene, labels), cells=cells)
