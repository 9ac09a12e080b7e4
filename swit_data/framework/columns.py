"""Where a value of a form comes from, and the consent that a column of its own holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Column:
    """Where a value of the form comes from: a column (with its values translated) or a constant."""

    column: str = ""
    constant: str = ""
    values: Mapping[str, str] = field(default_factory=dict)  # what it says: the code it means
    no: tuple[str, ...] = ()  # of a consent: what says no, beside the usual words

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Return the codes that it can give, where the form says them."""
        return (self.constant,) if self.constant else tuple(self.values.values())


@dataclass(frozen=True)
class OwnConsent:
    """The question that is asked before a sensitive characteristic: without a yes to it nothing is asked or kept."""

    column: Column
    label: Mapping[str, str] = field(
        default_factory=dict
    )  # its text; empty: that of the form (data/wording)
    names: tuple[str, ...] = ()  # what else its column was called
