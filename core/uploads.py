"""A file that a person hands in is a PDF that nothing can run in or a picture made anew, or it is refused in words.

Accepted files are stored outside the web root under a random name, and served only through a view. The file's own
name is not kept: it only has to agree with what the file is.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
import time
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from .errors import DomainError
from .pdf_check import pages_of
from .pictures import made_anew

LARGEST = 5 * 1024 * 1024
LARGEST_PICTURE = 12 * 1024 * 1024  # as a phone takes it; what is kept is smaller
LONGEST_NAME = 80
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
PAPERS = (PDF, JPEG, PNG)
ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg", ".jfif"), PNG: (".png",)}
BEGINNINGS = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
# what people send in good faith, and what others send in bad
PHONES = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
MARKED = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")


@dataclass(frozen=True)
class Stored:
    """A file as it was kept: ``name`` is random and says nothing about its content."""

    name: str
    size: int
    sha256: str
    pages: int
    media_type: str = PDF

    def facts(self) -> dict[str, Any]:
        """The columns of ``core.models.KeptFile``."""
        facts = asdict(self)
        return {"stored_as": facts.pop("name"), **facts}


def _refuse(sentence: Any) -> DomainError:
    return DomainError(sentence, code="file_refused", field="file")


def _not_taken(content: bytes) -> Any:
    """The sentence for a file of another kind, by what it begins with."""
    if content[4:8] == b"ftyp" and content[8:12] in PHONES:
        return _("This kind of photo (HEIC) cannot be read here. Send a screenshot of it, or a PDF.")
    if content.startswith(OFFICE):
        return _("Word, Excel and compressed files are not taken. Save it as a PDF and send that.")
    if content.startswith(PROGRAMS):
        return _("A program is not taken. Send a photo (JPEG or PNG) or a PDF.")
    if content.lstrip()[:4].startswith(MARKED):
        return _("A web page or drawing is not taken. Send a photo (JPEG or PNG) or a PDF.")
    return _("Send a photo (JPEG or PNG) or a PDF.")


def _media_type(name: str, content: bytes, kinds: Iterable[str]) -> str:
    """What the file is by its first bytes; raises where that is not taken, or where its name says otherwise."""
    if not content:
        raise _refuse(_("The file is empty. Choose it again, or take the photo anew."))
    found = next((kind for kind in kinds if content.startswith(BEGINNINGS[kind])), None)
    if found is None:
        raise _refuse(_("Only PDF files are taken here.") if list(kinds) == [PDF] else _not_taken(content))
    ending = PurePath(_visible(name)).suffix.lower()
    if ending and ending not in ENDINGS[found]:
        raise _refuse(_("The file's name does not say what the file is. Save it again and try again."))
    return found


def _visible(text: str) -> str:
    """The text as it is, without signs that turn or hide what stands beside them."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc")).strip()


def _as_kept(upload: Any, kinds: Iterable[str]) -> tuple[bytes, str, int]:
    """(content, media type, pages) of a good file; raises otherwise."""
    takes_pictures = JPEG in kinds
    too_large = _("The file is larger than 12 MB.") if takes_pictures else _("The file is larger than 5 MB.")
    if upload.size > (LARGEST_PICTURE if takes_pictures else LARGEST):
        raise _refuse(too_large)
    content = upload.read()
    media_type = _media_type(str(upload.name or ""), content, kinds)
    if media_type != PDF:
        return made_anew(content, "JPEG" if media_type == JPEG else "PNG"), media_type, 1
    if len(content) > LARGEST:
        raise _refuse(_("The file is larger than 5 MB."))
    return content, media_type, pages_of(content)


def keep(upload: Any, *, folder: str, kinds: Iterable[str] = (PDF,)) -> Stored:
    """Check an uploaded file and keep it; raises ``DomainError`` on the field ``file``."""
    content, media_type, pages = _as_kept(upload, kinds)
    name = f"{secrets.token_hex(16)}{ENDINGS[media_type][0]}"
    _place(folder, name).parent.mkdir(parents=True, exist_ok=True)
    _place(folder, name).write_bytes(content)
    return Stored(name, len(content), hashlib.sha256(content).hexdigest(), pages, media_type)


@contextlib.contextmanager
def kept(upload: Any, *, folder: str, kinds: Iterable[str] = PAPERS) -> Iterator[Stored]:
    """A file kept as long as the block that makes its row succeeds; where that raises the file goes too."""
    stored = keep(upload, folder=folder, kinds=kinds)
    try:
        yield stored
    except BaseException:
        drop(folder, stored.name)
        raise


def copy_of(kept_file: Any, *, folder: str, to: str) -> Stored:
    """A file kept for one room kept for another too, under a name of its own; ``kept_file`` is a ``KeptFile``.

    Where the row that names it is not kept after all, the sweep of its folder takes it away.
    """
    name = f"{secrets.token_hex(16)}{ENDINGS[kept_file.media_type][0]}"
    _place(to, name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_place(folder, kept_file.stored_as), _place(to, name))
    return Stored(name, kept_file.size, kept_file.sha256, kept_file.pages, kept_file.media_type)


def _place(folder: str, name: str) -> Path:
    return Path(settings.STATE_DIR) / "files" / folder / Path(name).name


def drop(folder: str, name: str) -> None:
    """Remove a file that no row names any more."""
    with contextlib.suppress(FileNotFoundError):
        _place(folder, name).unlink()


def is_as_kept(folder: str, name: str, sha256: str) -> bool:
    """Whether the file is still there, byte for byte. Reads it whole."""
    path = _place(folder, name)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def sweep(folder: str, *, named: Collection[str], older_than: timedelta) -> int:
    """Remove the folder's files that no row names and that are older; how many this call removed."""
    here = Path(settings.STATE_DIR) / "files" / folder
    if not here.is_dir():
        return 0
    before, removed = time.time() - older_than.total_seconds(), 0
    for path in here.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another machine sweeps too
            if path.name not in named and path.stat().st_mtime < before:
                path.unlink()
                removed += 1
    return removed


def file_name(*words: object, media_type: str) -> str:
    """A name for saving a download: letters and digits of any script, nothing that a disk or a screen reads."""
    joined = _visible("-".join(str(word) for word in words))
    plain = "".join(letter if letter.isalnum() else "-" for letter in unicodedata.normalize("NFC", joined))
    short = "-".join(part for part in plain.split("-") if part)[:LONGEST_NAME].strip("-")
    return f"{short or 'file'}{ENDINGS[media_type][0]}"


def serve(folder: str, name: str, *, download_as: str) -> FileResponse:
    """The file as a download that the browser neither guesses at nor runs."""
    path = _place(folder, name)
    media_type = next(kind for kind, endings in ENDINGS.items() if path.suffix in endings)
    if not path.is_file():
        raise DomainError(_("The file is not where it was kept. Tell the administrator."), code="file_gone")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=download_as, content_type=media_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
