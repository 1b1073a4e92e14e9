"""Entering and ending a mandate: who may act for a person, by which deed, from when until when (R2, R11)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import DomainError, NotPermitted

from ..enums import MandateKind
from ..models import Beneficiary, Mandate
from .file import living, refuse_closed


def _require(by: Any) -> None:
    if Permission.EDIT_BENEFICIARY not in by.permissions:
        raise NotPermitted(_("Mandates are not among your tasks."), code="not_permitted")


@transaction.atomic
def enter_mandate(
    beneficiary: Beneficiary, *, by: Any, holder_id: str, holder_mobile: str = "", **facts: Any
) -> Mandate:
    """A person may act for the beneficiary. Nobody acts for themselves, and a deed of agency has a last day."""
    _require(by)
    if holder_id == beneficiary.national_id:
        raise DomainError(_("Nobody acts for themselves. Enter the ID of who acts."), code="self", field="holder_id")
    if facts["until_on"] is None and facts["kind"] == MandateKind.AGENT:
        message = _("Enter the day until which the deed of agency is valid.")
        raise DomainError(message, code="no_end", field="until_on")
    if facts["until_on"] and facts["until_on"] < facts["from_on"]:
        raise DomainError(_("A mandate cannot end before it begins."), code="before", field="until_on")
    beneficiary = living(beneficiary)
    refuse_closed(beneficiary)
    row = Mandate(association_id=beneficiary.association_id, beneficiary=beneficiary, entered_by=by.user, **facts)
    row.holder_id, row.holder_mobile = holder_id, holder_mobile
    row.save()
    return row


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Any, because: str) -> None:
    """End a mandate before its last day, from today on. An ended one stays ended."""
    _require(by)
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if mandate.ended_on:
        raise DomainError(_("This mandate was ended already."), code="ended")
    if not because.strip():
        raise DomainError(_("Write why the mandate is ended."), code="reason_missing", field="reason")
    mandate.ended_on, mandate.ended_because = timezone.localdate(), because.strip()[:200]
    mandate.save(update_fields=["ended_on", "ended_because"])
