"""The sentence a page opens with: a superlative only where it is clear against every other one shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import product
from math import sqrt
from typing import Any

import pytest
from scipy.stats import norm, t

from swit_data.findings import Scene, clearly, comparison_headline, headline
from swit_data.release.illustrative import illustrative
from swit_data.released.release import Release
from swit_data.released.rows import score_rows
from tests.findings.drawn_release import LANGUAGES, PILOTS, TYPES, drawn, labels_of, rows_of, scene

Row = Mapping[str, Any]
Key = tuple[str, str]
LEVELS = (1, 2, 3, 6, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
NOT_CLEAR = (
    "Sex workers rate no stakeholder type clearly lowest or highest on “Rollout” in two pilots, and none under 40 or "
    "at 70 and more in most"
)
UNSURE = "; a few more answers could change this"
SCORES = """
pilot type       score
KEN   government 20
KEN   un_agency  50
KEN   ngo        70
"""
PAIRS = """
pilot a          b         a_score b_score
KEN   government un_agency 20      50
KEN   government ngo       20      70
KEN   un_agency  ngo       50      70
"""


def wilson(score: float, size: float, degrees: float | None, pairs: int) -> tuple[float, float]:
    """Return Wilson's limits, written again from the book: the roots of a square equation."""
    level = next((each for each in LEVELS if each >= pairs), LEVELS[-1])
    tail = 1 - 0.05 / level / 2
    c2 = float(norm.ppf(tail) if degrees is None else t.ppf(tail, degrees)) ** 2
    p = score / 100
    a, b, c = 1 + c2 / size, -(2 * p + c2 / size), p * p
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return 100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)


def excludes_zero(row: Row, pairs: int) -> int:
    """Return on which side of 0, and 5 points from it, a released difference lies: -1, 1, or 0 for neither."""
    if not row["may_be_clear"]:
        return 0
    if row["withheld"] or row["a_effective_n"] is None or row["b_effective_n"] is None:
        return 0
    (la, ua), (lb, ub) = (
        wilson(row[f"{s}_score"], row[f"{s}_effective_n"], row[f"{s}_degrees"], pairs) for s in "ab"
    )
    a, b, rho = row["a_score"], row["b_score"], row["rho"]
    low = (a - b) - sqrt(max(0, (a - la) ** 2 + (ub - b) ** 2 - 2 * rho * (a - la) * (ub - b)))
    high = (a - b) + sqrt(max(0, (ua - a) ** 2 + (b - lb) ** 2 - 2 * rho * (ua - a) * (b - lb)))
    return int(low > 5) - int(high < -5)


@cache
def of_item(release: Release) -> tuple[dict[Key, list[Row]], dict[Key, list[Row]]]:
    """Return the published pair rows, and the rows of the headline number, by item and round."""
    pairs: dict[Key, list[Row]] = defaultdict(list)
    scores: dict[Key, list[Row]] = defaultdict(list)
    headline_number = ("all", "community", "all", "standard")
    for row in rows_of(release, "pairs"):
        if not row["withheld"]:
            pairs[row["item"], row["round"]].append(row)
    for row in rows_of(release, "scores"):
        found = (row["target"], row["respondent_class"], row["split"], row["scoring"])
        if not row["withheld"] and found == headline_number:
            scores[row["item"], row["round"]].append(row)
    return pairs, scores


def plainly(
    release: Release, item: str, chosen_round: str, types: tuple[str, ...]
) -> dict[tuple[str, bool], str | None]:
    """Return by pilot and (is it lowest) the type that is clearly so: over all rows, in plain loops."""
    pairs, scores = of_item(release)
    everything = pairs[item, chosen_round]
    compared = len([row for row in everything if row["scoring"] == "standard"])
    published = [row for row in scores[item, chosen_round] if row["stakeholder_type"] in types]
    found: dict[tuple[str, bool], str | None] = {}
    for pilot in release.pilots:
        mine = [row for row in published if row["pilot"] == pilot]
        needed = ["standard", "middle_low", "middle_high"]
        needed += ["dont_know_zero"] if any(row["dont_know"] > 1 / 3 for row in mine) else []
        signs = {
            (row["a_stakeholder_type"], row["b_stakeholder_type"], row["scoring"]): excludes_zero(
                row, compared
            )
            for row in everything
            if row["pilot"] == pilot
            and (row["a_target"], row["b_target"], row["b_class"]) == ("all", "all", "community")
        }
        signs |= {(b, a, scoring): -sign for (a, b, scoring), sign in signs.items()}
        for lowest in (True, False):
            sure = [
                one["stakeholder_type"]
                for one in mine
                if len(mine) > 1
                and all(
                    signs.get((one["stakeholder_type"], other["stakeholder_type"], scoring), 0)
                    == (-1 if lowest else 1)
                    for other in mine
                    if other is not one
                    for scoring in needed
                )
            ]
            found[pilot, lowest] = sure[0] if sure else None
    return found


