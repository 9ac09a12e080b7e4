"""What may be asked about a respondent, and how a dimension may be split by it."""

from collections.abc import Mapping, Sequence

from swit_data.errors import listed, say
from swit_data.framework.error_place import Place
from swit_data.framework.model import Characteristic, Framework, Split

# Columns that every respondent has; a table cannot have two columns of one name.
RESERVED = (
    *("respondent", "pilot", "round", "class", "participants", "stakeholder_type", "target"),
    *("consent_on_record", "branch"),
)

Partition = Mapping[str, Sequence[str]]  # merged groups; every other category stands alone


def check_characteristics(framework: Framework, top: Place) -> None:
    """Check that each characteristic may be asked and that a split needs it.

    Raises:
        FrameworkError: one may not, or none does.
    """
    splits = [d.split for d in framework.dimensions.values() if d.split is not None]
    needed = {split.characteristic for split in splits}
    taken = set(RESERVED)
    for code in framework.characteristics:
        place = top.entry("characteristics", code)
        if code not in needed and needed <= set(framework.characteristics):
            allowed = say(
                "a code that [dimensions.split] names; what is named by no split is not asked"
            )
            place.refuse("code", code, allowed)
        if code.lower() in taken:
            others = say(
                "a code that is none of {taken}, whatever its case", taken=listed(sorted(taken), 30)
            )
            place.refuse("code", code, others)
        taken.add(code.lower())


def check_splits(framework: Framework, top: Place) -> None:
    """Check the splits of dimensions.

    Raises:
        FrameworkError: one names what is not there, or a fallback is no coarser partition.
    """
    for dimension in framework.dimensions.values():
        if dimension.split is not None:
            place = top.entry("dimensions", dimension.code).inside("[dimensions.split]")
            characteristics = framework.characteristics
            place.among("characteristic", dimension.split.characteristic, characteristics)
            if dimension.split.characteristic in characteristics:
                _check_fallbacks(dimension.split, characteristics, place)


def _check_fallbacks(
    split: Split, characteristics: Mapping[str, Characteristic], place: Place
) -> None:
    categories = list(characteristics[split.characteristic].categories)
    before: Partition = {}
    for groups in split.partitions:
        _check_groups(groups, categories, place)
        if not _coarser(before, groups):
            place.refuse("fallbacks", list(groups), say("coarser groups than in the one before"))
        before = groups


def _check_groups(groups: Partition, categories: Sequence[str], place: Place) -> None:
    merged: list[str] = []
    for code, members in groups.items():
        where = place.entry("dimensions.split.fallbacks.groups", code)
        if code in categories:
            where.refuse(
                "code", code, say("a code that is none of {taken}", taken=listed(categories))
            )
        if len(members) <= 1:
            where.refuse(
                "categories",
                list(members),
                say("two or more of {allowed}", allowed=listed(categories)),
            )
        for category in members:
            where.among("categories", category, categories)
            if category in merged:
                where.refuse("categories", category, say("each category in one group"))
            merged.append(category)


def _coarser(before: Partition, after: Partition) -> bool:
    """Say whether `after` differs from `before` only by putting more together."""
    groups = [set(members) for members in after.values()]
    kept = all(any(set(old) <= group for group in groups) for old in before.values())
    return kept and groups != [set(old) for old in before.values()]
