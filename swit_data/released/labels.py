"""What the codes of a release are called in the reader's language."""

import re
from dataclasses import dataclass

from swit_data.framework import Framework
from swit_data.released.release import Release
from swit_data.released.tables import ALL
from swit_data.wording import Wording

_CHAPTER = re.compile(r"[A-Z]\d{1,2}")  # a part that people know by its number, such as C1 or P10


@dataclass(frozen=True)
class Labels:
    """Names of pilots, stakeholder types, targets, items and answers; a code that nobody names stays a code."""

    release: Release
    wording: Wording

    @property
    def framework(self) -> Framework:
        """Return the framework whose names are used."""
        return self.release.framework

    @property
    def mark(self) -> str:
        """Return what every page, figure and document must say: a draft, or invented; nothing of approved results."""
        release, text = self.release, self.wording.text
        marks = {"app.draft": release.draft, "app.illustrative": release.illustrative}
        return " · ".join(text(key) for key, due in marks.items() if due)

    def pilot(self, code: str) -> str:
        """Return a pilot's name: as its owner wrote it, or the country's."""
        for pilot in self.framework.form.pilots:
            if pilot.code == code and pilot.name.get("en"):
                return self.wording.label(pilot.name, f"pilot.{code}")
        return self.wording.country(code)

    def stakeholder_type(self, code: str) -> str:
        """Return a stakeholder type's name."""
        if code not in self.framework.stakeholder_types:
            return code
        label = self.framework.stakeholder_types[code].label
        return self.wording.label(label, f"type.{code}")

    def target(self, stakeholder_type: str, code: str) -> str:
        """Return the name of a target, of a level (level=national) or of all targets."""
        if code == ALL:
            return self.wording.text("target.all")
        if code.startswith("level="):
            return self.wording.text(f"level.{code.removeprefix('level=')}")
        for target in self.framework.stakeholder_types[stakeholder_type].targets:
            if target.code == code:
                return self.wording.label(target.label, f"target.{stakeholder_type}.{code}")
        return code

    def dimension(self, code: str) -> str:
        """Return a dimension's name."""
        return self.wording.label(self.framework.dimensions[code].label, f"dimension.{code}")

    def item(self, code: str) -> str:
        """Return what an item asks or is called: an indicator's text, a part's or a dimension's name."""
        if code not in self.framework.indicators and code not in self.framework.parts:
            code = code.removesuffix("_equal")
            if code.endswith("_core"):
                whole = self.item(code.removesuffix("_core"))
                return self.wording.text("item.core", item=whole)
        if code in self.framework.parts:
            name = self.wording.label(self.framework.parts[code].label, f"part.{code}")
            return f"{code} {name}" if _CHAPTER.fullmatch(code) and name != code else name
        if code in self.framework.dimensions:
            return self.dimension(code)
        asked_by = self.asked_by(code)
        if code in asked_by.indicators:
            return self.wording.label(asked_by.indicators[code].text, f"indicator.{code}.text")
        return code

    def asked_by(self, indicator: str) -> Framework:
        """Return the newest version that asks an indicator: an older round may have what today's has not."""
        versions = (self.framework, *reversed(self.release.versions))
        return next((each for each in versions if indicator in each.indicators), self.framework)

    def named(self, code: str) -> str:
        """Return what an item is called in a sentence: a part without its number."""
        if code in self.framework.parts:
            return self.wording.label(self.framework.parts[code].label, f"part.{code}")
        return self.item(code)

    def plain(self, indicator: str) -> str:
        """Return an indicator's one-line explanation."""
        plain = self.asked_by(indicator).indicators[indicator].plain
        return self.wording.label(plain, f"indicator.{indicator}.plain")

    def split(self, code: str) -> str:
        """Return the name of a group, such as gender=woman."""
        characteristic, _, group = code.partition("=")
        key = f"category.{characteristic}.{group}"
        categories = self.framework.characteristics[characteristic].categories
        if group in categories:
            return self.wording.label(categories[group], key)
        for dimension in self.framework.dimensions.values():
            if dimension.split is not None and group in dimension.split.labels:
                return self.wording.label(dimension.split.labels[group], key)
        return group

    def characteristic(self, code: str) -> str:
        """Return a characteristic's name."""
        label = self.framework.characteristics[code].label
        return self.wording.label(label, f"characteristic.{code}")

    def answer(self, indicator: str, code: str) -> str:
        """Return an answer's words."""
        if code == "other":
            return self.wording.text("answer.other")
        asked_by = self.asked_by(indicator)
        scale = asked_by.scales[asked_by.indicators[indicator].scale]
        for answer in scale.answers:
            if answer.code == code:
                return self.wording.label(answer.label, f"answer.{scale.code}.{code}")
        return code

    def reason(self, code: str) -> str:
        """Return why a number is withheld, in a few words; nothing where it is not."""
        return self.wording.text(f"withheld.{code}") if code else ""


def names_of(framework: Framework, wording: Wording) -> Labels:
    """Return the names of a framework's codes, where nothing is released yet."""
    return Labels(Release("", (), {framework.hash: framework}, {}, {}, {}), wording)
