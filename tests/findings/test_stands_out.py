"""What stands out: clear differences with their numbers, which never contradict each other."""

from __future__ import annotations

import re
from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swit_data.dataset import Round
from swit_data.findings import stands_out
from swit_data.release.illustrative import illustrative
from swit_data.release.making import of_tables
from swit_data.released.release import Release
from swit_data.released.tables import TABLES, TEXTS
from tests.computing import compute
from tests.drawn import SMALL, Drawn, answers, asked, dataset, people
from tests.examples import examples
from tests.findings.drawn_release import LANGUAGES, PILOTS, drawn, labels_of, rows_of, scene
from tests.findings.test_headline import LEVELS, excludes_zero
from tests.written import UNDER, plain_score, whole

OF_100 = {"en": r" of 100\b", "uk": r" зі 100\b"}
NUMBER = r"(-?\d+(?:[.,]\d+)?)"
LEVEL = {"en": r", ([\d.]+)\s% interval", "uk": r", інтервал ([\d,]+)\s%"}  # where it is not 95 %


def sentences(release: Release, language: str = "en", **chosen: object) -> list[str]:
    found = stands_out(scene(release, **chosen), labels_of(release, language))
    return [f"{each.text} {each.beside}".strip() for each in found]


def kinds(release: Release, **chosen: object) -> list[str]:
    return [f.kind for f in stands_out(scene(release, **chosen), labels_of(release))]


def test_a_clear_difference_is_said_with_its_numbers() -> None:
    pairs = "pilot a b a_score b_score n\nKEN government ngo 20 70 40"
    turned = "pilot a b a_score b_score n\nKEN ngo government 70 20 40"
    (text,) = sentences(drawn(pairs=pairs))
    assert re.fullmatch(
        r"In Kenya, sex workers rate NGOs higher than government on “Rollout”: 70 of 100, against 20\. "
        r"Kenya, NGOs and Government: the difference is 50 points \(between \d+ and \d+\)\.",
        text,
    )
    assert sentences(drawn(pairs=turned)) == [text]  # the higher side first, whichever is a


@pytest.mark.parametrize("scoring", ["standard", "middle_low", "middle_high"])
@pytest.mark.parametrize("unlike", ["40 41", "70 20"])
def test_clear_under_all_three_scorings(scoring: str, unlike: str) -> None:
    others = ",".join({"standard", "middle_low", "middle_high", "dont_know_zero"} - {scoring})
    release = drawn(
        pairs=f"""
        pilot a          b   a_score b_score scoring
        KEN   government ngo 20      70      {others}
        KEN   government ngo {unlike}        {scoring}
        """
    )
    assert sentences(release) == []


@pytest.mark.parametrize(("informants", "said"), [(9, []), (10, ["gap"]), (11, ["gap"])])
def test_a_gap_needs_ten_informants(informants: int, said: list[str]) -> None:
    release = drawn(
        pairs=f"""
        pilot a   b   a_score b_score b_class     b_respondents
        KEN   ngo ngo 40      90      institution {informants}
        """
    )
    assert kinds(release) == said
    if said:
        (text,) = sentences(release)
        assert text.startswith(
            "In Kenya, sex workers rate NGOs at 40 of 100 on “Rollout”, against 90 from the institutions’ own people. "
            "Kenya, NGOs: the gap is 50 points"
        )


def test_a_gap_carries_the_interval_of_both_sides() -> None:
    release = drawn(
        pairs="""
        pilot a   b   a_score b_score b_class     b_respondents n
        KEN   ngo ngo 40      90      institution 40            40
        """
    )
    found = stands_out(scene(release), labels_of(release))[0]
    # Wilson at t(39): 26.0 to 55.9 and 76.4 to 96.2, by hand; together the roots of the sums of squares.
    low = 50 - sqrt((90 - 76.42) ** 2 + (55.88 - 40) ** 2)
    high = 50 + sqrt((96.15 - 90) ** 2 + (40 - 25.98) ** 2)
    assert (found.about["low"], found.about["high"]) == pytest.approx((low, high), abs=0.05)
    assert found.beside.endswith("(between 29 and 65, counting how sure both sides are).")


