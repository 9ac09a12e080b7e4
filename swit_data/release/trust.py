"""Who made a release, as far as this computer can tell: by the key that signed it, and those that were learnt here."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from swit_data import store
from swit_data.errors import KeyringError, ReleaseError, Sentence, say
from swit_data.released.pilot_release import PilotRelease, read_release
from swit_data.released.place import Place
from swit_data.released.signature import Signature, digits_of
from swit_data.store import Known, KnownKey


@dataclass(frozen=True)
class Trust:
    """What is said of who made a pilot's release, and whether it is to be shown at all."""

    said: Sentence
    refused: bool = False
    older: bool = False  # refused because a newer one was seen here


def judged(pilot: str, provenance: str, signature: Signature | None, known: Known) -> Trust:
    """Return what the keys that were learnt here say of a pilot's release; its signature is true, or it has none."""
    row = known.get(pilot)
    if signature is None:
        return _unsigned(pilot, provenance, row)
    if row is None:
        return Trust(_not_known(signature, known))
    if row.key != signature.key:
        return Trust(_other_key(pilot, signature, row), refused=True)
    if signature.number < row.number:
        return Trust(_older(pilot, signature, row), refused=True, older=True)
    text = "Signed by a key that this computer knows as “{name}” ({digits})."
    return Trust(say(text, name=row.name, digits=signature.digits))


def _unsigned(pilot: str, provenance: str, row: KnownKey | None) -> Trust:
    if provenance == "illustrative":
        return Trust(say("Not signed: these numbers are invented, and nobody's."))
    if row is None:
        return Trust(say("Not signed: the release itself does not prove who made it."))
    text = (
        "{pilot}: this release is not signed, and this computer knows the key of {pilot} as “{name}”. Do not show it; "
        "ask its owner for the signed release."
    )
    return Trust(say(text, pilot=pilot, name=row.name), refused=True)


def _not_known(signature: Signature, known: Known) -> Sentence:
    names = {row.name: row.pilot for row in known.values() if row.key == signature.key}
    if names:
        text = "Signed by a key that this computer knows as “{name}”, but for {pilot} ({digits})."
        name = next(iter(names))
        return say(text, name=name, pilot=names[name], digits=signature.digits)
    text = (
        "Signed by a key that this computer does not know ({digits}). Whose it is you know once the organisation has "
        "read you the same digits."
    )
    return say(text, digits=signature.digits)


def _other_key(pilot: str, signature: Signature, row: KnownKey) -> Sentence:
    text = (
        "{pilot}: this release is signed by another key ({digits}) than the one that this computer knows as “{name}” "
        "({known}). It may be forged: do not show it. If the organisation has a new key, let it read you the digits, "
        "then learn it: python -m swit_data keys learn RELEASE --as NAME."
    )
    known = digits_of(row.key)
    return say(text, pilot=pilot, digits=signature.digits, name=row.name, known=known)


def _older(pilot: str, signature: Signature, row: KnownKey) -> Sentence:
    text = (
        "{pilot}: this is an older release, signed on {day}: a newer one of {newest}, signed by the same key "
        "(“{name}”), was seen on this computer. Show the newer one, or ask its owner which of them holds."
    )
    return say(text, pilot=pilot, day=signature.day, newest=row.day, name=row.name)


def of_pilot(release: PilotRelease) -> Trust:
    """Return what the keys that were learnt here say of a pilot's release.

    Raises:
        KeyringError: they cannot be read.
    """
    return judged(release.pilot, release.provenance, release.signature, store.known_keys())


def trusted(
    folder: Place, opened: Callable[[Place], PilotRelease] = read_release, *, older: bool = False
) -> PilotRelease:
    """Return a pilot's release, if no key that was learnt here speaks against it; the newest seen is written down.

    `opened` reads it. `older`: also one of which a newer was seen, as for a document that was made of it.

    Raises:
        ReleaseError: it is damaged, falsely signed, or signed by another key than the pilot's; or it is older.
        KeyringError: the keys that were learnt here cannot be read.
    """
    release = opened(folder)
    found = of_pilot(release)
    if found.refused and not (older and found.older):
        raise ReleaseError(found.said)
    _note(release)
    return release


def _note(release: PilotRelease) -> None:
    signature, row = release.signature, store.known_keys().get(release.pilot)
    if signature and row and signature.key == row.key and signature.number > row.number:
        seen = KnownKey(release.pilot, row.key, row.name, signature.number, signature.day)
        with contextlib.suppress(KeyringError):  # a server may have no folder that it can write
            store.note_newest(seen)
