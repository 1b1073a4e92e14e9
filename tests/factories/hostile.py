"""Files made to deceive, to run, to hide or to exhaust; each is made here, none is kept in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

ZEROS = 4_000_000  # bytes that pack to a thousandth


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **saved: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "green").save(written, kind, **saved)
    return written.getvalue()


def names(**entries: Any) -> DictionaryObject:
    """A dictionary of a PDF; a word that begins with a slash is a name in it."""
    made = DictionaryObject()
    for key, value in entries.items():
        is_name = isinstance(value, str) and value.startswith("/")
        given = NameObject(value) if is_name else TextStringObject(value) if isinstance(value, str) else value
        made[NameObject(f"/{key}")] = given
    return made


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf(*, pages: int = 1, **on_root: Any) -> bytes:
    """A plain PDF; words put further entries on its root."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    for key, value in on_root.items():
        writer._root_object[NameObject(f"/{key}")] = value
    return written(writer)


def pdf_with(**on_page: Any) -> bytes:
    """A PDF of one page that carries these entries."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    for key, value in on_page.items():
        page[NameObject(f"/{key}")] = value
    return written(writer)


def locked(**kinds: Any) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt(**kinds)
    return written(writer)


def attached(name: str, content: bytes) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment(name, content)
    return written(writer)


def annotated(**kinds: Any) -> bytes:
    return pdf_with(Annots=ArrayObject([names(Type="/Annot", **kinds)]))


def note_in_stream() -> bytes:
    """A file as a stream that only its /Type tells."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(b"MZ")
    stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
    writer._add_object(stream)
    return written(writer)


def raw_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF put together by hand, object by object from 1; the first is its root."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    return body + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )


ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"


def by_hand(*more: bytes, page: bytes = b"[]") -> bytes:
    """A page that carries an entry, and more objects."""
    return raw_pdf(ROOT, PAGES, PAGE[:-2] + b"/Annots " + page + b" >>", *more)


def packed_pdf(unpacked: bytes, *, count: int, streams: int = 1) -> bytes:
    """A PDF whose objects from 10 on are said to lie in packed streams."""
    packed = zlib.compress(unpacked, 9)
    body, places = b"%PDF-1.7\n", {}

    def add(number: int, content: bytes) -> None:
        nonlocal body
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)

    add(1, ROOT), add(2, PAGES.replace(b"3 0 R", b"10 0 R")), add(3, PAGE)
    head = b"<< /Type /ObjStm /N %d /First 20 /Filter /FlateDecode /Length %d >>\nstream\n"
    holders = range(100_000, 100_000 + streams)
    for holder in holders:
        add(holder, head % (count, len(packed)) + packed + b"\nendstream")
    rows = {0: (0, 0, 65535), **{number: (1, place, 0) for number, place in places.items()}}
    rows |= {10 + place: (2, holder, 0) for place, holder in enumerate(holders)}
    start = len(body)
    index = b" ".join(b"%d 1" % number for number in sorted(rows))
    table = zlib.compress(b"".join(struct.pack(">BIH", *rows[number]) for number in sorted(rows)))
    body += b"99999 0 obj\n<< /Type /XRef /Size 200000 /Root 1 0 R /W [1 4 2] /Index [%s] " % index
    body += b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(table), table)
    return body + b"startxref\n%d\n%%%%EOF\n" % start


def chained_tables() -> bytes:
    """Thousands of tables, each naming the one before it."""
    body = b"%PDF-1.7\n1 0 obj\n" + ROOT + b"\nendobj\n"
    before = -1
    for _table in range(8000):
        start = len(body)
        previous = b"/Prev %d" % before if before >= 0 else b""
        body += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R %s >>\n" % previous
        before = start
    return body + b"startxref\n%d\n%%%%EOF\n" % before


def wide_tree() -> bytes:
    """Pages that are named a thousand times over."""
    kids = b" ".join(b"3 0 R" for _kid in range(5000))
    return raw_pdf(ROOT, b"<< /Type /Pages /Kids [%s] /Count 5000 >>" % kids, PAGE)


