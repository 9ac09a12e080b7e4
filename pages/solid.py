"""How solid is this: which orders of stakeholder types hold however they are counted, and which turn."""

import streamlit as st

from swit_data.figures import Canvas
from swit_data.figures.weightings import weight_lines
from swit_data.findings import type_orders
from swit_data.findings.weight_moved import weight_verdict
from swit_data.ui import blocks, choices, footnotes, frame, sidebar, sources
from swit_data.ui.solid import FILTERS, draw_orders, of_orders

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.choices_of(labels.release)

head = st.container()
filters = (*FILTERS, *choices.several_pilots(options))
chosen = sidebar.filters(filters, options, choices.named(labels))
drawn = choices.shown_pilots(labels.release, chosen)
scene = of_orders(labels.release, chosen, chosen.pilots or labels.release.pilots)
canvas = Canvas(labels, frame.theme())
headline = type_orders.solid_headline(scene, labels).text

with head:
    blocks.words(
        "headline", ("h1", headline), *(("p", line) for line in type_orders.lead(scene, labels))
    )
if scene.orders and len(scene.pilots) > len(drawn):
    blocks.words("more", ("p", text("pilots.more")))

draw_orders(scene, drawn, canvas, headline)
for key, found in (("turns", type_orders.that_turn), ("tried", type_orders.tried)):
    if said := found(scene, labels):
        blocks.words(key, ("h2", text(f"solid.{key}.title")), *(("li", line) for line in said))
if scene.orders:
    blocks.table(text("table.title"), type_orders.order_table(scene, labels), made=scene.behind)

if scene.heavy:
    part = labels.item(scene.heavy)
    title = ("h2", text("solid.weights.title", part=part))
    verdict = weight_verdict(scene, labels)
    lines = [("p", verdict)] if verdict else []
    blocks.words("weights", title, *lines, ("p", text("solid.weights.how")))
    with st.grid(2, min_column_width=330, gap="medium"):
        for pilot in drawn:
            rows = scene.weighted_of(pilot)
            alt = text("alt.weights", part=part, cells=type_orders.spoken_weights(rows, labels))
            with st.container():
                blocks.words(f"pilot_{pilot}", ("h3", labels.pilot(pilot)))
                blocks.figure(f"weights_{pilot}", weight_lines(rows, pilot, canvas), alt)
    blocks.table(text("solid.weights.table"), type_orders.weight_table(scene, labels))

footnotes.who(labels, chosen.round, scene.pilots)
footnotes.missing(labels, [order.withheld for order in scene.orders])
