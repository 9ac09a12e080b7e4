"""Change: what changed between the rounds of a pilot, what did not, and what cannot be compared."""

from collections.abc import Sequence
from functools import partial

from swit_data import findings
from swit_data.figures import Canvas
from swit_data.figures.slopes import round_slopes
from swit_data.findings import change_spoken
from swit_data.findings.change import ChangeScene, apart, change_headline, named_changes
from swit_data.released.between_rounds import Rounds
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.tables import ALL
from swit_data.selection import Selection
from swit_data.views import choices, footnotes
from swit_data.views.view import (
    Beside,
    Panel,
    Part,
    View,
    folded,
    headed,
    lists,
    made_once,
    table,
    words,
)

FILTERS = ("pilots", "stakeholder_types", "dimension", "parts", "level", "weights")


@made_once
def change(canvas: Canvas, chosen: Selection) -> View:
    """Return Change under a choice."""
    labels = canvas.labels
    text, release = labels.wording.text, labels.release
    pilots = choices.shown_pilots(release, chosen)
    scene = of_rounds(release, chosen, pilots)
    headline = change_headline(scene, labels).text
    said = {"named": named_changes(scene, labels), "apart": apart(scene, labels)}
    found = change_spoken.change_table(scene, labels)
    return View(
        headed(headline, ("p", text("change.how"))),
        (
            Beside(
                tuple(_slopes(kind, scene, headline, canvas) for kind in scene.stakeholder_types)
            ),
            *lists("change", said, labels),
            table(text("table.title"), found, labels, made=scene.rows),
            folded(text("who.title"), who_answered(labels, release.rounds, pilots), "who"),
            footnotes.missing(canvas, scene.rows["withheld"]),
        ),
    )


def _slopes(kind: str, panels: ChangeScene, headline: str, canvas: Canvas) -> tuple[Part, ...]:
    labels = canvas.labels
    return (
        words(f"type_{kind}", ("h2", labels.stakeholder_type(kind))),
        slopes(kind, panels, headline, canvas),
        words(f"withheld_{kind}", ("small", change_spoken.not_shown(panels, kind, labels))),
    )


def slopes(kind: str, panels: ChangeScene, headline: str, canvas: Canvas) -> Panel:
    """Return the rounds of the pilots drawn, about one stakeholder type."""
    labels = canvas.labels
    name = labels.stakeholder_type(kind)

    def say() -> str:
        cells = change_spoken.spoken_rounds(panels, kind, labels)
        return labels.wording.text("alt.slopes", headline=headline, type=name, cells=cells)

    rows, steps = panels.rows_of(kind), panels.steps_of(kind)
    return Panel(f"slopes_{kind}", partial(round_slopes, rows, steps, panels.pilots, canvas), say)


def of_rounds(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> ChangeScene:
    """Return the scene: every external stakeholder type or the one chosen, on a dimension or one of its parts."""
    framework = release.framework
    parts = [p for p in chosen.parts[:1] if framework.parts[p].dimension == chosen.dimension]
    suffix = "_equal" if chosen.weights == "equal" else ""
    item = parts[0] if parts else chosen.dimension + suffix
    target = f"level={chosen.level}" if chosen.level else ALL
    kinds = choices.types_of(framework, chosen.stakeholder_types)
    return ChangeScene(Rounds(release, item, target), pilots, kinds)


def who_answered(labels: Labels, rounds: Sequence[str], pilots: Sequence[str]) -> tuple[str, ...]:
    """Return who answered in these rounds, one line a pilot and round; then what holds for all."""
    by_round = [findings.who_answered(labels, each, pilots) for each in rounds]
    return (*(line for lines in by_round for line in lines[:-1]), *by_round[-1][-1:])
