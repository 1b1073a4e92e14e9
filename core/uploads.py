"""A file that a person hands in is a PDF that nothing can run in, or it is refused by a sentence.

Accepted files are stored outside the web root under a random name, and served only through a view.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from .errors import DomainError

LARGEST = 5 * 1024 * 1024
MOST_PAGES = 300
RUNNABLE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia"}


@dataclass(frozen=True)
class Stored:
    """A file as it was kept: ``name`` is random and says nothing about its content."""

    name: str
    size: int
    sha256: str
    pages: int


def _refuse(sentence: Any) -> DomainError:
    return DomainError(sentence, code="file_refused", field="file")


def _checked_pages(content: bytes) -> int:
    """The number of pages; raises a sentence where the file is not a plain PDF."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise _refuse(_("The PDF is locked with a password. Save it without one and try again."))
        pages = len(reader.pages)
        runs = any(_runs_something(reader, number) for number in range(1, len(reader.xref_objStm) + 2 * pages + 2000))
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OverflowError, AttributeError) as error:
        raise _refuse(_("The file could not be read as a PDF. Save it again as a PDF.")) from error
    if runs:
        raise _refuse(_("The PDF holds a script or another file. Print it to a new PDF and try again."))
    if not 1 <= pages <= MOST_PAGES:
        raise _refuse(_("The PDF has no page, or too many."))
    return pages


def _runs_something(reader: PdfReader, number: int) -> bool:
    known = number in reader.xref_objStm or any(number in table for table in reader.xref.values())
    if not known:
        return False
    found = reader.get_object(number)
    return isinstance(found, DictionaryObject) and bool(
        RUNNABLE & {str(key) for key in found} or str(found.get("/S", "")) in RUNNABLE or "/AA" in found
    )


def keep(upload: Any, *, folder: str) -> Stored:
    """Check an uploaded PDF and keep it; raises ``DomainError`` on the field ``file``."""
    if upload.size > LARGEST:
        raise _refuse(_("The file is larger than 5 MB."))
    content = upload.read()
    if not content.startswith(b"%PDF-"):
        raise _refuse(_("Only PDF files are taken here."))
    pages = _checked_pages(content)
    name = f"{secrets.token_hex(16)}.pdf"
    place = Path(settings.STATE_DIR) / "files" / folder
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(content)
    return Stored(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest(), pages=pages)


def serve(folder: str, name: str, *, download_as: str) -> FileResponse:
    """The file as a download that the browser neither guesses at nor runs."""
    path = Path(settings.STATE_DIR) / "files" / folder / Path(name).name
    response = FileResponse(path.open("rb"), as_attachment=True, filename=download_as, content_type="application/pdf")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
