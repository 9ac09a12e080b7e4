"""Released rows to plain statements: each true for the selection, with its number and its interval."""

from swit_data.findings.headline import clearly, headline
from swit_data.findings.scene import Finding, Scene
from swit_data.findings.splits import SplitScene, split_headline, split_table, spoken_splits
from swit_data.findings.spoken import comparison_headline, count_table, score_table, spoken_rows
from swit_data.findings.stands_out import stands_out
from swit_data.findings.who import who_answered, withheld_reasons

__all__ = [
    "Finding",
    "Scene",
    "SplitScene",
    "clearly",
    "comparison_headline",
    "count_table",
    "headline",
    "score_table",
    "split_headline",
    "split_table",
    "spoken_rows",
    "spoken_splits",
    "stands_out",
    "who_answered",
    "withheld_reasons",
]
