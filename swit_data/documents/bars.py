"""A chart before it has a format: rows, the bars of each, and what a screen reader says."""

from collections.abc import Sequence
from dataclasses import dataclass

from swit_data import style
from swit_data.documents.content import Cell, Content, Gap, Grid, Section

_ONE, _SIDES = "#08434C", "#1C1B1A"  # the ramp's darkest; ink for who says it


@dataclass(frozen=True)
class Bars:
    """One group of bars: its name, its released numbers, the colour of its bars; hollow ones have an outline."""

    name: str
    cells: tuple[Cell, ...]
    colour: str
    hollow: bool = False


@dataclass(frozen=True)
class Picture:
    """Bars from 0 to 100: a category a row (lines of text), the mark that lies inside, what a screen reader says."""

    categories: tuple[str, ...]
    bars: tuple[Bars, ...]
    mark: str
    spoken: str


def picture_of(section: Section, content: Content) -> Picture | None:
    """Return the chart of a section: of its first row, of pilots side by side, of who says what; or nothing."""
    if section.gaps:
        return _gaps(section.gaps, content)
    if section.grid is None or not section.grid.rows:
        return None
    if section.grid.pilots:
        return _by_pilot(section.grid, content)
    return _one_row(section.grid, content)


def _one_row(grid: Grid, content: Content) -> Picture:
    """Return the first row of a grid as bars, one a column."""
    name, cells = grid.rows[0]
    names = tuple(
        f"{column}\n({cell.text})" if cell.withheld else column
        for column, cell in zip(grid.columns, cells, strict=True)
    )
    first = Grid(grid.first, grid.columns, grid.rows[:1])
    return Picture(names, (Bars(name, cells, _ONE),), content.mark, " ".join(spoken(first)))


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
    return Picture(names, bars, content.mark, " ".join(spoken(grid)))


def _gaps(gaps: Sequence[Gap], content: Content) -> Picture:
    """Return the community's view filled and the institutions' own hollow, side by side."""
    community, institution = content.sides
    said = [
        f"{g.about}: {community} {g.community.text}, {institution} {g.institution.text} ({g.informants})."
        for g in gaps
    ]
    bars = (
        Bars(community, tuple(g.community for g in gaps), _SIDES),
        Bars(institution, tuple(g.institution for g in gaps), _SIDES, hollow=True),
    )
    names = tuple(f"{g.about}\n({g.informants})" for g in gaps)
    return Picture(names, bars, content.mark, " ".join(said))


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
