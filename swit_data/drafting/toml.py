"""Texts, lists and tables of languages as TOML writes them."""

import json
from collections.abc import Iterable

from swit_data.drafting.languages import is_code
from swit_data.framework import Labels


def quoted(text: str) -> str:
    """Return a text in quotes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def listed(texts: Iterable[str]) -> str:
    """Return a list of texts."""
    return f"[{', '.join(map(quoted, texts))}]"


def spoken(labels: Labels, code: str, main: str) -> str:
    """Return a text in its languages; where there is no English, what stands in `main`, else any, else the code."""
    first = (
        labels.get("en") or labels.get("") or labels.get(main) or next(iter(labels.values()), code)
    )
    others = {code: text for code, text in labels.items() if is_code(code) and code != "en"}
    whole = {"en": first, **others}
    if len(whole) == 1:
        return quoted(first)
    return f"{{ {', '.join(f'{language} = {quoted(text)}' for language, text in whole.items())} }}"


def remark(text: str) -> str:
    """Return a text as it may stand after #: in one line, without what TOML forbids there."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
