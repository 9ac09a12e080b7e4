"""What a document is about: which pilots, in which round, in whose language, on which day."""

from dataclasses import dataclass
from datetime import date

from swit_data import findings
from swit_data.findings import Scene
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import rounds_held

EMPOWERMENT, CRITERIA, ROLLOUT = "C1", "participation", "rollout"


@dataclass(frozen=True)
class Scope:
    """One round of one pilot's own release, or of all pilots side by side."""

    labels: Labels
    chosen_round: str
    made_on: date
    about: tuple[str, ...] = ()  # the pilots; none named: all that held the round
    stakeholder_type: str = ""  # the one whose own document it is; empty: all

    @property
    def release(self) -> Release:
        """Return the release that every number comes from."""
        return self.labels.release

    @property
    def pilots(self) -> tuple[str, ...]:
        """Return the pilots that held the round."""
        held = self.release.pilots_of(self.chosen_round)
        return tuple(pilot for pilot in held if not self.about or pilot in self.about)

    @property
    def owner(self) -> str:
        """Return the organisations that lead, as their owners wrote them, each once; or nothing."""
        held = rounds_held(self.release)
        there = (held[pilot, self.chosen_round]["organisation"] for pilot in self.pilots)
        return ", ".join(dict.fromkeys(str(name) for name in there if name))

    @property
    def key(self) -> str:
        """Return what 0 and 100 mean, the shapes of the bands, and what the line of an interval is."""
        text, (low, high) = self.labels.wording.text, self.limits
        return f"{text('document.key', low=low, high=high)} {text('document.front.interval')}"

    @property
    def limits(self) -> tuple[float, float]:
        """Return where low ends and high begins."""
        return self.labels.framework.low, self.labels.framework.high

    @property
    def types(self) -> tuple[str, ...]:
        """Return the stakeholder types that the community assesses, or the one that it is about."""
        known = tuple(kind.code for kind in self.labels.framework.external_types)
        return (self.stakeholder_type,) if self.stakeholder_type else known

    @property
    def main(self) -> str:
        """Return the dimension that the headline is on."""
        known = tuple(self.labels.framework.dimensions)
        return CRITERIA if CRITERIA in known else known[-1]

    def scene(self, item: str) -> Scene:
        """Return what is compared on one item."""
        return Scene(self.release, item, self.chosen_round, self.pilots, self.types)

    def headline(self, item: str) -> str:
        """Return the one sentence on an item."""
        return findings.headline(self.scene(item), self.labels).text
