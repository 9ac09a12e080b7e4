"""What must hold between the tables of a framework."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable

from swit_data.errors import FrameworkError, listed
from swit_data.framework.model import Framework, Indicator, Split

# A release of these would endanger people if it leaked (safety.md B and D): they are refused until answers
# are encrypted at rest. Matched as whole words of a code, so that "migration_office" as a target stays possible.
_REFUSED = re.compile(
    r"(^|_)(hiv|aids|sero\w*|drug\w*|narcot\w*|inject\w*|orientation|sexual\w*|lgbt\w*|migra\w*|"
    r"refugee\w*|undocumented|nationality|citizenship)(_|$)",
    re.IGNORECASE,
)


_LEAST_SCORED = 2  # an opinion with one scored answer says nothing
_GROUPS = 2  # the shape with a group of questions per stakeholder type


def check(framework: Framework, file: str) -> None:
    """Check that every code that a table names exists.

    Raises:
        FrameworkError: one does not, or a rule of docs/framework.md is broken.
    """
    for part in framework.parts.values():
        if part.dimension not in framework.dimensions:
            _fail(
                file, f"[[parts]] “{part.code}”", "dimension", part.dimension, framework.dimensions
            )
    for indicator in framework.indicators.values():
        _check_indicator(framework, indicator, file)
    _check_splits(framework, file)
    _check_columns(framework, file)
    _check_form(framework, file)


def _fail(file: str, place: str, key: str, found: object, allowed: Iterable[str]) -> None:
    raise FrameworkError(
        f"{file}: {place}: “{key}” is {found!r}; allowed: {listed(list(allowed), 40)}. "
        "Correct it in the file."
    )


def _check_indicator(framework: Framework, indicator: Indicator, file: str) -> None:
    place = f"[[indicators]] “{indicator.code}”"
    if indicator.part not in framework.parts:
        _fail(file, place, "part", indicator.part, framework.parts)
    if indicator.scale not in framework.scales:
        _fail(file, place, "scale", indicator.scale, framework.scales)
    if indicator.code in framework.parts or indicator.code in framework.dimensions:
        _fail(file, place, "code", indicator.code, ["a code that is no part and no dimension"])
    _check_targets(framework, indicator, file)
    _check_scored(framework, indicator, file)


def _check_targets(framework: Framework, indicator: Indicator, file: str) -> None:
    place = f"[[indicators]] “{indicator.code}”"
    if not indicator.stakeholder_types:
        _fail(file, place, "stakeholder_types", [], framework.stakeholder_types)
    for code in indicator.stakeholder_types:
        if code not in framework.stakeholder_types:
            _fail(file, place, "stakeholder_types", code, framework.stakeholder_types)
    targets = {
        target.code
        for code in indicator.stakeholder_types
        for target in framework.stakeholder_types[code].targets
    }
    for code in indicator.targets:
        if code not in targets:
            _fail(file, place, "targets", code, sorted(targets))


def _check_scored(framework: Framework, indicator: Indicator, file: str) -> None:
    place = f"[[indicators]] “{indicator.code}”"
    scale = framework.scales[indicator.scale]
    scored = [answer for answer in scale.answers if answer.score is not None]
    if indicator.kind == "opinion" and len(scored) < _LEAST_SCORED:
        _fail(file, place, "scale", scale.code, ["a scale with two or more scored answers"])
    if indicator.kind == "personal" and not scale.two_answers:
        _fail(file, place, "scale", scale.code, ["a yes/no scale, scored 100 and 0 (personal)"])


def _check_splits(framework: Framework, file: str) -> None:
    splits = {d.code: d.split for d in framework.dimensions.values() if d.split is not None}
    for dimension, split in splits.items():
        _check_split(framework, f"[[dimensions]] “{dimension}”, split", split, file)
    named = {split.characteristic for split in splits.values()}
    for code, characteristic in framework.characteristics.items():
        if _REFUSED.search(code) or _REFUSED.search(characteristic.question):
            raise FrameworkError(
                f"{file}: [[characteristics]] “{code}” may not be asked: HIV status, drug use, "
                "orientation and migration would endanger people if a laptop is taken, and answers "
                "are not yet encrypted on disk. Take the characteristic out."
            )
        if code not in named:
            raise FrameworkError(
                f"{file}: [[characteristics]] “{code}” is named by no split; what is not needed is "
                "not asked. Take it out, or name it in [dimensions.split]."
            )


def _check_split(framework: Framework, place: str, split: Split, file: str) -> None:
    if split.characteristic not in framework.characteristics:
        _fail(file, place, "characteristic", split.characteristic, framework.characteristics)
    categories = framework.characteristics[split.characteristic].categories
    for groups in split.partitions:
        merged = [category for group in groups.values() for category in group]
        twice = [c for c in merged if c not in categories or merged.count(c) > 1]
        if twice:
            _fail(file, place, "categories", twice[0], [f"each of {listed(categories)} once"])
        taken = [code for code in groups if code in categories]
        if taken:
            _fail(file, place, "groups", taken[0], ["a code that is no category"])


def _check_columns(framework: Framework, file: str) -> None:
    """Check that no two questions share a column."""
    seen: dict[str, tuple[str, str, str]] = {}
    for indicator in framework.indicators.values():
        pattern = indicator.question or framework.form.question
        fields = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
        if not fields <= {"stakeholder_type", "target", "indicator"}:
            allowed = ["{stakeholder_type}", "{target}", "{indicator}"]
            _fail(file, "[form]", "question", pattern, allowed)
        for code in indicator.stakeholder_types if indicator.answered_by else ():
            for target in framework.targets_of(indicator, code):
                column = framework.column_of(indicator, code, target.code)
                same = seen.setdefault(column, (indicator.code, code, target.code))
                # In shape 1 the stakeholder type and target stand in columns of their own.
                if same[0] != indicator.code or (
                    framework.form.shape == _GROUPS and same[1:] != (code, target.code)
                ):
                    place = f"[[indicators]] “{indicator.code}”"
                    _fail(file, place, "question", column, [f"a column that {same[0]} has not"])


def _check_form(framework: Framework, file: str) -> None:
    form = framework.form
    types = framework.stakeholder_types
    if form.shape == 1 and form.stakeholder_type is None:
        _fail(file, "[form]", "stakeholder_type", None, ["a column or a constant, in shape 1"])
    if form.stakeholder_type is not None:
        named = (form.stakeholder_type.constant, *form.stakeholder_type.values.values())
        for code in filter(None, named):
            if code not in types:
                _fail(file, "[form]", "stakeholder_type", code, types)
    if form.pilot.constant and form.pilot.constant not in {pilot.code for pilot in form.pilots}:
        _fail(file, "[form]", "pilot", form.pilot.constant, [p.code for p in form.pilots])
