"""The cached doors to the data: which release is open, in whose words."""

import os
from contextvars import ContextVar
from functools import partial
from pathlib import Path

import streamlit as st

from swit_data import store
from swit_data.release.illustrative import illustrative
from swit_data.release.trust import judged, trusted
from swit_data.released.bucket import Bucket
from swit_data.released.labels import Labels
from swit_data.released.release import Release, open_release
from swit_data.released.signature import SIGNATURE
from swit_data.released.stamps import stamp
from swit_data.ui import choice, open_data, session
from swit_data.ui.reopened import Reopened
from swit_data.ui.watched import Opened, Watched
from swit_data.wording import Wording

_DRAFT = "draft"
_OPENED: ContextVar[list[Opened]] = ContextVar("opened")


def release() -> Release:
    """Return the draft that is being read, else the release that SWIT_RELEASE or SWIT_DATASET name or that was chosen.

    Without any of them the illustrative one.

    Where one pilot is shown alone, only what is its own: no page can show more.

    Raises:
        SwitError: it is missing, damaged, or a collected dataset without an approved release.
    """
    whole = _opened()[0]
    pilot = choice.alone(whole.pilots)
    return whole.alone(pilot) if pilot else whole


def fingerprint() -> str:
    """Return the id of the whole release that is open, whether one of its pilots is shown alone or not."""
    return _opened()[0].fingerprint


def labels_about(language: str, pilot: str) -> Labels:
    """Return the names of a release of which one pilot, if one is named, is shown alone, as a slide may ask.

    Where everything is shown of one pilot alone, no slide shows more.
    """
    whole = _opened()[0]
    one = pilot if pilot in whole.pilots and len(whole.pilots) > 1 else ""
    now = choice.alone(whole.pilots) or one
    found = whole.alone(now) if now else whole
    return Labels(found, Wording.of(language))


def problems() -> tuple[str, ...]:
    """Return a sentence for each pilot of the release that cannot be shown; where one is shown alone, of no other."""
    whole, told = _opened()
    return () if choice.alone(whole.pilots) else told


def labels(language: str) -> Labels:
    """Return the names of what the open release holds, in a language."""
    return Labels(release(), Wording.of(language))


def made_by(labels: Labels) -> tuple[str, ...]:
    """Return a line for each pilot that is shown: who made its release, as far as this computer can tell."""
    shown, wording = labels.release, labels.wording
    if shown.draft:
        return ()
    known = store.known_keys()
    found = (
        (pilot, judged(pilot, shown.provenances[pilot], shown.signatures.get(pilot), known).said)
        for pilot in shown.pilots
    )
    return tuple(
        wording.labelled(labels.pilot(pilot), wording.sentence(said)) for pilot, said in found
    )


def draft() -> Release | None:
    """Return the draft that this visit reads with the community, if there is one; nobody else sees it."""
    return session.remembered(_DRAFT, None)


def show_draft(opened: Release | None) -> None:
    """Show a draft on every page of this visit from now on; none: what was shown before, and nothing drawn is kept."""
    if opened is None and draft():
        st.cache_resource.clear()
    session.remember(_DRAFT, opened)
    _OPENED.set([])


def begin() -> None:
    """Begin a run: it looks once which release is open, and shows that one to its end."""
    _OPENED.set([])


def _opened() -> Opened:
    found = _OPENED.get([])  # a fragment runs without what stands around it
    if not found:
        found.append(_open())
    return found[0]


def opened_beforehand() -> Release:
    """Return what was chosen, opened before anybody looks.

    Raises:
        SwitError: it is missing, damaged, or a collected dataset without an approved release.
    """
    return _open_chosen()[0]


def _open() -> Opened:
    opened = draft()
    return (opened, ()) if opened else _open_chosen()


def _open_chosen() -> Opened:
    place = open_data.place_shown()
    if isinstance(place, Bucket):
        return _watched(place, repr(place)).opened()
    if place:
        lying = (stamp(place, "release.toml", SIGNATURE), store.keyring_stamp())
        return _reopened(place).opened(lying, partial(open_release, place, trusted))
    now = open_data.chosen()
    return illustrative(Path(now.dataset)) if _shown_as_it_is(now.dataset) else illustrative(), ()


def _shown_as_it_is(folder: str) -> bool:
    """Say whether a dataset is to be shown without a release: one that SWIT_DATASET names, not one being worked on."""
    return bool(folder) and folder == os.environ.get("SWIT_DATASET")


@st.cache_resource(show_spinner=False, max_entries=2)
def _watched(_place: Bucket, address: str) -> Watched:
    del address  # the cache's key
    return Watched(_place)


@st.cache_resource(show_spinner=False, max_entries=2)
def _reopened(folder: Path) -> Reopened:
    del folder  # the cache's key
    return Reopened()
