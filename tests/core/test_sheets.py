"""Sheets of every kind people have are read; those made to harm are refused in a sentence, soon, in little memory."""

import codecs
import contextlib
import datetime
import io
import resource
import time
import zipfile

import pytest

from core.sheets import MOST_COLUMNS, SheetRefused, open_sheet, write_csv, write_xlsx
from core.sheets import xlsx as xlsx_reader
from core.sheets.reading import FORMULA, LONGEST_CELL

from .sheet_files import package, sheet, text, xlsx

ROWS = [["الاسم", "رقم الهوية"], ["نورة, بنت سعد", "1012345672"], ["سارة", "٢٠٩٨٧٦٥٤٣٧"]]


def cells(content: bytes) -> list[list[str]]:
    return [row.cells for row in open_sheet(io.BytesIO(content)).rows()]


def refused(content: bytes) -> str:
    with pytest.raises(SheetRefused) as refusal:
        list(open_sheet(io.BytesIO(content)).rows())
    assert str(refusal.value.message)
    return refusal.value.code


def separated(separator: str) -> str:
    return "\r\n".join(separator.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in ROWS)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_with_a_separator_is_read_in_every_encoding_it_comes_in(separator, encoding):
    assert cells(separated(separator).encode(encoding)) == ROWS
    assert cells((separated(separator) + "\n\n\n").encode(encoding)) == ROWS


def test_windows_arabic_is_read():
    rows = [["الاسم", "الهوية"], ["نورة", "1012345672"]]
    assert cells("\n".join(";".join(row) for row in rows).encode("cp1256")) == rows


def test_rows_keep_the_numbers_of_the_margin_and_empty_ones_are_passed_over():
    content = b"sep=;\r\na;b\r\n;;\r\n\r\nc;d\r\n"
    assert [(row.number, row.cells) for row in open_sheet(io.BytesIO(content)).rows()] == [
        (2, ["a", "b"]),
        (5, ["c", "d"]),
    ]
    made = package(sheet(f'<row r="2">{text("A2", "a")}</row><row r="9"/><row r="40">{text("C40", "b")}</row>'))
    assert [(row.number, row.cells) for row in open_sheet(io.BytesIO(made)).rows()] == [
        (2, ["a"]),
        (40, ["", "", "b"]),
    ]


def test_excels_texts_numbers_and_days_become_text():
    day = datetime.date(1985, 6, 3)
    made = xlsx([["a", 1012345672, 501234521.0, 1.5, True], [day, None, "x"]], default_date_format="dd/mm/yyyy")
    assert cells(made) == [["a", "1012345672", "501234521", "1.5", "TRUE"], ["1985-06-03", "", "x"]]


def test_days_count_from_1904_where_the_book_says_so():
    made = xlsx([[datetime.date(1985, 6, 3)]], default_date_format="yyyy-mm-dd", date_1904=True)
    assert cells(made) == [["1985-06-03"]]


def test_a_formula_counts_by_its_result_and_is_marked_where_that_is_missing():
    made = package(
        sheet(
            '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>NOW()</f></c>'
            '<c r="C1" t="e"><v>#N/A</v></c></row>'
        )
    )
    assert cells(made) == [["2", FORMULA, FORMULA]]
    assert cells(b'a,b,c\n=1+1,="0501",@x') == [["a", "b", "c"], [FORMULA, "0501", "@x"]]


def test_macros_and_further_sheets_are_ignored():
    made = package(sheet(f"<row>{text('A1', 'a')}</row>"), more={"xl/vbaProject.bin": b"\xff" * 100})
    assert cells(made) == [["a"]]


def test_what_lies_beyond_the_columns_taken_is_passed_over():
    wide = [str(number) for number in range(16_000)]
    row = cells(xlsx([wide]))[0]
    assert len(row) == MOST_COLUMNS + 1, "one more, so that who reads sees that there were more"
    assert len(cells(",".join(wide).encode())[0]) == MOST_COLUMNS + 1


def test_a_cell_longer_than_anything_is_cut_where_it_can_be_seen():
    assert len(cells(xlsx([["ا" * 30_000]]))[0][0]) == LONGEST_CELL + 1
    assert len(cells(("ا" * 30_000).encode())[0][0]) == LONGEST_CELL + 1


def ole(*, locked: bool) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + ("EncryptedPackage".encode("utf-16-le") if locked else b"")
    )


def other_package(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"x")
    return out.getvalue()


