"""A passphrase that somebody types: one there is, or a new one, offered in words and typed twice."""

import streamlit as st

from swit_data import store
from swit_data.ui import blocks, session
from swit_data.ui.data.told import tell
from swit_data.wording import Wording

_WIDE = 520  # px


def typed(label: str, key: str) -> str:
    """Draw a field that shows nothing of what is typed, and return it; no browser is asked to keep it."""
    return st.text_input(label, type="password", autocomplete="off", key=key, width=_WIDE)


def choose(place: str, wording: Wording) -> str:
    """Draw the choice of a new passphrase and return it once it is strong enough, and was typed twice or is ours.

    It is said before it is true that nobody can help who forgets it.
    """
    text, (offered, bits) = wording.text, _offered(place, wording.language)
    number = session.remembered(_times(place), 0)
    blocks.words(
        f"passphrase_{place}",
        ("p", text("vault.lost")),
        ("p", text("vault.offered", bits=wording.number(bits), words=offered)),
    )
    first = typed(text("vault.new"), f"passphrase_{place}_{number}")
    if not first:
        return ""
    if first.split() == offered.split():  # it stands above: nobody has mistyped it
        return first
    tell(f"strength_{place}", wording, [store.strength(first)])
    again = typed(text("vault.again"), f"passphrase_again_{place}_{number}")
    if again and again != first:
        blocks.words(f"differ_{place}", ("p", text("vault.differ")))
    return first if first == again and store.bits(first) >= store.LEAST_BITS else ""


def next_choice(place: str) -> None:
    """Forget what was typed at a place, and what was offered."""
    session.remember(_times(place), session.remembered(_times(place), 0) + 1)
    session.remember(_offer(place), None)


def _offered(place: str, language: str) -> tuple[str, int]:
    """Return the passphrase that is offered at a place, which stays the same while somebody types it."""
    found: tuple[str, int] | None = session.remembered(_offer(place), None)
    if found is None:
        found = store.drawn(language), store.drawn_bits(language)
        session.remember(_offer(place), found)
    return found


def _offer(place: str) -> str:
    return f"passphrase_offer_{place}"


def _times(place: str) -> str:
    return f"passphrase_times_{place}"
