"""The languages that a test runs in: English and Ukrainian always, the others with `pytest -m long`."""

import pytest

from swit_data.wording import languages

ALWAYS = ("en", "uk")
LANGUAGES = tuple(languages())  # for a test that takes a tenth of a second in each
EVERY_LANGUAGE = [
    pytest.param(code, marks=[pytest.mark.long] * (code not in ALWAYS)) for code in languages()
]
