"""The paper itself: its words, its directions, its tags, and that it fetches nothing."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest

from accounts.models import Membership
from correspondence import pdf
from correspondence.paper import amount_figures, paper, prose

CHECK = "https://mithaq.example/check/abcdefghijklmnopqrstuv/"
needs_pango = pytest.mark.skipif(not pdf.is_available(), reason="pango is missing, so no PDF can be made")
pytestmark = [pytest.mark.pdf]


def read(letter: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.letter_pdf(letter, check_url=CHECK)))


def text_of(reader: pypdf.PdfReader) -> str:
    """The words in reading order. pypdf turns Arabic-Indic numbers over (pdftotext does not): turned back here."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    text = re.sub("[٠-٩٫٬]+", lambda run: run.group()[::-1], text)
    return re.sub(r"\s+", " ", text.replace("ـ", ""))  # Amiri stretches «لكم» with a kashida


@pytest.fixture
def as_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """pypdf leaves glyphs in the order they stand on paper, from the left edge on."""
    monkeypatch.setattr("pypdf._text_extraction.is_char_rtl", lambda *_character: False)


@needs_pango
def test_a_receipt_says_its_promise_and_why(desk: Membership, issue_paper: Any) -> None:
    text = text_of(read(issue_paper(desk)))
    for words in (
        "R-1447-000123",
        "يصلكم الرد في موعد أقصاه الأربعاء ٢٠ شوال ١٤٤٧ه الموافق ٨ أبريل ٢٠٢٦م",
        "توقّفت المدة (بانتظار صك السكن)",
        "سداد إيجار السكن",
        "•••••••678",
        "بصمة الخطاب",
    ):
        assert words in text


@needs_pango
def test_an_answer_without_a_last_day_is_never_promised_by_one(desk: Membership, issue_paper: Any) -> None:
    text = text_of(read(issue_paper(desk, "at_least")))
    assert "يُتوقع الرد ابتداءً من الأحد ٣ شوال ١٤٤٧ه" in text
    assert "ولا تحدد السياسة يومًا أخيرًا للجواب" in text
    assert "موعد أقصاه" not in text


@needs_pango
def test_an_incomplete_request_is_called_incomplete_with_all_that_is_missing(
    desk: Membership, issue_paper: Any
) -> None:
    text = text_of(read(issue_paper(desk, "incomplete")))
    assert "الطلب غير مكتمل، وينقصه" in text
    for item in ("صك السكن أو عقد الإيجار", "تعريف بالدخل", "توقيع الإقرار"):
        assert item in text
    assert "قُيّد لدينا مكتملًا" not in text
    assert "غير مكتمل" not in text_of(read(issue_paper(desk, "receipt")))


@needs_pango
def test_a_decision_letter_has_the_amount_in_figures_and_words(desk: Membership, issue_paper: Any) -> None:
    text = text_of(read(issue_paper(desk, "decision")))
    assert "١٢٬٢٥٠٫٥٠" in text
    assert "اثنا عشر ألفًا ومئتان وخمسون ريالًا وخمسون هللةً" in text
    assert "قبول الطلب جزئيًّا" in text
    assert "عبد الله بن ناصر السبيعي" in text


@needs_pango
def test_a_refusal_says_why_and_how_to_ask_and_names_no_amount(desk: Membership, issue_paper: Any) -> None:
    text = text_of(read(issue_paper(desk, "refusal")))
    assert "الدخل أعلى من حد الخدمة" in text
    assert "تتقدموا بشكوى" in text
    assert "لا غير" not in text


@needs_pango
@pytest.mark.parametrize("which", ["receipt", "at_least", "incomplete", "missing", "decision", "refusal"])
def test_a_usual_letter_is_one_tagged_arabic_page(desk: Membership, issue_paper: Any, which: str) -> None:
    letter = issue_paper(desk, which)
    reader = read(letter)
    root = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert root["/Lang"] == "ar"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == letter.subject
    assert "رمز يفتح صفحة التحقق" in str(alternatives(root["/StructTreeRoot"]))


def alternatives(node: Any) -> list[str]:
    """The texts that stand for pictures, anywhere in the tree of tags."""
    node = node.get_object()
    if not isinstance(node, dict):
        return []
    below = node.get("/K", [])
    found = [str(node["/Alt"])] if "/Alt" in node else []
    for child in below if isinstance(below, list) else [below]:
        found += alternatives(child)
    return found


@needs_pango
def test_every_page_of_a_long_letter_carries_the_code_and_its_number(desk: Membership, issue_paper: Any) -> None:
    letter = issue_paper(desk)
    letter.facts["steps"] = letter.facts["steps"] * 8
    reader = read(letter)
    assert len(reader.pages) == 2
    for page in reader.pages:
        text = page.extract_text()
        assert CHECK in text
        assert {"صفحة", "من"} <= set(text.split())


@needs_pango
def test_dates_and_numbers_stand_on_paper_as_they_are_read(desk: Membership, issue_paper: Any, as_drawn: None) -> None:
    letter = issue_paper(desk)
    drawn = read(letter).pages[0].extract_text()
    day = letter.issued_on
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    gregorian = f"{day:%Y}/{day:%m}/{day:%d}".translate(digits)  # from the left: the day ends up on the right
    assert f"م{gregorian}" in drawn
    assert letter.reference.translate(digits) in drawn
    for left_to_right in ("R-1447-000123", "20-1123", "0501234567", "•••••••678", CHECK):
        assert left_to_right in drawn


def test_text_typed_by_people_is_escaped_and_its_numbers_kept_in_order() -> None:
    assert prose("بعد 15 يومًا") == "بعد ١٥ يومًا"
    assert prose("<b>رقم 20-1123</b>") == '&lt;b&gt;رقم <bdi dir="ltr" class="num">20-1123</bdi>&lt;/b&gt;'
    assert prose("هاتف 0501234567.") == 'هاتف <bdi dir="ltr" class="num">0501234567</bdi>.'
    assert prose("الساعة 12:00") == 'الساعة <bdi dir="ltr" class="num">١٢:٠٠</bdi>'


def test_an_amount_has_arabic_marks_that_do_not_turn_over() -> None:
    assert amount_figures("1250.5") == "١٬٢٥٠٫٥٠"


def test_a_letter_is_arabic_whatever_the_screen_speaks(desk: Membership, issue_paper: Any) -> None:
    from django.utils import translation

    letter = issue_paper(desk)
    with translation.override("en"):
        english = paper(letter, check_url=CHECK)
    with translation.override("ar"):
        assert paper(letter, check_url=CHECK) == english
    assert "AH" not in english


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://example.com/x.png",
        "https://example.com/x.png",
        "ftp://example.com/x",
        "file://elsewhere" + pdf.FONTS[400].as_posix(),
        pdf.FONTS[400].parent.parent.joinpath("LICENSE").as_uri(),
        pdf.FONTS[400].as_uri() + "/../../LICENSE",
    ],
)
def test_a_letter_fetches_nothing_from_the_machine_or_the_net(url: str) -> None:
    assert not pdf.may_fetch(url)
    if pdf.is_available():
        with pytest.raises(ValueError, match="fetch nothing"):
            pdf.fetcher().fetch(url)


@needs_pango
def test_a_letter_reads_its_own_fonts_and_images() -> None:
    for path in pdf.FONTS.values():
        assert pdf.fetcher().fetch(path.as_uri()).read(4) == path.read_bytes()[:4]
    assert pdf.fetcher().fetch("data:text/plain,abc").read() == b"abc"
