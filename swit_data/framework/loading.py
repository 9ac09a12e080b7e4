"""A framework file read into its frozen types."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from swit_data.errors import FrameworkError, say
from swit_data.framework import model
from swit_data.framework.checks import check
from swit_data.framework.error_place import Gathered, Place
from swit_data.framework.form import read_form
from swit_data.framework.sensitive import read_sensitive
from swit_data.framework.tables import Table
from swit_data.framework.toml_file import normalised, tables_in

_WEIGHTS = range(1, 101)
# Never lower than these floors (docs/privacy.md).
_K, _K0 = range(5, 1001), range(10, 1001)
_BANDS = range(1, 100)


def load(path: Path) -> model.Framework:
    """Return the framework of a file, checked whole.

    Raises:
        FrameworkError: the file is missing, is not TOML, or breaks a rule of docs/framework.md.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FrameworkError(
            f"{path}: this framework file cannot be read. Check its name and place."
        ) from error
    return parse(content, path.name)


def parse(content: bytes, name: str) -> model.Framework:
    """Return the framework of a file's content; `name` is said in errors.

    Raises:
        FrameworkError: as in `load`.
    """
    content = normalised(content)
    return _checked(Place(name), content, tables_in(content, name))


def gather(content: bytes, name: str, gathered: Gathered) -> model.Framework:
    """Return the framework of a normalised content that is TOML; all that is wrong in it goes into `gathered`."""
    return _checked(Place(name, gathered=gathered), content, tomllib.loads(content.decode("utf-8")))


def _checked(place: Place, content: bytes, data: Mapping[str, object]) -> model.Framework:
    framework = _read(Table(place, "", data), content)
    check(framework, place)
    return framework


def _read(top: Table, content: bytes) -> model.Framework:
    lists = ("stakeholder_types", "characteristics", "dimensions", "parts", "scales", "indicators")
    top.only("framework", "thresholds", "bands", *lists, "form")
    head = top.needed("framework")
    head.only("code", "version", "title", "source")
    k, k0 = _thresholds(top)
    low, high = _bands(top)
    return model.Framework(
        code=head.code(),
        version=head.text("version"),
        title=head.labels("title"),
        source=head.labels("source", ""),
        k=k,
        k0=k0,
        low=low,
        high=high,
        stakeholder_types=top.coded("stakeholder_types", _stakeholder_type),
        characteristics=top.coded("characteristics", _characteristic, least=0),
        dimensions=top.coded("dimensions", _dimension),
        parts=top.coded("parts", _part),
        scales=top.coded("scales", _scale),
        indicators=top.coded("indicators", _indicator),
        form=read_form(top.needed("form")),
        content=content,
        hash=hashlib.sha256(content).hexdigest()[:16],
    )


def _thresholds(top: Table) -> tuple[int, int]:
    table = top.table("thresholds")
    if table is None:
        return _K[0], _K0[0]
    table.only("k", "k0")
    return table.whole("k", _K, _K[0]), table.whole("k0", _K0, _K0[0])


def _bands(top: Table) -> tuple[int, int]:
    table = top.table("bands")
    if table is None:
        return 40, 70
    table.only("low", "high")
    low, high = table.whole("low", _BANDS, 40), table.whole("high", _BANDS, 70)
    if low >= high and not table.place.blamed("low", "high"):
        table.refuse("high", high, say("a whole number over “low” ({low})", low=low))
    return low, high


def _stakeholder_type(table: Table) -> model.StakeholderType:
    table.only("code", "label", "external", "targets")
    return model.StakeholderType(
        code=table.code(),
        label=table.labels("label"),
        external=table.truth("external", default=True),
        targets=tuple(table.coded("targets", _target).values()),
    )


def _target(table: Table) -> model.Target:
    table.only("code", "label", "level", "body")
    if table.code() == "all":
        table.refuse("code", "all", say("another code: “all” is the sum of the targets"))
    return model.Target(
        code=table.code(),
        label=table.labels("label"),
        level=table.choice("level", model.LEVELS),
        body=table.text("body", ""),
    )


@dataclass(frozen=True)
class _Category:
    code: str
    label: model.Labels


def _characteristic(table: Table) -> model.Characteristic:
    table.only("code", "label", "question", "categories", "names", "sensitive", "own_consent")
    categories = {
        code: category.label for code, category in table.coded("categories", _category, 2).items()
    }
    categories[model.UNSAID] = MappingProxyType({"en": "Prefer not to say"})
    return model.Characteristic(
        code=table.code(),
        label=table.labels("label"),
        question=table.text("question") if "question" in table.data else table.code(),
        categories=MappingProxyType(categories),
        names=table.texts("names"),
        own_consent=read_sensitive(table),
    )


def _category(table: Table) -> _Category:
    table.only("code", "label")
    if table.code() == model.UNSAID:
        table.refuse("code", model.UNSAID, say("another code: this one is always there"))
    return _Category(table.code(), table.labels("label"))


