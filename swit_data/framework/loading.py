"""A framework file read into its frozen types."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from swit_data.errors import FrameworkError
from swit_data.framework import model
from swit_data.framework.checks import check
from swit_data.framework.form import read_form
from swit_data.framework.tables import NUMBERED, Table


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_Item = TypeVar("_Item", bound=_Coded)


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
    try:
        # Line ends differ between machines; the fingerprint must not.
        content = content.replace(b"\r\n", b"\n")
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FrameworkError(
            f"{name}: this is not a TOML file in UTF-8: {error}. Correct that line."
        ) from error
    framework = _read(Table(name, "the file", data), content)
    check(framework, name)
    return framework


def _read(top: Table, content: bytes) -> model.Framework:
    keys = ("stakeholder_types", "characteristics", "dimensions", "parts", "scales", "indicators")
    top.only("framework", "thresholds", "bands", "form", *keys)
    head = _needed(top, "framework")
    head.only("code", "version", "title", "source")
    k, k0 = _thresholds(top.table("thresholds") or Table(top.file, "[thresholds]", {}))
    low, high = _bands(top.table("bands") or Table(top.file, "[bands]", {}))
    return model.Framework(
        code=head.code(),
        version=head.text("version"),
        title=head.labels("title"),
        source=head.labels("source", ""),
        k=k,
        k0=k0,
        low=low,
        high=high,
        stakeholder_types=_coded(top, "stakeholder_types", _stakeholder_type),
        characteristics=_coded(top, "characteristics", _characteristic, least=0),
        dimensions=_coded(top, "dimensions", _dimension),
        parts=_coded(top, "parts", _part),
        scales=_coded(top, "scales", _scale),
        indicators=_coded(top, "indicators", _indicator),
        form=read_form(_needed(top, "form")),
        content=content,
        hash=hashlib.sha256(content).hexdigest()[:16],
    )


def _needed(top: Table, key: str) -> Table:
    table = top.table(key)
    if table is None:
        raise FrameworkError(f"{top.file}: the table [{key}] is missing. Add it.")
    table.name = f"[{key}]"
    return table


def _coded(
    top: Table, key: str, read: Callable[[Table], _Item], least: int = 1
) -> Mapping[str, _Item]:
    """Return the tables of a list by their codes; a code that stands twice is refused."""
    found: dict[str, _Item] = {}
    for table in top.tables(key, key, least):
        item = read(table)
        if item.code in found:
            raise table.error("code", item.code, "each code once")
        found[item.code] = item
    return MappingProxyType(found)


def _thresholds(table: Table) -> tuple[int, int]:
    """Return k and k0, never lower than the floors of safety.md B.2 (5 and 10)."""
    table.name = "[thresholds]"
    table.only("k", "k0")
    return table.whole("k", 5, 5), table.whole("k0", 10, 10)


def _bands(table: Table) -> tuple[int, int]:
    table.name = "[bands]"
    table.only("low", "high")
    low, high = table.whole("low", 1, 40), table.whole("high", 1, 70)
    if not low < high < model.FULL_SCORE:
        raise table.error("high", high, f"a whole number over low ({low}) and under 100")
    return low, high


def _stakeholder_type(table: Table) -> model.StakeholderType:
    table.only("code", "label", "external", "targets")
    targets = _coded(table, "targets", _target)
    return model.StakeholderType(
        code=table.code(),
        label=table.labels("label"),
        external=table.truth("external", default=True),
        targets=tuple(targets.values()),
    )


def _target(table: Table) -> model.Target:
    table.name = "[[stakeholder_types.targets]]"
    table.only("code", "label", "level", "body")
    code = table.code()
    if code == "all":
        raise table.error("code", code, "another code: “all” is the sum of the targets")
    return model.Target(
        code, table.labels("label"), table.choice("level", model.LEVELS), table.text("body", "")
    )


def _characteristic(table: Table) -> model.Characteristic:
    table.only("code", "label", "question", "categories")
    code = table.code()
    categories: dict[str, model.Labels] = {}
    for row in table.tables("categories", "characteristics.categories", 2):
        row.only("code", "label")
        if row.code() in categories or row.code() == model.UNSAID:
            raise row.error("code", row.code(), f"each once, and not {model.UNSAID} (always there)")
        categories[row.code()] = row.labels("label")
    categories[model.UNSAID] = MappingProxyType({"en": "Prefer not to say"})
    return model.Characteristic(
        code, table.labels("label"), table.text("question", code), MappingProxyType(categories)
    )


def _dimension(table: Table) -> model.Dimension:
    table.only("code", "label", "split")
    split = table.table("split")
    return model.Dimension(table.code(), table.labels("label"), _split(split) if split else None)


def _split(table: Table) -> model.Split:
    table.name = "[dimensions.split]"
    table.only("characteristic", "fallbacks")
    partitions: list[dict[str, tuple[str, ...]]] = []
    labels: dict[str, model.Labels] = {}
    for fallback in table.tables("fallbacks", "dimensions.split.fallbacks", 0):
        fallback.only("groups")
        groups: dict[str, tuple[str, ...]] = {}
        for group in fallback.tables("groups", "dimensions.split.fallbacks.groups"):
            group.only("code", "label", "categories")
            groups[group.code()] = group.texts("categories")
            labels[group.code()] = group.labels("label")
        partitions.append(groups)
    return model.Split(table.text("characteristic"), tuple(partitions), MappingProxyType(labels))


def _part(table: Table) -> model.Part:
    table.only("code", "label", "dimension", "weight")
    return model.Part(
        table.code(), table.labels("label"), table.text("dimension"), table.whole("weight", 1, 1)
    )


def _scale(table: Table) -> model.Scale:
    table.only("code", "answers")
    answers = _coded(table, "answers", _answer)
    return model.Scale(table.code(), tuple(answers.values()))


def _answer(table: Table) -> model.Answer:
    table.name = "[[scales.answers]]"
    table.only("code", "label", "means", "score", "lower", "higher")
    code, means = (
        table.code(pattern=NUMBERED),
        table.choice("means", model.MEANINGS, "answer"),
    )
    score, lower, higher = (table.score(key) for key in ("score", "lower", "higher"))
    if means != "answer" and score is not None:
        raise table.error("score", score, "no score where the answer is none (means)")
    if (lower is None) != (higher is None) or (lower is not None and score is None):
        raise table.error("lower", lower, "lower and higher together, beside a score")
    within = (lower or 0.0) <= (score or 0.0) <= (model.FULL_SCORE if higher is None else higher)
    if not within:
        raise table.error("score", score, f"a number from lower ({lower}) to higher ({higher})")
    return model.Answer(code, table.labels("label"), means, score, lower, higher)


def _indicator(table: Table) -> model.Indicator:
    table.only(
        *("code", "text", "plain", "part", "also", "stakeholder_types", "targets", "answered_by"),
        *("scale", "direction", "weight", "kind", "set", "source", "question"),
    )
    kind = table.choice("kind", model.KINDS, "opinion")
    answered_by = table.texts("answered_by", ("community", "institution"))
    if (kind == "fact") != (not answered_by):
        raise table.error(
            "answered_by",
            list(answered_by),
            "nobody for a fact (it has a public source), community or institution for the rest",
        )
    return model.Indicator(
        code=table.code(),
        text=table.labels("text"),
        plain=table.labels("plain"),
        part=table.text("part"),
        also=table.texts("also"),
        stakeholder_types=table.texts("stakeholder_types"),
        targets=table.texts("targets"),
        answered_by=answered_by,
        scale=table.text("scale"),
        direction=table.choice("direction", ("positive", "negative"), "positive"),
        weight=table.whole("weight", 1, 1),
        kind=kind,
        set=table.choice("set", model.SETS, "core"),
        source=table.texts("source"),
        question=table.text("question", ""),
    )
