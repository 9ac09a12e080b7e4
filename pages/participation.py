"""Participation: ten criteria and their sub-items, which groups are reached, facts with their sources."""

from functools import partial

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.participation import FILTERS, narrowed, participation

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices.choices_of(labels.release)

head = st.container()
narrow = partial(narrowed, labels.release)
chosen = filters.draw(FILTERS, options, choices.named(labels), narrow)
parts.show(participation(Canvas(labels, frame.theme()), chosen), labels, head)
