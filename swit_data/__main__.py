"""The same jobs from a terminal: `python -m swit_data import FILE ...`."""

import argparse
import io
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from swit_data import dumps, store
from swit_data.commands import COMMANDS, passphrases
from swit_data.commands.terminal import BROKEN, NOT_KEPT, REFUSED, say
from swit_data.errors import SwitError, of_disk


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and return its exit code."""
    _prepare_console()
    dumps.none_is_written()
    try:
        given = _parser().parse_args(arguments)
        command = COMMANDS[given.command]
        with store.running():
            if command.opens:
                passphrases.open_for(given)
            return command.run(given)
    except SwitError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    except KeyboardInterrupt:
        say("\nStopped.")
        return NOT_KEPT
    except Exception as error:  # noqa: BLE001 - a message or traceback could quote an answer
        told = of_disk(error) if isinstance(error, OSError) else None
        sys.stderr.write(f"{told or _reference(error)}\n")
        return REFUSED if told else BROKEN


def _prepare_console() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that has not every letter


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m swit_data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        added = commands.add_parser(name, help=command.help)
        command.arguments(added)
        if command.opens:
            passphrases.arguments(added)
    return parser


def _reference(error: Exception) -> str:
    """Return a sentence that says where the program failed, and nothing that it was reading."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(__file__).parent in Path(frame.filename).parents]
    place = f"{type(error).__name__} in {Path(ours[-1].filename).name}, line {ours[-1].lineno}"
    return (
        f"Something is wrong in the program, not in your file: {place}. Nothing is half kept. "
        "Report this line; it holds no answers."
    )


if __name__ == "__main__":
    sys.exit(main())
