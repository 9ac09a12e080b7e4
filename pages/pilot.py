"""Pilot: one pilot in depth, community empowerment first; one click shows it alone on every page."""

import streamlit as st

from swit_data import figures, findings
from swit_data.findings import pilot as told
from swit_data.findings.change_spoken import change_table
from swit_data.ui import blocks, choices, frame, pilot, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = pilot.choices_of(labels.release)

head = st.container()
narrowed = choices.of_held_rounds(labels.release)
chosen = sidebar.filters(pilot.FILTERS, options, choices.named(labels), narrowed)
scene = pilot.of_pilot(labels.release, chosen)
canvas = figures.Canvas(labels, frame.theme())

with head:
    who = findings.who_answered(labels, scene.chosen_round, (scene.pilot,))
    blocks.words(
        "headline", ("h1", pilot.headline(scene, labels)), *(("p", line) for line in who[:-1])
    )
    pilot.offer_alone(labels, scene.pilot)

for section in scene.sections:
    pilot.profile(section, scene, labels, canvas)

blocks.words(
    "changes",
    ("h2", text("pilot.changes")),
    ("p", text("pilot.changes.how")),
    *(("li", line) for line in pilot.change_lines(scene, labels)),
)
for change in scene.changes:
    item = change.rounds.item  # a title that folds would read its name as Markdown
    blocks.words(f"change_{item}", ("h3", labels.item(item)))
    blocks.table(text("pilot.changes.table"), change_table(change, labels))

stated, facts = scene.stated("institution"), scene.stated("fact")
blocks.words("stated", ("h2", text("pilot.stated")), *pilot.stated_lines(scene, labels))
if not stated.empty:
    blocks.table(text("pilot.stated.table"), findings.statement_table(stated, labels))
if not facts.empty:
    blocks.table(text("pilot.facts.table"), findings.fact_table(facts, labels), unfolded=True)

of_owner = told.told(scene.pilot, scene.chosen_round, labels)
for place, (section, texts) in enumerate(of_owner.items()):
    title = pilot.told_title(section, labels)
    blocks.words(f"told_{place}", ("h2", title), *pilot.told_lines(texts))

held = told.held_lines(scene.pilot, scene.chosen_round, labels)
blocks.words("held", ("h2", text("pilot.held")), *(("p", line) for line in held), ("p", who[-1]))
blocks.folded(text("withheld.title"), pilot.reasons(scene, labels), "withheld")