def test_clear_is_the_same_by_another_hand() -> None:
    said = []
    # In the illustrative release nobody is clearly highest; in the other one somebody is.
    first, *others = PAIRS.strip().splitlines()
    far = drawn(SCORES, "\n".join([f"{first} n", *(f"{line} 400" for line in others)]))
    for release in (illustrative(), far):
        types = tuple(kind.code for kind in release.framework.external_types)
        items = (*release.framework.dimensions, "participation_equal", "C1", "X1", "P2", "P10")
        for item, chosen_round in product(items, release.rounds):
            shown = Scene(release, item, chosen_round, release.pilots, types)
            wanted = plainly(release, item, chosen_round, types)
            for (pilot, lowest), code in wanted.items():
                assert clearly(shown, pilot, lowest=lowest) == code, (item, chosen_round, pilot)
            said += list(wanted.values())
    assert len(set(said)) > 2  # somebody lowest, somebody highest, and often nobody
    assert said.count(None) > len(said) / 3


def test_clear_against_every_other_one() -> None:
    release = drawn(SCORES, PAIRS)
    assert clearly(scene(release), "KEN", lowest=True) == "government"
    assert clearly(scene(release), "KEN", lowest=False) is None  # 70 and 50 of 60 are too near
    assert headline(scene(release), labels_of(release)).text == (
        "In Kenya, sex workers rate government lowest on “Rollout”: 20 of 100, against 70 for NGOs"
    )


@pytest.mark.parametrize("other", ["un_agency", "ngo"])
@pytest.mark.parametrize(
    "how", ["withheld", "too few answers", "no interval", "no row", "the other way round"]
)
def test_one_that_is_not_clear_is_enough(other: str, how: str) -> None:
    changed = {
        "withheld": (" n withheld", " 60 -", " - not_comparable"),
        "too few answers": (" n withheld", " 60 -", " 4 -"),
        "no interval": (" n withheld", " 60 -", " - -"),
        "no row": (" n withheld", " 60 -", ""),
        "the other way round": (" n withheld", " 60 -", " 60 -"),
    }[how]
    lines = PAIRS.strip().splitlines()
    drawn_lines = [lines[0] + changed[0]]
    for line in lines[1:]:
        mine = f"government {other}" in re.sub(" +", " ", line)
        if mine and how == "no row":
            continue
        if mine and how == "the other way round":
            drawn_lines.append(f"KEN government {other} 70 20 60 -")
            continue
        drawn_lines.append(line + (changed[2] if mine else changed[1]))
    release = drawn(SCORES, "\n".join(drawn_lines))
    assert clearly(scene(release), "KEN", lowest=True) is None


@pytest.mark.parametrize("scoring", ["standard", "middle_low", "middle_high", "dont_know_zero"])
@pytest.mark.parametrize("share", [0.33, 0.34])
@pytest.mark.parametrize("changed", ["smaller", "turned"])
def test_clear_under_every_scoring_that_counts(scoring: str, share: float, changed: str) -> None:
    """`dont_know_zero` counts only where more than a third of the answers were "don't know"."""
    others = ",".join({"standard", "middle_low", "middle_high", "dont_know_zero"} - {scoring})
    unlike = "40 41" if changed == "smaller" else "90 20"
    pairs = f"""
    pilot a          b         a_score b_score scoring
    KEN   government un_agency 20      50      -
    KEN   un_agency  ngo       50      70      -
    KEN   government ngo       20      70      {others}
    KEN   government ngo       {unlike}        {scoring}
    """
    scores = SCORES.replace("score", "score dont_know").replace("20", f"20 {share}")
    release = drawn(scores.replace("50", "50 0").replace("70", "70 0"), pairs)
    needed = scoring != "dont_know_zero" or share > 1 / 3
    assert (clearly(scene(release), "KEN", lowest=True) is None) == needed


