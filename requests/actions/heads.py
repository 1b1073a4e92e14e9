"""A head who decides alone takes no part in a request: their deputy decides it, or management says who (R6–R9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from core.errors import AlreadyHandled

from ..enums import Status
from ..heads import DECIDING, forget, found, has_nobody, seats_of, standing_in
from ..hidden import hidden_from
from ..models import HeadAside, SupportRequest
from ..notices_to_staff import tell_head_aside
from ..workflow import HEAD_TIED, STAND_ASIDE
from .moving import MOVES, finish, note


@transaction.atomic
def stand_aside(
    support_request: SupportRequest, *, by: Any, reason: str, expected_version: int | None = None
) -> SupportRequest:
    """Their own word; not taken back. From now on they find nothing of the request."""
    fresh, now = MOVES.begin(support_request, STAND_ASIDE, by=by, expected_version=expected_version, reason=reason)
    own = [seat for seat in seats_of(fresh.reviewing_body, *DECIDING) if seat.membership_id == by.pk]
    for seat in own:
        _keep(fresh, seat, words=reason.strip()[:1000], is_declared=True, at=now)
    stood: SupportRequest = finish(fresh, STAND_ASIDE, by=by, at=now, reason=reason.strip()[:1000])
    pass_on(stood)
    return stood


def _keep(support_request: SupportRequest, seat: Any, *, words: str, is_declared: bool, at: datetime) -> None:
    if HeadAside.objects.filter(support_request=support_request, seat=seat).exists():
        raise AlreadyHandled(_("This member takes no part in the request already."), code="aside")
    HeadAside.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        seat=seat,
        words=words,
        is_declared=is_declared,
        at=at,
    )
    forget(support_request)


def set_aside_certain(support_request: SupportRequest) -> int:
    """In the transaction that puts it before the body: whom the records certainly keep from it. Gives how many.

    A body whose members vote finds its own when the docket is made.
    """
    body, now = support_request.reviewing_body, timezone.now()
    if body.formations.that_vote(timezone.localdate(now)).exists():
        return 0
    known = set(support_request.heads_aside.values_list("seat_id", flat=True))
    seats = [seat for seat in seats_of(body, *DECIDING) if seat.pk not in known]
    with translation.override("ar"):
        certain = {tie.seat.pk: tie for tie in reversed(found(support_request, seats)) if tie.is_certain}
        grounds = {pk: str(tie.ground) for pk, tie in certain.items()}
    for pk, tie in certain.items():
        _keep(support_request, tie.seat, words=grounds[pk], is_declared=False, at=now)
        note(support_request, HEAD_TIED, by=None, at=now, reason=grounds[pk])
    if certain:
        pass_on(support_request)
    return len(certain)


def pass_on(support_request: SupportRequest) -> None:
    """Whoever decides it now hears of it, once it is before the body."""
    if support_request.status != Status.AWAITING_DECISION:
        return
    body = support_request.reviewing_body
    deputies = standing_in(support_request, body)
    if deputies:
        tell_head_aside(support_request, [seat.membership.user for seat in deputies])
    elif has_nobody(support_request, body):
        tell_head_aside(support_request, [row.user for row in _management(support_request)])


def _management(support_request: SupportRequest) -> list[Membership]:
    rows = Membership.objects.active().filter(association=support_request.association_id).with_roles()
    may = [row for row in rows.select_related("user") if Permission.HEAR_OF_LATENESS in row.permissions]
    case = SupportRequest.objects.filter(pk=support_request.pk)
    return [row for row in may if not case.filter(hidden_from(row)).exists()]


__all__ = ["pass_on", "set_aside_certain", "stand_aside"]
