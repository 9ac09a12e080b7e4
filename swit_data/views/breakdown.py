"""Breakdown: a dimension by its one permitted characteristic, pilots side by side, or why it cannot be shown."""

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.findings import SplitScene
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import split_rows
from swit_data.released.thresholds import k_of
from swit_data.selection import Selection
from swit_data.views import choices, footnotes
from swit_data.views.two_widths import Matrix, matrix_by_pilot
from swit_data.views.view import Part, View, headed, made_once, paragraphs, table, words

FILTERS = ("pilots", "stakeholder_types", "round", "dimension")


@made_once
def breakdown(canvas: Canvas, chosen: Selection) -> View:
    """Return Breakdown under a choice."""
    labels = canvas.labels
    release, text = labels.release, labels.wording.text
    scene = of_split(release, chosen, choices.shown_pilots(release, chosen))
    headline = findings.split_headline(scene, labels)
    matrix = matrix_by_pilot("split", by_group(headline), scene.rows, scene.pilots, canvas)
    found = findings.split_table(scene.rows, labels)
    numbers: list[Part] = [
        words("refused", ("p", text("breakdown.refused"))),
        table(text("table.title"), found, labels, made=scene.rows),
    ]
    return View(
        headed(headline, ("p", text("breakdown.how"))),
        (
            *matrix,
            *(numbers if matrix else ()),
            footnotes.missing(canvas, scene.rows["withheld"]),
            footnotes.who(labels, chosen.round, release.pilots),
            words(
                "advice",
                ("h2", text("breakdown.advice.title")),
                *paragraphs(advice(labels, chosen.dimension)),
            ),
        ),
    )


def by_group(headline: str) -> Matrix:
    """Return the matrix of groups under its headline."""
    return Matrix(figures.category_matrix, findings.spoken_splits, headline, "alt.split")


def advice(labels: Labels, dimension: str) -> tuple[str, ...]:
    """Return what helps where few people answered; the draws are of splits that need no more than others."""
    text, framework = labels.wording.text, labels.framework
    split = framework.dimensions[dimension].split
    k = k_of(framework, split.characteristic) if split else framework.k
    usual = (text("breakdown.advice.2"),) if k == framework.k else ()
    return text("breakdown.advice.1", k=k), *usual


def of_split(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> SplitScene:
    """Return the scene of the dimension's split, about the stakeholder type chosen or the first external one."""
    code = next(iter(chosen.stakeholder_types), release.framework.external_types[0].code)
    rows = split_rows(release, chosen.dimension, chosen_round=chosen.round, stakeholder_type=code)
    return SplitScene(rows, chosen.dimension, code, pilots)
