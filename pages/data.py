"""Data: what is shown, files from the field, the stage of each pilot, its release, its history, the forms."""

from swit_data.ui import blocks, data, sidebar

wording = sidebar.words()
text = wording.text
blocks.words("data", ("h1", text("data.headline")), ("p", text("data.intro")))

folder = data.choose_data(wording)
data.show_stages(folder, wording)
data.import_file(folder, wording)
data.decide_release(folder, wording)
data.show_history(folder, wording)
data.offer_forms(wording)
