"""Whom each respondent was asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from swit_data.errors import say
from swit_data.intake.problems import illegal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from swit_data.framework.columns import Column
    from swit_data.intake.checking.source import Source

Pair = tuple[str, str]  # stakeholder type, target


@dataclass
class AskedAbout:
    """Which rows were asked about which stakeholder type and target."""

    rows: int
    about: dict[Pair, npt.NDArray[np.bool_]] = field(default_factory=dict)
    unclear: set[int] = field(default_factory=set)  # rows whose list of targets is not understood

    def mask(self, pair: Pair) -> npt.NDArray[np.bool_]:
        """Return a truth a row: whether it was asked about a stakeholder type and target."""
        if pair not in self.about:
            self.about[pair] = np.zeros(self.rows, bool)
        return self.about[pair]

    def anything(self) -> npt.NDArray[np.bool_]:
        """Return a truth a row: whether it was asked about anybody."""
        found = np.zeros(self.rows, bool)
        for mask in self.about.values():
            found |= mask
        return found


@dataclass(frozen=True)
class Own:
    """The stakeholder type and target that a row is about; empty where it is about several."""

    stakeholder_type: str = ""
    target: str = ""
    targets: tuple[str, ...] = ()
    about_one: bool = True


_SEVERAL = Own(about_one=False)


def own_targets(source: Source, classes: list[str]) -> list[Own]:
    """Return what each row is about: in shape 1 every row, in shape 2 those of institutions."""
    form = source.framework.form
    about_one = [form.shape == 1 or name == "institution" for name in classes]
    if not any(about_one):
        return [_SEVERAL] * len(classes)
    if form.stakeholder_type is None:
        source.problems.add(
            say(
                "there are answers of institutions, and the framework does not say where their "
                "stakeholder type stands. Add [form] stakeholder_type to the framework file."
            )
        )
        return [Own()] * len(classes)
    types = _values(source, form.stakeholder_type)
    targets = _values(source, form.target) if form.target else [""] * len(classes)
    return [
        _own(source, position, (classes[position], types[position], targets[position]))
        if about_one[position]
        else _SEVERAL
        for position in range(len(classes))
    ]


def _values(source: Source, column: Column) -> list[str]:
    if column.constant:
        return [column.constant] * len(source)
    return [column.values.get(value, value) for value in source.values(column.column)]


def _own(source: Source, position: int, found: tuple[str, str, str]) -> Own:
    """Return the type and target of one row; what is not allowed becomes a problem."""
    respondent_class, code, target = found
    form, types = source.framework.form, source.framework.stakeholder_types
    allowed = [t for t in types if types[t].external or respondent_class != "institution"]
    if form.stakeholder_type is not None and code not in allowed:
        column = form.stakeholder_type.column or "stakeholder_type"
        said = {value: key for key, value in form.stakeholder_type.values.items()}
        source.wrong(column, position, illegal(code, [said.get(t, t) for t in allowed]))
        return Own()
    codes = [t.code for t in types[code].targets]
    if len(codes) == 1:
        target = target or codes[0]
    if form.target is not None and target not in codes:
        source.wrong(form.target.column or "target", position, illegal(target, codes))
        return Own()
    return Own(code, target, (target,) if target else tuple(codes))


def who_was_asked(source: Source, own: list[Own]) -> AskedAbout:
    """Return whom each row was asked about: its own one, or in shape 2 whom it lists."""
    asked = AskedAbout(len(source))
    several = np.array([not row.about_one for row in own], bool)
    if several.any():
        _list(source, asked, several)
    for position, row in enumerate(own):
        for target in row.targets:
            asked.mask((row.stakeholder_type, target))[position] = True
    return asked


def _list(source: Source, asked: AskedAbout, several: npt.NDArray[np.bool_]) -> None:
    for code in source.framework.stakeholder_types:
        column = source.named.asked.get(code, "")
        if source.has(column):
            _listed(source, asked, code, several)
        else:
            for pair in source.askable:
                if pair[0] == code:
                    asked.mask(pair)[several] = True


def _listed(source: Source, asked: AskedAbout, code: str, several: npt.NDArray[np.bool_]) -> None:
    """Note the targets that each row lists in a column."""
    column = source.named.asked[code]
    allowed = [target.code for target in source.framework.stakeholder_types[code].targets]
    for value, positions in source.grouped(column).items():
        wrong = [target for target in value.split() if target not in allowed]
        if wrong:
            said = wrong[0] if len(wrong) == 1 else value
            source.wrong_cells(column, positions, illegal(said, allowed))
            asked.unclear.update(map(int, positions))
        for target in value.split():
            if (code, target) in source.askable and target in allowed:
                here = np.zeros(len(source), bool)
                here[positions] = True
                asked.mask((code, target))[here & several] = True


def pairs(asked: AskedAbout) -> Mapping[Pair, npt.NDArray[np.int64]]:
    """Return the rows asked about each stakeholder type and target, in order."""
    return {pair: np.flatnonzero(mask) for pair, mask in sorted(asked.about.items())}
