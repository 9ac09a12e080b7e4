"""The frozen types of a framework: everything that says what is measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from swit_data.framework.columns import Column, OwnConsent

Labels = Mapping[str, str]  # language to text; "en" is always there

LEVELS = ("national", "regional", "local", "international")
MEANINGS = ("answer", "dont_know", "not_applicable", "prefer_not_to_say")
KINDS = ("opinion", "fact", "personal")
SETS = ("core", "full")
CLASSES = ("community", "group", "institution")
UNSAID = "prefer_not_to_say"


def answers_as(respondent_class: str) -> str:
    """Return as whom a class answers: a focus group is the community."""
    return "institution" if respondent_class == "institution" else "community"


@dataclass(frozen=True)
class Target:
    """One institution, or one body of it, that people are asked about."""

    code: str
    label: Labels
    level: str
    body: str


@dataclass(frozen=True)
class StakeholderType:
    """A kind of stakeholder with its targets; `external` is false for the community itself."""

    code: str
    label: Labels
    external: bool
    targets: tuple[Target, ...]

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Return the levels of its targets, in the fixed order of levels."""
        return tuple(level for level in LEVELS if any(t.level == level for t in self.targets))


@dataclass(frozen=True)
class Answer:
    """One answer of a scale; `score`, `lower` and `higher` are 0-100, or missing."""

    code: str
    label: Labels
    means: str
    score: float | None
    lower: float | None
    higher: float | None


