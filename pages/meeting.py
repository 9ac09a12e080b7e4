"""Meeting: the views that the speaker chose, in order, with notes; presented full screen, saved as a small file."""

from swit_data.ui import blocks, choice, sources
from swit_data.ui.present import planning

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
wording = labels.wording

title, how = wording.text("meeting.headline"), wording.text("meeting.how")
blocks.words("headline", ("h1", title), ("p", how))
planning.choose_present(wording)
planning.list_slides(wording)
planning.save_meeting(wording)
planning.open_meeting(wording)