def looped_tree() -> bytes:
    return raw_pdf(ROOT, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")


def zip_bytes(comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.html", "<script>alert(1)</script>")
        archive.comment = comment
    return out.getvalue()


def office() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/vbaProject.bin", b"\0" * 50)
    return out.getvalue()


def pdf_that_is_a_zip() -> bytes:
    """The archive lies within the PDF, and its comment ends as a PDF does."""
    return pdf()[:-6] + zip_bytes(b"\n%%EOF\n")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *between: bytes, pixels: bytes = b"") -> bytes:
    """A PNG by hand: it says how large it is, whatever follows."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = pixels or zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(between) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG that says it is very large."""
    content = bytearray(photo("JPEG"))
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def jpeg_of_many_scans() -> bytes:
    """A progressive photo whose last scan comes a thousand times."""
    content = photo("JPEG", (2000, 2000), progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * 1000 + content[-2:]


def bomb_of_text(kind: bytes) -> bytes:
    packed = zlib.compress(b"\0" * 80_000_000, 9)
    return png(10, 10, chunk(kind, b"Comment\0\0" + packed))


SCRIPT = names(S="/JavaScript", JS="app.alert(1)")
OPENED, RUNS, STARTS, FILE, FILM = (
    "locked with",
    "holds a script",
    "starts a program",
    "holds another file",
    "sound or film",
)
NOT_PDF, NOT_PICTURE, LARGE, HIDDEN = (
    "could not be read as a PDF",
    "could not be read",
    "picture is too large",
    "hidden",
)
MUCH, MANY, TELLS = "too large inside", "more than 300 pages", "does not say what"
PHOTO, OFFICE, PROGRAM, MARKED, EMPTY = "^Send a photo", "^Word, Excel", "^A program", "^A web page", "is empty"

# what is sent, under which name, and words of the sentence that refuses it
HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    # locked
    "a PDF with a password to open": (lambda: locked(user_password="secret"), "a.pdf", OPENED),
    "a PDF with a password of its owner": (lambda: locked(user_password="", owner_password="o"), "a.pdf", OPENED),
    "a PDF locked the old way": (lambda: locked(user_password="s", algorithm="RC4-40"), "a.pdf", OPENED),
    # runs
    "a script when opened": (lambda: pdf(OpenAction=SCRIPT), "a.pdf", RUNS),
    "a script by name": (lambda: pdf(Names=names(JavaScript=names(Names=ArrayObject()))), "a.pdf", RUNS),
    "a script when a page is shown": (lambda: pdf_with(AA=names(O=SCRIPT)), "a.pdf", RUNS),
    "a script when printed": (lambda: pdf(AA=names(WP=SCRIPT)), "a.pdf", RUNS),
    "a script behind a link": (lambda: annotated(Subtype="/Link", A=SCRIPT), "a.pdf", RUNS),
    "a script in a second action": (
        lambda: annotated(Subtype="/Link", A=names(S="/URI", URI="https://x.example", Next=SCRIPT)),
        "a.pdf",
        RUNS,
    ),
    "a script whose name is disguised": (
        lambda: by_hand(b"<< /S /J#61vaScript /J#53 (app.alert) >>"),
        "a.pdf",
        RUNS,
    ),
    "a script that no object points to": (lambda: pdf().replace(b"%%EOF", b"% /JavaScript\n%%EOF"), "a.pdf", RUNS),
    "a program that is launched": (lambda: pdf(OpenAction=names(S="/Launch", F="cmd.exe")), "a.pdf", STARTS),
    "a program behind a link": (lambda: annotated(Subtype="/Link", A=names(S="/Launch", F="x")), "a.pdf", STARTS),
    "a form that sends itself": (lambda: pdf(OpenAction=names(S="/SubmitForm", F="http://x")), "a.pdf", STARTS),
    "another PDF that is opened": (lambda: pdf(OpenAction=names(S="/GoToR", F="//x/y.pdf")), "a.pdf", STARTS),
    "a PDF inside that is opened": (lambda: pdf(OpenAction=names(S="/GoToE")), "a.pdf", STARTS),
    "data that is fetched": (lambda: pdf(OpenAction=names(S="/ImportData", F="x.fdf")), "a.pdf", STARTS),
    "a form that changes itself": (lambda: pdf(AcroForm=names(XFA="<xdp/>")), "a.pdf", "changes itself"),
    # carries
    "a program attached": (lambda: attached("x.exe", b"MZ"), "a.pdf", FILE),
    "a page attached": (lambda: attached("x.html", b"x"), "a.pdf", FILE),
    "a list of attachments": (lambda: pdf(Names=names(EmbeddedFiles=names())), "a.pdf", FILE),
    "an attachment on a page": (lambda: annotated(Subtype="/FileAttachment"), "a.pdf", FILE),
    "an attachment without a name": (note_in_stream, "a.pdf", FILE),
    "a film on a page": (lambda: annotated(Subtype="/RichMedia"), "a.pdf", FILM),
    "a screen on a page": (lambda: annotated(Subtype="/Screen"), "a.pdf", FILM),
    "a sound when opened": (lambda: pdf(OpenAction=names(S="/Sound")), "a.pdf", FILM),
    "a drawing in three dimensions": (lambda: annotated(Subtype="/3D"), "a.pdf", FILM),
    # exhausts
    "three hundred and one pages": (lambda: pdf(pages=301), "a.pdf", MANY),
    "a page named five thousand times": (wide_tree, "a.pdf", MANY),
    "pages in a circle": (looped_tree, "a.pdf", NOT_PDF),
    "a bomb among packed objects": (lambda: packed_pdf(b"\0" * ZEROS, count=5), "a.pdf", MUCH),
    "five hundred bombs among packed objects": (
        lambda: packed_pdf(b"1 0 " * 450_000, count=400_000, streams=500),
        "a.pdf",
        MUCH,
    ),
    "packed objects that say they are a million": (lambda: packed_pdf(b"10 0 " * 9, count=1_000_000), "a.pdf", MUCH),
    "packed objects of endless lists": (
        lambda: packed_pdf(b"10 0" + b" " * 16 + b"[" * 900_000, count=1),
        "a.pdf",
        MUCH,
    ),
    "lists within lists": (lambda: by_hand(page=b"[" * 50_000 + b"]" * 50_000), "a.pdf", NOT_PDF),
    "a list of a million numbers": (lambda: by_hand(page=b"[" + b"0 " * 1_000_000 + b"]"), "a.pdf", MUCH),
    "sixty thousand objects": (lambda: by_hand(*[b"0"] * 60_000), "a.pdf", MUCH),
    "eight thousand tables in a chain": (chained_tables, "a.pdf", "PDF"),
    "a PDF over five megabytes": (lambda: b"%PDF-1.4" + b"0" * 5 * 1024 * 1024, "a.pdf", "5 MB"),
    "more than twelve megabytes": (lambda: b"\xff\xd8\xff" + b"0" * 12 * 1024 * 1024, "a.jpg", "12 MB"),
    "twenty thousand pixels each way": (lambda: png(20_000, 20_000), "a.png", LARGE),
    "twenty thousand pixels in a line": (lambda: png(20_000, 10), "a.png", LARGE),
    "a JPEG that says it is very large": (lambda: jpeg_of(20_000, 20_000), "a.jpg", LARGE),
    "a JPEG as large as can be said": (lambda: jpeg_of(65_500, 65_500), "a.jpg", LARGE),
    "a photo decoded a thousand times over": (jpeg_of_many_scans, "a.jpg", LARGE),
    "a bomb in the text of a picture": (lambda: bomb_of_text(b"zTXt"), "a.png", NOT_PICTURE),
    "a bomb in the colours of a picture": (lambda: bomb_of_text(b"iCCP"), "a.png", NOT_PICTURE),
    # broken
    "nothing, called PDF": (lambda: b"", "a.pdf", EMPTY),
    "nothing, called photo": (lambda: b"", "a.jpg", EMPTY),
    "a PDF of its first line": (lambda: b"%PDF-1.7", "a.pdf", NOT_PDF),
    "half a PDF": (lambda: pdf()[:60], "a.pdf", NOT_PDF),
    "a PDF of noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "a.pdf", NOT_PDF),
    "a PDF without pages": (lambda: raw_pdf(ROOT, b"<< /Type /Pages /Kids [] /Count 0 >>"), "a.pdf", "no page"),
    "a PDF that points to itself": (lambda: raw_pdf(b"1 0 R"), "a.pdf", NOT_PDF),
    "half a photo": (lambda: photo("JPEG", (400, 400))[:300], "a.jpg", NOT_PICTURE),
    "a photo of its first bytes": (lambda: b"\xff\xd8\xff\xe0", "a.jpg", NOT_PICTURE),
    "a PNG of its first bytes": (lambda: b"\x89PNG\r\n\x1a\n", "a.png", NOT_PICTURE),
    "a PNG without its pixels": (lambda: png(500, 500), "a.png", NOT_PICTURE),
    "a PNG of no width": (lambda: png(0, 10), "a.png", NOT_PICTURE),
    # disguised
    "a PDF called JPG": (pdf, "id.jpg", TELLS),
    "a photo called PDF": (photo, "id.pdf", TELLS),
    "a PNG called JPG": (lambda: photo("PNG"), "id.jpg", TELLS),
    "a photo called a program": (photo, "photo.exe", TELLS),
    "a PDF called a page": (pdf, "a.pdf.html", TELLS),
    "a photo turned round into a program": (photo, "photo\u202egpj.exe", TELLS),
    "a page called PDF": (lambda: b"<html><script>alert(1)</script>", "a.pdf", MARKED),
    "a page called photo": (lambda: b"\n <!doctype html><p>", "a.jpg", MARKED),
    "a drawing called PNG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', "a.png", MARKED),
    "a drawing that says it is XML": (lambda: b'\xef\xbb\xbf<?xml version="1.0"?><svg/>', "a.png", MARKED),
    "a page before a PDF": (lambda: b"<html>" + pdf(), "a.pdf", MARKED),
    "a page within a PDF": (lambda: pdf().replace(b"\n", b"\n%<ScRiPt>alert(1)</script>\n", 1), "a.pdf", HIDDEN),
    "a program of a server within a PDF": (lambda: pdf().replace(b"\n", b"\n%<?php x ?>\n", 1), "a.pdf", HIDDEN),
    "an archive behind a PDF": (lambda: pdf() + zip_bytes(), "a.pdf", HIDDEN),
    "a PDF that is an archive too": (pdf_that_is_a_zip, "a.pdf", HIDDEN),
    "a photo behind a PDF": (lambda: pdf() + photo(), "a.pdf", HIDDEN),
    "an archive before a PDF": (lambda: zip_bytes() + pdf(), "a.pdf", OFFICE),
    "a Word file": (office, "a.docx", OFFICE),
    "a Word file called PDF": (office, "a.pdf", OFFICE),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", OFFICE),
    "an archive": (lambda: b"Rar!\x1a\x07" + b"\0" * 90, "a.rar", OFFICE),
    "a program": (lambda: b"MZ" + b"\0" * 90, "a.pdf", PROGRAM),
    "a program of a server": (lambda: b"\x7fELF" + b"\0" * 90, "a.jpg", PROGRAM),
    "a script of a shell": (lambda: b"#!/bin/sh\nrm -rf /\n", "a.pdf", PROGRAM),
    "a photo of an iPhone": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 90, "IMG_1.HEIC", "HEIC"),
    "a GIF": (lambda: photo("GIF"), "a.gif", PHOTO),
    "a GIF called PNG": (lambda: photo("GIF"), "a.png", PHOTO),
    "a TIFF called JPG": (lambda: photo("TIFF"), "a.jpg", PHOTO),
    "a film": (lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 90, "a.jpg", PHOTO),
    "plain words": (lambda: "هذا ملف".encode(), "a.pdf", PHOTO),
    "a PDF after a blank line": (lambda: b"\n" + pdf(), "a.pdf", PHOTO),
}
