"""Released rows to plain statements: each true for the selection, with its number and its interval."""

from swit_data.findings.bands import clear_bands
from swit_data.findings.calculation import Made, made, spoken_numbers, whole_calculation
from swit_data.findings.citation import cited_number, cited_view, fieldwork
from swit_data.findings.criteria import (
    Criteria,
    participation_headline,
    pattern_lines,
    reached_headline,
    spoken_cells,
)
from swit_data.findings.differences import (
    difference_headline,
    difference_table,
    spoken_differences,
    spoken_everyone,
    spoken_points,
)
from swit_data.findings.facts import fact_lines, fact_table, statement_table
from swit_data.findings.gaps import exception_line, gap_headline, informant_lines, spoken_gaps
from swit_data.findings.headline import clearly, headline
from swit_data.findings.method import METHOD, method_sentences
from swit_data.findings.on_screen import on_screen
from swit_data.findings.scene import Finding, Scene
from swit_data.findings.splits import SplitScene, split_headline, split_table, spoken_splits
from swit_data.findings.spoken import comparison_headline, count_table, score_table, spoken_rows
from swit_data.findings.stands_out import stands_out
from swit_data.findings.strengths import strength_lines
from swit_data.findings.targets import (
    clear_contradictions,
    contradiction_headline,
    pair_table,
    spoken_pairs,
    spoken_targets,
    target_table,
    type_headline,
)
from swit_data.findings.unknowns import unknown_lines
from swit_data.findings.who import who_answered, who_table, withheld_reasons

__all__ = [
    "METHOD",
    "Criteria",
    "Finding",
    "Made",
    "Scene",
    "SplitScene",
    "cited_number",
    "cited_view",
    "clear_bands",
    "clear_contradictions",
    "clearly",
    "comparison_headline",
    "contradiction_headline",
    "count_table",
    "difference_headline",
    "difference_table",
    "exception_line",
    "fact_lines",
    "fact_table",
    "fieldwork",
    "gap_headline",
    "headline",
    "informant_lines",
    "made",
    "method_sentences",
    "on_screen",
    "pair_table",
    "participation_headline",
    "pattern_lines",
    "reached_headline",
    "score_table",
    "split_headline",
    "split_table",
    "spoken_cells",
    "spoken_differences",
    "spoken_everyone",
    "spoken_gaps",
    "spoken_numbers",
    "spoken_pairs",
    "spoken_points",
    "spoken_rows",
    "spoken_splits",
    "spoken_targets",
    "stands_out",
    "statement_table",
    "strength_lines",
    "target_table",
    "type_headline",
    "unknown_lines",
    "who_answered",
    "who_table",
    "whole_calculation",
    "withheld_reasons",
]
