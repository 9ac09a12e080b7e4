"""Overview: the pilots side by side, by stakeholder type; the community's own panel; what stands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.findings import Finding, Scene
from swit_data.findings.pilot import focus_of
from swit_data.findings.type_orders import SolidScene
from swit_data.findings.weight_moved import weight_verdict
from swit_data.framework import Framework, Indicator
from swit_data.released.contributions import numbers_of
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import count_rows, picked, records
from swit_data.released.tables import ALL
from swit_data.released.type_orders import Compared
from swit_data.selection import Selection
from swit_data.views import choices, footnotes
from swit_data.views.behind import address_of
from swit_data.views.two_widths import Matrix, by_side, matrix_by_pilot
from swit_data.views.view import (
    Beside,
    Line,
    Part,
    View,
    Words,
    headed,
    listed,
    made_once,
    paragraphs,
    score_table,
    words,
)

FILTERS = ("pilots", "stakeholder_types", "round", "dimension", "level", "weights")


@made_once
def overview(canvas: Canvas, chosen: Selection) -> View:
    """Return Overview under a choice."""
    labels = canvas.labels
    release = labels.release
    pilots = choices.shown_pilots(release, chosen)
    scene = of_types(release, chosen, pilots)
    rows = scene.scores()
    found = findings.headline(scene, labels)
    matrix = matrix_by_pilot("matrix", by_type(found.text), rows, pilots, canvas)
    parts: list[Part] = [
        *_with_statements(matrix, scene, labels),
        score_table(rows, labels),
        footnotes.who(labels, chosen.round, scene.pilots, rows),
        footnotes.missing(canvas, rows["withheld"]),
        *_focus(scene, pilots, canvas),
        *_own(chosen, pilots, canvas),
    ]
    head = headed(found.text, ("p", how_to_read(labels, chosen.round)))
    return View(replace(head, doors=("", door_of(found, rows))), tuple(parts))


def door_of(found: Finding, rows: pd.DataFrame) -> str:
    """Return the address of the numbers that a headline about one stakeholder type rests on, pilot by pilot."""
    return address_of(
        numbers_of(picked(rows, stakeholder_type=found.about.get("stakeholder_type", "")))
    )


def _with_statements(matrix: Sequence[Part], scene: Scene, labels: Labels) -> Sequence[Part]:
    """Return the matrix with what stands out beside it; of one stakeholder type there is no order to speak of."""
    if len(scene.stakeholder_types) == 1:
        return matrix
    outstanding = findings.stands_out(scene, labels)
    title = ("h2", labels.wording.text("overview.stands_out"))
    doors = ("", *(address_of(each.numbers) for each in outstanding))
    said = Words("statements", (title, *outstanding_lines(outstanding, labels)), doors)
    widths = (11, 7) if len(scene.pilots) <= 4 else (5, 2)  # noqa: PLR2004 - four names fit in the smaller share
    return [Beside((tuple(matrix), (said,)), widths)]


def outstanding_lines(found: Sequence[Finding], labels: Labels) -> list[Line]:
    """Return what stands out, and in small under it how sure each of it is."""
    said = [each.text for each in found] or [labels.wording.text("stands_out.none")]
    return [*listed(said), *(("small", each.beside) for each in found if each.beside)]


def of_types(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> Scene:
    """Return Overview's scene: the external stakeholder types chosen, or all, on one dimension."""
    suffix = "_equal" if chosen.weights == "equal" else ""
    return Scene(
        release,
        chosen.dimension + suffix,
        chosen.round,
        pilots,
        choices.types_of(release.framework, chosen.stakeholder_types),
        f"level={chosen.level}" if chosen.level else ALL,
    )


def by_type(headline: str) -> Matrix:
    """Return the matrix of stakeholder types under its headline."""
    return Matrix(figures.stakeholder_matrix, findings.spoken_rows, headline, "alt.matrix")


