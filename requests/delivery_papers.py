"""What a delivery says on paper: its words, and its receipt on the letterhead, in Arabic (R12, P5)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from core.digits import to_arabic
from core.identity import mask_id
from correspondence import actions as correspondence_actions
from correspondence.models import Letter, LetterKind

from .enums import ReceivedBy
from .models import Instalment, SupportRequest

LETTERS_LANGUAGE = "ar"


def what_was_delivered(support_request: SupportRequest, taken: Mapping[Instalment, Decimal]) -> str:
    """The service, or the items with their quantities."""
    items = [f"{row.item} ({measure:.0f})" for row, measure in taken.items() if not row.is_money]
    return ("، ".join(items) or support_request.service.name_ar)[:300]


def issue_delivery_receipt(
    support_request: SupportRequest,
    taken: Mapping[Instalment, Decimal],
    *,
    by: Any,
    what: str,
    amount: Decimal | None,
    facts: Mapping[str, Any],
) -> Letter:
    """The receipt's row, inside the delivery's transaction."""
    plan = list(support_request.instalments.standing())
    return issue_receipt_of(
        support_request,
        by=by,
        what=what,
        amount=amount,
        items=[[row.item, f"{measure:.0f}"] for row, measure in taken.items() if not row.is_money],
        instalments=to_arabic("، ".join(str(row.position) for row in taken)) if len(plan) > 1 else "",
        facts=facts,
    )


def issue_receipt_of(
    support_request: SupportRequest,
    *,
    by: Any,
    what: str,
    amount: Decimal | None,
    items: list[list[str]],
    facts: Mapping[str, Any],
    instalments: str = "",
) -> Letter:
    """The receipt of what was handed over, be it of a plan or not."""
    received_by, mandate = facts["received_by"], facts.get("mandate")
    with translation.override(LETTERS_LANGUAGE):
        subject = _("Receipt of what was delivered for request %(reference)s") % {
            "reference": support_request.reference
        }
        said = {
            "reference": support_request.reference,
            "beneficiary": support_request.beneficiary.full_name,
            "file": support_request.beneficiary.number,
            "id_masked": mask_id(support_request.beneficiary.national_id),
            "service": support_request.service.name_ar,
            "what": what,
            "amount": str(amount) if amount is not None else None,
            "items": items,
            "instalments": instalments,
            "delivered_on": facts["delivered_on"].isoformat(),
            "received_by": received_by,
            "received_by_label": str(ReceivedBy(received_by).label),
            "receiver": facts["receiver_name"],
            "deed": mandate.deed_number if mandate else "",
        }
    return correspondence_actions.issue(
        support_request.association,
        kind=LetterKind.DELIVERY,
        about=support_request.reference,
        subject=subject,
        recipient=support_request.beneficiary.full_name,
        facts=said,
        by=by.user,
    )
