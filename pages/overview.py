"""Overview: the pilots side by side, by stakeholder type; the community's own panel; what stands out."""

import streamlit as st

from swit_data import figures, findings
from swit_data.ui import blocks, choices, frame, scenes, sidebar, sources

labels = sources.labels(sidebar.language())
text = labels.wording.text
options = choices.choices_of(labels.release)

head = st.container()
chosen = sidebar.filters(("dimension", "round", "level"), options, choices.named(labels))
pilots = choices.shown_pilots(labels.release, chosen)
scene = scenes.of_types(labels.release, chosen, pilots)
rows = scene.scores()
headline = findings.headline(scene, labels)
canvas = figures.Canvas(labels, frame.theme())

with head:
    blocks.words(
        "headline", ("h1", headline.text), ("p", scenes.how_to_read(labels, chosen.round))
    )

left, right = st.columns([11, 7], gap="large")
with left:
    alt = text("alt.matrix", headline=headline.text, cells=findings.spoken_rows(rows, labels))
    with blocks.wide("matrix"):
        blocks.figure("matrix", figures.stakeholder_matrix(rows, pilots, canvas), alt)
    with blocks.narrow("matrix"):
        for pilot in pilots:
            of_pilot = rows.loc[rows["pilot"] == pilot]
            drawn = figures.stakeholder_matrix(of_pilot, [pilot], canvas)
            blocks.figure(f"matrix_{pilot}", drawn, findings.spoken_rows(of_pilot, labels))
with right:
    stated = [("li", found.text) for found in findings.stands_out(scene, labels)]
    blocks.words(
        "stands_out",
        ("h2", text("overview.stands_out")),
        *(stated or [("p", text("stands_out.none"))]),
    )

lines = findings.who_answered(labels, chosen.round, pilots)
blocks.folded(text("who.title"), lines, "who")
reasons = findings.withheld_reasons(labels, rows["withheld"])
blocks.folded(text("withheld.title"), reasons, "withheld")
blocks.table(text("table.title"), findings.score_table(rows, labels))

own = scenes.own_panel(labels.release, chosen, pilots)
if own.indicators:
    blocks.words("own", ("h2", text("overview.own")), ("p", text("overview.own.how")))
    alt = text("alt.panel", cells=scenes.spoken_panel(own, labels))
    for place, beside in ((blocks.wide, True), (blocks.narrow, False)):
        with place("own"):
            drawn = figures.own_panel(own.counts, own.indicators, pilots, canvas, beside=beside)
            blocks.figure(f"own_{beside}", drawn, alt)
