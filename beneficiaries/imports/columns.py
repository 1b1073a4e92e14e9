"""Which column of a sheet is which fact of the file: where the headings stand, and what they probably mean.

A guess is made only where a heading says one thing; the person sees it and corrects it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.identity import clean_national_id
from core.names import fold
from core.sheets import MOST_COLUMNS, Row, SheetRefused

LOOKED_AT = 12  # rows among which the headings are looked for
SAMPLES = 3


@dataclass(frozen=True)
class Column:
    """A fact that a sheet may hold. ``headings`` are ways to write it, with bars between."""

    field: str
    label: str | Promise
    headings: str


COLUMNS = (
    Column(
        "full_name",
        _("Full name"),
        "الاسم|الاسم الكامل|الاسم كاملا|الاسم الرباعي|اسم المستفيد|الاسم الثلاثي|full name|name|beneficiary name",
    ),
    Column("first_name", _("First name"), "الاسم الأول|first name|given name"),
    Column("father_name", _("Father's name"), "اسم الأب|الأب|اسم الوالد|father name|second name|middle name"),
    Column("grandfather_name", _("Grandfather's name"), "اسم الجد|الجد|grandfather name|third name"),
    Column("family_name", _("Family name"), "اسم العائلة|العائلة|اللقب|اسم القبيلة|family name|last name|surname"),
    Column(
        "national_id",
        _("National ID or iqama"),
        "رقم الهوية|الهوية|رقم الهوية الوطنية|الهوية الوطنية|السجل المدني|رقم السجل المدني|رقم السجل|رقم الإقامة|"
        "رقم الهوية أو الإقامة|رقم الهوية / الإقامة|الهوية/الإقامة|هوية وطنية|national id|id|id number|id no|iqama|"
        "national id or iqama|identity number",
    ),
    Column(
        "id_expires_on",
        _("ID valid until"),
        "تاريخ انتهاء الهوية|انتهاء الهوية|صلاحية الهوية|id expiry|id expiry date",
    ),
    Column(
        "born",
        _("Date of birth"),
        "تاريخ الميلاد|الميلاد|تاريخ الولادة|تاريخ الميلاد هجري|تاريخ الميلاد ميلادي|تاريخ الميلاد بالهجري|"
        "تاريخ الميلاد بالميلادي|date of birth|birth date|dob|born",
    ),
    Column(
        "mobile",
        _("Mobile number"),
        "الجوال|رقم الجوال|جوال|الهاتف الجوال|رقم الهاتف|الهاتف|رقم الموبايل|الموبايل|جوال المستفيد|mobile|"
        "mobile number|mobile no|phone|phone number",
    ),
    Column(
        "other_mobile",
        _("Other mobile number"),
        "جوال آخر|رقم جوال آخر|جوال بديل|الجوال البديل|جوال إضافي|other mobile",
    ),
    Column(
        "other_mobile_of", _("Whose other mobile it is"), "صاحب الجوال الآخر|صاحب الجوال البديل|whose other mobile"
    ),
    Column(
        "agreed_means",
        _("Agreed means of contact"),
        "وسيلة التواصل|وسيلة التواصل المتفق عليها|طريقة التواصل|means of contact|agreed means of contact|contact by",
    ),
    Column("email", _("E-mail"), "البريد الإلكتروني|البريد|الإيميل|ايميل|e-mail|email|email address"),
    Column("language", _("Language"), "اللغة|لغة التواصل|language"),
    Column("sex", _("Sex"), "الجنس|النوع|sex|gender"),
    Column("nationality", _("Nationality"), "الجنسية|nationality"),
    Column("marital", _("Marital status"), "الحالة الاجتماعية|الحالة الزوجية|marital status|social status"),
    Column(
        "employment", _("Employment"), "الحالة الوظيفية|العمل|حالة العمل|الوضع الوظيفي|employment|employment status"
    ),
    Column("housing", _("Housing"), "السكن|نوع السكن|حالة السكن|ملكية السكن|housing"),
    Column(
        "city", _("City or district"), "المدينة|المحافظة|المدينة أو الحي|المدينة أو المركز|city|town|city or district"
    ),
    Column("district", _("District"), "الحي|اسم الحي|district|neighborhood|neighbourhood"),
    Column("street", _("Street"), "الشارع|اسم الشارع|street|street name"),
    Column("building", _("Building number"), "رقم المبنى|المبنى|building|building number|building no"),
    Column("postcode", _("Postcode"), "الرمز البريدي|postcode|postal code|zip code|zip"),
    Column("secondary", _("Secondary number"), "الرقم الفرعي|الرقم الإضافي|secondary number|additional number"),
    Column(
        "short_address",
        _("Short national address"),
        "العنوان الوطني المختصر|العنوان المختصر|العنوان الوطني|short address",
    ),
    Column("iban", _("IBAN"), "الآيبان|رقم الآيبان|ايبان|رقم الحساب|رقم الحساب البنكي|iban|iban number"),
    Column("categories", _("Categories"), "الفئة|الفئات|فئة المستفيد|التصنيف|category|categories"),
    Column("assembly_number", _("Membership number in the general assembly"), "رقم العضوية|membership number"),
    Column("assembly_since", _("Member of the general assembly since"), "تاريخ العضوية|member since|membership date"),
)
LABELS = {column.field: column.label for column in COLUMNS}
NAME_PARTS = ("first_name", "father_name", "grandfather_name", "family_name")


def said(heading: str) -> str:
    """The heading in one spelling, without stars, marks and brackets' content."""
    bare = re.sub(r"\([^)]*\)|[*:#]|_", " ", heading)
    return re.sub(r"\s*/\s*|\s+|-", " ", fold(bare)).strip()


