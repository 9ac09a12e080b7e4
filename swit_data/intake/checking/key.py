"""The secret key of a dataset, and the respondent ids made with it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from swit_data.errors import DatasetError

if TYPE_CHECKING:
    from pathlib import Path

_FILE = ".key"
_BYTES = 32
_DIGITS = 16


@dataclass(frozen=True)
class Key:
    """A key that turns what identifies a submission into an id that says nothing without it."""

    folder: Path
    secret: bytes = field(repr=False)
    kept: bool

    @classmethod
    def of(cls, folder: Path, *, dataset_exists: bool) -> Key:
        """Return the key of a dataset's folder; a new one, not yet written, where nothing is.

        Raises:
            DatasetError: the dataset is there and its key is missing or damaged.
        """
        try:
            secret = (folder / _FILE).read_bytes()
        except FileNotFoundError:
            secret = b""
        except OSError as error:
            raise DatasetError(
                f"{folder}: the key of this dataset cannot be read ({error.strerror}). Check who "
                "may open the folder."
            ) from error
        if len(secret) == _BYTES:
            return cls(folder, secret, kept=True)
        if dataset_exists:
            raise DatasetError(
                f"{folder}: the key of this dataset ({_FILE}) is missing or damaged; without it "
                "the people in it would be counted twice. Restore it from a backup, or import the "
                "files again into a new folder."
            )
        return cls(folder, secrets.token_bytes(_BYTES), kept=False)

    def keep(self) -> None:
        """Write a new key, readable by its owner only.

        Raises:
            DatasetError: the folder cannot be written, or another import made a key meanwhile.
        """
        if self.kept:
            return
        path = self.folder / _FILE
        try:
            self.folder.mkdir(0o700, parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size != _BYTES:
                path.unlink()  # left by a first import that was cut off; no dataset rests on it
            with open(path, "xb", opener=_for_owner) as file:
                file.write(self.secret)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError as error:
            raise DatasetError(
                f"{self.folder}: another import is running there; nothing was changed. Try again "
                "when it is done."
            ) from error
        except OSError as error:
            raise DatasetError(
                f"{self.folder}: this folder cannot be written ({error.strerror}); nothing was "
                "changed. Choose another folder."
            ) from error

    def pseudonym(self, kind: str, text: str) -> str:
        """Return the id of a text; the same for the same kind and text under the same key."""
        message = f"{kind}\0{text}".encode()
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()[:_DIGITS]


def _for_owner(path: str, flags: int) -> int:
    # Windows keeps no such mode: docs/privacy.md says what holds there.
    return os.open(path, flags, 0o600)
