"""Asks and promises: what was asked of each institution, what it promised, and what became of it."""

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.asks import FILTERS, asks, choices_of, today

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices_of(labels.release)

head = st.container()
chosen = filters.draw(FILTERS, options, choices.named(labels))
parts.show(asks(Canvas(labels, frame.theme()), chosen, today()), labels, head)
