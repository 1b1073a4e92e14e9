"""The first sheet of an XLSX file that holds anything: its rows, streamed, within bounds.

Four parts of the package are read (workbook, styles, shared texts, sheet) and nothing else: macros, links, pictures
and formulas are never touched. Each part is inflated piece by piece and counted; what is larger than it may be is
refused when the bound is met, whatever the package says of its own size.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from .reading import (
    FORMULA,
    LONGEST_CELL,
    MOST_COLUMNS,
    Row,
    SheetRefused,
    broken,
    not_a_sheet,
    tidy,
    too_large_inside,
)

MOST_OF_A_SHEET = 400 * 1024 * 1024
MOST_OF_TEXTS = 120 * 1024 * 1024
MOST_OF_THE_REST = 4 * 1024 * 1024
MOST_TEXT_KEPT = 24 * 1024 * 1024  # bytes of shared texts in memory
MOST_TEXTS = 2_000_000
MOST_CELLS = 8_000_000
MOST_PARTS = 2000
AT_A_GLANCE = 4 * 1024 * 1024  # of the sheet, for whoever needs its first rows only
_BLOCK = 128 * 1024
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LAST_SERIAL = 2_958_465  # the end of the year 9999
_LIBRARY_GAVE_UP = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    struct.error,
)

Start = Callable[[str, dict[str, str]], None]


class XlsxSheet:
    """An XLSX file; macros in an XLSM are ignored."""

    def __init__(self, file: BinaryIO, *, at_a_glance: bool = False) -> None:
        self.most = AT_A_GLANCE if at_a_glance else MOST_OF_A_SHEET
        with _mendable():
            self.archive = zipfile.ZipFile(file)
            entries = self.archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise SheetRefused(
                    _("The file is locked with a password. Save it without one and try again."), "locked"
                )
            self.parts = {entry.filename.lstrip("/"): entry for entry in entries}
            if len(entries) > MOST_PARTS or len(self.parts) < len(entries):
                raise broken()
            self._refuse_other_packages()
            self.book = self._book()
            self.sheets, self.epoch = self._sheets()
            self.texts = _Texts(self._pieces(self._beside("sharedStrings.xml"), MOST_OF_TEXTS, MOST_OF_TEXTS))
            self.dates = self._date_styles()

    def expected(self) -> int | None:
        """What the first sheet says of its own size."""
        found: list[str] = []
        pieces = self._pieces(self.sheets[0])
        parser = _parser(lambda name, attrs: found.append(attrs.get("ref", "")) if name == "dimension" else None)
        with _mendable():
            parser.Parse(next(pieces, b""), False)
        last = re.fullmatch(r"[A-Z]+[0-9]+:[A-Z]+([0-9]{1,7})", found[0]) if found else None
        return int(last[1]) if last else None

    def rows(self) -> Iterator[Row]:
        for part in self.sheets:
            seen = False
            with _mendable():
                for row in self._rows_of(part):
                    seen = True
                    yield row
            if seen:
                return

    def _rows_of(self, part: str) -> Iterator[Row]:
        reader = _Rows(self.texts, self.dates, self.epoch)
        for piece in self._pieces(part):
            reader.parser.Parse(piece, False)
            yield from reader.taken()
        reader.parser.Parse(b"", True)
        yield from reader.taken()

    def _pieces(self, part: str, declared: int = MOST_OF_A_SHEET, most: int = 0) -> Iterator[bytes]:
        """The part inflated piece by piece, never more than ``most`` bytes of it; nothing where it is not there."""
        entry, most = self.parts.get(part), most or min(declared, self.most)
        if entry is None:
            return
        if entry.file_size > declared:
            raise too_large_inside()
        inflated = 0
        with self.archive.open(entry) as source:
            while piece := source.read(_BLOCK):
                inflated += len(piece)
                if inflated > most:
                    raise too_large_inside()
                yield piece

    def _tags(self, part: str) -> list[tuple[str, dict[str, str]]]:
        """Every tag of a small part, in order."""
        found: list[tuple[str, dict[str, str]]] = []
        parser = _parser(lambda name, attrs: found.append((name, attrs)))
        for piece in self._pieces(part, MOST_OF_THE_REST):
            parser.Parse(piece, False)
        return found

    def _refuse_other_packages(self) -> None:
        if "xl/workbook.bin" in self.parts:
            raise SheetRefused(_("This is a binary Excel file (XLSB). Save it as XLSX and send that."), "xlsb")
        if "mimetype" in self.parts or "content.xml" in self.parts:
            raise SheetRefused(_("This is an OpenDocument file. Save it as XLSX and send that."), "ods")
        if "[Content_Types].xml" not in self.parts:
            raise not_a_sheet()

    def _book(self) -> str:
        for name, attrs in self._tags("_rels/.rels"):
            if name == "Relationship" and attrs.get("Type", "").endswith("/officeDocument"):
                part = attrs.get("Target", "").lstrip("/")
                if part in self.parts and part.endswith("workbook.xml"):
                    return part
        raise not_a_sheet()

    def _beside(self, name: str) -> str:
        return posixpath.join(posixpath.dirname(self.book), name)

    def _sheets(self) -> tuple[list[str], date]:
        """The parts of the sheets that are shown, in their order, and the day before serial 1."""
        folder, name = posixpath.split(self.book)
        targets = {
            attrs.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, attrs.get("Target", ""))).lstrip("/")
            for tag, attrs in self._tags(f"{folder}/_rels/{name}.rels")
            if tag == "Relationship" and attrs.get("Type", "").endswith("/worksheet")
        }
        tags = self._tags(self.book)
        shown = [attrs for tag, attrs in tags if tag == "sheet" and attrs.get("state", "visible") == "visible"]
        ids = [next((value for key, value in attrs.items() if key.endswith(":id")), "") for attrs in shown]
        parts = [targets[key] for key in ids if targets.get(key) in self.parts]
        if not parts:
            raise SheetRefused(_("The file has no sheet with rows."), "no_sheet")
        of_1904 = any(tag == "workbookPr" and attrs.get("date1904") in ("1", "true") for tag, attrs in tags)
        return parts, date(1904, 1, 1) if of_1904 else date(1899, 12, 30)

    def _date_styles(self) -> set[int]:
        """The numbers of the cell styles that show a number as a date."""
        formats, styles, in_cells = set(_DATES), [], False
        for name, attrs in self._tags(self._beside("styles.xml")):
            if name == "numFmt" and _shows_a_date(attrs.get("formatCode", "")):
                formats.add(int(attrs["numFmtId"]))
            if name in ("cellXfs", "cellStyles", "dxfs"):
                in_cells = name == "cellXfs"
            elif name == "xf" and in_cells:
                styles.append(int(attrs.get("numFmtId", "0")))
        return {number for number, form in enumerate(styles) if form in formats}


class _mendable:
    """Whatever a parser raises at hostile bytes is one sentence to the person; what we refuse ourselves stays."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, _LIBRARY_GAVE_UP):
            raise broken() from error


