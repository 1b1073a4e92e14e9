"""What becomes of a condition of a decision (R6–R9): moves beside the request's own way, none changes its status.

What is asked after the delivery outlives the closing, so a closed request has them too.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.workflow import Transition, sources

from .enums import Status

MEET_CONDITION, WAIVE_CONDITION, REOPEN_CONDITION = "meet_condition", "waive_condition", "reopen_condition"
OF_CONDITIONS = (MEET_CONDITION, WAIVE_CONDITION, REOPEN_CONDITION)
GRANTED = (Status.DECIDED, Status.ANSWERED, Status.DELIVERED, Status.CLOSED)

CONDITION_ROWS = [
    Transition(
        MEET_CONDITION,
        _("Mark a condition as met"),
        _("A condition of the decision was met"),
        sources(*GRANTED),
        None,
        Permission.GIVE_ANSWER,
        needs_reason=True,
    ),
    Transition(
        WAIVE_CONDITION,
        _("Waive a condition"),
        _("A condition of the decision was waived"),
        sources(*GRANTED),
        None,
        Permission.SEE_REQUESTS,
        needs_reason=True,
    ),
    Transition(
        REOPEN_CONDITION,
        _("Open a condition again"),
        _("A condition that was marked as met is open again"),
        sources(*GRANTED),
        None,
        Permission.GIVE_ANSWER,
        needs_reason=True,
    ),
]
