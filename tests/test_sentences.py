"""Every sentence that intake, store and release say to a person can be said in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from swit_data import wording
from swit_data.catalogues.sentences import PACKAGE, said_in, sources
from swit_data.errors import DatasetError, Sentence, WordingError, say
from swit_data.wording import FOLDER, SOURCE, Wording, fields_of, languages

OTHERS = [code for code in languages() if code != SOURCE]


@cache
def translated(language: str) -> dict[str, str]:
    paths = [FOLDER / f"{language}.po", *FOLDER.glob(f"*.{language}.po")]
    messages = [m for path in paths for m in wording.read_catalog(path)]
    return {str(m.id): str(m.string) for m in messages if m.id and m.context == "sentence"}


@cache
def said() -> list[tuple[str, int, str]]:
    """Return every sentence with its file and line."""
    return [
        (str(path.relative_to(PACKAGE)), line, text)
        for path in sources()
        for text, line in said_in(path)
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated(language: str) -> None:
    known = translated(language)
    assert len(said()) > 100
    assert [each for each in said() if not known.get(each[-1])] == []


def test_a_sentence_that_is_not_written_in_its_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "hidden.py"
    file.write_text("told = 'A' if x else 'B'\nsay(told, n=1)\nsay(other)\n", "utf-8")
    found = said_in(file)
    assert [next(found), next(found)] == [("A", 2), ("B", 2)]
    with pytest.raises(WordingError, match="line 3"):
        next(found)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_what_stands_in_braces(language: str) -> None:
    for text, other in translated(language).items():
        assert fields_of(text) == fields_of(other), text


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    error = DatasetError(say("{n} interviews", n=say("nothing")))
    assert str(error) == "nothing interviews"
    assert Wording.of("uk").sentence(error.sentences[0]) == "інтерв’ю: нічого"
    assert (
        Wording.of("uk").sentence(Sentence("not translated {x}", (("x", 1),))) == "not translated 1"
    )
