"""Who may do what to a compensation case (M2, M4). Each predicate's docstring lists who qualifies.

Before all else: whoever the complaint behind the case is about does nothing here, and sees nothing of it.
"""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import NotPermitted

from .compensation_workflow import (
    ACCEPT,
    APPROVE_MINUTES,
    CLOSE,
    COMPENSATION_WORKFLOW,
    CORRECT_MINUTES,
    ESTABLISH_BASIS,
    ISSUE_SETTLEMENT,
    OFFER,
    PAY,
    RECORD_RULING,
    REJECT,
    SIGN,
    WITHDRAW,
    WRITE_MINUTES,
)


@rules.predicate
def handles_here(membership: Any, case: Any) -> bool:
    """Follow-up members and managers of the association the case belongs to."""
    return (
        membership.association_id == case.association_id and Permission.HANDLE_COMPENSATION in membership.permissions
    )


@rules.predicate
def complaint_is_not_about(membership: Any, case: Any) -> bool:
    """Everyone but those whom the complaint behind the case is, or may be, about."""
    if case.complaint_id is None:
        return True
    about = case.complaint.subjects.filter(membership_id=membership.pk, cleared_at__isnull=True)
    return not about.exists()


@rules.predicate
def is_of_the_committee(membership: Any, case: Any) -> bool:
    """Follow-up members."""
    return Permission.HANDLE_COMPLAINT in membership.permissions


@rules.predicate
def stands_for_the_association(membership: Any, case: Any) -> bool:
    """Managers."""
    return Permission.OVERSEE_COMPLAINTS in membership.permissions


RULES = {
    WRITE_MINUTES: is_of_the_committee,
    CORRECT_MINUTES: is_of_the_committee,
    APPROVE_MINUTES: is_of_the_committee,
    RECORD_RULING: is_of_the_committee | stands_for_the_association,
    ESTABLISH_BASIS: is_of_the_committee | stands_for_the_association,
    OFFER: stands_for_the_association,
    ACCEPT: stands_for_the_association,
    ISSUE_SETTLEMENT: stands_for_the_association,
    SIGN: stands_for_the_association,
    PAY: stands_for_the_association,
    CLOSE: stands_for_the_association,
    REJECT: stands_for_the_association,
    WITHDRAW: is_of_the_committee | stands_for_the_association,
}
for _event, _rule in RULES.items():
    rules.add_perm(f"compensation.{_event}", handles_here & complaint_is_not_about & _rule)


def may(membership: Any, event: str, case: Any) -> bool:
    """Whether the member may do ``event``, whatever the status."""
    return rules.has_perm(f"compensation.{event}", membership, case)


def check(membership: Any, event: str, case: Any) -> None:
    """Raises ``NotPermitted`` in words where ``may`` says no."""
    if not may(membership, event, case):
        label = COMPENSATION_WORKFLOW.rows[event].label
        raise NotPermitted(_("“%(event)s” is not among your tasks here.") % {"event": label}, code="not_permitted")


def check_voted(membership: Any, event: str, case: Any) -> None:
    """Members of the association whom the complaint is not about: what was voted is recorded by who presided."""
    if membership.association_id != case.association_id or not complaint_is_not_about.test(membership, case):
        label = COMPENSATION_WORKFLOW.rows[event].label
        raise NotPermitted(_("“%(event)s” is not among your tasks here.") % {"event": label}, code="not_permitted")


def check_policy(version: Any) -> None:
    """Raises ``NotPermitted`` where the policy compensates no harm."""
    if not version.compensates_harm:
        raise NotPermitted(
            _("“%(policy)s” provides no compensation. Follow the complaint itself.") % {"policy": version.title},
            code="no_compensation",
        )


def check_opening(membership: Any, complaint: Any) -> None:
    """Follow-up members and managers, where the policy in force compensates harm; never the complaint's subject."""
    if Permission.HANDLE_COMPENSATION not in membership.permissions:
        raise NotPermitted(_("Compensation is not among your tasks."), code="not_permitted")
    check_policy(membership.association.policy_in_force())
    if complaint is None:
        return
    about = complaint.subjects.filter(membership_id=membership.pk, cleared_at__isnull=True)
    if complaint.association_id != membership.association_id or about.exists():
        raise NotPermitted(_("Compensation is not among your tasks."), code="not_permitted")
