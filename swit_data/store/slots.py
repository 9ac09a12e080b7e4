"""vault.json: the key of a vault, wrapped once for each holder's passphrase and once for a recovery sheet."""

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from swit_data.store.recovery_code import secret_of
from swit_data.store.vault import KEY, NONCE, Vault, wipe

PASSPHRASE, RECOVERY = "passphrase", "recovery"
MOST_HOLDERS = 4  # each wrong passphrase is tried on every slot
_FORMAT = 1
_SALT = 16  # bytes
_HOLDERS = "holders"  # what the list of their names is sealed as


@dataclass(frozen=True)
class Cost:
    """What one guess costs with Argon2id: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int


# The second recommended option of RFC 9106: 64 MiB, three passes, four lanes. 0.2 s of processor, 0.65 to 1.4 s
# by the clock on two busy cores (docs/decisions/0025); much more memory would crowd out a browser on a laptop of 4 GB.
COST = Cost(64 * 1024, 3, 4)
_DEAREST = Cost(1024 * 1024, 16, 16)  # a vault.json that asks for more was made to keep us busy


@dataclass(frozen=True)
class Slot:
    """One way to open a vault: what its secret is made into, and the key wrapped by that."""

    kind: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @property
    def name(self) -> str:
        """Return what tells it from the others."""
        return self.salt.hex()

    def key(self, secret: str, code: str) -> bytearray | None:
        """Return the key of the vault, if this is the secret of the slot."""
        by, key = _derived(secret, self.salt, self.cost), bytearray(KEY)
        try:
            AESGCM(by).decrypt_into(self.nonce, self.wrapped, _about(self, code), key)
        except InvalidTag:
            return None
        finally:
            wipe(by)
        return key


@dataclass(frozen=True)
class Slots:
    """Every way to open a vault; `holders`: the sealed names of who has which."""

    code: str
    slots: tuple[Slot, ...] = ()
    holders: bytes = b""

    def names(self, vault: Vault) -> dict[str, str]:
        """Return the name of each holder, by slot."""
        return dict(json.loads(vault.unseal(_HOLDERS, self.holders)))

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        """Return the slots of one kind."""
        return tuple(slot for slot in self.slots if slot.kind == kind)

    def opened(self, secret: str) -> tuple[Vault, Slot] | None:
        """Return the vault that a passphrase or the code of a recovery sheet opens, and by which slot."""
        of_sheet = secret_of(secret)
        kind, tried = (RECOVERY, of_sheet) if of_sheet else (PASSPHRASE, secret)
        for slot in self.of_kind(kind):
            if key := slot.key(tried, self.code):
                return Vault(self.code, key), slot
        return None

    def with_slots(self, vault: Vault, slots: Iterable[Slot], names: Mapping[str, str]) -> "Slots":
        """Return other slots of the same vault, with the names of those who are left."""
        kept = tuple(slots)
        left = {slot.name: names[slot.name] for slot in kept if slot.name in names}
        return replace(self, slots=kept, holders=vault.seal(_HOLDERS, json.dumps(left).encode()))


def slot_for(vault: Vault, secret: str, kind: str = PASSPHRASE) -> Slot:
    """Return a new way to open a vault."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(NONCE)
    slot = Slot(kind, COST, salt, nonce, b"")
    by = _derived(secret, salt, COST)
    try:
        return replace(slot, wrapped=vault.wrapped(nonce, by, _about(slot, vault.code)))
    finally:
        wipe(by)


def _derived(secret: str, salt: bytes, cost: Cost) -> bytearray:
    # The same words from another keyboard are the same passphrase: composed letters, single spaces.
    plain = bytearray(" ".join(unicodedata.normalize("NFKC", secret).split()).encode())
    key = bytearray(KEY)
    made = Argon2id(
        salt=salt, length=KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    )
    made.derive_into(plain, key)  # type: ignore[arg-type]  # any buffer, so that it can be overwritten
    wipe(plain)
    return key


def _about(slot: Slot, code: str) -> bytes:
    cost = json.dumps(asdict(slot.cost), sort_keys=True)
    return "\0".join(("SWITSLOT1", code, slot.kind, cost, slot.salt.hex())).encode()


def to_bytes(slots: Slots) -> bytes:
    """Return the file of the slots, with its own fingerprint; it holds no name and no secret."""
    rows = [
        {
            "kind": slot.kind,
            "kdf": {"name": "argon2id", **asdict(slot.cost)},
            **{name: getattr(slot, name).hex() for name in ("salt", "nonce", "wrapped")},
        }
        for slot in slots.slots
    ]
    content = {
        "format": _FORMAT,
        "code": slots.code,
        "slots": rows,
        "holders": slots.holders.hex(),
    }
    sealed = {"content": content, "sha256": _fingerprint(content)}
    return (json.dumps(sealed, indent=1, sort_keys=True) + "\n").encode()


def from_bytes(content: bytes) -> Slots:
    """Return the slots of a file.

    Raises:
        ValueError: it is damaged, or of another version of this program; also TypeError, KeyError.
    """
    sealed = json.loads(content.decode("utf-8"))
    found = sealed["content"]
    if sealed["sha256"] != _fingerprint(found) or found["format"] != _FORMAT:
        raise ValueError("the fingerprint or the format is another")
    slots = tuple(map(_slot, found["slots"]))
    return Slots(str(found["code"]), slots, bytes.fromhex(found["holders"]))


def _slot(row: Mapping[str, Any]) -> Slot:
    kdf = dict(row["kdf"])
    cost = Cost(int(kdf["memory"]), int(kdf["passes"]), int(kdf["lanes"]))
    most = (_DEAREST.memory, _DEAREST.passes, _DEAREST.lanes)
    asked = (cost.memory, cost.passes, cost.lanes)
    if kdf["name"] != "argon2id" or any(a > m or a < 1 for a, m in zip(asked, most, strict=True)):
        raise ValueError("another way to make a key")
    salt, nonce, wrapped = (bytes.fromhex(row[name]) for name in ("salt", "nonce", "wrapped"))
    if row["kind"] not in (PASSPHRASE, RECOVERY):
        raise ValueError("another kind of slot")
    return Slot(str(row["kind"]), cost, salt, nonce, wrapped)


def _fingerprint(content: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
