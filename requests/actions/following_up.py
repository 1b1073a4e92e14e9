"""After a delivery: the call drawn at random, a problem until it is settled, what is due told to staff (B6)."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.due import due
from associations.models import Association
from core.errors import AlreadyHandled, DomainError, NotPermitted

from ..enums import CallResult, ChangedRules, ProblemKind
from ..models import Delivery, DeliveryCheck, DeliveryProblem, DeliveryRules, Instalment, InstalmentWarning
from ..notices import tell_instalments

LOOKS_BACK = timedelta(days=60)  # what is late longer was told long ago
PROBLEMS = {CallResult.NOT_RECEIVED: ProblemKind.NOT_RECEIVED, CallResult.DEFECT: ProblemKind.DEFECT}


def rules_of(association_id: int) -> DeliveryRules:
    """The association's numbers, or the defaults (not saved)."""
    return DeliveryRules.objects.filter(association=association_id).first() or DeliveryRules()


def require_following(by: Any, association_id: int) -> None:
    """Raises for everyone whose task it is not."""
    if Permission.FOLLOW_DELIVERIES not in by.permissions or by.association_id != association_id:
        raise NotPermitted(_("Following deliveries up is not among your tasks."), code="not_permitted")


def draw(delivery: Delivery, *, at: datetime) -> DeliveryCheck | None:
    """By chance, as often as the association wants: it is to be asked about. In the delivery's transaction."""
    if secrets.randbelow(100) >= rules_of(delivery.association_id).check_percent:
        return None
    return DeliveryCheck.objects.create(
        association_id=delivery.association_id, delivery=delivery, delivered_by=delivery.by, drawn_at=at
    )


@transaction.atomic
def record_call(delivery: Delivery, *, by: Any, result: str, note: str = "") -> DeliveryCheck:
    """What the person said on the phone; without an answer it is tried again, and a bad one opens a problem."""
    require_following(by, delivery.association_id)
    check = DeliveryCheck.objects.select_for_update(of=("self",)).get(delivery=delivery)
    if check.delivered_by_id == by.user_id:
        raise NotPermitted(_("Somebody else than whoever handed it over makes the call."), code="own_delivery")
    if check.result and check.result != CallResult.NO_ANSWER:
        raise AlreadyHandled(_("This call was made already."), code="called")
    if result in PROBLEMS and not note.strip():
        raise DomainError(_("Write what the person says."), code="note", field="note")
    check.result, check.note, check.tries = result, note.strip()[:300], check.tries + 1
    check.called_by, check.called_at = by.user, timezone.now()
    check.save(update_fields=["result", "note", "tries", "called_by", "called_at"])
    if result in PROBLEMS and not delivery.problems.filter(settled_at__isnull=True).exists():
        report_problem(delivery, by=by, kind=PROBLEMS[CallResult(result)], words=note)
    return check


@transaction.atomic
def report_problem(delivery: Delivery, *, by: Any, kind: str, words: str) -> DeliveryProblem:
    """The person did not get it, or not as it should be; whoever hears it owns it until it is settled."""
    require_following(by, delivery.association_id)
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if not words.strip():
        raise DomainError(_("Write what the person says."), code="words", field="words")
    if delivery.problems.filter(settled_at__isnull=True).exists():
        raise AlreadyHandled(_("A problem with this delivery is open already."), code="open")
    return DeliveryProblem.objects.create(
        association_id=delivery.association_id,
        delivery=delivery,
        kind=kind,
        words=words.strip()[:1000],
        owner=by.user,
        reported_by=by.user,
        reported_at=timezone.now(),
    )


@transaction.atomic
def settle_problem(delivery: Delivery, *, by: Any, settled_as: str, words: str) -> DeliveryProblem:
    """What was done about it; a settled problem stays settled."""
    require_following(by, delivery.association_id)
    problem = delivery.problems.select_for_update(of=("self",)).filter(settled_at__isnull=True).first()
    if problem is None:
        raise AlreadyHandled(_("No problem with this delivery is open."), code="settled")
    if not words.strip():
        raise DomainError(_("Write what was done."), code="words", field="words")
    problem.settled_as, problem.settled_words = settled_as, words.strip()[:1000]
    problem.settled_by, problem.settled_at = by.user, timezone.now()
    problem.save(update_fields=["settled_as", "settled_words", "settled_by", "settled_at"])
    return problem


@transaction.atomic
def set_rules(association: Association, *, by: Any, **numbers: int) -> DeliveryRules:
    """The association's numbers from now on."""
    if Permission.SET_PAYMENT_LIMITS not in by.permissions or by.association_id != association.pk:
        raise NotPermitted(_("The rules of delivery are not among your tasks."), code="not_permitted")
    Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    before = rules_of(association.pk)
    kept = {name: getattr(before, name) for name in numbers}
    rules, _made = DeliveryRules.objects.update_or_create(association=association, defaults=numbers)
    keep_change(association, ChangedRules.DELIVERY, kept, numbers, by=by)
    return rules


def keep_change(association: Association, rules: str, before: Any, after: Any, *, by: Any) -> None:
    """Who changed the association's numbers, when, from what to what; nothing where they stayed as they were."""
    if before != after:
        association.rules_changes.create(rules=rules, before=before, after=after, by=by.user, at=timezone.now())


def late_instalments(association: Association) -> Any:
    """What should have been delivered before today."""
    return Instalment.objects.filter(association=association, due_on__lt=timezone.localdate()).outstanding()


@due("instalments due and late")
def warn_of_instalments(association: Association) -> int:
    """How many people heard of instalments: the desk before their day, and the managers too once it has passed."""
    today = timezone.localdate()
    until = today + timedelta(days=rules_of(association.pk).remind_days)
    rows = Instalment.objects.filter(association=association).outstanding()
    days = rows.filter(due_on__range=(today - LOOKS_BACK, until)).order_by("due_on").values_list("due_on")
    return sum(_warn(association, day, count, is_late=day < today) for day, count in days.annotate(Count("pk")))


@transaction.atomic
def _warn(association: Association, day: date, count: int, *, is_late: bool) -> int:
    """Once for each day, step and person, under the association's lock."""
    Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    told = InstalmentWarning.objects.filter(association=association, due_on=day, is_late=is_late)
    heard = set(told.values_list("to", flat=True))
    wanted = {Permission.GIVE_ANSWER, Permission.HEAR_OF_LATENESS} if is_late else {Permission.GIVE_ANSWER}
    members = Membership.objects.active().filter(association=association).select_related("user")
    people = [
        row.user
        for row in members.prefetch_related("membership_roles")
        if wanted & row.permissions and row.user_id not in heard
    ]
    now = timezone.now()
    InstalmentWarning.objects.bulk_create(
        InstalmentWarning(association=association, due_on=day, is_late=is_late, count=count, to=user, given_at=now)
        for user in people
    )
    for user in people:
        tell_instalments(association, user, day=day, count=count, is_late=is_late)
    return len(people)
