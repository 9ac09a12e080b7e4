"""Breakdown: a dimension by its one permitted characteristic, pilots side by side, or why it cannot be shown."""

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.breakdown import FILTERS, breakdown

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices.about_one_type(labels.release)

head = st.container()
chosen = filters.draw(FILTERS, options, choices.named(labels))
parts.show(breakdown(Canvas(labels, frame.theme()), chosen), labels, head)
