"""The questionnaire to take out: form, focus groups, paper, showcard, workbook for data entry."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from swit_data import framework
from swit_data.framework.model import SETS
from swit_data.questionnaire import KINDS, Given, Order, make, notices
from swit_data.ui import blocks
from swit_data.ui.data.told import tell, told
from swit_data.wording import Wording

_SHIPPED = Path(__file__).parents[3] / "data" / "framework" / "swit.toml"


def offer_forms(wording: Wording) -> None:
    """Draw the choice of questions, pilot and round, and one button a form."""
    text = wording.text
    blocks.words("forms", ("h2", text("data.forms")), ("p", text("data.forms.how")))
    with told("forms", wording), st.expander(text("data.forms.make")):
        measured = framework.load(_SHIPPED)
        chosen = st.selectbox(
            text("data.forms.set"),
            SETS,
            format_func=lambda code: text(f"data.forms.set.{code}"),
            key="form_set",
        )
        codes = [pilot.code for pilot in measured.form.pilots]
        pilot = st.selectbox(
            text("data.forms.pilot"),
            ["", *codes],
            format_func=lambda code: wording.country(code) if code else text("data.forms.asked"),
            key="form_pilot",
        )
        number = st.text_input(text("data.forms.round"), key="form_round")
        contact = st.text_input(text("data.forms.contact"), key="form_contact")
        order = Order(measured, chosen, (), Given(pilot, number.strip(), contact.strip()))
        tell("form_notices", wording, notices(order))
        with st.container(horizontal=True):
            for kind in KINDS:
                _offer(order, kind, wording)


def _offer(order: Order, kind: str, wording: Wording) -> None:
    """Draw the button of a kind of form; forms hold every language, what is read by one person that of the page."""
    several = kind in ("xlsform", "groups")
    wanted = order if several else replace(order, languages=(wording.language,))
    ending = "pdf" if kind in ("paper", "showcard") else "xlsx"
    st.download_button(
        wording.text(f"data.forms.{kind}"),
        lambda: next(make(wanted, kind)).content,
        file_name=f"{order.stem}-{kind}.{ending}",
        on_click="ignore",
        key=f"form_{kind}",
    )
