"""The legal moves of a compensation case (M1–M4), one row each, and the words of its statuses.

Nothing is offered before a sufficient basis: minutes approved by every member they name, or a final ruling.
Triggers keep the same in the database.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources


class CompensationStatus(TextChoices):
    OPENED = "opened", _("Opened, basis to be established")
    BASIS = "basis", _("Basis established")
    NEGOTIATING = "negotiating", _("Under negotiation")
    AGREED = "agreed", _("Agreed, settlement to be signed")
    SETTLED = "settled", _("Settlement signed, payment due")
    PAID = "paid", _("Paid and receipted")
    CLOSED = "closed", pgettext_lazy("compensation", "Closed")
    REJECTED = "rejected", _("Rejected: no basis")
    WITHDRAWN = "withdrawn", pgettext_lazy("compensation", "Withdrawn")


Status = CompensationStatus
OF_COMMITTEE = (Status.OPENED,)  # whose move it is
OF_MANAGEMENT = (Status.BASIS, Status.NEGOTIATING, Status.AGREED, Status.SETTLED, Status.PAID)
WRITE_MINUTES = "write_minutes"
CORRECT_MINUTES = "correct_minutes"
APPROVE_MINUTES = "approve_minutes"
RECORD_RULING = "record_ruling"
ESTABLISH_BASIS = "establish_basis"
OFFER = "offer"
ACCEPT = "accept"
ISSUE_SETTLEMENT = "issue_settlement"
SIGN = "sign"
PAY = "pay"
CLOSE = "close"
REJECT = "reject"
WITHDRAW = "withdraw"
_MAY = Permission.HANDLE_COMPENSATION
_TALKING = (Status.BASIS, Status.NEGOTIATING)

COMPENSATION_WORKFLOW = Workflow(
    "compensation case",
    Status,
    [
        Transition(
            WRITE_MINUTES, _("Write the minutes"), _("Minutes were written"), sources(Status.OPENED), None, _MAY
        ),
        Transition(
            APPROVE_MINUTES,
            _("Approve the minutes"),
            _("A member approved the minutes"),
            sources(Status.OPENED),
            None,
            _MAY,
        ),
        Transition(
            CORRECT_MINUTES,
            _("Correct the minutes"),
            _("The minutes were corrected"),
            sources(Status.OPENED),
            None,
            _MAY,
        ),
        Transition(
            RECORD_RULING, _("Record a ruling"), _("A ruling was recorded"), sources(Status.OPENED), None, _MAY
        ),
        Transition(
            ESTABLISH_BASIS,
            _("Establish the basis"),
            _("The basis was established"),
            sources(Status.OPENED),
            Status.BASIS,
            _MAY,
        ),
        Transition(OFFER, _("Record an offer"), _("An offer was made"), sources(*_TALKING), Status.NEGOTIATING, _MAY),
        Transition(
            ACCEPT,
            _("Record the acceptance"),
            _("The offer was accepted"),
            sources(Status.NEGOTIATING),
            Status.AGREED,
            _MAY,
        ),
        Transition(
            ISSUE_SETTLEMENT,
            _("Issue the settlement"),
            _("The settlement and release was issued"),
            sources(Status.AGREED),
            None,
            _MAY,
        ),
        Transition(
            SIGN, _("Record the signatures"), _("Both sides signed"), sources(Status.AGREED), Status.SETTLED, _MAY
        ),
        Transition(
            PAY,
            _("Record the payment"),
            _("Paid, and its receipt recorded"),
            sources(Status.SETTLED),
            Status.PAID,
            _MAY,
        ),
        Transition(
            CLOSE, _("Close the case"), pgettext_lazy("past", "Closed"), sources(Status.PAID), Status.CLOSED, _MAY
        ),
        Transition(
            REJECT,
            _("Reject: no basis"),
            _("Rejected: no basis"),
            sources(Status.OPENED),
            Status.REJECTED,
            _MAY,
            needs_reason=True,
        ),
        Transition(
            WITHDRAW,
            _("Withdraw at the person's wish"),
            _("Withdrawn at the person's wish"),
            sources(Status.OPENED, *_TALKING),
            Status.WITHDRAWN,
            _MAY,
            needs_reason=True,
        ),
    ],
)
