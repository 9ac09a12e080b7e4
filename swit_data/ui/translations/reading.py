"""The texts of a chapter: English, the translation and a third language, with what helps to judge them."""

from collections.abc import Iterator

import streamlit as st

from swit_data.catalogues import Pair, ease, faults_of_text
from swit_data.catalogues.ease import LONG, SHORT
from swit_data.catalogues.pages import in_language
from swit_data.catalogues.texts import current
from swit_data.ui import blocks
from swit_data.ui.elements import Line
from swit_data.ui.translations import changes
from swit_data.ui.translations.desk import Desk, chapter_name
from swit_data.wording import SOURCE, Forms, Wording, languages


def show_texts(desk: Desk) -> None:
    """Draw the texts that are on the page, each with its boxes."""
    text = desk.wording.text
    how = text("translations.ease.how", short=SHORT, long=LONG)
    source = desk.wording.label(current().source, "framework.source")
    of_framework = [("small", source)] if desk.room == "framework" else []
    title = chapter_name(desk.chapter, desk.wording)
    blocks.words("translations_how", ("h2", title), ("small", how), *of_framework)
    for pair in desk.shown:
        with st.container(border=True):
            _show(desk, pair)


def _show(desk: Desk, pair: Pair) -> None:
    with st.grid(2 + bool(desk.beside), min_column_width=260):
        for language in filter(None, (SOURCE, desk.beside)):
            with st.container():
                blocks.words(f"said_{pair.number}_{language}", *_said(desk, pair, language))
        with st.container():
            _boxes(desk, pair)
    blocks.words(f"about_{pair.number}", *_about(desk, pair))


def _said(desk: Desk, pair: Pair, language: str) -> Iterator[Line]:
    """Give a text in a language that is not being reviewed, and its reading ease."""
    forms = in_language(pair, language)
    yield "h3", languages()[language]
    yield from (("p", form) for form in forms)
    if forms:
        yield "small", _ease(forms, language, desk.wording)


def _boxes(desk: Desk, pair: Pair) -> None:
    """Draw a box for each form of the translation, the tick, and what is wrong with what stands there."""
    text, file = desk.wording.text, desk.file
    before = [("p", form) for form in pair.said] if changes.reworded(file, pair) else []
    blocks.words(f"said_{pair.number}", ("h3", languages()[desk.language]), *before)
    for number, said in enumerate(changes.forms(file, pair)):
        label = text("translations.better")
        if pair.numbers:
            numbers = desk.wording.listing([str(n) for n in pair.numbers[number]])
            label = text("translations.better.form", numbers=numbers)
        st.text_area(label, said, height="content", **changes.box(file, pair, number))
    forms = changes.forms(file, pair)
    below = [("small", _ease(forms, desk.language, desk.wording))]
    if changes.reworded(file, pair):
        reasons = faults_of_text(pair.english, forms, desk.language)
        below += [("mark", desk.wording.sentence(reason)) for reason in reasons]
    blocks.words(f"ease_{pair.number}", *below)
    if pair.state != "official" or changes.reworded(file, pair):
        st.checkbox(
            text("translations.read"),
            changes.ticked(file, pair),
            **changes.box(file, pair, "read"),
        )


def _about(desk: Desk, pair: Pair) -> Iterator[Line]:
    """Give what a text is: who has read it, its part, the answers to it, its source, its key and its note."""
    wording, text = desk.wording, desk.wording.text
    lines = [text(f"translations.state.{pair.state}", by=pair.by)]
    if indicator := pair.indicator:
        part = current().parts[indicator.part]
        name = f"{part.code} {wording.label(part.label, f'part.{part.code}')}"
        words, scale = Wording.of(desk.language), current().scales[indicator.scale]
        answers = [words.label(a.label, f"answer.{scale.code}.{a.code}") for a in scale.answers]
        lines += [
            text("translations.part", part=name),
            text("translations.answers", answers=" / ".join(answers)),
            text("translations.source", codes=", ".join(indicator.source) or "–"),
        ]
    yield "small", " · ".join(lines)
    notes = [text("translations.note", note="; ".join(pair.notes))] if pair.notes else []
    yield "small", " · ".join([pair.key, *notes])


def _ease(forms: Forms, language: str, wording: Wording) -> str:
    found = ease(forms)
    return wording.text(
        "translations.ease",
        language=languages()[language],
        words=wording.number(found.words_a_sentence, 1),
        meaning=wording.text(f"translations.ease.{found.length}"),
        letters=wording.number(found.letters_a_word, 1),
    )
