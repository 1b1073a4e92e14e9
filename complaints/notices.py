"""What of a complaint or inquiry is told by message, and who never sees that message in the outbox (K1, K7).

A message holds the reference and the promise, never what was said. The subject of a case sees nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from correspondence.models.notice import BY_MACHINE
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent
from correspondence.notices.wording import promise_in_short

from .models import CompensationCase, Complaint, ComplaintSubject

LANGUAGE = "ar"


def _tell(complaint: Complaint, event: str, means: str, values: Mapping[str, str]) -> None:
    if means not in BY_MACHINE or complaint.is_anonymous:
        return
    person = Person(
        means=means,
        mobile=complaint.mobile,
        email=complaint.email,
        name=complaint.person_name,
        language=LANGUAGE,
        audience="complainant",
    )
    notify(
        complaint.association,
        to=person,
        event=event,
        key=f"{event}:{complaint.reference}:{complaint.round}",
        values={"reference": complaint.reference, **values},
        about=complaint.reference,
    )


def tell_received(complaint: Complaint) -> None:
    """Acknowledged, with its number and by when an answer comes, if the policy says so."""
    promise = promise_in_short(complaint.due_on, complaint.answer_expected_from, language=LANGUAGE)
    _tell(complaint, NoticeEvent.COMPLAINT_RECEIVED, complaint.agreed_means, {"promise": promise})


def tell_answered(complaint: Complaint, means: str) -> None:
    """An answer waits: it is read with the tracking code, or came by this very means."""
    _tell(complaint, NoticeEvent.COMPLAINT_ANSWERED, means, {})


def hidden_references(membership: Any) -> Any:
    """References of cases that are, or may be, about this member."""
    about = ComplaintSubject.objects.filter(membership=membership, cleared_at__isnull=True)
    return about.values("complaint__reference")


def hidden_compensation(membership: Any) -> Any:
    """References of compensation cases that grew out of a complaint about this member."""
    about = ComplaintSubject.objects.filter(membership=membership, cleared_at__isnull=True)
    return CompensationCase.objects.filter(complaint__in=about.values("complaint")).values("reference")
