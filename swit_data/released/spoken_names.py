"""Names as they stand in a sentence: the forms of those that everybody knows are in data/wording/names.*.po.

A key is made of the form and the English name, so that one whom an owner renames is called as its owner wrote: in
quotes, in a form that needs no case.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from swit_data.released.labels import Labels
from swit_data.released.tables import ALL
from swit_data.wording import SOURCE

Form = Literal["subject", "object", "of"]  # who does, whom somebody rates, of whom
_LEVEL = "level="


def where(pilot: str, labels: Labels) -> str:
    """Return "in Kenya"."""
    key = f"in.{pilot}"
    if labels.wording.has(key) and not _renamed(pilot, labels):
        return labels.wording.text(key)
    return labels.wording.text("pilots.here", pilot=labels.pilot(pilot))


def wheres(pilots: Sequence[str], labels: Labels) -> str:
    """Return "in Kenya and in Ukraine"."""
    return labels.wording.listing([where(pilot, labels) for pilot in pilots])


def of_pilots(pilots: Sequence[str], labels: Labels) -> str:
    """Return "Kenya and Ukraine" as they follow "none for"."""
    return labels.wording.listing([_of_pilot(pilot, labels) for pilot in pilots])


def _of_pilot(pilot: str, labels: Labels) -> str:
    key = f"of.{pilot}"
    if labels.wording.has(key) and not _renamed(pilot, labels):
        return labels.wording.text(key)
    return labels.wording.text("free.of.pilot", name=labels.pilot(pilot))


def _renamed(pilot: str, labels: Labels) -> bool:
    """Say whether the owner of a pilot gave it a name of its own."""
    return any(p.code == pilot and p.name.get(SOURCE) for p in labels.framework.form.pilots)


def called(code: str, labels: Labels, form: Form = "object") -> str:
    """Return a stakeholder type: "government"."""
    known = labels.framework.stakeholder_types.get(code)
    label = known.label if known else {}
    return _named(label, f"{form}.", f"free.{form}.type", labels.stakeholder_type(code), labels)


def all_called(codes: Sequence[str], labels: Labels, form: Form = "object") -> str:
    """Return "government and NGOs"."""
    return labels.wording.listing([called(code, labels, form) for code in codes])


def whom(code: str, target: str, labels: Labels) -> str:
    """Return whom somebody rates: a stakeholder type, the type at a level, or one of its institutions."""
    if target == ALL:
        return called(code, labels)
    if target.startswith(_LEVEL):
        return labels.wording.text(f"at.{target.removeprefix(_LEVEL)}", type=called(code, labels))
    known = {each.code: each.label for each in labels.framework.stakeholder_types[code].targets}
    name = labels.target(code, target)
    return _named(known.get(target, {}), "object.", "free.object.target", name, labels)


def on(item: str, labels: Labels) -> str:
    """Return what is rated: "on taking part"; a question, or a part that its owner named, in quotes."""
    framework = labels.framework
    if item in framework.parts:
        return _on(framework.parts[item].label, item, labels)
    if item not in framework.indicators:
        item = item.removesuffix("_equal")
        if item.endswith("_core"):
            return labels.wording.text("item.core", item=on(item.removesuffix("_core"), labels))
    label = framework.dimensions[item].label if item in framework.dimensions else {}
    return _on(label, item, labels)


def ons(items: Sequence[str], labels: Labels) -> str:
    """Return "on taking part and on translation"."""
    return labels.wording.listing([on(item, labels) for item in items])


def _on(label: Mapping[str, str], item: str, labels: Labels) -> str:
    return _named(label, "on.", "free.on.item", labels.named(item), labels)


def _named(label: Mapping[str, str], form: str, free: str, name: str, labels: Labels) -> str:
    """Return a name in a form; in quotes where the catalogue has none, or the framework says it in this language."""
    key, language = f"{form}{label.get(SOURCE, '')}", labels.wording.language
    if labels.wording.has(key) and (language == SOURCE or language not in label):
        return labels.wording.text(key)
    return labels.wording.text(free, name=name)
