"""Write the words that passphrases are offered in, one list a language: taken from the project's own texts.

    python data/passphrase/generate.py

Nothing comes from elsewhere: every word stands in `data/wording` already, so it is ours to use and translators know it.
A list is 2,048 words long (11 bits a word), or 1,024 (10 bits) where the texts have fewer; the shortest words come
first. Lists that are there stay as they are unless --again is given: a list that changes makes no passphrase wrong,
for nothing is ever looked up in it.
"""

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

from swit_data import wording

HERE = Path(__file__).parent
SIZES = (2048, 1024)
SHORTEST, LONGEST = 4, 10  # letters
_WORD = re.compile(r"(?<![\w{}&/:.-])[^\W\d_]+(?![\w{}&/:.-])")


def words_of(language: str, never: set[str]) -> list[str]:
    """Return the words of a language's texts, the shortest first."""
    english = set(_found(wording.SOURCE, "id"))
    found = _found(language, "id" if language == wording.SOURCE else "string")
    borrowed = english if language != wording.SOURCE else set()
    kept = [
        word
        for word in set(found) - borrowed
        if word == word.lower()
        and SHORTEST <= len(word) <= LONGEST
        and not any(stem in word for stem in never)
    ]
    return sorted(kept, key=lambda word: (len(word), -found[word], word))


def _found(language: str, part: str) -> Counter[str]:
    """Count the words of a language's texts; those of English stand in every other catalogue too."""
    ending = "uk" if language == wording.SOURCE else language
    paths = [wording.FOLDER / f"{ending}.po", *wording.FOLDER.glob(f"*.{ending}.po")]
    found: Counter[str] = Counter()
    for message in (m for path in paths for m in wording.read_catalog(path) if m.id):
        texts = getattr(message, part)
        for text in texts if isinstance(texts, (tuple, list)) else [texts]:
            found.update(_WORD.findall(str(text or "")))
    return found


def never_used() -> set[str]:
    """Return the words, and beginnings of words, that are never used, of every language."""
    table = tomllib.loads((wording.FOLDER / "never.toml").read_text("utf-8"))["never"]
    return {word.lower().rstrip("-") for words in table.values() for word in words}


def main(again: bool) -> None:
    """Write each list that is not there."""
    never = never_used()
    for language in wording.languages():
        place = HERE / f"{language}.txt"
        if place.exists() and not again:
            continue
        words = words_of(language, never)
        size = next((size for size in SIZES if len(words) >= size), 0)
        sys.stdout.write(f"{language}: {len(words)} words, {size} kept\n")
        if size:
            place.write_text("\n".join(sorted(words[:size])) + "\n", "utf-8")


if __name__ == "__main__":
    main("--again" in sys.argv)
