"""The legal moves of a session, one row each (R6–R9); an item of its docket moves within them.

Whoever runs the session (chair, deputy, secretary) records; chair or deputy close votes and session; members vote.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .enums import SessionStatus

OPEN = "open"
CANCEL = "cancel"
RESCHEDULE = "reschedule"
PLAN_TIME = "plan_time"
CLOSE = "close"
ADD = "add"
REORDER = "reorder"
DEFER = "defer"
COME_IN = "come_in"
LEAVE = "leave"
RECUSE = "recuse"
DECLARE = "declare"
CALL = "call"
PUT_BACK = "put_back"
WRITE_NOTES = "write_notes"
MOVE = "move"
VOTE = "vote"
CLOSE_VOTE = "close_vote"
WRITE_MINUTES = "write_minutes"
SEAL_MINUTES = "seal_minutes"
SIGN_MINUTES = "sign_minutes"
RECORD_SIGNED = "record_signed"
RECORD_REFUSED = "record_refused"
CORRECT_MINUTES = "correct_minutes"
WRITE_MOTION = "write_motion"
CIRCULATE = "circulate"
ASK_SESSION = "ask_session"
COUNT = "count"
TAKE_BACK = "take_back"
REFER_ON = "refer_on"

KEEP_MINUTES = (WRITE_MINUTES, RECORD_SIGNED, RECORD_REFUSED)
RUN = (OPEN, CANCEL, RESCHEDULE, ADD, REORDER, DEFER, COME_IN, LEAVE, RECUSE, CALL, PUT_BACK, WRITE_NOTES, MOVE)
RUN += (PLAN_TIME, REFER_ON)
RUN_APART = (WRITE_MOTION, CIRCULATE, COUNT)
PRESIDE = (CLOSE_VOTE, TAKE_BACK, CLOSE, SEAL_MINUTES, CORRECT_MINUTES)
# where members meet, and where they vote apart; the others are of both
IN_A_ROOM = (
    OPEN,
    RESCHEDULE,
    PLAN_TIME,
    CLOSE,
    ADD,
    COME_IN,
    LEAVE,
    CALL,
    PUT_BACK,
    WRITE_NOTES,
    MOVE,
    CLOSE_VOTE,
    TAKE_BACK,
)
APART = (*RUN_APART, ASK_SESSION)
SIT = Permission.SIT_IN_SESSIONS
_BEFORE = sources(SessionStatus.CONVENED)
_IN = sources(SessionStatus.OPEN)
_OVER = sources(SessionStatus.CLOSED)
_LIVE = sources(SessionStatus.CONVENED, SessionStatus.OPEN)

SESSION_WORKFLOW = Workflow(
    "session",
    SessionStatus,
    [
        Transition(OPEN, _("Open the session"), _("The session was opened"), _BEFORE, SessionStatus.OPEN, SIT),
        Transition(
            CANCEL,
            _("Cancel the session"),
            _("The session was cancelled"),
            _BEFORE,
            SessionStatus.CANCELLED,
            SIT,
            needs_reason=True,
        ),
        Transition(
            RESCHEDULE,
            _("Move to another time or place"),
            _("The session was moved to another time or place"),
            _BEFORE,
            None,
            SIT,
            needs_reason=True,
        ),
        Transition(CLOSE, _("Close the session"), _("The session was closed"), _IN, SessionStatus.CLOSED, SIT),
        Transition(ADD, _("Put on the docket"), _("Requests were put on the docket"), _LIVE, None, SIT),
        Transition(REORDER, _("Change the order"), _("The order of the docket was changed"), _LIVE, None, SIT),
        Transition(PLAN_TIME, _("Time for the item"), _("The time for an item was changed"), _LIVE, None, SIT),
        Transition(
            DEFER,
            pgettext_lazy("item", "Defer"),
            _("An item was deferred"),
            _LIVE,
            None,
            SIT,
            needs_reason=True,
        ),
        Transition(
            REFER_ON,
            _("Refer to the body that decides instead"),
            _("An item was referred to another body: no quorum could be reached"),
            _LIVE,
            None,
            SIT,
        ),
        Transition(COME_IN, _("Came in"), _("A member came in"), _IN, None, SIT),
        Transition(LEAVE, _("Left the room"), _("A member left the room"), _IN, None, SIT),
        Transition(RECUSE, _("Takes no part"), _("A member takes no part in an item"), _LIVE, None, SIT),
        Transition(DECLARE, _("Declare a conflict"), _("A member declared a conflict"), _LIVE, None, SIT),
        Transition(CALL, _("Open the item"), _("An item was opened"), _IN, None, SIT),
        Transition(PUT_BACK, _("Put the item back"), _("An item was put back"), _IN, None, SIT),
        Transition(WRITE_NOTES, _("Write notes"), _("Notes of the discussion were written"), _IN, None, SIT),
        Transition(MOVE, _("Put to the vote"), _("A motion was put to the vote"), _IN, None, SIT),
        Transition(
            TAKE_BACK,
            pgettext_lazy("motion", "Take the motion back"),
            _("A motion was taken back before its vote was over"),
            _IN,
            None,
            SIT,
            needs_reason=True,
        ),
        Transition(VOTE, pgettext_lazy("act", "Vote"), _("A member voted"), _IN, None, SIT),
        # by circulation
        Transition(WRITE_MOTION, _("Write the motion"), _("A motion was written"), _BEFORE, None, SIT),
        Transition(
            CIRCULATE,
            _("Send to the members"),
            _("It was sent to the members, who vote apart"),
            _BEFORE,
            SessionStatus.OPEN,
            SIT,
        ),
        Transition(
            ASK_SESSION,
            _("Ask for a session"),
            _("A member asked that an item be discussed in a session"),
            _IN,
            None,
            SIT,
            needs_reason=True,
        ),
        Transition(COUNT, _("Count the votes"), _("The votes were counted"), _IN, SessionStatus.CLOSED, SIT),
        Transition(CLOSE_VOTE, _("Close the vote"), _("A vote was closed"), _IN, None, SIT),
        Transition(WRITE_MINUTES, _("Edit the minutes"), _("The draft of the minutes was edited"), _OVER, None, SIT),
        Transition(SEAL_MINUTES, _("Seal the minutes"), _("The minutes were sealed"), _OVER, None, SIT),
        Transition(SIGN_MINUTES, _("Sign the minutes"), _("A member signed the minutes"), _OVER, None, SIT),
        Transition(
            RECORD_SIGNED, _("Enter signatures on paper"), _("Signatures on paper were entered"), _OVER, None, SIT
        ),
        Transition(
            RECORD_REFUSED,
            _("Record who does not sign"),
            _("It was recorded that a member does not sign"),
            _OVER,
            None,
            SIT,
        ),
        Transition(CORRECT_MINUTES, _("Add an annex"), _("An annex to the minutes was sealed"), _OVER, None, SIT),
    ],
)
