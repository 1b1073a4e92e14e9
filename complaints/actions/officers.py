"""Appointing contact officers and ending their terms (K4, K6): management's task; terms stay readable."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.models import Association
from core.errors import DomainError, NotPermitted

from ..models import ContactOfficer


def _require(by: Any) -> None:
    if Permission.OVERSEE_COMPLAINTS not in by.permissions:
        raise NotPermitted(_("Contact officers are appointed by management."), code="not_permitted")


def appoint(
    association: Association, *, by: Any, member: Membership, category: Any = None, field: Any = None
) -> ContactOfficer:
    """From today; one open term for each category and field."""
    _require(by)
    if member.association_id != association.pk or Permission.ANSWER_INQUIRY not in member.permissions:
        raise DomainError(_("Choose somebody whose tasks include answering."), code="member", field="member")
    try:
        with transaction.atomic():
            return association.contact_officers.create(
                membership=member, category=category, field=field, from_on=timezone.localdate()
            )
    except IntegrityError:
        raise DomainError(
            _("This category and field have an officer already: end that term first."), code="twice", field="member"
        ) from None


@transaction.atomic
def end_term(officer: ContactOfficer, *, by: Any) -> ContactOfficer:
    """The term ends today; the row stays."""
    _require(by)
    officer = ContactOfficer.objects.select_for_update().get(pk=officer.pk)
    if officer.until_on is None:
        officer.until_on = max(timezone.localdate(), officer.from_on)
        officer.save(update_fields=["until_on"])
    return officer
