"""What a file is by its first bytes, and its rows one after another; whatever is wrong with it is said in a sentence.

A cell is always text: a date is ``1985-06-03``, a number its digits. What a formula gave counts, the formula never
runs; where its result is not in the file the cell is ``FORMULA``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..errors import DomainError

MOST_COLUMNS = 60
LONGEST_CELL = 2000  # what is longer is cut one sign later, so that whoever reads the cell sees it is too long
FORMULA = "\x00formula"  # no text of a file can hold this
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Row(NamedTuple):
    """``number`` as the person sees it in the margin of the sheet."""

    number: int
    cells: list[str]


class Sheet(Protocol):
    """An open sheet."""

    def rows(self) -> Iterator[Row]:
        """Rows that hold anything, from the top. Raises ``SheetRefused``."""

    def expected(self) -> int | None:
        """About how many rows there are, where the file says so; for a progress bar."""


class SheetRefused(DomainError):
    """The file cannot be taken."""

    def __init__(self, sentence: str | Promise, code: str) -> None:
        super().__init__(sentence, code=code, field="sheet")


def open_sheet(file: BinaryIO, *, at_a_glance: bool = False) -> Sheet:
    """The sheet in a seekable file; raises ``SheetRefused`` where it is none of ours.

    ``at_a_glance`` is for the first rows, while a person waits: a file that hides them behind junk is refused soon.
    """
    from .delimited import DelimitedSheet
    from .xlsx import XlsxSheet

    file.seek(0)
    start = file.read(8)
    if not start.strip(b"\0 \t\r\n"):
        raise SheetRefused(_("The file is empty."), "empty")
    if start.startswith(b"PK"):
        return XlsxSheet(file, at_a_glance=at_a_glance)
    if start == _OLE:
        raise _ole(file)
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")):
        raise not_a_sheet()
    return DelimitedSheet(file)


def not_a_sheet() -> SheetRefused:
    return SheetRefused(_("This is not a sheet. Send an Excel file (XLSX) or a CSV file."), "not_a_sheet")


def broken() -> SheetRefused:
    return SheetRefused(_("The file is damaged. Open it in Excel, save it again as XLSX, and send that."), "broken")


def too_large_inside() -> SheetRefused:
    return SheetRefused(
        _("What is packed in the file is far too large. Keep one sheet with the needed columns and save it again."),
        "too_large_inside",
    )


def _ole(file: BinaryIO) -> SheetRefused:
    """Two kinds of file share this container: sheets locked with a password, and Excel's format before 2007."""
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in file.read(4 * 1024 * 1024):
        return SheetRefused(_("The file is locked with a password. Save it without one and try again."), "locked")
    return SheetRefused(
        _("This is the old Excel format (XLS). Open it in Excel, save it as XLSX, and send that."), "old_format"
    )


def tidy(text: Any) -> str:
    """A cell's text without what surrounds it, cut where it is longer than anything we take."""
    return str(text).strip()[: LONGEST_CELL + 1]
