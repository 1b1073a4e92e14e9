"""Verbs of the policy and the calendar (P1, P2): approve, bring into force, change a day.

A case keeps the version it was opened under; a changed day moves the promises of open cases, which their room
does (see ``days_changed``).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from core import uploads
from core.errors import DomainError, NotPermitted

from .documents import FOLDER
from .enums import OverrideKind, PolicyStatus
from .models import Association, CalendarOverride, DocumentAtHand, PolicyVersion
from .official_holidays import official
from .workflow import POLICY_WORKFLOW

days_changed = Signal()  # sent inside the transaction with association=, by=; rooms with open cases listen


def _refuse_disagreeing_dates(version: PolicyVersion) -> None:
    hijri, gregorian = version.approved_hijri, version.approved_gregorian
    if hijri and gregorian and not hijri.agrees_with(gregorian):
        raise DomainError(
            _("The Hijri and Gregorian dates of approval are not the same day."),
            code="dates_disagree",
            field="approved_year",
        )


@transaction.atomic
def approve(version: PolicyVersion) -> PolicyVersion:
    """The board approved the draft; its two dates must be the same day as far as both are known."""
    version = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    POLICY_WORKFLOW.check("approve", version.status)
    _refuse_disagreeing_dates(version)
    version.status = PolicyStatus.APPROVED
    version.save(update_fields=["status"])
    return version


@transaction.atomic
def bring_into_force(version: PolicyVersion, *, from_on: date) -> PolicyVersion:
    """From this day new cases are opened under this version; the one before ends the day before."""
    Association.objects.select_for_update().get(pk=version.association_id)
    version = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    POLICY_WORKFLOW.check("bring_into_force", version.status)
    for earlier in version.association.policy_versions.in_force():
        earlier.status = PolicyStatus.SUPERSEDED
        earlier.in_force_until = max(earlier.in_force_from, from_on - timedelta(days=1))
        earlier.save(update_fields=["status", "in_force_until"])
    version.status = PolicyStatus.IN_FORCE
    version.in_force_from = from_on
    version.save(update_fields=["status", "in_force_from"])
    return version


@transaction.atomic
def add_document(
    association: Association, *, by: Any, document: str, version_label: str, dated_on: date, upload: Any
) -> DocumentAtHand:
    """A new version of a document at the officer's hand; the versions before stay (D)."""
    if "manage_documents" not in by.permissions:
        raise NotPermitted(_("The association's documents are not among your tasks."), code="not_permitted")
    if association.documents_at_hand.filter(document=document, version_label=version_label).exists():
        raise DomainError(_("This version of the document is here already."), code="twice", field="version_label")
    stored = uploads.keep(upload, folder=FOLDER)
    return association.documents_at_hand.create(
        document=document,
        version_label=version_label,
        dated_on=dated_on,
        stored_as=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        added_by=by.user,
    )


def _require_calendar(by: Any) -> None:
    if "manage_calendar" not in by.permissions:
        raise NotPermitted(_("Changing the calendar is not among your tasks."), code="not_permitted")


@transaction.atomic
def change_day(association: Association, *, by: Any, day: date, kind: str, reason: str) -> int:
    """Add a day off, or work on an official day; promises of open cases follow. Gives how many of them moved."""
    _require_calendar(by)
    if association.calendar_overrides.filter(day=day).exists():
        raise DomainError(_("This day was changed already: remove that change first."), code="twice", field="day")
    if kind == OverrideKind.OFFICIAL_DAY_REMOVED and day not in official(day.year, day.year):
        raise DomainError(_("This day is not an official holiday."), code="not_official", field="day")
    association.calendar_overrides.create(day=day, kind=kind, reason=reason, by=by.user)
    return _reckon_anew(association, by=by)


@transaction.atomic
def restore_day(override: CalendarOverride, *, by: Any) -> int:
    """Take a change of the calendar back; promises of open cases follow. Gives how many of them moved."""
    _require_calendar(by)
    association = override.association
    override.delete()
    return _reckon_anew(association, by=by)


def _reckon_anew(association: Association, *, by: Any) -> int:
    answers: list[tuple[Any, Any]] = days_changed.send(sender=Association, association=association, by=by)
    return sum(int(moved) for _receiver, moved in answers)
