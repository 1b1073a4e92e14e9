"""Disclosing interests: every member of a body says once a year who they are and who is theirs (R6–R9).

Whoever manages bodies may read a disclosure, with its numbers masked; that they did stays recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from core.errors import NotPermitted

from .models import DisclosedEmployer, DisclosedRelative, Disclosure, DisclosureLook, Seat
from .signals import interests_disclosed


class Relative(NamedTuple):
    """One of the kin as told; the ID may be unknown."""

    name: str
    relation: str
    national_id: str = ""


def may_disclose(membership: Membership) -> bool:
    """Whoever sits in sessions."""
    return Permission.SIT_IN_SESSIONS in membership.permissions


def may_read(membership: Membership) -> bool:
    """Association administrator. Manager."""
    return Permission.MANAGE_BODIES in membership.permissions


def a_year_after(day: date) -> date:
    """The last day of a year that begins on the day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


@transaction.atomic
def disclose(
    membership: Membership,
    *,
    national_id: str,
    city: str,
    district: str = "",
    employers: Iterable[str] = (),
    relatives: Iterable[Relative] = (),
) -> Disclosure:
    """The member's own disclosure, which holds for a year and takes the place of the one before."""
    if not may_disclose(membership):
        raise NotPermitted(_("Disclosures are given by those who sit in a body."), code="not_permitted")
    today = timezone.localdate()
    given = {"association_id": membership.association_id}
    row = Disclosure(
        membership=membership,
        city=city.strip(),
        district=district.strip(),
        given_on=today,
        until_on=a_year_after(today),
        **given,
    )
    row.national_id = national_id
    row.save()
    DisclosedEmployer.objects.bulk_create(
        DisclosedEmployer(disclosure=row, name=name.strip(), **given) for name in employers if name.strip()
    )
    for one in relatives:
        kin = DisclosedRelative(disclosure=row, name=one.name.strip(), relation=one.relation, **given)
        kin.national_id = one.national_id
        kin.save()
    interests_disclosed.send(sender=Disclosure, membership=membership)
    return row


@transaction.atomic
def look_at(disclosure: Disclosure, *, by: Membership) -> Disclosure:
    """Somebody else reads it: recorded, before anything is shown."""
    if not may_read(by):
        raise NotPermitted(_("Forming committees is not among your tasks."), code="not_permitted")
    if disclosure.membership_id != by.pk:
        DisclosureLook.objects.create(
            association_id=disclosure.association_id, disclosure=disclosure, by=by.user, at=timezone.now()
        )
    return disclosure


def has_disclosed(membership: Membership) -> bool:
    """Whether nothing waits for this member: no seat today, or a disclosure that stands. One query."""
    held: Any = Seat.objects.filter(membership=membership)
    return not held.undisclosed(timezone.localdate()).exists()


def sitting_in(association: Any) -> Any:
    """Seats held today in any body of the association, with who holds them. One query."""
    held: Any = Seat.objects.filter(committee__association=association)
    rows = held.held_on(timezone.localdate()).of_people_here()
    return rows.select_related("membership__user", "committee").order_by("pk")


def undisclosed_in(committee: Any) -> list[Membership]:
    """Who sits in the body today and has not disclosed this year, by seat. One query."""
    seats = committee.seats.undisclosed(timezone.localdate()).select_related("membership__user")
    return [seat.membership for seat in seats.order_by("pk")]
