"""`python -m swit_data framework check`: every mistake with its place, what is left to decide, and what is fine."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from swit_data.__main__ import main
from swit_data.framework import examine
from swit_data.wording import Wording
from tests.framework.small import SMALL, inside, paths, toml

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Checked:
    """What the command answered: its exit code, and one entry a sentence."""

    code: int
    said: list[str]


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str | bytes], Checked]:
    def run(text: str | bytes) -> Checked:
        file = tmp_path / "small.toml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        code = main(["framework", "check", str(file)])
        out, err = capsys.readouterr()
        return Checked(code, (out + err).replace("\n  ", " ").splitlines())

    return run


def line_of(text: str, part: str) -> int:
    assert text.count(part) == 1, part
    return text[: text.index(part)].count("\n") + 1


def drawn(text: str) -> list[str]:
    """Return sentences, one a line; what goes on in the next line stands further in."""
    return dedent(text).strip().replace("\n  ", " ").splitlines()


def test_what_is_fine_is_said(check: Callable[[str | bytes], Checked]) -> None:
    found = check(SMALL)
    assert found.code == 0
    assert found.said == drawn("""
        small.toml: nothing is wrong and nothing is left to decide.
        Stakeholder types: 3, with 4 targets. Dimensions: 2. Parts: 2. Scales: 3. Questions: 3, of
          which 2 are core. Pilots: 2.
        The longest core interview asks 7 questions and takes 2 minutes read aloud.
        The longest full interview asks 8 questions and takes 2 minutes read aloud.
    """)


@pytest.mark.parametrize(
    "file",
    sorted([*ROOT.glob("tests/frameworks/*.toml"), *ROOT.glob("data/framework/swit*.toml")]),
    ids=lambda f: f.stem,
)
def test_the_files_that_there_are_pass(check: Callable[[str | bytes], Checked], file: Path) -> None:
    assert check(file.read_bytes()).code == 0


TEN = (
    (
        'version = "1"',
        "version = 1",
        "version = 1",
        "[framework]: “version” is 1; allowed: a text that is not empty.",
    ),
    (
        "k = 6",
        "k = 2",
        "k = 2",
        "[thresholds]: “k” is 2; allowed: a whole number, 5 or more, at most 1000.",
    ),
    (
        'level = "regional"',
        'level = "town"',
        'level = "town"',
        "[[stakeholder_types]] “government”, [[stakeholder_types.targets]] “police”: “level” is 'town'; allowed: ",
    ),
    (
        'dimension = "participation"',
        'dimension = "joining"',
        'dimension = "joining"',
        "[[parts]] “P1”: “dimension” is 'joining'; allowed: rollout, participation.",
    ),
    (
        "score = 50\n",
        "score = 500\n",
        "score = 500",
        "[[scales]] “partly”, [[scales.answers]] “somewhat”: “score” is 500; allowed: a number from 0 to 100.",
    ),
    (
        'direction = "negative"',
        'direction = "bad"',
        'direction = "bad"',
        "[[indicators]] “C1_asks”: “direction” is 'bad'; allowed: positive, negative.",
    ),
    (
        "weight = 3",
        "weihgt = 3",
        "weihgt",
        "[[indicators]] “C1_asks”: “weihgt” is 3; allowed: only the keys ",
    ),
    (
        'targets = ["police"]',
        'targets = ["army"]',
        '["army"]',
        "[[indicators]] “P1_fear”: “targets” is 'army'; allowed: ",
    ),
    (
        'scale = "record"',
        'scale = "recrod"',
        '"recrod"',
        "[[indicators]] “P1_seat”: “scale” is 'recrod'; allowed: ",
    ),
    (
        'ignore = ["remarks"]',
        'ignore = ["q_gender"]',
        '["q_gender"]',
        "[form]: “ignore” is 'q_gender'; allowed: a column that is not ",
    ),
)


def test_a_file_with_ten_mistakes_lists_ten(check: Callable[[str | bytes], Checked]) -> None:
    text = SMALL
    for before, after, *_ in TEN:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    found = check(text)
    assert found.code == 2
    first, *others = found.said
    assert first == "small.toml: 10 mistakes. Correct each in the file, then check it again."
    assert len(others) == 10
    for (*_, part, sentence), said in zip(TEN, others, strict=True):
        assert said.startswith(f"line {line_of(text, part)}: {sentence}")


def test_a_key_of_a_table_in_braces_has_the_line_of_that_table(
    check: Callable[[str | bytes], Checked],
) -> None:
    text = SMALL.replace(
        'consent = { column = "consent", values = ["yes"] }', 'consent = { colum = "consent" }'
    )
    found = check(text)
    line = line_of(text, "consent = { colum")
    assert [said.partition(";")[0] for said in found.said[1:]] == [
        f"line {line}: [form.consent]: “colum” is 'consent'",
        f"line {line}: [form]: “consent” is a table with colum",
    ]


def test_a_code_that_stands_twice_has_both_lines(check: Callable[[str | bytes], Checked]) -> None:
    text = SMALL.replace('code = "P1_seat"', 'code = "P1_fear" # again')
    first = line_of(text, 'code = "P1_fear"\n')
    again = line_of(text, "# again")
    assert (
        f"line {first} / {again}: [[indicators]] “P1_fear”: “code” is 'P1_fear'; allowed: each code once."
        in (check(text).said)
    )


@pytest.mark.parametrize("value", [None, 17, "", [], {}, "?", ["?"], {"?": "?"}], ids=str)
def test_no_value_anywhere_breaks_the_command(value: object) -> None:
    for path in paths(tomllib.loads(SMALL)):
        data = tomllib.loads(SMALL)
        holder = inside(data, path[:-1])
        if value is None:
            del holder[path[-1]]
        else:
            holder[path[-1]] = value
        found = examine(toml(data).encode(), "small.toml")
        assert (found.framework is None) == bool(found.mistakes or found.decisions), path


@pytest.mark.parametrize(
    ("before", "after", "at", "sentence"),
    [
        (
            'code = "small"',
            "code = small",
            8,
            '“small”: this is no value; allowed: a text in quotes as "yes", ',
        ),
        (
            'code = "small"',
            "code = “small”",
            8,
            '““small””: these quotes begin no text. Put straight quotes " before ',
        ),
        (
            'code = "small"',
            'code = "small',
            14,
            '“code = "small”: this text does not end; allowed: the same quote ',
        ),
        (
            'code = "small"',
            "code small",
            6,
            "“code small”: this is no key = value; allowed: a key, the sign = and ",
        ),
        (
            'code = "small"',
            'code = "small" now',
            16,
            "“now”: this stands after the value; allowed there: nothing but #",
        ),
        (
            'code = "small"',
            'code = "a"\ncode = "b"',
            11,
            '“code = "b"”: this stands twice; allowed: each table and each',
        ),
        (
            "[thresholds]",
            "[thresholds",
            12,
            "“[thresholds”: the name of this table is not closed; allowed: [form], ",
        ),
        (
            'also = ["P1"]',
            'also = ["P1"',
            1,
            '“also = ["P1"”: this list or table is not closed; allowed: a comma ',
        ),
        (
            'code = "small"',
            r'code = "C:\small"',
            11,
            r'“\small"”: \ means something of its own in a text; ',
        ),
        (
            'version = "1"',
            "version = 2026-02-30",
            11,
            "“2026-02-30”: there is no such day; allowed: a day as 2026-01-31",
        ),
        (
            'version = "1"',
            "= 1 #",
            1,
            "“= 1 #”: nothing begins like this; allowed: key = value, a table as [form] or ",
        ),
    ],
)
def test_a_mistake_against_toml_has_line_column_and_our_words(
    check: Callable[[str | bytes], Checked], before: str, after: str, at: int, sentence: str
) -> None:
    text = SMALL.replace(before, after)
    found = check(text)
    line = line_of(text, after) + after.count("\n")
    assert found.code == 2
    assert found.said[0] == "small.toml: 1 mistakes. Correct each in the file, then check it again."
    assert found.said[1].startswith(f"line {line}, column {at}: {sentence}")
    assert len(found.said) == 2


def test_every_mistake_against_toml_is_listed(check: Callable[[str | bytes], Checked]) -> None:
    text = SMALL
    for before, after in (
        ('code = "small"', "code = small"),
        ("k = 6", "k 6"),
        ('also = ["P1"]', 'also = ["P1"'),
        ("[form]\n", "[form\n"),
        ('participants = "people"', "participants = people"),
    ):
        text = text.replace(before, after)
    lines = [
        int(said[1])
        for said in (re.match(r"line (\d+), column", s) for s in check(text).said)
        if said
    ]
    assert lines == [
        line_of(text, part)
        for part in ("code = small", "k 6", 'also = ["P1"\n', "[form\n", "participants = people")
    ]


@pytest.mark.parametrize(
    "text", [b"\xff\xfe", b"a = " + b"[" * 100_000, b"a = " + b"9" * 10_000, b'a = """b\n', b"\x00"]
)
def test_a_file_that_is_no_text_at_all(
    check: Callable[[str | bytes], Checked], text: bytes
) -> None:
    found = check(text)
    assert (found.code, len(found.said)) == (2, 2)
    assert "program" not in found.said[1]


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "check", str(tmp_path / "none.toml")]) == 2
    assert "cannot be read. Check its name and place." in capsys.readouterr().err


