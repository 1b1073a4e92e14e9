"""Help that cannot wait (issue: urgent track): given at once within a named officer's limit, received and signed for,
then ratified by the reviewing body, or reversed with reasons.

Nothing is decided before the body looked at what was given: a grant ratifies it and includes it, a refusal waits
until it is ratified or reversed. Nobody ratifies or reverses what they gave.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.due import due
from associations.models import Association
from beneficiaries.actions.signing import Proof, proof_of, sign
from committees.models import Seat
from core.errors import AlreadyHandled, DomainError, NotPermitted

from .. import permissions
from ..budget import budget_of
from ..delivery_papers import issue_receipt_of
from ..eligibility_facts import people_of
from ..enums import AfterReversal, Outcome, SettledUrgent
from ..models import Delivery, SupportRequest, UrgentHelp, UrgentOfficer
from ..models.urgent import last_day
from ..notices import tell_urgent_given, tell_urgent_recovered
from ..notices_to_staff import tell_urgent_late, tell_urgent_waits
from ..urgent import ceiling_of, help_of
from ..workflow import GIVE_URGENT, RATIFY_URGENT, REVERSE_URGENT
from .delivering import Received, check_receiver
from .following_up import draw
from .intake import current_declaration, whose_request
from .moving import MOVES, VOTED, Moves, begin, finish, locked, note
from .urgent_officers import urgent_rules_of

HALALA = Decimal("0.01")


def term_of(support_request: SupportRequest, by: Any) -> UrgentOfficer:
    """The member's term for this request today; raises where there is none."""
    rows = UrgentOfficer.objects.standing(on=timezone.localdate()).filter(
        association=support_request.association_id, person=by.user_id
    )
    term = rows.prefetch_related("scopes__service").first()
    if term is None:
        raise NotPermitted(_("You hold no term of urgent help today."), code="not_named")
    return term


def give_urgent(
    support_request: SupportRequest,
    *,
    by: Any,
    amount: Decimal,
    reason: str,
    received: Received,
    has_no_tie: bool,
    item: str = "",
    quantity: int | None = None,
    expected_version: int | None = None,
) -> UrgentHelp:
    """Hand it over now, signed for; ``amount`` is the money, or what the items are worth."""
    with proof_of(received.signed, association_id=support_request.association_id) as proof:
        return _give(
            support_request,
            by=by,
            amount=amount,
            item=item.strip()[:120],
            quantity=quantity,
            reason=reason,
            received=received,
            proof=proof,
            has_no_tie=has_no_tie,
            expected_version=expected_version,
        )


@transaction.atomic
def _give(
    support_request: SupportRequest,
    *,
    by: Any,
    amount: Decimal,
    item: str,
    quantity: int | None,
    reason: str,
    received: Received,
    proof: Proof,
    has_no_tie: bool,
    expected_version: int | None,
) -> UrgentHelp:
    fresh = locked(support_request)
    permissions.check(by, GIVE_URGENT, fresh)
    if help_of(fresh) is not None:
        raise AlreadyHandled(_("Urgent help was given for this request already; it is given once."), code="given")
    support_request, now = begin(support_request, GIVE_URGENT, by=by, expected_version=expected_version, reason=reason)
    term = UrgentOfficer.objects.select_for_update(of=("self",)).get(pk=term_of(support_request, by).pk)
    _check_person(support_request, by=by, has_no_tie=has_no_tie)
    _check_what(support_request, term, amount=amount, item=item, quantity=quantity)
    check_receiver(support_request, received, on=timezone.localdate(now))
    delivery = _hand_over(
        support_request, by=by, at=now, amount=amount, item=item, quantity=quantity, received=received, proof=proof
    )
    today = timezone.localdate(now)
    given = UrgentHelp.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        officer=term,
        amount=amount,
        item=item,
        quantity=quantity,
        reason=reason.strip(),
        delivery=delivery,
        given_by=by.user,
        given_on=today,
        given_at=now,
        body=support_request.reviewing_body,
        ratify_by=last_day(today, urgent_rules_of(support_request.association_id)),
    )
    detail = {"letter": delivery.letter.reference} if delivery.letter else None
    finish(support_request, GIVE_URGENT, by=by, at=now, reason=reason.strip(), detail=detail)
    tell_urgent_given(support_request)
    tell_urgent_waits(given, _heads(given))
    return given


