"""What Streamlit itself writes in English, as its page has it and in the reader's language.

It has no option for them; page_language.js writes ours over them. `#` stands for what Streamlit puts in.
"""

from functools import cache

from swit_data.wording import Wording

NAMES = (
    *(
        "upload",
        "drag_file",
        "drag_files",
        "per_file",
        "file",
        "remove",
        "no_results",
        "most",
        "choose",
    ),
    *(
        "choose_several",
        "open",
        "search",
        "menu",
        "pages",
        "home",
        "skip",
        "fullscreen_of",
        "fullscreen",
    ),
    *("close_fullscreen", "columns", "help", "theme", "system", "light", "dark", "print", "record"),
    *(
        "made_with",
        "logo",
        "close",
        "clear",
        "ascending",
        "descending",
        "autosize",
        "pin",
        "unpin",
        "hide",
    ),
    *("format", "sidebar", "expand_sidebar", "collapse_sidebar", "running", "stop"),
)


@cache
def streamlit_words(language: str) -> tuple[tuple[str, str], ...]:
    """Return each of these words with what is said instead, the longer ones first."""
    english, own = Wording.of("en").text, Wording.of(language).text
    keys = [f"streamlit.{name}" for name in NAMES]
    found = ((english(key, n="#"), own(key, n="#")) for key in keys)
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
