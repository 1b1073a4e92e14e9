"""Receiving (K1, K2, R1): the day of receipt, the number, the promise and the tracking code, all at once.

The acknowledgement is the receipt: nobody waits for somebody to press a button. Without a name nothing is kept
that tells who the person is. The code is given to the caller once; the row keeps its keyed hash.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.enums import Channel
from associations.models import Association, MomentKind
from associations.references import next_reference
from beneficiaries.actions import living
from core.errors import DomainError, NotPermitted

from .. import notices, tracking
from ..enums import SERIES, Finding, Kind, Means, SubjectSource
from ..models import Complaint
from .closing import confirm
from .deciding import answer_now
from .moving import add_moment, moment_of_receipt, note, reckon
from .routing import keep_away, of_the_same_name, route, staff_of

IDENTITY = ("person_name", "mobile", "email", "beneficiary")


@transaction.atomic
def receive(
    association: Association,
    *,
    by: Any,
    kind: str,
    channel: str,
    account: str,
    is_anonymous: bool,
    received_on: date | None = None,
    subjects: Collection[Membership] = (),
    **facts: Any,
) -> tuple[Complaint, str]:
    """A new case under the policy in force, routed and acknowledged; gives it and its tracking code.

    ``by`` is None where the person sends it online. ``facts``: wish, about_whom, category, field, person_name,
    mobile, email, beneficiary, agreed_means.
    """
    if by is not None and Permission.RECEIVE_COMPLAINT not in by.permissions:
        raise NotPermitted(_("Taking in complaints and inquiries is not among your tasks."), code="not_permitted")
    now, code = timezone.now(), tracking.new_code()
    received_at = moment_of_receipt(received_on, now)
    complaint = Complaint(
        association=association,
        policy_version=association.policy_in_force(),
        kind=kind,
        channel=channel,
        account=account,
        is_anonymous=is_anonymous,
        received_by=by,
        received_at=received_at,
        complete_at=received_at,
        status_since=now,
        code_hash=tracking.code_hash(code, association_id=association.pk),
    )
    _set_facts(complaint, facts)
    staff = staff_of(association)
    named = {member.pk for member in subjects}
    same = of_the_same_name(complaint, staff) - named if kind == Kind.COMPLAINT else set()
    route(complaint, staff=staff, away=named | same)
    if complaint.owner is None and kind != Kind.COMPLAINT and by is not None and by.pk not in named | same:
        complaint.owner = by if Permission.ANSWER_INQUIRY in by.permissions else None
    complaint.reference = next_reference(association, SERIES[Kind(kind)], on=timezone.localdate(now))
    complaint.save()
    keep_away(complaint, named, SubjectSource.NAMED)
    keep_away(complaint, same, SubjectSource.SAME_NAME)
    add_moment(complaint, MomentKind.RECEIVED, by=by, at=received_at)
    add_moment(complaint, MomentKind.COMPLETE, by=by, at=received_at)
    complaint.save(update_fields=reckon(complaint, cause="opened", at=now))
    note(complaint, "opened", by=by, at=now, detail={"channel": channel, "kind": kind})
    notices.tell_received(complaint)
    return complaint, code


def _set_facts(complaint: Complaint, facts: dict[str, Any]) -> None:
    """What else was told; of an anonymous person nothing that says who it is."""
    if complaint.is_anonymous:
        facts = {name: value for name, value in facts.items() if name not in IDENTITY}
        facts["agreed_means"] = Means.TRACKING
    elif not facts.get("person_name", "").strip():
        raise DomainError(_("Write the name, or choose to stay unnamed."), code="name", field="person_name")
    if facts.get("beneficiary"):
        facts["beneficiary"] = living(facts["beneficiary"])
    for name, value in facts.items():
        setattr(complaint, name, value)
    reach = {Means.SMS: "mobile", Means.PHONE: "mobile", Means.EMAIL: "email"}.get(Means(complaint.agreed_means))
    if reach and not facts.get(reach):
        raise DomainError(_("The agreed means needs its number or address."), code="reach", field=reach)


@transaction.atomic
def answer_on_the_spot(
    association: Association, *, by: Any, channel: str, question: str, answer: str, beneficiary: Any = None
) -> Complaint:
    """A visitor asked, was answered, and said that this is enough (R1): one row with its whole story.

    Without a file no name is kept.
    """
    means = Means.PHONE if channel == Channel.PHONE else Means.IN_PERSON
    named = {"person_name": beneficiary.full_name, "agreed_means": Means.TRACKING} if beneficiary else {}
    complaint, _code = receive(
        association,
        by=by,
        kind=Kind.INQUIRY,
        channel=channel,
        account=question,
        is_anonymous=beneficiary is None,
        beneficiary=beneficiary,
        **named,
    )
    if complaint.owner_id != by.pk:
        complaint.owner = by
        complaint.save(update_fields=["owner"])
    complaint = answer_now(complaint, by=by, finding=Finding.ANSWERED, text=answer, means=means)
    return confirm(complaint, by=by)