@cache
def _meant() -> dict[str, str]:
    """Field by heading: our own labels in both languages, and the other ways to write them."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.update({said(str(column.label)): column.field for column in COLUMNS})
    return {**found, **{said(way): column.field for column in COLUMNS for way in column.headings.split("|")}}


@dataclass(frozen=True)
class Headings:
    """The row of the headings, and the first rows of people under it."""

    row: int
    names: list[str]
    samples: list[list[str]]

    @property
    def digest(self) -> str:
        return hashlib.sha256("\x1f".join(said(name) for name in self.names).encode()).hexdigest()

    def repeated(self) -> list[str]:
        """Headings that stand over two columns."""
        spoken = [said(name) for name in self.names]
        return sorted({name for name in self.names if name and spoken.count(said(name)) > 1})


def find_headings(rows: Sequence[Row]) -> Headings:
    """The row with the most headings we know, so that a title over the table does no harm; raises ``SheetRefused``."""
    if not rows:
        raise SheetRefused(_("The sheet has no rows."), "no_rows")
    best = max(rows[:LOOKED_AT], key=lambda row: len(guess(row.cells)))  # of equals the first
    if not guess(best.cells):
        best = next((row for row in rows if sum(map(bool, row.cells)) > 1), rows[0])
    if any(_is_id(cell) for cell in best.cells):
        raise SheetRefused(_("The columns have no headings. Write over each column what stands in it."), "no_headings")
    if len(best.cells) > MOST_COLUMNS:
        sentence = _("The sheet has more than %(most)s columns. Keep the needed ones and send it again.")
        raise SheetRefused(sentence % {"most": MOST_COLUMNS}, "too_many_columns")
    below = [row.cells for row in rows if row.number > best.number]
    if not below:
        raise SheetRefused(_("There are headings in the sheet, but no rows under them."), "no_rows")
    width = max(len(best.cells), *(min(len(cells), MOST_COLUMNS) for cells in below))
    names = best.cells + [""] * (width - len(best.cells))
    return Headings(best.number, [name[:100] for name in names], below[:SAMPLES])


def guess(names: Sequence[str]) -> dict[str, int]:
    """Field by column, where the heading is one we know; of two that say the same the first."""
    found: dict[str, int] = {}
    for number, name in enumerate(names):
        field = _meant().get(said(name))
        if field:
            found.setdefault(field, number)
    return found


def letter(number: int) -> str:
    """``"AB"`` for the column 27: as over the sheet."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _is_id(text: str) -> bool:
    try:
        return bool(clean_national_id(text))
    except DomainError:
        return False
