"""The legal moves of a notice: claimed by one sender at a time, then sent, tried again, or left to people.

``SENDER`` is no right of any role: those moves are the background sender's alone.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .models.notice import PENDING, NoticeStatus

SENDER = "sender"
CLAIM = "claim"
SENT = "sent"
FAIL = "fail"
GIVE_UP = "give_up"
SEND_AGAIN = "send_again"
MARK_DONE = "mark_done"
STOP = "stop"

NOTICE_WORKFLOW = Workflow(
    "notice",
    NoticeStatus,
    [
        Transition(CLAIM, _("Send"), _("Being sent"), sources(*PENDING), NoticeStatus.SENDING, SENDER),
        Transition(SENT, _("Record as sent"), _("Sent"), sources(NoticeStatus.SENDING), NoticeStatus.SENT, SENDER),
        Transition(
            FAIL, _("Try again later"), _("Not sent"), sources(NoticeStatus.SENDING), NoticeStatus.FAILED, SENDER
        ),
        Transition(GIVE_UP, _("Give up"), _("Given up"), sources(*PENDING), NoticeStatus.GAVE_UP, SENDER),
        Transition(
            SEND_AGAIN,
            _("Send again"),
            _("Sent again"),
            sources(NoticeStatus.GAVE_UP),
            NoticeStatus.QUEUED,
            Permission.SEND_NOTICES,
        ),
        Transition(
            MARK_DONE,
            _("Done by hand"),
            _("Done by staff"),
            sources(NoticeStatus.BY_HAND, NoticeStatus.GAVE_UP),
            NoticeStatus.DONE,
            Permission.SEND_NOTICES,
        ),
        Transition(
            STOP,
            _("Do not send it any more"),
            _("Stopped at the person's word"),
            sources(*PENDING, NoticeStatus.GAVE_UP, NoticeStatus.BY_HAND) - {NoticeStatus.SENDING},
            NoticeStatus.STOPPED,
            SENDER,
        ),
    ],
)
