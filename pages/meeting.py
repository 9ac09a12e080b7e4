"""Meeting: the views that the speaker chose, in order, with notes; presented full screen, saved as a small file."""

from swit_data.ui import blocks, choice, present, sources

labels = sources.labels(choice.language())
blocks.begin(labels, sources.problems())
wording = labels.wording

title, how = wording.text("meeting.headline"), wording.text("meeting.how")
blocks.words("headline", ("h1", title), ("p", how))
present.choose_present(wording)
present.list_slides(wording)
present.save_meeting(wording)
present.open_meeting(wording)
