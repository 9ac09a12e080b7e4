"""What the community said of a release before it was approved: when, in which circle, of how many findings what.

It stands in release.toml; a release made before has none. No person is named in it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from swit_data.dataset import texts
from swit_data.errors import Sentence, say

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_NAMES = {"month": "community_read", "by": "read_by"}  # in release.toml; counts as they are


@dataclass(frozen=True)
class Reading:
    """The month (empty: not written down), the circle in its owner's words, and of how many findings what was said."""

    month: str = ""
    by: str = ""
    agreed: int = 0
    withheld: int = 0
    commented: int = 0
    kept_back: int = 0  # questions of which the release tells nothing, whenever that was said

    @property
    def head(self) -> dict[str, object]:
        """Return it as release.toml says it; nothing where it was not written down."""
        if not self.month:
            return {}
        return {_NAMES.get(f.name, f.name): getattr(self, f.name) for f in fields(self)}


NOT_WRITTEN = Reading()


def reading_of(told: Mapping[str, Any]) -> Reading:
    """Return what release.toml says of the reading.

    Raises:
        ValueError: it says what no reading is.
    """
    names = {f.name: _NAMES.get(f.name, f.name) for f in fields(Reading)}
    found = Reading(**{n: told[there] for n, there in names.items() if there in told})
    counts = (found.agreed, found.withheld, found.commented, found.kept_back)
    if any(type(n) is not int or n < 0 for n in counts) or (found.month and [*problems(found)]):
        raise ValueError("no reading")
    return found


def problems(reading: Reading) -> Iterator[Sentence]:
    """Give a sentence for each reason why a reading cannot be written down."""
    if not _MONTH.fullmatch(reading.month):
        text = "“{month}” is no month. Write the year and the month in which the community read it, as 2026-11."
        yield say(text, month=reading.month[:20])
    what = say("Who read it")
    yield from texts.problems(reading.by, what, texts.MOST_SHORT)
