"""Codes made of the names of a form, each once."""

import re
from dataclasses import dataclass, field

_ANSWER = re.compile(r"[A-Za-z0-9_]+")


def is_answer(code: str) -> bool:
    """Say whether a name can be the code of an answer as it is."""
    return _ANSWER.fullmatch(code) is not None


@dataclass
class Codes:
    """The codes that are taken; Windows and people take KEN and ken for one."""

    taken: set[str] = field(default_factory=set)

    def of(self, name: str) -> str:
        """Return a code that is like a name and not taken yet."""
        plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
        plain = plain if re.match(r"[A-Za-z]", plain) else f"q_{plain}"
        code, number = plain, 2
        while code.lower() in self.taken:
            code, number = f"{plain}_{number}", number + 1
        self.taken.add(code.lower())
        return code
