"""A stand-in for the dashboard: the real frame and server around small pages, without data."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent

OVERVIEW = """
import streamlit as st
from swit_data.ui import choice, filters

st.title(choice.words().text("page.overview"))
"""
COMPARE = """
import streamlit as st
from swit_data.selection import Choices, Selection
from swit_data.ui import choice, filters

CHOICES = Choices(
    pilots=("IDN", "KEN", "SUR", "UKR"),
    rounds=("r1", "r2"),
    stakeholder_types=("government", "un_agency", "ngo"),
    levels=("national", "local"),
    dimensions=("rollout", "participation"),
    languages=("en", "uk"),
    start=Selection(dimension="participation"),
)
words = choice.words()
st.title(words.text("page.compare"))
chosen = filters.draw(
    ("pilots", "stakeholder_types", "dimension", "round"),
    CHOICES,
    lambda field, code: words.country(code) if field == "pilots" else code.replace("_", " "),
)
st.code(repr(chosen))
"""
CANARY = "RESPONDENT-FREE-TEXT-77"
BROKEN = f"""
import streamlit as st
from swit_data.errors import ReleaseError

if st.query_params.get("round") == "told":
    raise ReleaseError("release.toml: scores.parquet is damaged. Copy the folder again.")
raise ValueError("bad row: {CANARY}")
"""

LONG = """
import time
import streamlit as st

if st.button("4"):
    time.sleep(4)
"""


def build(folder: Path, *, overview: str = OVERVIEW) -> Path:
    """Make the stand-in in a folder, and return its app.py."""
    for name in (".streamlit", "static"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "app.py", folder)
    (folder / "pages").mkdir()
    drawn = {"overview": overview, "compare": COMPARE}
    for path in (ROOT / "pages").glob("*.py"):
        text = drawn.get(path.stem, OVERVIEW.replace("overview", path.stem))
        (folder / "pages" / path.name).write_text(text, "utf-8")
    return folder / "app.py"
