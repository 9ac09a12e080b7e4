"""The focal point of an assessment, such as community empowerment: its headline and matrix beside the dimensions."""

from __future__ import annotations

from swit_data import figures, findings
from swit_data.figures import Canvas
from swit_data.findings import Scene
from swit_data.findings.pilot import focus_of
from swit_data.findings.type_orders import SolidScene
from swit_data.findings.weight_moved import weight_verdict
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.type_orders import Compared
from swit_data.ui import blocks


def verdict(release: Release, chosen_round: str, pilots: tuple[str, ...], labels: Labels) -> str:
    """Return what the weight of the focal point does to its dimension in these pilots."""
    dimension = release.framework.parts[focus_of(release.framework)].dimension
    return weight_verdict(SolidScene(Compared(release, dimension, chosen_round), pilots), labels)


def draw(whole: Scene, pilots: tuple[str, ...], canvas: Canvas) -> None:
    """Draw the focal point of what Overview shows: all stakeholder types, the pilots drawn side by side."""
    labels, item = canvas.labels, focus_of(whole.release.framework)
    if not item:
        return
    scene = Scene(
        whole.release,
        item,
        whole.chosen_round,
        whole.pilots,
        whole.stakeholder_types,
        whole.target,
    )
    text, headline = labels.wording.text, findings.headline(scene, labels).text
    weight = verdict(whole.release, whole.chosen_round, whole.pilots, labels)
    lines = [("h2", headline), ("p", text("overview.focus.how", part=labels.named(item)))]
    blocks.words("focus", *lines, *([("p", weight)] if weight else []))
    rows = scene.scores()
    shown = rows.loc[rows["pilot"].isin(pilots)]
    alt = text("alt.matrix", headline=headline, cells=findings.spoken_rows(shown, labels))
    with blocks.wide("focus"):
        blocks.figure("focus", figures.stakeholder_matrix(shown, pilots, canvas), alt)
    with blocks.narrow("focus"):
        for pilot in pilots:
            mine = shown.loc[shown["pilot"] == pilot]
            drawn = figures.stakeholder_matrix(mine, [pilot], canvas)
            blocks.figure(f"focus_{pilot}", drawn, findings.spoken_rows(mine, labels))
    blocks.table(text("table.title"), findings.score_table(rows, labels), made=rows)
