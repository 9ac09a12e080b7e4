"""What was done to a dataset, undoing it, and its backup."""

from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from swit_data import store
from swit_data.ui import blocks
from swit_data.ui.data import locking, passphrases
from swit_data.ui.data.told import announce, announced, told
from swit_data.wording import Wording


def show_history(folder: Path, wording: Wording) -> None:
    """Draw the history of a dataset, the way back, and its backup."""
    text = wording.text
    blocks.words("history", ("h2", text("data.history")), ("p", text("data.history.how")))
    announced("history")
    with told("history", wording):
        commits = store.history(folder)
        st.dataframe(_table(commits, wording), hide_index=True, width="stretch")
        _undo(folder, commits, wording)
        with st.expander(text("data.backup")):
            _backup(folder, wording)


def _table(commits: tuple[store.Commit, ...], wording: Wording) -> pd.DataFrame:
    """Return one row per change of a dataset, the latest first."""
    text = wording.text
    return pd.DataFrame(
        [
            {
                text("data.history.number"): commit.number,
                text("data.history.when"): commit.when,
                text("data.history.who"): commit.who,
                text("data.history.what"): text(f"data.history.what.{commit.what}"),
                text("data.history.respondents"): commit.respondents,
                text("data.history.answers"): commit.answers,
            }
            for commit in reversed(commits)
        ]
    )


def _undo(folder: Path, commits: tuple[store.Commit, ...], wording: Wording) -> None:
    text = wording.text
    earlier = [commit.number for commit in commits if commit.restorable]
    if not earlier:
        return
    with st.expander(text("data.undo")):
        number = st.selectbox(text("data.undo.to"), earlier[::-1], key="data_undo_to")
        if st.button(text("data.undo.do"), key="data_undo"):
            store.undo(folder, number)
            announce("history", text("data.undo.done", number=number))


def _backup(folder: Path, wording: Wording) -> None:
    text = wording.text
    blocks.words("backup", ("p", text("data.backup.how")))
    st.download_button(
        text("data.backup.save"),
        locking.backup_of(folder),
        file_name=f"{folder.name}.swit-backup.zip",
        on_click="ignore",
        key="data_backup",
    )
    file = st.file_uploader(text("data.restore"), key="data_restore")
    if file is None:
        return
    passphrase = _passphrase(file, wording)
    if st.button(text("data.restore.do"), key="data_restore_do"):
        with told("restore", wording):  # nothing of it lies in a temporary file
            place, content = Path(file.name), file.getvalue()
            if passphrase:
                store.open_backup(place, passphrase, content)
            store.restore(folder, place, content=content)
            announce("history", text("data.restore.done"))


def _passphrase(file: UploadedFile, wording: Wording) -> str:
    """Draw the passphrase of a backup that is encrypted and opens otherwise than the dataset, and return it."""
    who = store.locked_by(Path(file.name), file.getvalue())
    if who is None or locking.opened().coded(who.code):
        return ""
    return passphrases.typed(wording.text("vault.of_backup"), f"vault_backup_{file.file_id}")
