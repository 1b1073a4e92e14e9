"""A policy in force is amended by its next version (P1, P2): a copy of it as a draft, changed, approved, in force.

What is in force stays as it was, and so do the cases opened under it. What is written here so far is whether and how
a decision may be objected to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import AlreadyHandled, DomainError, NotPermitted, PolicyMissing
from core.hijri import HijriDate

from . import actions
from .enums import Bound, CaseKind, LastDay, PolicyStatus, Starts
from .models import Association, ObjectionRules, PolicyVersion
from .workflow import MANAGE_POLICY

OF_ITS_OWN = {"id", "number", "status", "in_force_from", "in_force_until", "created_at", "written_by", "in_force_by"}


@dataclass(frozen=True)
class Objecting:
    """How a decision may be objected to, and by when an objection is answered."""

    days: int
    unit: str
    body: str
    body_name_ar: str
    body_name_en: str
    answer_length: int
    answer_unit: str


def next_version(association: Association) -> PolicyVersion | None:
    """The version that is written, or waits to come into force; at most one. One query."""
    rows = association.policy_versions.filter(status__in=[PolicyStatus.DRAFT, PolicyStatus.APPROVED])
    found: PolicyVersion | None = rows.select_related("objection_rules", "written_by").order_by("-number").first()
    return found


@transaction.atomic
def amend_objections(association: Association, *, by: Any, rules: Objecting) -> PolicyVersion:
    """Write the rules into the draft of the next version, which begins as a copy of what is in force."""
    _require(by, association)
    association = Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    draft = next_version(association)
    if draft is not None and draft.status == PolicyStatus.APPROVED:
        raise DomainError(_("A version that the board approved waits to come into force first."), code="approved")
    draft = draft or _copy(association)
    draft.written_by = by.user
    draft.save(update_fields=["written_by"])
    objecting = {name: getattr(rules, name) for name in ("days", "unit", "body", "body_name_ar", "body_name_en")}
    ObjectionRules.objects.update_or_create(version=draft, defaults=objecting)
    answered = {"length": rules.answer_length, "unit": rules.answer_unit, "starts": Starts.RECEIPT}
    draft.response_rules.update_or_create(
        case_kind=CaseKind.OBJECTION, defaults={"bound": Bound.AT_MOST, "last_day": LastDay.KEEP, **answered}
    )
    return draft


@transaction.atomic
def bring_amendment_into_force(
    association: Association, *, by: Any, number: int, meeting_ar: str, meeting_en: str = "", approved_on: date
) -> PolicyVersion:
    """The board approved the draft on a day; from today new cases are opened under it."""
    _require(by, association)
    draft = _draft(association, number)
    hijri = HijriDate.from_gregorian(approved_on)
    draft.approval_meeting_ar, draft.approval_meeting_en = meeting_ar, meeting_en
    draft.approved_hijri_year, draft.approved_hijri_month, draft.approved_hijri_day = (
        hijri.year,
        hijri.month,
        hijri.day,
    )
    draft.approved_year, draft.approved_month, draft.approved_day = (
        approved_on.year,
        approved_on.month,
        approved_on.day,
    )
    draft.in_force_by = by.user
    draft.save()
    return actions.bring_into_force(actions.approve(draft), from_on=timezone.localdate())


@transaction.atomic
def discard_amendment(association: Association, *, by: Any, number: int) -> None:
    """The draft goes; what is in force stays."""
    _require(by, association)
    _draft(association, number).delete()


def _require(by: Any, association: Association) -> None:
    if MANAGE_POLICY not in by.permissions or by.association_id != association.pk:
        raise NotPermitted(_("Amending the policy is not among your tasks."), code="not_permitted")


def _draft(association: Association, number: int) -> PolicyVersion:
    """The draft of this number, locked; raises where it is none any more."""
    Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    rows = association.policy_versions.select_for_update(of=("self",))
    draft: PolicyVersion | None = rows.filter(number=number, status=PolicyStatus.DRAFT).first()
    if draft is None:
        raise AlreadyHandled(_("This draft is no longer there: it came into force or was discarded."), code="no_draft")
    return draft


def _copy(association: Association) -> PolicyVersion:
    """A draft that says what the version in force says, with every row that belongs to it."""
    in_force = association.policy_versions.in_force().first()
    if in_force is None:
        raise PolicyMissing
    last = association.policy_versions.order_by("-number").values_list("number", flat=True)[0]
    fields = [field for field in PolicyVersion._meta.concrete_fields if field.name not in OF_ITS_OWN]
    said = {field.attname: getattr(in_force, field.attname) for field in fields if "approv" not in field.name}
    draft = PolicyVersion.objects.create(number=last + 1, **said)
    for relation in PolicyVersion._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.app_label != PolicyVersion._meta.app_label:
            continue  # signatures and cases belong to the version they were made under
        for row in model._base_manager.filter(version=in_force):
            row.pk, row.version, row._state.adding = None, draft, True
            row.save()
    return draft
