"""`translate`: one template of everything that is translated, and what is wrong in the translations."""

import argparse
from pathlib import Path

from swit_data import catalogues
from swit_data.commands.terminal import DONE, REFUSED, Command, complain, say, wrapped, write
from swit_data.errors import WordingError
from swit_data.errors import say as sentence
from swit_data.wording import SOURCE, languages


def _template_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, help="the template to write (.pot)")


def _template(given: argparse.Namespace) -> int:
    write(given.out, catalogues.template())
    say(f"Written: {given.out}, {len(catalogues.texts())} texts.")
    return DONE


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("language", nargs="?", default="", help="such as uk; without it all")
    parser.add_argument(
        "--folder", type=Path, help="check the .po files of this folder before they are put in"
    )


def _check(given: argparse.Namespace) -> int:
    others = [code for code in languages() if code != SOURCE]
    if given.language and given.language not in others:
        told = "There is no translation “{language}”; there are: {others}."
        raise WordingError(sentence(told, language=given.language, others=", ".join(others)))
    found = [
        fault
        for language in ([given.language] if given.language else others)
        if given.language or not given.folder or any(given.folder.glob(f"*{language}.po"))
        for fault in catalogues.faults_of_language(language, given.folder)
    ]
    for fault in found:
        place = ", ".join(filter(None, (fault.language, fault.file, fault.key)))
        complain(wrapped(f"{place}: {fault.reason}."))
    if found:
        complain(f"{len(found)} to correct. See docs/translating.md.")
        return REFUSED
    say(f"Nothing is wrong in {given.language or ', '.join(others)}.")
    return DONE


def _arguments(parser: argparse.ArgumentParser) -> None:
    jobs = parser.add_subparsers(dest="job", required=True)
    for name, job in _JOBS.items():
        job.arguments(jobs.add_parser(name, help=job.help))


def _run(given: argparse.Namespace) -> int:
    return _JOBS[given.job].run(given)


_JOBS = {
    "template": Command("write one template of every text", _template_arguments, _template),
    "check": Command("say all that is wrong in the translations", _check_arguments, _check),
}
TRANSLATE = Command("what translators start from, and what is wrong", _arguments, _run)
