"""Change: what changed between the rounds of a pilot, what did not, and what cannot be compared."""

from functools import partial

import streamlit as st

from swit_data.figures import Canvas
from swit_data.figures.slopes import round_slopes
from swit_data.findings import change, change_spoken
from swit_data.ui import blocks, choices, footnotes, frame, rounds, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.choices_of(labels.release)

head = st.container()
filters = (*rounds.FILTERS, *choices.several_pilots(options))
narrowed = partial(rounds.of_dimension, labels.release)
chosen = sidebar.filters(filters, options, choices.named(labels), narrowed)
drawn = choices.shown_pilots(labels.release, chosen)
pilots = chosen.pilots or labels.release.pilots
scene = rounds.of_rounds(labels.release, chosen, pilots)
canvas = Canvas(labels, frame.theme())
headline = change.change_headline(scene, labels).text

with head:
    blocks.words("headline", ("h1", headline), ("p", text("change.how")))
if len(pilots) > len(drawn):
    blocks.words("more", ("p", text("pilots.more")))

panels = rounds.of_rounds(labels.release, chosen, drawn)
with st.grid(2, min_column_width=330, gap="medium"):
    for kind in scene.stakeholder_types:
        name = labels.stakeholder_type(kind)
        cells = change_spoken.spoken_rounds(panels, kind, labels)
        alt = text("alt.slopes", headline=headline, type=name, cells=cells)
        with st.container():
            blocks.words(f"type_{kind}", ("h2", name))
            figure = round_slopes(panels.rows_of(kind), panels.steps_of(kind), drawn, canvas)
            blocks.figure(f"slopes_{kind}", figure, alt)
            withheld = change_spoken.not_shown(panels, kind, labels)
            blocks.words(f"withheld_{kind}", ("small", withheld))

for key, lines in (
    ("named", change.named_changes(scene, labels)),
    ("apart", change.apart(scene, labels)),
):
    if lines:
        title = ("h2", text(f"change.{key}.title"))
        blocks.words(key, title, *(("li", line) for line in lines))

table = change_spoken.change_table(scene, labels)
blocks.table(text("table.title"), table, made=scene.rows)
blocks.folded(text("who.title"), rounds.who_answered(labels, pilots), "who")
footnotes.missing(labels, scene.rows["withheld"])