def _dimension(table: Table) -> model.Dimension:
    table.only("code", "label", "split")
    split = table.table("split")
    return model.Dimension(table.code(), table.labels("label"), _split(split) if split else None)


@dataclass(frozen=True)
class _Group:
    code: str
    label: model.Labels
    categories: tuple[str, ...]


def _split(table: Table) -> model.Split:
    table.only("characteristic", "fallbacks")
    partitions: list[Mapping[str, tuple[str, ...]]] = []
    known: dict[str, _Group] = {}
    for fallback in table.tables("fallbacks", 0):
        fallback.only("groups")
        groups = fallback.coded("groups", _group)
        for code, group in groups.items():
            if known.setdefault(code, group) != group:
                fallback.refuse("groups", code, say("one label and the same categories everywhere"))
        partitions.append(MappingProxyType({code: g.categories for code, g in groups.items()}))
    labels = MappingProxyType({code: group.label for code, group in known.items()})
    return model.Split(table.text("characteristic"), tuple(partitions), labels)


def _group(table: Table) -> _Group:
    table.only("code", "label", "categories")
    return _Group(table.code(), table.labels("label"), table.texts("categories"))


def _part(table: Table) -> model.Part:
    table.only("code", "label", "dimension", "weight")
    return model.Part(
        code=table.code(),
        label=table.labels("label"),
        dimension=table.text("dimension"),
        weight=table.whole("weight", _WEIGHTS, 1),
    )


def _scale(table: Table) -> model.Scale:
    table.only("code", "answers")
    return model.Scale(table.code(), tuple(table.coded("answers", _answer).values()))


def _answer(table: Table) -> model.Answer:
    table.only("code", "label", "means", "score", "lower", "higher")
    answer = model.Answer(
        code=table.numbered_code(),
        label=table.labels("label"),
        means=table.choice("means", model.MEANINGS, "answer"),
        score=table.score("score"),
        lower=table.score("lower"),
        higher=table.score("higher"),
    )
    if answer.means != "answer" and answer.score is not None:
        table.refuse(
            "score", table.data["score"], say("no score, as it means {means}", means=answer.means)
        )
    if not table.place.blamed("score", "lower", "higher", "means"):
        _check_alternatives(table, answer)
    return answer


def _check_alternatives(table: Table, answer: model.Answer) -> None:
    """Refuse a lower and a higher score that do not enclose the score."""
    lower, higher = answer.lower, answer.higher
    if lower is None and higher is None:
        return
    if lower is None or higher is None:
        key = "lower" if lower is None else "higher"
        table.refuse(key, None, say("lower and higher together, beside a score"))
    elif answer.score is None or not lower <= answer.score <= higher:
        bounds = say(
            "a number from lower ({lower}) to higher ({higher})",
            lower=f"{lower:g}",
            higher=f"{higher:g}",
        )
        table.refuse("score", table.data.get("score"), bounds)


def _indicator(table: Table) -> model.Indicator:
    table.only(
        *("code", "text", "plain", "part", "also", "stakeholder_types", "targets", "answered_by"),
        *("scale", "direction", "weight", "kind", "set", "source", "question", "names", "asked_if"),
    )
    return model.Indicator(
        code=table.code(),
        text=table.labels("text"),
        plain=table.labels("plain"),
        part=table.text("part"),
        also=table.texts("also"),
        stakeholder_types=table.texts("stakeholder_types"),
        targets=table.texts("targets"),
        answered_by=_answered_by(table),
        scale=table.text("scale"),
        direction=table.choice("direction", ("positive", "negative"), "positive"),
        weight=table.whole("weight", _WEIGHTS, 1),
        kind=table.choice("kind", model.KINDS, "opinion"),
        set=table.choice("set", model.SETS, "core"),
        source=table.texts("source"),
        question=table.text("question", ""),
        names=table.texts("names"),
        asked_if=_asked_if(table),
    )


def _asked_if(table: Table) -> model.AskedIf | None:
    where = table.table("asked_if")
    if where is None:
        return None
    where.only("column", "values")
    if table.data.get("kind") == "fact":
        table.refuse("asked_if", where.data, say("nothing for a fact: nobody is asked it"))
    values = where.texts("values")
    if not values and not where.place.blamed("values"):
        table.refuse("asked_if", where.data, say('one value or more, as values = ["yes"]'))
    return model.AskedIf(where.text("column"), values)


def _answered_by(table: Table) -> tuple[str, ...]:
    found = table.texts("answered_by", ("community", "institution"))
    if table.data.get("kind") == "fact" and found:
        table.refuse("answered_by", list(found), say("nobody for a fact: it has a public source"))
    if table.data.get("kind") != "fact" and not found and not table.place.blamed("answered_by"):
        table.refuse("answered_by", [], say("community, institution, or both"))
    return found
