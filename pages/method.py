"""Method: how a number is made, what is asked, and what is not known."""

from swit_data.ui import blocks, choice, parts, sources
from swit_data.views.method import method

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
parts.show(method(labels, sources.made_by(labels)), labels)
