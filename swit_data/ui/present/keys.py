"""Which keys the presentation hears: all of them, but those that the speaker switched off."""

import streamlit as st

from swit_data.ui import blocks, session
from swit_data.wording import Wording

GROUPS = (
    *("arrows", "pages", "space", "ends"),
    *("blank", "asked", "notes", "paper", "full", "leave"),
)
_OFF = "meeting_keys_off"


def off() -> tuple[str, ...]:
    """Return the keys that do nothing, by group."""
    kept: tuple[str, ...] = session.remembered(_OFF, ())
    return kept


def switch_off(groups: tuple[str, ...]) -> None:
    """Let these keys do nothing; what is no group of keys is passed over."""
    session.remember(_OFF, tuple(group for group in GROUPS if group in groups))


def choose_keys(wording: Wording) -> None:
    """Draw the keys, each to be switched off and on."""
    text = wording.text
    blocks.words("meeting_keys", ("h2", text("keys.title")), ("small", text("keys.how")))
    with st.container(horizontal=True, key="meeting_keys_row"):
        heard = [group for group in GROUPS if _heard(group, wording)]
    switch_off(tuple(group for group in GROUPS if group not in heard))


def _heard(group: str, wording: Wording) -> bool:
    label = wording.text(f"keys.{group}")
    key = f"meeting_key_{group}_{wording.language}"
    return st.checkbox(label, value=group not in off(), key=key)
