"""A sheet to print and keep elsewhere: the code that opens a dataset when every passphrase is forgotten."""

from dataclasses import dataclass, field
from pathlib import Path

from swit_data.errors import Sentence, say
from swit_data.store.recovery_code import new_code


@dataclass(frozen=True)
class Sheet:
    """What stands on a sheet; its code opens the dataset once renew_recovery was called with it."""

    title: Sentence
    code: str = field(repr=False)
    lines: tuple[Sentence, ...] = field(repr=False)


def recovery_sheet(folder: Path) -> Sheet:
    """Return a new recovery sheet of a dataset."""
    code = new_code()
    title = say("Recovery sheet of the dataset {name}", name=folder.absolute().name)
    how = say(
        "Whoever has this code and the dataset, or a backup of it, can read every answer. Keep the sheet where you "
        "keep papers that nobody may find, apart from the computer, and tell nobody of it who need not know."
    )
    use = say(
        "To use it: type the code where the passphrase is asked for, with or without capitals, then give the dataset a "
        "new passphrase. A group that is mistyped is named. A new sheet makes this one void."
    )
    return Sheet(title, code, (how, use))