def test_what_is_left_to_decide_is_listed_apart_from_mistakes(
    check: Callable[[str | bytes], Checked],
) -> None:
    text = SMALL.replace('direction = "negative"', 'direction = "?"').replace(
        "score = 50\nlower", 'score = "?"\nlower'
    )
    text = text.replace('part = "P1"', 'part = "?"', 1).replace('set = "full"', 'set = "fully"')
    score, direction, part = (
        line_of(text, f'{key} = "?"') for key in ("score", "direction", "part")
    )
    found = check(text)
    assert found.code == 2
    assert found.said == drawn(f"""
        small.toml: 1 mistakes. Correct each in the file, then check it again.
        line {line_of(text, "fully")}: [[indicators]] “P1_fear”: “set” is 'fully'; allowed: core, full.
        small.toml: 3 things are left to decide. Each is marked ? in the file; write what is right in
          its place.
        [[scales.answers]] “score”: What this answer is worth: 0 (worst) to 100 (best). Delete the line where it has no
          score, and write means = "dont_know", "not_applicable" or "prefer_not_to_say" where it means
          that. Lines: {score} (partly, somewhat).
        [[indicators]] “direction”: positive: the answers with high scores are good news; negative: they are bad
          news, and the score is turned round. Lines: {direction} (C1_asks).
        [[indicators]] “part”: Which part this question belongs to. Write the code of one: C1, P1. Where the
          question measures nothing, delete its whole table [[indicators]]. Lines: {part}
          (P1_fear).
    """)


def test_nothing_is_read_with_a_framework_that_is_not_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "small.toml"
    file.write_text(SMALL.replace('direction = "negative"', 'direction = "?"'), "utf-8")
    given = [
        "import",
        str(file),
        "--framework",
        str(file),
        "--dataset",
        str(tmp_path / "kept"),
        "--yes",
    ]
    assert main(given) == 2
    assert capsys.readouterr().err == (
        "small.toml: [[indicators]] “C1_asks”: “direction” is still to be decided; allowed: positive, negative. "
        "`python -m swit_data framework check small.toml` lists all that is left to decide.\n"
    )


def test_the_sentences_are_said_in_ukrainian_too() -> None:
    words = Wording.of("uk")
    found = examine(
        SMALL.replace('direction = "negative"', 'direction = "?"').encode(), "small.toml"
    )
    assert words.sentence(found.decisions[0]).startswith("[[indicators]] «direction»: ")
    slipped = examine(b"a = b", "small.toml")
    assert words.sentence(slipped.mistakes[0]).startswith("рядок 1, ")
