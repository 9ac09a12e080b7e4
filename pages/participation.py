"""Participation: ten criteria and their sub-items, which groups are reached, facts with their sources."""

from functools import partial

import streamlit as st

from swit_data import figures, findings
from swit_data.ui import (
    blocks,
    choices,
    footnotes,
    frame,
    participation,
    sidebar,
    sources,
    two_widths,
)

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.choices_of(labels.release)

head = st.container()
first = ("stakeholder_types", "parts", "round", *choices.several_pilots(options))
narrow = participation.narrowed(labels.release)
chosen = sidebar.filters(first, options, choices.named(labels), narrow)
pilots = choices.shown_pilots(labels.release, chosen)
scene = participation.of_participation(labels.release, chosen, pilots)
canvas = figures.Canvas(labels, frame.theme())
spoken = partial(findings.spoken_cells, labels=labels)

criteria = scene.scores(scene.criteria)
patterns = scene.patterns(scene.criteria, labels)
headline = findings.participation_headline(patterns)
with head:
    how = ("p", scene.how_to_read(labels))
    blocks.words("headline", ("h1", headline), how, *two_widths.more(labels, pilots))
two_widths.strips_by_type("criteria", criteria, pilots, canvas, two_widths.Said(headline, spoken))
lines = two_widths.listed(findings.pattern_lines(patterns))
blocks.words("patterns", ("h2", text("criteria.patterns")), *lines)
blocks.table(text("table.title"), findings.score_table(criteria, labels), made=criteria)

groups = scene.scores(scene.groups)
title = findings.reached_headline(scene.patterns(scene.groups, labels))
asked = (("p", text("reached.how")), ("p", scene.rounds_of_groups(labels)))
blocks.words("groups", ("h2", title), *asked)
if not groups.empty:
    two_widths.strips_by_type("groups", groups, pilots, canvas, two_widths.Said(title, spoken))
    blocks.table(text("table.title"), findings.score_table(groups, labels), made=groups)
if not scene.said().empty:
    blocks.table(text("reached.said"), findings.statement_table(scene.said(), labels))

facts = findings.fact_lines(scene.found(), labels)
blocks.words("facts", ("h2", text("facts.title")), ("p", scene.about_facts(labels)))
for question, (measure, counts, *each) in facts.items():
    about = (("h3", labels.item(question)), ("p", f"{measure} {counts}"))
    blocks.words(f"fact_{question}", *about, *two_widths.listed(each))
if facts:
    blocks.table(text("facts.table"), findings.fact_table(scene.found(), labels))

questions = scene.scores(scene.questions)
title = text("criteria.questions.none" if questions.empty else "criteria.questions")
blocks.words("questions", ("h2", title))
two_widths.strips_by_type("questions", questions, pilots, canvas, two_widths.Said(title, spoken))
blocks.table(text("table.title"), findings.score_table(questions, labels), made=questions)

footnotes.who(labels, chosen.round, pilots, criteria)
footnotes.missing(labels, scene.reasons(criteria, questions, groups))
