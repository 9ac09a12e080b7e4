"""Compare: the pilots side by side on one stakeholder type, part by part and question by question."""

from functools import partial

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.compare import FILTERS, compare

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices.of_compare(labels.release)

head = st.container()
narrowed = partial(choices.of_chosen_type, labels.release)
chosen = filters.draw(FILTERS, options, choices.named(labels), narrowed)
parts.show(compare(Canvas(labels, frame.theme()), chosen), labels, head)
