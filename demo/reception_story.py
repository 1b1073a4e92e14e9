"""Who came to each association yesterday and today, and who asked for help where the policy has that channel."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.enums import BROUGHT_BY_ANOTHER, Channel
from associations.models import Association
from beneficiaries.models import Beneficiary
from reception import actions
from reception.enums import ForWhom, Purpose
from reception.models import Visit

from .story import clock_at

# minutes before now, purpose, whose file (a place in the list) or a name alone, then the steps with minutes between
VISITS: tuple[tuple[int, str, int | str, str], ...] = (
    (1500, Purpose.REQUEST, 6, "serve:7 finish:18"),
    (1470, Purpose.INQUIRY, "نوف الدوسري", "serve:12 finish:4"),
    (1440, Purpose.COLLECT, 12, "leave:35"),
    (95, Purpose.PAPER, 7, "serve:4 finish:9"),
    (70, Purpose.OTHER, "فهد السبيعي", "leave:25"),
    (22, Purpose.REQUEST, 9, "serve:6"),
    (14, Purpose.INQUIRY, "أم عبد الله", ""),
    (5, Purpose.PAPER, 14, ""),
)

# hours before now, for whom, name, who asks, city, district, need
HELPS: tuple[tuple[int, str, str, str, str, str], ...] = (
    (50, ForWhom.SELF, "جواهر المطيري", "", "حي السلام", "انقطع التيار عن المنزل، ولا نقدر على سداد الفاتورة."),
    (27, ForWhom.OTHER, "مسعود الحارثي", "ياسر الحارثي", "", "جاري كبير في السن ويحتاج جهازًا طبيًّا، ولا عائل له."),
    (4, ForWhom.SELF, "شيخة العتيبي", "", "حي النهضة", "هل تدعمون دورات تدريب للأبناء؟ ومتى يبدأ التسجيل؟"),
)


def tell(association: Association, members: dict[str, Membership], files: list[Beneficiary], _chance: Any) -> None:
    desk, now = members["desk"], timezone.now()
    listed = [row.channel for row in association.policy_in_force().channels.all()]
    carried = next((channel for channel in listed if channel in BROUGHT_BY_ANOTHER), None)
    for place, (minutes, purpose, who, steps) in enumerate(VISITS):
        channel = carried if carried and place == 3 else Channel.INTERVIEW
        known = {"beneficiary": files[who % len(files)]} if isinstance(who, int) else {"person_name": who}
        moment = now - timedelta(minutes=minutes)
        with clock_at(moment):
            visit = actions.arrive(
                association,
                by=desk,
                purpose=purpose,
                channel=channel,
                brought_by="خالد العنزي" if channel in BROUGHT_BY_ANOTHER else "",
                **known,
            )
        _goes_on(visit, steps, by=desk, at=moment)
    ask_for_help(association, members)


def _goes_on(visit: Visit, steps: str, *, by: Membership, at: datetime) -> None:
    for step in steps.split():
        verb, _colon, gap = step.partition(":")
        at += timedelta(minutes=int(gap))
        with clock_at(at):
            getattr(actions, verb)(visit, by=by)


def ask_for_help(association: Association, members: dict[str, Membership]) -> None:
    """Two wait, and one was declined; nothing where the policy has no such channel."""
    listed = {row.channel for row in association.policy_in_force().channels.all()}
    if Channel.HELP_REQUEST not in listed:
        return
    for place, (hours, for_whom, name, helper, district, need) in enumerate(HELPS):
        with clock_at(timezone.now() - timedelta(hours=hours)):
            actions.ask_for_help(
                association,
                for_whom=for_whom,
                person_name=name,
                helper_name=helper,
                mobile=f"+96650199880{place}",
                city=association.city_ar or "الرياض",
                district=district,
                need=need,
            )
    with clock_at(timezone.now() - timedelta(hours=1)):
        first = association.help_requests.waiting().order_by("pk").first()
        if first:
            actions.decline(first, by=members["desk"], reason="هذا الدعم خارج خدمات الجمعية، ونرشدكم إلى مزود الخدمة.")
