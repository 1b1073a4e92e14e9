"""A visitor comes, is served by one person at a time, and goes (R1, R3, C): when, why, how, and what came of it.

Two officers before one visitor: the second is told who serves them. What the visit led to is read from the records of
requests and inquiries when it ends, so nobody types it.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.enums import BROUGHT_BY_ANOTHER
from associations.models import Association, Office
from associations.moving import Moves
from beneficiaries.actions import living
from beneficiaries.models import Beneficiary
from complaints.enums import Kind
from complaints.models import ComplaintEvent
from core.errors import AlreadyHandled, DomainError, NotPermitted
from core.history import note
from requests.models import RequestEvent

from .. import permissions
from ..enums import VisitStatus
from ..models import LedTo, Visit
from ..workflow import FINISH, KNOW, LEAVE, PUT_BACK, SERVE, TAKE_OVER, VISIT_WORKFLOW

# joined without what may be missing: PostgreSQL locks no row of an outer join
MOVES = Moves(Visit, VISIT_WORKFLOW, permissions.check, related=("association",))
begin, finish_move = MOVES.begin, MOVES.finish


@transaction.atomic
def arrive(
    association: Association,
    *,
    by: Any,
    purpose: str,
    channel: str,
    beneficiary: Beneficiary | None = None,
    person_name: str = "",
    brought_by: str = "",
    office: Office | None = None,
) -> Visit:
    """Somebody is here: known by their file, or by a name alone. Who is here already is led to that visit."""
    if not permissions.may_receive(by, association.pk):
        raise NotPermitted(permissions.NOT_YOURS, code="not_permitted")
    if channel not in {row.channel for row in association.policy_in_force().channels.all()}:
        raise DomainError(_("The policy does not list this channel."), code="channel", field="channel")
    if channel in BROUGHT_BY_ANOTHER and not brought_by.strip():
        raise DomainError(
            _("Write who brought it: this channel needs the name."), code="brought_by", field="brought_by"
        )
    if beneficiary is None and not person_name.strip():
        raise DomainError(_("Write the visitor's name."), code="name", field="who")
    now = timezone.now()
    visit = Visit(
        association=association,
        arrived_at=now,
        purpose=purpose,
        channel=channel,
        brought_by=brought_by.strip(),
        beneficiary=living(beneficiary) if beneficiary else None,
        person_name="" if beneficiary else person_name.strip(),
        office=office or association.offices.filter(is_main=True).first(),
        taken_in_by=by,
        status_since=now,
    )
    _save_once(visit)
    note(visit, "came", by=by, at=now)
    return visit


def _save_once(visit: Visit, **columns: Any) -> None:
    """Save; raises ``AlreadyHandled`` where the person is here already, as the constraint of the table says."""
    try:
        with transaction.atomic():
            visit.save(**columns)
    except IntegrityError:
        other = Visit.objects.here().filter(beneficiary=visit.beneficiary).exclude(pk=visit.pk).first()
        if visit.beneficiary is None or other is None:
            raise
        raise AlreadyHandled(
            _("%(name)s is here already: see the list of those who wait or are served.") % {"name": other.who},
            code="here_already",
            field="who",
        ) from None


def refuse_others(visit: Visit, by: Any) -> None:
    """Whoever serves the visitor goes on; anybody else hears who does."""
    if visit.status == VisitStatus.BEING_SERVED and visit.served_by and visit.served_by != by:
        raise AlreadyHandled(
            _("%(name)s serves this visitor now. Take over if that is agreed between you.")
            % {"name": visit.served_by.user.name},
            code="served_by_another",
        )


def _held(visit: Visit, event: str, by: Any) -> tuple[Visit, Any]:
    """As ``begin``, for verbs that are of whoever serves the visitor."""
    fresh = MOVES.locked(visit)
    permissions.check(by, event, fresh)
    refuse_others(fresh, by)
    return begin(visit, event, by=by)


@transaction.atomic
def serve(visit: Visit, *, by: Any) -> Visit:
    """This member serves the visitor from now on; a second press of the same member changes nothing."""
    fresh = MOVES.locked(visit)
    permissions.check(by, SERVE, fresh)
    refuse_others(fresh, by)
    if fresh.status == VisitStatus.BEING_SERVED:
        return fresh
    visit, now = begin(visit, SERVE, by=by)
    visit.served_by, visit.served_at = by, now
    return finish_move(visit, SERVE, by=by, at=now, also=["served_by", "served_at"])


@transaction.atomic
def take_over(visit: Visit, *, by: Any) -> Visit:
    """Another member serves the visitor now; the time of serving runs on."""
    visit, now = begin(visit, TAKE_OVER, by=by)
    if visit.served_by == by:
        return visit
    _keep_what_it_led_to(visit)
    visit.served_by = by
    return finish_move(visit, TAKE_OVER, by=by, at=now, also=["served_by"])


@transaction.atomic
def put_back(visit: Visit, *, by: Any) -> Visit:
    """The visitor waits again, in the place of their coming."""
    visit, now = _held(visit, PUT_BACK, by)
    _keep_what_it_led_to(visit)
    visit.served_by = visit.served_at = None
    return finish_move(visit, PUT_BACK, by=by, at=now, also=["served_by", "served_at"])


@transaction.atomic
def attach(visit: Visit, *, by: Any, beneficiary: Beneficiary) -> Visit:
    """The visitor's file was found or made; the name that was written gives way to the file's."""
    visit, now = _held(visit, KNOW, by)
    if beneficiary.association_id != visit.association_id:
        raise NotPermitted(permissions.NOT_YOURS, code="not_permitted")
    visit.beneficiary = living(beneficiary)
    visit.person_name = ""
    _save_once(visit, update_fields=["beneficiary", "person_name"])
    return finish_move(visit, KNOW, by=by, at=now)


@transaction.atomic
def finish(visit: Visit, *, by: Any) -> Visit:
    """The visitor was served and goes; what the visit led to is kept with it."""
    visit, now = _held(visit, FINISH, by)
    _keep_what_it_led_to(visit)
    visit.ended_at = now
    return finish_move(visit, FINISH, by=by, at=now, also=["ended_at"])


@transaction.atomic
def leave(visit: Visit, *, by: Any) -> Visit:
    """The visitor is gone, and nobody served them."""
    visit, now = _held(visit, LEAVE, by)
    visit.ended_at = now
    return finish_move(visit, LEAVE, by=by, at=now, also=["ended_at"])


def led(visit: Visit, reference: str) -> None:
    """One request or inquiry that the visit led to; named twice it stands once."""
    LedTo.objects.get_or_create(visit=visit, reference=reference, defaults={"association_id": visit.association_id})


def _keep_what_it_led_to(visit: Visit) -> None:
    """What whoever served the visitor did since on this person's cases. Two queries.

    Complaints are left out: this list is read by members whom a complaint may be about.
    """
    if visit.beneficiary is None or visit.served_by is None:
        return
    did = {"by": visit.served_by.user, "at__gte": visit.served_at, "case__beneficiary": visit.beneficiary}
    of_requests = RequestEvent.objects.filter(**did)
    of_inquiries = ComplaintEvent.objects.filter(**did).exclude(case__kind=Kind.COMPLAINT)
    for rows in (of_requests, of_inquiries):
        for reference in sorted(set(rows.values_list("case__reference", flat=True))):
            led(visit, reference)
