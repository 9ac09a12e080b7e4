"""Translations: each text in two languages side by side, a better wording, who read it, and the .po back."""

from swit_data.ui import blocks, choice
from swit_data.ui.data.told import told
from swit_data.ui.translations import desk, reading, saving, shares

wording = choice.words()
text = wording.text
blocks.words(
    "translations", ("h1", text("translations.headline")), ("p", text("translations.intro"))
)

with told("translations", wording):
    chosen = desk.choose_desk(wording)
    saving.ask_who(chosen)
    reading.show_texts(chosen)
    with told("translations_file", wording):
        saving.offer_file(chosen)
    shares.show_shares(chosen)