def test_a_contradiction_inside_one_type_and_a_gap_of_one_target() -> None:
    release = drawn(
        pairs="""
        pilot a          b          a_score b_score a_target b_target     b_class     b_respondents
        KEN   government government 20      70      health   local_police community   40
        IDN   government government 20      60      health   police       community   40
        SUR   government government 20      90      police   police       institution 12
        """
    )
    (text,) = sentences(release)  # the largest only; and a gap is said over all targets
    assert text.startswith(
        "In Kenya, sex workers rate the local police higher than the ministry of health on “Rollout”, though both are "
        "government: 70 of 100, against 20. Kenya, Local police and Ministry of health: the difference is 50 points "
        "(between "
    )


def test_one_a_pilot_the_largest_first_and_at_most_five() -> None:
    lines = ["pilot a b a_score b_score a_target b_target b_class b_respondents n"]
    for place, pilot in enumerate(PILOTS):
        lines += [
            f"{pilot} government ngo {20 + place} 80 all all community 200 200",
            f"{pilot} government un_agency 10 95 all all community 200 200",
            f"{pilot} government government 20 70 health police community 200 200",
            f"{pilot} ngo ngo 20 {70 + place} all all institution 20 200",
        ]
    scores = "pilot type score dont_know\n" + "\n".join(
        f"{pilot} ngo 50 0.{4 + place}" for place, pilot in enumerate(PILOTS)
    )
    release = drawn(scores, "\n".join(lines))
    found = stands_out(scene(release), labels_of(release))
    assert [each.kind for each in found] == ["types", "types", "targets", "gap", "dont_know"]
    assert [each.about["pilot"] for each in found] == ["IDN", "KEN", "IDN", "UKR", "UKR"]
    assert found[0].about["points"] == 85
    assert "70% of the answers" in found[-1].text


@pytest.mark.parametrize(("share", "said"), [("0.3333", 0), ("0.334", 1)])
def test_many_who_do_not_know(share: str, said: int) -> None:
    release = drawn(f"pilot type score dont_know\nKEN ngo 50 {share}")
    assert len(sentences(release)) == said
    if said:
        assert sentences(release) == [
            "In Kenya, many sex workers do not know about NGOs: 33% of the answers on “Rollout” are “don’t know”."
        ]
        assert sentences(release, "uk") == [
            (
                "У Кенії багато секс-працівників не знають про неурядові організації: 33% відповідей щодо «Rollout» — "
                "«не знаю»."
            )
        ]


def test_a_level_and_an_empty_release_have_no_differences() -> None:
    pairs = "pilot a b a_score b_score n\nKEN government ngo 20 70 40"
    assert sentences(drawn(pairs=pairs), target="level=national") == []
    assert sentences(drawn()) == []
    assert sentences(drawn(pairs=pairs), pilots=()) == []
    assert sentences(drawn(pairs=pairs), chosen_round="2") == []
    assert sentences(drawn(pairs=pairs), stakeholder_types=("ngo",)) == []


def numbers_of(text: str, language: str) -> list[Decimal]:
    """Return both scores, the points and both limits, as they stand there; of a gap the higher score first."""
    values = re.sub(LEVEL[language], "", re.sub(r"[“«].+?[”»]", "", text))
    found = re.findall(NUMBER, re.sub(OF_100[language], "", values))
    first, second, *more = [
        Decimal(each.replace(",", ".") if language == "uk" else each) for each in found
    ]
    return [*sorted((first, second), reverse=True), *more]


def left_out(text: str, language: str) -> float:
    """Return what percent the interval of a sentence leaves out, as it says."""
    said = re.search(LEVEL[language], text)
    return 100 - float(said[1].replace(",", ".")) if said else 5.0


def contradicts(text: str, language: str) -> str:
    """Return what a reader with a pencil would find wrong in a sentence, or nothing."""
    numbers = numbers_of(text, language)
    if any(number != int(number) for number in numbers):
        return f"{numbers} are not whole"
    first, second, points, low, high = numbers
    if first - second != points:
        return f"{first} - {second} is not {points}"
    if not 0 < low <= points <= high:
        return f"{points} is not between {low} and {high}, or 0 is"
    return ""


@given(st.floats(0, 100), st.floats(0, 100), st.integers(10, 400), st.sampled_from(LANGUAGES))
@settings(max_examples=examples(150), deadline=None)
def test_the_numbers_of_a_sentence_add_up(a: float, b: float, size: int, language: str) -> None:
    line = f"KEN government ngo {a:.6f} {b:.6f} {size}"
    for text in sentences(drawn(pairs=f"pilot a b a_score b_score n\n{line}"), language):
        assert contradicts(text, language) == ""
        # "just under 70" stands for what would be 70 and is less: the band that is read is that of the score.
        scored = re.sub(OF_100[language], "", text)
        shown = re.findall(rf"(?:{UNDER[language]} )?\d+", scored)[:2]
        scores = sorted((round(a, 6), round(b, 6)), reverse=True)
        assert shown == [plain_score(score, language) for score in scores]


