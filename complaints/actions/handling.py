"""Handling (K1, K4, K6): who has it in hand, of which kind it is, whom it is about, and what is said meanwhile."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.errors import DomainError

from .. import permissions
from ..enums import Kind, Status, SubjectSource
from ..models import Complaint, ComplaintSubject, Message
from ..workflow import ASSIGN, CHANGE_KIND, CLEAR_SUBJECT, COMMENT, NAME_SUBJECT, RELEASE, TAKE, WRITE
from .moving import begin, finish, reckon
from .routing import keep_away, kept_away, named_later, of_the_same_name, route, staff_of


@transaction.atomic
def take(complaint: Complaint, *, by: Any, expected_version: int | None = None) -> Complaint:
    """The member begins; from now on it is theirs."""
    complaint, now = begin(complaint, TAKE, by=by, expected_version=expected_version)
    complaint.owner = by
    return finish(complaint, TAKE, by=by, at=now, also=["owner"])


@transaction.atomic
def release(complaint: Complaint, *, by: Any, reason: str, expected_version: int | None = None) -> Complaint:
    """Given back: it waits for somebody again."""
    complaint, now = begin(complaint, RELEASE, by=by, expected_version=expected_version, reason=reason)
    complaint.owner = None
    return finish(complaint, RELEASE, by=by, at=now, reason=reason, also=["owner"])


@transaction.atomic
def assign(
    complaint: Complaint, *, by: Any, to: Membership, reason: str, expected_version: int | None = None
) -> Complaint:
    """Somebody else has it in hand now; refused for its subject and for whoever may not own this kind."""
    complaint, now = begin(complaint, ASSIGN, by=by, expected_version=expected_version, reason=reason)
    if to.association_id != complaint.association_id or not permissions.may_own(to, complaint):
        raise DomainError(_("This person cannot have it in hand. Choose another."), code="owner", field="to")
    complaint.owner = to
    return finish(complaint, ASSIGN, by=by, at=now, reason=reason, detail={"to": to.user.name_ar}, also=["owner"])


@transaction.atomic
def change_kind(
    complaint: Complaint, *, by: Any, kind: str, reason: str, expected_version: int | None = None
) -> Complaint:
    """Another kind with its own rule and body; day of receipt, number, talk and history stay as they are."""
    complaint, now = begin(complaint, CHANGE_KIND, by=by, expected_version=expected_version, reason=reason)
    before = complaint.kind
    if complaint.reopened_count:
        raise DomainError(_("After reopening the kind stays as it is."), code="reopened", field="kind")
    if kind == before:
        raise DomainError(_("It is of this kind already."), code="same_kind", field="kind")
    complaint.kind = kind
    staff, away = staff_of(complaint.association), kept_away(complaint)
    known = set(complaint.subjects.values_list("membership_id", flat=True))
    same = of_the_same_name(complaint, staff) - known if kind == Kind.COMPLAINT else set()
    fields = ["kind", *route(complaint, staff=staff, away=away | same)]
    fields += reckon(complaint, cause="kind_changed", at=now)
    complaint = finish(
        complaint, CHANGE_KIND, by=by, at=now, reason=reason, detail={"before": before, "kind": kind}, also=fields
    )
    keep_away(complaint, same, SubjectSource.SAME_NAME)
    return complaint


@transaction.atomic
def name_subject(
    complaint: Complaint, *, by: Any, member: Membership, expected_version: int | None = None
) -> Complaint:
    """The case is about this member: taken from them if they had it, and hidden from them everywhere."""
    complaint, now = begin(complaint, NAME_SUBJECT, by=by, expected_version=expected_version)
    if member.association_id != complaint.association_id:
        raise DomainError(_("Choose somebody who works here."), code="member", field="member")
    had_it = complaint.owner_id == member.pk
    away = kept_away(complaint) | {member.pk}
    fields: list[str] = []
    if had_it and complaint.status == Status.IN_HAND:
        complaint.owner = None
        complaint = finish(complaint, RELEASE, by=by, at=now, also=["owner"])
    if had_it or complaint.owner is None:
        fields = list(route(complaint, staff=staff_of(complaint.association), away=away))
    complaint = finish(complaint, NAME_SUBJECT, by=by, at=now, detail={"member": member.user.name_ar}, also=fields)
    ComplaintSubject.objects.update_or_create(
        complaint=complaint,
        membership=member,
        defaults={"association_id": complaint.association_id, "source": SubjectSource.NAMED, "cleared_at": None},
    )
    return complaint


@transaction.atomic
def clear_subject(
    complaint: Complaint, *, by: Any, member: Membership, reason: str, expected_version: int | None = None
) -> Complaint:
    """It is not about this member after all; who said so, and why, stays in the history."""
    complaint, now = begin(complaint, CLEAR_SUBJECT, by=by, expected_version=expected_version, reason=reason)
    row = complaint.subjects.filter(membership=member, cleared_at__isnull=True).first()
    if row is None:
        raise DomainError(_("This person is not kept away from it."), code="not_subject", field="member")
    row.cleared_at = now
    row.save(update_fields=["cleared_at"])
    return finish(complaint, CLEAR_SUBJECT, by=by, at=now, reason=reason, detail={"member": member.user.name_ar})


@transaction.atomic
def comment(complaint: Complaint, *, by: Any, text: str) -> Complaint:
    """A remark for those who handle it (K6); the person does not read it."""
    complaint, now = begin(complaint, COMMENT, by=by, reason=text)
    return finish(complaint, COMMENT, by=by, at=now, reason=text)


@transaction.atomic
def write(complaint: Complaint, *, by: Any, text: str) -> Message:
    """One message of the two-way talk; ``by`` is None where the person writes."""
    complaint, now = begin(complaint, WRITE, by=by)
    if not text.strip():
        raise DomainError(_("Write the message."), code="empty", field="text")
    if by is None:
        keep_away(complaint, named_later(complaint, text), SubjectSource.SAME_NAME)
    finish(complaint, WRITE, by=by, at=now)
    return complaint.messages.create(
        association_id=complaint.association_id, text=text.strip(), by=by.user if by else None, at=timezone.now()
    )
