"""How solid is this: which orders of stakeholder types hold however they are counted, and which turn."""

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.solid import FILTERS, solid

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices.choices_of(labels.release)

head = st.container()
chosen = filters.draw(FILTERS, options, choices.named(labels))
parts.show(solid(Canvas(labels, frame.theme()), chosen), labels, head)
