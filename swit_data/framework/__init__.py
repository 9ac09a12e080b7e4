"""What is measured: stakeholder types and targets, dimensions, parts, indicators, scales, weights, form."""

from swit_data.framework.examining import Examined, examine
from swit_data.framework.interview_length import Interview, interview
from swit_data.framework.loading import load, parse
from swit_data.framework.model import (
    Answer,
    Characteristic,
    Dimension,
    Form,
    Framework,
    Indicator,
    Labels,
    Part,
    Pilot,
    Scale,
    Split,
    StakeholderType,
    Target,
)

__all__ = [
    "Answer",
    "Characteristic",
    "Dimension",
    "Examined",
    "Form",
    "Framework",
    "Indicator",
    "Interview",
    "Labels",
    "Part",
    "Pilot",
    "Scale",
    "Split",
    "StakeholderType",
    "Target",
    "examine",
    "interview",
    "load",
    "parse",
]
