"""What stands in a view: under which heading each picture and table is, and which numbers stand together."""

from collections.abc import Iterable, Iterator, Mapping

from swit_data.views.view import Beside, Folded, Panel, Part, Shapes, Table, View, Words

_HEADINGS = ("h1", "h2", "h3")


def titles(view: View) -> Mapping[int, str]:
    """Return what each picture and table stands under, by its mark: with it, it can stand alone.

    What the page opens with is said of its first picture, and of the others under the same heading.
    """
    opening = view.head.lines[0][1]
    found = dict(_titles(view.parts, opening))
    first = next(iter(found.values()), "")
    return {mark: opening if title == first else title for mark, title in found.items()}


def _titles(parts: Iterable[Part], title: str, within: str = "") -> Iterator[tuple[int, str]]:
    """Give the heading of each picture and table; `within`: what stands over several side by side."""
    for part in parts:
        match part:
            case Words():
                title = next((within + said for tag, said in part.lines if tag in _HEADINGS), title)
            case Panel() | Table():
                yield part.mark, title
            case Folded():
                yield from _titles(part.parts, title, within)
            case _:
                for group in _groups(part):
                    yield from _titles(group, title, f"{title.rstrip('.')}: ")


def doors_beside(view: View, address: str) -> tuple[str, ...]:
    """Return the address of each number in the pictures and tables in which this one stands, itself among them."""
    together = (own for own in _doors(view.parts) if address in own)
    return tuple(dict.fromkeys(each for own in together for each in own))


def _doors(parts: Iterable[Part]) -> Iterator[tuple[str, ...]]:
    """Give the addresses of the numbers of each table and picture; of its two shapes those of the wide one."""
    for part in parts:
        match part:
            case Panel() | Table():
                yield part.doors
            case Shapes():
                yield from _doors(part.wide)
            case _:
                for group in _groups(part):
                    yield from _doors(group)


def _groups(part: Part) -> tuple[tuple[Part, ...], ...]:
    """Return the parts that stand in another, as they stand together."""
    match part:
        case Shapes():
            return part.wide, part.narrow
        case Folded():
            return (part.parts,)
        case Beside():
            return part.columns
    return ()
