# ruff: noqa: E501
"""Invented services of the five associations, each with what the desk checks."""

from __future__ import annotations

from associations.models import Association

from . import service_terms

ID_CARD = ("الهوية الوطنية أو الإقامة (الأصل)", "National ID or iqama (original)", True)
FAMILY = ("سجل الأسرة", "Family record", True)
INCOME = ("تعريف بالدخل", "Proof of income", True)
LEASE = ("عقد الإيجار أو صك السكن", "Lease or title deed", True)
SCHOOL = ("شهادة قيد دراسي", "School enrolment certificate", True)
MEDICAL = ("تقرير طبي حديث", "Recent medical report", True)
QUOTE = ("عرض سعر", "Price quotation", False)
BANK = ("شهادة آيبان", "IBAN certificate", False)

# the document of the file that answers a line while it is valid
IN_FILE = {
    ID_CARD[0]: "الهوية الوطنية",
    FAMILY[0]: "سجل الأسرة",
    INCOME[0]: "تعريف بالراتب",
    LEASE[0]: "عقد إيجار",
    SCHOOL[0]: "شهادة قيد دراسي",
    MEDICAL[0]: "تقرير طبي",
    BANK[0]: "شهادة آيبان",
}

MOST_MONTHS = {INCOME[0]: 3, MEDICAL[0]: 6}

# code, Arabic name, English name, about in Arabic, about in English, in money, checklist
Offer = tuple[str, str, str, str, str, bool, list[tuple[str, str, bool]]]
SERVICES: dict[str, list[Offer]] = {
    "namudhaj": [
        ("food-basket", "سلة غذائية", "Food basket", "مواد غذائية لشهر", "Food for one month", False, [ID_CARD, FAMILY]),
        ("rent", "سداد إيجار", "Rent support", "دفعة من إيجار السكن", "An instalment of the rent", True,
         [ID_CARD, FAMILY, INCOME, LEASE, BANK]),
    ],
    "qalam": [
        ("study-support", "دعم تعليمي", "Study support", "رسوم ومستلزمات دراسية", "Fees and school supplies", True,
         [ID_CARD, SCHOOL, INCOME, BANK]),
        ("book-bag", "حقيبة طالب", "School bag", "حقيبة ومستلزمات", "A bag with supplies", False, [ID_CARD, SCHOOL]),
    ],
    "twaim": [
        ("home-repair", "ترميم سكن", "Home repair", "إصلاح ما يهدد سلامة السكن", "Repair of what makes a home unsafe",
         True, [ID_CARD, FAMILY, LEASE, INCOME, QUOTE]),
        ("electric-bill", "سداد فاتورة كهرباء", "Electricity bill", "سداد فاتورة متأخرة", "Payment of a late bill", True,
         [ID_CARD, FAMILY, INCOME]),
        ("appliances", "أجهزة منزلية", "Home appliances", "ثلاجة أو مكيف أو غسالة", "Refrigerator, cooler or washer",
         False, [ID_CARD, FAMILY, INCOME]),
    ],
    "hajar": [
        ("heritage-grant", "منحة حرفي", "Craft grant", "دعم حرفة تراثية", "Support of a heritage craft", True,
         [ID_CARD, QUOTE, BANK]),
        ("visit-support", "دعم زيارة تاريخية", "Visit support", "تنظيم زيارة لمواقع تاريخية", "A visit to historic places",
         False, [ID_CARD]),
    ],
    "namaa": [
        ("water-tank", "خزان مياه", "Water tank", "خزان وتوصيله", "A tank with its connection", False,
         [ID_CARD, FAMILY, LEASE]),
        ("meals", "وجبات للأسر", "Family meals", "وجبات مطبوخة لشهر", "Cooked meals for a month", False,
         [ID_CARD, FAMILY]),
        ("treatment", "دعم علاج", "Treatment support", "جزء من كلفة العلاج", "Part of the cost of a treatment", True,
         [ID_CARD, MEDICAL, INCOME]),
    ],
}  # fmt: skip


def offer(association: Association) -> None:
    """The association's services, once, with their first terms in force."""
    kinds = {kind.name_ar: kind for kind in association.document_kinds.all()}
    for code, name_ar, name_en, about_ar, about_en, in_money, checklist in SERVICES[association.slug]:
        service, made = association.services.get_or_create(
            code=code, defaults={"name_ar": name_ar, "name_en": name_en, "is_in_money": in_money}
        )
        if not made:
            continue
        lines = [
            {
                "name_ar": ar,
                "name_en": en,
                "is_mandatory": needed,
                "document_kind": kinds.get(IN_FILE.get(ar, "")),
                "months": MOST_MONTHS.get(ar),
            }
            for ar, en, needed in checklist
        ]
        service_terms.write(service, (about_ar, about_en), lines)
