"""Who signed a release: its signature, checked, and the digits of the key that people compare by voice.

Signed is release.toml, and through the fingerprints in it every file, with the pilot, its rounds and a number that
grows with every release. It stands in a file of its own, so that a release has the same bytes whoever signs it.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from swit_data.dataset import write_toml
from swit_data.errors import ReleaseError, say
from swit_data.released.place import Place

SIGNATURE = "signature.toml"
_KIND = "swit release signature 1"  # a signature of anything else is none of a release
_DIGITS, _GROUP = (
    30,
    5,
)  # 10^30 keys: 99 bits, more than anybody can try until another key has the same digits
_KEY, _SIGNED = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_NUMBER = 2**53
_FALSE = (ValueError, TypeError, KeyError, RecursionError, InvalidSignature)


@dataclass(frozen=True)
class Signature:
    """A signature that is true: by which key, on which day, and the number that orders a pilot's releases."""

    key: str  # hexadecimal
    day: str  # as the signer's clock had it
    number: int  # grows with every release: seconds since 1970, or one more than the last

    @property
    def digits(self) -> str:
        """Return what people compare."""
        return digits_of(self.key)


@dataclass(frozen=True)
class Signed:
    """What a signature is of."""

    content: bytes  # release.toml
    pilot: str
    rounds: tuple[str, ...]

    def message(self, signature: Signature) -> bytes:
        """Return the bytes that are signed: a line that says what it is, and JSON with its names in order."""
        facts = {
            "day": signature.day,
            "key": signature.key,
            "number": signature.number,
            "pilot": self.pilot,
            "release": hashlib.sha256(self.content).hexdigest(),
            "rounds": sorted(self.rounds),
        }
        return f"{_KIND}\n{json.dumps(facts, sort_keys=True, separators=(',', ':'))}".encode()


def digits_of(key: str) -> str:
    """Return six groups of five digits that stand for a public key: digits are read aloud in every language."""
    number = int.from_bytes(hashlib.sha256(b"swit key 1" + bytes.fromhex(key)).digest())
    digits = f"{number % 10**_DIGITS:0{_DIGITS}}"
    return " ".join(digits[n : n + _GROUP] for n in range(0, _DIGITS, _GROUP))


def same_digits(heard: str, key: str) -> bool:
    """Say whether digits are those of a key, however they were grouped when they were written down."""
    return re.sub(r"[\s.-]", "", heard) == digits_of(key).replace(" ", "")


def written(signature: Signature, signed: bytes) -> bytes:
    """Return a signature as it stands in a release's folder."""
    head = {
        "key": signature.key,
        "day": signature.day,
        "number": signature.number,
        "signature": signed.hex(),
    }
    return write_toml("none", head, ()).encode()


def signature_of(folder: Place, content: bytes, signed: Signed) -> Signature:
    """Return the signature in a release's folder, checked; `content` is its file's.

    Raises:
        ReleaseError: it is not the signature of this release.
    """
    try:
        told = tomllib.loads(content.decode("utf-8"))
        found = _read(told)
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(found.key))
        key.verify(bytes.fromhex(told["signature"]), signed.message(found))
    except _FALSE as error:
        raise false(folder) from error
    return found


def _read(told: Mapping[str, Any]) -> Signature:
    key, day, number = told["key"], told["day"], told["number"]
    plain = (
        _KEY.fullmatch(key)
        and _SIGNED.fullmatch(told["signature"])
        and _DAY.fullmatch(day)
        and type(number) is int
        and 0 < number < MOST_NUMBER
    )
    if not plain:
        raise ValueError("no signature")
    return Signature(key, day, number)


def false(folder: Place) -> ReleaseError:
    """Return the refusal of a release whose signature is not its own."""
    text = (
        "{folder}: the signature of this release is false: release.toml was changed after it was signed, or the "
        "signature is that of another release. Do not show it; copy the release folder again from its owner."
    )
    return ReleaseError(say(text, folder=folder.name))
