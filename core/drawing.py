"""A signature drawn on a screen: a small PNG that is made anew from its pixels alone, or refused in words.

Nothing of what was sent is kept but which points are dark: no metadata, no colour, nothing hidden behind the picture.
"""

from __future__ import annotations

import base64
import binascii
import io

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from .errors import DomainError

BEGINNING = "data:image/png;base64,"
LARGEST = 400_000  # letters of base64; a pad of 1600 x 600 takes a tenth of it
WIDEST, TALLEST = 2400, 1200
LEAST_INK = 60  # dark points; a dot or a slip of the finger is no signature
PAPER = 200  # from 0, black, to 255; lighter than this is paper


BROKEN = (
    *(Image.DecompressionBombError, Image.DecompressionBombWarning, UnidentifiedImageError),
    *(binascii.Error, OSError, SyntaxError, ValueError),
)
UNREADABLE = _("The drawing could not be read. Draw it again, or choose another way to sign.")
NOTHING = _("Nothing was drawn. Draw the signature, or choose another way to sign.")


def _refuse(sentence: Promise) -> DomainError:
    return DomainError(sentence, code="drawing", field="drawing")


def signature_picture(sent: str) -> str:
    """Base64 of the drawing as a clean PNG; raises ``DomainError`` on the field ``drawing``."""
    if not sent:
        raise _refuse(NOTHING)
    if not sent.startswith(BEGINNING) or len(sent) > LARGEST:
        raise _refuse(UNREADABLE)
    try:
        content = base64.b64decode(sent.removeprefix(BEGINNING), validate=True)
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.width > WIDEST or picture.height > TALLEST:
                raise _refuse(UNREADABLE)
            on_paper = Image.new("RGBA", picture.size, "white")
            on_paper.alpha_composite(picture.convert("RGBA"))
    except BROKEN as error:
        raise _refuse(UNREADABLE) from error
    ink = on_paper.convert("L").point(lambda light: 255 if light > PAPER else 0).convert("1")
    if ink.histogram()[0] < LEAST_INK:
        raise _refuse(NOTHING)
    written = io.BytesIO()
    ink.save(written, "PNG", optimize=True)
    return base64.b64encode(written.getvalue()).decode()
