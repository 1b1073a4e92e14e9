"""A problem with a delivery goes to another owner, for a reason that stays in the history of the request (B6, R12)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.models import Association
from core.errors import AlreadyHandled, DomainError, StaleRecord

from ..models import Delivery, DeliveryProblem
from ..notices_to_staff import tell_problem_given
from .following_up import require_following
from .moving import note

HANDED_ON = "problem_handed_on"


def may_own_problems(association: Association) -> list[Membership]:
    """Whoever works here and follows deliveries up, by name. Two queries."""
    members = association.memberships.active().with_roles().select_related("user")
    return sorted(
        (row for row in members if Permission.FOLLOW_DELIVERIES in row.permissions), key=lambda row: row.user.name
    )


@transaction.atomic
def hand_on(
    delivery: Delivery, *, by: Any, to: Membership, reason: str, expected_owner: int | None = None
) -> DeliveryProblem:
    """The open problem is this member's from now on; they hear of it. ``expected_owner``: whose it was on the page."""
    require_following(by, delivery.association_id)
    problem = delivery.problems.select_for_update(of=("self",)).filter(settled_at__isnull=True).first()
    if problem is None:
        raise AlreadyHandled(_("No problem with this delivery is open."), code="settled")
    if expected_owner is not None and problem.owner_id != expected_owner:
        raise StaleRecord
    if problem.owner_id == to.user_id:
        raise DomainError(_("The problem is with this person already."), code="same", field="to")
    if to.pk not in {one.pk for one in may_own_problems(delivery.association)}:
        raise DomainError(_("This person does not follow deliveries up here any more."), code="not_theirs", field="to")
    if not reason.strip():
        raise DomainError(_("Write why somebody else takes it over."), code="reason_missing", field="reason")
    before, now = problem.owner, timezone.now()
    problem.owner = to.user
    problem.save(update_fields=["owner"])
    detail = {
        "from_ar": before.name_ar,
        "from_en": before.name_en or before.name_ar,
        "to_ar": to.user.name_ar,
        "to_en": to.user.name_en or to.user.name_ar,
    }
    case = delivery.support_request
    note(case, HANDED_ON, by=by, at=now, reason=reason.strip()[:1000], detail=detail)
    if to.user_id != by.user_id:
        tell_problem_given(case, to.user, key=f"{problem.pk}:{now.isoformat()}")
    return problem