def _check_person(support_request: SupportRequest, *, by: Any, has_no_tie: bool) -> None:
    """An open file and a signed declaration as for every grant; no tie between who gives and who receives."""
    if getattr(support_request, "decision", None) is not None:
        raise DomainError(_("This request was decided already."), code="decided")
    file = whose_request(support_request.beneficiary)
    if support_request.policy_version.needs_declaration and current_declaration(support_request) is None:
        raise DomainError(_("The declaration is not signed for these facts yet."), code="declaration")
    own = by.user.email.casefold() == (file.email or "").casefold()
    if not has_no_tie or own or support_request.stepped_aside.filter(who=by.user_id).exists():
        message = _("Who has a tie to the person gives no urgent help: ask another officer, or the body.")
        raise NotPermitted(message, code="tie")
    if permissions.heads_the_body(by, support_request):
        message = _("You head the body that would have to ratify it: decide the request, or ask another officer.")
        raise NotPermitted(message, code="heads_the_body")


def _check_what(
    support_request: SupportRequest, term: UrgentOfficer, *, amount: Decimal, item: str, quantity: int | None
) -> None:
    """Within the officer's limit, the service's ceiling and what is left of its budget."""
    if amount <= 0 or amount != amount.quantize(HALALA):
        raise DomainError(_("Write how much is given, to the halala."), code="amount", field="amount")
    if amount > term.highest:
        message = _("Your limit for one request is %(limit)s riyals.")
        raise DomainError(message % {"limit": f"{term.highest:,.2f}"}, code="limit", field="amount")
    if item or quantity:
        if not term.allows_in_kind:
            raise DomainError(_("Your term lets you give money only."), code="in_kind", field="item")
        if not item or not quantity or quantity < 1:
            raise DomainError(_("Write the item with its quantity."), code="item", field="item")
        return
    version = support_request.service_version
    if not support_request.service.is_in_money:
        raise DomainError(_("This service is given in kind: write the item."), code="money", field="item")
    ceiling = ceiling_of(version, people=people_of(support_request.beneficiary))
    if ceiling is not None and amount > ceiling:
        message = _("This service gives at most %(ceiling)s riyals for this request.")
        raise DomainError(message % {"ceiling": f"{ceiling:,.2f}"}, code="ceiling", field="amount")
    budget = budget_of(version, on=timezone.localdate())
    if budget is not None and budget.would_exceed(amount):
        message = _("Of the service's budget %(left)s riyals are left. Only the body grants beyond it.")
        raise DomainError(message % {"left": f"{max(budget.left, Decimal(0)):,.2f}"}, code="budget", field="amount")


def _hand_over(
    support_request: SupportRequest,
    *,
    by: Any,
    at: datetime,
    amount: Decimal,
    item: str,
    quantity: int | None,
    received: Received,
    proof: Proof,
) -> Delivery:
    """The delivery's row with its signature and receipt; it stands in no plan, since nothing is granted yet."""
    today = timezone.localdate(at)
    signed = f"{support_request.reference}|urgent|{today.isoformat()}|{amount:.2f}|{item}|{quantity or 0}"
    signature = sign(
        support_request.beneficiary, by=by, digest=hashlib.sha256(signed.encode()).hexdigest(), proof=proof
    )
    money = None if item else amount
    what = (f"{item} ({quantity})" if item else support_request.service.name_ar)[:300]
    facts = {
        "delivered_on": today,
        "received_by": received.by,
        "receiver_name": received.signed.name,
        "method": received.signed.method,
        "mandate": received.mandate,
    }
    items = [[item, str(quantity)]] if item else []
    letter = issue_receipt_of(support_request, by=by, what=what, amount=money, items=items, facts=facts)
    delivery = Delivery.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        what=what,
        amount=money,
        letter=letter,
        signature=signature,
        by=by.user,
        at=at,
        **facts,
    )
    draw(delivery, at=at)
    return delivery


@transaction.atomic
def ratify_urgent(
    support_request: SupportRequest, *, by: Any, words: str = "", expected_version: int | None = None
) -> UrgentHelp:
    """The body stands by it: it counts in whatever is granted later."""
    return _ratify(MOVES, support_request, by=by, words=words, expected=expected_version)


@transaction.atomic
def ratify_as_voted(support_request: SupportRequest, *, by: Any, words: str = "") -> UrgentHelp:
    """As the body carried by vote; ``by`` presided."""
    return _ratify(VOTED, support_request, by=by, words=words)


def _ratify(
    moves: Moves, support_request: SupportRequest, *, by: Any, words: str, expected: int | None = None
) -> UrgentHelp:
    support_request, now = moves.begin(support_request, RATIFY_URGENT, by=by, expected_version=expected)
    given = _awaiting(support_request)
    _settle(given, SettledUrgent.RATIFIED, by=by, at=now, words=words)
    finish(support_request, RATIFY_URGENT, by=by, at=now, reason=words.strip())
    return given


@transaction.atomic
def reverse_urgent(
    support_request: SupportRequest,
    *,
    by: Any,
    reason: str,
    afterwards: str,
    expected_version: int | None = None,
) -> UrgentHelp:
    """The body does not stand by it; what was given stays recorded, with what happens to it now."""
    return _reverse(MOVES, support_request, by=by, reason=reason, afterwards=afterwards, expected=expected_version)


