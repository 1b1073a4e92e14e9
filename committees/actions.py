"""Verbs of bodies: they exist from the moment a case needs them, are formed by a decision, and people sit in them.

What was recorded stays: a formation is ended by the next one, a seat by its last day (R6–R9).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from core.errors import DomainError, NotPermitted

from .enums import DECIDING_POSITIONS, Way
from .models import Committee, Formation, Seat


def body_named_by(version: Any) -> Committee:
    """The association's body of the kind and name the policy version gives. One query, two the first time."""
    names = version.reviewing_body_name_ar, version.reviewing_body_name_en
    return body_of_kind(version.association_id, version.reviewing_body, *names)


def body_of_kind(association_id: int, kind: str, name_ar: str, name_en: str) -> Committee:
    """The association's body of this kind; the names are for the first time."""
    names = {"name_ar": name_ar, "name_en": name_en}
    return Committee.objects.get_or_create(association_id=association_id, kind=kind, defaults=names)[0]


def _locked(committee: Committee, by: Any) -> Committee:
    """The body, locked. Manager.

    Association administrator.
    """
    if Permission.MANAGE_BODIES not in by.permissions or by.association_id != committee.association_id:
        raise NotPermitted(_("Forming committees is not among your tasks."), code="not_permitted")
    return Committee.objects.select_for_update().get(pk=committee.pk)


@transaction.atomic
def record_formation(
    committee: Committee, *, by: Any, decision_number: str, decided_on: date, from_on: date, **rules: Any
) -> Formation:
    """The body is formed anew from a day; the formation before ends the day before. ``rules``: as in ``Formation``."""
    committee = _locked(committee, by)
    if from_on < decided_on:
        raise DomainError(
            _("A formation holds from the day of its decision or later."), code="too_early", field="from_on"
        )
    earlier = committee.formations.filter(until_on__isnull=True).first()
    if earlier is not None and from_on <= earlier.from_on:
        raise DomainError(
            _("The formation that holds began later or on this day. Choose a later one."),
            code="too_early",
            field="from_on",
        )
    if earlier is not None:
        earlier.until_on = from_on - timedelta(days=1)
        earlier.save(update_fields=["until_on"])
    return committee.formations.create(
        association_id=committee.association_id,
        decision_number=decision_number,
        decided_on=decided_on,
        from_on=from_on,
        recorded_by=by.user,
        recorded_at=timezone.now(),
        **rules,
    )


@transaction.atomic
def give_seat(
    committee: Committee,
    *,
    by: Any,
    membership: Membership,
    position: str,
    from_on: date,
    until_on: date | None = None,
) -> Seat:
    """Somebody sits in the body for a term; terms of one person, and of those in the chair, do not lie over others."""
    committee = _locked(committee, by)
    if membership.association_id != committee.association_id or not membership.is_active:
        raise DomainError(_("Choose somebody who works here."), code="not_here", field="membership")
    if until_on is not None and until_on < from_on:
        raise DomainError(_("The term ends before it begins."), code="before_start", field="until_on")
    rows = committee.seats.exclude(until_on__lt=from_on)
    if until_on is not None:
        rows = rows.filter(from_on__lte=until_on)
    if rows.filter(membership=membership).exists():
        raise DomainError(_("This person sits in the body on these days already."), code="twice", field="membership")
    if position in DECIDING_POSITIONS and rows.that_decide().exists():
        raise DomainError(
            _("This body has a chair or head on these days already. End that term first."),
            code="chair_taken",
            field="position",
        )
    return committee.seats.create(membership=membership, position=position, from_on=from_on, until_on=until_on)


@transaction.atomic
def end_seat(seat: Seat, *, by: Any, last_day: date) -> Seat:
    """The term ends with this day, which is today at the earliest: what somebody decided in it stays decided in it."""
    _locked(seat.committee, by)
    fresh = Seat.objects.get(pk=seat.pk)
    today = timezone.localdate()
    if fresh.until_on is not None and fresh.until_on < today:
        raise DomainError(_("This term is over already."), code="over", field="seat")
    if last_day < max(today, fresh.from_on):
        raise DomainError(
            _("The last day is today at the earliest, and not before the term begins."),
            code="too_early",
            field="last_day",
        )
    fresh.until_on = last_day
    fresh.save(update_fields=["until_on"])
    return fresh


def usual_rules(committee: Committee) -> dict[str, Any]:
    """What a first formation is offered: a department's head decides alone, others vote with more than half there."""
    from associations.enums import BodyKind

    if committee.kind in (BodyKind.DEPARTMENT, BodyKind.MANAGEMENT):
        return {"way": Way.ALONE}
    return {"way": Way.TOGETHER}
