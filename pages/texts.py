"""Your own texts: owners write narratives, recommendations, asks and promises, and approve them."""

from swit_data.ui import blocks, choice, texts
from swit_data.ui.data.told import told

wording = choice.words()
text = wording.text
blocks.words("texts", ("h1", text("texts.headline")), ("p", text("texts.intro")))

with told("texts", wording):
    desk = texts.choose_desk(wording)
    if desk:
        texts.write_narratives(desk)
        texts.write_asks(desk)
        texts.show_texts(desk)
