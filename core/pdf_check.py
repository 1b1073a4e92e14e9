"""A PDF that a person hands in can only be read: nothing in it runs, fetches, hides, or costs more than its pages do.

What it may cost is bounded before it is spent: objects, unpacked bytes, and the processor's time. Objects are read one
by one only where a word of theirs stands somewhere in the file, so that an honest PDF of many objects costs little.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from .errors import DomainError

MOST_PAGES = 300
MOST_OBJECTS = 50_000
MOST_UNPACKED = 450_000  # bytes of one stream of objects; pictures and texts of pages are not unpacked at all
MOST_UNPACKED_ALL = 20_000_000
MOST_SECONDS = 0.3  # of the processor, whoever else waits for it: 300 plain pages take a twentieth
READS_BETWEEN_LOOKS = 32
LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": MOST_UNPACKED,
    "lzw_maximum_output_length": MOST_UNPACKED,
    "run_length_maximum_output_length": MOST_UNPACKED,
    "brotli_maximum_output_length": MOST_UNPACKED,
    "stream_decoding_work_maximum_length": 4 * MOST_UNPACKED,
    "zlib_maximum_recovery_input_length": MOST_UNPACKED,
    "page_tree_maximum_entries": 2 * MOST_PAGES,  # a tree has no more branches than leaves
    "jbig2dec_binary": None,  # no program is started for a stranger's file
    "disable_legacy_handling": True,
}

LOCKED = _("The PDF is locked with a password. Save it without one and try again.")
UNREADABLE = _("The file could not be read as a PDF. Save it again as a PDF.")
NO_PAGE = _("The PDF has no page.")
TOO_MANY = _("The PDF has more than %(count)s pages. Send the pages that are needed.")
TOO_MUCH = _("The PDF is too large inside to be checked. Print it to a new PDF and try again.")
BEHIND = _("Something else is hidden behind the PDF. Print it to a new PDF and try again.")
WITHIN = _("Something else is hidden in the PDF. Print it to a new PDF and try again.")
SCRIPT = _("The PDF holds a script. Print it to a new PDF and try again.")
STARTS = _("The PDF starts a program, or sends what is in it elsewhere. Print it to a new PDF and try again.")
HOLDS_FILE = _("The PDF holds another file. Print it to a new PDF and try again.")
HOLDS_FILM = _("The PDF holds sound or film. Print it to a new PDF and try again.")
CHANGES = _("The PDF is a form that changes itself. Print it to a new PDF and try again.")

KEYS: dict[str, Promise] = {
    "/JS": SCRIPT,
    "/JavaScript": SCRIPT,
    "/AA": SCRIPT,
    "/EF": HOLDS_FILE,
    "/EmbeddedFiles": HOLDS_FILE,
    "/RichMedia": HOLDS_FILM,
    "/XFA": CHANGES,
}
# what an action does (/S), what a thing is (/Type), what lies on a page (/Subtype)
VALUES: dict[tuple[str, str], Promise] = {
    ("/S", "/JavaScript"): SCRIPT,
    **{("/S", act): STARTS for act in ("/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData")},
    **{("/S", act): HOLDS_FILM for act in ("/Sound", "/Movie", "/Rendition", "/RichMediaExecute", "/GoTo3DView")},
    ("/Type", "/EmbeddedFile"): HOLDS_FILE,
    ("/Subtype", "/FileAttachment"): HOLDS_FILE,
    **{("/Subtype", kind): HOLDS_FILM for kind in ("/RichMedia", "/Sound", "/Movie", "/Screen", "/3D")},
}
# any of those words, however its letters are written: /JS, /J#53
SUSPECT = re.compile(
    b"/(?:%s)(?![A-Za-z0-9_.-])"
    % b"|".join(
        b"".join(b"(?:%c|#%x|#%X)" % (letter, letter, letter) for letter in word[1:].encode())
        for word in sorted({*KEYS, *(value for _key, value in VALUES)})
    )
)
# also where no object of the file points, for a reader that mends the file may still come upon it
BYTES: dict[bytes, Promise] = {b"/JavaScript": SCRIPT, b"/Launch": STARTS, b"/EmbeddedFile": HOLDS_FILE}
MARKUP = re.compile(rb"<(?:script|html|\?php|!doctype\s|svg[\s>])", re.IGNORECASE)
# what the reader raises on a file that is broken, or was broken to break it
BROKEN: tuple[type[Exception], ...] = (
    PyPdfError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    NotImplementedError,
)
FILLING = b"\0 \t\r\n\x1a"


class _Refused(Exception):
    """The sentence that the file earned."""


class _Watched(io.BytesIO):
    """The file as the reader sees it; now and then a read looks whether the time is over."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.until = time.thread_time() + MOST_SECONDS
        self.reads = 0

    @property
    def is_over(self) -> bool:
        return time.thread_time() > self.until

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        if not self.reads % READS_BETWEEN_LOOKS and self.is_over:
            raise LimitReachedError("time")
        return super().read(size)


