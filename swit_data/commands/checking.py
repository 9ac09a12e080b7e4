"""`framework check`: say all that is wrong in a framework file, what is left to decide, and what is fine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from swit_data import framework
from swit_data.commands.terminal import DONE, REFUSED, Command, complain, say, wrapped
from swit_data.errors import FrameworkError, Sentence
from swit_data.errors import say as sentence
from swit_data.framework.model import SETS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from swit_data.framework import Examined, Framework


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the framework file (.toml)")


def _run(given: argparse.Namespace) -> int:
    try:
        content = given.file.read_bytes()
    except OSError as error:
        told = "{file}: this framework file cannot be read. Check its name and place."
        raise FrameworkError(sentence(told, file=given.file)) from error
    examined = framework.examine(content, given.file.name)
    if examined.framework:
        for line in _fine(given.file.name, examined.framework):
            say(wrapped(line))
        return DONE
    for line in _wrong(given.file.name, examined):
        complain(wrapped(line))
    return REFUSED


def _wrong(file: str, examined: Examined) -> Iterator[Sentence]:
    if examined.mistakes:
        told = "{file}: {n} mistakes. Correct each in the file, then check it again."
        yield sentence(told, file=file, n=len(examined.mistakes))
        yield from examined.mistakes
    if examined.decisions:
        told = "{file}: {n} things are left to decide. Each is marked ? in the file; write what is right in its place."
        yield sentence(told, file=file, n=examined.left)
        yield from examined.decisions


def _fine(file: str, whole: Framework) -> Iterator[Sentence]:
    targets = sum(len(kind.targets) for kind in whole.stakeholder_types.values())
    yield sentence("{file}: nothing is wrong and nothing is left to decide.", file=file)
    yield sentence(
        "Stakeholder types: {types}, with {targets} targets. Dimensions: {dimensions}. Parts: {parts}. Scales: "
        "{scales}. Questions: {questions}, of which {core} are core. Pilots: {pilots}.",
        types=len(whole.stakeholder_types),
        targets=targets,
        dimensions=len(whole.dimensions),
        parts=len(whole.parts),
        scales=len(whole.scales),
        questions=len(whole.indicators),
        core=len(whole.in_set("core")),
        pilots=len(whole.form.pilots),
    )
    for chosen in SETS:
        longest = framework.interview(whole, chosen)
        yield sentence(
            "The longest {chosen} interview asks {questions} questions and takes {minutes} minutes read aloud.",
            chosen=chosen,
            questions=longest.questions,
            minutes=f"{longest.minutes:.0f}",
        )


CHECK = Command("say all that is wrong in a framework file", _arguments, _run)
