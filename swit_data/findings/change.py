"""What changed between the rounds of a pilot, what did not, and which rounds cannot be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from swit_data.findings.counted import PATTERN, in_pilots
from swit_data.findings.scene import Finding
from swit_data.findings.spoken_points import spoken_difference
from swit_data.released.between_rounds import Rounds, Step, compared, round_rows, steps
from swit_data.released.labels import Labels
from swit_data.released.rows import rounds_held
from swit_data.released.spoken_names import called, on, where
from swit_data.released.thresholds import SMALLEST_CHANGE


@dataclass(frozen=True)
class ChangeScene:
    """What Change shows: the rounds of some pilots, about some stakeholder types, on one item."""

    rounds: Rounds
    pilots: tuple[str, ...]
    stakeholder_types: tuple[str, ...]

    @cached_property
    def _every(self) -> tuple[Step, ...]:
        return steps(self.rounds)

    @property
    def compared(self) -> int:
        """Return how many steps are decided together, whatever is shown of them."""
        return compared(self._every)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps shown, in the order of types and pilots."""
        there = (step for step in self._every if step.place[0] in self.pilots)
        return tuple(step for step in there if step.place[1] in self.stakeholder_types)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Return one released row per type, pilot and round."""
        rows = round_rows(self.rounds)
        shown = rows["pilot"].isin(self.pilots) & rows["stakeholder_type"].isin(
            self.stakeholder_types
        )
        return rows.loc[shown].reset_index(drop=True)

    def rows_of(self, stakeholder_type: str) -> pd.DataFrame:
        """Return one released row per pilot and round about one type."""
        return self.rows.loc[self.rows["stakeholder_type"] == stakeholder_type]

    def steps_of(self, stakeholder_type: str) -> tuple[Step, ...]:
        """Return the steps about one type."""
        return tuple(step for step in self.steps if step.place[1] == stakeholder_type)

    @cached_property
    def held(self) -> dict[str, tuple[str, ...]]:
        """Return the rounds that each pilot has held, in order."""
        release = self.rounds.release
        return {
            pilot: tuple(r for r in release.rounds if pilot in release.pilots_of(r))
            for pilot in self.pilots
        }


def change_headline(scene: ChangeScene, labels: Labels) -> Finding:
    """Return the one sentence of the page: what changed in several pilots or in one, or why nothing is said."""
    named = _latest(scene) or [step for step in scene.steps if step.named]
    if named:
        return _pattern(scene, named, labels) or _few(scene, _largest(named), labels)
    kind = _why_nothing(scene)
    text = labels.wording.text(
        f"change.headline.{kind}",
        item=on(scene.rounds.item, labels),
        count=sum(not step.broken for step in scene.steps),
        smallest=SMALLEST_CHANGE,
    )
    return Finding(kind, text)


def _latest(scene: ChangeScene) -> list[Step]:
    """Return the named changes that no later round has followed: what rose and fell again is not told as a rise."""
    last = {step.place: step for step in scene.steps}
    return [step for step in last.values() if step.named]


def _why_nothing(scene: ChangeScene) -> str:
    if (scene.rows["withheld"] != "").all():
        return "nothing"
    if max(map(len, scene.held.values()), default=0) < 2:  # noqa: PLR2004 - a change needs two rounds
        return "one_round"
    return "small" if any(not step.broken for step in scene.steps) else "apart"


def _size(step: Step) -> float:
    return abs(step.difference.points or 0.0)


def _direction(step: Step) -> str:
    return "rose" if (step.difference.points or 0.0) > 0 else "fell"


def _pattern(scene: ChangeScene, named: list[Step], labels: Labels) -> Finding | None:
    """Return what changed alike in two pilots or more: the types with the most of them, if there are any."""
    found: dict[tuple[str, str], list[str]] = {}
    for step in named:
        pilots = found.setdefault((_direction(step), step.place[1]), [])
        pilots += [step.place[0]] if step.place[0] not in pilots else []
    most = max(map(len, found.values()))
    if most < PATTERN:
        return None
    alike = {key: there for key, there in found.items() if len(there) == most}
    said = [_changed(scene, key, there, labels) for key, there in alike.items()]
    (direction, kind), *_ = alike
    return Finding(
        direction,
        labels.wording.opening(labels.wording.apart(said)),
        {"stakeholder_type": kind, "count": most},
    )


def _changed(scene: ChangeScene, key: tuple[str, str], there: list[str], labels: Labels) -> str:
    """Return in how many of the pilots whose rounds may be compared one type rose, or fell."""
    direction, kind = key
    compared_in = {s.place[0] for s in scene.steps if s.place[1] == kind and not s.broken}
    known = [pilot for pilot in scene.pilots if pilot in compared_in]
    return labels.wording.text(
        f"change.headline.{direction}",
        item=on(scene.rounds.item, labels),
        type=called(kind, labels, "of"),
        pilots=in_pilots(there, known, scene.pilots, labels, "compared"),
        smallest=SMALLEST_CHANGE,
    )


def _largest(named: list[Step]) -> list[Step]:
    """Return the largest changes, as whole numbers are read: all that tie."""
    most = max(round(_size(step)) for step in named)
    return [step for step in named if round(_size(step)) == most]


def _few(scene: ChangeScene, steps_named: list[Step], labels: Labels) -> Finding:
    """Return the largest change of one pilot, or those that tie."""
    said = []
    for step in steps_named:
        values = _said(step, scene, labels) | {
            "pilots": where(step.place[0], labels),
            "type": called(step.place[1], labels, "of"),
            "item": on(scene.rounds.item, labels),
        }
        said.append(labels.wording.text(f"change.headline.{_direction(step)}.one", **values))
    first, text = steps_named[0], labels.wording.opening(labels.wording.apart(said))
    return Finding(f"{_direction(first)}_one", text, {"step": first})


def _said(step: Step, scene: ChangeScene, labels: Labels) -> dict[str, object]:
    """Return the words of a named step: where, between which rounds, from which number to which."""
    rose = _direction(step) == "rose"
    difference = step.difference if rose else step.difference.turned
    higher, lower = (step.after, step.before) if rose else (step.before, step.after)
    said = spoken_difference(higher["score"], lower["score"], difference, labels, scene.compared)
    pilot, kind = step.place
    return {
        "pilot": labels.pilot(pilot),
        "type": labels.stakeholder_type(kind),
        "first": step.before["round"],
        "second": step.after["round"],
        "before": said["lower" if rose else "higher"],
        "after": said["higher" if rose else "lower"],
        **{name: said[name] for name in ("points", "interval")},
    }


def named_changes(scene: ChangeScene, labels: Labels) -> tuple[str, ...]:
    """Return a sentence for each change that may be said aloud, in the order of types and pilots."""
    text = labels.wording.text
    named = [step for step in scene.steps if step.named]
    return tuple(text(f"change.named.{_direction(s)}", **_said(s, scene, labels)) for s in named)


def apart(scene: ChangeScene, labels: Labels) -> tuple[str, ...]:
    """Return a sentence for each pair of rounds that cannot be compared, and one for the pilots with one round."""
    found = [*_between_rounds(scene, labels), *_focus_groups(scene, labels)]
    found.sort(key=lambda each: scene.pilots.index(each[0]))
    once = [labels.pilot(pilot) for pilot, rounds in scene.held.items() if len(rounds) == 1]
    said = labels.wording.text("change.apart.one_round", pilots=labels.wording.listing(once))
    return (*(text for _, text in found), *([said] if once else []))


def _between_rounds(scene: ChangeScene, labels: Labels) -> Iterable[tuple[str, str]]:
    """Give the rounds that cannot be compared, then those of which one asked core and the other full."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for step in scene.steps:
        if step.broken or step.core:
            kind = f"apart.{step.broken}" if step.broken else "core"
            key = (kind, step.place[0], step.before["round"], step.after["round"])
            found.setdefault(key, []).append(labels.stakeholder_type(step.place[1]))
    for key in sorted(found, key=lambda each: each[0] == "core"):
        kind, pilot, first, second = key
        values = {"first": first, "second": second, "types": labels.wording.listing(found[key])}
        yield pilot, labels.wording.text(f"change.{kind}", pilot=labels.pilot(pilot), **values)


def _focus_groups(scene: ChangeScene, labels: Labels) -> Iterable[tuple[str, str]]:
    """Give the rounds in which focus groups answered and too few single people: another class, no trend."""
    for row in rounds_held(scene.rounds.release).values():
        several = row["pilot"] in scene.pilots and len(scene.held[row["pilot"]]) > 1
        if several and row["groups"] and row["withheld"]:
            yield (
                row["pilot"],
                labels.wording.text(
                    "change.apart.groups", pilot=labels.pilot(row["pilot"]), round=row["round"]
                ),
            )


def verdict(step: Step, labels: Labels) -> str:
    """Return in a few words what may be said of a step."""
    kind = step.broken or ("named" if step.named else "small")
    if kind == "small" and step.difference.low is None:
        kind = "no_interval"
    return labels.wording.text(f"change.verdict.{kind}")
