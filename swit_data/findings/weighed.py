"""Whom sex workers rate lowest however a part is weighed, as a verdict: whether that stays, and where it turns."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby

from swit_data.findings.counted import in_pilots
from swit_data.findings.type_orders import SolidScene
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import records
from swit_data.released.spoken_names import all_called, where
from swit_data.released.what_if_weights import WEIGHTS
from swit_data.released.written_scores import written_score

STEPS = tuple(map(float, WEIGHTS))
_EXACT = 6  # digits of a released number
Lowest = tuple[str, ...]  # every stakeholder type that shares the lowest score
Verdict = tuple[str, str]  # a weight as it is written, and what holds at it


@kept_while_open
def verdicts(scene: SolidScene, labels: Labels) -> tuple[Verdict, ...]:
    """Return a verdict for each weight; nothing without a part that weighs more, or without numbers to compare."""
    found = lowest(scene)
    if not scene.heavy or not found:
        return ()
    turns = [_turn(pilot, found[pilot], labels) for pilot in _turning(found)]
    said = {
        weight: [
            *_held(scene, found, weight, labels),
            *turns,
            _numbers(scene, found, weight, labels),
        ]
        for weight in STEPS
    }
    return tuple((_written(weight, labels), " ".join(lines)) for weight, lines in said.items())


def lowest(scene: SolidScene) -> Mapping[str, Mapping[float, Lowest]]:
    """Return the types with the lowest score, by pilot and weight; of pilots with two numbers at every weight."""
    scores = _scores(scene)
    found = {
        pilot: {weight: _least(scores.get((pilot, weight), {})) for weight in STEPS}
        for pilot in scene.pilots
    }
    return {pilot: at for pilot, at in found.items() if all(at.values())}


def _scores(scene: SolidScene) -> Mapping[tuple[str, float], Mapping[str, float]]:
    """Return the score of each type that has one, by pilot and weight."""
    found: dict[tuple[str, float], dict[str, float]] = {}
    for row in records(scene.weighted):
        if not row["withheld"]:
            at = found.setdefault((row["pilot"], row["weight"]), {})
            at[row["stakeholder_type"]] = round(row["score"], _EXACT)
    return found


def _least(scores: Mapping[str, float]) -> Lowest:
    """Return who shares the lowest score; nobody where one stands alone."""
    least = min(scores.values(), default=0)
    return tuple(code for code, score in scores.items() if score == least and len(scores) > 1)


def _turning(found: Mapping[str, Mapping[float, Lowest]]) -> tuple[str, ...]:
    return tuple(pilot for pilot, at in found.items() if len({*at.values()}) > 1)


def _held(
    scene: SolidScene,
    found: Mapping[str, Mapping[float, Lowest]],
    weight: float,
    labels: Labels,
) -> list[str]:
    """Return who is rated lowest in the most pilots at a weight, and in which of them at every other weight too."""
    by_types: dict[Lowest, list[str]] = {}
    for pilot, at in found.items():
        by_types.setdefault(at[weight], []).append(pilot)
    most, turning = max(map(len, by_types.values())), _turning(found)
    said = []
    for types, there in by_types.items():
        steady = [pilot for pilot in there if pilot not in turning]
        wanted = {"weighed.at": there if turning else [], "weighed.always": steady}
        for key, pilots in wanted.items() if len(there) == most else ():
            if pilots:
                place = in_pilots(
                    pilots, _known(scene, found, types), scene.pilots, labels, "compared"
                )
                said.append(_sentence(key, scene, labels, types=types, pilots=place))
    return said


def _known(scene: SolidScene, found: Mapping[str, object], types: Lowest) -> list[str]:
    """Return the pilots in which these types have a number at every weight: no other agrees or contradicts."""
    scores = _scores(scene)
    return [p for p in found if all(set(types) <= scores[p, weight].keys() for weight in STEPS)]


def _numbers(
    scene: SolidScene,
    found: Mapping[str, Mapping[float, Lowest]],
    weight: float,
    labels: Labels,
) -> str:
    """Return the lowest score of each pilot at a weight, and whose it is where it is not whose most pilots' is."""
    scores = _scores(scene)
    mostly, _ = Counter(at[weight] for at in found.values()).most_common(1)[0]
    said = []
    for pilot, at in found.items():
        score = written_score(min(scores[pilot, weight].values()), labels)
        whose = "" if at[weight] == mostly else f" ({all_called(at[weight], labels, 'subject')})"
        said.append(f"{labels.pilot(pilot)} {score}{whose}")
    return labels.wording.text("weighed.numbers", scores=labels.wording.listing(said))


def _turn(pilot: str, at: Mapping[float, Lowest], labels: Labels) -> str:
    """Return where the lowest score of a pilot turns: up to which weight whom, and from which on."""
    runs = [(types, [*weights]) for types, weights in groupby(STEPS, key=at.__getitem__)]
    said = "; ".join(_run(types, weights, labels) for types, weights in runs)
    text = labels.wording.text("weighed.turns", pilots=where(pilot, labels), runs=said)
    return labels.wording.opening(text)


def _run(types: Lowest, weights: list[float], labels: Labels) -> str:
    ends = {"up_to": weights[0] == STEPS[0], "from": weights[-1] == STEPS[-1]}
    ends["only"] = len(weights) == 1
    key = next((name for name, fits in ends.items() if fits), "between")
    first, last = (_written(weight, labels) for weight in (weights[0], weights[-1]))
    called = all_called(types, labels, "subject")
    return labels.wording.text(f"weighed.{key}", types=called, first=first, last=last)


def _sentence(key: str, scene: SolidScene, labels: Labels, *, types: Lowest, pilots: str) -> str:
    wording = labels.wording
    values = {
        "part": labels.named(scene.heavy or ""),
        "last": _written(STEPS[-1], labels),
        "types": all_called(types, labels),
        "pilots": pilots,
    }
    return wording.opening(wording.text(key, **values))


def _written(weight: float, labels: Labels) -> str:
    return labels.wording.number(weight, 0 if weight == int(weight) else 1)
