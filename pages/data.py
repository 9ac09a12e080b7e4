"""Data: what is shown, and the way from a form to a release; the stage of each pilot, and what was done."""

from swit_data.ui import blocks, choice
from swit_data.ui.data import (
    choosing,
    forms,
    history,
    importing,
    keys,
    releasing,
    stages,
    steps,
    vaults,
)

wording = choice.words()
text = wording.text
blocks.words("data", ("h1", text("data.headline")), ("p", text("data.intro")))

folder = choosing.choose_data(wording)
keys.show_keys(wording)
if vaults.open_or_ask(folder, wording):
    steps.show_steps(folder, wording)
    forms.offer_forms(wording)
    importing.import_file(folder, wording)
    if folder:
        releasing.decide_release(folder, wording)
        stages.show_stages(folder, wording)
        history.show_history(folder, wording)
