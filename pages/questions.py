"""Questions: every question in every language, and what people answered to one of them."""

from functools import partial

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.ui.questions import finder
from swit_data.views import question_choices
from swit_data.views.questions import questions

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = question_choices.choices_of(labels)

head, row = st.container(), st.container()
searched, places = finder(labels)
narrowed = partial(question_choices.narrowed, labels, searched)
with row:
    chosen = filters.draw(
        question_choices.FILTERS, options, question_choices.named(labels), narrowed, places
    )
parts.show(questions(Canvas(labels, frame.theme()), chosen, searched), labels, head)
