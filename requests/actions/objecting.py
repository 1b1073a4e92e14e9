"""An objection to a decision: opened within the policy's days, decided by others; what it changed stands.

Its answer is told as a request's is (``answering``).

Upheld: the first decision stands. Changed: a ``Revision`` grants something else, and the request waits for its
delivery again. Sent back: the request returns to its study, and what is decided then is the revision.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from associations.calendars import working_calendar
from associations.models import MomentKind
from associations.moving import Moves
from associations.objecting import Window, objection_rules, window
from associations.promises import OPENED, SAVED_FIELDS, recompute
from associations.references import next_reference
from committees.actions import body_of_kind
from core.date_words import dual_long
from core.errors import AlreadyHandled, DomainError
from correspondence import actions as correspondence_actions
from correspondence.models import LetterKind

from .. import permissions
from ..enums import ObjectionOutcome, ObjectionStatus, Outcome
from ..models import Objection, Ruling, SupportRequest
from ..notices import tell_objection_received
from ..objection_workflow import DECIDE_OBJECTION, OBJECTION_WORKFLOW, WITHDRAW_OBJECTION
from ..stipulating import Stipulated, check_stipulations, refuse_past
from ..workflow import CHANGE_GRANT, SEND_BACK
from .decision import terms_of
from .instalments import begin_plan, end_if_delivered, refuse_while_paying
from .moving import MOVES as REQUESTS
from .moving import VOTED as VOTED_REQUESTS
from .moving import finish, locked, note
from .papers import LETTERS_LANGUAGE, objection_letter_facts
from .revising import revise

SERIES = "O"
MOVES = Moves(
    Objection,
    OBJECTION_WORKFLOW,
    permissions.check_objection,
    related=("association", "policy_version", "support_request__beneficiary", "decision", "body"),
)
VOTED = Moves(Objection, OBJECTION_WORKFLOW, permissions.check_objection_voted, related=MOVES.related)


def window_of(support_request: SupportRequest) -> Window | None:
    """The days to object to an answered decision; None where it is not answered or the policy has no objections."""
    rules = objection_rules(support_request.policy_version)
    if rules is None or support_request.answered_at is None:
        return None
    return window(rules, working_calendar(support_request.association), answered_at=support_request.answered_at)


def check_open(support_request: SupportRequest, *, now: datetime) -> Window:
    """The window in which an objection is possible now; raises in words that name the day, or the complaint's door."""
    if objection_rules(support_request.policy_version) is None:
        raise DomainError(
            _("This policy version has no objections. A complaint is possible by any channel of the association."),
            code="no_objections",
        )
    found = window_of(support_request)
    if found is None or getattr(support_request, "decision", None) is None:
        raise DomainError(_("An objection is possible once the answer was given."), code="not_answered")
    if found.is_over(timezone.localdate(now)):
        message = _("The days to object ended on %(day)s, counted from the answer. A complaint is still possible.")
        raise DomainError(message % {"day": dual_long(found.last_on, weekday=True)}, code="late")
    if support_request.objections.filter(status__in=[ObjectionStatus.RECEIVED, ObjectionStatus.DECIDED]).exists():
        raise AlreadyHandled(_("An objection to this decision is open already."), code="open")
    if support_request.objections.filter(status=ObjectionStatus.ANSWERED).exists():
        raise AlreadyHandled(_("The objection to this decision was decided; its decision is final."), code="final")
    return found


@transaction.atomic
def object_to(support_request: SupportRequest, *, by: Any, ground: str, channel: str) -> Objection:
    """A new objection, at the desk or by the applicant online, with the promise of its answer."""
    permissions.check_objecting(by, support_request, channel)
    support_request, now = locked(support_request), timezone.now()
    rules = check_open(support_request, now=now).rules
    if not ground.strip():
        raise DomainError(_("Write why the person objects."), code="ground", field="ground")
    objection = Objection(
        association_id=support_request.association_id,
        reference=next_reference(support_request.association, SERIES, on=timezone.localdate(now)),
        support_request=support_request,
        decision=support_request.decision,
        policy_version=support_request.policy_version,
        ground=ground.strip(),
        channel=channel,
        body=body_of_kind(support_request.association_id, rules.kind, rules.body_name_ar, rules.body_name_en),
        opened_by=by.user,
        received_at=now,
        complete_at=now,
        status_since=now,
    )
    objection.save()
    for kind in (MomentKind.RECEIVED, MomentKind.COMPLETE):
        objection.moments.create(association_id=objection.association_id, kind=kind, at=now, by=by.user)
    recompute(objection, cause=OPENED, at=now)
    objection.save(update_fields=SAVED_FIELDS)
    note(objection, "objected", by=by, at=now, detail={"channel": channel})
    tell_objection_received(objection)
    return objection


@transaction.atomic
def decide_objection(
    objection: Objection,
    *,
    by: Any,
    outcome: str,
    reasons: str,
    new_outcome: str = "",
    amount: Decimal | None = None,
    stipulations: Sequence[Stipulated] = (),
    expected_version: int | None = None,
) -> Ruling:
    """Upheld, changed (with what is granted instead), or sent back to the study; by none of the first deciders."""
    begun = MOVES.begin(objection, DECIDE_OBJECTION, by=by, expected_version=expected_version)
    refuse_past(stipulations, today=timezone.localdate())
    terms = {"new_outcome": new_outcome, "amount": amount, "stipulations": stipulations}
    return _rule(*begun, by=by, moves=REQUESTS, outcome=outcome, reasons=reasons, **terms)


