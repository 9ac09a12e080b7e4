"""Rule 4 of docs/privacy.md: which partition of each dimension may be shown, beside those of the other dimensions.

Everybody knows who was asked about whom: the form asks both dimensions about the same institutions. So a combination of
groups of two splits, or of a group and an answer to a personal question, must have room for k people among those who
were asked about just the same targets: only between them may answers be re-matched without anybody noticing.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

Row = Mapping[str, object]
Room = Mapping[object, int]  # by set of targets asked about: how many people
Groups = Mapping[str, Room]  # of a partition, by group
_Partition = tuple[str, dict[str, dict[object, int]], int]  # characteristic, groups, k


def shown_splits(
    rooms: Iterable[Row], personal: Iterable[Row], dimensions: Sequence[str]
) -> list[dict[str, object]]:
    """Return one row per scope and dimension that is split: its rank, the first partition with room for k people.

    `rooms`, `personal`: rows of split_rooms and personal_sets (sql/split_rooms.sql); `dimensions`: in the framework's
    order. A dimension is decided on before those behind it, so that its split says nothing about theirs.
    """
    partitions = _partitions(rooms)
    asked = _asked(personal)
    found: list[dict[str, object]] = []
    for scope in sorted({scope for scope, _ in partitions}):
        shown: dict[str, Groups] = {}  # by characteristic, the finest partition
        least: dict[str, int] = {}  # by characteristic, its k
        sets = [set(), *asked.get(scope, {}).values()]
        for dimension in dimensions:
            for rank, characteristic, groups, k in partitions.get((scope, dimension), ()):
                others = [own for name, own in shown.items() if name != characteristic]
                # A combination is as endangering as the more endangering of the two.
                if least_room(groups, others, sets) >= max([k, *least.values()]):
                    found.append({"scope": scope, "dimension": dimension, "rank": rank})
                    least[characteristic] = k
                    shown[characteristic] = max(shown.get(characteristic, {}), groups, key=len)
                    break
    return found


def least_room(groups: Groups, others: Sequence[Groups], asked: Iterable[set[object]]) -> int:
    """Return how many people the tightest combination has room for.

    A combination is a group, one of each other split, and an answer to a personal question; `asked`: the sets of
    targets in which each such question was asked (an empty one: no question).
    """
    cells = [
        [mine, *theirs] for mine, *theirs in product(groups.values(), *(o.values() for o in others))
    ]
    return min(
        sum(
            min(room.get(own, 0) for room in cell) for own in cell[0] if not within or own in within
        )
        for cell in cells
        for within in asked
    )


def _partitions(rooms: Iterable[Row]) -> dict[tuple[str, str], list[tuple[int, str, Groups, int]]]:
    """Return the partitions of each scope and dimension, the finest first."""
    found: dict[tuple[str, str], dict[int, _Partition]] = {}
    for row in rooms:
        ranks = found.setdefault((str(row["scope"]), str(row["dimension"])), {})
        new: _Partition = (str(row["characteristic"]), {}, _whole(row["k"]))
        groups = ranks.setdefault(_whole(row["rank"]), new)[1]
        groups.setdefault(str(row["category_group"]), {})[row["asked_set"]] = _whole(row["people"])
    return {
        place: [(rank, *ranks[rank]) for rank in sorted(ranks)] for place, ranks in found.items()
    }


def _asked(personal: Iterable[Row]) -> dict[str, dict[str, set[object]]]:
    found: dict[str, dict[str, set[object]]] = {}
    for row in personal:
        questions = found.setdefault(str(row["scope"]), {})
        questions.setdefault(str(row["question"]), set()).add(row["asked_set"])
    return found


def _whole(value: object) -> int:
    return int(str(value))
