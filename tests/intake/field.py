"""Small frameworks and files from the field, taken in by the door that people use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from swit_data import store
from swit_data.__main__ import main
from tests.vaults import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HEAD = """
[framework]
code = "small"
version = "1"
title = "A small survey"
[[dimensions]]
code = "rollout"
label = "Roll-out"
{split}
[[parts]]
code = "C1"
label = "Empowerment"
dimension = "rollout"
[[scales]]
code = "yes_no"
[[scales.answers]]
code = "yes"
label = "Yes"
score = 100
[[scales.answers]]
code = "no"
label = "No"
score = 0
[[scales.answers]]
code = "dont_know"
label = "Do not know"
means = "dont_know"
"""


def stakeholder_type(code: str, *targets: str, external: str = "true") -> str:
    text = f'[[stakeholder_types]]\ncode = "{code}"\nlabel = "{code}"\nexternal = {external}\n'
    for target in targets:
        text += f'[[stakeholder_types.targets]]\ncode = "{target}"\nlabel = "{target}"\n'
        text += 'level = "national"\n'
    return text


def indicator(code: str, types: list[str], answered_by: list[str], more: str = "") -> str:
    return (
        f'[[indicators]]\ncode = "{code}"\ntext = "{code}?"\nplain = "{code}."\npart = "C1"\n'
        f'scale = "yes_no"\nstakeholder_types = {types}\nanswered_by = {answered_by}\n{more}\n'
    )


PILOTS = """
[[form.pilots]]
code = "KEN"
value = "kenya"
[[form.pilots]]
code = "UKR"
"""

# An interview about one stakeholder type.
NARROW = (
    HEAD.format(split="")
    + stakeholder_type("government", "health")
    + stakeholder_type("ngo", "clinic")
    + indicator("trust", ["government", "ngo"], ["community"])
    + indicator("heard", ["ngo"], ["community"], 'set = "full"')
    + """
[form]
shape = 1
pilot = { column = "country" }
stakeholder_type = { column = "about", values = { gov = "government" } }
consent = { column = "consent", values = ["yes"] }
ignore = ["remarks"]
"""
    + PILOTS
)

# The same with a characteristic that endangers people, in its full set.
ENDANGERING = (
    NARROW.replace(
        'label = "Roll-out"\n',
        'label = "Roll-out"\n[dimensions.split]\ncharacteristic = "hiv"\n',
        1,
    )
    + """
[[characteristics]]
code = "hiv"
label = "HIV status"
question = "hiv_status"
sensitive = true
[[characteristics.categories]]
code = "positive"
label = "Positive"
[[characteristics.categories]]
code = "negative"
label = "Negative"
"""
)

# One interview with a group of questions for each target; institutions and focus groups too.
WIDE = (
    HEAD.format(split='[dimensions.split]\ncharacteristic = "gender"')
    + """
[[characteristics]]
code = "gender"
label = "Gender"
question = "q_gender"
[[characteristics.categories]]
code = "woman"
label = "Women"
[[characteristics.categories]]
code = "man"
label = "Men"
"""
    + stakeholder_type("government", "health", "police")
    + stakeholder_type("swlo", "own", external="false")
    + indicator("trust", ["government"], ["community", "institution"])
    + indicator("plan", ["government"], ["institution"], 'question = "plan_{target}"')
    + indicator("led", ["swlo"], ["community"])
    + """
[form]
shape = 2
pilot = { constant = "KEN" }
round = { column = "wave" }
class = { column = "who", values = { sw = "community", staff = "institution", fgd = "group" } }
stakeholder_type = { column = "about" }
target = { column = "office" }
asked = "{stakeholder_type}_known"
consent_on_record = { column = "on_record", values = ["yes"] }
participants = "people"
branch = "recruited_by"
question = "{stakeholder_type}_{target}_{indicator}"
"""
    + PILOTS
)


@dataclass(frozen=True)
class Outcome:
    """What a person sees after an import, and what lies on the disk then."""

    code: int
    out: str
    err: str
    folder: Path

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return all rows of a table of the dataset."""
        rows: list[dict[str, Any]] = store.open_dataset(self.folder).table(table).to_pylist()
        return rows

    def nothing_kept(self) -> bool:
        """Say whether there is not even a folder."""
        return not self.folder.exists()


@dataclass(frozen=True)
class Field:
    """A folder of a person who imports files."""

    place: Path
    captured: pytest.CaptureFixture[str]

    def take(self, content: str | bytes, *options: str, framework: str = NARROW) -> Outcome:
        """Import a file and say yes."""
        file = self.place / "export.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.take_file(file, *options, "--yes", framework=framework)

    def take_file(self, file: Path, *options: str, framework: str | Path = NARROW) -> Outcome:
        """Import a file; without `--yes` the program asks."""
        if isinstance(framework, str):
            (self.place / "small.toml").write_text(framework, "utf-8")
            framework = self.place / "small.toml"
        folder = self.place / "dataset"
        where = ["--framework", str(framework), "--dataset", str(folder)]
        self.captured.readouterr()
        code = main(["import", str(file), *where, PLAIN, *options])
        said = self.captured.readouterr()
        return Outcome(code, said.out, said.err, folder)
