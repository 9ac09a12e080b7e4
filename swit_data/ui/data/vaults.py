"""The vault of a dataset: opened with a passphrase and locked again; who may open it; a plain one moved into one."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from swit_data import store
from swit_data.framework import Framework
from swit_data.ui import blocks
from swit_data.ui.data import locking, passphrases
from swit_data.ui.data.holders import show_holders
from swit_data.ui.data.told import announce, announced, told
from swit_data.wording import Wording

_NEW = "new"


def open_or_ask(folder: Path | None, wording: Wording) -> bool:
    """Draw what the vault of a dataset needs, and say whether the dataset can be worked on."""
    announced("vault")
    if folder is None or not store.is_there(folder):
        return True
    if not store.is_vault(folder):
        _offer_vault(folder, wording)
        return True
    if locking.opened().get(folder) is None:
        _ask(folder, wording)
        return False
    _offer_lock(folder, wording)
    return True


def choose_new(folder: Path, measured: Framework, wording: Wording) -> str | None:
    """Draw what opens a dataset that is to be made: a passphrase, or said aloud none, unless what is asked forbids it.

    Returns the passphrase; an empty text where none is needed, nothing while it is not chosen.
    """
    if store.is_there(folder):
        return ""
    text = wording.text
    blocks.words("new_vault", ("h3", text("vault.make")), ("p", text("vault.make.how")))
    if not measured.sensitive and st.checkbox(text("vault.make.plain"), key="vault_plain"):
        return ""
    return passphrases.choose(_NEW, wording) or None


def make(folder: Path, passphrase: str) -> None:
    """Make the vault of a new dataset, open for this visit.

    Raises:
        DatasetError: the folder cannot be written.
    """
    store.new_vault(folder, passphrase)
    passphrases.next_choice(_NEW)


def _ask(folder: Path, wording: Wording) -> None:
    text = wording.text
    blocks.words("locked", ("h2", text("vault.locked")), ("p", text("vault.locked.how")))
    with told("unlock", wording), st.form("vault_open", clear_on_submit=True, border=False):
        typed = passphrases.typed(text("vault.passphrase"), "vault_passphrase")
        if st.form_submit_button(text("vault.open"), key="vault_open_now") and typed:
            store.open_vault(folder, typed)
            st.rerun()


def _offer_lock(folder: Path, wording: Wording) -> None:
    text = wording.text
    minutes = wording.number(locking.IDLE / 60)
    with st.container(horizontal=True, vertical_alignment="center", key="vault_row"):
        blocks.words("unlocked", ("p", text("vault.opened", n=minutes)))
        if st.button(text("vault.lock"), key="vault_lock"):
            locking.lock()
            announce("vault", text("vault.lock.done"))
    with told("holders", wording), st.expander(text("vault.who")):
        show_holders(folder, wording)


def _offer_vault(folder: Path, wording: Wording) -> None:
    """Draw the way of a plain dataset into a vault; its encrypted backup is laid beside its folder."""
    text = wording.text
    blocks.words("plain", ("p", text("vault.plain")))
    with told("move", wording), st.expander(text("vault.move")):
        blocks.words("move", ("p", text("vault.move.how")))
        passphrase = passphrases.choose("move", wording)
        if st.button(text("vault.move.do"), key="vault_move", disabled=not passphrase):
            now = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
            backup = folder.parent / f"{folder.name}-{now}.swit-backup.zip"
            store.into_vault(folder, passphrase, backup)
            passphrases.next_choice("move")
            announce("vault", text("vault.move.done", file=backup.name))
