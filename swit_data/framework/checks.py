"""What must hold between the tables of a framework."""

from swit_data.errors import listed, say
from swit_data.framework.column_checks import check_columns
from swit_data.framework.error_place import Place
from swit_data.framework.form import ROUND
from swit_data.framework.model import Framework, Indicator, Scale
from swit_data.framework.sensitive import check_sensitive
from swit_data.framework.splits import check_characteristics, check_splits

_SEVERAL = 2
_PART = say("part")


def check(framework: Framework, top: Place) -> None:
    """Check that every code that a table names exists; `top` is the file.

    Raises:
        FrameworkError: one does not, or a rule of docs/framework.md is broken.
    """
    kinds = top.inside("[[stakeholder_types]]")
    if not framework.external_types and kinds.sound():
        kinds.refuse("external", False, say("true for one of them: somebody must be assessed"))
    _check_items(framework, top)
    for indicator in framework.indicators.values():
        place = top.entry("indicators", indicator.code)
        _check_indicator(framework, indicator, place)
        scale = framework.scales.get(indicator.scale)
        if scale and top.entry("scales", scale.code).sound():
            _check_scored(indicator, scale, place)
    _check_whole(framework, top)
    check_splits(framework, top)
    check_characteristics(framework, top)
    check_sensitive(framework, top)
    _check_form(framework, top.inside("[form]"))
    check_columns(framework, top)


def _check_items(framework: Framework, top: Place) -> None:
    """Check that a code of a release means one thing: a dimension, a part or an indicator."""
    taken = dict.fromkeys(framework.dimensions, say("dimension"))
    taken |= {f"{code}_equal": say("dimension with equal weights") for code in framework.dimensions}
    for code in (*framework.dimensions, *framework.parts):
        core = (f"{code}_core", f"{code}_core_equal")
        taken |= dict.fromkeys(core, say("item of the core questions"))
    for code, part in framework.parts.items():
        place = top.entry("parts", code)
        place.among("dimension", part.dimension, framework.dimensions)
        if taken.setdefault(code, _PART) is not _PART:
            place.refuse("code", code, say("a code that is no {item}", item=taken[code]))
    for code in framework.indicators:
        if code in taken:
            place = top.entry("indicators", code)
            place.refuse("code", code, say("a code that is no {item}", item=taken[code]))


def _check_indicator(framework: Framework, indicator: Indicator, place: Place) -> None:
    place.among("part", indicator.part, framework.parts)
    for code in indicator.also:
        place.among("also", code, framework.parts)
    place.among("scale", indicator.scale, framework.scales)
    _check_about(framework, indicator, place)


def _check_scored(indicator: Indicator, scale: Scale, place: Place) -> None:
    scored = [answer for answer in scale.answers if answer.score is not None]
    if indicator.kind == "opinion" and len(scored) < _SEVERAL:
        place.refuse("scale", scale.code, say("a scale with two or more scored answers"))
    given = [answer for answer in scale.answers if answer.means == "answer"]
    if indicator.kind == "personal" and not (scale.two_answers and given == scored):
        allowed = say("a yes/no scale, two answers scored 100 and 0, as it is personal")
        place.refuse("scale", scale.code, allowed)


def _check_about(framework: Framework, indicator: Indicator, place: Place) -> None:
    """Check whom an indicator is about."""
    types = framework.stakeholder_types
    if not indicator.stakeholder_types and not place.blamed("stakeholder_types"):
        place.refuse(
            "stakeholder_types", [], say("one or more of {allowed}", allowed=listed(list(types)))
        )
    for code in indicator.stakeholder_types:
        place.among("stakeholder_types", code, types)
    known = [types[code] for code in indicator.stakeholder_types if code in types]
    own = [target.code for kind in known for target in kind.targets]
    for code in indicator.targets if len(known) == len(indicator.stakeholder_types) else ():
        place.among("targets", code, own)


def _check_whole(framework: Framework, top: Place) -> None:
    """Check that every part has an indicator and every dimension a part."""
    parts = {indicator.part for indicator in framework.indicators.values()}
    for code in framework.parts:
        if code not in parts and parts <= set(framework.parts):
            place = top.entry("parts", code)
            place.refuse("code", code, say("a part that an indicator names under “part”"))
    dimensions = {part.dimension for part in framework.parts.values()}
    for code in framework.dimensions:
        if code not in dimensions and dimensions <= set(framework.dimensions):
            place = top.entry("dimensions", code)
            place.refuse("code", code, say("a dimension that a part names under “dimension”"))


def _check_form(framework: Framework, place: Place) -> None:
    form = framework.form
    if form.shape == 1 and form.stakeholder_type is None:
        place.refuse("stakeholder_type", None, say("a column or a constant, in shape 1"))
    for code in form.round.codes if form.round else ():
        if not ROUND.fullmatch(code) and not place.inside("[form.round]").blamed("constant"):
            place.refuse("round", code, say("up to 20 letters, digits and _"))
    most = len(framework.external_types)
    if most and form.stakeholder_types_per_interview > most:
        key = "stakeholder_types_per_interview"
        place.refuse(key, form.stakeholder_types_per_interview, say("at most {most}", most=most))
    _check_known(framework, place)
    _check_empty(framework, place)


def _check_empty(framework: Framework, place: Place) -> None:
    """Check that what means an empty cell is no answer: it would be lost without a word."""
    codes = {code for scale in framework.scales.values() for code in scale.codes}
    codes |= {c for each in framework.characteristics.values() for c in each.categories}
    codes |= {pilot.value for pilot in framework.form.pilots}
    for value in framework.form.empty:
        if value in codes:
            place.refuse("empty", value, say("what is no code of an answer"))


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
