"""Sentences on changes and orders are true: read as a person with the released rows would read them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from hypothesis import event, given
from hypothesis import strategies as st

from swit_data.findings.change import ChangeScene, change_headline, named_changes
from swit_data.findings.type_orders import SolidScene, solid_headline
from swit_data.released.between_rounds import Rounds
from swit_data.released.release import Release
from swit_data.released.type_orders import Compared
from tests.findings.drawn_release import PILOTS, TYPES, drawn, labels_of
from tests.findings.sentences_by_hand import counted
from tests.findings.test_headline import excludes_zero
from tests.findings.test_true_sentences import (
    COUNTRIES,
    SCORES,
    SIZES,
    SLOW,
    THREE,
)
from tests.released.test_between_rounds import by_another_hand
from tests.released.test_type_orders import SCORINGS, every_number, pairs_of
from tests.written import plain_score, whole

Steps = dict[
    tuple[str, int], tuple[float, float]
]  # pilot and round to the numbers before and after


@dataclass(frozen=True)
class Rows:
    """Rounds of pilots about one type; `apart`: Indonesia asks other questions from its second round on."""

    scores: Mapping[str, list[float]]
    apart: bool
    size: int

    @property
    def release(self) -> Release:
        """Return them as a release."""
        lines, held = ["pilot round type score people basis"], ["pilot round"]
        for pilot, numbers in self.scores.items():
            for n, number in enumerate(numbers, 1):
                basis = "other" if self.apart and pilot == "IDN" and n > 1 else "b"
                lines.append(f"{pilot} {n} ngo {number:.6f} {self.size} {basis}")
                held.append(f"{pilot} {n}")
        return drawn("\n".join(lines), pilots="\n".join(held))

    @property
    def compared(self) -> Steps:
        """Return the steps of the same questions."""
        steps = {
            (pilot, n): pair
            for pilot, numbers in self.scores.items()
            for n, pair in enumerate(pairwise(numbers), 1)
        }
        return {k: v for k, v in steps.items() if not (self.apart and k == ("IDN", 1))}

    @property
    def named(self) -> Steps:
        """Return the steps that may be named, by scipy."""
        found = {}
        for key, (before, after) in self.compared.items():
            low, high = by_another_hand(before, after, self.size, len(self.compared))
            if abs(after - before) >= max(10, (high - low) / 2) and (low > 5 or high < -5):
                found[key] = (before, after)
        return found

    def alike(self, way: str) -> int:
        """Return in how many pilots a named change went this way: of the latest step, else of any."""
        last = dict(self.compared.keys())
        latest = {key for key in self.named if last[key[0]] == key[1]}
        told = {k: v for k, v in self.named.items() if k in latest or not latest}
        return len({pilot for (pilot, _), (a, b) in told.items() if (b > a) == (way == "rose")})


@st.composite
def several(draw: st.DrawFn) -> Rows:
    """Draw one to three rounds of up to four pilots."""
    pilots = PILOTS[: draw(st.integers(1, 4))]
    scores = {pilot: draw(st.lists(SCORES, min_size=1, max_size=3)) for pilot in pilots}
    return Rows(scores, draw(st.booleans()), draw(SIZES))


NAMED = re.compile(
    r"(?P<pilot>\w+), NGOs: from (?P<before>[a-z ]*\d+) in round (?P<n>\d) to (?P<after>[a-z ]*\d+) in round "
    r"(?P<m>\d)\. (?P<points>\d+) points (?P<way>more|fewer) \(between .+\)\."
)


@given(several())
@SLOW
def test_what_is_said_of_each_change_is_true(rows: Rows) -> None:
    release = rows.release
    shown = ChangeScene(Rounds(release, "rollout"), release.pilots, ("ngo",))
    said = named_changes(shown, labels_of(release))
    assert len(said) == len(rows.named)
    for text, ((pilot, n), (before, after)) in zip(said, rows.named.items(), strict=True):
        found = NAMED.fullmatch(text)
        assert found, text
        assert (COUNTRIES[found["pilot"]], int(found["n"]), int(found["m"])) == (pilot, n, n + 1)
        assert (found["before"], found["after"]) == (plain_score(before), plain_score(after))
        assert int(found["points"]) == abs(whole(after) - whole(before))
        assert found["way"] == ("more" if after > before else "fewer")


@given(several())
@SLOW
def test_the_headline_of_changes_is_true(rows: Rows) -> None:
    release = rows.release
    shown = ChangeScene(Rounds(release, "rollout"), release.pilots, ("ngo",))
    found = change_headline(shown, labels_of(release))
    event(found.kind)
    counts = {way: rows.alike(way) for way in ("rose", "fell")}
    if found.kind in counts:
        assert counts[found.kind] == max(counts.values()) >= 2
        pilots = {pilot for pilot, _ in rows.compared}
        where = counted(counts[found.kind], len(pilots), len(rows.scores))
        assert found.text.startswith(where[0].upper() + where[1:])
    elif found.kind.endswith("_one"):
        assert counts[found.kind.removesuffix("_one")] == max(counts.values()) == 1
    else:
        assert not rows.named
        assert (found.kind == "small") == bool(rows.compared)
        assert (found.kind == "one_round") == (max(map(len, rows.scores.values())) == 1)


@st.composite
def weighed(draw: st.DrawFn) -> Release:
    """Draw the pairs of up to four pilots under every weighting and scoring."""
    lines = ["pilot a b a_score b_score item scoring left_one_out n"]
    lean = draw(st.sampled_from([0, 0, 30]))  # NGOs are then higher than government in most
    for pilot, kinds in product(PILOTS[: draw(st.integers(1, 4))], combinations(TYPES, 2)):
        base = draw(st.sampled_from([40, 25, 1, -40]))
        base -= lean if kinds == ("government", "ngo") else 0
        left = draw(st.sampled_from(["holds"] * 5 + ["does_not_hold"]))
        turned = draw(st.sampled_from([("", "")] * 3 + [*product(("C1", "C2"), SCORINGS)]))
        for scoring in SCORINGS:
            # A score is 0 to 100, so two of them are at most 100 points apart.
            lower = max(-100, base - 60)
            c1, c2 = (lower if (part, scoring) == turned else base for part in ("C1", "C2"))
            # The dimension is the mean of its parts, as in every release: C1 weighs 2.
            whole = {"rollout": (2 * c1 + c2) / 3, "rollout_equal": (c1 + c2) / 2}
            for item, points in {**whole, "C1": c1, "C2": c2}.items():
                numbers = f"{50 + points / 2:.9f} {50 - points / 2:.9f}"
                lines.append(f"{pilot} {' '.join(kinds)} {numbers} {item} {scoring} {left} 300")
    return drawn(pairs="\n".join(lines))


def truly_solid(release: Release) -> Counter[tuple[str, str]]:
    """Return in how many pilots one type is above another in every way of counting, and by the interval."""
    found: Counter[tuple[str, str]] = Counter()
    for (_, _, (a, b)), rows in pairs_of(release).items():
        points = rows["rollout", "standard"]["difference"]
        numbers = every_number(rows, "rollout", {"C1": 2, "C2": 1})
        turns = any(round(number, 6) * points <= 0 for number in numbers)
        compared = 3 * len(release.pilots)
        sides = {excludes_zero(rows["rollout", scoring], compared) for scoring in THREE}
        if sides in ({1}, {-1}) and not turns:
            found[(a, b) if points > 0 else (b, a)] += 1
    return found


SOLID = re.compile(r"On “Rollout”, sex workers rate (.+), however it is counted")
HELD = re.compile(r"(.+) above (.+) (in (?:both|all|\d).+)")


@given(weighed())
@SLOW
def test_what_is_said_of_orders_is_true(release: Release) -> None:
    solid = truly_solid(release)
    scene = SolidScene(Compared(release, "rollout", "1"), release.pilots)
    found = solid_headline(scene, labels_of(release))
    event(found.kind)
    if len(release.pilots) == 1:
        assert found.text.startswith(f"In Kenya, {solid.total()} of 3 ")
    elif said := SOLID.fullmatch(found.text):
        pairs: list[tuple[str, str]] = []
        called = {"government": "government", "UN agencies": "un_agency", "NGOs": "ngo"}
        for part in said[1].split("; "):
            held = HELD.fullmatch(part)
            assert held
            pairs += [(called[one], called[held[2]]) for one in held[1].split(" and ")]
            assert held[3] == counted(max(solid.values()), len(release.pilots), len(release.pilots))
        # All that tie are said.
        assert sorted(pairs) == sorted(p for p, n in solid.items() if n == max(solid.values()))
    else:
        assert found.kind == "none"
        assert max(solid.values(), default=0) < 2
