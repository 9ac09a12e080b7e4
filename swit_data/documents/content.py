"""What a document says, before it has a format: statements, grids of released numbers, how to check them.

Report card, slides, brief and tables are made of the same content, so they say the same numbers.
"""

from dataclasses import dataclass

from swit_data.documents.about import About
from swit_data.documents.reference import Reference


@dataclass(frozen=True)
class Cell:
    """One released number as people read it, or the reason why there is none."""

    text: str
    withheld: str = ""
    score: float | None = None
    low: float | None = None
    high: float | None = None
    mark: str = ""  # of the score's band, so that colour is never needed
    fill: str = ""  # the score's colour of the ramp
    ink: str = ""  # the text's colour on it


@dataclass(frozen=True)
class Grid:
    """Released numbers in rows and columns; `first` names the rows."""

    first: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    pilots: tuple[int, ...] = ()  # where columns are pilots: their places, which colours follow
    headed: bool = False  # the first row is the whole, of which the others are parts


@dataclass(frozen=True)
class Gap:
    """The community's view of an institution beside what it says of itself."""

    about: str
    community: Cell
    institution: Cell
    informants: str
    allows: str  # what so few people allow to say


@dataclass(frozen=True)
class Lane:
    """One view of an institution: whose it is, and its number; `own`: what the institution says of itself."""

    name: str
    cell: Cell
    own: bool = False


@dataclass(frozen=True)
class Block:
    """What a slide looks at, the views of it, and what else is to be read of it."""

    title: str
    lanes: tuple[Lane, ...]
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """One statement and what it rests on; `code` is the same in every language and format."""

    code: str
    title: str
    statement: str = ""
    grid: Grid | None = None
    gaps: tuple[Gap, ...] = ()
    blocks: tuple[Block, ...] = ()
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    spoken: tuple[
        str, ...
    ] = ()  # what the speaker answers when asked: what was asked, who answered, what is withheld

    @property
    def small_print(self) -> tuple[str, ...]:
        """Return the notes, and what stands behind each view of an institution of itself."""
        return (*self.notes, *(gap.allows for gap in self.gaps))


@dataclass(frozen=True)
class Content:
    """Everything that a document says, in one language."""

    language: str
    title: str
    subtitle: str
    owner: str  # the organisation that leads, as its owner wrote it; or empty
    mark: str  # that it is a draft or illustrative, or empty
    translation: str  # who has read its language, or empty
    headline: str  # empty where each section says its own
    sections: tuple[Section, ...]
    sides: tuple[
        str, str
    ]  # what the two views of a gap are called: the community's, the institution's
    who: str  # how many people answered, in one short line
    key: str  # what 0 and 100 mean, the marks of the bands, the interval
    limits: tuple[float, float]  # where low ends and high begins
    # Release id, framework version, who signed, selection, n and class, day, how to check, reference: names and texts.
    facts: tuple[tuple[str, str], ...]
    about: About  # what its tables say of themselves
    reference: Reference

    @property
    def signed(self) -> tuple[str, str]:
        """Return what stands before who signed the release, and who did."""
        return self.facts[2]

    @property
    def foot(self) -> str:
        """Return what stands at the foot of every page and slide: owner, mark, translation, release, framework."""
        about = (value for _, value in self.facts[:2])
        return " · ".join(filter(None, (self.owner, self.mark, self.translation, *about)))
