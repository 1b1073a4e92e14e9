"""A file that a person hands in is a PDF that nothing can run in or a picture made anew, or it is refused in words.

Accepted files are stored outside the web root under a random name, and served only through a view. Pictures are
written again from their pixels alone: place, device and whatever else was hidden in them stay behind.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
import time
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from .errors import DomainError

LARGEST = 5 * 1024 * 1024
LARGEST_PICTURE = 12 * 1024 * 1024  # as a phone takes it; what is kept is smaller
MOST_PAGES = 300
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2400  # enough to read the small print of an A4 page
MOST_OBJECTS = 50_000
RUNNABLE = {"/AA", "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia"}
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
PAPERS = (PDF, JPEG, PNG)
ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg", ".jfif"), PNG: (".png",)}
BEGINNINGS = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}


@dataclass(frozen=True)
class Stored:
    """A file as it was kept: ``name`` is random and says nothing about its content."""

    name: str
    size: int
    sha256: str
    pages: int
    media_type: str = PDF


def _refuse(sentence: Any) -> DomainError:
    return DomainError(sentence, code="file_refused", field="file")


def _checked_pages(content: bytes) -> int:
    """The number of pages; raises a sentence where the file is not a plain PDF."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise _refuse(_("The PDF is locked with a password. Save it without one and try again."))
        pages = len(reader.pages)
        runs = _runs_something(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OverflowError, AttributeError) as error:
        raise _refuse(_("The file could not be read as a PDF. Save it again as a PDF.")) from error
    if runs:
        raise _refuse(_("The PDF holds a script or another file. Print it to a new PDF and try again."))
    if not 1 <= pages <= MOST_PAGES:
        raise _refuse(_("The PDF has no page, or too many."))
    if content[content.rfind(b"%%EOF") + 5 :].strip(b"\0 \t\r\n\x1a"):
        raise _refuse(_("Something else is hidden behind the PDF. Print it to a new PDF and try again."))
    return pages


def _runs_something(reader: PdfReader) -> bool:
    """Whether any object, or anything written inside one, is an action that runs or a file of its own."""
    numbers = set(reader.xref_objStm).union(*reader.xref.values())
    if len(numbers) > MOST_OBJECTS:
        raise _refuse(_("The PDF has no page, or too many."))
    return any(_is_runnable(reader.get_object(number)) for number in numbers)


def _is_runnable(found: Any) -> bool:
    waiting = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            if RUNNABLE & {str(key) for key in part} or str(part.get("/S", "")) in RUNNABLE:
                return True
            waiting += part.values()
        elif isinstance(part, ArrayObject):
            waiting += part
    return False


def _picture_anew(content: bytes, media_type: str) -> bytes:
    """The same picture from its pixels alone, upright, no side longer than ``LONGEST_SIDE``."""
    kind = "JPEG" if media_type == JPEG else "PNG"
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _refuse(_("The picture is too large. Take it again with your phone's ordinary camera."))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refuse(_("The picture is too large. Take it again with your phone's ordinary camera.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError) as error:
        raise _refuse(_("The picture could not be read. Take it again and send it.")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = io.BytesIO()
    bare.save(written, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return written.getvalue()


def _media_type(name: str, content: bytes, kinds: Iterable[str]) -> str:
    """What the file is by its first bytes; raises where that is not taken, or where its name says otherwise."""
    found = next((kind for kind in kinds if content.startswith(BEGINNINGS[kind])), None)
    if found is None:
        only_pdf = list(kinds) == [PDF]
        raise _refuse(_("Only PDF files are taken here.") if only_pdf else _("Send a photo (JPEG or PNG) or a PDF."))
    if any(unicodedata.category(letter) in ("Cf", "Cc") for letter in name):
        raise _refuse(_("The file's name holds hidden signs. Give it a simple name and try again."))
    ending = PurePath(name).suffix.lower()
    if ending and ending not in ENDINGS[found]:
        raise _refuse(_("The file's name does not say what the file is. Save it again and try again."))
    return found


def keep(upload: Any, *, folder: str, kinds: Iterable[str] = (PDF,)) -> Stored:
    """Check an uploaded file and keep it; raises ``DomainError`` on the field ``file``."""
    takes_pictures = JPEG in kinds
    if upload.size > (LARGEST_PICTURE if takes_pictures else LARGEST):
        raise _refuse(_("The file is larger than 12 MB.") if takes_pictures else _("The file is larger than 5 MB."))
    content = upload.read()
    if not content:
        raise _refuse(_("The file is empty. Choose it again, or take the photo anew."))
    media_type = _media_type(str(upload.name or ""), content, kinds)
    pages = 1
    if media_type == PDF:
        if len(content) > LARGEST:
            raise _refuse(_("The file is larger than 5 MB."))
        pages = _checked_pages(content)
    else:
        content = _picture_anew(content, media_type)
    name = f"{secrets.token_hex(16)}{ENDINGS[media_type][0]}"
    _place(folder, name).parent.mkdir(parents=True, exist_ok=True)
    _place(folder, name).write_bytes(content)
    return Stored(name, len(content), hashlib.sha256(content).hexdigest(), pages, media_type)


def _place(folder: str, name: str) -> Path:
    return Path(settings.STATE_DIR) / "files" / folder / Path(name).name


def drop(folder: str, name: str) -> None:
    """Remove a file that no row names any more."""
    with contextlib.suppress(FileNotFoundError):
        _place(folder, name).unlink()


def sweep(folder: str, *, named: Collection[str], older_than: timedelta) -> int:
    """Remove the folder's files that no row names and that are older; how many there were."""
    here = Path(settings.STATE_DIR) / "files" / folder
    if not here.is_dir():
        return 0
    before = time.time() - older_than.total_seconds()
    orphans = [path for path in here.iterdir() if path.name not in named and path.stat().st_mtime < before]
    for path in orphans:
        drop(folder, path.name)
    return len(orphans)


def serve(folder: str, name: str, *, download_as: str) -> FileResponse:
    """The file as a download that the browser neither guesses at nor runs."""
    path = _place(folder, name)
    media_type = next(kind for kind, endings in ENDINGS.items() if path.suffix in endings)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=download_as, content_type=media_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
