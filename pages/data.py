"""Data: what is shown, and the way from a form to a release; the stage of each pilot, and what was done."""

from swit_data.ui import blocks, choice, data

wording = choice.words()
text = wording.text
blocks.words("data", ("h1", text("data.headline")), ("p", text("data.intro")))

folder = data.choose_data(wording)
data.show_steps(folder, wording)
data.offer_forms(wording)
data.import_file(folder, wording)
data.decide_release(folder, wording)
data.show_stages(folder, wording)
data.show_history(folder, wording)
