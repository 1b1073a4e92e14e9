"""Who may do what to a support request. Each predicate's docstring lists who qualifies, one per line.

Permissions come from roles (``accounts.roles``); deciding comes from the seat at the head of the body (R6–R9).
Registered with ``rules`` under ``support_requests.<event>``; ``check`` is what views and actions call.
"""

from __future__ import annotations

from typing import Any

import rules
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.enums import Channel
from associations.referring import referring
from committees.enums import DECIDING_POSITIONS, Position
from committees.models import Seat
from core.errors import NotPermitted

from . import heads
from .models import UrgentOfficer
from .objection_workflow import DECIDE_OBJECTION, HAND_OBJECTION, OBJECTION_WORKFLOW, WITHDRAW_OBJECTION
from .workflow import (
    ANSWER_REFERRAL,
    BACK_TO_STUDY,
    CHANGE_GRANT,
    DECIDE,
    GIVE_URGENT,
    HAND_TO_BODY,
    HAND_URGENT,
    OF_BODY,
    RATIFY_URGENT,
    REVERSE_URGENT,
    SEND_BACK,
    STAND_ASIDE,
    WAIVE_CONDITION,
    WITHDRAW,
    WORKFLOW,
)

BY_VOTE = _("This body decides by vote: the request stands on the docket of its next session.")
TIED_TO_OBJECTION = _("You do not decide this objection: %(why)s. Refer it to another body.")
FIRST_DECIDER = _("An objection is decided by people other than the first deciders.")


def _with(permission: str) -> rules.Predicate:
    @rules.predicate(f"has_{permission}")
    def has(membership: Any, support_request: Any) -> bool:
        return permission in membership.permissions

    return has


@rules.predicate
def same_association(membership: Any, support_request: Any) -> bool:
    """Members of the association the request belongs to."""
    return support_request is None or membership.association_id == support_request.association_id


@rules.predicate
def heads_the_body(membership: Any, support_request: Any) -> bool:
    """Chair of the request's reviewing committee, today.
    Head of the request's reviewing department, today.
    """
    return support_request is not None and _heading(membership, support_request).exists()


@rules.predicate
def decides_alone(membership: Any, support_request: Any) -> bool:
    """Who heads the body, where its members do not decide by vote today."""
    if support_request is None:
        return False
    seats = heads.own_seats(membership, support_request, support_request.reviewing_body)
    return any(seat.is_alone and seat.position in DECIDING_POSITIONS for seat in seats)


def _votes(body: Any) -> bool:
    """Whether the members of this body decide by vote today. One query."""
    return bool(body.formations.that_vote(timezone.localdate()).exists())


def _heading(membership: Any, support_request: Any) -> Any:
    seats = support_request.reviewing_body.seats.held_on(timezone.localdate()).that_decide()
    return seats.filter(membership_id=membership.pk)


def _body_of_help(support_request: Any) -> Any:
    given = getattr(support_request, "urgent_help", None)
    return given.body if given else support_request.reviewing_body


@rules.predicate
def settles_help_alone(membership: Any, support_request: Any) -> bool:
    """Who heads the body that the urgent help awaits, where its members do not decide by vote today."""
    if support_request is None:
        return False
    today = timezone.localdate()
    seats = _body_of_help(support_request).seats.held_on(today).that_decide().filter(membership_id=membership.pk)
    return bool(seats.of_bodies_that_decide_alone(today).exists())


@rules.predicate
def stands_in(membership: Any, support_request: Any) -> bool:
    """Deputy of a body that decides alone, where whoever heads it takes no part in the request."""
    return support_request is not None and _stands_in(membership, support_request, support_request.reviewing_body)


@rules.predicate
def stands_in_for_help(membership: Any, support_request: Any) -> bool:
    """Deputy of the body that the urgent help awaits, in the same way."""
    return support_request is not None and _stands_in(membership, support_request, _body_of_help(support_request))


def _stands_in(membership: Any, support_request: Any, body: Any) -> bool:
    if Permission.SIT_IN_SESSIONS not in membership.permissions:
        return False
    if not membership.seats.filter(committee=body.pk, position=Position.DEPUTY).exists() or _votes(body):
        return False
    return membership.pk in {seat.membership_id for seat in heads.standing_in(support_request, body)}


