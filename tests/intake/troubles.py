"""What habits and other tools do to a good file, one kind a function; nothing of the reader is used.

A table is its rows, the header first. A trouble changes the table, or the text that it is written as. It says the
reason with which a file may be refused: none where it must always be read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Table = list[list[str]]
Bend = Callable[[Table, Random], Table]
Wrap = Callable[[str, Random], str]

ANSWERED = ("government_health_trust", "government_police_trust", "own_group_led")
COLUMNS = (
    *("country", "wave", "consent", "branch", "gender", "government_known", *ANSWERED),
    *("_uuid", "_submission_time", "start"),
)
LABELS = {
    "country": "Which country is this about?",
    "wave": "Which round – the first or the second?",
    "consent": "Do you agree to take part?",
    "branch": "Through which “branch”?",
    "gender": "Gender: which of these fits you?",
    "government_known": "Which offices do you know?",
    "government_health_trust": "Do you trust the ministry’s staff?",
    "government_police_trust": "Do you trust the police?",
    "own_group_led": "Do sex workers lead the group?",
}
# Codes with their labels, for the columns that have any.
SCALE = {"1": "Yes, fully", "0": "Not at all", "dk": "Don’t know"}
CODES = {
    "country": {"KEN": "Kenya", "UKR": "Ukraine"},
    "consent": {"yes": "Yes", "no": "No"},
    "gender": {"woman": "Women", "man": "Men"},
    "government_known": {"health": "Ministry of health", "police": "The police"},
    **dict.fromkeys(ANSWERED, SCALE),
}
FRAMEWORK = """
[framework]
code = "bent"
version = "1"
title = "A survey to be bent"
[[dimensions]]
code = "rollout"
label = "Roll-out"
[dimensions.split]
characteristic = "gender"
[[characteristics]]
code = "gender"
label = "Gender"
[[characteristics.categories]]
code = "woman"
label = "Women"
[[characteristics.categories]]
code = "man"
label = "Men"
[[parts]]
code = "C1"
label = "Empowerment"
dimension = "rollout"
[[scales]]
code = "fully"
[[scales.answers]]
code = "1"
label = "Yes, fully"
score = 100
[[scales.answers]]
code = "0"
label = "Not at all"
score = 0
[[scales.answers]]
code = "dk"
label = "Don’t know"
means = "dont_know"
[[stakeholder_types]]
code = "government"
label = "Government"
external = true
[[stakeholder_types.targets]]
code = "health"
label = "Ministry of health"
level = "national"
[[stakeholder_types.targets]]
code = "police"
label = "The police"
level = "local"
[[stakeholder_types]]
code = "own"
label = "Our own"
external = false
[[stakeholder_types.targets]]
code = "group"
label = "The group"
level = "local"
[[indicators]]
code = "trust"
text = "Trust?"
plain = "Trust."
part = "C1"
scale = "fully"
stakeholder_types = ["government"]
answered_by = ["community"]
names = ["old_{target}"]
[[indicators]]
code = "led"
text = "Led?"
plain = "Led."
part = "C1"
scale = "fully"
stakeholder_types = ["own"]
answered_by = ["community"]
[form]
shape = 2
pilot = { column = "country" }
round = { column = "wave" }
consent = { column = "consent", values = ["yes"] }
branch = "branch"
asked = "{stakeholder_type}_known"
question = "{stakeholder_type}_{target}_{indicator}"
[[form.pilots]]
code = "KEN"
name = "Kenya"
[[form.pilots]]
code = "UKR"
name = "Ukraine"
"""


@dataclass(frozen=True)
class Trouble:
    """One kind of trouble; `refused` is a pattern of the reasons with which it may be refused."""

    name: str
    bend: Bend | None = None
    wrap: Wrap | None = None
    refused: str = ""


_LISTED = re.compile(r"[,;|]?\s+[|]?\s*")  # between several answers, whatever trouble came before

_RECORD_END = re.compile(
    r'\n(?=(?:[^"]*"[^"]*")*[^"]*$)'
)  # a line's end outside of quotation marks


def _values(table: Table, column: str) -> list[tuple[int, int]]:
    """Return the cells of a column, whatever its header became."""
    place = COLUMNS.index(column)
    return [(row, place) for row in range(1, len(table)) if place < len(table[row])]


def _each(table: Table, columns: Sequence[str], change: Callable[[str, str], str]) -> Table:
    new = [list(row) for row in table]
    for column in columns:
        for row, place in _values(new, column):
            new[row][place] = change(column, new[row][place])
    return new


def _column(table: Table, header: str, values: Callable[[int], str]) -> Table:
    return [[*row, values(n) if n else header] for n, row in enumerate(table)]


def foreign_column(table: Table, random: Random) -> Table:
    before = random.choice(
        ["previous round ", "baseline/", "expected - ", "Count of ", "2025: ", "old."]
    )
    column = random.choice(ANSWERED)
    return _column(table, before + column, lambda _: random.choice(["", "1", "0", "dk", "7"]))


def foreign_text(table: Table, random: Random) -> Table:
    column = random.choice(ANSWERED)
    return _column(table, f"{column}. Last year", lambda _: random.choice(["", "1", "0"]))


def damaged_ids(table: Table, random: Random) -> Table:
    end = random.choice(["E+12", "e+12"])
    return _each(table, ["_uuid"], lambda _, _value: f"1.5{random.choice('26')}{end}")


def consent_case(table: Table, random: Random) -> Table:
    way = random.choice([str.upper, str.title, "'{}".format, " {} ".format])
    return _each(table, ["consent"], lambda _, value: way(value))


def consent_number(table: Table, random: Random) -> Table:
    yes = random.choice(["1", "TRUE", "y"])
    return _each(table, ["consent"], lambda _, value: yes if value == "yes" else value)


def branches(table: Table, random: Random) -> Table:
    ways: list[Callable[[str], str]] = [
        str,
        "0{}".format,
        "{}.0".format,
        "'{}".format,
        " {}".format,
    ]
    return _each(
        table,
        ["branch"],
        lambda _, value: random.choice(ways)(value) if value.isdecimal() else value,
    )


def approved(table: Table, random: Random) -> Table:
    words = {
        "review_status": "APPROVED",
        "_review_status": "1",
        "ReviewState": "approved",
        "_validation_status": "n/a",
    }
    column = random.choice([*words])
    return _column(table, column, lambda _: words[column])


def unknown_review(table: Table, random: Random) -> Table:
    column = random.choice(["review_status", "team_approval", "qc"])
    return _column(table, column, lambda _: random.choice(["so-so", "not good"]))


def renamed(table: Table, random: Random) -> Table:
    target = random.choice(["health", "police"])
    return [
        [f"old_{target}" if c == f"government_{target}_trust" else c for c in table[0]],
        *table[1:],
    ]


def renamed_in_some_rows(table: Table, random: Random) -> Table:
    place = COLUMNS.index("government_health_trust")
    new = _column(table, "old_health", lambda _: "")
    for row in new[1:]:
        if random.random() < 1 / 2:
            row[place], row[-1] = "", row[place]
    return new


def placeholders(table: Table, random: Random) -> Table:
    word = random.choice(["n/a", "N/A", "NULL", "---", "nan", "NaN", "—", "(blank)", "#N/A"])
    columns = ["gender", "government_known", *ANSWERED, "branch"]
    return _each(table, columns, lambda _, value: value or random.choice(["", word]))


def decimals(table: Table, random: Random) -> Table:
    end = random.choice([".0", ",0", ".00"])
    return _each(table, ANSWERED, lambda _, value: value + end if value.isdecimal() else value)


def header_rows(table: Table, random: Random) -> Table:
    said = [LABELS.get(column, f"Of the tool {n}") for n, column in enumerate(table[0])]
    rows = [said, [f'{{"ImportId":"QID{n}"}}' for n in range(len(said))]]
    return [table[0], *rows[: random.randint(1, 2)], *table[1:]]


def repeated_header(table: Table, random: Random) -> Table:
    at = random.randint(1, len(table))
    return [*table[:at], list(table[0]), *table[at:]]


def total(table: Table, random: Random) -> Table:
    row = [""] * len(table[0])
    row[random.choice([0, 1, 3])] = random.choice(["Total", "Average", "Всього: 9", "Grand total"])
    row[COLUMNS.index("own_group_led")] = random.choice(["", "9", "1.5"])
    return [*table, row]


def footer(table: Table, random: Random) -> Table:
    row = [""] * len(table[0])
    row[0] = random.choice(
        ["Exported by Ann from Kobo", "Total respondents: 12", "End of file, thank you"]
    )
    return [*table, *([[""] * len(row)] if random.random() < 1 / 2 else []), row]


def header_case(table: Table, random: Random) -> Table:
    way = random.choice([str.upper, str.title, "\ufeff{}".format, "{}\u200b".format, " {} ".format])
    return [[way(c) if c in LABELS else c for c in table[0]], *table[1:]]


def code_case(table: Table, random: Random) -> Table:
    way = random.choice([str.upper, str.title, "'{}".format, "\u200b{}".format])
    columns = ["country", "gender", *ANSWERED]
    return _each(table, columns, lambda _, value: way(value) if value else value)


def labels_in_cells(table: Table, random: Random) -> Table:
    change = _typography(random)
    columns = [column for column in CODES if column != "government_known"]
    return _each(table, columns, lambda c, value: change(CODES[c].get(value, value)))


def labels_everywhere(table: Table, random: Random) -> Table:
    change = _typography(random)
    new = labels_in_cells(table, random)
    place = COLUMNS.index("government_known")
    for row in new[1:]:
        row[place] = ", ".join(
            CODES["government_known"].get(w, w) for w in _LISTED.split(row[place])
        )
    return [[change(LABELS.get(column, column)) for column in table[0]], *new[1:]]


def _typography(random: Random) -> Callable[[str], str]:
    ways: list[Callable[[str], str]] = [
        str,
        lambda text: text.replace("’", "'").replace("–", "-"),
        lambda text: text.replace("“", '"').replace("”", '"'),
        lambda text: f"**{text}**" if " " in text else text,
        lambda text: f'<span style="color:red">{text}</span>' if " " in text else text,
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: f"{text} *" if text.endswith("?") else text,
    ]
    return random.choice(ways)


def code_and_text(table: Table, random: Random) -> Table:
    form = random.choice(["{}. {}", "[{}] {}", "{}: {}", "{}) {}"])
    return [[form.format(c, LABELS[c]) if c in LABELS else c for c in table[0]], *table[1:]]


def options(table: Table, random: Random) -> Table:
    form = random.choice(["{}/{}", "{}[{}]", "{}___{}", "{}_{}", "{} [{}]", "{}.{}"])
    words = ["1 0", "Y ", "ІСТИНА ХИБНІСТЬ", "VERDADERO FALSO", "WAHR FALSCH", "Yes No", "x "]
    yes, _, no = random.choice(words).partition(" ")
    place = COLUMNS.index("government_known")
    new = []
    for n, row in enumerate(table):
        chosen = _LISTED.split(row[place])
        cells = [yes if code in chosen else no for code in CODES["government_known"]]
        heads = [form.format(row[place], code) for code in CODES["government_known"]]
        new.append([*row[:place], "", *row[place + 1 :], *(cells if n else heads)])
    new[0][place] = "unused"
    return new


def commas(table: Table, random: Random) -> Table:
    between = random.choice([", ", "; ", " | ", "  ", "\n"])
    return _each(table, ["government_known"], lambda _, value: between.join(_LISTED.split(value)))


def days(table: Table, random: Random) -> Table:
    form = random.choice(
        [
            *("{2}.{1}.{0}", "{2}/{1}/{0}", "{1}/{2}/{0}", "{0}/{1}/{2}", "{2} March {0}"),
            *("Mar {2}, {0} 7:30:00 AM", "46096"),
        ]
    )

    def change(_: str, value: str) -> str:
        day = value[:10].split("-")
        return form.format(*day) if len(day) == 3 else value

    return _each(table, ["start", "_submission_time"], change)


def locked(table: Table, random: Random) -> Table:
    new = _column(table, "Status", lambda _: "")
    row = [""] * len(new[0])
    row[COLUMNS.index("_uuid")], row[-1] = f"locked-{random.random()}", "not decrypted"
    return [*new, row]


def missing_question(table: Table, random: Random) -> Table:
    place = COLUMNS.index(
        random.choice(["own_group_led", "country", "consent", "government_known"])
    )
    return [[*row[:place], *row[place + 1 :]] for row in table]


def contact(table: Table, random: Random) -> Table:
    column = random.choice(["about/phone_number", "respondent_contact", "e_mail_address", "reach"])
    value = random.choice(["+254 712 345 678", "0712345678", "a@b.org"])
    return _column(table, column, lambda _: value)


def separator_line(text: str, random: Random) -> str:
    return random.choice(["sep={}\n", '"sep={}"\n']).format(random.choice([";", ","])) + text


def one_cell(text: str, random: Random) -> str:
    after = random.choice(["", ";;;"])
    held = io.StringIO(newline="")
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator=f"{after}\n")
    writer.writerows([line] for line in _records(text))
    return held.getvalue()


def trailing_separators(text: str, random: Random) -> str:
    sign, n = (";" if ";" in text.split("\n", maxsplit=1)[0] else ","), random.randint(1, 3)
    first, *rest = _records(text)
    bent = "".join(f"{row}{sign * n}\n" for row in rest)
    return f"{first}{random.choice(['', sign])}\n{bent}"


def _records(text: str) -> list[str]:
    """Return the rows of a file as they are written; a cell may hold several lines."""
    return _RECORD_END.split(text)[:-1]


_EMPTY = "the cell is empty|is not allowed|neither a yes|looks like a total"
TROUBLES = (
    Trouble("foreign column", foreign_column),
    # Where every name has its text behind it, nobody can say which of two texts is the question's.
    Trouble(
        "foreign text", foreign_text, refused="may be one question or two|hold different answers"
    ),
    Trouble("damaged ids", damaged_ids, refused="were damaged by Excel"),
    Trouble("consent in other letters", consent_case),
    Trouble("consent as a number", consent_number, refused="neither a yes"),
    Trouble("branches", branches),
    Trouble("approved", approved),
    Trouble("unknown review", unknown_review, refused="holds a review|looks like a review"),
    Trouble("renamed", renamed),
    Trouble("renamed in some rows", renamed_in_some_rows),
    Trouble("placeholders", placeholders),
    Trouble("decimals", decimals),
    Trouble("header rows", header_rows, refused=_EMPTY),
    Trouble("repeated header", repeated_header),
    Trouble("total", total, refused=_EMPTY),
    Trouble("footer", footer, refused=_EMPTY),
    Trouble("header in other letters", header_case),
    Trouble("codes in other letters", code_case),
    Trouble("labels in cells", labels_in_cells),
    Trouble("labels everywhere", labels_everywhere),
    Trouble("code and text", code_and_text),
    Trouble("options", options),
    Trouble("commas", commas),
    Trouble("days", days),
    Trouble("locked", locked, refused="not decrypted"),
    Trouble("missing", missing_question, refused="required columns are missing|holds labels"),
    Trouble("contact", contact, refused="can identify a person"),
    Trouble("separator line", wrap=separator_line),
    Trouble("one cell", wrap=one_cell),
    Trouble("trailing separators", wrap=trailing_separators),
)


def text_of(table: Table, separator: str = ",") -> str:
    """Return a table as a CSV file."""
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=separator, lineterminator="\n").writerows(table)
    return held.getvalue()
