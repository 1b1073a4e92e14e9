"""What whoever asked for help is told by text message: the number, what became of it, or why it was declined."""

from __future__ import annotations

from associations.enums import Bound
from correspondence.models import Audience, Means
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent
from correspondence.notices.wording import promise_in_short
from requests.models import SupportRequest

from .models import HelpRequest
from .promising import derivation_of

LANGUAGE = "ar"


def _tell(help_request: HelpRequest, event: str, **values: str) -> None:
    person = Person(
        means=Means.SMS,
        mobile=help_request.mobile,
        name=help_request.helper_name or help_request.person_name,
        language=LANGUAGE,
        audience=Audience.COMPLAINANT,
    )
    notify(
        help_request.association,
        to=person,
        event=event,
        key=f"{event}:{help_request.reference}",
        values={"reference": help_request.reference, **values},
        about=help_request.reference,
    )


def tell_received(help_request: HelpRequest) -> None:
    """Received, with its number, and by when an answer comes if the policy says so."""
    found = derivation_of(help_request)
    promise = promise_in_short(
        found.due_on,
        found.answer_expected_from,
        language=LANGUAGE,
        is_running=found.rule.bound == Bound.NONE,
    )
    _tell(help_request, NoticeEvent.HELP_RECEIVED, promise=promise)


def tell_taken_up(help_request: HelpRequest, support_request: SupportRequest) -> None:
    """It is a support request now, under another number."""
    _tell(help_request, NoticeEvent.HELP_TAKEN_UP, request=support_request.reference)


def tell_declined(help_request: HelpRequest) -> None:
    """It is not taken up, for a reason written for the person."""
    _tell(help_request, NoticeEvent.HELP_DECLINED, reason=help_request.declined_because)
