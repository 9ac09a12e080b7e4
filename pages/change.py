"""Change: what changed between the rounds of a pilot, what did not, and what cannot be compared."""

from functools import partial

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.change import FILTERS, change

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices.choices_of(labels.release)

head = st.container()
narrowed = partial(choices.of_dimension, labels.release)
chosen = filters.draw(FILTERS, options, choices.named(labels), narrowed)
parts.show(change(Canvas(labels, frame.theme()), chosen), labels, head)