@dataclass(frozen=True)
class Scale:
    """The answers of a question, in the order in which they are read out."""

    code: str
    answers: tuple[Answer, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of its answers."""
        return tuple(answer.code for answer in self.answers)

    @cached_property
    def two_answers(self) -> bool:
        """Say whether its scored answers are exactly 0 and 100."""
        scores = [answer.score for answer in self.answers if answer.score is not None]
        return sorted(scores) == [0, 100]


@dataclass(frozen=True)
class Characteristic:
    """A characteristic of respondents; its categories always include prefer_not_to_say."""

    code: str
    label: Labels
    question: str
    categories: Mapping[str, Labels]
    names: tuple[str, ...] = ()  # what else its column was called
    own_consent: OwnConsent | None = None  # only of a sensitive one

    @property
    def sensitive(self) -> bool:
        """Say whether answers to it endanger people: they lie in a vault alone (sensitive.py)."""
        return self.own_consent is not None


@dataclass(frozen=True)
class Split:
    """The one characteristic by which a dimension may be split, and its partitions, finest first."""

    characteristic: str
    partitions: tuple[Mapping[str, tuple[str, ...]], ...]  # group code to categories
    labels: Mapping[str, Labels]  # of merged groups


@dataclass(frozen=True)
class Dimension:
    """One of the questions that are never mixed into one number."""

    code: str
    label: Labels
    split: Split | None


@dataclass(frozen=True)
class Part:
    """A part of a dimension; `weight` is a whole number."""

    code: str
    label: Labels
    dimension: str
    weight: int


@dataclass(frozen=True)
class AskedIf:
    """When a form asks a question: if one of the codes in a column is one of these."""

    column: str  # may hold {stakeholder_type}, {target} and {indicator}
    values: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    """One thing asked, about the stakeholder types and targets named."""

    code: str
    text: Labels
    plain: Labels
    part: str
    also: tuple[str, ...]
    stakeholder_types: tuple[str, ...]
    targets: tuple[str, ...]  # empty: every target of those types
    answered_by: tuple[str, ...]
    scale: str
    direction: str
    weight: int
    kind: str
    set: str
    source: tuple[str, ...]
    question: str  # its own column, or empty
    asked_if: AskedIf | None = None  # nothing: of everybody
    names: tuple[str, ...] = ()  # what else its columns were called; patterns as `question`


@dataclass(frozen=True)
class Pilot:
    """A pilot: its short code, its name where the code is no country, what exports call it."""

    code: str
    name: Labels
    value: str


@dataclass(frozen=True)
class Status:
    """The column of a reviewer, and what it says of submissions that were rejected."""

    column: str
    rejected: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """How the columns of an export map to a dataset."""

    shape: int
    pilot: Column
    round: Column | None
    respondent_class: Column
    stakeholder_type: Column | None
    target: Column | None
    asked: str
    consent: Column | None
    consent_on_record: Column | None
    participants: str
    branch: str
    question: str
    ignore: tuple[str, ...]
    rejected: str
    id: str
    stakeholder_types_per_interview: int
    pilots: tuple[Pilot, ...]
    status: Status | None = None
    date: str = ""  # the column with the day of the interview; empty: the collecting tool's own
    empty: tuple[str, ...] = ()  # what an unanswered cell holds, beside the usual words
    labels: Mapping[str, Labels] = field(default_factory=dict)  # a column to its question
    names: Mapping[str, str] = field(default_factory=dict)  # what else a column was called, to it

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """Return the columns that the form itself names, by the keys that name them."""
        coded = {
            "pilot": self.pilot,
            "round": self.round,
            "class": self.respondent_class,
            "stakeholder_type": self.stakeholder_type,
            "target": self.target,
            "consent": self.consent,
            "consent_on_record": self.consent_on_record,
        }
        found = {key: column.column for key, column in coded.items() if column}
        found |= {"participants": self.participants, "branch": self.branch, "id": self.id}
        found |= {"date": self.date, "status": self.status.column if self.status else ""}
        return {key: column for key, column in found.items() if column}

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Return the classes of people who can answer, in their order."""
        codes = self.respondent_class.codes or CLASSES
        return tuple(code for code in CLASSES if code in codes)


@dataclass(frozen=True, eq=False)
class Framework:
    """A whole framework; `content` is its file and `hash` that file's fingerprint, by which two are the same."""

    code: str
    version: str
    title: Labels
    source: Labels
    k: int
    k0: int
    low: int
    high: int
    stakeholder_types: Mapping[str, StakeholderType]
    characteristics: Mapping[str, Characteristic]
    dimensions: Mapping[str, Dimension]
    parts: Mapping[str, Part]
    scales: Mapping[str, Scale]
    indicators: Mapping[str, Indicator]
    form: Form
    content: bytes
    hash: str

    def __hash__(self) -> int:
        """Return what is the same for the same file."""
        return hash(self.hash)

    def __eq__(self, other: object) -> bool:
        """Say whether it is of the same file."""
        return isinstance(other, Framework) and other.hash == self.hash

    @cached_property
    def sensitive(self) -> Mapping[str, OwnConsent]:
        """Return the characteristics that endanger people, each with the consent that is asked before it."""
        found = self.characteristics.items()
        return {code: each.own_consent for code, each in found if each.own_consent}

    @cached_property
    def external_types(self) -> tuple[StakeholderType, ...]:
        """Return the stakeholder types that the community assesses."""
        return tuple(t for t in self.stakeholder_types.values() if t.external)

    def targets_of(self, indicator: Indicator, stakeholder_type: str) -> tuple[Target, ...]:
        """Return the targets of a stakeholder type that an indicator is about."""
        if stakeholder_type not in indicator.stakeholder_types:
            return ()
        targets = self.stakeholder_types[stakeholder_type].targets
        return tuple(t for t in targets if not indicator.targets or t.code in indicator.targets)

    def in_set(self, chosen: str) -> tuple[Indicator, ...]:
        """Return the indicators of a round's set: a full round asks core and full."""
        sets = {"core"} if chosen == "core" else {"core", "full"}
        return tuple(i for i in self.indicators.values() if i.set in sets)

    def dimension_of(self, indicator: str) -> str:
        """Return the dimension of an indicator."""
        return self.parts[self.indicators[indicator].part].dimension

    def part_weights(self, item: str) -> dict[str, int]:
        """Return the parts that a part or a dimension (also with equal weights) is made of, with their weights."""
        if item in self.parts:
            return {item: 1}
        dimension, equal = item.removesuffix("_equal"), item not in self.dimensions
        parts = (part for part in self.parts.values() if part.dimension == dimension)
        return {part.code: 1 if equal else part.weight for part in parts}

    @cached_property
    def asked_columns(self) -> Mapping[str, str]:
        """Return the column of each stakeholder type that lists its targets; none in shape 1."""
        pattern = self.form.asked if self.form.shape != 1 else ""
        kinds = self.stakeholder_types if pattern else ()
        return {code: pattern.format(stakeholder_type=code) for code in kinds}
