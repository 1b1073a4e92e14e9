"""What a person hands in is a plain PDF or a picture made anew; everything else is refused by a sentence."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from core import uploads
from core.errors import DomainError

from .conftest import pdf, photo, upload


def kept(content: bytes, name: str) -> uploads.Stored:
    return uploads.keep(SimpleUploadedFile(name, content), folder="papers/1", kinds=uploads.PAPERS)


def with_place() -> bytes:
    """A photo that tells where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Maker of phones"
    exif.get_ifd(0x8825)[2] = (24.0, 42.0, 30.0)
    return photo("JPEG", exif=exif.tobytes(), comment=b"home of the family")


def zip_bytes() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("x.html", "<script>alert(1)</script>")
    return written.getvalue()


def huge() -> bytes:
    """A small PNG file of very many pixels."""
    return photo("PNG", (9000, 9000))


HOSTILE = {
    "a PDF with an archive behind it": (lambda: pdf() + zip_bytes(), "a.pdf", "hidden behind the PDF"),
    "a PDF with a password": (lambda: pdf(password=True), "a.pdf", "locked with a password"),
    "a PDF with a script": (lambda: pdf(script=True), "a.pdf", "holds a script"),
    "a PDF with a script inside another object": (lambda: pdf(script="inside"), "a.pdf", "holds a script"),
    "half a PDF": (lambda: pdf()[:60], "a.pdf", "could not be read"),
    "HTML called PDF": (lambda: b"<html><script>alert(1)</script>", "a.pdf", "Send a photo"),
    "HTML before a PDF": (lambda: b"<html>" + pdf(), "a.pdf", "Send a photo"),
    "a GIF": (lambda: photo("GIF"), "a.gif", "Send a photo"),
    "a GIF called PNG": (lambda: photo("GIF"), "a.png", "Send a photo"),
    "an SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg", "Send a photo"),
    "a PNG of very many pixels": (huge, "a.png", "too large"),
    "half a photo": (lambda: photo("JPEG", (400, 400))[:300], "a.jpg", "could not be read"),
    "a name written backwards": (lambda: photo(), "photo\u202egpj.exe", "does not say"),
    "a photo called a program": (lambda: photo(), "photo.exe", "does not say"),
    "a photo called PDF": (lambda: photo(), "photo.pdf", "does not say"),
    "nothing": (lambda: b"", "a.pdf", "The file is empty"),
    "more than twelve megabytes": (lambda: b"\xff\xd8\xff" + b"0" * uploads.LARGEST_PICTURE, "a.jpg", "12 MB"),
    "a PDF over five megabytes": (lambda: b"%PDF-1.4" + b"0" * uploads.LARGEST, "a.pdf", "5 MB"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_and_nothing_is_kept(kind, settings):
    make, name, sentence = HOSTILE[kind]
    upload = SimpleUploadedFile("placeholder", make())
    upload._name = name  # past Django's own cleaning of names
    with translation.override("en"), pytest.raises(DomainError, match=sentence) as refused:
        uploads.keep(upload, folder="papers/1", kinds=uploads.PAPERS)
    assert refused.value.field == "file"
    assert not (settings.STATE_DIR / "files").exists()


@pytest.mark.parametrize(
    ("make", "name", "media_type"),
    [
        (pdf, "paper.PDF", uploads.PDF),
        (photo, "شهادة.jpeg", uploads.JPEG),
        (photo, "image", uploads.JPEG),
        (photo, "photo\u202egpj.exe.jpg", uploads.JPEG),
        (lambda: photo("PNG"), "scan.png", uploads.PNG),
    ],
)
def test_a_plain_pdf_and_pictures_are_kept_under_a_random_name(make, name, media_type, settings):
    stored = kept(make(), name)
    assert stored.media_type == media_type
    assert stored.name.split(".")[0] not in name
    place = settings.STATE_DIR / "files" / "papers" / "1" / stored.name
    assert place.stat().st_size == stored.size


def test_the_place_and_the_device_stay_behind(settings):
    before = with_place()
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825)
    stored = kept(before, "photo.jpg")
    content = (settings.STATE_DIR / "files" / "papers" / "1" / stored.name).read_bytes()
    after = Image.open(io.BytesIO(content))
    assert not after.getexif()
    assert "comment" not in after.info
    for told in (b"Maker of phones", b"home of the family", b"Exif"):
        assert told in before
        assert told not in content


def test_what_hides_behind_a_picture_stays_behind(settings):
    stored = kept(photo() + zip_bytes(), "photo.jpg")
    assert b"PK\x03\x04" not in (settings.STATE_DIR / "files" / "papers" / "1" / stored.name).read_bytes()


def test_a_photo_taken_sideways_stands_upright(settings):
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = kept(photo("JPEG", (60, 40), exif=exif.tobytes()), "photo.jpg")
    with Image.open(settings.STATE_DIR / "files" / "papers" / "1" / stored.name) as upright:
        assert upright.size == (40, 60)


def test_ink_on_a_transparent_ground_stays_readable(settings):
    drawn = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(drawn, "PNG")
    stored = kept(drawn.getvalue(), "signature.png")
    with Image.open(settings.STATE_DIR / "files" / "papers" / "1" / stored.name) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("عقد إيجار", "B-1448-000001"), "عقد-إيجار-B-1448-000001.pdf"),
        (("../../etc/passwd",), "etc-passwd.pdf"),
        (('a"; filename=x.exe\r\n',), "a-filename-x-exe.pdf"),
        (("gpj\u202e\u2066.exe",), "gpj-exe.pdf"),
        (("", "..."), "file.pdf"),
        (("ص" * 300,), "ص" * 80 + ".pdf"),
    ],
)
def test_a_download_has_a_name_that_no_disk_and_no_screen_stumbles_over(words, name):
    assert uploads.file_name(*words, media_type=uploads.PDF) == name


def test_pictures_are_for_papers_only():
    with translation.override("en"), pytest.raises(DomainError, match="Only PDF"):
        uploads.keep(upload(photo()), folder="documents")


@pytest.mark.parametrize("content", [b"<html>", photo("GIF")])
def test_on_the_page_the_refusal_stands_beside_its_box(content, at_home):
    at_home.writes()
    refused = at_home.post("my/draft/papers/", file_1=upload(content, "a.pdf"))
    assert refused.status_code == 422
    assert "Send a photo (JPEG or PNG) or a PDF." in refused.content.decode()
    empty = at_home.post("my/draft/papers/", file_1=upload(b"", "a.pdf"))
    assert empty.status_code in (302, 422)
