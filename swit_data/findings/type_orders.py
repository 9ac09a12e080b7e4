"""Which orders of stakeholder types hold however they are counted, and which turn, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from swit_data.findings.counted import PATTERN, in_pilots
from swit_data.findings.scene import Finding
from swit_data.released.labels import Labels
from swit_data.released.rows import records, score_rows
from swit_data.released.spoken_names import all_called, called, on, where
from swit_data.released.type_orders import Compared, Order, orders
from swit_data.released.what_if_weights import heavy_part, weighted_scores
from swit_data.released.written_scores import written_row

Pair = tuple[str, str]  # the higher type and the lower one


@dataclass(frozen=True)
class SolidScene:
    """What "How solid is this?" shows: every two external stakeholder types in some pilots.

    `about`: of two types, one of these; none: all.
    """

    compared: Compared
    pilots: tuple[str, ...]
    about: tuple[str, ...] = ()

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """Return the order of every two types in every pilot."""
        found = orders(self.compared, self.pilots)
        return tuple(each for each in found if not self.about or {*each.types} & {*self.about})

    @cached_property
    def weighted(self) -> pd.DataFrame:
        """Return one row per pilot, type and weight of the heavy part."""
        rows = weighted_scores(
            self.compared.release, self.compared.dimension, self.compared.chosen_round
        )
        return rows.loc[rows["pilot"].isin(list(self.pilots))]

    @property
    def behind(self) -> pd.DataFrame:
        """Return one released score per pilot and external stakeholder type: what is compared."""
        release = self.compared.release
        return score_rows(
            release,
            [self.compared.dimension],
            chosen_round=self.compared.chosen_round,
            pilots=self.pilots,
            stakeholder_types=[kind.code for kind in release.framework.external_types],
        )

    def weighted_of(self, pilot: str) -> pd.DataFrame:
        """Return one row per type and weight of one pilot."""
        return self.weighted.loc[self.weighted["pilot"] == pilot]

    @property
    def heavy(self) -> str | None:
        """Return the part whose weight is moved, if there is one."""
        return heavy_part(self.compared.release.framework, self.compared.dimension)

    def of_kind(self, kind: str) -> list[Order]:
        """Return the orders of one kind."""
        return [order for order in self.orders if order.kind == kind]


def solid_headline(scene: SolidScene, labels: Labels) -> Finding:
    """Return which order holds in most pilots however it is counted, or that none holds in two."""
    about = on(scene.compared.dimension, labels)
    if not scene.orders:
        return Finding("one_type", _opened("one_type", labels, on=about))
    there = [order for order in scene.orders if not order.withheld]
    if not there:
        return Finding("nothing", labels.wording.text("headline.nothing", item=about))
    solid = scene.of_kind("solid")
    if len(scene.pilots) == 1:
        counts = {"count": len(solid), "total": len(there)}
        pilots = where(scene.pilots[0], labels)
        return Finding("one", _opened("one", labels, on=about, pilots=pilots, **counts), counts)
    found: dict[Pair, list[str]] = {}
    for order in solid:
        found.setdefault((order.higher, order.lower), []).append(order.pilot)
    most = max(map(len, found.values()), default=0)
    if most < PATTERN:
        return Finding("none", _opened("none", labels, on=about))
    pairs = [pair for pair, there in found.items() if len(there) == most]
    those = "; ".join(_held(pairs, found, scene, labels))
    said = _opened("", labels, on=about, those=those)
    return Finding("solid", said, {"pair": pairs[0], "count": most})


def _opened(kind: str, labels: Labels, **values: object) -> str:
    key = f"solid.headline.{kind}" if kind else "solid.headline"
    return labels.wording.opening(labels.wording.text(key, **values))


def _held(
    pairs: Sequence[Pair], found: Mapping[Pair, Sequence[str]], scene: SolidScene, labels: Labels
) -> list[str]:
    """Return orders, and in how many of the pilots that compare the two each holds; those of one type together."""
    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for higher, lower in pairs:
        there = tuple(found[higher, lower])
        pilots = _held_in((higher, lower), there, scene, labels)
        alike.setdefault((lower, pilots, there), []).append(higher)
    return [
        labels.wording.text(
            "solid.held",
            higher=all_called(higher, labels),
            lower=called(lower, labels),
            pilots=pilots,
        )
        for (lower, pilots, _), higher in alike.items()
    ]


def _held_in(pair: Pair, there: Sequence[str], scene: SolidScene, labels: Labels) -> str:
    compared = {o.pilot for o in scene.orders if set(o.types) == set(pair) and not o.withheld}
    known = [pilot for pilot in scene.pilots if pilot in compared]
    return in_pilots(there, known, scene.pilots, labels, "compared")


def lead(scene: SolidScene, labels: Labels) -> tuple[str, ...]:
    """Return what stands under the headline: how many orders hold, and how to read them; nothing without orders."""
    return (summary(scene, labels), labels.wording.text("solid.how")) if scene.orders else ()


def summary(scene: SolidScene, labels: Labels) -> str:
    """Return how many orders hold, how many the interval leaves open, and how many turn."""
    counts = {kind: len(scene.of_kind(kind)) for kind in ("solid", "steady", "turns", "same")}
    values = {kind: labels.wording.number(count) for kind, count in counts.items()}
    total = labels.wording.number(sum(counts.values()))
    same = labels.wording.text("solid.summary.same", **values) if counts["same"] else ""
    return f"{labels.wording.text('solid.summary', total=total, **values)} {same}".strip()


def tried(scene: SolidScene, labels: Labels) -> tuple[str, ...]:
    """Return one sentence for each way of counting that was tried; nothing without orders."""
    if not scene.orders:
        return ()
    text = labels.wording.text
    named = labels.item(scene.heavy) if scene.heavy else ""
    weights = (
        text("solid.tried.weights", part=named) if named else text("solid.tried.weights.equal")
    )
    others = (
        text(f"solid.tried.{name}")
        for name in ("middle", "dont_know", "unsaid", "left_out", "both")
    )
    return (weights, *others)


def spoken_verdict(order: Order, labels: Labels) -> str:
    """Return in a few words whether an order holds, or what turns it, or why there is none."""
    text = labels.wording.text
    if order.withheld:
        return labels.reason(order.withheld)
    if order.kind != "turns":
        return text(f"solid.kind.{order.kind}")
    turned = [text(f"solid.turned.{name}") for name in order.turned_by]
    return text("solid.kind.turns", how=labels.wording.listing(turned))


def verdicts(scene: SolidScene, labels: Labels) -> dict[tuple[str, tuple[str, str]], str]:
    """Return the words of each cell, by pilot and types."""
    return {(order.pilot, order.types): spoken_verdict(order, labels) for order in scene.orders}


def spoken_order(order: Order, labels: Labels) -> str:
    """Return which of two types is higher in a pilot, and whether it holds."""
    pilot = labels.pilot(order.pilot)
    first, second = map(labels.stakeholder_type, order.types)
    if not order.higher:
        names = labels.wording.text("solid.pair", first=first, second=second)
        return labels.wording.labelled(f"{pilot}, {names}", spoken_verdict(order, labels))
    higher, lower = map(labels.stakeholder_type, (order.higher, order.lower))
    above = labels.wording.text("solid.above", higher=higher, lower=lower)
    return labels.wording.labelled(f"{pilot}, {above}", spoken_verdict(order, labels))


def spoken_orders(found: Sequence[Order], labels: Labels) -> str:
    """Return every order in words."""
    return "; ".join(spoken_order(order, labels) for order in found) + "."


def that_turn(scene: SolidScene, labels: Labels) -> tuple[str, ...]:
    """Return a sentence for each order that another way of counting turns, pilot by pilot."""
    turning = sorted(scene.of_kind("turns"), key=lambda order: scene.pilots.index(order.pilot))
    return tuple(f"{spoken_order(order, labels)}." for order in turning)


def order_table(scene: SolidScene, labels: Labels) -> pd.DataFrame:
    """Return one row per pilot and two types: which is higher, by how much, and whether it holds."""
    return pd.DataFrame([_line(order, labels) for order in scene.orders])


def _line(order: Order, labels: Labels) -> dict[str, object]:
    text = labels.wording.text
    there = not order.withheld
    sure = text(f"solid.sure.{'yes' if order.sure else 'no'}")
    return {
        text("table.pilot"): labels.pilot(order.pilot),
        text("solid.table.higher"): labels.stakeholder_type(order.higher) if order.higher else "",
        text("solid.table.lower"): labels.stakeholder_type(order.lower) if order.higher else "",
        text("solid.table.pair"): text(
            "solid.pair",
            first=labels.stakeholder_type(order.types[0]),
            second=labels.stakeholder_type(order.types[1]),
        ),
        text("solid.table.points"): abs(order.points) if there else None,
        text("solid.table.sure"): sure if there else "",
        text("table.verdict"): spoken_verdict(order, labels) if there else "",
        text("table.withheld"): "" if there else labels.reason(order.withheld),
    }


def spoken_weights(rows: pd.DataFrame, labels: Labels) -> str:
    """Return the scores of one pilot at every weight in words: type by type."""
    said = []
    for kind, group in rows.groupby("stakeholder_type", sort=False):
        values = [written_row(row, labels) for row in records(group)]
        said.append(labels.wording.labelled(labels.stakeholder_type(str(kind)), ", ".join(values)))
    return "; ".join(said or [labels.reason("no_round")]) + "."


def weight_table(scene: SolidScene, labels: Labels) -> pd.DataFrame:
    """Return one row per pilot, type and weight: the score, and whether it is a released number."""
    text = labels.wording.text
    return pd.DataFrame(
        [
            {
                text("table.pilot"): labels.pilot(row["pilot"]),
                text("table.type"): labels.stakeholder_type(row["stakeholder_type"]),
                text("table.weight"): row["weight"],
                text("table.score"): None if row["withheld"] else row["score"],
                text("solid.table.made"): text(
                    f"solid.made.{'released' if row['released'] else 'parts'}"
                ),
                text("table.withheld"): labels.reason(row["withheld"]),
            }
            for row in records(scene.weighted)
        ]
    )
