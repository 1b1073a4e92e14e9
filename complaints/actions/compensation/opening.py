"""Opening a case: the harm with its kind, extent, causes and evidence (M1), from a complaint or on its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from associations.references import next_reference
from beneficiaries.actions import living
from beneficiaries.models import Beneficiary
from core.errors import DomainError
from core.history import note

from ... import compensation_permissions
from ...models import CompensationCase, Complaint

SERIES = "M"


@transaction.atomic
def open_case(
    association: Association,
    *,
    by: Any,
    person_name: str,
    harm_kind: str,
    extent: str,
    causes: str,
    evidence: str,
    occurred_on: date,
    claimed: Decimal | None = None,
    complaint: Complaint | None = None,
    beneficiary: Beneficiary | None = None,
) -> CompensationCase:
    """A new case under the policy in force, which must compensate harm; one open case for each complaint."""
    compensation_permissions.check_opening(by, complaint)
    now, today = timezone.now(), timezone.localdate()
    if occurred_on > today:
        raise DomainError(_("The day of the harm cannot be in the future."), code="future", field="occurred_on")
    beneficiary = beneficiary or (complaint.beneficiary if complaint else None)
    beneficiary = living(beneficiary) if beneficiary else None
    if complaint is not None:
        Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
        if complaint.compensation_cases.exclude(status__in=("rejected", "withdrawn")).exists():
            raise DomainError(_("This complaint has its compensation case already."), code="twice")
    case = CompensationCase.objects.create(
        association=association,
        reference=next_reference(association, SERIES, on=today),
        policy_version=association.policy_in_force(),
        complaint=complaint,
        beneficiary=beneficiary,
        person_name=person_name.strip(),
        harm_kind=harm_kind,
        extent=extent,
        causes=causes,
        evidence=evidence,
        occurred_on=occurred_on,
        claimed=claimed,
        status_since=now,
        opened_on=today,
        opened_at=now,
        opened_by=by,
    )
    note(case, "opened", by=by, at=now)
    return case
