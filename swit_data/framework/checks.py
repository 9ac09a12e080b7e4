"""What must hold between the tables of a framework."""

from __future__ import annotations

import re

from swit_data.errors import listed
from swit_data.framework.columns import check_columns
from swit_data.framework.model import Framework, Indicator, Scale
from swit_data.framework.places import Place
from swit_data.framework.splits import check_characteristics, check_splits

_SEVERAL = 2
_ROUND = re.compile(r"[A-Za-z0-9_]{1,20}")


def check(framework: Framework, file: str) -> None:
    """Check that every code that a table names exists.

    Raises:
        FrameworkError: one does not, or a rule of docs/framework.md is broken.
    """
    top = Place(file)
    if not framework.external_types:
        place = top.inside("[[stakeholder_types]]")
        raise place.error("external", False, "true for one of them: somebody must be assessed")
    _check_items(framework, top)
    for indicator in framework.indicators.values():
        _check_indicator(framework, indicator, top.entry("indicators", indicator.code))
    _check_whole(framework, top)
    check_splits(framework, top)
    check_characteristics(framework, top)
    _check_form(framework, top.inside("[form]"))
    check_columns(framework, top)


def _check_items(framework: Framework, top: Place) -> None:
    """Check that a code of a release means one thing: a dimension, a part or an indicator."""
    taken = dict.fromkeys(framework.dimensions, "dimension")
    taken |= {f"{code}_equal": "dimension with equal weights" for code in framework.dimensions}
    for code in (*framework.dimensions, *framework.parts):
        taken |= dict.fromkeys((f"{code}_core", f"{code}_core_equal"), "item of the core questions")
    for code, part in framework.parts.items():
        place = top.entry("parts", code)
        place.among("dimension", part.dimension, framework.dimensions)
        if taken.setdefault(code, "part") != "part":
            raise place.error("code", code, f"a code that is no {taken[code]}")
    for code in framework.indicators:
        if code in taken:
            place = top.entry("indicators", code)
            raise place.error("code", code, f"a code that is no {taken[code]}")


def _check_indicator(framework: Framework, indicator: Indicator, place: Place) -> None:
    place.among("part", indicator.part, framework.parts)
    for code in indicator.also:
        place.among("also", code, framework.parts)
    place.among("scale", indicator.scale, framework.scales)
    _check_scored(indicator, framework.scales[indicator.scale], place)
    _check_about(framework, indicator, place)


def _check_scored(indicator: Indicator, scale: Scale, place: Place) -> None:
    scored = [answer for answer in scale.answers if answer.score is not None]
    if indicator.kind == "opinion" and len(scored) < _SEVERAL:
        raise place.error("scale", scale.code, "a scale with two or more scored answers")
    given = [answer for answer in scale.answers if answer.means == "answer"]
    if indicator.kind == "personal" and not (scale.two_answers and given == scored):
        allowed = "a yes/no scale, two answers scored 100 and 0, as it is personal"
        raise place.error("scale", scale.code, allowed)


def _check_about(framework: Framework, indicator: Indicator, place: Place) -> None:
    """Check whom an indicator is about."""
    types = framework.stakeholder_types
    if not indicator.stakeholder_types:
        raise place.error("stakeholder_types", [], f"one or more of {listed(list(types))}")
    for code in indicator.stakeholder_types:
        place.among("stakeholder_types", code, types)
    own = [target.code for code in indicator.stakeholder_types for target in types[code].targets]
    for code in indicator.targets:
        place.among("targets", code, own)


def _check_whole(framework: Framework, top: Place) -> None:
    """Check that every part has an indicator and every dimension a part."""
    parts = {indicator.part for indicator in framework.indicators.values()}
    for code in framework.parts:
        if code not in parts:
            place = top.entry("parts", code)
            raise place.error("code", code, "a part that an indicator names under “part”")
    dimensions = {part.dimension for part in framework.parts.values()}
    for code in framework.dimensions:
        if code not in dimensions:
            place = top.entry("dimensions", code)
            raise place.error("code", code, "a dimension that a part names under “dimension”")


def _check_form(framework: Framework, place: Place) -> None:
    form = framework.form
    if form.shape == 1 and form.stakeholder_type is None:
        raise place.error("stakeholder_type", None, "a column or a constant, in shape 1")
    for code in form.round.codes if form.round else ():
        if not _ROUND.fullmatch(code):
            raise place.error("round", code, "up to 20 letters, digits and _")
    most = len(framework.external_types)
    if form.stakeholder_types_per_interview > most:
        key = "stakeholder_types_per_interview"
        raise place.error(key, form.stakeholder_types_per_interview, f"at most {most}")
    _check_known(framework, place)
    _check_empty(framework, place)


def _check_empty(framework: Framework, place: Place) -> None:
    """Check that what means an empty cell is no answer: it would be lost without a word."""
    codes = {code for scale in framework.scales.values() for code in scale.codes}
    codes |= {c for each in framework.characteristics.values() for c in each.categories}
    codes |= {pilot.value for pilot in framework.form.pilots}
    for value in framework.form.empty:
        if value in codes:
            raise place.error("empty", value, "what is no code of an answer")


def _check_known(framework: Framework, place: Place) -> None:
    """Check that the form speaks of pilots, stakeholder types and targets that there are."""
    form, types = framework.form, framework.stakeholder_types
    targets = [target.code for kind in types.values() for target in kind.targets]
    known = {
        "pilot": (form.pilot, [pilot.code for pilot in form.pilots]),
        "stakeholder_type": (form.stakeholder_type, list(types)),
        "target": (form.target, targets),
    }
    for key, (column, allowed) in known.items():
        for code in column.codes if column else ():
            place.among(key, code, allowed)
