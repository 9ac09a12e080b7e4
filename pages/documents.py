"""Documents: report card, slides, brief, tables and what telephones show, with a look at them before they are made."""

from functools import partial

from swit_data.ui import blocks, choice, documents, filters, sources
from swit_data.views import choices

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text
options = choices.choices_of(labels.release)

blocks.words("headline", ("h1", text("documents.headline")), ("p", text("documents.how")))
narrowed = partial(choices.of_held_rounds, labels.release)
chosen = filters.draw(documents.FILTERS, options, choices.named(labels), narrowed)
blocks.say_round(labels, chosen)
wanted = documents.wanted(labels, chosen)
draft = blocks.kept_from(labels)
if not draft:
    documents.offer(wanted, labels.wording)
documents.preview(wanted, labels.wording)
if not draft:
    documents.offer_all(labels.release, labels.wording)
