"""What a document is about: which pilots, in which round, in whose language, on which day."""

from dataclasses import dataclass
from datetime import date

from swit_data import findings
from swit_data.findings import Scene
from swit_data.released.labels import Labels
from swit_data.released.release import Release

EMPOWERMENT, CRITERIA, ROLLOUT = "C1", "participation", "rollout"


@dataclass(frozen=True)
class Scope:
    """One round of one pilot's own release, or of all pilots side by side."""

    labels: Labels
    chosen_round: str
    made_on: date

    @property
    def release(self) -> Release:
        """Return the release that every number comes from."""
        return self.labels.release

    @property
    def pilots(self) -> tuple[str, ...]:
        """Return the pilots that held the round."""
        return self.release.pilots_of(self.chosen_round)

    @property
    def types(self) -> tuple[str, ...]:
        """Return the stakeholder types that the community assesses."""
        return tuple(kind.code for kind in self.labels.framework.external_types)

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