def test_the_level_counts_every_pair_that_the_page_compares() -> None:
    two = "pilot type score\nKEN government 30\nKEN ngo 50"
    pair = "pilot a b a_score b_score n\nKEN government ngo 30 50 100"
    assert clearly(scene(drawn(two, pair)), "KEN", lowest=True) == "government"
    # The same two numbers, on a page that compares 20 pairs: targets and other pilots count too.
    more = "".join(f"\nIDN government un_agency 5{n} 5{n} 100" for n in range(3))
    more += "".join(f"\nSUR un_agency ngo 5{n} 5{n} 100" for n in range(9))
    release = drawn(two + "\nIDN ngo 50\nSUR ngo 50", pair + more)
    row = rows_of(release, "pairs")[0]
    assert scene(release).comparisons() == 13
    assert [excludes_zero(row, pairs) for pairs in (1, 13)] == [-1, 0]
    assert clearly(scene(release), "KEN", lowest=True) is None
    assert clearly(scene(release, pilots=("KEN",)), "KEN", lowest=True) == "government"
    alone = scene(release, stakeholder_types=("government", "ngo"))
    assert alone.comparisons() == 1


def test_targets_and_perception_gaps_count_in_the_level() -> None:
    pairs = """
    pilot a          b          a_score b_score a_target b_target b_class
    KEN   government government 20      50      health   police   community
    KEN   government government 20      50      all      all      institution
    KEN   government ngo        20      50      all      all      community
    """
    assert scene(drawn(SCORES, pairs)).comparisons() == 3


def test_the_order_of_a_pair_does_not_matter() -> None:
    turned = """
    pilot a         b          a_score b_score
    KEN   un_agency government 50      20
    KEN   ngo       government 70      20
    KEN   ngo       un_agency  70      50
    """
    assert clearly(scene(drawn(SCORES, turned)), "KEN", lowest=True) == "government"


def test_a_tie_has_no_lowest() -> None:
    scores = "pilot type score\nKEN government 20\nKEN un_agency 20\nKEN ngo 90"
    pairs = """
    pilot a          b         a_score b_score n
    KEN   government un_agency 20      20      400
    KEN   government ngo       20      90      400
    KEN   un_agency  ngo       20      90      400
    """
    release = drawn(scores, pairs)
    assert clearly(scene(release), "KEN", lowest=True) is None
    assert clearly(scene(release), "KEN", lowest=False) == "ngo"
    assert headline(scene(release), labels_of(release)).kind == "highest"


def in_pilots(*pilots: str) -> Release:
    scores = ["pilot type score"]
    pairs = ["pilot a b a_score b_score n"]
    for pilot in PILOTS:
        low = "20" if pilot in pilots else "50"
        scores += [f"{pilot} government {low}", f"{pilot} un_agency 52", f"{pilot} ngo 55"]
        pairs += [
            f"{pilot} government {kind} {low} 5{d} 200"
            for kind, d in zip(TYPES[1:], "25", strict=True)
        ]
    return drawn("\n".join(scores), "\n".join(pairs))


@pytest.mark.parametrize(
    ("pilots", "kind", "text"),
    [
        (
            PILOTS,
            "lowest",
            "In all 4 pilots, sex workers rate government clearly lowest on “Rollout”",
        ),
        (
            PILOTS[:2],
            "lowest",
            "In 2 of 4 pilots, sex workers rate government clearly lowest on “Rollout”",
        ),
        (
            PILOTS[:1],
            "not_clear",
            NOT_CLEAR,
        ),
        (
            (),
            "not_clear",
            NOT_CLEAR,
        ),
    ],
)
def test_a_pattern_is_named_from_two_pilots_on(
    pilots: tuple[str, ...], kind: str, text: str
) -> None:
    release = in_pilots(*pilots)
    found = headline(scene(release), labels_of(release))
    assert (found.kind, found.text) == (kind, text)


