"""The reasons of refusal that an association begins with; it adds its own and takes off what it does not use.

An association made later gets them when it is made, those that stood before got them by a migration.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from associations.models import Association
from core.tenancy import within

from .enums import UsualReason

# code, Arabic, English
USUAL: tuple[tuple[str, str, str], ...] = (
    (UsualReason.NOT_ELIGIBLE, "عدم انطباق شروط الخدمة", "The service's conditions are not met"),
    (UsualReason.INCOME, "الدخل أعلى من سقف الخدمة", "Income is above the service's ceiling"),
    (UsualReason.DUPLICATE, "الاحتياج نفسه مدعوم من قبل", "The same need is already supported"),
    (UsualReason.BUDGET, "استنفاد مخصص الفترة", "The budget of the period is committed"),
    (UsualReason.NOT_PROVEN, "تعذّر التحقق من الاحتياج", "The need could not be confirmed"),
    (UsualReason.OTHER, "سبب آخر", "Another reason"),
)


def offer(reasons: Any, *, association_id: int) -> None:
    """Make the usual reasons; ``reasons`` is the model, or a migration's picture of it."""
    reasons.objects.bulk_create(
        reasons(association_id=association_id, code=str(code), text_ar=text_ar, text_en=text_en, position=position)
        for position, (code, text_ar, text_en) in enumerate(USUAL)
    )


@receiver(post_save, sender=Association)
def offer_to_a_new_association(sender: Any, *, instance: Association, created: bool, raw: bool, **kwargs: Any) -> None:
    """So that a first refusal has its reason on the first day."""
    from .models import RefusalReason

    if created and not raw:
        with within(instance.pk):
            offer(RefusalReason, association_id=instance.pk)
