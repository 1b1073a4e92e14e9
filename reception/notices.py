"""What whoever asked for help is told: the number, what became of it, or why it was declined."""

from __future__ import annotations

from dataclasses import replace

from accounts import codes
from associations.enums import Bound
from correspondence.models import Audience, Means, NoticeStatus
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent
from correspondence.notices.wording import promise_in_short
from requests.models import SupportRequest

from .enums import ForWhom
from .models import HelpRequest
from .promising import derivation_of

LANGUAGE = "ar"


def _whom(help_request: HelpRequest) -> Person:
    """By text message; a declined one as its person's file agreed, and by hand where no mobile is known."""
    return Person(
        means=Means.SMS if help_request.mobile else Means.IN_PERSON,
        mobile=help_request.mobile,
        name=help_request.helper_name or help_request.person_name,
        language=LANGUAGE,
        audience=Audience.COMPLAINANT,
    )


def _as_agreed(help_request: HelpRequest) -> Person:
    """The means that the person left with us, where they asked for themselves and one file alone has this mobile."""
    person = _whom(help_request)
    if help_request.for_whom != ForWhom.SELF or not help_request.mobile:
        return person
    indexes = codes.mobile_indexes(help_request.association, help_request.mobile)
    files = list(help_request.association.beneficiaries.living().filter(mobile_index__in=indexes)[:2])
    return replace(person, means=files[0].agreed_means, email=files[0].email) if len(files) == 1 else person


def _tell(help_request: HelpRequest, event: str, to: Person | None = None, **values: str) -> None:
    notify(
        help_request.association,
        to=to or _whom(help_request),
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
    """It is not taken up, for a reason written for the person; a letter or a word at the office is a task of staff."""
    to = _as_agreed(help_request)
    _tell(help_request, NoticeEvent.HELP_DECLINED, to, reason=help_request.declined_because)


def is_told_by_hand(help_request: HelpRequest) -> bool:
    """Whether it is for staff to tell the person of the decline. One query."""
    told = help_request.association.notices.filter(event=NoticeEvent.HELP_DECLINED, about=help_request.reference)
    return bool(told.filter(status=NoticeStatus.BY_HAND).exists())
