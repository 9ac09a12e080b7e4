"""Your own texts: owners write narratives, recommendations, asks and promises, and approve them."""

from swit_data.ui import blocks, choice
from swit_data.ui.data.told import told
from swit_data.ui.texts import asks, desk, narratives, preview

wording = choice.words()
text = wording.text
blocks.words("texts", ("h1", text("texts.headline")), ("p", text("texts.intro")))

with told("texts", wording):
    chosen = desk.choose_desk(wording)
    if chosen:
        narratives.write_narratives(chosen)
        asks.write_asks(chosen)
        preview.show_texts(chosen)
