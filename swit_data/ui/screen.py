"""The reader's screen: what belongs to every page of it, and whether it is a phone's."""

import streamlit as st

from swit_data.ui import session
from swit_data.ui.elements import element

_NARROW = "narrow"


def begin() -> None:
    """Draw, unseen, the rules of the page, and let the browser say when the screen is another than is thought."""
    rules = element("screen", "screen", isolated=False)
    rules(data={"narrow": narrow()}, key="screen", height=1, on_narrow_change=_told)


def narrow() -> bool:
    """Say whether the screen is as narrow as a phone's: as the browser told, before that as it calls itself."""
    return session.remembered(_NARROW, "Mobi" in st.context.headers.get("User-Agent", ""))


def _told() -> None:
    session.remember(_NARROW, bool(session.value_of("screen")["narrow"]["phone"]))
