"""The legal moves of an objection, one row each. Who decides depends on the body and the first deciders as well."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .enums import ObjectionStatus

DECIDE_OBJECTION, HAND_OBJECTION = "decide_objection", "hand_objection"
ANSWER_OBJECTION = "answer_objection"
SEND_OBJECTION_ANSWER, NOT_REACHED = "send_objection_answer", "objection_not_reached"
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
            HAND_OBJECTION,
            _("Refer to another body"),
            _("Referred to another body, which decides"),
            sources(ObjectionStatus.RECEIVED),
            None,
            Permission.DECIDE_OBJECTION,
            needs_reason=True,
        ),
        Transition(
            SEND_OBJECTION_ANSWER,
            _("Send the answer"),
            _("The answer was sent"),
            sources(ObjectionStatus.DECIDED),
            None,
            Permission.GIVE_ANSWER,
        ),
        Transition(
            NOT_REACHED,
            _("The person was not reached"),
            _("The person was not reached with the answer"),
            sources(ObjectionStatus.DECIDED),
            None,
            Permission.GIVE_ANSWER,
        ),
        Transition(
            ANSWER_OBJECTION,
            _("Record the answer as given"),
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
