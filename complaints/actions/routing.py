"""To whom a case goes (K1, K4): never to or through its subject.

A complaint goes to the follow-up committee the policy names, else to management; where all of one are its subjects,
to the other. The rest goes to the contact officer whose category and field fit best.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Permission
from core.names import query_tokens

from ..enums import Body, Kind, SubjectSource
from ..models import Complaint, ComplaintSubject

SHORTEST_NAME = 3  # shorter words are too common to be a name
PEOPLE = {Body.FOLLOW_UP: Permission.HANDLE_COMPLAINT, Body.MANAGEMENT: Permission.OVERSEE_COMPLAINTS}


def staff_of(association: Any) -> list[Membership]:
    """Who works for the association now, with names and roles. Two queries."""
    return list(association.memberships.active().with_roles().select_related("user").order_by("pk"))


def of_the_same_name(complaint: Complaint, staff: list[Membership], *, also: str = "") -> set[int]:
    """Ids of members whom the text may mean: kept away until somebody says that it is not about them.

    One name is enough in the line "whom is it about"; elsewhere the first and the last name together.
    ``also``: what the person wrote later.
    """
    line = set(query_tokens(complaint.about_whom))
    text = set(query_tokens(f"{complaint.account} {complaint.wish} {also}"))
    found = set()
    for member in staff:
        for name in (member.user.name_ar, member.user.name_en):
            words = [word for word in query_tokens(name) if len(word) >= SHORTEST_NAME]
            whole = len(words) > 1 and {words[0], words[-1]} <= text
            if whole or line & set(words):
                found.add(member.pk)
    return found


def body_for(complaint: Complaint, staff: list[Membership], away: Collection[int]) -> Body:
    """Who stands behind the case; ``away`` are ids of its subjects."""
    if complaint.kind != Kind.COMPLAINT:
        return Body.OFFICERS
    order = [Body.FOLLOW_UP, Body.MANAGEMENT]
    if not complaint.policy_version.follow_up_body_ar:
        order.reverse()
    for body in order:
        if any(PEOPLE[body] in member.permissions for member in staff if member.pk not in away):
            return body
    return order[0]


def officer_for(complaint: Complaint, away: Collection[int]) -> Membership | None:
    """The contact officer whose assignment fits closest today, the earliest of equals; None for a complaint."""
    if complaint.kind == Kind.COMPLAINT:
        return None
    rows = complaint.association.contact_officers.in_office_on(timezone.localdate()).for_pages()
    fitting = [
        (row.fits(complaint.category_id, complaint.field_id), -row.pk, row)
        for row in rows
        if row.membership_id not in away
    ]
    best = max(fitting, key=lambda item: item[:2], default=(0, 0, None))
    return best[2].membership if best[2] is not None and best[0] else None


def route(complaint: Complaint, *, staff: list[Membership], away: Collection[int]) -> tuple[str, ...]:
    """Set body and owner; gives the fields that the caller saves."""
    complaint.body = body_for(complaint, staff, away)
    complaint.owner = officer_for(complaint, away)
    return ("body", "owner")


def keep_away(complaint: Complaint, members: Collection[int], source: SubjectSource) -> None:
    """To these members the case does not exist from now on."""
    ComplaintSubject.objects.bulk_create(
        ComplaintSubject(
            association_id=complaint.association_id, complaint=complaint, membership_id=member, source=source
        )
        for member in sorted(members)
    )


def named_later(complaint: Complaint, text: str) -> set[int]:
    """Ids of members whom the person names in a later text, and of whom nobody said yet that it is not about them.

    Whoever has it in hand stays: they were addressed, and another can name them its subject.
    """
    if complaint.kind != Kind.COMPLAINT:
        return set()
    known = set(complaint.subjects.values_list("membership_id", flat=True))
    return of_the_same_name(complaint, staff_of(complaint.association), also=text) - known - {complaint.owner_id}


def kept_away(complaint: Complaint) -> set[int]:
    """Ids of the members to whom the case does not exist."""
    return set(complaint.subjects.filter(cleared_at__isnull=True).values_list("membership_id", flat=True))