def _parser(start: Start) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attrs: start(name.rpartition(":")[2], attrs)
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_told: Any) -> None:
    """No office program writes one; entities that unfold into gigabytes begin with one."""
    raise broken()


def _shows_a_date(form: str) -> bool:
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", form.partition(";")[0]).lower()
    return bool(re.search(r"[dy]", bare))


class _Texts:
    """The shared texts, read as far as they are asked for, packed into one block of bytes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._source = pieces
        self._block, self._ends = bytearray(), array("Q", [0])
        self._parser = _parser(self._start)
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._take
        self._now: list[str] = []
        self._depth_of_phonetic, self._taking = 0, False

    def __getitem__(self, number: int) -> str:
        while number >= len(self._ends) - 1:
            piece = next(self._source, None)
            if piece is None:
                raise IndexError(number)
            self._parser.Parse(piece, False)
        if number < 0:
            raise IndexError(number)
        return self._block[self._ends[number] : self._ends[number + 1]].decode()

    def _start(self, name: str, _attrs: dict[str, str]) -> None:
        if name == "si":
            self._now = []
        elif name == "rPh":
            self._depth_of_phonetic += 1
        self._taking = name == "t" and not self._depth_of_phonetic

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._taking = False
        if name == "rPh":
            self._depth_of_phonetic -= 1
        elif name == "si":
            self._block += _spelt("".join(self._now)).encode("utf-8", "replace")
            self._ends.append(len(self._block))
            if len(self._block) > MOST_TEXT_KEPT or len(self._ends) > MOST_TEXTS:
                raise too_large_inside()

    def _take(self, text: str) -> None:
        if self._taking and len(self._now) < LONGEST_CELL:
            self._now.append(text[: LONGEST_CELL + 1])


class _Rows:
    """Listens to the parser and keeps the rows that are finished until they are taken."""

    def __init__(self, texts: _Texts, dates: set[int], epoch: date) -> None:
        self.texts, self.dates, self.epoch = texts, dates, epoch
        self.parser = _parser(self._start)
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._take
        self.done: list[Row] = []
        self.seen, self.number, self.column, self.cells = 0, 0, 0, dict[int, str]()
        self.kind, self.style, self.text = "n", 0, list[str]()
        self.is_formula, self.taking, self.phonetic = False, False, False

    def taken(self) -> list[Row]:
        done, self.done = self.done, []
        return done

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "c":
            self.column = _column(attrs["r"]) if "r" in attrs else self.column + 1
            self.kind, self.style, self.text = attrs.get("t", "n"), int(attrs.get("s", "0")), []
            self.is_formula = False
            self.seen += 1
            if self.seen > MOST_CELLS:
                raise too_large_inside()
        elif name in ("v", "t"):
            self.taking = self.column <= MOST_COLUMNS + 1 and not self.phonetic
        elif name == "f":
            self.is_formula = True
        elif name == "rPh":
            self.phonetic = True
        elif name == "row":
            # a number that does not rise is not believed: each row has one of its own
            self.number = max(int(attrs.get("r", "0")), self.number + 1)
            self.column, self.cells = 0, {}

    def _take(self, text: str) -> None:
        if self.taking and len(self.text) < LONGEST_CELL:
            self.text.append(text[: LONGEST_CELL + 1])

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self.taking = False
        if name == "rPh":
            self.phonetic = False
        elif name == "c" and self.column <= MOST_COLUMNS + 1:
            value = self._value("".join(self.text))
            if value:
                self.cells[self.column] = value
        elif name == "row" and self.cells:
            last = max(self.cells)
            self.done.append(Row(self.number, [self.cells.get(column, "") for column in range(1, last + 1)]))

    def _value(self, text: str) -> str:
        if not text:
            return FORMULA if self.is_formula else ""
        if self.kind == "s":
            return self.texts[int(text)]
        if self.kind == "e":
            return FORMULA
        if self.kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        if self.kind == "d":
            return text[:10]
        if self.kind == "n":
            return self._number(text.strip())
        return _spelt(text)

    def _number(self, text: str) -> str:
        try:
            value = Decimal(text)
        except InvalidOperation:
            return tidy(text)
        if not value.is_finite() or abs(value) > 10**30:
            return tidy(text)
        if self.style in self.dates and 1 <= value <= _LAST_SERIAL:
            serial = int(value)
            lotus = serial < 60 and self.epoch.year < 1904  # the 29 February 1900 that never was
            return (self.epoch + timedelta(days=serial + lotus)).isoformat()
        whole = value.to_integral_value()
        return str(int(whole)) if whole == value else format(value.normalize(), "f")


def _spelt(text: str) -> str:
    """The text with the signs that the format writes as ``_x000D_``."""
    return tidy(re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text).replace("\0", ""))


def _column(reference: str) -> int:
    """28 for ``AB7``."""
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
        if number > 20_000:
            raise ValueError(reference[:10])
    return number
