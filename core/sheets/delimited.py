"""Text with a separator: UTF-8 with or without its mark, UTF-16 with one, or Windows' Arabic page (1256).

Comma, semicolon, tab or bar: the separator is the one that gives the first rows the most columns.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from .reading import FORMULA, MOST_COLUMNS, Row, SheetRefused, not_a_sheet, tidy

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SEPARATORS = ",;\t|"
LONGEST_LINE = 100_000
_BLOCK = 256 * 1024
_AS_TEXT = re.compile(r'="([^"]*)"')  # how Excel is made to keep leading zeros
_GUARDED = re.compile(r"'(?=[=+\-@＝＋－＠])")  # how our own sheets keep a text from becoming a formula


class DelimitedSheet:
    """A CSV file. Reading its encoding goes through it once, a block at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.encoding, self.lines = _encoding(file)
        sample = self._lines(60)
        named = re.fullmatch(r"sep=(.)\s*", sample[0]) if sample else None  # Excel's own way to name it
        self.separator = named[1] if named else _separator(sample)
        self.skipped = 1 if named else 0

    def expected(self) -> int | None:
        return self.lines

    def rows(self) -> Iterator[Row]:
        try:
            for number, cells in enumerate(csv.reader(self._text(), delimiter=self.separator), start=1):
                if number > self.skipped and any(cell.strip() for cell in cells):
                    yield Row(number, [_read(cell) for cell in cells[: MOST_COLUMNS + 1]])
        except csv.Error as error:
            raise SheetRefused(
                _("A quotation mark in the file is never closed, or a cell is far too long. Save it again as CSV."),
                "quotes",
            ) from error

    def _text(self) -> Iterator[str]:
        self.file.seek(0)
        text = io.TextIOWrapper(_Unclosed(self.file), self.encoding, errors="strict", newline="")
        while line := text.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
                raise SheetRefused(_("A line of the file is far too long. Save it again as CSV."), "long_line")
            yield line.replace("\0", "")

    def _lines(self, most: int) -> list[str]:
        lines = self._text()
        return [line for line, _number in zip(lines, range(most), strict=False)]


class _Unclosed(io.BufferedReader):
    """The wrapper's end is not the file's end: rows may be read again."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(io.BytesIO())
        self._file = file

    def read(self, size: int | None = -1) -> bytes:
        return self._file.read(-1 if size is None else size)

    def read1(self, size: int = -1) -> bytes:
        return self._file.read(_BLOCK if size < 0 else size)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


def _encoding(file: BinaryIO) -> tuple[str, int]:
    """The encoding, and how many lines there are."""
    file.seek(0)
    start = file.read(4)
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    decoder = codecs.getincrementaldecoder(marked or "utf-8")("strict")
    file.seek(0)
    lines, readable = 0, True
    while block := file.read(_BLOCK):
        if marked is None and b"\0" in block:
            raise not_a_sheet()
        lines += block.count(b"\n") or block.count(b"\r")
        if readable:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                readable = False
    if readable:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            readable = False
    if readable:
        return marked or "utf-8", lines
    if marked:
        raise SheetRefused(_("The text of the file cannot be read. Save it as “CSV UTF-8” and try again."), "encoding")
    return "cp1256", lines


def _separator(sample: list[str]) -> str:
    def widest(separator: str) -> int:
        try:
            return max((len(cells) for cells in csv.reader(sample, delimiter=separator)), default=0)
        except csv.Error:
            return 0

    return max(SEPARATORS, key=widest)  # of equals the first


def _read(cell: str) -> str:
    text = cell.strip()
    as_text = _AS_TEXT.fullmatch(text)
    if as_text:
        return tidy(as_text[1])
    if text.startswith("="):
        return FORMULA
    return tidy(_GUARDED.sub("", text, count=1) if text.startswith("'") else text)
