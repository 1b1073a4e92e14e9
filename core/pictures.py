"""A picture is written again from its pixels alone: place, device and whatever else was hidden in it stay behind.

What it would cost to unfold is read from its first lines, before a pixel is decoded.
"""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import DomainError

MOST_PIXELS = 60_000_000
LONGEST_TAKEN = 15_000  # a side, in pixels: more than any phone's panorama
LONGEST_SIDE = 2400  # enough to read the small print of an A4 page
MOST_SCANS = 60  # a progressive photo has about ten; each more is decoded over the whole picture
SCAN = b"\xff\xda"
TOO_LARGE = _("The picture is too large. Take it again with your phone's ordinary camera.")
UNREADABLE = _("The picture could not be read. Take it again and send it.")


def _refuse(sentence: Any) -> DomainError:
    return DomainError(sentence, code="file_refused", field="file")


def made_anew(content: bytes, kind: str) -> bytes:
    """The same picture as ``kind`` (JPEG or PNG), upright, no side longer than ``LONGEST_SIDE``."""
    if kind == "JPEG" and content.count(SCAN) > MOST_SCANS:
        raise _refuse(TOO_LARGE)
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_TAKEN:
                raise _refuse(TOO_LARGE)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = _on_white(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refuse(TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, TypeError) as error:
        raise _refuse(UNREADABLE) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = io.BytesIO()
    bare.save(written, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return written.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Ink on a transparent ground would be black on black."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    inked = picture.convert("RGBA")
    ground = Image.new("RGBA", inked.size, "white")
    return Image.alpha_composite(ground, inked).convert("RGB")