@rules.predicate
def takes_over(membership: Any, support_request: Any) -> bool:
    """Management, where whoever heads the body takes no part and no deputy stands in."""
    if support_request is None or Permission.HEAR_OF_LATENESS not in membership.permissions:
        return False
    body = support_request.reviewing_body
    return not _votes(body) and heads.has_nobody(support_request, body)


@rules.predicate
def has_no_tie(membership: Any, support_request: Any) -> bool:
    """Everyone but whom the records certainly keep from the request, and who stood aside."""
    return support_request is None or heads.takes_part(membership, support_request, support_request.reviewing_body)


@rules.predicate
def has_no_tie_for_help(membership: Any, support_request: Any) -> bool:
    """The same, in the body that the urgent help awaits."""
    return support_request is None or heads.takes_part(membership, support_request, _body_of_help(support_request))


@rules.predicate
def heads_the_body_of_its_conditions(membership: Any, support_request: Any) -> bool:
    """Chair or head, today, of the body that set the conditions which stand; of the reviewing body where none do."""
    if support_request is None:
        return False
    bodies = list(support_request.stipulations.standing().order_by().values_list("body", flat=True)[:1])
    bodies = bodies or [support_request.reviewing_body_id]
    seats = Seat.objects.filter(membership=membership.pk, committee__in=bodies)
    return bool(seats.held_on(timezone.localdate()).that_decide().exists())


@rules.predicate
def did_not_study_it(membership: Any, support_request: Any) -> bool:
    """Everyone but the researcher whose recommendation is being decided."""
    return support_request is None or support_request.researcher_id != membership.user_id


@rules.predicate
def answers_referrals(membership: Any, support_request: Any) -> bool:
    """Whoever holds the role that the policy version names for what is referred."""
    if support_request is None or not support_request.policy_version.referral:
        return False
    return referring(support_request.policy_version).role in membership.roles


@rules.predicate
def did_not_decide_it(membership: Any, support_request: Any) -> bool:
    """Everyone but who made the decision."""
    decision = getattr(support_request, "decision", None)
    return decision is None or decision.decided_by_id != membership.user_id


@rules.predicate
def is_named_for_urgent_help(membership: Any, support_request: Any) -> bool:
    """Whoever holds a term of urgent help today, for this service or for all."""
    if support_request is None:
        return False
    terms = UrgentOfficer.objects.standing(on=timezone.localdate()).filter(
        association=support_request.association_id, person=membership.user_id
    )
    return terms.filter(Q(scopes__isnull=True) | Q(scopes__service=support_request.service_id)).exists()


@rules.predicate
def did_not_give_it(membership: Any, support_request: Any) -> bool:
    """Everyone but who gave the urgent help."""
    given = getattr(support_request, "urgent_help", None)
    return given is None or given.given_by_id != membership.user_id


@rules.predicate
def applies_for_oneself(applicant: Any, support_request: Any) -> bool:
    """The beneficiary whose request it is, signed in online."""
    return (
        support_request is not None
        and Permission.APPLY_ONLINE in applicant.permissions
        and applicant.beneficiary_id == support_request.beneficiary_id
    )


_OF_HEAD = _with(Permission.DECIDE_REQUEST) & decides_alone | stands_in
_OF_HELP = _with(Permission.DECIDE_REQUEST) & settles_help_alone | stands_in_for_help
for _row in WORKFLOW.rows.values():
    _rule = same_association & _with(_row.permission)
    if _row.event in (SEND_BACK, CHANGE_GRANT):
        _rule = _rule & did_not_study_it & did_not_decide_it
    if _row.event == WITHDRAW:
        _rule = same_association & (_with(_row.permission) | applies_for_oneself)
    if _row.event == ANSWER_REFERRAL:
        _rule = _rule & answers_referrals
    if _row.event == GIVE_URGENT:
        _rule = _rule & is_named_for_urgent_help
    if _row.event in (RATIFY_URGENT, REVERSE_URGENT):
        _rule = same_association & _OF_HELP & did_not_give_it & has_no_tie_for_help
    if _row.event == HAND_URGENT:
        _rule = same_association & _OF_HELP
    if _row.event == BACK_TO_STUDY:
        _rule = same_association & _OF_HEAD & has_no_tie
    if _row.event == HAND_TO_BODY:
        _rule = same_association & (_OF_HEAD | takes_over)
    if _row.event == STAND_ASIDE:
        _rule = same_association & _OF_HEAD
    if _row.event == WAIVE_CONDITION:
        _rule = _rule & did_not_study_it & heads_the_body_of_its_conditions
    if _row.event == DECIDE:
        _rule = same_association & _OF_HEAD & did_not_study_it & has_no_tie
    rules.add_perm(f"support_requests.{_row.event}", _rule)


