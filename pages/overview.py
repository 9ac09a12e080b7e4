"""Overview: the pilots side by side, by stakeholder type; the community's own panel; what stands out."""

import streamlit as st

from swit_data import figures, findings
from swit_data.ui import blocks, choices, focus, footnotes, frame, guide, scenes, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.choices_of(labels.release)

head = st.container()
chosen = sidebar.filters(choices.of_overview(options), options, choices.named(labels))
pilots = choices.shown_pilots(labels.release, chosen)
scene = scenes.of_types(labels.release, chosen, chosen.pilots or labels.release.pilots)
everywhere = scene.scores()
rows = everywhere.loc[everywhere["pilot"].isin(pilots)]
headline = findings.headline(scene, labels)
canvas = figures.Canvas(labels, frame.theme())

with head:
    how = scenes.how_to_read(labels, chosen.round)
    blocks.words("headline", ("h1", headline.text), ("p", how))
    guide.guide(labels.wording)

left, right = st.columns(scenes.widths(pilots), gap="large")
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
    blocks.statements(text("overview.stands_out"), scenes.stands_out(scene, labels))

unfolded = len(scene.pilots) > len(pilots)
table = findings.score_table(everywhere, labels)
blocks.table(text("table.title"), table, unfolded=unfolded, made=everywhere)
footnotes.who(labels, chosen.round, scene.pilots, everywhere)
footnotes.missing(labels, everywhere["withheld"])

focus.draw(scene, pilots, canvas)

own = scenes.own_panel(labels.release, chosen, pilots)
if own.indicators:
    blocks.words("own", ("h2", text("overview.own")), ("p", text("overview.own.how")))
    alt = text("alt.panel", cells=scenes.spoken_panel(own, labels))
    for place, beside in ((blocks.wide, True), (blocks.narrow, False)):
        with place("own"):
            drawn = figures.own_panel(own.counts, own.indicators, pilots, canvas, beside=beside)
            blocks.figure(f"own_{beside}", drawn, alt)
