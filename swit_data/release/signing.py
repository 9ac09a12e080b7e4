"""The key of an organisation that signs its releases: it lies in the dataset, and goes where the dataset goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from swit_data import store
from swit_data.errors import KeyringError, ReleaseError, say
from swit_data.released.gathering import gather, holds_release
from swit_data.released.signature import Signature, Signed, digits_of, written

KEY = ".signing-key"
_HALF = 32  # bytes: the private key, then the public one, which shows that neither is damaged


@dataclass(frozen=True)
class Signer:
    """Signs the folders of one release: with which key, when, and after which releases."""

    private: Ed25519PrivateKey
    day: str
    number: int

    def __call__(self, signed: Signed) -> bytes:
        """Return the file that says who made a pilot's release."""
        signature = Signature(_public(self.private), self.day, self.number)
        return written(signature, self.private.sign(signed.message(signature)))


def signer(folder: Path, out: Path, pilots: Iterable[str]) -> Signer:
    """Return what signs a release of a dataset; its first release makes the key.

    Raises:
        KeyringError: the key is damaged, or the keys that are known here cannot be read.
        ReleaseError: the key is gone, though a release of these pilots was signed.
        DatasetError: the folder cannot be written.
    """
    codes = set(pilots)
    before = _before(out, codes)
    private = _read(folder)
    if private is None and before:
        text = (
            "{folder}: the key that signs its releases is gone, and the release in {out} is signed ({digits}). Put the "
            "dataset back from a backup. If no backup has the key, make a new one (python -m swit_data keys new "
            "{folder}) and read its digits to everybody who knows the old one: for them a release is forged until then."
        )
        raise ReleaseError(say(text, folder=folder, out=out, digits=before[0].digits))
    now = datetime.now(UTC)
    known = [row.number for code, row in store.known_keys().items() if code in codes]
    number = max(int(now.timestamp()), *(n + 1 for n in (0, *known, *(s.number for s in before))))
    return Signer(private or _made(folder), now.date().isoformat(), number)


def new_key(folder: Path) -> str:
    """Make a new key for a dataset in the place of the one that it has, and return its digits.

    Raises:
        DatasetError: the folder cannot be written.
    """
    return digits_of(_public(_made(folder)))


def own_digits(folder: Path) -> str:
    """Return the digits of the key that signs the releases of a dataset; empty where it has none yet.

    Raises:
        KeyringError: the key is damaged.
    """
    private = _read(folder)
    return digits_of(_public(private)) if private else ""


def _before(out: Path, pilots: set[str]) -> list[Signature]:
    """Return the signatures of these pilots in the release that lies in a folder; what is damaged there has none."""
    found = gather(out).releases if holds_release(out) else ()
    return [one.signature for _, one in found if one.pilot in pilots and one.signature]


def _public(private: Ed25519PrivateKey) -> str:
    return private.public_key().public_bytes_raw().hex()


def _read(folder: Path) -> Ed25519PrivateKey | None:
    try:
        content = store.read_private(folder, KEY)
        private = Ed25519PrivateKey.from_private_bytes(content[:_HALF])
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _damaged(folder) from error
    if bytes.fromhex(_public(private)) != content[_HALF:]:
        raise _damaged(folder)
    return private


def _damaged(folder: Path) -> KeyringError:
    text = (
        "{folder}: the key that signs its releases ({file}) is damaged or cannot be read; nothing was released. Put "
        "the dataset back from a backup."
    )
    return KeyringError(say(text, folder=folder, file=KEY))


def _made(folder: Path) -> Ed25519PrivateKey:
    private = Ed25519PrivateKey.generate()
    content = private.private_bytes_raw() + bytes.fromhex(_public(private))
    with store.held(folder):
        try:
            store.put_private(folder, KEY, content)
        except OSError as error:
            raise store.cannot_write(folder, error) from error
    return private