def test_a_pattern_in_ukrainian() -> None:
    release = in_pilots("KEN", "UKR", "SUR")
    assert headline(scene(release), labels_of(release, "uk")).text == (
        "У 3 з 4 пілотів секс-працівники явно найнижче оцінюють органи влади щодо «Rollout»"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_published(language: str) -> None:
    scores = "pilot type score withheld\n" + "\n".join(
        f"{pilot} {kind} - too_few_people" for pilot in PILOTS for kind in TYPES
    )
    for release in (drawn(scores), drawn()):
        found = headline(scene(release, pilots=PILOTS), labels_of(release, language))
        assert found.kind == "nothing"
        assert not re.search(r"\d", found.text)


def test_a_level_is_shown_without_superlatives() -> None:
    """Pairs are released over all targets only: of one level nothing is called lowest."""
    text = SCORES.replace("score", "score target")
    for number in ("20", "50", "70"):
        text = text.replace(number, f"{number} level=national")
    release = drawn(SCORES.strip() + "\n", PAIRS)
    levels = drawn(text, PAIRS)
    assert clearly(scene(release), "KEN", lowest=True) == "government"
    shown = scene(levels, target="level=national")
    assert shown.comparisons() == 1
    assert clearly(shown, "KEN", lowest=True) is None
    assert headline(shown, labels_of(levels)).kind == "around_low"


@pytest.mark.parametrize(
    ("numbers", "kind", "limit"),
    [
        # Wilson with 30 answers at the level of four numbers, by hand: 10 reaches to 34.6, 12 to 37.0. Clear is what
        # ends more than 5 points under 40.
        (("9", "8", "10", "60"), "band_low", 40),
        (("10", "12", "9", "60"), "around_low", 40),
        (("39.9", "12", "10", "60"), "around_low", 40),  # 30 answers of each: 39.9 may be over 40
        (("40", "20", "39", "60"), "not_clear", None),
        (("98", "98", "99", "60"), "band_high", 70),  # from 75.9 on
        (("97", "98", "99", "60"), "around_high", 70),  # from 74.5 on
        (("70", "70", "99", "60"), "around_high", 70),
        (("69.9", "70", "99", "60"), "not_clear", None),
    ],
)
def test_a_band_in_most_pilots(numbers: tuple[str, ...], kind: str, limit: int | None) -> None:
    lines = [f"{pilot} ngo {number}" for pilot, number in zip(PILOTS, numbers, strict=True)]
    release = drawn("\n".join(["pilot type score", *lines]))
    found = headline(scene(release), labels_of(release))
    assert found.kind == kind
    assert limit is None or f"{limit} " in found.text
    assert "NGOs" in found.text or limit is None


def test_many_who_do_not_know_have_no_band_but_their_numbers_are_there() -> None:
    lines = [f"{pilot} {kind} 20 0.5" for pilot in PILOTS for kind in TYPES]
    release = drawn("\n".join(["pilot type score dont_know", *lines]))
    assert headline(scene(release), labels_of(release)).kind == "not_clear"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["KEN ngo 39.6", "IDN ngo 69.6", "SUR ngo 52.2"],
            (
                "In all 3 pilots with a number (none for Ukraine), sex workers rate NGOs between just under 40 and "
                "just under 70 of 100 on “Rollout”"
            ),
        ),
        (
            ["KEN ngo 39.2", "IDN ngo 69.2"],
            (
                "In both pilots with a number (none for Suriname and Ukraine), sex workers rate NGOs between 39 and 69 "
                "of 100 on “Rollout”"
            ),
        ),
        (
            ["IDN ngo 69.96"],
            (
                "In Indonesia, the only one of the pilots with a number (none for Kenya, Suriname, and Ukraine), sex "
                "workers rate NGOs at just under 70 of 100 on “Rollout”"
            ),
        ),
    ],
)
def test_one_stakeholder_type_has_a_range(lines: list[str], text: str) -> None:
    release = drawn("\n".join(["pilot type score", *lines]))
    one = scene(release, stakeholder_types=("ngo",), pilots=PILOTS)
    found = headline(one, labels_of(release))
    assert (found.kind, found.text) == ("range", text)


