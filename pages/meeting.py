"""Meeting: a story drafted for whom the speaker meets, or views that were chosen, in order, with notes; presented."""

from swit_data.ui import blocks, choice, sources
from swit_data.ui.present import handing, keys, planning, preparing

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
wording = labels.wording

blocks.words("headline", ("h1", wording.text("meeting.headline")))
if not blocks.kept_from(labels):
    preparing.ask_whom(labels)
    planning.choose_present(wording)
    handing.offer_files(labels)
    blocks.words("meeting_how", ("p", wording.text("meeting.how")))
    planning.list_slides(wording)
    keys.choose_keys(wording)
    planning.save_meeting(wording)
    planning.open_meeting(wording)
    preparing.remove_all(labels)
