"""Compare: the pilots side by side on one stakeholder type, part by part and question by question."""

import streamlit as st

from swit_data import figures, findings
from swit_data.ui import blocks, choices, footnotes, frame, scenes, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.about_one_type(labels.release)
name = choices.named(labels)

head = st.container()
first = ("stakeholder_types", "dimension", "round", "respondent_class", "level", "target", "pilots")
chosen = sidebar.filters(first, options, name, choices.of_chosen_type(labels.release))
pilots = choices.shown_pilots(labels.release, chosen)
scene = scenes.of_one_type(labels.release, chosen)
canvas = figures.Canvas(labels, frame.theme())

parts = scene.rows(scene.parts)
headline = findings.comparison_headline(parts, pilots, labels)
with head:
    blocks.words(
        "headline", ("h1", headline), ("p", text(f"compare.how.{chosen.respondent_class}"))
    )
if len(labels.release.pilots) > len(pilots):
    blocks.words("more", ("p", text("pilots.more")))

if chosen.respondent_class == "group":
    counts = scene.counts()
    blocks.table(text("compare.questions"), findings.count_table(counts, labels), made=counts)
    reasons = counts["withheld"]
else:
    for title, rows in (("parts", parts), ("questions", scene.rows(scene.questions))):
        blocks.words(title, ("h2", text(f"compare.{title}")))
        shown = rows.loc[rows["pilot"].isin(pilots)]
        cells = findings.spoken_rows(shown, labels, items=True)
        alt = text("alt.dots", headline=headline, cells=cells)
        for place, width in ((blocks.wide, 90), (blocks.narrow, 38)):
            with place(title):
                drawn = figures.pilot_comparison(shown, pilots, canvas, width)
                blocks.figure(f"{title}_{width}", drawn, alt)
        blocks.table(text("table.title"), findings.score_table(rows, labels), made=rows)
    reasons = parts["withheld"]

footnotes.who(labels, chosen.round, pilots, None if chosen.respondent_class == "group" else parts)
footnotes.missing(labels, reasons)
