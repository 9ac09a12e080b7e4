"""Released rows to files that people take away: tables, and what stands in each about its making."""

from swit_data.documents.about import About, about
from swit_data.documents.tables import cells, csv_file, xlsx_file

__all__ = ["About", "about", "cells", "csv_file", "xlsx_file"]
