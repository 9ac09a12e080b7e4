"""The guided reading of Overview: a few steps beside the page for somebody who sees it for the first time."""

from swit_data.ui.elements import element
from swit_data.wording import Wording

# What each step points at.
PLACES = (
    ".st-key-words_headline",
    ".st-key-wide_matrix, .st-key-narrow_matrix",
    ".st-key-wide_matrix, .st-key-narrow_matrix",
    ".st-key-words_statements",
)


def guide(wording: Wording) -> None:
    """Draw the guided reading; it can be closed at any step and opened again, and never covers the page."""
    text = wording.text
    names = ("title", "open", "next", "back", "close", "end")
    steps = [
        {"text": text(f"guide.{number}"), "place": place}
        for number, place in enumerate(PLACES, start=1)
    ]
    data: dict[str, object] = {name: text(f"guide.{name}") for name in names}
    data |= {"steps": steps, "count": text("guide.count", n=len(PLACES))}
    element("guide", "guide")(data=data, key="guide")
