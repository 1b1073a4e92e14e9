"""The kinds of documents that an association begins with; it changes them as it likes.

An association made later gets them when it is made, those that stood before got them by a migration.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from associations.models import Association
from core.tenancy import within

# category, Arabic name, English name, validity, months
USUAL: tuple[tuple[str, str, str, str, int | None], ...] = (
    ("identity", "الهوية الوطنية", "National ID", "written", None),
    ("identity", "هوية مقيم", "Iqama", "written", None),
    ("identity", "جواز السفر", "Passport", "written", None),
    ("family", "سجل الأسرة", "Family register", "lasting", None),
    ("family", "عقد نكاح", "Marriage contract", "lasting", None),
    ("family", "صك طلاق", "Divorce deed", "lasting", None),
    ("family", "شهادة وفاة", "Death certificate", "lasting", None),
    ("income", "تعريف بالراتب", "Salary certificate", "months", 3),
    ("income", "مشهد الضمان الاجتماعي", "Social security statement", "months", 3),
    ("income", "كشف حساب بنكي", "Bank statement", "months", 3),
    ("housing", "عقد إيجار", "Lease", "written", None),
    ("housing", "صك ملكية السكن", "Title deed of the home", "lasting", None),
    ("housing", "فاتورة خدمات", "Utility bill", "months", 3),
    ("health", "تقرير طبي", "Medical report", "months", 6),
    ("health", "بطاقة تسهيلات ذوي الإعاقة", "Disability card", "written", None),
    ("study", "شهادة قيد دراسي", "School enrolment certificate", "months", 6),
    ("bank", "شهادة آيبان", "IBAN certificate", "months", 12),
    ("legal", "صك إعالة", "Deed of support", "lasting", None),
    ("legal", "صك ولاية أو وكالة", "Deed of guardianship or agency", "written", None),
)


def offer(kinds: Any, *, association_id: int) -> None:
    """Make the usual kinds; ``kinds`` is the model, or a migration's picture of it."""
    kinds.objects.bulk_create(
        kinds(
            association_id=association_id,
            category=category,
            name_ar=name_ar,
            name_en=name_en,
            validity=validity,
            months=months,
            copy_needs_basis=category == "identity",
        )
        for category, name_ar, name_en, validity, months in USUAL
    )


@receiver(post_save, sender=Association)
def offer_to_a_new_association(sender: Any, *, instance: Association, created: bool, raw: bool, **kwargs: Any) -> None:
    """So that the desk has kinds to choose from on the first day."""
    from .models import FileDocumentKind

    if created and not raw:
        with within(instance.pk):
            offer(FileDocumentKind, association_id=instance.pk)