def test_a_pilot_without_a_number_is_named_and_not_counted() -> None:
    scores = ["pilot type score withheld"]
    pairs = ["pilot a b a_score b_score n"]
    for pilot in PILOTS[:3]:
        scores += [f"{pilot} government 20 -", f"{pilot} ngo 60 -"]
        pairs.append(f"{pilot} government ngo 20 60 200")
    scores += ["UKR government - too_few_people", "UKR ngo 60 -"]
    release = drawn("\n".join(scores), "\n".join(pairs))
    assert headline(scene(release), labels_of(release)).text == (
        "In all 3 pilots with a number (none for Ukraine), sex workers rate government clearly lowest on “Rollout”"
    )


def test_types_that_tie_are_all_named() -> None:
    scores, pairs = ["pilot type score"], ["pilot a b a_score b_score n"]
    for pilot, low, high in (
        ("KEN", "government", "ngo"),
        ("IDN", "government", "ngo"),
        ("SUR", "ngo", "government"),
        ("UKR", "ngo", "government"),
    ):
        scores += [f"{pilot} {low} 20", f"{pilot} {high} 60"]
        a, b = (20, 60) if low == "government" else (60, 20)
        pairs.append(f"{pilot} government ngo {a} {b} 200")
    release = drawn("\n".join(scores), "\n".join(pairs))
    assert headline(scene(release), labels_of(release)).text == (
        "In 2 of 4 pilots, sex workers rate government clearly lowest on “Rollout”; in 2 of 4 pilots, sex workers rate "
        "NGOs clearly lowest on “Rollout”"
    )


ENGLISH = r"\b(best|worst|rank\w*|winner|leader|top|bottom|significan\w*|average)\b"
UKRAINIAN = r"найкращ|найгірш|лідер|рейтинг|значущ(?!(а|ої) участ)|середн"


@pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("uk", UKRAINIAN)])
def test_no_sentence_names_a_best_or_worst_pilot(language: str, words: str) -> None:
    release = illustrative()
    labels = labels_of(release, language)
    types = tuple(kind.code for kind in release.framework.external_types)
    superlative = r"clearly (lowest|highest)|найнижч|найвищ"
    for item in release.framework.dimensions:
        for chosen_round in release.rounds:
            shown = Scene(release, item, chosen_round, release.pilots, types)
            said = headline(shown, labels).text
            assert not re.search(words, said, re.IGNORECASE)
            counted = re.sub(r"\([^)]*\)", "", said)  # those without a number are named beside
            assert not any(labels.pilot(pilot) in counted for pilot in release.pilots)
            for kind in types:
                rows = score_rows(
                    release,
                    list(release.framework.parts),
                    chosen_round=chosen_round,
                    stakeholder_types=(kind,),
                )
                compared = comparison_headline(rows, release.pilots, labels)
                assert not re.search(f"{words}|{superlative}", compared, re.IGNORECASE)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("10", "In Kenya, sex workers rate NGOs clearly under 40 of 100 on “Rollout”"),
        (
            "39.6",
            "In Kenya, sex workers rate NGOs at around 40 of 100 or under on “Rollout”" + UNSURE,
        ),
        (
            "70",
            "In Kenya, sex workers rate NGOs at around 70 of 100 or more on “Rollout”" + UNSURE,
        ),
        (
            "50",
            (
                "In Kenya, sex workers rate no stakeholder type clearly lowest or highest on “Rollout”, and none under "
                "40 or at 70 and more"
            ),
        ),
    ],
)
def test_one_pilot_is_named_and_not_counted(number: str, text: str) -> None:
    release = drawn(f"pilot type score\nKEN ngo {number}\n")
    found = headline(scene(release, pilots=("KEN",)), labels_of(release))
    assert found.text == text


def test_of_one_level_only_the_numbers_are_said() -> None:
    lines = [f"{p} {k} 50 level=national" for p in PILOTS for k in TYPES]
    release = drawn("\n".join(["pilot type score target", *lines]))
    found = headline(scene(release, target="level=national"), labels_of(release))
    assert found.text.startswith(
        "At this level, the numbers on “Rollout” lie between 50 and 50 of 100."
    )
