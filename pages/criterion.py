"""One criterion: all pilots, all rounds, both sides, facts, groups, asks."""

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.asks import today
from swit_data.views.criterion import FILTERS, choices_of, criterion

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices_of(labels.release)

head = st.container()
chosen = filters.draw(FILTERS, options, choices.named(labels))
parts.show(criterion(Canvas(labels, frame.theme()), chosen, today()), labels, head)
