"""The stage of each pilot and round at a glance: form made, collected, checked, read by the community, released."""

from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from swit_data import store
from swit_data.release import ledger
from swit_data.released.gathering import gather, holds_release
from swit_data.ui import blocks, open_data
from swit_data.ui.data.told import told
from swit_data.wording import Wording


def show_stages(folder: Path, wording: Wording) -> None:
    """Draw one row per pilot and round of a dataset, with what is done."""
    text = wording.text
    blocks.words("stages", ("h2", text("data.stages")), ("p", text("data.stages.how")))
    with told("stages", wording):
        stored = store.open_dataset(folder)
        blocks.words("damaged", *(("p", wording.sentence(line)) for line in stored.damaged))
        st.dataframe(_table(stored, folder, wording), hide_index=True, width="stretch")


def _table(stored: store.Stored, folder: Path, wording: Wording) -> pd.DataFrame:
    """Return one row per pilot and round: what was done, and when."""
    text = wording.text
    people = stored.table("respondents")
    read_in = {
        place: entry.community_read
        for entry in ledger.read_entries(folder)
        for place in entry.places()
    }
    released = _released(open_data.release_of(folder))
    rows = []
    for row in stored.dataset.rounds:
        mine = pc.and_(pc.equal(people["pilot"], row.pilot), pc.equal(people["round"], row.round))
        month = read_in.get((row.pilot, row.round), "")
        rows.append(
            {
                text("data.stage.pilot"): wording.country(row.pilot),
                text("data.stage.round"): row.round,
                text("data.stage.form"): row.framework[:8],
                text("data.stage.collected"): f"{pc.sum(mine).as_py() or 0}"
                + (f" · {wording.month(row.month)}" if row.month else ""),
                text("data.stage.checked"): text("data.stage.yes"),
                text("data.stage.read"): wording.month(month) if month else text("data.stage.no"),
                text("data.stage.released"): text(
                    "data.stage.yes" if (row.pilot, row.round) in released else "data.stage.no"
                ),
            }
        )
    return pd.DataFrame(rows)


def _released(folder: Path) -> set[tuple[str, str]]:
    if not holds_release(folder):
        return set()
    return {
        (row["pilot"], row["round"])
        for _, released in gather(folder).releases
        for row in released.tables["pilot"].to_pylist()
    }
