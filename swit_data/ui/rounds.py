"""What Change shows under a Selection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from swit_data import findings
from swit_data.findings.change import ChangeScene
from swit_data.released.between_rounds import Rounds
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.tables import ALL
from swit_data.selection import Choices, Selection

FILTERS = ("dimension", "parts", "stakeholder_types", "level", "weights")


def of_rounds(release: Release, chosen: Selection, pilots: tuple[str, ...]) -> ChangeScene:
    """Return the scene: every external stakeholder type or the one chosen, on a dimension or one of its parts."""
    framework = release.framework
    parts = [p for p in chosen.parts[:1] if framework.parts[p].dimension == chosen.dimension]
    suffix = "_equal" if chosen.weights == "equal" else ""
    item = parts[0] if parts else chosen.dimension + suffix
    target = f"level={chosen.level}" if chosen.level else ALL
    kinds = chosen.stakeholder_types or tuple(kind.code for kind in framework.external_types)
    return ChangeScene(Rounds(release, item, target), pilots, kinds)


def of_dimension(release: Release, chosen: Selection, options: Choices) -> Choices:
    """Return how the parts narrow to those of the dimension that is chosen."""
    parts = release.framework.parts.values()
    kept = tuple(part.code for part in parts if part.dimension == chosen.dimension)
    return replace(options, parts=kept)


def who_answered(labels: Labels, pilots: Sequence[str]) -> tuple[str, ...]:
    """Return who answered in each round, one line a pilot and round; then what holds for all."""
    by_round = [findings.who_answered(labels, r, pilots) for r in labels.release.rounds]
    return (*(line for lines in by_round for line in lines[:-1]), by_round[-1][-1])