@pytest.mark.parametrize(
    ("scores", "size", "said"),
    [
        # 39.8 points; between the two numbers that stand there 39.
        ("77.421 37.622", 60, "77 of 100, against 38. The difference is 39 points"),
        ("76.2 45.1", 60, "76 of 100, against 45. The difference is 31 points"),
        ("69.6 20.2", 60, "just under 70 of 100, against 20. The difference is 50 points"),
        ("86.22 69.86", 400, "86 of 100, against just under 70. The difference is 16 points"),
        ("62.3 39.97", 100, "62 of 100, against just under 40. The difference is 22 points"),
    ],
)
def test_rounding(scores: str, size: int, said: str) -> None:
    (text,) = sentences(
        drawn(pairs=f"pilot a b a_score b_score n\nKEN ngo government {scores} {size}")
    )
    assert said in text.replace("Kenya, NGOs and Government: the", "The")


def test_an_interval_that_excludes_zero_does_not_begin_at_zero() -> None:
    pair = "pilot a b a_score b_score n\nKEN ngo government 60 50 "
    said = (sentences(drawn(pairs=f"{pair}{size}")) for size in range(700, 900))
    (text,) = next(each for each in said if each)  # the first size at which it is clear
    assert numbers_of(text, "en")[3] > 0
    assert "between 0 and" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_illustrative_release_contradicts_itself_nowhere(language: str) -> None:
    release = illustrative()
    labels = labels_of(release, language)
    pairs = rows_of(release, "pairs")
    said = 0
    for item in (*release.framework.dimensions, "rollout_equal", "C1", "P2", "P3"):
        for chosen_round in release.rounds:
            shown = scene(release, item=item, chosen_round=chosen_round)
            found = [f for f in stands_out(shown, labels) if f.kind != "dont_know"]
            for each in found:
                text = f"{each.text} {each.beside}"
                assert contradicts(text, language) == "", text
                assert not re.search(r"\b[CPX]\d", text), text  # no code
                level = next(pairs for pairs in LEVELS if pairs >= shown.comparisons())
                assert left_out(text, language) == pytest.approx(5 / level, rel=0.05)
                # It rests on a released row that is clear by another hand, at the level of the page.
                assert [
                    row
                    for row in pairs
                    if (row["item"], row["round"], row["pilot"], row["scoring"])
                    == (item, chosen_round, each.about["pilot"], "standard")
                    and not row["withheld"]
                    and abs(row["difference"]) == each.about["points"]
                    and numbers_of(text, language)[:2]
                    == sorted((whole(row["a_score"]), whole(row["b_score"])), reverse=True)
                    and excludes_zero(row, shown.comparisons())
                ]
            said += len(found)
    assert said > 10


def test_from_answers_to_a_sentence() -> None:
    """Thirty people answer about two types; the sentence says what they said."""
    said = answers(
        """
        respondent stakeholder_type target indicator answer
        p1-p27     ngo              clinic C1a       yes
        p28-p30    ngo              clinic C1a       no
        p1-p30     ngo              clinic C1b       no
        p1-p30     government       health C1a       no
        p1-p30     government       health C1b       yes
        p1-p3      ngo              clinic C2a       yes
        """
    )
    about = asked(
        """
        respondent stakeholder_type target
        p1-p30     ngo              clinic
        p1-p30     government       health
        """
    )
    held = dataset(SMALL, [Round("AAA", "1", "", branches=30)])
    made = Drawn(held, people(30), said, about)
    tables = compute(made.dataset, made.tables()) | {
        name: TABLES[name].empty_table() for name in TEXTS
    }
    release = of_tables(made.dataset, tables)
    (text,) = sentences(release, item="C1")
    # (90 + 100) / 2 = 95 against 0.
    assert text.startswith(
        "In AAA, sex workers rate NGOs higher than government on “C1”: 95 of 100, against 0. "
        "AAA, NGOs and Government: the difference is 95 points (between "
    )
    assert contradicts(text, "en") == ""
