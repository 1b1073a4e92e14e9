"""The catalogue of reasons of refusal: one is added, taken off the offer, or put back; its words never change."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import DomainError, NotPermitted

from ..models import RefusalReason


def _check(by: Any) -> None:
    """Association administrator."""
    if Permission.MANAGE_TEXTS not in by.permissions:
        raise NotPermitted(_("The reasons of refusal are not among your tasks."), code="not_permitted")


@transaction.atomic
def add_reason(*, by: Any, text_ar: str, text_en: str, clause_ar: str = "", clause_en: str = "") -> RefusalReason:
    """A reason of the association's own; the same words are not written twice."""
    _check(by)
    rows = type(by.association).objects.select_for_update().get(pk=by.association_id).refusal_reasons
    if rows.filter(text_ar=text_ar).exists():
        raise DomainError(_("This reason is in the catalogue already."), code="twice", field="text_ar")
    last = rows.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    return rows.create(
        code=f"own-{place}",
        text_ar=text_ar,
        text_en=text_en,
        clause_ar=clause_ar,
        clause_en=clause_en,
        position=place,
    )


@transaction.atomic
def offer_reason(reason: RefusalReason, *, by: Any, offered: bool) -> RefusalReason:
    """New decisions may name it, or no longer; decisions that named it keep it. The last one offered stays."""
    _check(by)
    rows = by.association.refusal_reasons.select_for_update()
    fresh = rows.get(pk=reason.pk)
    if not offered and not rows.filter(is_offered=True).exclude(pk=reason.pk).exists():
        raise DomainError(_("One reason must be left: a refusal always states its reason."), code="last")
    fresh.is_offered = offered
    fresh.save(update_fields=["is_offered"])
    return fresh
