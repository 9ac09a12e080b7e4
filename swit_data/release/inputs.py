"""What the SQL of a release needs to know of a dataset's frameworks and rounds, as small tables."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from itertools import product
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.dataset import Dataset, Fact, Round
from swit_data.framework import Answer, Framework, Indicator, Split
from swit_data.framework.model import UNSAID
from swit_data.released.quantiles import MOST_DEGREES, quantile
from swit_data.released.tables import SCORINGS
from swit_data.released.thresholds import k_of

Row = dict[str, Any]


def input_tables(dataset: Dataset) -> dict[str, pa.Table]:
    """Return every small table that sql/*.sql reads, by name."""
    framework_rounds = [(row, dataset.frameworks[row.framework]) for row in dataset.rounds]
    tables = {
        "rounds": pa.Table.from_pylist([_round(dataset, row, f) for row, f in framework_rounds]),
        "scorings": pa.table({"scoring": list(SCORINGS)}),
        "quantiles": _quantiles(),
        "facts": _facts(dataset),
    }
    builders = {
        "questions": _questions,
        "answer_scores": _answer_scores,
        "target_groups": _target_groups,
        "type_orders": _type_orders,
        "target_orders": _target_orders,
        "split_groups": _split_groups,
        "split_categories": _split_categories,
    }
    for name, build in builders.items():
        rows = [
            {"pilot": row.pilot, "round": row.round, **built}
            for row, framework in framework_rounds
            for built in build(framework, row)
        ]
        tables[name] = pa.Table.from_pylist(rows, schema=_SCHEMAS.get(name))
    return tables


_SPLIT = [
    (name, pa.string()) for name in ("pilot", "round", "dimension", "characteristic", "category")
]
# A framework may name no split: then the tables are there and empty.
_SCHEMAS = {
    "split_groups": pa.schema(
        [
            *_SPLIT,
            ("rank", pa.int32()),
            ("category_group", pa.string()),
            ("split_k", pa.int32()),
        ]
    ),
    "split_categories": pa.schema(_SPLIT),
}


def _round(dataset: Dataset, row: Round, framework: Framework) -> Row:
    thresholds = {"k": framework.k, "k0": framework.k0}
    head = {"title": dataset.title, "provenance": dataset.provenance, "shape": dataset.shape}
    return {**asdict(row), **head, **thresholds}


def _quantiles() -> pa.Table:
    # Degrees 0 stand for the normal distribution.
    degrees = list(range(MOST_DEGREES + 1))
    return pa.table(
        {"degrees": degrees, "quantile": [quantile(d or None) for d in degrees]},
    )


def _facts(dataset: Dataset) -> pa.Table:
    schema = pa.schema([(each.name, pa.string()) for each in fields(Fact)])
    return pa.Table.from_pylist([asdict(fact) for fact in dataset.facts], schema=schema)


def _questions(framework: Framework, row: Round) -> Iterator[Row]:
    """Give one row per class, target and indicator that the class is asked about the target."""
    for indicator in framework.in_set(row.set):
        for respondent_class, code in product(
            ("community", "group", "institution"), indicator.stakeholder_types
        ):
            asked = "institution" if respondent_class == "institution" else "community"
            external = framework.stakeholder_types[code].external
            if asked in indicator.answered_by and (external or asked == "community"):
                for target in framework.targets_of(indicator, code):
                    yield {
                        "respondent_class": respondent_class,
                        "stakeholder_type": code,
                        "target": target.code,
                        **_measure(framework, indicator),
                    }


def _measure(framework: Framework, indicator: Indicator) -> Row:
    part = framework.parts[indicator.part]
    return {
        "indicator": indicator.code,
        "part": part.code,
        "dimension": part.dimension,
        "weight": indicator.weight,
        "part_weight": part.weight,
        "kind": indicator.kind,
        "core": indicator.set == "core",
        "two_answers": framework.scales[indicator.scale].two_answers,
    }


def _answer_scores(framework: Framework, _row: Round) -> Iterator[Row]:
    for indicator in framework.indicators.values():
        for answer in framework.scales[indicator.scale].answers:
            yield {
                "indicator": indicator.code,
                "answer": answer.code,
                "means": answer.means,
                "raw": answer.score,
                **_scored(answer, negative=indicator.direction == "negative"),
            }


def _scored(answer: Answer, *, negative: bool) -> Row:
    """Return an answer's score under each scoring; the alternatives apply after direction."""
    low = answer.score if answer.lower is None else answer.lower
    high = answer.score if answer.higher is None else answer.higher
    scores = [answer.score, low, high]
    if negative:
        turned = [None if value is None else 100 - value for value in scores]
        scores = [turned[0], turned[2], turned[1]]
    zero = 0.0 if answer.means == "dont_know" else scores[0]
    # `worst` and `best` are no scores of an answer, but of what is missing (sql/given.sql).
    return dict(zip(SCORINGS[:4], (*scores, zero), strict=True))


def _target_groups(framework: Framework, _row: Round) -> Iterator[Row]:
    for stakeholder_type in framework.stakeholder_types.values():
        for target in stakeholder_type.targets:
            for group in (target.code, f"level={target.level}", "all"):
                yield {
                    "stakeholder_type": stakeholder_type.code,
                    "target": target.code,
                    "target_group": group,
                }


def _type_orders(framework: Framework, _row: Round) -> Iterator[Row]:
    for order, stakeholder_type in enumerate(framework.stakeholder_types.values()):
        yield {
            "stakeholder_type": stakeholder_type.code,
            "type_order": order,
            "external": stakeholder_type.external,
        }


def _target_orders(framework: Framework, _row: Round) -> Iterator[Row]:
    for stakeholder_type in framework.stakeholder_types.values():
        for order, target in enumerate(stakeholder_type.targets):
            yield {
                "stakeholder_type": stakeholder_type.code,
                "target": target.code,
                "target_order": order,
            }


def _splits(framework: Framework, row: Round) -> Iterator[tuple[str, Split]]:
    """Give each dimension that is split in a round; by what only the full set asks, no core round is."""
    for code, dimension in framework.dimensions.items():
        split = dimension.split
        if split and (row.set == "full" or split.characteristic not in framework.sensitive):
            yield code, split


def _split_groups(framework: Framework, row: Round) -> Iterator[Row]:
    """Give the group of each category, in each partition of each dimension's split; rank 0 is the finest.

    split_k: how many people a group has at least.
    """
    for dimension, split in _splits(framework, row):
        characteristic = split.characteristic
        categories = framework.characteristics[characteristic].categories
        for rank, groups in enumerate(({}, *split.partitions)):
            merged = {category: code for code, members in groups.items() for category in members}
            for category in categories:
                yield {
                    "dimension": dimension,
                    "rank": rank,
                    "characteristic": characteristic,
                    "category": category,
                    "category_group": merged.get(category, category),
                    "split_k": k_of(framework, characteristic),
                }


def _split_categories(framework: Framework, row: Round) -> Iterator[Row]:
    for dimension, split in _splits(framework, row):
        for category in framework.characteristics[split.characteristic].categories:
            yield {
                "dimension": dimension,
                "characteristic": split.characteristic,
                "category": category,
            }


def person_categories(dataset: Dataset, respondents: pa.Table) -> pa.Table:
    """Return one row per respondent and characteristic: the category; a missing one is prefer_not_to_say."""
    codes = {c for framework in dataset.frameworks.values() for c in framework.characteristics}
    tables = [
        pa.table(
            {
                "respondent": respondents["respondent"],
                "characteristic": pa.array([code] * len(respondents), pa.string()),
                "category": pc.fill_null(respondents[code], UNSAID),
            }
        )
        for code in sorted(codes)
    ]
    empty = pa.schema(
        [(name, pa.string()) for name in ("respondent", "characteristic", "category")]
    ).empty_table()
    return pa.concat_tables([empty, *tables])
