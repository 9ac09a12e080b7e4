"""A framework file examined: all that is wrong in it and all that is left to decide, each with its place."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from swit_data.errors import FrameworkError, Sentence, say
from swit_data.framework import loading
from swit_data.framework.decisions import kind_of, told_of
from swit_data.framework.error_place import OPEN, Gathered, Mistake
from swit_data.framework.lines import Lines, lines_of
from swit_data.framework.model import Framework
from swit_data.framework.syntax import Slip, slips
from swit_data.framework.toml_file import decoded, normalised

_PIECE = re.compile(r", (?=\[)")
_CODE = re.compile("“([^”]*)”")


@dataclass(frozen=True)
class Examined:
    """What was found in a file; `framework` only where nothing is wrong and nothing is left to decide."""

    mistakes: tuple[Sentence, ...] = ()
    decisions: tuple[Sentence, ...] = ()
    left: int = 0  # decisions, where several stand in one sentence
    framework: Framework | None = None


def examine(content: bytes, name: str) -> Examined:
    """Return all that is wrong in a framework file."""
    plain = normalised(content)
    try:
        text = decoded(plain, name)
    except FrameworkError as error:
        return Examined(error.sentences)
    found = tuple(map(_slipped, slips(text)))
    if found:
        return Examined(found)
    data = tomllib.loads(text)
    gathered = Gathered()
    framework = loading.gather(plain, name, gathered)
    lines = lines_of(text, data)
    ordered = sorted(gathered.mistakes, key=lambda mistake: _lines_of(mistake, lines))
    wrong = [mistake for mistake in ordered if not mistake.open]
    left = [mistake for mistake in ordered if mistake.open]
    return Examined(
        tuple(_wrong(mistake, lines) for mistake in wrong),
        tuple(_decisions(left, lines)),
        sum(len(_lines_of(mistake, lines)) for mistake in left),
        None if ordered else framework,
    )


def _slipped(slip: Slip) -> Sentence:
    if not slip.line:
        return slip.sentence
    return say(
        "line {line}, column {column}: {what}",
        line=slip.line,
        column=slip.column,
        what=slip.sentence,
    )


def _lines_of(mistake: Mistake, lines: Lines) -> tuple[int, ...]:
    return lines.find(mistake.table, mistake.key)


def _wrong(mistake: Mistake, lines: Lines) -> Sentence:
    at = _lines_of(mistake, lines)
    if not at:
        return say("{mistake}.", mistake=mistake.sentence)
    return say("line {line}: {mistake}.", line=_said(at), mistake=mistake.sentence)


def _decisions(left: Sequence[Mistake], lines: Lines) -> Iterator[Sentence]:
    """Give one sentence for each kind of decision: what, and where it is to be taken."""
    kinds = {kind_of(mistake): number for number, mistake in reversed(list(enumerate(left)))}
    ordered = sorted(left, key=lambda mistake: kinds[kind_of(mistake)])
    for (_, key), found in groupby(ordered, kind_of):
        several = list(found)
        places = [_place(mistake, lines) for mistake in several]
        yield say(
            "{table} “{key}”: {told} Lines: {places}.",
            table=_PIECE.split(several[0].table)[-1].partition(" ")[0],
            key=key,
            told=told_of(several[0]),
            places="; ".join(places),
        )


def _place(mistake: Mistake, lines: Lines) -> str:
    """Return where something is to be decided: the line, and the codes of the tables it stands in."""
    codes = [code for code in _CODE.findall(mistake.table) if code != OPEN]
    line = _said(_lines_of(mistake, lines))
    return f"{line} ({', '.join(codes)})" if codes else line


def _said(lines: tuple[int, ...]) -> str:
    return " / ".join(map(str, lines))
