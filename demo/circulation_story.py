"""Two requests that go round among the members: one has a vote already, the other waits for all of them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from committees.enums import Choice
from proceedings import actions
from proceedings.enums import MatterKind
from proceedings.matters import ready_for
from proceedings.models import Item, Motion, Session
from requests.enums import Outcome

from .story import clock_at

REASONS = "الحاجة ثابتة بالدراسة، والمبلغ في حدود الخدمة، ولا يحتمل الأمر انتظار الجلسة."


def tell(body: Any, members: dict[str, Membership]) -> None:
    """Sent an hour ago, or at the beginning of the day."""
    chair, secretary, deputy = members["chair"], members["member4"], members["member1"]
    sent_at = max(timezone.now() - timedelta(minutes=60), timezone.localtime().replace(hour=0, minute=0, second=1))
    with clock_at(sent_at):
        ready = [item.reference for item in ready_for(body, most=60) if item.kind == MatterKind.SUPPORT]
        chosen = ready[-2:]  # the docket of the session has the nearest
        session = actions.prepare_circulation(body, by=secretary, cases=chosen)
        for item in session.items.all():
            _write(session, item, chair)
        actions.circulate(session, by=secretary, days=3)
        first = Motion.objects.get(item__session=session, item__position=1)
        actions.vote_apart(session, by=deputy, motion=first.uid, choice=Choice.FOR)


def _write(session: Session, item: Item, chair: Membership) -> None:
    """As the study advises; the second is voted on secretly."""
    case = item.support_request
    assert case is not None  # a support request
    advice = case.recommendations.first()
    is_granted = advice is not None and advice.outcome != Outcome.REFUSED
    amount = (advice.amount or Decimal(500)) if is_granted and advice and case.service.is_in_money else None
    actions.write_motion(
        session,
        by=chair,
        case=item.reference,
        is_secret=item.position == 2,
        outcome=advice.outcome if is_granted and advice else Outcome.REFUSED,
        amount=amount,
        refusal_reason="" if is_granted else "not_eligible",
        reasons=REASONS,
    )
