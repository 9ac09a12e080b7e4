"""What every command has: its help and arguments, its exit codes, a line to the person, a question."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

DONE, BROKEN, REFUSED, NOT_KEPT = 0, 1, 2, 3  # exit codes


@dataclass(frozen=True)
class Command:
    """A subcommand: its one-line help, its arguments, and what it does."""

    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def say(text: str = "", end: str = "\n") -> None:
    """Write a line for the person at the terminal."""
    try:
        sys.stdout.write(text + end)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along has gone (`| head`); the job goes on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def agreed(question: str, refused: str, nobody: str) -> bool:
    """Ask at the terminal, say what else follows, and return whether the answer is yes."""
    if sys.stdin is None or not sys.stdin.isatty():
        say(f"{refused.removesuffix('.')}: {nobody}")
        return False
    say(f"{question} [y/N] ", end="")
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    say(refused)
    return False
