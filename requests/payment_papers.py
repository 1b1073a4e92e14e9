"""What a payment run says on paper: the cover letter to the bank, and the sheet of its payments (docs/payments.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from correspondence import actions as correspondence_actions
from correspondence.models import Letter, LetterKind

from .enums import RowStatus
from .models import PaymentRun

LETTERS_LANGUAGE = "ar"
# The layout is documented in docs/payments.md; a bank's own upload sheet is filled from it by column.
HEADINGS = ("sequence", "beneficiary_name", "iban", "amount", "currency", "request", "instalment", "payment_run")
CURRENCY = "SAR"


def issue_bank_letter(run: PaymentRun, *, by: Any) -> Letter:
    """The cover letter's row, inside the sending's transaction: number, payments, total; no account stands in it."""
    with translation.override(LETTERS_LANGUAGE):
        subject = _("Payment of run %(reference)s") % {"reference": run.reference}
    return correspondence_actions.issue(
        run.association,
        kind=LetterKind.BANK,
        about=run.reference,
        subject=subject,
        recipient="البنك المتعامل معه",
        attachments=1,
        facts={"reference": run.reference, "count": str(run.sent_count), "amount": str(run.sent_total)},
        by=by.user,
    )


def rows_of_sheet(run: PaymentRun) -> Iterator[tuple[str, ...]]:
    """The payments that go to the bank, in the order of the run; text cells."""
    rows = run.rows.exclude(status__in=[RowStatus.HELD, RowStatus.DROPPED]).select_related(
        "instalment__support_request__beneficiary"
    )
    for number, row in enumerate(rows.order_by("pk"), start=1):
        case = row.instalment.support_request
        yield (
            str(number),
            case.beneficiary.full_name,
            row.iban,
            f"{row.amount:.2f}",
            CURRENCY,
            case.reference,
            str(row.instalment.position),
            run.reference,
        )
