"""The languages that a test runs in: English and Ukrainian always, the others with `pytest -m long`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest

from swit_data.wording import languages

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

ALWAYS = ("en", "uk")
LANGUAGES = tuple(languages())  # for a test that takes a tenth of a second in each
EVERY_LANGUAGE = [
    pytest.param(code, marks=[pytest.mark.long] * (code not in ALWAYS)) for code in languages()
]


def in_turns(things: Sequence[Any]) -> list[ParameterSet]:
    """Return each of these with English and with Ukrainian; the gate tries one of them by turns."""
    return [
        pytest.param(thing, language, marks=[pytest.mark.long] * ((place + turn) % 2))
        for turn, thing in enumerate(things)
        for place, language in enumerate(ALWAYS)
    ]
