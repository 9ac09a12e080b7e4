"""Respondents of a file who stand in another pilot or round already: nobody is moved, and nobody counts twice."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from swit_data.errors import Sentence, say
from swit_data.store.stored import Stored


def standing_elsewhere(stored: Stored, coming: pa.Table) -> tuple[Sentence, ...]:
    """Return a sentence for each pilot and round in which some of the respondents that come stand already.

    Released in both, whoever subtracts one round from the other reads the answers of the few who stand in one only.
    """
    names = ("pilot", "round")
    there = _places(stored.table("respondents"))
    both = [(there[who], place) for who, place in _places(coming).items() if who in there]
    counted = Counter((before, now) for before, now in both if before != now)
    return tuple(
        say(
            "{n} of these respondents stand in {pilot} round {round} already, and this file puts them into {other} "
            "round {other_round}. Nothing was changed. If they are other people, or the same people asked again, give "
            "each new interview an id of its own; if it is a mistake, take these interviews out of the file, or import "
            "it with the round in which they were held (--round {round}).",
            n=number,
            **dict(zip(names, before, strict=True)),
            other=now[0],
            other_round=now[1],
        )
        for (before, now), number in sorted(counted.items())
    )


def _places(people: pa.Table) -> dict[str, tuple[str, str]]:
    columns = (people[name].to_pylist() for name in ("respondent", "pilot", "round"))
    return {who: (pilot, number) for who, pilot, number in zip(*columns, strict=True)}
