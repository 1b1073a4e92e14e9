"""The day before a session whoever was invited is reminded of it, once (R6–R9)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from associations.due import due, each
from associations.models import Association
from correspondence.notices.events import NoticeEvent

from ..enums import SessionStatus
from ..models import Session
from ..notices import tell_soon
from ..workflow import RESCHEDULE
from .moving import MOVES

JUST_TOLD = ("convened", RESCHEDULE)


@due("reminders of sessions the day before")
def remind(association: Association) -> int:
    """How many people were reminded now."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    rows = association.committee_sessions.filter(status=SessionStatus.CONVENED, planned_at__date=tomorrow, due_at=None)
    return each(rows.order_by("pk"), _remind)


@transaction.atomic
def _remind(session: Session) -> int:
    """Nobody is reminded on the day on which they were invited, nor twice of the same day."""
    session, today = MOVES.locked(session), timezone.localdate()
    if session.status != SessionStatus.CONVENED or session.events.filter(event__in=JUST_TOLD, at__date=today).exists():
        return 0
    told = session.association.notices.filter(about=session.reference, event=NoticeEvent.SESSION_SOON)
    if told.filter(created_at__date=today).exists():
        return 0
    return tell_soon(session)
