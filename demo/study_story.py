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
    share_areas(association, members)
    give_one(association, members)
    refer_some(association, members)


def share_areas(association: Association, members: dict[str, Membership]) -> None:
    """The places people live in, shared between the two researchers."""
    cities = sorted({*association.beneficiaries.exclude(city="").values_list("city", flat=True)})
    half = (len(cities) + 1) // 2
    areas = {members["researcher"].pk: cities[:half], members["researcher2"].pk: cities[half:]}
    actions.name_areas(association, by=members["chair"], areas=areas)


def give_one(association: Association, members: dict[str, Membership]) -> None:
    """A study that went from one researcher to the other, with its reason."""
    case = association.support_requests.filter(status=Status.UNDER_STUDY).latest("pk")
    with clock_at(timezone.now() - timedelta(hours=5)):
        actions.assign(case, by=members["chair"], to=members["researcher2"], reason="لتوازن الحالات بين الباحثين.")


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
