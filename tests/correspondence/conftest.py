"""Letters with facts as ``requests/actions/papers.py`` writes them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Membership
from correspondence.actions import issue
from correspondence.models import Letter

COMMON = {
    "reference": "R-1447-000123",
    "beneficiary": "نورة بنت سعد بن محمد الدوسري",
    "file": "B-1447-000045",
    "id_masked": "•••••••678",
    "service": "سداد إيجار السكن",
    "channel": "مقابلة شخصية",
    "received_on": "2026-03-08",
    "means": "رسالة نصية",
    "body": "اللجنة المختصة",
    "policy": "سياسة تنظيم العلاقة مع أعضاء الجمعية العمومية وتقديم الخدمات",
    "policy_version": 1,
    "article": "ت-6",
}
RECEIPT = {
    **COMMON,
    "need": "إيجار متأخر عن ستة أشهر، والعقد رقم 20-1123 باسمها، وهاتف المالك 0501234567.",
    "is_complete": True,
    "missing": [],
    "is_signed": True,
    "promise": "يصل الرد في موعد أقصاه الأربعاء 20 شوال 1447هـ الموافق 8 أبريل 2026م.",
    "due_on": "2026-04-08",
    "answer_expected_from": None,
    "steps": [
        "السياسة: لا تتجاوز 15 يوم عمل من يوم الاكتمال.",
        "اكتمل يوم الثلاثاء 10 مارس (21 رمضان)، ويبدأ العدّ من اليوم التالي.",
        "لا يُحسب لأنه نهاية الأسبوع: الجمعة والسبت.",
        "توقّفت المدة (بانتظار صك السكن) من 16 مارس (27 رمضان) إلى 17 مارس (28 رمضان): يومان لا يُحسبان.",
        "لا يُحسب: عيد الفطر، من 19 مارس (30 رمضان) إلى 24 مارس (5 شوال).",
        "آخر يوم للجواب: الأربعاء 20 شوال 1447هـ (8 أبريل 2026م).",
    ],
}
AT_LEAST = {
    **RECEIPT,
    "promise": "يُتوقع الرد ابتداءً من الأحد 3 شوال 1447هـ الموافق 22 مارس 2026م، وليس قبله.",
    "due_on": None,
    "answer_expected_from": "2026-03-22",
    "steps": [
        "السياسة: لا تقل عن 14 يومًا من يوم الاستلام.",
        "استُلم يوم الأحد 8 مارس (19 رمضان)، ويبدأ العدّ من اليوم التالي.",
        "يُتوقع الرد ابتداءً من الأحد 3 شوال 1447هـ (22 مارس 2026م)؛ ولا تحدد السياسة يومًا أخيرًا.",
    ],
}
INCOMPLETE = {
    **RECEIPT,
    "is_complete": False,
    "missing": ["صك السكن أو عقد الإيجار", "تعريف بالدخل"],
    "is_signed": False,
    "promise": "تبدأ المدة يوم اكتمال الطلب.",
    "due_on": None,
    "steps": ["السياسة: لا تتجاوز 15 يوم عمل من يوم الاكتمال.", "لم تبدأ المدة بعد: تبدأ يوم اكتمال الطلب."],
}
DECISION = {
    **COMMON,
    "outcome": "partly_accepted",
    "outcome_label": "مقبول جزئيًّا",
    "amount": "12250.50",
    "refusal_reason": "",
    "reasons": "ثبتت الحاجة بزيارة الباحث، ويُصرف إيجار ثلاثة أشهر من ستة في حدود المخصص لهذه الخدمة.",
    "signatory": "عبد الله بن ناصر السبيعي",
    "signatory_office": "اللجنة المختصة",
}
REFUSAL = {
    **DECISION,
    "outcome": "refused",
    "amount": None,
    "refusal_reason": "الدخل أعلى من حد الخدمة",
    "reasons": "بلغ نصيب الفرد من الدخل ما يزيد على الحد المعتمد لهذه الخدمة.",
}
PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "receipt": ("receipt", RECEIPT),
    "at_least": ("receipt", AT_LEAST),
    "incomplete": ("receipt", INCOMPLETE),
    "missing": ("missing", INCOMPLETE),
    "decision": ("decision", DECISION),
    "refusal": ("decision", REFUSAL),
}
SUBJECTS = {
    "receipt": "إيصال استلام الطلب R-1447-000123",
    "missing": "ما ينقص الطلب R-1447-000123",
    "decision": "القرار في الطلب R-1447-000123",
}


@pytest.fixture
def issue_paper(db: None) -> Any:
    """``issue_paper(membership, which)``: a letter with sample facts in the register of the member's association."""

    def make(by: Membership, which: str = "receipt") -> Letter:
        kind, facts = PAPERS[which]
        with transaction.atomic():
            return issue(
                by.association,
                kind=kind,
                about=facts["reference"],
                subject=SUBJECTS[kind],
                recipient=facts["beneficiary"],
                facts=deepcopy(facts),
                by=by.user,
            )

    return make
