"""The legal moves of a payment run: drafted, approved by others, sent to the bank, settled row by row (R11)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .enums import RunStatus

APPROVE = "approve"
SEND = "send"
SETTLE = "settle"
CANCEL = "cancel"

PAYMENT_WORKFLOW = Workflow(
    "payment_run",
    RunStatus,
    [
        Transition(
            APPROVE,
            _("Approve the payments"),
            _("The payments were approved"),
            sources(RunStatus.DRAFTED),
            RunStatus.APPROVED,
            Permission.APPROVE_PAYMENTS,
        ),
        Transition(
            SEND,
            _("Send to the bank"),
            _("Sent to the bank"),
            sources(RunStatus.APPROVED),
            RunStatus.SENT,
            Permission.PREPARE_PAYMENTS,
        ),
        Transition(
            SETTLE,
            _("Record what the bank did"),
            _("What the bank did was recorded"),
            sources(RunStatus.SENT),
            RunStatus.DONE,
            Permission.PREPARE_PAYMENTS,
        ),
        Transition(
            CANCEL,
            _("Cancel the run"),
            _("The run was cancelled"),
            sources(RunStatus.DRAFTED, RunStatus.APPROVED),
            RunStatus.CANCELLED,
            Permission.PREPARE_PAYMENTS,
            needs_reason=True,
        ),
    ],
)
