"""Overview: the pilots side by side, by stakeholder type; the community's own panel; what stands out."""

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, guide, parts, sources
from swit_data.views import choices
from swit_data.views.overview import FILTERS, overview

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices.choices_of(labels.release)

head = st.container()
chosen = filters.draw(FILTERS, options, choices.named(labels))
with head:
    words, guided = st.container(), st.container()
parts.show(overview(Canvas(labels, frame.theme()), chosen), labels, words)
with guided:
    guide.guide(labels.wording)
