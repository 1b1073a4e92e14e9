"""No silent breach of an objection's answer either: the same steps of the policy, to whoever decides and the manager.

Each step is told once for a last day, by the key of its notice; on the last day the person is told too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from associations.clock_rules import clock_use
from associations.due import due, each
from associations.enums import Warned
from associations.models import Association
from core.history import note

from ..enums import ObjectionStatus
from ..models import Objection
from ..notices import tell_objection_late, warn_of_objection
from ..workflow import TOLD_LATE
from .objecting import MOVES
from .referring import managers
from .warning import WIDEST, reached


@due("warnings before the answer to an objection is late")
def warn_of_objections(association: Association) -> int:
    """How many people were warned or told now."""
    until = timezone.localdate() + WIDEST
    rows = association.objections.unanswered().filter(due_on__lte=until)
    return each(rows.order_by("pk").iterator(chunk_size=500), _warn)


@transaction.atomic
def _warn(objection: Objection) -> int:
    objection, now = MOVES.locked(objection), timezone.now()
    today = timezone.localdate(now)
    if not objection.is_unanswered or objection.due_on is None:
        return 0
    steps = reached(clock_use(objection.policy_version), objection.due_on, today)
    warned = objection.association.notices.filter(about=objection.reference)
    told_before = warned.count()
    for who in Warned:
        days = [days for days, whom in steps if whom == who]
        if days:
            people = _deciders(objection) if who == Warned.OWNER else managers(objection)
            for person in people:
                warn_of_objection(objection, person, days_before=min(days))
    told = warned.count() - told_before
    is_late = today >= objection.due_on and objection.status == ObjectionStatus.RECEIVED
    if is_late and not objection.events.filter(event=TOLD_LATE).exists():
        note(objection, TOLD_LATE, by=None, at=now, detail={"due_on": objection.due_on.isoformat()})
        tell_objection_late(objection)
        told += 1
    return told


def _deciders(objection: Objection) -> Iterable[Any]:
    """Whoever heads the body that decides it; management where nobody does."""
    seats = objection.body.seats.held_on(timezone.localdate()).that_decide()
    return [seat.membership.user for seat in seats.select_related("membership__user")] or managers(objection)
