"""A key is learnt by an act of the reader: the digits as the organisation read them, and a name for whose they are."""

from collections.abc import Mapping

from swit_data import store
from swit_data.errors import KeyringError, say, shown
from swit_data.released.signature import Signature, same_digits
from swit_data.store import KnownKey


def learn(signatures: Mapping[str, Signature], name: str, heard: str) -> tuple[KnownKey, ...]:
    """Know from now on who signed these pilots' releases: one key, whose digits were compared by voice.

    `heard`: the digits as the organisation read them. Where the same key was known, the newest release that was seen
    stays the newest.

    Raises:
        KeyringError: the digits are others, the name is none, or the keys that are known cannot be read or written.
    """
    called = " ".join(name.split())
    if not called or len(called) > store.MOST_NAME or not called.isprintable():
        text = "Write whose key it is, in at most {most} letters: the name by which you know the organisation."
        raise KeyringError(say(text, most=store.MOST_NAME))
    for signature in signatures.values():
        if not same_digits(heard, signature.key):
            text = (
                "“{heard}” are not the digits of the key that signed this release ({digits}). If the organisation read "
                "them so, somebody else signed it: do not show it. Nothing was learnt."
            )
            raise KeyringError(say(text, heard=shown(heard), digits=signature.digits))
    known = store.known_keys()
    rows = tuple(_row(pilot, by, called, known) for pilot, by in signatures.items())
    store.learn_key(*rows)
    return rows


def _row(pilot: str, by: Signature, name: str, known: store.Known) -> KnownKey:
    row, before = KnownKey(pilot, by.key, name, by.number, by.day), known.get(pilot)
    if before and before.key == by.key and before.number > by.number:
        return KnownKey(pilot, by.key, name, before.number, before.day)
    return row
