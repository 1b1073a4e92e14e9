"""Settlement and release as a registered letter, signed by both sides; the payment with its receipt; closing (M4).

The letter is Arabic whatever language the screen is in, and states the facts as they were agreed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.errors import DomainError
from correspondence import actions as correspondence_actions
from correspondence.models import LetterKind

from ...compensation_workflow import CLOSE, ISSUE_SETTLEMENT, PAY, SIGN
from ...enums import Side
from ...models import CompensationCase, CompensationPayment, Ruling, Settlement, SettlementSignature
from .basis import basis_of
from .moving import begin, finish

LETTERS_LANGUAGE = "ar"


def _basis_facts(case: CompensationCase) -> dict[str, Any]:
    basis = basis_of(case)
    if isinstance(basis, Ruling):
        return {"authority": basis.authority, "ruling": basis.number, "basis_on": basis.dated_on.isoformat()}
    if basis is None:
        raise DomainError(_("The basis is not sufficient."), code="no_basis")
    return {"basis_on": basis.dated_on.isoformat()}


def settlement_facts(case: CompensationCase, *, by: Any) -> dict[str, Any]:
    """What the settlement states: who, which harm, on which basis, and what was agreed. In Arabic."""
    agreed = case.acceptance.offer
    with translation.override(LETTERS_LANGUAGE):
        return {
            "reference": case.reference,
            "beneficiary": case.person_name,
            "harm": case.get_harm_kind_display(),
            "extent": case.extent,
            "occurred_on": case.occurred_on.isoformat(),
            "agreed_on": case.acceptance.accepted_on.isoformat(),
            **_basis_facts(case),
            "body": case.policy_version.follow_up_body_ar,
            "amount": str(agreed.amount) if agreed.amount else None,
            "remedy": agreed.remedy,
            "conditions": agreed.conditions,
            "policy": case.policy_version.title,
            "policy_version": case.policy_version.number,
            "signatory": by.user.name_ar,
            "signatory_office": "عن الجمعية",
        }


@transaction.atomic
def issue_settlement(case: CompensationCase, *, by: Any, expected_version: int | None = None) -> Settlement:
    """The settlement enters the register of letters, once."""
    case, now = begin(case, ISSUE_SETTLEMENT, by=by, expected_version=expected_version)
    if Settlement.objects.filter(case=case).exists():
        raise DomainError(_("The settlement was issued already."), code="twice")
    with translation.override(LETTERS_LANGUAGE):
        subject = _("Settlement and release in compensation case %(reference)s") % {"reference": case.reference}
    letter = correspondence_actions.issue(
        case.association,
        kind=LetterKind.SETTLEMENT,
        about=case.reference,
        subject=subject,
        recipient=case.person_name,
        facts=settlement_facts(case, by=by),
        by=by.user,
    )
    made = Settlement.objects.create(association_id=case.association_id, case=case, letter=letter, by=by.user, at=now)
    finish(case, ISSUE_SETTLEMENT, by=by, at=now, detail={"letter": letter.reference})
    return made


@transaction.atomic
def sign(
    case: CompensationCase,
    *,
    by: Any,
    signed_name: str,
    method: str,
    own_method: str,
    expected_version: int | None = None,
) -> CompensationCase:
    """Both signatures: the person's by the name typed, the association's by the acting manager."""
    case, now = begin(case, SIGN, by=by, expected_version=expected_version)
    settlement = Settlement.objects.filter(case=case).first()
    if settlement is None:
        raise DomainError(_("Issue the settlement first: it is what both sides sign."), code="no_settlement")
    if not signed_name.strip():
        raise DomainError(_("Write the name that was signed."), code="name", field="signed_name")
    names = {Side.BENEFICIARY: (signed_name.strip(), method), Side.ASSOCIATION: (by.user.name_ar, own_method)}
    for side, (name, how) in names.items():
        SettlementSignature.objects.create(
            association_id=case.association_id,
            settlement=settlement,
            side=side,
            signed_name=name,
            method=how,
            by=by.user,
            at=now,
        )
    return finish(case, SIGN, by=by, at=now)


def _check_amount(agreed: Decimal | None, paid: Decimal | None) -> None:
    agreed, paid = agreed or Decimal(0), paid or Decimal(0)
    if paid > agreed:
        raise DomainError(_("This is more than was agreed and signed."), code="above", field="amount")
    if paid < agreed:
        raise DomainError(_("This is less than was agreed: it is paid in one sum."), code="below", field="amount")


@transaction.atomic
def pay(
    case: CompensationCase,
    *,
    by: Any,
    paid_on: date,
    received_by: str,
    method: str,
    amount: Decimal | None = None,
    note: str = "",
    expected_version: int | None = None,
) -> CompensationPayment:
    """What was agreed was given; who received it, on which day, how."""
    case, now = begin(case, PAY, by=by, expected_version=expected_version)
    _check_amount(case.acceptance.offer.amount, amount)
    if paid_on > timezone.localdate(now):
        raise DomainError(_("The day of payment cannot be in the future."), code="future", field="paid_on")
    if paid_on < case.acceptance.accepted_on:
        raise DomainError(_("The payment follows the agreement: check the day."), code="early", field="paid_on")
    if not received_by.strip():
        raise DomainError(_("Write who received it."), code="received_by", field="received_by")
    payment = CompensationPayment.objects.create(
        association_id=case.association_id,
        case=case,
        amount=amount or None,
        paid_on=paid_on,
        received_by=received_by.strip(),
        method=method,
        note=note,
        recorded_on=timezone.localdate(now),
        by=by.user,
        at=now,
    )
    finish(case, PAY, by=by, at=now)
    return payment


@transaction.atomic
def close(case: CompensationCase, *, by: Any, expected_version: int | None = None) -> CompensationCase:
    """Paid and receipted: nothing remains."""
    case, now = begin(case, CLOSE, by=by, expected_version=expected_version)
    return finish(case, CLOSE, by=by, at=now)
