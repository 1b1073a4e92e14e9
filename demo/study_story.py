"""The study at work: a question to the body the policy names, one that waits and one that came back (R4)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.models import Association
from associations.referring import referring
from requests import actions
from requests.enums import Status

from .story import clock_at

QUESTION = "صك السكن باسم والد المستفيدة المتوفى، فهل يُكتفى به إثباتًا للسكن أم يُطلب صك حصر الورثة؟"
ANSWER = "يُكتفى بصك حصر الورثة مع إقرار الورثة بالسكن، ويُرفقان بالملف."
SECOND = "تعمل ابنة الأسرة بدوام جزئي، فهل يُحسب دخلها ضمن دخل الأسرة؟"


def tell(association: Association, members: dict[str, Membership], *_rest: Any) -> None:
    """Under a policy that names nobody to refer to, nothing is referred."""
    refer_some(association, members)


def refer_some(association: Association, members: dict[str, Membership]) -> None:
    version, now = association.policy_in_force(), timezone.now()
    if not version.referral:
        return
    answerer = members[referring(version).role]
    asker = members["desk"]
    rows = association.support_requests.filter(status__in=[Status.UNDER_STUDY, Status.AWAITING_STUDY]).order_by("pk")
    first, second = rows[0], rows[1]
    with clock_at(now - timedelta(days=1, hours=3)):
        actions.refer(first, by=asker, question=QUESTION)
    with clock_at(now - timedelta(hours=20)):
        actions.answer_referral(first, by=answerer, answer=ANSWER)
    with clock_at(now - timedelta(hours=2)):
        actions.refer(second, by=asker, question=SECOND)
