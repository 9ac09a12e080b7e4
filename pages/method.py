"""Method: how a number is made, what is asked, and what is not known."""

from swit_data.ui import blocks, method, sidebar, sources

labels = sources.labels(sidebar.language())
blocks.begin(labels, sources.problems())
text = labels.wording.text

blocks.words("method", ("h1", text("method.headline")), ("p", text("method.intro")))
for section in method.SECTIONS:
    blocks.words(section, *method.lines(section, labels))

blocks.words("framework", ("h2", text("method.framework")), ("p", method.version_line(labels)))
blocks.table(text("method.framework"), method.indicator_table(labels))
blocks.table(text("method.weights"), method.part_table(labels))
blocks.table(text("method.scales"), method.answer_table(labels))
