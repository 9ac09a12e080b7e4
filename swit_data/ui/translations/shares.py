"""How far a language is read, chapter by chapter."""

import pandas as pd
import streamlit as st

from swit_data.translations import chapters
from swit_data.ui import blocks
from swit_data.ui.translations.desk import Desk, chapter_name
from swit_data.wording import languages


def show_shares(desk: Desk) -> None:
    """Draw one row per chapter: its texts, and how many of them are read, official, missing."""
    text = desk.wording.text
    title = desk.wording.labelled(text("translations.shares"), languages()[desk.language])
    blocks.words("translations_shares", ("h2", title))
    rows = [
        {
            text("translated.chapter"): chapter_name(each.name, desk.wording),
            text("translated.texts"): each.texts,
            text("translated.reviewed"): each.reviewed,
            text("translated.official"): each.official,
            text("translated.missing"): each.missing,
            # Never 100 % before the last one was read.
            text("translations.column.share"): desk.wording.percent(
                int(each.read * 100 / each.texts) / 100
            ),
        }
        for each in chapters(desk.language)
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
