"""Who may open the vault of a dataset: a second person, another passphrase, a sheet to print."""

from pathlib import Path

import streamlit as st

from swit_data import store
from swit_data.ui import blocks, session
from swit_data.ui.data import passphrases
from swit_data.ui.data.told import announce
from swit_data.wording import Wording

_SHEET = "vault_sheet"
_ADD, _CHANGE, _REMOVE = "add", "change", "remove"


def show_holders(folder: Path, wording: Wording) -> None:
    """Draw who may open the dataset, and what can be changed of it."""
    names, text = store.who_opens(folder), wording.text
    said = wording.listing([_named(name, wording) for name in names])
    blocks.words("holders", ("p", text("vault.who.names", names=said)))
    ways = [_ADD, _CHANGE, *([_REMOVE] if len(names) > 1 else [])]
    way = st.segmented_control(
        text("vault.who.way"),
        ways,
        format_func=lambda code: text(f"vault.{code}"),
        key="vault_way",
        label_visibility="collapsed",
    )
    drawn = {_ADD: _add, _CHANGE: _change, _REMOVE: _remove}
    if way in ways:
        drawn[str(way)](folder, names, wording)
    _sheet(folder, wording)


def _whose(names: tuple[str, ...], wording: Wording, key: str) -> str:
    return st.selectbox(
        wording.text("vault.holder"), names, format_func=lambda name: _named(name, wording), key=key
    )


def _named(holder: str, wording: Wording) -> str:
    return wording.text("vault.first") if holder == store.FIRST else holder


def _add(folder: Path, _names: tuple[str, ...], wording: Wording) -> None:
    text = wording.text
    name = st.text_input(text("vault.add.name"), help=text("vault.add.how"), key="vault_add_name")
    passphrase = passphrases.choose(_ADD, wording)
    if st.button(text("vault.add.do"), key="vault_add", disabled=not (passphrase and name.strip())):
        store.add_holder(folder, name, passphrase)
        _done(_ADD, text("vault.add.done", name=name.strip()))


def _change(folder: Path, names: tuple[str, ...], wording: Wording) -> None:
    text = wording.text
    holder = _whose(names, wording, "vault_change_whose")
    passphrase = passphrases.choose(_CHANGE, wording)
    if st.button(text("vault.change.do"), key="vault_change", disabled=not passphrase):
        store.change_passphrase(folder, holder, passphrase)
        _done(_CHANGE, text("vault.change.done"))


def _remove(folder: Path, names: tuple[str, ...], wording: Wording) -> None:
    text = wording.text
    blocks.words("remove", ("p", text("vault.remove.how")))
    holder = _whose(names, wording, "vault_remove_whose")
    if st.button(text("vault.remove.do"), key="vault_remove"):
        store.remove_holder(folder, holder)
        _done(_REMOVE, text("vault.remove.done", name=_named(holder, wording)))


def _done(place: str, line: str) -> None:
    passphrases.next_choice(place)
    announce("vault", line)


def _sheet(folder: Path, wording: Wording) -> None:
    """Draw the button that makes a recovery sheet, then the sheet, which opens the dataset from then on."""
    text = wording.text
    blocks.words("sheet", ("p", text("vault.sheet.how")))
    if st.button(text("vault.sheet.make"), key="vault_sheet_make"):
        made = store.recovery_sheet(folder)
        store.renew_recovery(folder, made.code)
        under = [wording.sentence(line) for line in made.lines]
        session.remember(_SHEET, [wording.sentence(made.title), made.code, *under])
    lines: list[str] = session.remembered(_SHEET, [])
    if lines:
        blocks.words("recovery", *(("p", line) for line in lines))
        with st.container(horizontal=True):
            st.download_button(
                text("vault.sheet.save"),
                "\n\n".join([*lines, ""]).encode(),
                file_name=f"{folder.name}-recovery-sheet.txt",
                mime="text/plain",
                on_click="ignore",
                key="vault_sheet_save",
            )
            if st.button(text("vault.sheet.hide"), key="vault_sheet_hide"):
                put_sheet_away()
                st.rerun()


def put_sheet_away() -> None:
    """Take the code of a new sheet off the screen."""
    session.remember(_SHEET, [])
