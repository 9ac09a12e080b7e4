"""The keys of organisations that a person has learnt here: one a pilot, in a small file of theirs, never by itself.

With each stands the newest release that was seen here, so that an older one is recognised.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from swit_data.errors import KeyringError, say
from swit_data.store.disk import OWN, make_folder, replace_file
from swit_data.store.locations import default_folder

_FILE = "known_keys.json"
_SECONDS = 10
MOST_NAME = 80  # letters


@dataclass(frozen=True)
class KnownKey:
    """The key that signs the releases of a pilot: whose it is, as the reader says, and the newest that was seen."""

    pilot: str
    key: str  # hexadecimal
    name: str
    number: int  # of the newest release, as its signature says
    day: str


Known = Mapping[str, KnownKey]  # by pilot


def known_keys() -> Known:
    """Return the keys that were learnt on this computer.

    Raises:
        KeyringError: the file that holds them is damaged: nobody can tell a forged release then.
    """
    try:
        told = json.loads(_file().read_text("utf-8"))
        rows = [KnownKey(**row) for row in told["keys"]]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        text = (
            "{file}, which holds the keys that you learnt, cannot be read: a forged release would not be recognised. "
            "Put it back from a copy, or take it away and learn the keys again."
        )
        raise KeyringError(say(text, file=_file())) from error
    return {row.pilot: row for row in rows}


def learn_key(*learnt: KnownKey) -> None:
    """Know a pilot's key from now on, in the place of the one that was known.

    Raises:
        KeyringError: the file cannot be read or written.
    """
    _change(lambda known: {**known, **{row.pilot: row for row in learnt}})


def forget_key(pilot: str) -> None:
    """Know a pilot's key no longer.

    Raises:
        KeyringError: the file cannot be read or written.
    """
    _change(lambda known: {code: row for code, row in known.items() if code != pilot})


def note_newest(seen: KnownKey) -> None:
    """Write down a newer release of a pilot, signed with the key that is known for it; of no other key.

    Raises:
        KeyringError: the file cannot be read or written.
    """

    def noted(known: Known) -> Known:
        row = known.get(seen.pilot)
        if row is None or row.key != seen.key or row.number >= seen.number:
            return known
        return {**known, seen.pilot: replace(row, number=seen.number, day=seen.day)}

    _change(noted)


def keyring_stamp() -> int:
    """Return what changes when a key is learnt, forgotten, or a newer release is seen."""
    try:
        return _file().stat().st_mtime_ns
    except OSError:
        return 0


def _file() -> Path:
    return default_folder().parent / _FILE


def _change(change: Callable[[Known], Known]) -> None:
    with _alone():
        known = known_keys()
        now = change(known)
        if now != known:
            rows = [asdict(now[pilot]) for pilot in sorted(now)]
            replace_file(_file(), json.dumps({"keys": rows}, indent=1).encode())


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process change the file at a time: else what one learns another would write over."""
    try:
        make_folder(_file().parent)
        with FileLock(_file().with_suffix(".lock"), timeout=_SECONDS, mode=OWN):
            yield
    except (OSError, Timeout) as error:
        why = getattr(error, "strerror", "") or type(error).__name__
        text = "{file}: this file cannot be written ({why}); no key was learnt or forgotten."
        raise KeyringError(say(text, file=_file(), why=why)) from error
