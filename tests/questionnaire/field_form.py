"""A form as the field gets it: made by the command, turned into an XForm by pyxform, filled in by a person."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from pyxform.validators import odk_validate
from pyxform.xls2xform import convert

from swit_data.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "x": "http://www.w3.org/2002/xforms",
    "jr": "http://openrosa.org/javarosa",
}
JAVA = shutil.which("java") is not None
# ODK Validate is over in a second: compiling it thoroughly doubles its processor time.
BRIEF = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]

# The functions of XForms that XPath has not; libxml2 does the rest.
_functions = etree.FunctionNamespace(None)


def _text(value: Any) -> str:  # noqa: ANN401 - what libxml2 hands over
    return "".join(node.text or "" for node in value) if isinstance(value, list) else str(value)


def _selected(_: object, value: object, code: object) -> bool:
    return _text(code) in _text(value).split()


def _count_selected(_: object, value: object) -> float:
    return float(len(_text(value).split()))


def _regex(_: object, value: object, pattern: object) -> bool:
    import re  # noqa: PLC0415 - beside its one use

    return re.search(_text(pattern), _text(value)) is not None


_functions["selected"] = _selected
_functions["count-selected"] = _count_selected
_functions["regex"] = _regex


@dataclass
class Interview:
    """An XForm that is being filled in: what a person sees, and what would be sent."""

    xform: bytes
    given: dict[str, str] = field(default_factory=dict)

    @cached_property
    def root(self) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the XForm as a tree."""
        return etree.fromstring(self.xform)

    @cached_property
    def binds(self) -> dict[str, Any]:
        """Return what is said about each node, by its path."""
        return {bind.get("nodeset"): bind for bind in self.root.iterfind(".//x:bind", NS)}

    @cached_property
    def controls(self) -> dict[str, Any]:
        """Return each question and note in its order, by the last part of its path."""
        found = self.root.xpath("//x:input | //x:select | //x:select1", namespaces={"x": NS["x"]})
        return {each.get("ref").rpartition("/")[2]: each for each in found}

    @cached_property
    def path(self) -> dict[str, str]:
        """Return the path of each node that can hold a value."""
        inner = {path.rpartition("/")[0] for path in self.binds}
        return {p.rpartition("/")[2]: p for p in self.binds if p not in inner and "/meta/" not in p}

    def answer(self, **answers: str) -> Interview:
        """Answer questions; nobody can answer what is not on the screen, or what is not allowed."""
        for name, value in answers.items():
            assert name in self.seen(), f"{name} is not on the screen"
            assert self.allowed(name, value), f"{value} is not allowed in {name}"
            self.given[name] = value
        return self

    def seen(self) -> set[str]:
        """Return the questions and notes that are on the screen."""
        return self._shown(self.values()) & set(self.controls)

    def questions(self) -> set[str]:
        """Return the questions on the screen, without notes."""
        return {name for name in self.seen() if not self.is_note(name)}

    def values(self) -> dict[str, str]:
        """Return what would be sent: nothing of what is not relevant."""
        key = tuple(sorted(self.given.items()))
        if key not in self._sent:
            self._sent[key] = self._settled()
        return dict(self._sent[key])

    @cached_property
    def _sent(self) -> dict[Any, dict[str, str]]:
        return {}

    def _settled(self) -> dict[str, str]:
        values = dict.fromkeys(self.path, "")
        for _ in range(6):  # until nothing changes: calculations and relevance rest on one another
            before = dict(values)
            shown, tree = self._shown(before), self._planted(before)
            values = {
                n: self._value(n, p, tree) if n in shown else "" for n, p in self.path.items()
            }
            if values == before:
                return values
        raise AssertionError("the form runs in circles")

    def allowed(self, name: str, value: str) -> bool:
        """Say whether the form takes a value."""
        codes = self.codes(name)
        constraint = self.binds[self.path[name]].get("constraint")
        fits = not codes or set(value.split()) <= codes
        tree = self._planted({**self.values(), name: value})
        node = tree.xpath(self.path[name])[0]
        return bool(fits and (not constraint or node.xpath(constraint)))

    def codes(self, name: str) -> set[str]:
        """Return the answers that a question offers now."""
        control = self.controls[name]
        found = {each.text for each in control.iterfind("x:item/x:value", NS)}
        itemset = control.find("x:itemset", NS)
        if itemset is not None:
            found |= set(self._offered(itemset.get("nodeset")))
        return found

    def is_note(self, name: str) -> bool:
        """Say whether a name is only read, not answered."""
        return bool(self.binds[self.path[name]].get("readonly") == "true()")

    def _offered(self, nodeset: str) -> Iterator[str]:
        """Give the codes of an itemset, filtered by what was answered."""
        listed = nodeset.split("'")[1]
        under = nodeset.partition("/root/item[")[2].removesuffix("]")
        tree = self._planted(self.values()) if under else None
        for item in self.root.iterfind(f".//x:instance[@id='{listed}']/x:root/x:item", NS):
            wanted = under.replace("under", f"'{item.findtext('x:under', '', NS)}'", 1)
            if tree is None or tree.xpath(wanted):
                yield item.findtext("x:name", "", NS)

    def _value(self, name: str, path: str, tree: Any) -> str:  # noqa: ANN401 - lxml has no types
        calculation = self.binds[path].get("calculate")
        return str(tree.xpath(calculation)) if calculation else self.given.get(name, "")

    def _shown(self, values: dict[str, str]) -> set[str]:
        """Return what is relevant: a node is if it and every group that it stands in are."""
        tree, relevant = self._planted(values), {"": True}
        conditions = {path: bind.get("relevant") for path, bind in self.binds.items()}
        for path in sorted({above for p in self.path.values() for above in _above(p)}, key=len):
            holds = not conditions.get(path) or tree.xpath(f"boolean({conditions[path]})")
            relevant[path] = relevant[path.rpartition("/")[0]] and holds
        return {name for name, path in self.path.items() if relevant[path]}

    def _planted(self, values: dict[str, str]) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the answers as a document with the form's paths."""
        for name, node in self._nodes.items():
            node.text = values[name]
        return next(iter(self._nodes.values())).getroottree()

    @cached_property
    def _nodes(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for path in self.path.values():
            for here in _above(path):
                above, _, part = here.rpartition("/")
                if here not in found:
                    parent = found.get(above)
                    new = etree.Element(part) if parent is None else etree.SubElement(parent, part)
                    found[here] = new
        return {name: found[path] for name, path in self.path.items()}


def _above(path: str) -> list[str]:
    """Return a path and every path above it, the shortest first."""
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(2, len(parts) + 1)]


def made(folder: Path, framework: Path | str, *options: str) -> Path:
    """Make something for the field by the command, and return its one file."""
    (path,) = made_all(folder, framework, *options)
    return path


def made_all(folder: Path, framework: Path | str, *options: str) -> set[Path]:
    """Make something for the field by the command, and return its files."""
    folder.mkdir(exist_ok=True)
    if isinstance(framework, str):
        (folder / "drawn.toml").write_text(framework, "utf-8")
        framework = folder / "drawn.toml"
    out = folder / "out"
    before = set(out.glob("*")) if out.exists() else set()
    assert main(["form", str(out), "--framework", str(framework), *options]) == 0
    return set(out.glob("*")) - before


def opened(form: Path) -> Interview:
    """Return a form as pyxform makes it, and ODK Validate accepts it where there is Java; without a warning."""
    run = odk_validate.run_popen_with_timeout

    def run_briefly(command: list[str], seconds: int) -> Any:  # noqa: ANN401 - what pyxform makes
        return run([command[0], *BRIEF, *command[1:]], seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(odk_validate, "run_popen_with_timeout", run_briefly)
        done = convert(str(form), validate=JAVA)
    assert done.warnings == []
    return Interview(done.xform.encode())
