"""Sheets that people hand in or take along: XLSX and CSV, read row by row within bounds, written without formulas."""

from .reading import MOST_COLUMNS, Row, Sheet, SheetRefused, open_sheet
from .writing import write_csv, write_xlsx

__all__ = ["MOST_COLUMNS", "Row", "Sheet", "SheetRefused", "open_sheet", "write_csv", "write_xlsx"]
