"""Who may do what to a complaint or inquiry (K1, K4, K6). Each predicate's docstring lists who qualifies.

Before all else stands ``is_not_its_subject``: no way leads around it. Registered with ``rules`` under
``complaints.<event>``; a member of None is the person who holds the tracking code.
"""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.referring import referring
from core.errors import NotPermitted

from .enums import Body, Kind
from .workflow import (
    ANSWER_NOW,
    ANSWER_REFERRAL,
    ASSIGN,
    BY_THE_PERSON,
    CHANGE_KIND,
    CLEAR_SUBJECT,
    CLOSE_UNREACHED,
    COMMENT,
    CONFIRM,
    DECIDE,
    GIVE_ANSWER,
    NAME_SUBJECT,
    RECALL_REFERRAL,
    RECORD_ATTEMPT,
    REFER,
    REISSUE_CODE,
    RELEASE,
    REOPEN,
    TAKE,
    WORKFLOW,
    WRITE,
)


@rules.predicate
def same_association(membership: Any, complaint: Any) -> bool:
    """Members of the association the case belongs to, with the page."""
    return (
        membership.association_id == complaint.association_id and Permission.SEE_COMPLAINTS in membership.permissions
    )


@rules.predicate
def is_not_its_subject(membership: Any, complaint: Any) -> bool:
    """Everyone but those whom the case is, or may be, about."""
    return not complaint.subjects.filter(membership_id=membership.pk, cleared_at__isnull=True).exists()


@rules.predicate
def owns(membership: Any, complaint: Any) -> bool:
    """Whoever has it in hand."""
    return complaint.owner_id == membership.pk


@rules.predicate
def took_it_in(membership: Any, complaint: Any) -> bool:
    """Whoever wrote it down for the person."""
    return complaint.received_by_id == membership.pk


@rules.predicate
def oversees(membership: Any, complaint: Any) -> bool:
    """Managers (K6)."""
    return Permission.OVERSEE_COMPLAINTS in membership.permissions


@rules.predicate
def is_of_the_body(membership: Any, complaint: Any) -> bool:
    """Follow-up members, for complaints before their committee.
    Managers, where the policy names no such committee.
    Contact officers and the front desk, for inquiries, help and suggestions that nobody else owns.
    """
    held = membership.permissions
    if complaint.body == Body.FOLLOW_UP:
        return Permission.HANDLE_COMPLAINT in held
    if complaint.body == Body.MANAGEMENT:
        return Permission.OVERSEE_COMPLAINTS in held
    return Permission.ANSWER_INQUIRY in held and complaint.owner_id in (None, membership.pk)


@rules.predicate
def is_no_complaint(membership: Any, complaint: Any) -> bool:
    """Inquiries, help and suggestions are answered in one step; a complaint has a finding first."""
    return complaint.kind != Kind.COMPLAINT


@rules.predicate
def of_its_association(membership: Any, complaint: Any) -> bool:
    """Members of the association the case belongs to, with or without the page."""
    return membership.association_id == complaint.association_id


@rules.predicate
def answers_referrals(membership: Any, complaint: Any) -> bool:
    """Whoever holds the role that the policy version names for what is referred (R4)."""
    version = complaint.policy_version
    return bool(version.referral) and referring(version).role in membership.roles


_OF_IT = owns | is_of_the_body
RULES = {
    TAKE: _OF_IT,
    RELEASE: owns | oversees,
    ANSWER_NOW: _OF_IT & is_no_complaint,
    DECIDE: owns,
    GIVE_ANSWER: owns,
    WRITE: owns,
    RECORD_ATTEMPT: _OF_IT,
    CONFIRM: _OF_IT | took_it_in,
    CLOSE_UNREACHED: _OF_IT,
    REOPEN: _OF_IT | took_it_in | oversees,
    ASSIGN: oversees | is_of_the_body,
    CHANGE_KIND: _OF_IT | oversees,
    NAME_SUBJECT: _OF_IT | oversees | took_it_in,
    CLEAR_SUBJECT: _OF_IT | oversees,
    COMMENT: _OF_IT | oversees,
    REISSUE_CODE: _OF_IT | took_it_in | oversees,
    REFER: _OF_IT & is_no_complaint,
    RECALL_REFERRAL: _OF_IT & is_no_complaint,
}
for _event, _rule in RULES.items():
    rules.add_perm(f"complaints.{_event}", same_association & is_not_its_subject & _rule)

rules.add_perm(f"complaints.{ANSWER_REFERRAL}", of_its_association & is_not_its_subject & answers_referrals)


def may(membership: Any, event: str, complaint: Any) -> bool:
    """Whether the member, or the person where it is None, may do ``event``, whatever the status."""
    if membership is None:
        return event in BY_THE_PERSON
    return rules.has_perm(f"complaints.{event}", membership, complaint)


def check(membership: Any, event: str, complaint: Any) -> None:
    """Raises ``NotPermitted`` in words where ``may`` says no."""
    if not may(membership, event, complaint):
        raise NotPermitted(
            _("“%(event)s” is not among your tasks here.") % {"event": WORKFLOW.rows[event].label},
            code="not_permitted",
        )


def may_own(membership: Any, complaint: Any) -> bool:
    """Follow-up members and managers own complaints; whoever answers inquiries, and managers, the rest.
    Never a subject of the case.
    """
    needed = Permission.HANDLE_COMPLAINT if complaint.kind == Kind.COMPLAINT else Permission.ANSWER_INQUIRY
    fits = bool({needed, Permission.OVERSEE_COMPLAINTS} & membership.permissions)
    return fits and is_not_its_subject(membership, complaint)
