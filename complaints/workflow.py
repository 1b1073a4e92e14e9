"""The legal moves of a complaint, inquiry, technical help or suggestion (K1, K2, K6, K7, R1), one row each.

It is received with its acknowledgement; it closes only by the person's word or after three attempts to reach;
it is reopened once. Moves whose permission is "see" depend on what the member is to the case: see ``permissions``.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .compensation_workflow import COMPENSATION_WORKFLOW
from .enums import Status

__all__ = ["COMPENSATION_WORKFLOW", "WORKFLOW"]  # docs/workflows.md reads every table of a room here
TAKE = "take"
RELEASE = "release"
ASSIGN = "assign"
CHANGE_KIND = "change_kind"
NAME_SUBJECT = "name_subject"
CLEAR_SUBJECT = "clear_subject"
COMMENT = "comment"
REISSUE_CODE = "reissue_code"
WRITE = "write"
DECIDE = "decide"
GIVE_ANSWER = "give_answer"
ANSWER_NOW = "answer_now"
RECORD_ATTEMPT = "record_attempt"
CONFIRM = "confirm"
CLOSE_UNREACHED = "close_unreached"
REOPEN = "reopen"
REFER = "refer"
ANSWER_REFERRAL = "answer_referral"
RECALL_REFERRAL = "recall_referral"
REFERRING = (REFER, ANSWER_REFERRAL, RECALL_REFERRAL)  # a question beside the case
REFERRAL_LATE = "referral_late"

BY_THE_PERSON = frozenset({WRITE, CONFIRM, REOPEN})  # also by whoever holds the tracking code
UNDECIDED, OPEN = (Status.RECEIVED, Status.IN_HAND), (Status.RECEIVED, Status.IN_HAND, Status.DECIDED)
SEE = Permission.SEE_COMPLAINTS

WORKFLOW = Workflow(
    "complaint",
    Status,
    [
        Transition(TAKE, _("Take it in hand"), _("Taken in hand"), sources(Status.RECEIVED), Status.IN_HAND, SEE),
        Transition(
            ANSWER_NOW,
            _("Answer it"),
            _("Answered"),
            sources(*UNDECIDED),
            Status.ANSWERED,
            Permission.ANSWER_INQUIRY,
        ),
        Transition(
            DECIDE,
            _("Record the finding"),
            _("The finding was recorded"),
            sources(Status.IN_HAND),
            Status.DECIDED,
            SEE,
        ),
        Transition(
            GIVE_ANSWER,
            _("Record the answer as given"),
            _("The answer was given"),
            sources(Status.DECIDED),
            Status.ANSWERED,
            SEE,
        ),
        Transition(
            CONFIRM,
            _("Close: the person confirmed"),
            _("Closed: the person confirmed"),
            sources(Status.ANSWERED),
            Status.CLOSED,
            SEE,
        ),
        Transition(
            RECORD_ATTEMPT,
            _("Record an attempt to reach"),
            _("An attempt to reach the person"),
            sources(Status.ANSWERED),
            None,
            SEE,
        ),
        Transition(
            CLOSE_UNREACHED,
            _("Close after three attempts"),
            _("Closed after three attempts to reach the person"),
            sources(Status.ANSWERED),
            Status.CLOSED,
            SEE,
        ),
        Transition(
            REOPEN,
            _("Reopen"),
            _("Reopened: the matter is not settled"),
            sources(Status.ANSWERED, Status.CLOSED),
            Status.RECEIVED,
            SEE,
            needs_reason=True,
        ),
        Transition(
            WRITE,
            _("Write to the person"),
            _("A message was written"),
            sources(*OPEN, Status.ANSWERED),
            None,
            SEE,
        ),
        Transition(
            REFER,
            _("Refer with a question"),
            _("Referred with a question"),
            sources(*UNDECIDED),
            None,
            Permission.ANSWER_INQUIRY,
        ),
        Transition(
            ANSWER_REFERRAL,
            _("Answer what was referred"),
            _("What was referred was answered"),
            sources(*UNDECIDED),
            None,
            Permission.SEE_REQUESTS,
        ),
        Transition(
            RECALL_REFERRAL,
            _("Take the question back"),
            _("The question was taken back"),
            sources(*UNDECIDED),
            None,
            Permission.ANSWER_INQUIRY,
            needs_reason=True,
        ),
        Transition(
            ASSIGN,
            _("Assign to somebody"),
            _("Assigned"),
            sources(*UNDECIDED),
            Status.IN_HAND,
            Permission.OVERSEE_COMPLAINTS,
            needs_reason=True,
        ),
        Transition(
            RELEASE,
            _("Give it back"),
            _("Given back, waits for somebody"),
            sources(Status.IN_HAND),
            Status.RECEIVED,
            SEE,
            needs_reason=True,
        ),
        Transition(
            CHANGE_KIND,
            _("Change the kind"),
            _("The kind was changed"),
            sources(*UNDECIDED),
            Status.RECEIVED,
            SEE,
            needs_reason=True,
        ),
        Transition(
            NAME_SUBJECT,
            _("Name whom it is about"),
            _("A member of staff was named and kept away"),
            sources(*UNDECIDED),
            None,
            SEE,
        ),
        Transition(
            CLEAR_SUBJECT,
            _("It is not about this person"),
            _("A member of staff is no longer kept away"),
            sources(*OPEN),
            None,
            SEE,
            needs_reason=True,
        ),
        Transition(
            COMMENT,
            _("Comment"),
            _("Comment"),
            sources(*OPEN, Status.ANSWERED, Status.CLOSED),
            None,
            SEE,
            needs_reason=True,
        ),
        Transition(
            REISSUE_CODE,
            _("Give a new tracking code"),
            _("A new tracking code was given, the earlier one ended"),
            sources(*OPEN, Status.ANSWERED, Status.CLOSED),
            None,
            SEE,
        ),
    ],
)
