"""`framework draft`: write a framework file from the form of another survey, with what is left to decide marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from swit_data import drafting, framework, intake
from swit_data.commands.terminal import DONE, Command, say, wrapped
from swit_data.errors import QuestionnaireError
from swit_data.errors import say as sentence

if TYPE_CHECKING:
    import argparse


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", type=Path, help="the XLSForm of the survey (.xlsx)")
    parser.add_argument("-o", "--out", type=Path, required=True, help="the file to write (.toml)")
    parser.add_argument(
        "--questions",
        action="append",
        default=[],
        metavar="NAME,NAME",
        help="only these questions, or all of these groups; may be given several times",
    )
    parser.add_argument(
        "--pilot", default="", metavar="NAME", help="the question whose answers are pilots"
    )
    parser.add_argument(
        "--about",
        default="",
        metavar="NAME",
        help="the question whose answers are stakeholder types",
    )


def _run(given: argparse.Namespace) -> int:
    named = [name.strip() for names in given.questions for name in names.split(",")]
    wishes = drafting.Wishes(tuple(filter(None, named)), given.pilot, given.about)
    form = drafting.form_of(given.form.name, intake.content_of(given.form))
    drafted = drafting.draft(form, wishes, given.out.name)
    content = drafted.text.encode()
    _write(given.out, content)
    examined = framework.examine(content, given.out.name)
    told = (
        "Written: {file}. Questions of the form: {taken} are drafted, {others} are not (named at its end, with the "
        "reason). Left to decide: {left}. Next: python -m swit_data framework check {file}"
    )
    line = sentence(
        told, file=given.out, taken=drafted.taken, others=drafted.others, left=examined.left
    )
    say(wrapped(line))
    return DONE


def _write(path: Path, content: bytes) -> None:
    """Write the draft.

    Raises:
        QuestionnaireError: something is there already, or nothing can be written.
    """
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        told = (
            "{file} is there already, and somebody may have decided something in it; nothing was written. Name another "
            "file, or move that one away."
        )
        raise QuestionnaireError(sentence(told, file=path.name)) from error
    except OSError as error:
        told = "{file} cannot be written ({reason}). Choose another folder, or make room."
        raise QuestionnaireError(
            sentence(told, file=path.name, reason=error.strerror or "no reason given")
        ) from error


DRAFT = Command("draft a framework from the form of another survey", _arguments, _run)
