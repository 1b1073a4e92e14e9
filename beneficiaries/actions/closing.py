"""Closing a file, opening it again, and making it anonymous when its time is over (B4).

A closed file is kept for the years of the policy, counted in the Gregorian calendar: they are the longer ones, so the
file also stands to the end of as many Hijri years. Becoming anonymous is a decision of a person and cannot be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import DomainError, NotPermitted, StaleRecord

from ..forgetting import forget
from ..models import Anonymisation, Beneficiary
from ..rooms import open_cases

AT_ONCE = 50  # files of one decision


def kept_until(closed_on: date, years: int) -> date:
    """The same day after so many years; the day after where that year has no 29 February."""
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:
        return date(closed_on.year + years, 3, 1)


def _require(by: Any) -> None:
    if Permission.CLOSE_FILES not in by.permissions:
        raise NotPermitted(_("Closing files is not among your tasks."), code="not_permitted")


def _locked(file: Beneficiary, expected_version: int | None = None) -> Beneficiary:
    rows = Beneficiary.objects.select_for_update(of=("self",)).select_related("association")
    file = rows.living().get(pk=file.pk)
    if expected_version is not None and file.version != expected_version:
        raise StaleRecord
    return file


def _refuse_open_cases(file: Beneficiary) -> None:
    waiting = open_cases(file)
    if waiting:
        message = _("Something is still under way: %(references)s. Finish it first.")
        raise DomainError(message % {"references": "، ".join(waiting[:5])}, code="open_cases")


def _note(file: Beneficiary, field: str, before: Any, after: Any, by: Any) -> None:
    values = {"before": str(before or "")[:200], "after": str(after or "")[:200]}
    file.changes.create(association_id=file.association_id, field=field, by=by.user, **values)


@transaction.atomic
def close_file(file: Beneficiary, *, by: Any, reason: str, expected_version: int | None = None) -> Beneficiary:
    """Nothing is entered any more; the file is kept until the policy's years are over."""
    _require(by)
    file = _locked(file, expected_version)
    if file.closed_on:
        raise DomainError(_("The file is closed already."), code="closed")
    _refuse_open_cases(file)
    today = timezone.localdate()
    file.closed_on, file.closed_because = today, reason.strip()[:200]
    file.keep_until = kept_until(today, file.association.policy_in_force().files.retention_years)
    file.version += 1
    file.save(update_fields=["closed_on", "closed_because", "keep_until", "version"])
    _note(file, "closed_on", "", today, by)
    return file


@transaction.atomic
def reopen_file(file: Beneficiary, *, by: Any, reason: str, expected_version: int | None = None) -> Beneficiary:
    """The person is back: the file lives on as it was."""
    _require(by)
    file = _locked(file, expected_version)
    if not file.closed_on:
        raise DomainError(_("The file is open."), code="open")
    _note(file, "closed_on", f"{file.closed_on} · {file.closed_because}", reason.strip(), by)
    file.closed_on, file.closed_because, file.keep_until = None, "", None
    file.version += 1
    file.save(update_fields=["closed_on", "closed_because", "keep_until", "version"])
    return file


@transaction.atomic
def anonymise(files: Iterable[Beneficiary], *, by: Any, reason: str) -> list[Anonymisation]:
    """Forget who these persons were, for ever; all of them or none. Refused before a file's last day has passed."""
    _require(by)
    if not reason.strip():
        raise DomainError(_("Write by which decision."), code="reason_missing", field="reason")
    chosen = sorted(files, key=lambda file: file.pk)[: AT_ONCE + 1]
    if not 1 <= len(chosen) <= AT_ONCE:
        raise DomainError(_("Choose from 1 to 50 files."), code="count")
    return [_anonymise(_locked(file), by=by, reason=reason.strip()[:200]) for file in chosen]


def _anonymise(file: Beneficiary, *, by: Any, reason: str) -> Anonymisation:
    if file.keep_until is None or file.keep_until >= timezone.localdate():
        message = _("File %(number)s is to be kept still.")
        raise DomainError(message % {"number": file.number}, code="kept")
    _refuse_open_cases(file)
    now = timezone.now()
    return Anonymisation.objects.create(
        association_id=file.association_id,
        beneficiary=file,
        reason=reason,
        emptied=forget(file, at=now),
        by=by.user,
        at=now,
    )
