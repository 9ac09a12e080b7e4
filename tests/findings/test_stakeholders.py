"""What Stakeholders says of one type: by hand on drawn rows, and over the whole release by other code."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pandas as pd
import pytest

from swit_data import findings
from swit_data.findings.bands import bands_around
from swit_data.release.illustrative import illustrative
from swit_data.released.between_sides import decided, gap_rows, target_rows
from swit_data.released.rows import score_rows
from swit_data.released.tables import SCORINGS
from tests.findings.drawn_release import LANGUAGES, drawn, labels_of, rows_of
from tests.findings.sentences_by_hand import counted
from tests.findings.test_headline import wilson
from tests.written import plain_score

TYPES = ("government", "un_agency", "global_fund_programme", "ngo")
DIMENSIONS = ("rollout", "participation")
EVERY = [*itertools.product(TYPES, DIMENSIONS, "12")]
WHO: dict[str, Any] = {"chosen_round": "1", "stakeholder_type": "government"}


def gaps(text: str, pairs: int = 1) -> Any:  # noqa: ANN401 - labels and the decided frame
    release = drawn(pairs=text)
    return labels_of(release), decided(gap_rows(release, ["rollout"], **WHO), pairs)


def gap_lines(*lines: str) -> str:
    head = "pilot a b b_class a_score b_score b_respondents n withheld"
    return "\n".join(
        [
            head,
            *(
                f"{p} government government institution {rest}"
                for p, rest in (line.split(" ", 1) for line in lines)
            ),
        ]
    )


def test_a_gap_between_a_community_and_twelve_informants_is_clear() -> None:
    labels, rows = gaps(gap_lines("KEN 40 80 12 40 -", "IDN 40 80 3 40 -"))
    said = findings.gap_headline(rows, ("KEN", "IDN"), labels)
    assert said == (
        "In both pilots, sex workers rate government lower on “Rollout” than the institutions’ own people do. The gap "
        "is clear in Kenya."
    )
    few = "It is what these people said, not what an institution thinks."
    assert findings.informant_lines(rows, ("KEN", "IDN"), labels) == (
        "Kenya: 12 people spoke for these institutions, and the gap is clear.",
        f"Indonesia: 3 people spoke for these institutions. {few}",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("informants", range(1, 10))
def test_under_ten_informants_nothing_is_called_clear(informants: int, language: str) -> None:
    release = drawn(pairs=gap_lines(f"KEN 10 95 {informants} 400 -"))
    labels = labels_of(release, language)
    rows = decided(gap_rows(release, ["rollout"], **WHO), 1)
    assert not rows["clear"].any()
    said = findings.gap_headline(rows, ("KEN",), labels)
    ending = labels.wording.text("gap.too_few", enough=10)
    assert said.endswith(ending)
    (line,) = findings.informant_lines(rows, ("KEN",), labels)
    kind = "few" if informants <= 3 else "some"
    wanted = labels.wording.plural(f"gap.informants.{kind}", informants, pilot=labels.pilot("KEN"))
    assert line == wanted
    table = findings.pair_table(rows, labels)
    assert list(table[labels.wording.text("table.clear")]) == [labels.wording.text("clear.no")]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["KEN 80 40 12 40 -"],
            "In Kenya, the only one of the pilots with both views (not Indonesia), sex workers rate government higher",
        ),
        (
            ["KEN 50 52 12 40 -"],
            "sex workers rate government lower on “Rollout” than the institutions’ own people do.",
        ),
        (["KEN 50 52 12 40 -"], "own people do. No gap is clear."),
        (["KEN 50 50 12 40 -"], "The community and the institutions give the same number here."),
        (["KEN - - - - no_consent"], "No perception gap can be shown here"),
        (
            ["KEN 40 60 2 40 -", "IDN 60 40 2 40 -"],
            (
                "In 1 of 2 pilots, sex workers rate government lower on “Rollout” than the institutions’ own people "
                "do. In 1 of 2 pilots, sex workers rate government higher on “Rollout” than the institutions’ own "
                "people do."
            ),
        ),
        (["KEN 40 60 2 40 -", "IDN - - - - no_consent"], "government lower on “Rollout”"),
    ],
)
def test_the_sentence_of_a_gap(lines: list[str], said: str) -> None:
    labels, rows = gaps(gap_lines(*lines))
    assert said in findings.gap_headline(rows, ("KEN", "IDN"), labels)


def test_a_gap_that_is_withheld_is_said_with_its_reason() -> None:
    labels, rows = gaps(gap_lines("KEN - - - - no_consent", "IDN 50 40 4 40 -"))
    assert findings.informant_lines(rows, ("KEN", "IDN", "SUR"), labels) == (
        "Kenya: no gap is shown (no consent to publish).",
        "Indonesia: 4 people spoke for these institutions: too few to call a gap clear.",
    )
    assert findings.spoken_gaps(rows, labels) == (
        "Kenya, Rollout: no consent to publish; Indonesia, Rollout: community 50, institutions 40."
    )


@pytest.mark.parametrize(("kind", "dimension", "chosen_round"), EVERY)
def test_the_gap_is_the_same_by_another_hand(kind: str, dimension: str, chosen_round: str) -> None:
    release = illustrative()
    labels = labels_of(release)
    who: dict[str, Any] = {"chosen_round": chosen_round, "stakeholder_type": kind}
    rows = decided(gap_rows(release, [dimension], **who), 1)
    said = findings.gap_headline(rows, release.pilots, labels)
    plain = [
        row
        for row in rows_of(release, "pairs")
        if (row["b_class"], row["a_target"], row["scoring"]) == ("institution", "all", "standard")
        and (row["a_stakeholder_type"], row["item"], row["round"])
        == (kind, dimension, chosen_round)
        and not row["withheld"]
    ]
    better = sum(row["b_score"] > row["a_score"] for row in plain)
    worse = sum(row["b_score"] < row["a_score"] for row in plain)
    where = counted(max(better, worse), len(plain), len(release.pilots))
    assert where.lower() in said.lower()
    assert re.search(
        rf"rate .+ {'lower' if better >= worse else 'higher'} on .+ than the instit", said
    )
    clear = {labels.pilot(r["pilot"]) for r in plain if r["clear"]}  # at 95 %, as released
    named = said.partition("The gap is clear ")[2]
    assert {name for name in map(labels.pilot, release.pilots) if name in named} == clear


CONTRADICTIONS = """
pilot a          b          a_target     b_target     item    a_score b_score n
KEN   government government health       police       C1      90      10      40
KEN   government government health       local_police C1      90      30      40
KEN   government government health       police       rollout 80      30      40
KEN   government government police       local_police rollout 30      31      40
IDN   government government health       police       rollout 55      50      40
"""


def contradictions(text: str, pairs: int = 1) -> Any:  # noqa: ANN401 - labels and the decided frame
    release = drawn(pairs=text)
    rows = target_rows(release, ["rollout", "C1"], **WHO)
    return labels_of(release), decided(rows, pairs)


def test_the_widest_clear_contradiction_of_each_part_is_said() -> None:
    head, *lines = CONTRADICTIONS.strip().splitlines()
    text = "\n".join([f"{head} low high", *(f"{line} 31.4 64.6" for line in lines)])
    labels, rows = contradictions(text)
    found = findings.clear_contradictions(rows)
    assert list(zip(found["pilot"], found["item"], found["b_target"], strict=True)) == [
        ("KEN", "C1", "police"),
        ("KEN", "rollout", "police"),
    ]
    said = findings.contradiction_headline(rows, "government", ("IDN", "KEN"), labels)
    assert said == (
        "In 1 of 2 pilots, sex workers rate two institutions clearly differently, though both are government"
    )
    spoken = findings.spoken_pairs(found.iloc[1:], labels)
    assert spoken == (
        "In Kenya, sex workers rate the ministry of health higher than “Police” on “Rollout”: 80 of 100, against 30; "
        "the difference in points lies between 31 and 65."
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("IDN government government health police rollout 55 50 40", "no two institutions differ"),
        (
            "IDN government government health police rollout - - -",
            "no two institutions can be comp",
        ),
        (
            "IDN government government health police rollout 90 10 40",
            "In Indonesia, sex workers rate two institutions clearly differently, though both are government",
        ),
    ],
)
def test_the_sentence_of_contradictions(lines: str, said: str) -> None:
    head = "pilot a b a_target b_target item a_score b_score n withheld"
    reason = "not_comparable" if " - " in lines else "-"
    labels, rows = contradictions(f"{head}\n{lines} {reason}")
    assert said in findings.contradiction_headline(rows, "government", ("IDN",), labels)


def test_a_page_that_compares_much_says_less() -> None:
    text = CONTRADICTIONS.replace("80      30      40", "75      30      40")
    for pairs, count in ((1, 2), (10_000, 1)):
        _, rows = contradictions(text, pairs)
        assert len(findings.clear_contradictions(rows)) == count


@pytest.mark.parametrize(("kind", "dimension", "chosen_round"), EVERY)
def test_contradictions_are_the_same_by_another_hand(
    kind: str, dimension: str, chosen_round: str
) -> None:
    """At 95 %, as released: who is clear, and that the widest of each pilot and part is chosen."""
    release = illustrative()
    items = (
        dimension,
        *(p for p, part in release.framework.parts.items() if part.dimension == dimension),
    )
    who: dict[str, Any] = {"chosen_round": chosen_round, "stakeholder_type": kind}
    rows = decided(target_rows(release, items, **who), 1)
    widest: dict[tuple[str, str], float] = {}
    pilots = set()
    for row in rows_of(release, "pairs"):
        same = row["a_stakeholder_type"] == row["b_stakeholder_type"] == kind
        about = (row["b_class"], row["scoring"], row["round"], row["clear"])
        if same and row["item"] in items and about == ("community", "standard", chosen_round, True):
            key = (row["pilot"], row["item"])
            widest[key] = max(widest.get(key, 0), abs(row["difference"]))
            pilots.add(row["pilot"])
    found = {
        (row["pilot"], row["item"]): abs(row["difference"])
        for row in findings.clear_contradictions(rows).to_dict("records")
    }
    assert found.items() <= widest.items()
    for pilot in pilots:
        sizes = sorted((size for key, size in widest.items() if key[0] == pilot), reverse=True)
        assert sorted((s for k, s in found.items() if k[0] == pilot), reverse=True) == sizes[:3]
    said = findings.contradiction_headline(rows, kind, release.pilots, labels_of(release))
    compared = pilots_compared(release, kind, items, chosen_round)
    assert (counted(len(pilots), len(compared), 4).lower() in said.lower()) == bool(pilots)


def pilots_compared(
    release: Any,  # noqa: ANN401 - a release
    kind: str,
    items: tuple[str, ...],
    chosen_round: str,
) -> set[str]:
    """Return the pilots in which two institutions of a type are compared on some of these items."""
    return {
        row["pilot"]
        for row in rows_of(release, "pairs")
        if row["a_stakeholder_type"] == row["b_stakeholder_type"] == kind
        and row["item"] in items
        and (row["b_class"], row["round"], row["withheld"]) == ("community", chosen_round, "")
    }


@pytest.mark.parametrize("target", ["all", "level=national", "level=local"])
@pytest.mark.parametrize(("kind", "dimension", "chosen_round"), EVERY)
def test_the_range_is_that_of_the_released_rows(
    kind: str, dimension: str, chosen_round: str, target: str
) -> None:
    release = illustrative()
    rows = score_rows(
        release, [dimension], chosen_round=chosen_round, stakeholder_types=(kind,), target=target
    )
    said = findings.type_headline(rows, release.pilots, labels_of(release))
    scores = [
        row["score"]
        for row in rows_of(release, "scores")
        if (row["item"], row["round"], row["stakeholder_type"]) == (dimension, chosen_round, kind)
        and (row["target"], row["split"], row["scoring"]) == (target, "all", "standard")
        and row["respondent_class"] == "community"
        and not row["withheld"]
    ]
    if not scores:
        assert not re.search(r"\d", said)
        return
    assert counted(len(scores), len(scores), 4).lower() in said.lower()
    low, high = plain_score(min(scores)), plain_score(max(scores))
    assert (f" at {low} of 100 " if low == high else f" between {low} and {high} of 100 ") in said


SCORES = """
pilot type       item score people dont_know
KEN   government C1   10    60     0
KEN   government C2   39    60     0
IDN   government C1   30    60     0
IDN   government C2   80    60     0
SUR   government C1   35    60     0.4
SUR   government C2   94    60     0
"""


def strong(text: str, pilots: tuple[str, ...] = ("KEN", "IDN", "SUR")) -> tuple[str, ...]:
    release = drawn(text)
    rows = [
        score_rows(release, ["C1", "C2"], chosen_round="1", scoring=scoring) for scoring in SCORINGS
    ]
    return findings.strength_lines(pd.concat(rows), pilots, labels_of(release))


def test_strengths_and_weaknesses_say_where_and_where_clearly() -> None:
    assert strong(SCORES) == (
        "In 1 of 3 pilots (Suriname), sex workers rate government clearly at 70 or more on “C2”.",
        "In 1 of 3 pilots (Indonesia), sex workers rate government at around 70 or more on “C2”.",
        "In 1 of 3 pilots (Kenya), sex workers rate government clearly under 40 on “C1”.",
        "In 1 of 3 pilots (Indonesia), sex workers rate government at around 40 or under on “C1”.",
        "In 1 of 3 pilots (Kenya), sex workers rate government at around 40 or under on “C2”.",
    )


def test_a_part_without_a_number_somewhere_is_counted_where_it_has_one() -> None:
    line = "SUR   government C2   94    60     0\n"
    assert line in SCORES
    without = SCORES.replace(line, "")
    assert strong(without)[0] == (
        "In 1 of 2 pilots with a number (Indonesia; none for Suriname), sex workers rate government at around 70 or "
        "more on “C2”."
    )


def test_no_strengths_is_said() -> None:
    text = "pilot type item score\nKEN government C1 50\nIDN government C2 60"
    assert strong(text) == (
        "Sex workers rate government at 70 or more on no part.",
        "Sex workers rate government under 40 on no part.",
    )


@pytest.mark.parametrize(("kind", "dimension", "chosen_round"), EVERY)
def test_strengths_are_the_same_by_another_hand(
    kind: str, dimension: str, chosen_round: str
) -> None:
    release = illustrative()
    parts = [p for p, part in release.framework.parts.items() if part.dimension == dimension]
    plain = {
        (row["pilot"], row["item"], row["scoring"]): row
        for row in rows_of(release, "scores")
        if row["item"] in parts
        and (row["round"], row["stakeholder_type"], row["target"]) == (chosen_round, kind, "all")
        and (row["respondent_class"], row["split"]) == ("community", "all")
        and not row["withheld"]
    }
    frames = [
        score_rows(release, parts, chosen_round=chosen_round, stakeholder_types=(kind,), scoring=s)
        for s in ("standard", "middle_low", "middle_high")
    ]
    rows = pd.concat(frames)
    shown = {key[:2] for key in plain if key[2] == "standard"}
    standard = rows.loc[rows["scoring"] == "standard"]
    near = {(p, item) for p, _, item in bands_around(standard, release.framework)}
    sure = any(plain[*key, "standard"]["low"] is not None for key in shown)
    assert near == {
        key
        for key in shown
        if (row := plain[*key, "standard"])["dont_know"] <= 1 / 3
        and not 40 <= row["score"] < 70
        and (row["low"] is not None or not sure)
    }
    clear = findings.clear_bands(rows, release.framework)
    for key in shown:
        three = [plain[*key, s] for s in ("standard", "middle_low", "middle_high")]
        ends = [
            wilson(r["score"], r["effective_n"], r["degrees"], len(shown))
            for r in three
            if r["effective_n"] is not None
        ]
        known = len(ends) == 3 and three[0]["dont_know"] <= 1 / 3
        low, high = (
            known and all(e[1] < 40 for e in ends),
            known and all(e[0] >= 70 for e in ends),
        )
        assert clear.get((key[0], kind, key[1]), "") == ("low" if low else "high" if high else "")
    assert {(p, item) for p, _, item in clear} <= near
