"""Who made the release that is shown, and the act by which a reader learns whose key it is."""

from collections.abc import Mapping

import streamlit as st

from swit_data import store
from swit_data.release.learning import learn
from swit_data.released.labels import Labels
from swit_data.released.signature import Signature
from swit_data.ui import blocks, sources
from swit_data.ui.data.told import announce, announced, told
from swit_data.wording import Wording


def show_keys(wording: Wording) -> None:
    """Draw who made each pilot's release, and the form that learns a key that is not known yet."""
    with told("keys", wording):
        labels = sources.labels(wording.language)
        made_by = sources.made_by(labels)
        if not made_by or labels.release.illustrative:
            return
        announced("keys")
        with st.expander(wording.text("signed.title")):
            blocks.words("made_by", *(("p", line) for line in made_by))
            if unknown := _unknown(labels.release.signatures):
                _learn(unknown, labels)


def _unknown(signatures: Mapping[str, Signature]) -> dict[str, Signature]:
    """Return the signatures of one key that is not known of these pilots: the first pilot's."""
    known = store.known_keys()
    new = {pilot: by for pilot, by in signatures.items() if pilot not in known}
    first = next(iter(new.values()), None)
    return {pilot: by for pilot, by in new.items() if first and by.key == first.key}


def _learn(signatures: Mapping[str, Signature], labels: Labels) -> None:
    text, pilots = labels.wording.text, ", ".join(map(labels.pilot, signatures))
    blocks.words("learn", ("p", text("data.keys.how", pilots=pilots)))
    heard = st.text_input(text("data.keys.digits"), key="keys_digits")
    name = st.text_input(text("data.keys.name"), key="keys_name")
    if st.button(text("data.keys.learn"), key="keys_learn"):
        learn(signatures, name, heard)
        announce("keys", text("data.keys.learnt", name=" ".join(name.split())))
