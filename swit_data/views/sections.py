"""A page on a phone: its first section is open, each later one is folded under its heading.

Unfolded, a page of ours was 3 to 19 phone screens long; nobody scrolls that far to a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from swit_data.released.labels import Labels
from swit_data.views.view import Folded, Part, Words

_HEADINGS = ("h2", "h3")


@dataclass
class _Section:
    heading: Words | None
    parts: list[Part] = field(default_factory=list)


def folded_sections(parts: Sequence[Part], labels: Labels) -> tuple[Part, ...]:
    """Return the parts of a page with every section but the first folded; small print stays where it stood."""
    sections, small = _sections(parts)
    first, *later = sections
    title = labels.wording.text("phone.more")
    folds = [part for section in later for part in _folded(section, title)]
    return (*first.parts, *folds, *small)


def _sections(parts: Sequence[Part]) -> tuple[list[_Section], list[Part]]:
    """Return the sections, and the small print that is folded already and belongs to the whole page."""
    sections = [_Section(None)]
    small: list[Part] = []
    for part in parts:
        if isinstance(part, Folded):
            small.append(part)
        elif isinstance(part, Words) and _begins(part, sections):
            sections.append(_Section(part))
        else:
            sections[-1].parts.append(part)
    return sections, small


def _begins(part: Words, sections: Sequence[_Section]) -> bool:
    """Say whether a heading begins a section: the first picture belongs to the first, a small one to its section."""
    tag, heading = _tag(part), sections[-1].heading
    if heading is not None:
        return tag in ("h2", _tag(heading))
    there = sections[0].parts
    if any(not isinstance(each, Words) for each in there):
        return tag in _HEADINGS
    return tag == "h2" and any(isinstance(each, Words) and _tag(each) == "h2" for each in there)


def _tag(part: Words) -> str:
    return part.lines[0][0] if part.lines else ""


def _folded(section: _Section, title: str) -> list[Part]:
    heading = section.heading or Words("", ())
    head, *more = heading.lines
    said = [Words(f"{heading.key}_more", tuple(more), heading.doors[1:])] if more else []
    inside = (*said, *section.parts)
    shown: list[Part] = [Words(heading.key, (head,), heading.doors[:1])]
    return [*shown, Folded(title, inside)] if inside else shown