@rules.predicate
def heads_the_body_of_objections(membership: Any, objection: Any) -> bool:
    """Chair or head of the body that decides the objection, today; nobody alone where its members vote.
    Its deputy, where the head takes no part in the request.
    Management, where nobody heads that body today, or neither head nor deputy takes part.
    """
    if _votes(objection.body):
        return False
    if _stands_in(membership, objection.support_request, objection.body):
        return True
    if heads.has_nobody(objection.support_request, objection.body):
        return Permission.HEAR_OF_LATENESS in membership.permissions
    seats = objection.body.seats.held_on(timezone.localdate()).that_decide()
    if seats.exists():
        return bool(seats.filter(membership_id=membership.pk).exists())
    return Permission.HEAR_OF_LATENESS in membership.permissions


@rules.predicate
def decided_nothing_before(membership: Any, objection: Any) -> bool:
    """Everyone but who made the decision that is objected to, and who studied its request."""
    return membership.user_id not in (objection.decision.decided_by_id, objection.support_request.researcher_id)


@rules.predicate
def has_no_tie_to_it(membership: Any, objection: Any) -> bool:
    """Everyone but whom the records certainly keep from the request of the objection, and who stood aside from it."""
    return heads.takes_part(membership, objection.support_request, objection.body)


def _of_its_applicant(applicant: Any, objection: Any) -> bool:
    return bool(applies_for_oneself(applicant, objection.support_request))


for _row in OBJECTION_WORKFLOW.rows.values():
    _rule = same_association & _with(_row.permission)
    if _row.event == DECIDE_OBJECTION:
        _rule = _rule & heads_the_body_of_objections & decided_nothing_before & has_no_tie_to_it
    if _row.event == HAND_OBJECTION:
        _rule = _rule & heads_the_body_of_objections
    if _row.event == WITHDRAW_OBJECTION:
        _rule = same_association & (_with(_row.permission) | rules.predicate(_of_its_applicant))
    rules.add_perm(f"support_requests.objection.{_row.event}", _rule)


def may_on_objection(membership: Any, event: str, objection: Any) -> bool:
    """Whether the member may do ``event`` to this objection, whatever its status."""
    return rules.has_perm(f"support_requests.objection.{event}", membership, objection)


def check_objection(membership: Any, event: str, objection: Any) -> None:
    """Raises ``NotPermitted`` in words where ``may_on_objection`` says no."""
    if may_on_objection(membership, event, objection):
        return
    if event == DECIDE_OBJECTION and not decided_nothing_before(membership, objection):
        raise NotPermitted(FIRST_DECIDER, code="first_decider")
    if event in (DECIDE_OBJECTION, HAND_OBJECTION) and _votes(objection.body):
        raise NotPermitted(BY_VOTE, code="decided_by_vote")
    if event == DECIDE_OBJECTION and heads_the_body_of_objections.test(membership, objection):
        tie = heads.tie_of(membership, objection.support_request, objection.body)
        if tie is not None:
            raise NotPermitted(TIED_TO_OBJECTION % {"why": tie.words}, code="tied")
    raise NotPermitted(
        _("“%(event)s” is not among your tasks for this request.") % {"event": OBJECTION_WORKFLOW.rows[event].label},
        code="not_permitted",
    )


def check_objection_voted(membership: Any, event: str, objection: Any) -> None:
    """Members of the association, but none of the first deciders: what was voted is recorded by who presided."""
    if not same_association(membership, objection):
        raise NotPermitted(_("This request is not yours."), code="not_permitted")
    if not decided_nothing_before(membership, objection):
        raise NotPermitted(FIRST_DECIDER, code="first_decider")


