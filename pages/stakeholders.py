"""Stakeholders: one type across pilots, levels and institutions; strengths, contradictions, the perception gap."""

from functools import partial

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.stakeholders import FILTERS, narrowed, stakeholders

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices.about_one_type(labels.release)

head = st.container()
narrow = partial(narrowed, labels.release)
chosen = filters.draw(FILTERS, options, choices.named(labels), narrow)
parts.show(stakeholders(Canvas(labels, frame.theme()), chosen), labels, head)