@transaction.atomic
def reverse_as_voted(support_request: SupportRequest, *, by: Any, reason: str, afterwards: str) -> UrgentHelp:
    """As the body carried by vote; ``by`` presided."""
    return _reverse(VOTED, support_request, by=by, reason=reason, afterwards=afterwards)


def _reverse(
    moves: Moves,
    support_request: SupportRequest,
    *,
    by: Any,
    reason: str,
    afterwards: str,
    expected: int | None = None,
) -> UrgentHelp:
    support_request, now = moves.begin(
        support_request, REVERSE_URGENT, by=by, expected_version=expected, reason=reason
    )
    given = _awaiting(support_request)
    if afterwards not in AfterReversal.values:
        message = _("Say what happens to what was given: is it recovered or not?")
        raise DomainError(message, code="afterwards", field="afterwards")
    _settle(given, SettledUrgent.REVERSED, by=by, at=now, words=reason, afterwards=afterwards)
    finish(support_request, REVERSE_URGENT, by=by, at=now, reason=reason.strip(), detail={"afterwards": afterwards})
    if afterwards == AfterReversal.RECOVER:
        tell_urgent_recovered(support_request)
    return given


def settle_with_decision(support_request: SupportRequest, *, by: Any, outcome: str, at: datetime) -> None:
    """In the decision's transaction: a grant ratifies what awaits; a refusal waits until the body looked at it."""
    given = help_of(support_request)
    if given is None or not given.is_awaiting:
        return
    if outcome == Outcome.REFUSED:
        message = _("Urgent help was given for this request: ratify it or reverse it first, then refuse the request.")
        raise DomainError(message, code="urgent_awaits", field="outcome")
    if given.given_by_id == by.user_id:
        raise NotPermitted(_("Nobody ratifies or reverses what they gave."), code="own_help")
    _settle(given, SettledUrgent.RATIFIED, by=by, at=at, words="")
    note(support_request, RATIFY_URGENT, by=by, at=at)


def _awaiting(support_request: SupportRequest) -> UrgentHelp:
    given = help_of(support_request)
    if given is None:
        raise DomainError(_("No urgent help was given for this request."), code="none")
    if not given.is_awaiting:
        raise AlreadyHandled(
            _("The body looked at this urgent help already: %(how)s.") % {"how": given.get_settled_as_display()},
            code="settled",
        )
    return given


def _settle(given: UrgentHelp, how: str, *, by: Any, at: datetime, words: str, afterwards: str = "") -> None:
    given.settled_as, given.settled_words, given.afterwards = how, words.strip()[:1000], afterwards
    given.settled_by, given.settled_at = by.user, at
    given.save(update_fields=["settled_as", "settled_words", "afterwards", "settled_by", "settled_at"])


def _heads(given: UrgentHelp) -> list[Any]:
    """Whoever may ratify it: the chair or head of the body today."""
    seats = Seat.objects.filter(committee=given.body_id).held_on(timezone.localdate()).that_decide()
    seats = seats.filter(membership__is_active=True).exclude(membership__user=given.given_by_id)
    return [seat.membership.user for seat in seats.select_related("membership__user")]


def _managers(given: UrgentHelp) -> list[Any]:
    rows = Membership.objects.active().filter(association=given.association_id).select_related("user")
    return [
        row.user for row in rows.prefetch_related("membership_roles") if Permission.HEAR_OF_LATENESS in row.permissions
    ]


@due("urgent help to be ratified")
def warn_of_urgent(association: Association) -> int:
    """How much is told again: the body shortly before the last day; the body and management once it has passed."""
    today, rules = timezone.localdate(), urgent_rules_of(association.pk)
    awaiting = UrgentHelp.objects.filter(association=association).awaiting()
    late = awaiting.filter(ratify_by__lt=today, late_told_at__isnull=True)
    soon = awaiting.filter(
        ratify_by__range=(today, today + timedelta(days=rules.warn_days)), soon_told_at__isnull=True
    )
    told = sum(_warn(row, is_late=True) for row in late.select_related("support_request").order_by("pk"))
    return told + sum(_warn(row, is_late=False) for row in soon.select_related("support_request").order_by("pk"))


@transaction.atomic
def _warn(given: UrgentHelp, *, is_late: bool) -> int:
    locked(given.support_request)
    given.refresh_from_db(fields=["settled_at", "soon_told_at", "late_told_at"])
    column = "late_told_at" if is_late else "soon_told_at"
    if not given.is_awaiting or getattr(given, column) is not None:
        return 0
    setattr(given, column, timezone.now())
    given.save(update_fields=[column])
    if is_late:
        tell_urgent_late(given, {user.pk: user for user in (*_heads(given), *_managers(given))}.values())
    else:
        tell_urgent_waits(given, _heads(given), again="soon")
    return 1
