"""A vault: the random key of one dataset and what it seals; which vaults are open is known to one run alone."""

import hmac
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from swit_data.errors import LockedError, say

FILE = "vault.json"  # who may open the vault
SEALED = "sealed"  # the folder of what is sealed, and of a second copy of FILE
HEAD = b"SWITSEAL\x01"  # begins every sealed file: the format, and its version
KEY = 32  # bytes: AES-256
NONCE = 12  # bytes, drawn at random: 2^32 files under one key before two alike are likelier than 1 in 2^32
_TAG = 16
_FINGERPRINT = re.compile(r"[0-9a-f]{16,}")


class Vault:
    """An open vault. Its keys stand in memory that is overwritten when it is closed."""

    def __init__(self, code: str, key: bytearray) -> None:
        """Hold the key of a vault; `code` tells vaults apart and is no secret."""
        self.code = code
        self._key: bytearray = key
        self._files, self._names = bytearray(KEY), bytearray(KEY)
        HKDFExpand(SHA256(), KEY, b"files").derive_into(key, self._files)
        HKDFExpand(SHA256(), KEY, b"names").derive_into(key, self._names)

    @classmethod
    def new(cls) -> "Vault":
        """Return a vault that nothing is in yet."""
        return cls(secrets.token_hex(16), bytearray(AESGCM.generate_key(KEY * 8)))

    @property
    def closed(self) -> bool:
        """Say whether it is closed."""
        return not self._key

    def close(self) -> None:
        """Overwrite the keys."""
        for key in (self._key, self._files, self._names):
            wipe(key)
            del key[:]

    def __del__(self) -> None:
        """Overwrite the keys of what nobody closed."""
        self.close()

    def wrapped(self, nonce: bytes, by: bytearray, about: bytes) -> bytes:
        """Return the key as another key wraps it."""
        return AESGCM(by).encrypt(nonce, self._key, about)

    def seal(self, name: str, content: bytes) -> bytes:
        """Return the sealed bytes of a file; they open as this file of this dataset only."""
        about, nonce = self._about(name), secrets.token_bytes(NONCE)
        sealed = AESGCM(self._files).encrypt(nonce, content, about)
        return b"".join((HEAD, nonce, sealed))

    def unseal(self, name: str, sealed: bytes) -> bytes:
        """Return what a file holds.

        Raises:
            ValueError: it is damaged, or another file, or of another dataset or version.
        """
        about, start = self._about(name), len(HEAD) + NONCE
        if not sealed.startswith(HEAD) or len(sealed) < start + _TAG:
            raise ValueError("no sealed file")
        nonce, content = sealed[len(HEAD) : start], memoryview(sealed)[start:]
        try:
            return AESGCM(self._files).decrypt(nonce, content, about)
        except InvalidTag as error:
            raise ValueError("the seal is broken") from error

    def named(self, name: str) -> str:
        """Return the name of a file on disk: a fingerprint of content says nothing there, and is the same each time."""
        self._refuse_closed()
        folder, slash, own = name.rpartition("/")
        digest = hmac.digest(self._names, name.encode(), "sha256").hex()
        return folder + slash + _FINGERPRINT.sub(lambda found: digest[: len(found[0])], own)

    def _about(self, name: str) -> bytes:
        self._refuse_closed()
        return b"\0".join((HEAD, self.code.encode(), name.encode()))

    def _refuse_closed(self) -> None:
        if self.closed:
            raise LockedError(
                say("This dataset was locked meanwhile. Open it with its passphrase.")
            )


def wipe(key: bytearray) -> None:
    """Overwrite a secret where it stands."""
    key[:] = bytes(len(key))


class Opened:
    """The vaults that are open in one run: of a command, or of one person's session."""

    def __init__(self) -> None:
        """Begin with none."""
        self._vaults: dict[Path, Vault] = {}

    def put(self, place: Path, vault: Vault) -> Vault:
        """Keep an open vault for a folder, or the file of a backup; one that is open already stays, and is given."""
        known = self.get(place)
        if known and known is not vault and known.code == vault.code:
            vault.close()
            return known
        self._vaults[place.resolve()] = vault
        return vault

    def get(self, place: Path) -> Vault | None:
        """Return the open vault of a folder."""
        found = self._vaults.get(place.resolve())
        return None if found is None or found.closed else found

    @property
    def any_open(self) -> bool:
        """Say whether one of them is open."""
        return any(not vault.closed for vault in self._vaults.values())

    def coded(self, code: str) -> Vault | None:
        """Return an open vault by its code."""
        found = (vault for vault in self._vaults.values() if not vault.closed)
        return next((vault for vault in found if vault.code == code), None)

    def close(self, place: Path | None = None) -> None:
        """Close the vault of a folder, or every one."""
        for path in [place.resolve()] if place else list(self._vaults):
            vault = self._vaults.pop(path, None)
            if vault and vault not in self._vaults.values():
                vault.close()


_RUN: ContextVar[Opened | None] = ContextVar("swit_opened_vaults", default=None)
_OTHERWISE: list[Callable[[], Opened]] = [Opened]


def use(opened: Opened) -> None:
    """Make these the open vaults of the run from here on."""
    _RUN.set(opened)


def opened_by(source: Callable[[], Opened]) -> None:
    """Let this say which vaults are open where nobody has said `use`: in the app, those of the visit that asks."""
    _OTHERWISE[0] = source


@contextmanager
def running() -> Iterator[Opened]:
    """Give a run without open vaults; all are closed when it ends."""
    opened = Opened()
    token = _RUN.set(opened)
    try:
        yield opened
    finally:
        _RUN.reset(token)
        opened.close()


def current() -> Opened:
    """Return the open vaults of this run, or of this visit; elsewhere there are none."""
    return _RUN.get() or _OTHERWISE[0]()


def is_vault(folder: Path) -> bool:
    """Say whether a dataset lies in a vault."""
    return (folder / FILE).exists() or (folder / SEALED / FILE).exists()


def vault_of(folder: Path) -> Vault | None:
    """Return the open vault of a dataset; none for a plain one.

    Raises:
        LockedError: it lies in a vault that is not open.
    """
    if not is_vault(folder):
        return None
    found = current().get(folder)
    if found is None:
        raise LockedError(
            say("{folder}: this dataset is locked. Open it with its passphrase.", folder=folder)
        )
    return found