def how_to_read(labels: Labels, chosen_round: str) -> str:
    """Return the one line that says how to read a score."""
    text = labels.wording.text
    framework = labels.framework
    named = text("round.named", round=chosen_round)
    return text("overview.how", round=named, low=framework.low, high=framework.high)


def weight_of_focus(scene: Scene, labels: Labels) -> list[str]:
    """Return what the weight of the focal point does to the order of stakeholder types, where several are shown."""
    if len(scene.stakeholder_types) == 1:
        return []
    framework = scene.release.framework
    dimension = framework.parts[focus_of(framework)].dimension
    compared = Compared(scene.release, dimension, scene.chosen_round)
    verdict = weight_verdict(SolidScene(compared, scene.pilots), labels)
    return [verdict] if verdict else []


def _focus(whole: Scene, pilots: tuple[str, ...], canvas: Canvas) -> list[Part]:
    """Return the focal point, such as community empowerment: all stakeholder types, the pilots side by side."""
    labels, item = canvas.labels, focus_of(whole.release.framework)
    if not item:
        return []
    scene = replace(whole, item=item)
    text, headline = labels.wording.text, findings.headline(scene, labels).text
    how = [text("overview.focus.how", part=labels.named(item)), *weight_of_focus(whole, labels)]
    rows = scene.scores()
    return [
        words("focus", ("h2", headline), *paragraphs(how)),
        *matrix_by_pilot("focus", by_type(headline), rows, pilots, canvas),
        score_table(rows, labels),
    ]


@dataclass(frozen=True)
class OwnPanel:
    """The community's own panel: the released count of yes by pilot and question."""

    indicators: tuple[str, ...]
    counts: Mapping[tuple[str, str], Mapping[str, Any]]
    pilots: tuple[str, ...]


def own_panel(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> OwnPanel:
    """Return the core questions that the community is asked about itself."""
    framework = release.framework
    own = [kind.code for kind in framework.stakeholder_types.values() if not kind.external]
    asked = [
        indicator
        for indicator in framework.in_set("core")
        if indicator.kind != "fact" and set(indicator.stakeholder_types) & set(own)
    ]
    codes = tuple(indicator.code for indicator in asked)
    best = {indicator.code: _best_answer(framework, indicator) for indicator in asked}
    rows = count_rows(
        release, codes, chosen_round=chosen.round, pilots=pilots, stakeholder_types=own
    )
    counts = {
        (row["pilot"], row["item"]): row
        for row in records(rows)
        if row["answer"] == best[row["item"]]
    }
    there = tuple(code for code in codes if any((pilot, code) in counts for pilot in pilots))
    return OwnPanel(there, counts, pilots)


def _own(chosen: Selection, pilots: tuple[str, ...], canvas: Canvas) -> list[Part]:
    labels = canvas.labels
    text, own = labels.wording.text, own_panel(labels.release, chosen, pilots)
    if not own.indicators:
        return []
    drawn = partial(figures.own_panel, own.counts, own.indicators, pilots, canvas)
    return [
        words("own", ("h2", text("overview.own")), ("p", text("overview.own.how"))),
        by_side("own", drawn, lambda: text("alt.panel", cells=spoken_panel(own, labels))),
    ]


def _best_answer(framework: Framework, indicator: Indicator) -> str:
    answers = framework.scales[indicator.scale].answers
    return max(answers, key=lambda a: -1.0 if a.score is None else a.score).code


def spoken_panel(panel: OwnPanel, labels: Labels) -> str:
    """Return the panel in words."""
    said = [
        f"{labels.item(indicator)} {labels.pilot(pilot)}: "
        f"{_spoken(panel.counts.get((pilot, indicator)), labels)}"
        for indicator in panel.indicators
        for pilot in panel.pilots
    ]
    return "; ".join(said) + "."


def _spoken(row: Mapping[str, Any] | None, labels: Labels) -> str:
    if row is None:
        return labels.reason("no_round")
    if row["withheld"]:
        return labels.reason(row["withheld"])
    number = labels.wording.number
    return labels.wording.text("k_of_n", k=number(row["count"]), n=number(row["of"]))
