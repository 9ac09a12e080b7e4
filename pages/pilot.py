"""Pilot: one pilot in depth, community empowerment first; one click shows it alone on every page."""

from functools import partial

import streamlit as st

from swit_data.figures import Canvas
from swit_data.ui import blocks, choice, filters, frame, parts, sources
from swit_data.views import choices
from swit_data.views.pilot import FILTERS, choices_of, pilot

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
options = choices_of(labels.release, choice.pilots())

head, alone = st.container(), st.container()
narrowed = partial(choices.of_held_rounds, labels.release)
chosen = filters.draw(FILTERS, options, choices.named(labels), narrowed)
blocks.say_round(labels, chosen)
with alone:
    blocks.offer_alone(labels, chosen)
parts.show(pilot(Canvas(labels, frame.theme()), chosen), labels, head)
