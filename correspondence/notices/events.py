"""What a person is told about, and which named values each telling may use. Nothing else may stand in a text."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission


class NoticeEvent(TextChoices):
    REQUEST_RECEIVED = "request_received", _("Request received")
    REQUEST_COMPLETE = "request_complete", _("Request complete")
    REQUEST_RETURNED = "request_returned", _("Something is missing")
    DECIDED_ANSWER = "decided_answer", _("The answer")
    OBJECTION_RECEIVED = "objection_received", _("Objection received")
    OBJECTION_ANSWERED = "objection_answered", _("Objection answered")
    PROMISE_MOVED = "promise_moved", _("The day of the answer moved")
    ANSWER_DELAYED = "answer_delayed", _("The answer is delayed")
    ANSWER_LATE = "answer_late", _("The answer will be late")
    STAFF_WARNED = "staff_warned", _("A staff member is warned of a last day")
    PAUSED_TOO_LONG = "paused_too_long", _("A staff member is warned of a clock that stands still")
    STAFF_ASKED = "staff_asked", _("A staff member is asked about a case")
    STAFF_ANSWERED = "staff_answered", _("A staff member's question is answered")
    ANSWER_WAITS = "answer_waits", _("A staff member is reminded of a question")
    CASE_ASSIGNED = "case_assigned", _("A case is given to a staff member")
    CASE_MOVED_ON = "case_moved_on", _("A case is no longer with a staff member")
    VISIT_PLANNED = "visit_planned", _("A field visit is planned for a staff member")
    DELIVERY_READY = "delivery_ready", _("Ready to be collected")
    RATING_LINK = "rating_link", _("Link to rate the service")
    COMPLAINT_RECEIVED = "complaint_received", _("Message received")
    COMPLAINT_ANSWERED = "complaint_answered", _("Message answered")
    HELP_RECEIVED = "help_received", _("Help request received")
    HELP_TAKEN_UP = "help_taken_up", _("Help request became a support request")
    HELP_DECLINED = "help_declined", _("Help request declined")
    SIGN_IN_CODE = "sign_in_code", _("Sign-in code")
    SIGNING_CODE = "signing_code", _("Signing code")
    DRAFT_WAITS = "draft_waits", _("Saved request waits")
    CONFIRM_FILE = "confirm_file", _("Is the file still right?")
    CHANGE_APPLIED = "change_applied", _("Reported change taken into the file")
    CHANGE_REFUSED = "change_refused", _("Reported change not taken")
    INSTALMENTS_DUE = "instalments_due", _("A staff member is told of instalments")
    PROBLEM_GIVEN = "problem_given", _("A problem with a delivery is given to a staff member")
    SUPPORT_ENDS = "support_ends", _("A support ends soon")
    URGENT_GIVEN = "urgent_given", _("Urgent help was given")
    URGENT_REVERSED = "urgent_reversed", _("Urgent help is to be recovered")
    URGENT_WAITS = "urgent_waits", _("Urgent help awaits a staff member's word")
    URGENT_LATE = "urgent_late", _("Urgent help was not ratified in time")
    MINUTES_CODE = "minutes_code", _("Code that signs minutes")
    MOBILE_CODE = "mobile_code", _("Code that confirms a staff member's mobile")
    MOBILE_CHANGED = "mobile_changed", _("A staff member is told that another mobile is theirs now")
    MINUTES_WAIT = "minutes_wait", _("Minutes await a staff member's signature")
    SESSION_CONVENED = "session_convened", _("A member of a body is invited to a session")
    SESSION_MOVED = "session_moved", _("A member of a body is told that a session was moved")
    SESSION_CANCELLED = "session_cancelled", _("A member of a body is told that a session was cancelled")
    VOTE_ASKED = "vote_asked", _("A member of a body is asked to vote by circulation")
    SESSION_SOON = "session_soon", _("A member of a body is reminded of a session")


_ALWAYS = frozenset({"association"})  # its name in the notice's language
VARIABLES: dict[str, frozenset[str]] = {
    NoticeEvent.REQUEST_RECEIVED: _ALWAYS | {"reference", "promise"},
    NoticeEvent.REQUEST_COMPLETE: _ALWAYS | {"reference", "promise"},
    NoticeEvent.REQUEST_RETURNED: _ALWAYS | {"reference", "missing", "where"},
    NoticeEvent.DECIDED_ANSWER: _ALWAYS | {"reference", "outcome"},
    NoticeEvent.OBJECTION_RECEIVED: _ALWAYS | {"reference", "promise"},
    NoticeEvent.OBJECTION_ANSWERED: _ALWAYS | {"reference", "outcome"},
    NoticeEvent.PROMISE_MOVED: _ALWAYS | {"reference", "reason", "day"},
    NoticeEvent.ANSWER_DELAYED: _ALWAYS | {"reference", "reason", "day"},
    NoticeEvent.ANSWER_LATE: _ALWAYS | {"reference", "stage", "day"},
    NoticeEvent.STAFF_WARNED: _ALWAYS | {"reference", "day", "service"},
    NoticeEvent.PAUSED_TOO_LONG: _ALWAYS | {"reference", "service"},
    NoticeEvent.STAFF_ASKED: _ALWAYS | {"reference", "day"},
    NoticeEvent.STAFF_ANSWERED: _ALWAYS | {"reference"},
    NoticeEvent.ANSWER_WAITS: _ALWAYS | {"reference", "day"},
    NoticeEvent.CASE_ASSIGNED: _ALWAYS | {"reference", "service"},
    NoticeEvent.CASE_MOVED_ON: _ALWAYS | {"reference", "service"},
    NoticeEvent.VISIT_PLANNED: _ALWAYS | {"reference", "day"},
    NoticeEvent.PROBLEM_GIVEN: _ALWAYS | {"reference", "service"},
    NoticeEvent.DELIVERY_READY: _ALWAYS | {"reference"},
    NoticeEvent.RATING_LINK: _ALWAYS | {"link"},
    NoticeEvent.COMPLAINT_RECEIVED: _ALWAYS | {"reference", "promise"},
    NoticeEvent.COMPLAINT_ANSWERED: _ALWAYS | {"reference"},
    NoticeEvent.HELP_RECEIVED: _ALWAYS | {"reference", "promise"},
    NoticeEvent.HELP_TAKEN_UP: _ALWAYS | {"reference", "request"},
    NoticeEvent.HELP_DECLINED: _ALWAYS | {"reference", "reason"},
    NoticeEvent.SIGN_IN_CODE: _ALWAYS | {"code"},
    NoticeEvent.SIGNING_CODE: _ALWAYS | {"code"},
    NoticeEvent.DRAFT_WAITS: _ALWAYS | {"service", "day", "where"},
    NoticeEvent.CONFIRM_FILE: _ALWAYS | {"file"},
    NoticeEvent.CHANGE_APPLIED: _ALWAYS | {"file"},
    NoticeEvent.INSTALMENTS_DUE: _ALWAYS | {"day", "count", "late"},
    NoticeEvent.SUPPORT_ENDS: _ALWAYS | {"reference", "service", "day", "where"},
    NoticeEvent.CHANGE_REFUSED: _ALWAYS | {"file"},
    NoticeEvent.URGENT_GIVEN: _ALWAYS | {"reference"},
    NoticeEvent.URGENT_REVERSED: _ALWAYS | {"reference"},
    NoticeEvent.URGENT_WAITS: _ALWAYS | {"reference", "day"},
    NoticeEvent.URGENT_LATE: _ALWAYS | {"reference", "day"},
    NoticeEvent.MINUTES_CODE: _ALWAYS | {"reference", "code"},
    NoticeEvent.MOBILE_CODE: _ALWAYS | {"code"},
    NoticeEvent.MOBILE_CHANGED: _ALWAYS,
    NoticeEvent.MINUTES_WAIT: _ALWAYS | {"reference"},
    NoticeEvent.SESSION_CONVENED: _ALWAYS | {"reference", "body", "day", "hour", "place", "count"},
    NoticeEvent.SESSION_MOVED: _ALWAYS | {"reference", "body", "day", "hour", "place", "count"},
    NoticeEvent.SESSION_CANCELLED: _ALWAYS | {"reference", "body", "day"},
    NoticeEvent.VOTE_ASKED: _ALWAYS | {"reference", "body", "day", "count"},
    NoticeEvent.SESSION_SOON: _ALWAYS | {"reference", "body", "day", "hour", "place", "count"},
}

# Their text opens a door, so it is for the person alone: staff never read it.
FOR_THE_PERSON_ALONE = frozenset(
    {
        NoticeEvent.SIGN_IN_CODE,
        NoticeEvent.SIGNING_CODE,
        NoticeEvent.RATING_LINK,
        NoticeEvent.MINUTES_CODE,
        NoticeEvent.MOBILE_CODE,
    }
)
# Not about a case of the person's own: stops for whoever wants no such messages (B5). An answer due never does.
OPTIONAL = frozenset({NoticeEvent.RATING_LINK})
# Who sees the register sees these only with this permission as well.
ALSO_NEEDS: dict[str, str] = {
    NoticeEvent.COMPLAINT_RECEIVED: Permission.SEE_COMPLAINTS,
    NoticeEvent.COMPLAINT_ANSWERED: Permission.SEE_COMPLAINTS,
}
# After this long it is no use to anybody and is not sent any more.
USEFUL_FOR: dict[str, timedelta] = {
    NoticeEvent.SIGN_IN_CODE: timedelta(minutes=5),
    NoticeEvent.SIGNING_CODE: timedelta(minutes=5),
    NoticeEvent.MINUTES_CODE: timedelta(minutes=5),
    NoticeEvent.MOBILE_CODE: timedelta(minutes=5),
}