@transaction.atomic
def rule_as_voted(objection: Objection, *, by: Any, outcome: str, reasons: str, **terms: Any) -> Ruling:
    """What the body carried by vote; ``by`` presided. The vote itself is ``proceedings``'."""
    begun = VOTED.begin(objection, DECIDE_OBJECTION, by=by)
    return _rule(*begun, by=by, moves=VOTED_REQUESTS, outcome=outcome, reasons=reasons, **terms)


def terms_of_ruling(
    support_request: SupportRequest,
    *,
    outcome: str,
    new_outcome: str | None,
    amount: Decimal | None,
    stipulations: Sequence[Stipulated] = (),
) -> dict[str, Any]:
    """What is ruled, in columns; raises where it is changed to nothing that the request could be granted."""
    if outcome not in ObjectionOutcome.values:
        raise DomainError(_("Choose what becomes of the first decision."), code="outcome", field="outcome")
    if outcome != ObjectionOutcome.CHANGED:
        check_stipulations(stipulations, outcome="")
        return {"outcome": outcome, "new_outcome": "", "amount": None, "stipulations": ()}
    if new_outcome not in (Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED):
        raise DomainError(_("Choose what is decided instead."), code="new_outcome", field="new_outcome")
    terms = terms_of(support_request, outcome=new_outcome, amount=amount, stipulations=stipulations)
    granted = {"amount": terms.amount, "stipulations": terms.stipulations}
    return {"outcome": outcome, "new_outcome": new_outcome, **granted}


def _rule(
    objection: Objection,
    now: datetime,
    *,
    by: Any,
    moves: Moves,
    outcome: str,
    reasons: str,
    new_outcome: str = "",
    amount: Decimal | None = None,
    stipulations: Sequence[Stipulated] = (),
) -> Ruling:
    if not reasons.strip():
        raise DomainError(_("A decision states its reasons."), code="reasons", field="reasons")
    support_request = locked(objection.support_request)
    given: dict[str, Any] = {"amount": amount, "stipulations": stipulations}
    ruled = terms_of_ruling(support_request, outcome=outcome, new_outcome=new_outcome, **given)
    terms = terms_of(support_request, outcome=new_outcome, **given) if ruled["new_outcome"] else None
    letter = _letter(objection, by=by, outcome=outcome, reasons=reasons, terms=terms, by_vote=moves is VOTED_REQUESTS)
    ruling = Ruling.objects.create(
        association_id=objection.association_id,
        objection=objection,
        outcome=outcome,
        reasons=reasons.strip(),
        letter=letter,
        first_decider_id=objection.decision.decided_by_id,
        first_researcher_id=support_request.researcher_id,
        decided_by=by.user,
        decided_at=now,
    )
    if terms is not None:
        revise(
            support_request, objection, terms=terms, reasons=reasons, letter=letter, body=objection.body, by=by, at=now
        )
        change_grant(support_request, by=by, objection=objection, moves=moves)
    elif outcome == ObjectionOutcome.SENT_BACK:
        send_back(support_request, by=by, objection=objection, reason=reasons, moves=moves)
    detail = {"ruling": outcome, "letter": letter.reference}
    MOVES.finish(objection, DECIDE_OBJECTION, by=by, at=now, detail=detail)
    return ruling


@transaction.atomic
def change_grant(
    support_request: SupportRequest, *, by: Any, objection: Objection | None = None, moves: Moves = REQUESTS
) -> SupportRequest:
    """The request waits for the delivery of what its objection changed, even if it was closed."""
    support_request, now = moves.begin(support_request, CHANGE_GRANT, by=by)
    _of_its_objection(support_request, objection)
    support_request.closed_at = None
    support_request = finish(support_request, CHANGE_GRANT, by=by, at=now, also=["closed_at"])
    begin_plan(support_request, by=by)
    end_if_delivered(support_request, by=by, at=now)
    return support_request


@transaction.atomic
def send_back(
    support_request: SupportRequest,
    *,
    by: Any,
    objection: Objection | None = None,
    reason: str = "",
    moves: Moves = REQUESTS,
) -> SupportRequest:
    """The request returns to its study, for the reasons of the body that looked at the objection."""
    support_request, now = moves.begin(support_request, SEND_BACK, by=by, reason=reason)
    _of_its_objection(support_request, objection)
    refuse_while_paying(support_request)
    support_request.closed_at = None
    return finish(support_request, SEND_BACK, by=by, at=now, reason=reason, also=["closed_at"])


@transaction.atomic
def withdraw_objection(
    objection: Objection, *, by: Any, reason: str, expected_version: int | None = None
) -> Objection:
    """The person no longer objects; the first decision stands."""
    objection, now = MOVES.begin(
        objection, WITHDRAW_OBJECTION, by=by, expected_version=expected_version, reason=reason
    )
    return MOVES.finish(objection, WITHDRAW_OBJECTION, by=by, at=now, reason=reason)


def _of_its_objection(support_request: SupportRequest, objection: Objection | None) -> None:
    if objection is None or objection.support_request_id != support_request.pk:
        raise DomainError(_("Only the body that decides an objection to it does this."), code="no_objection")


def _letter(objection: Objection, *, by: Any, outcome: str, reasons: str, terms: Any, by_vote: bool) -> Any:
    facts = objection_letter_facts(
        objection, by=None if by_vote else by, outcome=outcome, reasons=reasons, terms=terms
    )
    with translation.override(LETTERS_LANGUAGE):
        subject = str(_("Decision on objection %(reference)s") % {"reference": objection.reference})
    return correspondence_actions.issue(
        objection.association,
        kind=LetterKind.OBJECTION,
        about=objection.support_request.reference,
        subject=subject,
        recipient=objection.support_request.beneficiary.full_name,
        facts=facts,
        by=by.user,
    )