def pages_of(content: bytes) -> int:
    """The number of pages of a plain PDF; raises ``DomainError`` on the field ``file`` for any other."""
    try:
        _look_at_bytes(content)
        return _look_inside(content)
    except _Refused as refused:
        raise DomainError(refused.args[0], code="file_refused", field="file") from refused


def _look_at_bytes(content: bytes) -> None:
    end = content.rfind(b"%%EOF")
    if end >= 0 and content[end + 5 :].strip(FILLING):
        raise _Refused(BEHIND)
    if MARKUP.search(content) or zipfile.is_zipfile(io.BytesIO(content)):
        raise _Refused(WITHIN)
    for sign, sentence in BYTES.items():
        if sign in content:
            raise _Refused(sentence)


def _look_inside(content: bytes) -> int:
    watched = _Watched(content)
    try:
        with apply_configuration(**LIMITS):
            reader = PdfReader(watched)
            if reader.is_encrypted:
                raise _Refused(LOCKED)
            numbers = _numbers_of(reader)
            if SUSPECT.search(content) or any(SUSPECT.search(text) for text in _unpacked(reader)):
                _look_at_objects(reader, numbers, watched)
            pages = _pages_of(reader, watched)
    except BROKEN as error:
        # What is too much may come out of the reader as another error.
        too_much = isinstance(error, LimitReachedError | RecursionError) or watched.is_over
        raise _Refused(TOO_MUCH if too_much else UNREADABLE) from error
    if not pages:
        raise _Refused(NO_PAGE)
    if pages > MOST_PAGES:
        raise _Refused(TOO_MANY % {"count": MOST_PAGES})
    return pages


def _pages_of(reader: PdfReader, watched: _Watched) -> int:
    try:
        return len(reader.pages)
    except LimitReachedError as error:
        if watched.is_over:
            raise
        raise _Refused(TOO_MANY % {"count": MOST_PAGES}) from error


def _packed(reader: PdfReader) -> set[int]:
    return {stream for stream, _place in reader.xref_objStm.values()}


def _numbers_of(reader: PdfReader) -> set[int]:
    numbers = _packed(reader).union(reader.xref_objStm, *reader.xref.values())
    if len(numbers) > MOST_OBJECTS:
        raise _Refused(TOO_MUCH)
    return numbers


def _unpacked(reader: PdfReader) -> Iterator[bytes]:
    """The text of each stream of packed objects."""
    together = 0
    for number in _packed(reader):
        stream: Any = reader.get_object(number)
        if int(stream["/N"]) > MOST_OBJECTS:  # how many it says it holds, before they are read
            raise _Refused(TOO_MUCH)
        text = stream.get_data()
        together += len(text)
        if together > MOST_UNPACKED_ALL:
            raise _Refused(TOO_MUCH)
        yield text


def _look_at_objects(reader: PdfReader, numbers: set[int], watched: _Watched) -> None:
    """Every object, and everything written inside one: none runs, starts, or is a file of its own."""
    for number in numbers:
        if watched.is_over:
            raise _Refused(TOO_MUCH)
        _look_at(reader.get_object(number))


def _look_at(found: Any) -> None:
    waiting = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            for key, value in part.items():
                name = str(key)
                sentence = KEYS.get(name) or VALUES.get((name, str(value) if isinstance(value, str) else ""))
                if sentence:
                    raise _Refused(sentence)
                waiting.append(value)
        elif isinstance(part, ArrayObject):
            waiting += part
