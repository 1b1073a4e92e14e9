"""Sheets that people take along: right to left, every cell text, and nothing in them that a program would run."""

from __future__ import annotations

import csv
import io
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import xlsxwriter

FIRST_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what a program takes for a formula


def neutral(text: str) -> str:
    """The text as a CSV cell that no program runs: an apostrophe before it, which our own reader takes off again."""
    bare = text.lstrip()
    return f"'{bare}" if bare.startswith(FIRST_SIGNS) else text


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The sheet piece by piece, in UTF-8 with its mark, which Excel needs to read Arabic."""
    yield b"\xef\xbb\xbf"
    for cells in itertools.chain([headings], rows):
        line = io.StringIO()
        csv.writer(line).writerow([neutral(cell) for cell in cells])
        yield line.getvalue().encode()


def write_xlsx(headings: Sequence[str], rows: Iterable[Sequence[str]], *, title: str, rtl: bool = True) -> IO[bytes]:
    """The sheet as an unnamed temporary file at its beginning; a row at a time is in memory."""
    out = tempfile.TemporaryFile()  # noqa: SIM115  # the caller sends it and closes it
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(out, {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet(title[:31])
        if rtl:
            sheet.right_to_left()
        as_text = book.add_format({"num_format": "@"})
        bold = book.add_format({"num_format": "@", "bold": True, "bg_color": "#E6F3EC"})
        sheet.set_column(0, max(len(headings) - 1, 0), 20, as_text)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        try:
            for number, cells in enumerate(rows, start=1):
                for column, cell in enumerate(cells):
                    if cell:
                        sheet.write_string(number, column, cell, as_text)
        except BaseException:  # the rows broke off: nothing of the sheet stays open
            book.close()
            out.close()
            raise
        book.close()
    out.seek(0)
    return out
