"""A chart before it has a format: rows, the bars of each, and what a screen reader says."""

from collections.abc import Sequence
from dataclasses import dataclass

from swit_data import style
from swit_data.documents.content import Block, Cell, Content, Gap, Grid, Section

_ONE, _SIDES = "#0B7A86", "#1C1B1A"  # the ramp's hue; ink for what an institution says of itself
_MOST = 16  # bars of a chart; of more, a table is read
_INK = 0.35  # how much of a colour fills a bar: numbers and intervals in ink are seen on it
_FULL = 255
_PAPER = style.PALETTES["light"].background


@dataclass(frozen=True)
class Bars:
    """One group of bars: its name, its released numbers, the colour of its bars; hollow ones have an outline."""

    name: str
    cells: tuple[Cell, ...]
    colour: str
    hollow: bool = False

    @property
    def fill(self) -> str:
        """Return what its bars are filled with: its colour, lighter; hollow ones with the paper's."""
        light = [round(_FULL - _INK * (_FULL - part)) for part in bytes.fromhex(self.colour[1:])]
        return _PAPER if self.hollow else f"#{bytes(light).hex().upper()}"


@dataclass(frozen=True)
class Picture:
    """Bars from 0 to 100: a category a row (lines of text), the mark that lies inside, what a screen reader says."""

    categories: tuple[str, ...]
    bars: tuple[Bars, ...]
    mark: str
    spoken: str
    limits: tuple[float, float]  # where low ends and high begins

    @property
    def ticks(self) -> tuple[float, ...]:
        """Return where a line stands and is named."""
        return (0, *self.limits, 100)


def picture_of(section: Section, content: Content) -> Picture | None:
    """Return the chart of a section: of its first row, of pilots side by side, of who says what; or nothing."""
    if section.blocks:
        return _blocks(section.blocks, content)
    if section.gaps:
        return _gaps(section.gaps, content)
    return _of_grid(section.grid, content) if section.grid and section.grid.rows else None


def _of_grid(grid: Grid, content: Content) -> Picture | None:
    """Return the chart of a grid; where there is a table only, nothing."""
    if grid.pilots and len(grid.pilots) * len(grid.rows) <= _MOST:
        return _by_pilot(grid, content)
    return _one_row(grid, content) if grid.headed else None


def _blocks(blocks: Sequence[Block], content: Content) -> Picture:
    """Return a row a block and a bar a view: the community's view filled, an institution's own hollow."""
    views = {lane.name: lane.own for block in blocks for lane in block.lanes}
    bars = []
    for name, own in views.items():
        there = [
            next((lane for lane in block.lanes if lane.name == name), None) for block in blocks
        ]
        cells = tuple(lane.cell if lane else Cell("–", withheld="not_asked") for lane in there)
        bars.append(Bars(name, cells, _SIDES if own else _ONE, hollow=own))
    names = tuple(
        "\n".join(
            [block.title, *(f"({lane.cell.text})" for lane in block.lanes if lane.cell.withheld)]
        )
        for block in blocks
    )
    return Picture(names, tuple(bars), content.mark, said_of(blocks), content.limits)


def said_of(blocks: Sequence[Block]) -> str:
    """Return every number of blocks in words."""
    return " ".join(
        f"{block.title}: "
        + "; ".join(f"{lane.name} {lane.cell.text}" for lane in block.lanes)
        + "."
        for block in blocks
    )


def _one_row(grid: Grid, content: Content) -> Picture:
    """Return the first row of a grid as bars, one a column."""
    name, cells = grid.rows[0]
    names = tuple(
        f"{column}\n({cell.text})" if cell.withheld else column
        for column, cell in zip(grid.columns, cells, strict=True)
    )
    first = Grid(grid.first, grid.columns, grid.rows[:1])
    return Picture(
        names, (Bars(name, cells, _ONE),), content.mark, " ".join(spoken(first)), content.limits
    )


def _by_pilot(grid: Grid, content: Content) -> Picture:
    """Return a row a stakeholder type and a bar a pilot, in the pilots' own colours and fixed order."""
    columns = list(zip(*(cells for _, cells in grid.rows), strict=True))
    hues = style.PALETTES["light"].pilots
    bars = tuple(
        Bars(name, tuple(cells), hues[place % len(hues)])
        for name, place, cells in zip(grid.columns, grid.pilots, columns, strict=True)
    )
    names = tuple(
        "\n".join(
            [
                row,
                *(
                    f"{column}: {cell.text}"
                    for column, cell in zip(grid.columns, cells, strict=True)
                    if cell.withheld
                ),
            ]
        )
        for row, cells in grid.rows
    )
    return Picture(names, bars, content.mark, " ".join(spoken(grid)), content.limits)


def _gaps(gaps: Sequence[Gap], content: Content) -> Picture:
    """Return the community's view filled and the institutions' own hollow, side by side."""
    community, institution = content.sides
    said = [
        f"{g.about}: {community} {g.community.text}, {institution} {g.institution.text} ({g.informants})."
        for g in gaps
    ]
    bars = (
        Bars(community, tuple(g.community for g in gaps), _ONE),
        Bars(institution, tuple(g.institution for g in gaps), _SIDES, hollow=True),
    )
    names = tuple(f"{g.about}\n({g.informants})" for g in gaps)
    return Picture(names, bars, content.mark, " ".join(said), content.limits)


def spoken(grid: Grid | None) -> list[str]:
    """Return every number of a grid in words: the alternative text and the speaker's notes."""
    if grid is None:
        return []
    return [
        f"{name}: "
        + "; ".join(f"{c} {cell.text}" for c, cell in zip(grid.columns, cells, strict=True))
        + "."
        for name, cells in grid.rows
    ]
