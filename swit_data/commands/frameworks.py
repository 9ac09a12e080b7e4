"""`framework`: draft a framework file from a form, and check one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swit_data.commands.checking import CHECK
from swit_data.commands.drafting import DRAFT
from swit_data.commands.terminal import Command

if TYPE_CHECKING:
    import argparse

_JOBS = {"draft": DRAFT, "check": CHECK}


def _arguments(parser: argparse.ArgumentParser) -> None:
    jobs = parser.add_subparsers(dest="job", required=True)
    for name, job in _JOBS.items():
        job.arguments(jobs.add_parser(name, help=job.help))


def _run(given: argparse.Namespace) -> int:
    return _JOBS[given.job].run(given)


FRAMEWORK = Command("draft and check what another survey measures", _arguments, _run)
