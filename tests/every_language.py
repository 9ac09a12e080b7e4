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


def in_turns(things: Sequence[Any], codes: Sequence[str] = LANGUAGES) -> list[ParameterSet]:
    """Return each of these with each language; the gate tries English and Ukrainian by turns."""
    return [
        pytest.param(thing, code, marks=[pytest.mark.long] * (code != ALWAYS[turn % 2]))
        for turn, thing in enumerate(things)
        for code in codes
    ]
