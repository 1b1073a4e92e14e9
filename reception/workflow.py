"""The legal moves of a visit (R1, R3) and of a help request (C), one row each; nothing else changes a status."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .enums import HERE, HelpStatus, VisitStatus

SERVE = "serve"
TAKE_OVER = "take_over"
PUT_BACK = "put_back"
KNOW = "know"
FINISH = "finish"
LEAVE = "leave"
RECEIVE = Permission.RECEIVE_VISITORS

VISIT_WORKFLOW = Workflow(
    "visit",
    VisitStatus,
    [
        Transition(
            SERVE,
            _("Serve"),
            _("Somebody began to serve the visitor"),
            sources(VisitStatus.WAITING),
            VisitStatus.BEING_SERVED,
            RECEIVE,
        ),
        Transition(
            TAKE_OVER,
            _("Take over"),
            _("Somebody else serves the visitor"),
            sources(VisitStatus.BEING_SERVED),
            None,
            RECEIVE,
        ),
        Transition(
            PUT_BACK,
            _("Back to those who wait"),
            _("Waits again"),
            sources(VisitStatus.BEING_SERVED),
            VisitStatus.WAITING,
            RECEIVE,
        ),
        Transition(
            KNOW,
            _("This is the person's file"),
            _("The visitor's file was found"),
            sources(*HERE),
            None,
            RECEIVE,
        ),
        Transition(
            FINISH,
            _("The visit is over"),
            _("The visitor was served"),
            sources(VisitStatus.BEING_SERVED),
            VisitStatus.SERVED,
            RECEIVE,
        ),
        Transition(
            LEAVE,
            _("Left without being served"),
            _("The visitor left without being served"),
            sources(*HERE),
            VisitStatus.LEFT,
            RECEIVE,
        ),
    ],
)

TAKE_UP = "take_up"
ASK = "ask"
DECLINE = "decline"
_WAITS = sources(HelpStatus.WAITING)

HELP_WORKFLOW = Workflow(
    "help_request",
    HelpStatus,
    [
        Transition(
            TAKE_UP,
            _("Make it a support request"),
            _("It became a support request"),
            _WAITS,
            HelpStatus.REQUEST,
            Permission.TRIAGE_HELP,
        ),
        Transition(
            ASK,
            _("Make it an inquiry"),
            _("It became an inquiry"),
            _WAITS,
            HelpStatus.INQUIRY,
            Permission.TRIAGE_HELP,
        ),
        Transition(
            DECLINE,
            pgettext_lazy("help request", "Decline"),
            _("It was declined"),
            _WAITS,
            HelpStatus.DECLINED,
            Permission.TRIAGE_HELP,
            needs_reason=True,
        ),
    ],
)
