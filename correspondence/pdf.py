"""A letter as a tagged PDF, or a refusal in words that leads to the print view. Nothing is fetched from outside.

WeasyPrint needs system libraries (pango) that may be missing; it is loaded on first use, and only here.
"""

from __future__ import annotations

import atexit
import logging
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import fontpkg_amiri
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from .models import Letter
from .paper import LETTERS_LANGUAGE, paper

FONTS = {
    400: Path(fontpkg_amiri.ROOT) / "files" / "Amiri-Regular.ttf",
    700: Path(fontpkg_amiri.ROOT) / "files" / "Amiri-Bold.ttf",
}
STYLES = (Path(settings.ROOT) / "static" / "css" / "letter.css", Path(__file__).with_name("letter.css"))
_one_at_a_time = threading.Lock()  # the shared font configuration is not safe for threads


class PdfNotAvailable(DomainError):
    """This machine cannot make PDFs; the print view shows the same paper."""

    def __init__(self) -> None:
        super().__init__(
            _("PDF files cannot be made on this system yet. Print this page, or save it as PDF from your browser."),
            code="pdf_not_available",
        )


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # without pango the import raises OSError
        raise PdfNotAvailable from error
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # its import lets broken pictures pass, in uploads too
    return weasyprint


@lru_cache(maxsize=1)
def is_available() -> bool:
    """Whether PDFs can be made here; found out once in a process."""
    try:
        _weasyprint()
    except PdfNotAvailable:
        return False
    return True


def may_fetch(url: str) -> bool:
    """Data URIs and the packaged font files, and nothing else on this machine or outside it."""
    parts = urlsplit(url)
    if parts.scheme == "data":
        return True
    return parts.scheme == "file" and not parts.netloc and Path(unquote(parts.path)) in FONTS.values()


@lru_cache(maxsize=1)
def fetcher() -> Any:
    """WeasyPrint's only way to a file; raises ValueError for what ``may_fetch`` refuses."""
    from weasyprint.urls import URLFetcher

    class PackagedOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not may_fetch(url):
                raise ValueError("letters fetch nothing but their own fonts and images")
            return super().fetch(url, headers)

    return PackagedOnly(allowed_protocols=("data", "file"), allow_redirects=False)


@lru_cache(maxsize=1)
def _styles() -> tuple[Any, list[Any]]:
    """Fonts and style sheets, read once; a new configuration for each letter would load the fonts again."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells each step of each page
    atexit.register(_styles.cache_clear)  # fonts are given back while the library is still loaded
    fonts = FontConfiguration()
    faces = "".join(
        f'@font-face{{font-family:"Amiri";font-weight:{weight};src:url("{path.as_uri()}")}}'
        for weight, path in FONTS.items()
    )
    texts = [faces, *(path.read_text(encoding="utf-8") for path in STYLES)]
    return fonts, [weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher()) for text in texts]


def letter_pdf(letter: Letter, *, check_url: str) -> bytes:
    """The letter as PDF/UA. About 0.1 s after the first. Raises ``PdfNotAvailable``."""
    _weasyprint()
    with translation.override(LETTERS_LANGUAGE):
        document = render_to_string(
            "letters/document.html", {"letter": letter, "sheet": paper(letter, check_url=check_url)}
        )
    return document_pdf(document)


def document_pdf(document: str) -> bytes:
    """Any HTML of ours in the look of letters, as PDF/UA. Raises ``PdfNotAvailable``."""
    weasyprint = _weasyprint()
    with _one_at_a_time:
        fonts, styles = _styles()
        page = weasyprint.HTML(string=document, url_fetcher=fetcher())
        return bytes(page.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1"))


def file_name(letter: Letter) -> str:
    """ASCII, so that every system keeps it: ``letter-1448-00012.pdf``."""
    return f"letter-{letter.year}-{letter.number:05d}.pdf"
