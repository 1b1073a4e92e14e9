"""The legal moves of an objection, one row each. Who decides depends on the body and the first deciders as well."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .enums import ObjectionStatus

DECIDE_OBJECTION = "decide_objection"
ANSWER_OBJECTION = "answer_objection"
WITHDRAW_OBJECTION = "withdraw_objection"

OBJECTION_WORKFLOW = Workflow(
    "objection",
    ObjectionStatus,
    [
        Transition(
            DECIDE_OBJECTION,
            _("Decide the objection"),
            _("The objection was decided"),
            sources(ObjectionStatus.RECEIVED),
            ObjectionStatus.DECIDED,
            Permission.DECIDE_OBJECTION,
        ),
        Transition(
            ANSWER_OBJECTION,
            _("Tell the answer to the objection"),
            _("The answer to the objection was given"),
            sources(ObjectionStatus.DECIDED),
            ObjectionStatus.ANSWERED,
            Permission.GIVE_ANSWER,
        ),
        Transition(
            WITHDRAW_OBJECTION,
            _("Withdraw the objection"),
            _("The objection was withdrawn"),
            sources(ObjectionStatus.RECEIVED),
            ObjectionStatus.WITHDRAWN,
            Permission.RECEIVE_REQUEST,
            needs_reason=True,
        ),
    ],
)
