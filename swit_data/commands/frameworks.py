"""`framework`: draft a framework file from a form, and say all that is wrong in one."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from swit_data import drafting, framework, intake
from swit_data.commands.terminal import DONE, REFUSED, Command, complain, say, wrapped
from swit_data.errors import FrameworkError, QuestionnaireError, Sentence
from swit_data.errors import say as sentence
from swit_data.framework import Examined, Framework
from swit_data.framework.model import SETS
from swit_data.framework.sensitive import notices


def _draft_arguments(parser: argparse.ArgumentParser) -> None:
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


def _draft(given: argparse.Namespace) -> int:
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


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the framework file (.toml)")


def _check(given: argparse.Namespace) -> int:
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
    yield from notices(whole)


def _arguments(parser: argparse.ArgumentParser) -> None:
    jobs = parser.add_subparsers(dest="job", required=True)
    for name, job in _JOBS.items():
        job.arguments(jobs.add_parser(name, help=job.help))


def _run(given: argparse.Namespace) -> int:
    return _JOBS[given.job].run(given)


_JOBS = {
    "draft": Command("draft a framework from the form of another survey", _draft_arguments, _draft),
    "check": Command("say all that is wrong in a framework file", _check_arguments, _check),
}
FRAMEWORK = Command("draft and check what another survey measures", _arguments, _run)
