"""Who may give urgent help: named by management under a decision of the board, for a term; ended early once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.models import Association
from core.errors import AlreadyHandled, DomainError, NotPermitted

from ..models import Service, UrgentOfficer, UrgentRules, UrgentScope


def _require(by: Any, association_id: int) -> None:
    if Permission.NAME_URGENT not in by.permissions or by.association_id != association_id:
        raise NotPermitted(_("Naming officers of urgent help is not among your tasks."), code="not_permitted")


def urgent_rules_of(association_id: int) -> UrgentRules:
    """The association's numbers, or the defaults (not saved)."""
    return UrgentRules.objects.filter(association=association_id).first() or UrgentRules()


def may_be_named(association: Association, by: Any) -> list[Membership]:
    """The association's people who see requests, without whoever names."""
    rows = Membership.objects.active().filter(association=association).select_related("user")
    people = [row for row in rows.prefetch_related("membership_roles") if row.user_id != by.user_id]
    return sorted((row for row in people if Permission.SEE_REQUESTS in row.permissions), key=lambda row: row.user.name)


@transaction.atomic
def name_urgent_officer(
    association: Association,
    *,
    by: Any,
    who: Membership,
    highest: Decimal,
    from_on: date,
    until_on: date,
    decision_number: str,
    decision_on: date,
    allows_in_kind: bool = False,
    services: Sequence[Service] = (),
) -> UrgentOfficer:
    """A term of this person; terms of one person do not overlap."""
    _require(by, association.pk)
    Association.objects.select_for_update(of=("self",)).get(pk=association.pk)  # two at once: one after the other
    if who.user_id == by.user_id:
        raise NotPermitted(_("Nobody names themselves."), code="oneself")
    if who.pk not in {row.pk for row in may_be_named(association, by)}:
        raise DomainError(_("This person does not work on requests here."), code="not_here", field="who")
    _check_term(from_on, until_on, decision_number, decision_on)
    if highest <= 0:
        raise DomainError(_("The highest amount is more than nothing."), code="amount", field="highest")
    others = UrgentOfficer.objects.filter(association=association, person=who.user_id, ended_at__isnull=True)
    if others.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        message = _("This person has a term in these days already. End it first, or choose other days.")
        raise DomainError(message, code="overlap", field="from_on")
    if any(service.association_id != association.pk for service in services):
        raise DomainError(_("Choose services of this association."), code="services", field="services")
    officer = UrgentOfficer.objects.create(
        association=association,
        person=who.user,
        highest=highest,
        allows_in_kind=allows_in_kind,
        from_on=from_on,
        until_on=until_on,
        decision_number=decision_number.strip(),
        decision_on=decision_on,
        named_by=by.user,
        named_at=timezone.now(),
    )
    UrgentScope.objects.bulk_create(
        UrgentScope(association=association, officer=officer, service=service) for service in services
    )
    return officer


def _check_term(from_on: date, until_on: date, decision_number: str, decision_on: date) -> None:
    if until_on < from_on:
        raise DomainError(_("The term ends before it begins."), code="term", field="until_on")
    if until_on < timezone.localdate():
        raise DomainError(_("The term has passed already."), code="past", field="until_on")
    if not decision_number.strip():
        message = _("Write the number of the board's decision that gives this power.")
        raise DomainError(message, code="decision", field="decision_number")
    if decision_on > from_on or decision_on > timezone.localdate():
        message = _("A term begins on or after the day of the board's decision, which is named.")
        raise DomainError(message, code="decision_on", field="decision_on")


@transaction.atomic
def end_urgent_officer(officer: UrgentOfficer, *, by: Any, reason: str) -> UrgentOfficer:
    """From now on nothing is given under this term; what was given stays."""
    _require(by, officer.association_id)
    officer = UrgentOfficer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    if not officer.stands_on(timezone.localdate()) and officer.from_on <= timezone.localdate():
        raise AlreadyHandled(_("This term has ended already."), code="ended")
    if officer.ended_at is not None:
        raise AlreadyHandled(_("This term has ended already."), code="ended")
    if not reason.strip():
        raise DomainError(_("Write why the term ends."), code="reason_missing", field="reason")
    officer.ended_by, officer.ended_at, officer.ended_because = by.user, timezone.now(), reason.strip()[:300]
    officer.save(update_fields=["ended_by", "ended_at", "ended_because"])
    return officer


@transaction.atomic
def set_urgent_rules(association: Association, *, by: Any, ratify_days: int, warn_days: int) -> UrgentRules:
    """The association's numbers for help given from now on."""
    _require(by, association.pk)
    if not 1 <= ratify_days <= 90 or not 0 <= warn_days < ratify_days:
        message = _("Within 1 to 90 days, and told again fewer days before the last one.")
        raise DomainError(message, code="days", field="warn_days")
    numbers = {"ratify_days": ratify_days, "warn_days": warn_days}
    rules, _made = UrgentRules.objects.update_or_create(association=association, defaults=numbers)
    return rules
