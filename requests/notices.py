"""Which moves of a support request tell the applicant, and with which words' values: by the means agreed (R8).

Called inside the verb's transaction, after the move. Values hold references, days, names of papers and the outcome:
never a reason that somebody typed, an amount or a number of an ID.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import translation

from beneficiaries.telling import wants
from correspondence.models import Means, Notice
from correspondence.models.notice import BY_MACHINE
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent
from correspondence.notices.wording import phrase, promise_in_short

from .models import Answer, ChecklistEntry, SupportRequest

LANGUAGE = "ar"  # a file names no language of its own yet


def _tell(support_request: SupportRequest, event: str, values: Mapping[str, str], *, means: str = "") -> Notice | None:
    """One notice for this event at this version of the request; none of a kind that the person does not want."""
    beneficiary = support_request.beneficiary
    if not wants(beneficiary, event):
        return None
    person = Person(
        means=means or support_request.agreed_means,
        mobile=beneficiary.mobile,
        email=beneficiary.email,
        name=beneficiary.full_name,
        language=LANGUAGE,
    )
    return notify(
        support_request.association,
        to=person,
        event=event,
        key=f"{event}:{support_request.reference}:{support_request.version}",
        values=values,
        about=support_request.reference,
    )


def tell_complete(support_request: SupportRequest) -> None:
    """Taken in as complete: by which day the answer comes."""
    promise = promise_in_short(support_request.due_on, support_request.answer_expected_from, language=LANGUAGE)
    _tell(support_request, NoticeEvent.REQUEST_COMPLETE, {"reference": support_request.reference, "promise": promise})


def tell_returned(support_request: SupportRequest, papers: Sequence[ChecklistEntry]) -> None:
    """Returned: which papers are missing, or that we would like to hear from the person."""
    with translation.override(LANGUAGE):
        names = [entry.item.name for entry in papers] or [phrase("clarification", language=LANGUAGE)]
    missing = phrase("joint", language=LANGUAGE).join(names)
    _tell(support_request, NoticeEvent.REQUEST_RETURNED, {"reference": support_request.reference, "missing": missing})


def tell_answer(support_request: SupportRequest, answer: Answer) -> None:
    """The answer by message is the telling itself; one given in a call, a letter or in person was given already."""
    if answer.means not in BY_MACHINE:
        return
    with translation.override(LANGUAGE):
        outcome = str(support_request.decision.get_outcome_display())
    _tell(
        support_request,
        NoticeEvent.DECIDED_ANSWER,
        {"reference": support_request.reference, "outcome": outcome},
        means=Means(answer.means),
    )


def tell_rating(support_request: SupportRequest, link: str) -> None:
    """Closed: the one-use link by which the person rates the service (B8)."""
    if support_request.agreed_means in BY_MACHINE:
        _tell(support_request, NoticeEvent.RATING_LINK, {"link": link})
