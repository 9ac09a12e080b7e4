"""How a file was written, in words that are shown back before anything is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swit_data.intake.dialects.form_words import LABELS, NO_LANGUAGE, XML
from swit_data.rewordings import BEFORE
from swit_data.wording import SOURCE, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swit_data.intake.dialects.export import Dialect

_SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}


def describe(dialect: Dialect, submissions: int, wording: Wording | None = None) -> str:
    """Return one line on how a file was written and how much is in it, in the reader's language.

    As “KoboToolbox export (XLSX), Ukrainian labels, 28 interviews, 2 form versions”.
    """
    said = wording or Wording.of(SOURCE)
    kind = dialect.kind.upper()
    parts = [said.text(f"dialect.tool.{dialect.tool}", kind=kind), _names(dialect, said)]
    if dialect.groups:
        parts.append(said.text("dialect.groups", separator=dialect.groups.strip()))
    parts += [said.text(key) for key in _keys(dialect)]
    parts += [
        said.plural(key, n)
        for key, n, shown in (
            ("dialect.repeats", len(dialect.sheets), bool(dialect.sheets)),
            ("dialect.interviews", submissions, True),
            ("dialect.versions", len(dialect.versions), bool(dialect.versions)),
        )
        if shown
    ]
    return ", ".join(parts)


def _keys(dialect: Dialect) -> Iterator[str]:
    if dialect.several:
        yield f"dialect.several.{dialect.several}"
    if dialect.separator in _SEPARATORS:
        yield f"dialect.separator.{_SEPARATORS[dialect.separator]}"
    if dialect.tags:
        yield "dialect.tags"


def _names(dialect: Dialect, said: Wording) -> str:
    if dialect.names == XML:
        return said.text("dialect.names")
    code = dialect.names.partition(BEFORE)[0]
    language = said.locale.languages.get(code.replace("-", "_"))
    if language:
        return said.text("dialect.labels.language", language=language)
    if dialect.names == LABELS:
        return said.text("dialect.labels")
    if dialect.names == NO_LANGUAGE:
        return said.text("dialect.labels.form")
    return said.text("dialect.labels.language", language=dialect.names)
