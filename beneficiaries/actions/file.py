"""Registering a beneficiary and correcting the file; the name's search words are kept with it (R2, R8, B2, B4).

The same ID is not registered twice in an association: the database refuses, and the sentence links the file.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.models import Association
from associations.references import next_reference
from core.errors import DomainError, NotPermitted, StaleRecord
from core.sealed import blind_index

from ..models import Beneficiary, FileLook, SearchToken

SERIES = "B"
SEALED = ("national_id", "mobile")


class AlreadyRegistered(DomainError):
    """Another file of the association has this ID."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _("This ID is registered already, in file %(number)s.") % {"number": number},
            code="already_registered",
            field="national_id",
        )
        self.number = number


def _require(by: Any, permission: str) -> None:
    if permission not in by.permissions:
        raise NotPermitted(_("The file of a beneficiary is not among your tasks."), code="not_permitted")


def _refuse_known_id(association: Association, national_id: str, *, besides: int | None = None) -> None:
    index = blind_index(national_id, association_id=association.pk, field="national_id")
    known = association.beneficiaries.filter(national_id_index=index).exclude(pk=besides).first()
    if known is not None:
        raise AlreadyRegistered(known.number)


def _save(beneficiary: Beneficiary) -> None:
    """Save; the constraint answers in the same words where another person entered the ID at this moment."""
    try:
        with transaction.atomic():
            beneficiary.save()
    except IntegrityError:
        _refuse_known_id(beneficiary.association, beneficiary.national_id, besides=beneficiary.pk)
        raise


@transaction.atomic
def register(
    association: Association,
    *,
    by: Any,
    full_name: str,
    national_id: str,
    born: Any,
    mobile: str,
    agreed_means: str,
    email: str = "",
    city: str = "",
) -> Beneficiary:
    """A new file. ``born`` is a ``core.fields.DualDate``; raises ``AlreadyRegistered``."""
    _require(by, Permission.EDIT_BENEFICIARY)
    now = timezone.now()
    number = next_reference(association, SERIES, on=timezone.localdate(now))  # its lock makes the check below safe
    _refuse_known_id(association, national_id)
    beneficiary = Beneficiary(
        association=association,
        number=number,
        full_name=full_name,
        email=email,
        city=city,
        agreed_means=agreed_means,
        registered_at=now,
        registered_by=by.user,
    )
    beneficiary.national_id = national_id
    beneficiary.mobile = mobile
    beneficiary.set_birth(born)
    _save(beneficiary)
    SearchToken.write_for(beneficiary)
    return beneficiary


@transaction.atomic
def correct(
    beneficiary: Beneficiary, *, by: Any, born: Any, expected_version: int | None = None, **values: str
) -> Beneficiary:
    """Correct the file; each changed field is kept with its value before and after (sealed ones without).

    Facts that are the same already change nothing, so nobody else's page becomes stale by them.
    """
    _require(by, Permission.EDIT_BENEFICIARY)
    beneficiary = (
        Beneficiary.objects.select_for_update(of=("self",)).select_related("association").get(pk=beneficiary.pk)
    )
    if expected_version is not None and beneficiary.version != expected_version:
        raise StaleRecord
    if values["national_id"] != beneficiary.national_id:
        _refuse_known_id(beneficiary.association, values["national_id"], besides=beneficiary.pk)
    if not (_change(beneficiary, values, by) | _change_birth(beneficiary, born, by)):
        return beneficiary
    beneficiary.version += 1
    _save(beneficiary)
    SearchToken.write_for(beneficiary)
    return beneficiary


def _change(beneficiary: Beneficiary, values: dict[str, str], by: Any) -> bool:
    changed = {field: after for field, after in values.items() if getattr(beneficiary, field) != after}
    for field, after in changed.items():
        _keep(beneficiary, field, getattr(beneficiary, field), after, by)
        setattr(beneficiary, field, after)
    return bool(changed)


def _change_birth(beneficiary: Beneficiary, born: Any, by: Any) -> bool:
    before, calendar = beneficiary.birth_hijri, beneficiary.birth_calendar
    beneficiary.set_birth(born)
    if beneficiary.birth_hijri != before:
        _keep(beneficiary, "born", str(before), str(beneficiary.birth_hijri), by)
    return beneficiary.birth_hijri != before or beneficiary.birth_calendar != calendar


def _keep(beneficiary: Beneficiary, field: str, before: str, after: str, by: Any) -> None:
    hidden = field in SEALED
    beneficiary.changes.create(
        association_id=beneficiary.association_id,
        field=field,
        before="" if hidden else before[:200],
        after="" if hidden else after[:200],
        by=by.user,
    )


def look(beneficiary: Beneficiary, *, by: Any, what: str = FileLook.What.FILE, reason: str = "") -> None:
    """Record that a person looked. Opening the same file again within the minute is one look."""
    a_minute_ago = timezone.now() - timedelta(minutes=1)
    if what == FileLook.What.FILE and beneficiary.looks.filter(by=by.user, what=what, at__gt=a_minute_ago).exists():
        return
    beneficiary.looks.create(association_id=beneficiary.association_id, what=what, reason=reason, by=by.user)


@transaction.atomic
def reveal(beneficiary: Beneficiary, *, by: Any, what: str, reason: str) -> str:
    """The ID or mobile in full, for a reason that is kept; raises without a reason."""
    _require(by, Permission.REVEAL_NUMBERS)
    if what not in SEALED:
        raise ValueError(f"{what!r} is not a number of the file")
    if not reason.strip():
        raise DomainError(_("Write why you need the number."), code="reason_missing", field="reason")
    look(beneficiary, by=by, what=what, reason=reason.strip()[:200])
    return str(getattr(beneficiary, what))
