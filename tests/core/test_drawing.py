"""A drawn signature is kept as dark points alone; what is no drawing is refused in words."""

import base64
import io

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from core.drawing import BEGINNING, signature_picture
from core.errors import DomainError


def sent(picture: Image.Image, **saved: object) -> str:
    out = io.BytesIO()
    picture.save(out, "PNG", **saved)
    return BEGINNING + base64.b64encode(out.getvalue()).decode()


def drawn(mode: str = "RGBA", size: tuple[int, int] = (300, 100)) -> Image.Image:
    picture = Image.new(mode, size, "white" if mode != "RGBA" else (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(20, 20), (120, 80), (240, 30)], fill="black", width=4)
    return picture


def test_a_drawing_is_made_anew_without_what_was_hidden_in_it():
    secret = PngInfo()
    secret.add_text("place", "24.7136,46.6753")
    kept = base64.b64decode(signature_picture(sent(drawn(), pnginfo=secret)))
    assert b"24.7136" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "1", (300, 100))
        assert picture.histogram()[0] > 500


@pytest.mark.parametrize(
    "what",
    [
        "",
        sent(Image.new("RGB", (300, 100), "white")),
        sent(Image.new("RGBA", (300, 100), (0, 0, 0, 0))),
        "data:image/svg+xml;base64,PHN2Zy8+",
        BEGINNING + "not base64!",
        BEGINNING + base64.b64encode(b"\x89PNG\r\n\x1a\n broken").decode(),
        BEGINNING + base64.b64encode(b"<html>").decode(),
        BEGINNING + "A" * 400_001,
        sent(drawn("1", (4000, 300))),
    ],
    ids=["nothing", "white", "clear", "svg", "no base64", "broken", "html", "too long", "too wide"],
)
def test_what_is_no_drawing_is_refused(what):
    with pytest.raises(DomainError) as refusal:
        signature_picture(what)
    assert refusal.value.field == "drawing"