WHOLE = xlsx(ROWS)
FLAGGED = bytearray(WHOLE)
for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
    place = FLAGGED.find(mark)
    while place >= 0:
        FLAGGED[place + at] |= 1
        place = FLAGGED.find(mark, place + 4)
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\0" * 100, "empty"),
        (b" \r\n", "empty"),
        (b"%PDF-1.7 x", "not_a_sheet"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "not_a_sheet"),
        (b"MZ\x90\0\x03\0\0\0", "not_a_sheet"),
        (b"PK\x03\x04" + b"x" * 100, "broken"),
        (WHOLE[: len(WHOLE) // 2], "broken"),
        (bytes(FLAGGED), "locked"),
        (ole(locked=True), "locked"),
        (ole(locked=False), "old_format"),
        (other_package("xl/workbook.bin"), "xlsb"),
        (other_package("mimetype"), "ods"),
        (other_package("word/document.xml"), "not_a_sheet"),
        (package("<worksheet><sheetData><row><c>"), "broken"),
        (package(LAUGHS), "broken"),
        (package(sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), "broken"),
        (package(sheet('<row r="x"><c r="A1"><v>7</v></c></row>')), "broken"),
        (package(sheet('<row><c r="' + "A" * 5000 + '"><v>7</v></c></row>')), "broken"),
        (b'a,"b\n' + b"c,d\n" * 50_000, "quotes"),
        (b"a" * 200_000, "long_line"),
        (codecs.BOM_UTF8 + b"a,b\n\xff\xfe\xfa", "encoding"),
    ],
)
def test_what_is_no_sheet_is_refused_each_in_its_own_words(content, code):
    assert refused(content) == code


def bomb(part: str, *, megabytes: int, declared: int | None = None, junk: bytes = b" ") -> bytes:
    """A package whose part inflates to this; ``declared`` is what the package says of its size."""
    out = io.BytesIO(package(sheet('<row r="1"><c r="A1" t="s"><v>200000</v></c></row>')))
    with zipfile.ZipFile(out, "r") as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name != part}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
        block = junk * (1024 * 1024 // len(junk))
        with archive.open(part, "w", force_zip64=True) as target:
            target.write(b"<worksheet><sheetData>")
            for _megabyte in range(megabytes):
                target.write(block)
    content = bytearray(out.getvalue())
    if declared is not None:
        actual = (22 + megabytes * len(block)).to_bytes(4, "little")
        assert content.count(actual) >= 1
        content = bytearray(bytes(content).replace(actual, declared.to_bytes(4, "little")))
    return bytes(content)


@pytest.mark.parametrize(
    ("part", "megabytes", "declared", "junk"),
    [
        ("xl/sharedStrings.xml", 500, None, b" "),
        ("xl/worksheets/sheet1.xml", 500, None, b" "),
        ("xl/worksheets/sheet1.xml", 4, None, b"<c/>"),
        ("xl/sharedStrings.xml", 4, None, b"<si/>"),
        ("xl/sharedStrings.xml", 60, 1000, b" "),
        ("xl/worksheets/sheet1.xml", 60, 1000, b" "),
        ("xl/styles.xml", 60, None, b" "),
        ("xl/workbook.xml", 60, None, b" "),
    ],
)
def test_a_bomb_is_refused_soon_and_in_little_memory_whatever_it_says_of_its_size(
    part, megabytes, declared, junk, monkeypatch
):
    monkeypatch.setattr(xlsx_reader, "MOST_CELLS", 300_000)
    monkeypatch.setattr(xlsx_reader, "MOST_TEXTS", 100_000)
    content = bomb(part, megabytes=megabytes, declared=declared, junk=junk)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(SheetRefused) as refusal:
        list(open_sheet(io.BytesIO(content)).rows())
    assert refusal.value.code in ("too_large_inside", "broken")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024  # KiB
    assert time.monotonic() - began < 20


def test_a_glance_at_junk_ends_soon():
    content = bomb("xl/worksheets/sheet1.xml", megabytes=200, junk=b"<c/>")
    began = time.monotonic()
    with pytest.raises(SheetRefused):
        next(open_sheet(io.BytesIO(content), at_a_glance=True).rows())
    assert time.monotonic() - began < 15


DANGEROUS = ["=1+1", "+966501234521", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x")', "plain"]


def test_nothing_we_write_is_a_formula_and_our_own_sheets_come_back_as_they_were():
    csv = b"".join(write_csv(["a", "b"], [[value, "x"] for value in DANGEROUS])).decode("utf-8-sig")
    for line in csv.split("\r\n")[1:-2]:
        assert line.lstrip('"')[:1] == "'", line
    back = [row[0] for row in cells(csv.encode())[1:]]
    assert back == [value.strip() for value in DANGEROUS]
    with write_xlsx(["a"], [[value] for value in DANGEROUS], title="t") as out:
        written = out.read()
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        inside = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in inside
    assert 'rightToLeft="1"' in inside
    assert [row[0] for row in cells(written)[1:]] == [value.strip() for value in DANGEROUS]


def test_no_bit_of_a_whole_file_turned_makes_anything_but_rows_or_a_sentence():
    """Every 37th byte of a good file, turned over."""
    for at in range(0, len(WHOLE), 37):
        content = bytearray(WHOLE)
        content[at] ^= 0xFF
        with contextlib.suppress(SheetRefused):
            cells(bytes(content))