def check_objecting(by: Any, support_request: Any, channel: str) -> None:
    """Front desk, by any channel.
    The beneficiary whose request it is, by the website alone.
    """
    own = applies_for_oneself(by, support_request) and channel == Channel.WEBSITE
    if not (same_association(by, support_request) and (may_receive(by) or own)):
        raise NotPermitted(_("Taking in an objection is not among your tasks."), code="not_permitted")


def may_receive(membership: Any) -> bool:
    """Front desk."""
    return Permission.RECEIVE_REQUEST in membership.permissions


def check_opening(by: Any, association: Any, beneficiary: Any, service: Any, channel: str) -> None:
    """Front desk, by any channel of the policy.
    The beneficiary for themselves, by the website alone.

    All of them of the one association.
    """
    if {by.association_id, beneficiary.association_id, service.association_id} != {association.pk}:
        raise NotPermitted(_("Opening a request is not among your tasks."), code="not_permitted")
    own = Permission.APPLY_ONLINE in by.permissions and by.beneficiary_id == beneficiary.pk
    if not (may_receive(by) or (own and channel == Channel.WEBSITE)):
        raise NotPermitted(_("Opening a request is not among your tasks."), code="not_permitted")


def check_own(applicant: Any, support_request: Any) -> None:
    """The beneficiary whose request it is, signed in online."""
    if not (same_association & applies_for_oneself)(applicant, support_request):
        raise NotPermitted(_("This request is not yours."), code="not_permitted")


def check_receipt(by: Any, support_request: Any) -> None:
    """Front desk.
    The beneficiary whose request it is, when it is sent online.
    """
    if not (same_association(by, support_request) and (may_receive(by) or applies_for_oneself(by, support_request))):
        raise NotPermitted(_("Issuing a receipt is not among your tasks."), code="not_permitted")


def may(membership: Any, event: str, support_request: Any) -> bool:
    """Whether the member may do ``event`` to this request, whatever its status."""
    return rules.has_perm(f"support_requests.{event}", membership, support_request)


def check_voted(membership: Any, event: str, support_request: Any) -> None:
    """Members of the association: what was voted is recorded by who presided (see ``proceedings.permissions``)."""
    if not same_association(membership, support_request):
        raise NotPermitted(_("This request is not yours."), code="not_permitted")


def _refuse_tied(membership: Any, event: str, support_request: Any) -> None:
    """Says to whoever would decide alone what keeps them from it."""
    is_help = event in (RATIFY_URGENT, REVERSE_URGENT)
    body = _body_of_help(support_request) if is_help else support_request.reviewing_body
    if heads.is_aside(membership, support_request):
        raise NotPermitted(_("You take no part in this request."), code="aside")
    tie = heads.tie_of(membership, support_request, body)
    if tie is not None:
        said = _("You do not decide this request: %(why)s. Take no part in it, and whoever stands in decides.")
        raise NotPermitted(said % {"why": tie.words}, code="tied")


def check(membership: Any, event: str, support_request: Any) -> None:
    """Raises ``NotPermitted`` in words where ``may`` says no."""
    if may(membership, event, support_request):
        return
    if event in (RATIFY_URGENT, REVERSE_URGENT) and not did_not_give_it(membership, support_request):
        raise NotPermitted(_("Nobody ratifies or reverses what they gave."), code="own_help")
    if event in (DECIDE, *OF_BODY) and _votes(support_request.reviewing_body):
        raise NotPermitted(BY_VOTE, code="decided_by_vote")
    if event in (RATIFY_URGENT, REVERSE_URGENT, HAND_URGENT) and _votes(_body_of_help(support_request)):
        raise NotPermitted(BY_VOTE, code="decided_by_vote")
    if event in (DECIDE, BACK_TO_STUDY, RATIFY_URGENT, REVERSE_URGENT):
        _refuse_tied(membership, event, support_request)
    if event == GIVE_URGENT and same_association(membership, support_request):
        sentence = _("Urgent help is given by an officer the board named, within the term and for the services named.")
        raise NotPermitted(sentence, code="not_named")
    raise NotPermitted(
        _("“%(event)s” is not among your tasks for this request.") % {"event": WORKFLOW.rows[event].label},
        code="not_permitted",
    )
