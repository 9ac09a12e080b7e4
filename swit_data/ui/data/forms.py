"""The questionnaire to take out: form, focus groups, paper, showcard, workbook for data entry."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st

from swit_data import framework
from swit_data.framework import Framework
from swit_data.framework.model import SETS
from swit_data.questionnaire import (
    KINDS,
    Given,
    Order,
    form_languages,
    make,
    notices,
    spoken_in,
)
from swit_data.ui import blocks
from swit_data.ui.data.told import tell, told
from swit_data.wording import Wording

_ONE_LANGUAGE = ("paper", "showcard")  # one file a language, for what one person reads
_SHIPPED = Path(__file__).parents[3] / "data" / "framework" / "swit.toml"


def offer_forms(wording: Wording) -> None:
    """Draw the choice of questions, pilot and round, and one button a form."""
    text = wording.text
    blocks.words("forms", ("h2", text("data.forms")), ("p", text("data.forms.how")))
    with told("forms", wording), st.expander(text("data.forms.make")):
        measured = _shipped()
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
        languages = _languages(pilot, wording)
        order = Order(measured, chosen, languages, Given(pilot, number.strip(), contact.strip()))
        tell("form_notices", wording, notices(order))
        with st.container(horizontal=True):
            for kind in KINDS:
                if kind not in _ONE_LANGUAGE:
                    _offer(order, kind, wording.text(f"data.forms.{kind}"))
        for kind in _ONE_LANGUAGE:
            with st.container(horizontal=True):
                _offer_each(order, kind, wording)


@cache
def _shipped() -> Framework:
    """Return our own framework: it is read once, not at each click on the page."""
    return framework.load(_SHIPPED)


def _languages(pilot: str, wording: Wording) -> tuple[str, ...]:
    """Draw the choice of a form's languages, which are not those of the screen."""
    names = form_languages()
    usual = wording.listing([names[code] for code in spoken_in(pilot)])
    return tuple(
        st.multiselect(
            wording.text("data.forms.languages"),
            list(names),
            format_func=lambda code: names[code],
            placeholder=wording.text("data.forms.languages.usual", languages=usual),
            key="form_languages",
        )
    )


def _offer(order: Order, kind: str, label: str, language: str = "") -> None:
    """Draw the button of a kind of form, in its languages or in one."""
    st.download_button(
        label,
        lambda: next(make(order, kind)).content,
        file_name=f"{order.stem}-{kind}{'.' * bool(language)}{language}.{'pdf' if language else 'xlsx'}",
        on_click="ignore",
        key=f"form_{kind}{'_' * bool(language)}{language}",
    )


def _offer_each(order: Order, kind: str, wording: Wording) -> None:
    """Draw a button for each language that a form is in."""
    for code in order.spoken:
        form, name = wording.text(f"data.forms.{kind}"), form_languages()[code]
        label = wording.text("data.forms.one_language", form=form, language=name)
        _offer(replace(order, languages=(code,)), kind, label, code)
