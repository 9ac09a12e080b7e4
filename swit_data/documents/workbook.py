"""Every table of a document as XLSX: one sheet a section, and one on what they are and how they were made."""

import pandas as pd

from swit_data.documents.content import Content, Grid, Section
from swit_data.documents.tables import xlsx_file

_LISTED = ("promises", "asks", "ask")  # sections of lines that have a sheet of their own


def workbook(content: Content) -> bytes:
    """Return the numbers of a content as XLSX; text is text, numbers are numbers, what is missing says why."""
    sheets = {
        section.title: _table(section)
        for section in content.sections
        if section.grid or section.gaps or section.code in _LISTED
    }
    return xlsx_file(sheets, content.about)


def _table(section: Section) -> pd.DataFrame:
    if section.grid:
        return _numbers(section.grid)
    if section.code in _LISTED:
        lines = [line for line in (section.statement, *section.lines) if line]
        return pd.DataFrame(lines, columns=[section.title])
    return pd.DataFrame(
        [
            [gap.about, gap.community.score, gap.institution.score, gap.informants]
            for gap in section.gaps
        ],
        columns=[section.title, "●", "○", " "],
    )


def _numbers(grid: Grid) -> pd.DataFrame:
    """Return one row a part: its name, then the score of each column, or the reason why there is none."""
    rows = [
        [name, *(cell.text if cell.score is None else cell.score for cell in cells)]
        for name, cells in grid.rows
    ]
    return pd.DataFrame(rows, columns=[grid.first, *grid.columns])
